//! The status of one part of a 207: the same table names it, walked with that part's own fact.

use crate::form::phrase;
use statusquo_decision::{End, Facts, Question, Step, Walk};

/// The status line of a part for which this question has the answer that is not the usual one; all is well without one.
pub(super) fn line(objection: Option<Question>) -> String {
    let mut facts = Facts::default();
    if let Some(question) = objection {
        facts.set(question, !question.row().usual);
    }
    let mut walk = Walk::default();
    loop {
        match walk.next(&facts) {
            Step::End(End::Code(code)) => return format!("HTTP/1.1 {code} {}", phrase(code)),
            // A part is not asked for by number, and comes from no upstream.
            Step::End(End::Forced | End::Relay | End::Cut) => return String::new(),
            Step::Say(_) | Step::Do(_) | Step::DoSaying(..) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_ends_where_the_table_says() {
        for (objection, status) in [
            (None, "HTTP/1.1 200 OK"),
            (Some(Question::Exists), "HTTP/1.1 404 Not Found"),
            (Some(Question::Allowed), "HTTP/1.1 403 Forbidden"),
            (Some(Question::Unlocked), "HTTP/1.1 423 Locked"),
            (Some(Question::OthersWorked), "HTTP/1.1 424 Failed Dependency"),
            (Some(Question::RoomLeft), "HTTP/1.1 507 Insufficient Storage"),
            (Some(Question::ToldBefore), "HTTP/1.1 208 Already Reported"),
        ] {
            assert_eq!(line(objection), status);
        }
    }
}
