//! For every duty of the catalog that one answer can show: a minimal answer that keeps it, and the same with just that
//! duty broken.

use super::making::{breaking, keeping, lies_on, looks_at, meeting};
use super::sample::Sample;
use statusquo_catalog::{ALL, Duty, Entry, Test};
use statusquo_check::{Finding, Outcome};

/// A minimal answer on which the duty lies and that keeps all duties of its code.
fn minimal(entry: &Entry, duty: &Duty) -> Sample {
    let first = entry.duties.iter().fold("GET", |method, duty| match duty.test {
        Test::NotTo(methods) if methods.contains(&method) => "POST",
        _ => method,
    });
    let mut sample = meeting(Sample::new(first, entry.code), duty.when);
    sample = keeping(sample, duty.test, &[]);
    let others: Vec<&Duty> = entry.duties.iter().filter(|other| lies_on(other.when, &sample)).collect();
    let forbidden = |test: &Test| matches!(test, Test::Lacks(_) | Test::All(_));
    let spared: Vec<&str> =
        others.iter().filter(|other| forbidden(&other.test)).flat_map(|other| looks_at(other.test)).collect();
    for other in &others {
        if other.test != duty.test {
            sample = keeping(sample, other.test, &spared);
        }
    }
    // What the others needed may have undone it.
    keeping(meeting(sample, duty.when), duty.test, &spared)
}

fn broken(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|finding| finding.outcome == Outcome::Broken)
}

/// Judges the pair for one duty.
fn pair(entry: &Entry, duty: &'static Duty) {
    let name = format!("{} {}: {}", entry.code, entry.phrase, duty.text);
    let keeping = minimal(entry, duty);
    assert!(lies_on(duty.when, &keeping), "{name}\nno answer is made on which it lies: {keeping:?}");
    let findings = keeping.findings();
    assert_eq!(broken(&findings).count(), 0, "{name}\nno answer keeps all duties: {:?}", keeping.broken());
    let judged = |findings: &[Finding]| {
        findings.iter().find(|finding| finding.duty.text == duty.text).map(|finding| finding.outcome)
    };
    assert_eq!(judged(&findings), Some(Outcome::Kept), "{name}\n{keeping:?}");

    let breaking = breaking(keeping, duty.test);
    let findings = breaking.findings();
    assert_eq!(judged(&findings), Some(Outcome::Broken), "{name}\n{breaking:?}");
    for other in broken(&findings) {
        let related = other.duty.test == duty.test
            || looks_at(other.duty.test).iter().any(|part| looks_at(duty.test).contains(part));
        // An answer to another version or method owes other things; what it owed before is broken all the same.
        let moved = matches!(duty.test, Test::NotTo(_) | Test::NotToHttp10);
        assert!(related || moved, "{name}\nbreaking it also broke: {} ({})", other.duty.text, other.evidence);
    }
}

#[test]
fn every_duty_that_one_answer_can_show_is_kept_and_broken() {
    let mut pairs = 0;
    for entry in ALL {
        for duty in entry.duties.iter().filter(|duty| duty.test != Test::NotFromOneAnswer) {
            pair(entry, duty);
            pairs += 1;
        }
    }
    assert!(pairs >= 80, "only {pairs} duties of the catalog can be shown by one answer");
}
