//! Division: a zero really panics, and the panic is really caught; here 500 has its cause.

use super::query;
use crate::visit::Visit;
use statusquo_decision::Question;

/// The methods of the division.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "OPTIONS"];

/// Makes known whether there is a number to divide by.
pub(crate) fn judge(visit: &mut Visit<'_>) {
    match query::parameter(visit.target.query, "by") {
        None => visit.refuse(Question::Complete, "The query lacks the parameter by: /lab/divide?by=4."),
        Some(by) => {
            if by.parse::<i32>().is_err() {
                visit.refuse(Question::Understood, format!("by={by:?} is not a whole number of 32 bits."));
            }
        }
    }
}

/// Divides. There is no check for zero here, on purpose: this is the bug that a 500 comes from.
pub(crate) fn perform(visit: &mut Visit<'_>) {
    let by: i32 = query::parameter(visit.target.query, "by").and_then(|by| by.parse().ok()).unwrap_or(1);
    let quotient = 100 / by;
    visit.say("text/plain; charset=utf-8", format!("100 / {by} = {quotient}\n"));
}
