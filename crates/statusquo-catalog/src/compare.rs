//! Two or more codes side by side: what decides between them, what each is, and how to tell every pair apart.

use crate::comparisons::{asks, comparison, method_after};
use crate::line::{present, section};
use crate::{Caching, Class, ClassRule, Entry, Level, Line, Retry, Section, Test, When, class_rule, entry};
use crate::{Seen, Use, uses};
use std::cmp::Reverse;

/// The codes side by side, as a page: the deciding question first, then each in short, then every pair of them that
/// readers mistake for each other. A number that is not registered takes part by what is known of it.
///
/// ```
/// let page = statusquo_catalog::comparison_sections(&[404, 410]);
/// assert_eq!(page[0].title, "404 or 410?");
/// ```
pub fn comparison_sections(codes: &[u16]) -> Vec<Section> {
    let group = comparison(codes);
    let differences = differences(codes);
    // A pair without a question of its own is decided by the sentence that tells it apart.
    let (mut opening, mut pairs) = (Vec::new(), differences.clone());
    match (group, codes.len(), differences.first()) {
        (Some(group), ..) => opening.push(Line::Text(group.headline.to_string())),
        (None, 2, Some((_, difference))) => {
            opening.push(Line::Text((*difference).to_string()));
            pairs.clear();
        }
        _ => {}
    }
    if opening.is_empty() {
        opening.push(Line::Text(format!("{} codes side by side.", codes.len())));
    }
    let questions = asks(codes);
    let questions = questions.iter().map(|ask| Line::Of { code: ask.code, text: ask.question.to_string() });
    present(vec![
        section(&title(codes), opening),
        section("Ask yourself, in this order", questions.collect()),
        section("Side by side", vec![table(codes)]),
        section("What each says", codes.iter().map(|code| meaning(*code)).collect()),
        section("Mostly because", of_each(codes, |compared| compared.cause().map(str::to_string))),
        section("What the client does next", of_each(codes, |compared| Some(compared.next()))),
        section(
            "How to tell them apart",
            pairs.into_iter().map(|(_, text)| Line::Item { text: text.to_string(), lab: None }).collect(),
        ),
        section("Make each happen", trying(codes)),
    ])
}

/// `401, 403 or 404?`
fn title(codes: &[u16]) -> String {
    let numbers: Vec<String> = codes.iter().map(|code| format!("{code:03}")).collect();
    match numbers.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}?", rest.join(", ")),
        _ => numbers.concat(),
    }
}

/// For each two of the codes that are mistaken for each other, the sentence that tells them apart, once.
///
/// ```
/// let told = statusquo_catalog::differences(&[404, 410, 200]);
/// assert_eq!(told.iter().map(|(pair, _)| *pair).collect::<Vec<_>>(), [[404, 410]]);
/// ```
pub fn differences(codes: &[u16]) -> Vec<([u16; 2], &'static str)> {
    let said = |one: u16, other: u16| {
        let confusions = entry(one).map_or(&[][..], |entry| entry.confused_with);
        confusions.iter().find(|confusion| confusion.code == other).map(|confusion| confusion.difference)
    };
    let mut all = Vec::new();
    for (at, one) in codes.iter().enumerate() {
        for other in &codes[at + 1..] {
            all.extend(said(*one, *other).or_else(|| said(*other, *one)).map(|text| ([*one, *other], text)));
        }
    }
    all
}

/// A code that takes part in a comparison.
///
/// ```
/// use statusquo_catalog::Compared;
/// assert_eq!(Compared::new(405).phrase(), "Method Not Allowed");
/// assert_eq!(Compared::new(499).phrase(), "Client Closed Request");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Compared {
    /// The number.
    pub code: u16,
    /// What the catalog knows of it, if it is registered.
    pub entry: Option<&'static Entry>,
    /// Who uses it first of all, if it is not.
    pub used: Option<&'static Use>,
}

impl Compared {
    /// What is known of the number.
    pub fn new(code: u16) -> Self {
        let entry = entry(code);
        Self { code, entry, used: if entry.is_none() { uses(code).next() } else { None } }
    }

    /// The phrase, or what somebody calls it; where neither is known, "(not registered)".
    pub fn phrase(&self) -> &'static str {
        match (self.entry, self.used) {
            (Some(entry), _) => entry.phrase,
            (None, Some(Use { name: Some(name), .. })) => name,
            _ => "(not registered)",
        }
    }

    /// Its most common cause; what is not registered has none but what its user means by it.
    pub fn cause(&self) -> Option<&'static str> {
        self.entry.and_then(|entry| entry.causes.first()).map(|cause| cause.text)
    }

    /// What the client should do next.
    pub fn next(&self) -> String {
        match (self.entry, self.used, class_rule(self.code)) {
            (Some(entry), ..) => entry.client.next.to_string(),
            (None, Some(used), _) if used.seen == Seen::Logs => {
                format!("No client is sent it: it stands in logs alone. {}", used.next)
            }
            (None, Some(used), _) if used.seen == Seen::Clients => format!("There was no answer. {}", used.next),
            (None, used, rule) => {
                let rule = match rule {
                    ClassRule::TreatAs(known) => {
                        format!("Treat it as {} {}, the x00 of its class.", known.code, known.phrase)
                    }
                    _ => "Treat the answer as if it had a 5xx.".to_string(),
                };
                [Some(rule.as_str()), used.map(|used| used.next)].into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// The fields that an answer with it owes, and how bindingly; `Date` is left out, since every final answer of a server
    /// with a clock owes that.
    pub fn owes(&self) -> Vec<(Level, String)> {
        let mut owed: Vec<(Level, String)> = Vec::new();
        for duty in self.entry.map_or(&[][..], |entry| entry.duties) {
            let after = match duty.when {
                When::Always | When::NotMethod(_) | When::NotType(_) => String::new(),
                When::Method(method) => format!(" after {method}"),
                When::Methods(methods) => format!(" after {}", methods.join(" or ")),
                // What lies on few answers is left to the entry.
                _ => continue,
            };
            for field in fields(&duty.test) {
                let field = format!("{field}{after}");
                if !owed.iter().any(|(_, known)| *known == field) {
                    owed.push((duty.level, field));
                }
            }
        }
        owed.sort_by_key(|(level, _)| Reverse(*level));
        owed
    }
}

/// The fields that a test asks for.
fn fields(test: &Test) -> Vec<String> {
    match test {
        Test::Has("Date") => Vec::new(),
        Test::Has(field) | Test::Present(field) | Test::Challenges(field) => vec![(*field).to_string()],
        Test::ConnectionOption(option) => vec![format!("Connection: {option}")],
        Test::HasOneOf(names) => vec![names.join(" or ")],
        Test::LinkRelation(relation) => vec![format!("Link with rel={relation}")],
        Test::ContentRange | Test::UnsatisfiedRange => vec!["Content-Range".to_string()],
        Test::All(tests) => tests.iter().flat_map(fields).collect(),
        _ => Vec::new(),
    }
}

fn meaning(code: u16) -> Line {
    let compared = Compared::new(code);
    let text = match (compared.entry, compared.used) {
        (Some(entry), _) => match entry.standing.note() {
            Some(_) => format!("{} ({})", entry.meaning, entry.standing.name()),
            None => entry.meaning.to_string(),
        },
        (None, Some(used)) => format!("{} ({}, not registered, {})", used.meaning, used.whose, used.seen.sentence()),
        (None, None) => "Nobody has registered it, and nobody is known to use it.".to_string(),
    };
    Line::See { code, phrase: compared.phrase(), text }
}

fn of_each(codes: &[u16], said: impl Fn(&Compared) -> Option<String>) -> Vec<Line> {
    let each = codes.iter().map(|code| Compared::new(*code));
    each.filter_map(|compared| said(&compared).map(|text| Line::Of { code: compared.code, text })).collect()
}

/// What can be said in a word or two, a code a row. Only redirects have something to say of the method.
fn table(codes: &[u16]) -> Line {
    let redirects = codes.iter().any(|code| method_after(*code).is_some());
    let mut head = vec!["", "layer", "send again?", "cached?", "owes"];
    if redirects {
        head.insert(4, "the method");
    }
    let rows = codes.iter().map(|code| {
        let compared = Compared::new(*code);
        let owed = compared.owes().into_iter().map(|(level, field)| match level {
            Level::Must => field,
            _ => format!("{field} (should)"),
        });
        let owes = owed.collect::<Vec<_>>().join(", ");
        let mut row = match (compared.entry, class_rule(*code)) {
            (Some(entry), _) => {
                vec![entry.layer.name().into(), again(entry.client.retry).into(), kept(entry.caching).into()]
            }
            (None, ClassRule::TreatAs(known)) => {
                vec!["-".into(), format!("as for {}", known.code), "if told".into()]
            }
            (None, _) => vec!["-".into(), "as for a 5xx".into(), "-".into()],
        };
        row.insert(0, compared.phrase().to_string());
        row.push(if owes.is_empty() { "-".to_string() } else { owes });
        if redirects {
            row.insert(4, method_after(*code).unwrap_or("-").to_string());
        }
        (*code, row)
    });
    Line::Table { head, rows: rows.collect() }
}

const fn again(retry: Retry) -> &'static str {
    match retry {
        Retry::NotNeeded => "no need",
        Retry::Elsewhere => "to Location",
        Retry::Changed => "once changed",
        Retry::Later => "later",
        Retry::NewConnection => "on a new connection",
        Retry::Never => "no",
    }
}

const fn kept(caching: Caching) -> &'static str {
    match caching {
        Caching::Heuristic => "unasked",
        Caching::Explicit => "if told",
        Caching::Forbidden => "never",
        Caching::NotApplicable => "no",
    }
}

/// A command for each code that the lab causes; for another, how to have the number alone.
fn trying(codes: &[u16]) -> Vec<Line> {
    let mut lines = vec![Line::Text("While `statusquo serve` runs:".to_string())];
    for code in codes {
        let compared = Compared::new(*code);
        let curl = compared.entry.and_then(|entry| entry.curl);
        let lab = compared.entry.and_then(|entry| entry.causes.iter().find_map(|cause| cause.lab));
        let final_answer = Class::of_digit(code / 100).is_some_and(|class| class != Class::Informational);
        lines.push(match (curl, lab) {
            (Some(command), _) => Line::CommandOf { code: *code, command: command.to_string() },
            (None, Some(lab)) => Line::Of { code: *code, text: lab.to_string() },
            (None, None) if final_answer => {
                let text = format!("without a cause, by force alone: GET /status/{code}");
                Line::Of { code: *code, text }
            }
            (None, None) => Line::Of { code: *code, text: "the lab does not send it".to_string() },
        });
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ALL, COMPARISONS, text};

    #[test]
    fn every_two_codes_and_every_group_fit_the_page() {
        let pairs = ALL.iter().flat_map(|one| ALL.iter().map(move |other| vec![one.code, other.code]));
        let groups = COMPARISONS.iter().map(|group| group.codes.to_vec());
        for codes in groups
            .chain(pairs.filter(|pair| pair[0] != pair[1]))
            .chain([vec![499, 404, 799, 471, 99], (200..230).collect()])
        {
            let mut page = comparison_sections(&codes);
            page.pop(); // commands are left whole
            for line in text::render(&page, 80, &text::plain).lines() {
                // 104 owes a field whose name is too long to stand beside long phrases.
                let fits = line.chars().count() <= 80 || codes.contains(&104);
                assert!(fits && !line.ends_with(' '), "{codes:?}: {line:?}");
            }
        }
    }

    #[test]
    fn every_pair_that_the_catalog_tells_apart_is_told_apart_once_in_either_order() {
        for entry in ALL {
            for other in entry.confused_with {
                let (one, two) = (differences(&[entry.code, other.code]), differences(&[other.code, entry.code]));
                assert_eq!((one.len(), two.len()), (1, 1), "{} and {}", entry.code, other.code);
            }
        }
        for group in COMPARISONS {
            let pairs = group.codes.len() * (group.codes.len() - 1) / 2;
            assert_eq!(differences(group.codes).len(), pairs, "{:?}", group.codes);
        }
    }

    #[test]
    fn the_question_that_decides_comes_first() {
        let opening = |codes: &[u16]| format!("{:?}", comparison_sections(codes)[0].lines);
        for group in COMPARISONS {
            assert!(opening(group.codes).contains(group.headline));
        }
        assert!(opening(&[401, 403]).contains("401 when the server does not know"), "{}", opening(&[401, 403]));
        assert!(opening(&[200, 505]).contains("2 codes side by side."));
    }

    #[test]
    fn what_an_answer_owes_is_read_from_its_duties() {
        let owes = |code| Compared::new(code).owes();
        assert_eq!(owes(401), [(Level::Must, "WWW-Authenticate".to_string())]);
        assert_eq!(owes(405), [(Level::Must, "Allow".to_string())]);
        assert_eq!(owes(301), [(Level::Should, "Location".to_string())]);
        assert!(owes(404).is_empty() && owes(499).is_empty());
    }
}
