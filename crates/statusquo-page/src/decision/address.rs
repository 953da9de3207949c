//! What a question is called in addresses, and where its page is.

use statusquo_decision::{Question, TABLE};

/// What a question is called in addresses: `head-in-time`.
pub(super) fn name(question: Question) -> String {
    let mut name = String::new();
    for character in format!("{question:?}").chars() {
        if character.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(character.to_ascii_lowercase());
    }
    name
}

/// The address of a question.
pub fn path(question: Question) -> String {
    format!("/decision/{}", name(question))
}

/// The question of that name.
///
/// ```
/// use statusquo_decision::Question;
/// assert_eq!(statusquo_page::decision::named("head-in-time"), Some(Question::HeadInTime));
/// assert_eq!(statusquo_page::decision::named("nothing"), None);
/// ```
pub fn named(sought: &str) -> Option<Question> {
    TABLE.iter().map(|row| row.question).find(|question| name(*question) == sought)
}
