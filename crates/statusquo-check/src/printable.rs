//! Text of others for a terminal: what would steer it is escaped.

/// The text with its controls escaped, those of writing direction too, and nothing else.
///
/// ```
/// use statusquo_check::printable;
/// assert_eq!(printable("it's \"\u{1b}[31mred\"\r\n"), "it's \"\\u{1b}[31mred\"\\r\\n");
/// assert_eq!(printable("a\u{202e}b"), "a\\u{202e}b");
/// ```
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character.is_control() || turns(character) {
            true => shown.extend(character.escape_debug()),
            false => shown.push(character),
        }
    }
    shown
}

/// Whether it makes a terminal show what follows in another order.
fn turns(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
