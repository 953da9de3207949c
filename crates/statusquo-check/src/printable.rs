//! Text of others for a terminal: what would steer it is escaped.

/// The text with its controls escaped, and nothing else.
///
/// ```
/// use statusquo_check::printable;
/// assert_eq!(printable("it's \"\u{1b}[31mred\"\r\n"), "it's \"\\u{1b}[31mred\"\\r\\n");
/// ```
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character.is_control() {
            true => shown.extend(character.escape_debug()),
            false => shown.push(character),
        }
    }
    shown
}
