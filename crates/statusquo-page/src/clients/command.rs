//! A command: what one client is to do, and whether it does it itself.

/// What one client is to do so that a code happens: text to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The client: `curl`, `Python`, `JavaScript`.
    pub client: &'static str,
    /// What of it does the work: `requests`, `fetch`.
    pub tool: &'static str,
    /// The version of HTTP in which it speaks.
    pub speaks: &'static str,
    /// Whether the client does it itself.
    pub how: How,
    /// The text.
    pub text: String,
}

/// Whether a client does it itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It does, and perhaps something is to be minded.
    Itself {
        /// What is to be minded.
        mind: Option<String>,
    },
    /// It cannot: these are the bytes themselves, over a connection.
    Raw {
        /// Why it cannot.
        because: String,
    },
}

impl How {
    /// It does, and nothing is to be minded.
    pub(super) const ITSELF: Self = How::Itself { mind: None };

    pub(super) fn mind(what: impl Into<String>) -> Self {
        How::Itself { mind: Some(what.into()) }
    }

    pub(super) fn raw(because: impl Into<String>) -> Self {
        How::Raw { because: because.into() }
    }

    /// What stands above the text: why it is raw bytes, or what is to be minded.
    pub fn note(&self) -> Option<&str> {
        match self {
            How::Itself { mind } => mind.as_deref(),
            How::Raw { because } => Some(because),
        }
    }
}

/// HTTP/1.1 is what each of them speaks unless TLS agrees on another.
pub(super) const HTTP_1_1: &str = "HTTP/1.1";
