//! How go-httpbin shows a request: each value in a list, names as Go has them, addresses as they were sent.

pub(crate) mod content;
mod writing;

use super::answered::is_type;
use super::json::{Json, Text};
use super::pairs::Pairs;
use super::place;
use crate::reason::Reason;
use crate::visit::Visit;
use std::collections::BTreeMap;

pub(crate) const MEDIA_TYPE: &str = "application/json; charset=utf-8";
pub(crate) const TEXT: &str = "text/plain; charset=utf-8";

/// The order of members, where there is one; what is not here follows by its name.
const ORDER: &[&str] = &[
    "id",
    "args",
    "headers",
    "method",
    "origin",
    "url",
    "data",
    "files",
    "form",
    "json",
    "deflated",
    "gzipped",
    "authenticated",
    "user",
    "token",
    "authorized",
];

/// Where hosts tell who their client is; the first that is there counts.
const OF_HOSTS: [&str; 4] = ["Fly-Client-IP", "CF-Connecting-IP", "Fastly-Client-IP", "True-Client-IP"];

/// A member, and what it has.
type Member = (&'static str, for<'a, 'v> fn(&'a Visit<'v>) -> Json);

/// What an answer has that httpbin's has not: where there is the one member, there is the other too.
const COMPLETED: &[(&str, Member)] = &[
    ("url", ("method", |visit| visit.shown_method().into())),
    ("deflated", ("args", args)),
    ("gzipped", ("args", args)),
    ("deflated", ("url", |_| "".into())),
    ("gzipped", ("url", |_| "".into())),
    ("user", ("authorized", |_| true.into())),
];

/// Writes a value with all that is missing, in its order.
pub(crate) fn lay_out(visit: &Visit<'_>, value: &Json) -> String {
    let Json::Object(given) = value else { return writing::laid_out(value) };
    // Cookies stand there by themselves.
    if let (Some(cookies), 1) = (given.get(&Text::from("cookies")), given.len()) {
        return writing::laid_out(cookies);
    }
    let mut members: BTreeMap<Text, Json> = given.clone();
    for (there, (too, make)) in COMPLETED {
        if given.contains_key(&Text::from(*there)) {
            members.entry(Text::from(*too)).or_insert_with(|| make(visit));
        }
    }
    let ordered = ORDER.iter().filter_map(|name| members.remove_entry(&Text::from(*name))).collect::<Vec<_>>();
    writing::object(ordered.iter().map(|(name, value)| (name, value)).chain(&members))
}

/// Names with the list of their values.
fn lists(pairs: impl IntoIterator<Item = (Text, Json)>) -> Json {
    let mut all: BTreeMap<Text, Vec<Json>> = BTreeMap::new();
    for (name, value) in pairs {
        all.entry(name).or_default().push(value);
    }
    Json::Object(all.into_iter().map(|(name, values)| (name, Json::List(values))).collect())
}

/// Text whose octets may be any: what is no UTF-8 is marked.
fn text(octets: &[u8]) -> Text {
    let mut text = Text::default();
    for chunk in octets.utf8_chunks() {
        chunk.valid().chars().for_each(|character| text.push(character.into()));
        chunk.invalid().iter().for_each(|_| text.push(writing::BROKEN));
    }
    text
}

/// Pairs of a query or a form, but for those that Go cannot read: it knows no semicolon, and insists on whole escapes.
fn pairs(given: &str) -> (Pairs, bool) {
    let (right, wrong): (Vec<&str>, Vec<&str>) = given.split('&').partition(|pair| {
        let escapes = pair.split('%').skip(1);
        let whole = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|octet| octet.is_ascii_hexdigit());
        !pair.contains(';') && escapes.into_iter().all(whole)
    });
    (Pairs::of(&right.join("&")), wrong.is_empty())
}

pub(crate) fn args(visit: &Visit<'_>) -> Json {
    let (pairs, _) = pairs(visit.target.query.unwrap_or(""));
    lists(pairs.0.into_iter().map(|(name, value)| (name.into(), value.into())))
}

/// All fields, those that proxies add too.
pub(crate) fn headers(visit: &Visit<'_>) -> Json {
    let fields = visit.request.fields();
    let host = visit.request.authority().unwrap_or("").into();
    let others = fields.iter().filter(|(name, _)| !name.eq_ignore_ascii_case(b"Host"));
    let others = others.map(|(name, value)| (canonical(name).into(), Json::Text(text(value))));
    lists(others.chain([("Host".into(), host)]))
}

/// The first letter and each behind a hyphen as a capital, the others small.
fn canonical(name: &[u8]) -> String {
    let mut begins = true;
    let letters = name.iter().map(|octet| {
        let letter = if begins { octet.to_ascii_uppercase() } else { octet.to_ascii_lowercase() };
        begins = *octet == b'-';
        char::from(letter)
    });
    letters.collect()
}

pub(crate) fn origin(visit: &Visit<'_>) -> Json {
    let fields = visit.request.fields();
    let first = |name: &str| fields.get(name).map(<[u8]>::trim_ascii).filter(|value| !value.is_empty());
    let told = OF_HOSTS.iter().find_map(|name| first(name)).or_else(|| {
        first("X-Forwarded-For").and_then(|list| list.split(|octet| *octet == b',').next()).map(<[u8]>::trim_ascii)
    });
    told.map_or_else(|| visit.peer.ip().to_string().into(), |told| Json::Text(text(told)))
}

/// The address as it was sent.
pub(crate) fn url(visit: &Visit<'_>) -> Json {
    let fields = visit.request.fields();
    let told = ["X-Forwarded-Proto", "X-Forwarded-Protocol"].iter().find_map(|name| fields.text(name));
    let scheme = told.filter(|told| !told.is_empty()).unwrap_or_else(|| place::scheme(visit));
    let mut url = format!("{scheme}://{}{}", visit.request.authority().unwrap_or(""), visit.target.path);
    if let Some(query) = visit.target.query {
        url = url + "?" + query;
    }
    url.into()
}

/// Nothing, where there is none.
pub(crate) fn user_agent(visit: &Visit<'_>) -> Json {
    Json::Text(text(visit.request.fields().get("User-Agent").unwrap_or_default()))
}

/// The fields that were asked for, and the type.
pub(crate) fn fields(asked: &[(String, String)], media_type: &str) -> String {
    let mut all: Vec<_> = asked.iter().map(|(name, value)| (name.as_str().into(), value.as_str().into())).collect();
    if !asked.iter().any(|(name, _)| is_type(name)) {
        all.push(("Content-Type".into(), media_type.into()));
    }
    writing::laid_out(&lists(all))
}

/// The request in one line; of all that is written so, `<`, `>` and `&` are escaped as well.
pub(crate) fn around_id(visit: &Visit<'_>) -> [String; 2] {
    let members = [("args", args(visit)), ("headers", headers(visit)), ("origin", origin(visit)), ("url", url(visit))];
    let members = members.map(|(name, value)| format!(",\"{name}\":{}", writing::in_a_line(&value)));
    ["{\"id\":".to_owned(), members.concat() + "}\n"]
}

/// Who was not let in.
pub(crate) fn denied(reason: Reason, user: &str) -> Reason {
    reason.member("authenticated", false).member("user", user).member("authorized", false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_go_has_them() {
        for (name, shown) in [("x-fOO", "X-Foo"), ("ETag", "Etag"), ("x_b-a1b", "X_b-A1b"), ("dnt", "Dnt")] {
            assert_eq!(canonical(name.as_bytes()), shown);
        }
    }

    #[test]
    fn pairs_that_go_cannot_read_are_left_out() {
        let (read, all) = pairs("a=1&b=%4&c;d=2&e=%zz&f=%41+%2B&=");
        assert_eq!(read, Pairs::of("a=1&f=A+%2B&="));
        assert!(!all && pairs("a=1&b").1 && pairs("").1);
    }
}
