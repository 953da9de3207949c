//! Has every answer of every test judged by the checker: no MUST and no SHOULD may be broken, but for those named here.

use super::Answer;
use statusquo_catalog::Level;
use statusquo_check::{Answer as Judged, Finding, Outcome};

/// The SHOULDs that the lab knowingly does not follow: the code, how the duty begins, and why.
const KNOWINGLY: &[(u16, &str, &str)] = &[];

/// Judges an answer; the test ends if it breaks what it owes.
pub(super) fn judge(answer: &Answer) {
    let judged = Judged::of(&answer.method, &answer.head, &answer.content).to(answer.version);
    let broken: Vec<String> = statusquo_check::judge(&judged)
        .iter()
        .filter(|finding| finding.outcome == Outcome::Broken && counts(answer, finding))
        .map(|finding| {
            let duty = finding.duty;
            format!("{} {} ({}): {}", duty.level, duty.text, duty.specification, finding.evidence)
        })
        .collect();
    assert!(broken.is_empty(), "{}\nin {}", broken.join("\n"), answer.shown());
}

fn counts(answer: &Answer, finding: &Finding) -> bool {
    // A number by force comes with what it must carry, and no more.
    let forced = answer.target.starts_with("/status/");
    let knowingly =
        KNOWINGLY.iter().any(|(code, text, _)| *code == answer.code() && finding.duty.text.starts_with(text));
    match finding.duty.level {
        Level::Must => true,
        Level::Should => !forced && !knowingly,
        Level::May => false,
    }
}
