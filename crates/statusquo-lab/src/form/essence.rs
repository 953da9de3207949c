//! The media type of a content, its parameters aside.

/// Type and subtype of what `Content-Type` says, as they were written; empty where it says nothing.
pub(crate) fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or("").trim()
}

#[cfg(test)]
mod tests {
    use super::essence;

    #[test]
    fn parameters_and_spaces_are_left_out() {
        for (given, expected) in [("text/plain", "text/plain"), (" Text/XML ; charset=utf-8", "Text/XML"), ("", "")] {
            assert_eq!(essence(given), expected);
        }
    }
}
