//! Has every answer of every test judged by the checker: no MUST may be broken, and no SHOULD but by force.

use super::Answer;
use statusquo_catalog::Level;
use statusquo_check::{Answer as Judged, Finding, Outcome};

/// Where entity tags have no quotes, because httpbin's have none.
const UNQUOTED: [&str; 3] = ["/cache", "/etag/", "/range/"];

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
    match finding.duty.level {
        // Entity tags are sent as httpbin sends them: as they are asked for, without quotes of the server's own.
        Level::Must => {
            !(finding.duty.specification.section == Some("8.8.3")
                && UNQUOTED.iter().any(|path| answer.target.starts_with(path)))
        }
        // A number by force comes with what it must carry, and knowingly with no more; a 416 of httpbin's says nothing.
        Level::Should => {
            let silent = answer.target.starts_with("/range/") && answer.code() == 416;
            let forced = ["/status/", "/redirect-to?", "/mix", "/sequence/", "/drip?", "/unstable"];
            !silent && !forced.iter().any(|forced| answer.target.starts_with(forced))
        }
        Level::May => false,
    }
}
