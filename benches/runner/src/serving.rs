//! What a candidate is asked to serve, and how it speaks.

/// What a candidate speaks on its port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speaks {
    /// HTTP/1.1 in cleartext, and nothing else where that can be helped.
    Http1,
    /// The same; statusquo also listens for TLS on another port, as it does without flags.
    Usual,
    /// HTTP/2 in cleartext, without being asked whether it does.
    Http2,
    /// HTTP/2 and HTTP/1.1 over TLS.
    Tls,
}

/// What a candidate is to serve.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Serving<'a> {
    /// The path that will be asked for.
    pub(crate) path: &'a str,
    /// Octets of content, for those that are told.
    pub(crate) content: usize,
    /// Whether every connection ends after its answer, for the one that does not read fields.
    pub(crate) close: bool,
    /// How many threads statusquo serves with; the others have one.
    pub(crate) threads: usize,
    /// What is spoken.
    pub(crate) speaks: Speaks,
}

impl<'a> Serving<'a> {
    /// With one thread, in HTTP/1.1, on connections that are kept.
    pub(crate) fn of(path: &'a str, content: usize) -> Self {
        Self { path, content, close: false, threads: 1, speaks: Speaks::Http1 }
    }
}
