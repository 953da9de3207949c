//! The judge: an answer and the catalog's duties in, findings out. Pure.

use crate::shown::{Shown, shown};
use crate::{Answer, EVERY, Finding};
use statusquo_catalog::{Duty, Test, When, entry};

/// Judges one answer: the duties of its code that lie on it, in the entry's order, then those of every answer.
///
/// A code that is not registered has only the latter. A duty of every answer that the code's entry names as well, with
/// the same test, is judged once.
pub fn judge(answer: &Answer<'_>) -> Vec<Finding> {
    let duties = entry(answer.status).map_or(&[][..], |entry| entry.duties);
    let own = duties.iter().filter(|duty| lies_on(duty, answer));
    let mut findings: Vec<Finding> = own.map(|duty| finding(duty, shown(duty.test, answer))).collect();
    let own = findings.len();
    for every in EVERY.iter().filter(|every| every.lies_on(answer)) {
        let named =
            |finding: &Finding| finding.duty.test == every.duty.test && finding.duty.test != Test::NotFromOneAnswer;
        if !findings[..own].iter().any(named) {
            findings.push(finding(&every.duty, every.shown(answer)));
        }
    }
    findings
}

fn finding(duty: &'static Duty, (outcome, evidence): Shown) -> Finding {
    Finding { duty, outcome, evidence }
}

/// Whether a duty of the code lies on this answer.
fn lies_on(duty: &Duty, answer: &Answer<'_>) -> bool {
    match duty.when {
        When::Always => true,
        When::Method(method) => answer.method == method,
        When::NotMethod(method) => answer.method != method,
    }
}
