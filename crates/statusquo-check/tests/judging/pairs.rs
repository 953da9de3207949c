//! For every duty of the catalog that one answer can show: a minimal answer that keeps it, and the same with just that
//! duty broken.

use super::sample::{DATE, Sample};
use statusquo_catalog::{ALL, Duty, Entry, Test, When};
use statusquo_check::{Finding, Outcome};

/// A method for which the duty lies on the answer.
fn method(when: When) -> &'static str {
    match when {
        When::Always | When::NotMethod("HEAD" | "POST") => "GET",
        When::Method(method) => method,
        When::NotMethod(_) => "POST",
    }
}

fn lies_on(when: When, method: &str) -> bool {
    match when {
        When::Always => true,
        When::Method(this) => this == method,
        When::NotMethod(other) => other != method,
    }
}

/// A value that is sound for the field.
fn value(name: &str) -> &'static str {
    match name {
        "Date" | "Last-Modified" | "Expires" => DATE,
        "Location" | "Content-Location" => "/a",
        "WWW-Authenticate" | "Proxy-Authenticate" => "Basic realm=\"a\"",
        "Retry-After" | "Content-Length" => "1",
        "Allow" => "OPTIONS",
        "ETag" => "\"a\"",
        "Content-Range" => "bytes */1",
        "Transfer-Encoding" => "chunked",
        _ => "x",
    }
}

/// With the field, and with what the field needs beside it.
fn with(sample: Sample, name: &str) -> Sample {
    let sample = sample.with(name, value(name));
    match name {
        "Upgrade" if !sample.has("Connection") => sample.with("Connection", "upgrade"),
        _ => sample,
    }
}

/// A minimal answer that keeps all these duties.
fn keeping(status: u16, method: &str, duties: &[&Duty]) -> Sample {
    let mut sample = Sample::new(method, status);
    let lacks = |name: &'static str| duties.iter().any(|duty| duty.test == Test::Lacks(name));
    for duty in duties {
        sample = match duty.test {
            Test::Has(name) | Test::Present(name) | Test::HasOneOf(&[name, ..]) | Test::Challenges(name)
                if !sample.has(name) =>
            {
                with(sample, name)
            }
            Test::ConnectionOption(option) if !sample.has("Connection") => sample.with("Connection", option),
            Test::UriReference(name) if !sample.has(name) && !lacks(name) => with(sample, name),
            Test::RetryAfter if !sample.has("Retry-After") => with(sample, "Retry-After"),
            Test::AllowLacksMethod if !sample.has("Allow") => with(sample, "Allow"),
            Test::SomeContent => sample.content("x"),
            _ => sample,
        }
    }
    sample
}

/// The same answer with this duty broken.
fn breaking(sample: &Sample, test: Test) -> Sample {
    let sample = sample.clone();
    match test {
        Test::Has(name) | Test::Present(name) => sample.without(name),
        Test::HasOneOf(names) => names.iter().fold(sample, |sample, name| sample.without(name)),
        Test::Lacks(name) => with(sample, name),
        Test::ConnectionOption(_) => sample.without("Connection").with("Connection", "close"),
        Test::NoContent => sample.content("x"),
        Test::SomeContent => sample.content(""),
        Test::Challenges(name) => sample.without(name).with(name, "realm=\"a\""),
        Test::RetryAfter => sample.without("Retry-After").with("Retry-After", "soon"),
        Test::UriReference(name) => sample.without(name).with(name, "/a b"),
        Test::AllowLacksMethod => {
            let method = sample.method.clone();
            sample.with("Allow", &method)
        }
        Test::NotFromOneAnswer => sample,
    }
}

/// The fields that a test looks at.
fn looks_at(test: Test) -> Vec<&'static str> {
    match test {
        Test::Has(name)
        | Test::Present(name)
        | Test::Lacks(name)
        | Test::Challenges(name)
        | Test::UriReference(name) => {
            vec![name]
        }
        Test::HasOneOf(names) => names.to_vec(),
        Test::ConnectionOption(_) => vec!["Connection"],
        Test::RetryAfter => vec!["Retry-After"],
        Test::AllowLacksMethod => vec!["Allow"],
        Test::NoContent | Test::SomeContent | Test::NotFromOneAnswer => vec![],
    }
}

fn broken(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|finding| finding.outcome == Outcome::Broken)
}

/// Judges the pair for one duty.
fn pair(entry: &Entry, duty: &'static Duty) {
    let name = format!("{} {}: {}", entry.code, entry.phrase, duty.text);
    let method = method(duty.when);
    let duties: Vec<&Duty> = entry.duties.iter().filter(|duty| lies_on(duty.when, method)).collect();
    let keeping = keeping(entry.code, method, &duties);
    let findings = keeping.findings();
    assert_eq!(broken(&findings).count(), 0, "{name}\nno answer keeps all duties: {:?}", keeping.broken());
    let judged = |findings: &[Finding]| {
        findings.iter().find(|finding| std::ptr::eq(finding.duty, duty)).map(|finding| finding.outcome)
    };
    assert_eq!(judged(&findings), Some(Outcome::Kept), "{name}");

    let breaking = breaking(&keeping, duty.test);
    let findings = breaking.findings();
    assert_eq!(judged(&findings), Some(Outcome::Broken), "{name}: {breaking:?}");
    for other in broken(&findings) {
        let related = other.duty.test == duty.test
            || looks_at(other.duty.test).iter().any(|field| looks_at(duty.test).contains(field));
        assert!(related, "{name}\nbreaking it also broke: {} ({})", other.duty.text, other.evidence);
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
