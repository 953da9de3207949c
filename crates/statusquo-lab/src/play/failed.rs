//! Why a trigger could not be played.

/// A trigger could not be played.
#[derive(Debug)]
pub struct Failed(pub(super) String);

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failed {}

pub(super) fn failed(what: &str) -> impl Fn(std::io::Error) -> Failed {
    move |error| Failed(format!("{what}: {error}"))
}
