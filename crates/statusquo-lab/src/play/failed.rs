//! Why a trigger could not be played.

/// A trigger could not be played.
#[derive(Debug)]
pub enum Failed {
    /// What a step says has no form in this version of HTTP, or none that the player's client of it can send: why.
    Unsayable(String),
    /// Something broke, or did not come.
    Broken(String),
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (Failed::Unsayable(why) | Failed::Broken(why)) = self;
        f.write_str(why)
    }
}

impl std::error::Error for Failed {}

pub(super) fn failed(what: &str) -> impl Fn(std::io::Error) -> Failed {
    move |error| Failed::Broken(format!("{what}: {error}"))
}
