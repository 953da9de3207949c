//! The judge: an answer in its exchange and the catalog's duties in, findings out. Pure.

use crate::condition::lies_on;
use crate::shown::{Shown, not_judged, shown};
use crate::{Answer, EVERY, Finding};
use statusquo_catalog::{Duty, Level, Test, entry};

/// Judges one answer: the duties of its code that lie on it, in the entry's order, then those of every answer.
///
/// What is allowed (MAY) is left out. A code that is not registered has only the latter. A duty of every answer that the code's entry names as well, with
/// the same test, is judged once. Where it is not known whether a duty lies on the answer, it is not judged.
pub fn judge(answer: &Answer<'_>) -> Vec<Finding> {
    // Over streams there is no switching, so what a 101 owes there is not to be.
    let duties = entry(answer.status)
        .filter(|entry| entry.code != 101 || !answer.version.has_streams())
        .map_or(&[][..], |entry| entry.duties);
    let mut findings: Vec<Finding> = Vec::new();
    // What is merely allowed cannot be broken, and says nothing of this answer.
    for duty in duties.iter().filter(|duty| duty.level > Level::May || duty.test != Test::NotFromOneAnswer) {
        match lies_on(duty.when, answer) {
            Some(true) => findings.push(finding(duty, shown(duty.test, answer))),
            Some(false) => {}
            None => findings.push(finding(duty, not_judged("whether it is owed is not known from this answer alone"))),
        }
    }
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

fn finding(duty: &Duty, Shown { outcome, evidence, place }: Shown) -> Finding {
    Finding { duty: *duty, outcome, evidence, place }
}
