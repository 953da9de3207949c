//! How one answer shows that a duty is kept: one arm for each of the catalog's tests.

mod asked;
mod content;
pub(crate) mod field;
mod proxy;
mod ranges;

pub(crate) use field::{line, spoiled};

use crate::{Answer, Outcome, Place};
use statusquo_catalog::Test;
use statusquo_wire::message::{FieldSection, Part};
use std::ops::Range;

/// An outcome, its evidence, and where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) outcome: Outcome,
    pub(crate) evidence: String,
    pub(crate) place: Option<Place>,
}

impl Shown {
    /// The octets of the head that show it.
    pub(crate) fn at(self, octets: Range<usize>) -> Self {
        Self { place: Some(Place { part: Part::Head, octets }), ..self }
    }

    /// The first line of this field shows it.
    pub(crate) fn at_line(self, fields: FieldSection<'_>, name: &str) -> Self {
        match fields.spans(name).next() {
            Some(octets) => self.at(octets),
            None => self,
        }
    }

    /// The octets of the content that show it.
    pub(crate) fn in_content(self, octets: Range<usize>) -> Self {
        Self { place: Some(Place { part: Part::Content, octets }), ..self }
    }
}

/// Applies a test to an answer.
pub(crate) fn shown(test: Test, answer: &Answer<'_>) -> Shown {
    let fields = answer.fields;
    match test {
        Test::Has(name) => field::has(fields, name),
        Test::Present(name) => field::present(fields, name),
        Test::Lacks(name) => field::lacks(fields, name),
        Test::HasOneOf(names) => field::has_one_of(fields, names),
        Test::Date => field::date(fields),
        Test::ConnectionOption(option) => field::connection_option(fields, option),
        Test::Challenges(name) => field::challenges(fields, name),
        Test::RetryAfter => field::retry_after(fields),
        Test::UriReference(name) => field::uri_reference(fields, name),
        Test::AllowLacksMethod => field::allow_lacks(answer),
        Test::LinkRelation(relation) => field::link_relation(fields, relation),
        Test::UnsatisfiedRange => field::unsatisfied_range(answer),
        Test::NoContent => content::none(answer),
        Test::SomeContent => content::some(answer),
        Test::MediaType(wanted) => content::media_type(answer, wanted),
        Test::XmlRoot(root) => content::xml_root(answer, root),
        Test::ContentRange => ranges::single(answer),
        Test::ByteRanges => ranges::parts(answer),
        Test::PartsInOrder => ranges::in_order(answer),
        Test::ProxyError => proxy::error(answer),
        Test::SeveralRangesAsked => asked::several_ranges(answer),
        Test::NotTo(methods) => asked::not_to(answer, methods),
        Test::NotToHttp10 => asked::not_to_http10(answer),
        Test::Asked(names) => asked::has_one_of(answer, names),
        Test::Offered(name, by) => asked::offered(answer, name, by),
        Test::Repeats(name) => asked::repeats(answer, name),
        Test::WebSocketAccept => asked::web_socket_accept(answer),
        Test::LacksSecrets => asked::lacks_secrets(answer),
        Test::After(code) => asked::after(answer, code),
        Test::All(tests) => all(tests, answer),
        Test::Either(tests) => either(tests, answer),
        Test::NotFromOneAnswer => not_judged("one answer cannot show it"),
    }
}

/// The first that is broken breaks it; then the first that is not judged leaves it so.
fn all(tests: &[Test], answer: &Answer<'_>) -> Shown {
    let mut each: Vec<Shown> = tests.iter().map(|test| shown(*test, answer)).collect();
    for outcome in [Outcome::Broken, Outcome::NotJudged] {
        if let Some(at) = each.iter().position(|one| one.outcome == outcome) {
            return each.swap_remove(at);
        }
    }
    kept(each.into_iter().map(|one| one.evidence).collect::<Vec<_>>().join("; "))
}

/// The first that is kept keeps it; then the first that is not judged leaves it so.
fn either(tests: &[Test], answer: &Answer<'_>) -> Shown {
    let mut each: Vec<Shown> = tests.iter().map(|test| shown(*test, answer)).collect();
    for outcome in [Outcome::Kept, Outcome::NotJudged] {
        if let Some(at) = each.iter().position(|one| one.outcome == outcome) {
            return each.swap_remove(at);
        }
    }
    broken(each.into_iter().map(|one| one.evidence).collect::<Vec<_>>().join("; "))
}

pub(crate) fn kept(evidence: impl Into<String>) -> Shown {
    Shown { outcome: Outcome::Kept, evidence: evidence.into(), place: None }
}

pub(crate) fn broken(evidence: impl Into<String>) -> Shown {
    Shown { outcome: Outcome::Broken, evidence: evidence.into(), place: None }
}

pub(crate) fn not_judged(evidence: impl Into<String>) -> Shown {
    Shown { outcome: Outcome::NotJudged, evidence: evidence.into(), place: None }
}

fn count(octets: usize) -> String {
    match octets {
        1 => "1 octet".to_owned(),
        _ => format!("{octets} octets"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_wire::Fields;

    fn shown_by(test: Test, lines: &[(&'static str, &str)]) -> (Outcome, String) {
        let mut fields = Fields::default();
        for (name, value) in lines {
            fields.push(name, value);
        }
        let Shown { outcome, evidence, .. } = shown(test, &Answer::with("GET", 415, fields.section(), b""));
        (outcome, evidence)
    }

    #[test]
    fn one_of_several_fields_is_enough() {
        let test = Test::HasOneOf(&["Accept", "Accept-Encoding"]);
        let none = || (Outcome::Broken, "there is none of Accept, Accept-Encoding".to_owned());
        let encoding = [("accept-encoding", "gzip")];
        assert_eq!(shown_by(test, &encoding), (Outcome::Kept, "Accept-Encoding: gzip".to_owned()));
        let both = [("Accept", ""), ("Accept", "a/b"), ("Accept-Encoding", "gzip")];
        assert_eq!(shown_by(test, &both), (Outcome::Kept, "Accept: a/b".to_owned()));
        assert_eq!(shown_by(test, &[("Accept", ""), ("Allow", "GET")]), none());
        assert_eq!(shown_by(test, &[]), none());
    }

    #[test]
    fn tests_are_joined() {
        let kept = (Test::Has("Accept"), Outcome::Kept);
        let broken = (Test::Has("Allow"), Outcome::Broken);
        let open = (Test::NotFromOneAnswer, Outcome::NotJudged);
        let lines = [("Accept", "a/b")];
        // Each pair with what all of it, and either of it, comes to.
        let table = [
            (kept, kept, Outcome::Kept, Outcome::Kept),
            (kept, broken, Outcome::Broken, Outcome::Kept),
            (kept, open, Outcome::NotJudged, Outcome::Kept),
            (open, broken, Outcome::Broken, Outcome::NotJudged),
            (broken, broken, Outcome::Broken, Outcome::Broken),
        ];
        for ((first, _), (second, _), all, either) in table {
            let pair: &'static [Test] = Box::leak(Box::new([first, second]));
            assert_eq!(shown_by(Test::All(pair), &lines).0, all, "{pair:?}");
            assert_eq!(shown_by(Test::Either(pair), &lines).0, either, "{pair:?}");
        }
        assert_eq!([kept, broken, open].map(|(test, _)| shown_by(test, &lines).0), [kept.1, broken.1, open.1]);
    }
}
