//! Routes that send elsewhere: so many times, or wherever the client says.

use super::call::{Call, query, refuse_parameter, say_nothing};
use super::pairs::Pairs;
use super::{leading, place};
use crate::form::page::escape;
use crate::reason::Reason;
use crate::visit::Visit;
use statusquo_decision::Question;
use std::fmt::Write;

/// Sends to a place for now, with a page for who reads that.
pub(crate) fn send(visit: &mut Visit<'_>, location: &str) {
    say_where(visit, location);
    lead(visit, location);
}

/// A path with several slashes in a row where a route has one: there, for good and with all that was sent.
pub(crate) fn tidied(visit: &mut Visit<'_>, _: &Call) {
    let mut path = place::tidied(visit.target.path).unwrap_or_default();
    if let Some(query) = visit.target.query {
        path = path + "?" + query;
    }
    let location = place::absolute(visit, &path);
    say_where(visit, &location);
    visit.know(Question::MethodKept, true);
    visit.know(Question::KeptForGood, true);
    lead(visit, &location);
}

fn say_where(visit: &mut Visit<'_>, location: &str) {
    let shown = escape(location);
    visit.say(
        super::call::HTML,
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n\
             <p>What was asked for is at <a href=\"{shown}\">{shown}</a>.\n"
        ),
    );
}

/// The same without a page.
fn send_silently(visit: &mut Visit<'_>, location: &str) {
    say_nothing(visit);
    lead(visit, location);
}

fn lead(visit: &mut Visit<'_>, location: &str) {
    visit.fields.push("Location", location);
    visit.know(Question::Moved, true);
}

/// How many times are left after this one; none was nothing to begin with.
fn left(visit: &mut Visit<'_>, call: &Call) -> Option<u64> {
    let left = call.number(0).checked_sub(1);
    if left.is_none() {
        refuse_parameter(visit, "n", "n is 0: a redirection takes at least one step.");
    }
    left
}

fn path(kind: &str, left: u64) -> String {
    if left == 0 { "/get".to_owned() } else { format!("/{kind}-redirect/{left}") }
}

/// `/redirect/{n}`: relative, unless `absolute=true` asks for more.
pub(crate) fn times(visit: &mut Visit<'_>, call: &Call) {
    let Some(left) = left(visit, call) else { return };
    match query(visit).first("absolute").is_some_and(|absolute| absolute.eq_ignore_ascii_case("true")) {
        true => send(visit, &place::absolute(visit, &path("absolute", left))),
        false => send(visit, &path("relative", left)),
    }
}

/// `/relative-redirect/{n}`.
pub(crate) fn relative(visit: &mut Visit<'_>, call: &Call) {
    let Some(left) = left(visit, call) else { return };
    send_silently(visit, &path("relative", left));
}

/// `/absolute-redirect/{n}`.
pub(crate) fn absolute(visit: &mut Visit<'_>, call: &Call) {
    let Some(left) = left(visit, call) else { return };
    send(visit, &place::absolute(visit, &path("absolute", left)));
}

/// The code that `status_code` asks for, if it is one of the 300s; anything else that is a number counts for nothing.
fn asked_code(query: &Pairs) -> Result<Option<u16>, String> {
    let Some(code) = query.first_in_any_case("status_code") else { return Ok(None) };
    let number: i64 = code.trim().parse().map_err(|_| format!("status_code={code:?} is not a whole number."))?;
    Ok(u16::try_from(number).ok().filter(|number| (300..400).contains(number)))
}

/// `/redirect-to?url=…&status_code=…`: what is asked for by its number.
pub(crate) fn by_number(visit: &mut Visit<'_>, _: &Call) {
    let query = query(visit);
    if let (Some(url), Ok(Some(code))) = (query.first_in_any_case("url"), asked_code(&query))
        && leading::is_admitted(visit, url)
    {
        say_nothing(visit);
        visit.fields.push("Location", reference(url));
        visit.force(code);
    }
}

/// `/redirect-to?url=…`: for now, or not at all.
pub(crate) fn to(visit: &mut Visit<'_>, _: &Call) {
    let query = query(visit);
    let Some(url) = query.first_in_any_case("url") else {
        let detail = "The query lacks url, the place to send to.";
        return visit.object(Reason::new(Question::Complete, detail).member("parameter", "url"));
    };
    if let Err(detail) = asked_code(&query) {
        return refuse_parameter(visit, "status_code", detail);
    }
    if leading::admit(visit, url) {
        send_silently(visit, &reference(url));
    }
}

/// A place as it may stand in a field: what is no octet of a URI reference is escaped, everything else stays as it is.
pub(crate) fn reference(place: &str) -> String {
    let after_scheme = place.find("//").map_or(0, |at| at + 2);
    let authority = place[after_scheme..].find(['/', '?', '#']).map_or(place.len(), |at| after_scheme + at);
    let mut out = String::with_capacity(place.len());
    for (at, octet) in place.bytes().enumerate() {
        let bracket = matches!(octet, b'[' | b']') && (after_scheme..authority).contains(&at);
        if octet.is_ascii_alphanumeric() || b"-._~%!$&'()*+,/:;=?@#".contains(&octet) || bracket {
            out.push(char::from(octet));
        } else {
            let _ = write!(out, "%{octet:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn only_what_may_not_stand_in_a_reference_is_escaped() {
        for (given, sent) in [
            ("http://x/é a", "http://x/%C3%A9%20a"),
            ("http://[::1]:1/[x]", "http://[::1]:1/%5Bx%5D"),
            ("get", "get"),
            ("http://localhost:-1", "http://localhost:-1"),
            ("/a%zz?b=c#d", "/a%zz?b=c#d"),
            ("", ""),
            ("/a\r\nb", "/a%0D%0Ab"),
        ] {
            assert_eq!(reference(given), sent);
        }
    }
}
