//! An entry as a page: titled sections of plain lines, from which terminal, text and HTML are all drawn.

use crate::line::{present, section};
use crate::transcript::folded;
use crate::{Caching, Carried, Class, ClassRule, Duty, Entry, Layer, Line, Section, Versions, class_rule, entry, uses};
use std::cmp::Reverse;

/// All that is known of a code, in the order in which a reader needs it.
///
/// ```
/// let entry = statusquo_catalog::entry(409).expect("409 is registered");
/// let page = statusquo_catalog::sections(entry);
/// assert_eq!(page[0].title, "409 Conflict");
/// assert_eq!(page[0].lines[0], statusquo_catalog::Line::Text(entry.meaning.to_string()));
/// ```
pub fn sections(entry: &Entry) -> Vec<Section> {
    present(vec![
        section(&format!("{} {}", entry.code, entry.phrase), opening(entry)),
        section("In short", facts(entry)),
        section("Real causes", causes(entry)),
        section("If you write the server", vec![Line::Text(entry.author.to_string())]),
        section("What an answer with it owes", duties(entry)),
        section(
            "Easily mistaken for",
            entry.confused_with.iter().filter_map(|other| Line::see(other.code, other.difference)).collect(),
        ),
        section(
            "What others answer to the same cause",
            entry
                .elsewhere
                .iter()
                .map(|elsewhere| Line::Measured { cause: elsewhere.cause, answers: elsewhere.answers })
                .collect(),
        ),
        section("Versions", versions(&entry.versions)),
        section("Make it happen", command(entry)),
        section(
            "What really went over the wire",
            folded(entry.transcript.unwrap_or_default()).into_iter().map(Line::Bytes).collect(),
        ),
    ])
}

/// What the first digit alone says, and the class's codes, each with its meaning.
pub fn class_sections(class: Class) -> Vec<Section> {
    let digit = class.digit();
    let unknown = format!(
        "A client that does not know a number from {digit}00 to {digit}99 must treat it as {digit}00 (RFC 9110 §15)."
    );
    let codes = class.entries().map(|entry| Line::See {
        code: entry.code,
        phrase: entry.phrase,
        text: entry.meaning.to_string(),
    });
    vec![
        section(
            &format!("{} {}", class.pattern(), class.name()),
            vec![
                Line::Text(class.meaning().to_string()),
                Line::fact("Next", class.next()),
                Line::fact("If unknown", unknown),
                Line::fact("Defined in", format!("RFC 9110 §{}", class.section())),
            ],
        ),
        section("Its codes", codes.collect()),
    ]
}

/// What can be said of a number that is not registered: the class rule, and who uses it all the same.
pub fn unregistered_sections(code: u16) -> Vec<Section> {
    let rule = match class_rule(code) {
        ClassRule::TreatAs(known) => format!(
            "{code} is not registered. A client that does not know it must treat it as {} {}, the x00 of its class \
             (RFC 9110 §15).",
            known.code, known.phrase
        ),
        ClassRule::Invalid | ClassRule::NoStatusCode => format!(
            "{code:03} is no valid status code: these run from 100 to 599. A client that is sent one outside that \
             range should treat the answer as if it had a 5xx (RFC 9110 §15)."
        ),
    };
    let mut whose = Vec::new();
    let mut nearest = Vec::new();
    for one in uses(code) {
        let name = one.name.map(|name| format!(" \"{name}\"")).unwrap_or_default();
        whose.push(Line::Item {
            text: format!("{}{name} ({}): {} {}", one.whose, one.seen.sentence(), one.meaning, one.next),
            lab: None,
        });
        for other in one.nearest {
            let line = entry(*other).and_then(|entry| Line::see(entry.code, entry.meaning));
            nearest.extend(line.filter(|line| !nearest.contains(line)));
        }
    }
    let unknown =
        vec![Line::Text("Nobody is known to use it: ask whoever runs the server, or the proxy before it.".into())];
    let known = if whose.is_empty() && code >= 100 { unknown } else { whose };
    present(vec![
        section(&format!("{code:03} (not registered)"), vec![Line::Text(rule)]),
        section("Who uses it", known),
        section("The nearest registered codes", nearest),
    ])
}

/// The meaning before all else, then how it stands in the registry where it is not plainly in use, its example, and what
/// the RFC says against common belief.
fn opening(entry: &Entry) -> Vec<Line> {
    let mut lines = vec![Line::Text(entry.meaning.to_string())];
    if let Some(note) = entry.standing.note() {
        lines.push(Line::fact("Standing", format!("{}: {note}", entry.standing.name())));
    }
    lines.extend(entry.example.map(|text| Line::fact("Example", text)));
    lines.extend(entry.rfc_says.map(|text| Line::fact("But the RFC says", text)));
    lines
}

fn facts(entry: &Entry) -> Vec<Line> {
    let mut lines = Vec::new();
    if !entry.client.next.is_empty() {
        lines.push(Line::fact("Next", entry.client.next));
    }
    lines.push(Line::fact("Retry", entry.client.retry.sentence()));
    lines.extend(entry.browsers.map(|text| Line::fact("Browsers", text)));
    lines.push(Line::fact("Caching", caching(entry)));
    lines.push(Line::fact("Defined in", entry.specification.to_string()));
    lines.push(Line::fact("Class", entry.class().to_string()));
    lines.push(Line::fact("Layer", layer(entry.layer)));
    let former: Vec<String> =
        entry.former_phrases.iter().map(|former| format!("{} ({})", former.phrase, former.source)).collect();
    if !former.is_empty() {
        lines.push(Line::fact("Formerly", former.join(", ")));
    }
    lines.push(Line::fact("History", entry.history));
    lines
}

/// What a cache may do with it, and who says so.
fn caching(entry: &Entry) -> String {
    let kept = entry.caching.sentence();
    match (entry.caching, entry.code) {
        (_, 304) => "not kept itself: it freshens the answer that is in store (RFC 9111 §4.3.4)".to_string(),
        (Caching::Heuristic, 206) => format!("{kept} (RFC 9110 §15.1), if that cache knows ranges (RFC 9111 §3.3)"),
        (Caching::Heuristic, _) if entry.specification.rfc == "RFC 9110" => format!("{kept} (RFC 9110 §15.1)"),
        (Caching::Heuristic | Caching::Forbidden, _) => format!("{kept} ({})", entry.specification.rfc),
        (Caching::Explicit | Caching::NotApplicable, _) => kept.to_string(),
    }
}

/// A layer, and what it is about, for readers to whom its name alone says little.
const fn layer(layer: Layer) -> &'static str {
    match layer {
        Layer::Connection => "connection: its speed, its security, its protocol",
        Layer::Message => "message: its grammar and framing",
        Layer::Limits => "limits: rate, load or size",
        Layer::Routing => "routing: which resource is meant, and where it is",
        Layer::Identity => "identity: who asks, and what they may do",
        Layer::Policy => "policy: a rule of the operator, the law or the network",
        Layer::Negotiation => "negotiation: which representation suits the client",
        Layer::Precondition => "precondition: a condition that the client attached",
        Layer::Content => "content: what was sent, its type, its size, its meaning",
        Layer::Resource => "resource: the state that it is in",
        Layer::Upstream => "upstream: a server behind this one",
        Layer::Server => "server: its own failure",
    }
}

fn causes(entry: &Entry) -> Vec<Line> {
    let item = |cause: &crate::Cause| Line::Item { text: cause.text.to_string(), lab: cause.lab.map(str::to_string) };
    entry.causes.iter().map(item).collect()
}

/// What binds most stands first.
fn duties(entry: &Entry) -> Vec<Line> {
    let mut duties: Vec<&Duty> = entry.duties.iter().collect();
    duties.sort_by_key(|duty| Reverse(duty.level));
    duties.into_iter().map(duty).collect()
}

fn duty(duty: &Duty) -> Line {
    let text = match duty.when.clause() {
        None => duty.text.to_string(),
        Some(clause) => format!("{} ({}.)", duty.text, capitalized(&clause)),
    };
    Line::Duty { level: duty.level, text, section: duty.specification.to_string() }
}

fn capitalized(clause: &str) -> String {
    let (first, rest) = clause.split_at(clause.chars().next().map_or(0, char::len_utf8));
    first.to_uppercase() + rest
}

fn command(entry: &Entry) -> Vec<Line> {
    let Some(curl) = entry.curl else { return Vec::new() };
    vec![Line::Text("While `statusquo serve` runs:".to_string()), Line::Command(curl.to_string())]
}

/// Whether each version has the code; where not, why, and what happens instead.
fn versions(versions: &Versions) -> Vec<Line> {
    let mut lines = Vec::new();
    for (name, carried) in versions.each() {
        match carried {
            Carried::Yes => lines.push(Line::fact(name, "yes")),
            Carried::ForAnotherCause { why, .. } => {
                lines.push(Line::fact(name, format!("yes, for another cause. {why}")))
            }
            Carried::No { why, instead } => {
                lines.push(Line::fact(name, format!("no. {why}")));
                lines.push(Line::fact("Instead", instead));
            }
        }
    }
    lines.extend(versions.note.map(|note| Line::fact("Mind", note)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ALL;

    #[test]
    fn every_page_opens_with_its_name_and_meaning() {
        for entry in ALL {
            let page = sections(entry);
            assert_eq!(page[0].title, format!("{} {}", entry.code, entry.phrase));
            assert_eq!(page[0].lines[0], Line::Text(entry.meaning.to_string()));
            assert!(page.iter().all(|section| !section.lines.is_empty()), "{}", entry.code);
        }
    }

    #[test]
    fn how_a_code_stands_comes_right_after_its_meaning() {
        for (code, said) in [
            (104, "temporary: The registry has it as TEMPORARY"),
            (306, "reserved: The registry lists it as (Unused)"),
            (418, "reserved: The registry lists it as (Unused)"),
            (510, "obsolete: The registry marks it (OBSOLETED)"),
        ] {
            let page = sections(entry(code).expect("it is registered"));
            let standing = &page[0].lines[1];
            assert!(
                matches!(standing, Line::Fact { label: "Standing", text } if text.starts_with(said)),
                "{standing:?}"
            );
        }
    }

    #[test]
    fn no_fact_of_an_entry_is_left_out() {
        for entry in ALL {
            let page = format!("{:?}", sections(entry));
            let shown = |text: &str| page.contains(&format!("{text:?}")[1..format!("{text:?}").len() - 1]);
            assert!(
                entry.causes.iter().all(|cause| shown(cause.text) && cause.lab.is_none_or(shown)),
                "{}",
                entry.code
            );
            assert!(entry.duties.iter().all(|duty| shown(duty.text)), "{}", entry.code);
            assert!(entry.confused_with.iter().all(|other| shown(other.difference)), "{}", entry.code);
            assert!(entry.elsewhere.iter().all(|elsewhere| shown(elsewhere.cause)), "{}", entry.code);
            assert!(entry.curl.is_none_or(shown) && entry.standing.note().is_none_or(shown), "{}", entry.code);
            for (version, carried) in entry.versions.each() {
                let said = match carried {
                    Carried::Yes => vec!["yes"],
                    Carried::ForAnotherCause { why, .. } => vec![why],
                    Carried::No { why, instead } => vec![why, instead],
                };
                assert!(shown(version) && said.into_iter().all(shown), "{}: {version}", entry.code);
            }
            assert!(entry.versions.note.is_none_or(shown), "{}", entry.code);
            assert!(entry.rfc_says.is_none_or(shown) && entry.example.is_none_or(shown), "{}", entry.code);
            assert!(shown(entry.author) && shown(entry.history) && entry.browsers.is_none_or(shown), "{}", entry.code);
        }
    }

    #[test]
    fn a_layer_is_called_by_its_name() {
        for entry in ALL {
            assert!(layer(entry.layer).starts_with(&format!("{}: ", entry.layer.name())), "{}", entry.code);
        }
    }

    #[test]
    fn a_number_without_an_owner_still_has_its_class_rule() {
        let page = unregistered_sections(471);
        assert!(matches!(&page[0].lines[0], Line::Text(text) if text.contains("400 Bad Request")));
        assert!(matches!(&page[1].lines[0], Line::Text(text) if text.contains("Nobody is known")));
        let page = unregistered_sections(499);
        assert!(matches!(&page[1].lines[0], Line::Item { text, .. } if text.contains("nginx")));
        assert!(matches!(&page[2].lines[0], Line::See { code: 408, .. }));
    }
}
