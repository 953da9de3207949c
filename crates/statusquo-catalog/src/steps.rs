//! Steps, and octets for them, that several codes have in common.

/// A text eight times over.
macro_rules! eightfold {
    ($text:expr) => {
        concat!($text, $text, $text, $text, $text, $text, $text, $text)
    };
}

pub(crate) use eightfold;
