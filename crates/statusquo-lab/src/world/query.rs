//! The query of a target: `name=value` pairs, decoded.

use percent_encoding::percent_decode_str;

/// The first value of a parameter, decoded; an empty string where there is only its name.
pub(crate) fn parameter(query: Option<&str>, name: &str) -> Option<String> {
    query?.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(key) == name).then(|| decode(value))
    })
}

fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::parameter;

    #[test]
    fn the_first_value_counts_and_escapes_are_undone() {
        assert_eq!(parameter(Some("a=1&by=%34&by=5"), "by").as_deref(), Some("4"));
        assert_eq!(parameter(Some("by"), "by").as_deref(), Some(""));
        assert_eq!(parameter(Some("b%79=a+b"), "by").as_deref(), Some("a b"));
        assert_eq!(parameter(Some("bye=1"), "by"), None);
        assert_eq!(parameter(None, "by"), None);
    }
}
