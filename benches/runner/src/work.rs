//! The works: what the candidates are asked to do, one row each.

/// What is done in a work, and so how it is measured.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// A load, and the CPU time that a request costs.
    Load(Load),
    /// The same on a route of httpbin's, which httpbin is asked for, too.
    Httpbin(Load),
    /// Streams of HTTP/2, many at once on a connection, and the CPU time that a request costs.
    Streams(Security),
    /// Connections that each begin with a whole handshake of TLS, and the CPU time that one costs.
    Handshakes,
    /// The same load over stores of different sizes.
    Growth,
    /// From the start of the process to its first answer, and its memory then.
    Start,
    /// Memory for each of many idle connections.
    Idle,
    /// Memory after a million exchanges.
    Million,
    /// A whole process that explains a code.
    Explain,
    /// The size of the release binary.
    Binary,
}

/// A load that wrk makes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    /// The path that is asked for.
    pub(crate) path: &'static str,
    /// A further field line of the request.
    pub(crate) field: Option<&'static str>,
    /// How connections are used.
    pub(crate) shape: Shape,
    /// The status code that statusquo must give.
    pub(crate) status: u16,
    /// Octets of a document that is put there first.
    pub(crate) document: Option<usize>,
    /// Seconds of load in a round; more where a bar hangs on it.
    pub(crate) seconds: u64,
}

/// Whether a load is secured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Security {
    /// It is not.
    Cleartext,
    /// By TLS.
    Tls,
}

/// How a load uses its connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One request after the other on each.
    KeepAlive,
    /// This many requests at once on each.
    Pipelined(usize),
    /// One request each.
    OneEach,
}

/// One work.
#[derive(Debug)]
pub(crate) struct Work {
    /// Its name on the command line and in file names.
    pub(crate) name: &'static str,
    /// What it is, for the tables and the picture.
    pub(crate) title: &'static str,
    /// How it is done.
    pub(crate) kind: Kind,
}

impl Kind {
    /// Whether it is CPU time for a request under load.
    pub(crate) fn is_load(self) -> bool {
        matches!(self, Self::Load(_) | Self::Httpbin(_) | Self::Streams(_) | Self::Handshakes | Self::Growth)
    }
}

/// What is asked for wherever it does not matter.
pub(crate) const PATH: &str = "/lab/documents/welcome";

const WELCOME: Load =
    Load { path: PATH, field: None, shape: Shape::KeepAlive, status: 200, document: None, seconds: 2 };

/// A route of httpbin's.
const fn route(path: &'static str) -> Kind {
    Kind::Httpbin(Load { path, seconds: 1, ..WELCOME })
}

/// All works, in the order in which they are done and shown.
pub(crate) const WORKS: &[Work] = &[
    Work { name: "welcome", title: "GET /lab/documents/welcome, keep-alive", kind: Kind::Load(WELCOME) },
    Work {
        name: "pipelined",
        title: "the same, 16 requests at once",
        kind: Kind::Load(Load { shape: Shape::Pipelined(16), ..WELCOME }),
    },
    Work {
        name: "one-each",
        title: "the same, one request a connection",
        kind: Kind::Load(Load { shape: Shape::OneEach, field: Some("Connection: close"), ..WELCOME }),
    },
    Work {
        name: "status",
        title: "GET /status/200",
        kind: Kind::Load(Load { path: "/status/200", seconds: 1, ..WELCOME }),
    },
    Work {
        name: "not-modified",
        title: "304: If-None-Match: *",
        kind: Kind::Load(Load { field: Some("If-None-Match: *"), status: 304, seconds: 1, ..WELCOME }),
    },
    Work {
        name: "not-found",
        title: "404 with its reasons",
        kind: Kind::Load(Load { path: "/lab/documents/nowhere", status: 404, seconds: 1, ..WELCOME }),
    },
    Work {
        name: "large",
        title: "64 KiB of content",
        kind: Kind::Load(Load { path: "/lab/documents/large", document: Some(64 * 1024), seconds: 1, ..WELCOME }),
    },
    Work {
        name: "h2",
        title: "the welcome over HTTP/2, 100 streams at once",
        kind: Kind::Streams(Security::Cleartext),
    },
    Work { name: "h2-tls", title: "the same over TLS", kind: Kind::Streams(Security::Tls) },
    Work { name: "handshakes", title: "TLS 1.3, a handshake for each request", kind: Kind::Handshakes },
    Work { name: "get", title: "httpbin's GET /get", kind: route("/get?page=2") },
    Work { name: "anything", title: "httpbin's GET /anything", kind: route("/anything/a/b?page=2") },
    Work { name: "bytes", title: "httpbin's GET /bytes/1024", kind: route("/bytes/1024") },
    Work { name: "growth", title: "one of many documents, each as likely", kind: Kind::Growth },
    Work { name: "start", title: "from start of process to first answer", kind: Kind::Start },
    Work { name: "explain", title: "statusquo explain 404, whole process", kind: Kind::Explain },
    Work { name: "binary", title: "release binary, stripped", kind: Kind::Binary },
    Work { name: "idle", title: "10,000 idle connections", kind: Kind::Idle },
    Work { name: "million", title: "after a million exchanges", kind: Kind::Million },
];

/// The work of that name.
pub(crate) fn named(name: &str) -> Option<&'static Work> {
    WORKS.iter().find(|work| work.name == name)
}
