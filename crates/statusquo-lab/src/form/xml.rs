//! Text in XML: what has to be escaped there, and what cannot stand there at all.

/// Text that cannot be anything but text, in content and in an attribute's value.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A parser would take these for spaces in an attribute, and the first for a line end anywhere.
            '\r' => out.push_str("&#13;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            _ if is_character(character) => out.push(character),
            // No XML can hold it, escaped or not.
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

/// Whether XML may hold it (XML 1.0, Char).
fn is_character(character: char) -> bool {
    character >= ' ' && !matches!(character, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_means_something_in_xml_is_escaped_and_what_it_cannot_hold_is_replaced() {
        assert_eq!(escape("a<b>&\"c'\r\n\u{1}ä\u{ffff}"), "a&lt;b&gt;&amp;&quot;c'&#13;&#10;\u{fffd}ä\u{fffd}");
    }
}
