//! What stands behind each question: what its source says of it, in a sentence.

mod arrival;
mod content;
mod outcome;
mod resource;

use crate::Question;

/// A question and its rule.
type Rule = (Question, &'static str);

/// The rules, in the order of the table.
const ALL: [&[Rule]; 4] = [arrival::RULES, resource::RULES, content::RULES, outcome::RULES];

/// The rule behind a question.
pub(crate) fn rule(question: Question) -> &'static str {
    let known = ALL.iter().flat_map(|rules| rules.iter()).find(|(of, _)| *of == question);
    known.map_or("", |(_, rule)| rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TABLE;

    #[test]
    fn every_question_has_one_rule_in_its_order_and_that_is_one_sentence() {
        let rules: Vec<Question> = ALL.iter().flat_map(|rules| rules.iter().map(|(question, _)| *question)).collect();
        let questions: Vec<Question> = TABLE.iter().map(|row| row.question).collect();
        assert_eq!(rules, questions);
        for (question, rule) in ALL.iter().flat_map(|rules| rules.iter()) {
            let begins = rule.chars().next().is_some_and(|first| first.is_uppercase() || first.is_ascii_digit());
            assert!(begins && rule.ends_with('.') && rule.len() <= 240, "{question:?}: {rule}");
        }
    }
}
