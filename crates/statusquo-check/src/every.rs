//! What every answer owes, whatever its code: one table.

use crate::Answer;
use crate::shown::{Shown, broken, field, kept, line, not_judged, shown, spoiled};
use crate::syntax::{self, DateForm};
use statusquo_catalog::{Duty, Specification, Test};
use statusquo_wire::Version;
use statusquo_wire::message::FieldSection;

/// A duty of every answer of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Every {
    /// The duty.
    pub duty: Duty,
    on: fn(&Answer<'_>) -> bool,
    /// How an answer shows it, where none of the catalog's tests says so.
    own: Option<fn(&Answer<'_>) -> Shown>,
}

impl Every {
    /// A duty that one of the catalog's tests shows, lying on the answers of which `on` is true.
    const fn tested(duty: Duty, on: fn(&Answer<'_>) -> bool) -> Self {
        Self { duty, on, own: None }
    }

    /// A duty with a test of its own.
    const fn own(duty: Duty, on: fn(&Answer<'_>) -> bool, own: fn(&Answer<'_>) -> Shown) -> Self {
        Self { duty, on, own: Some(own) }
    }

    /// Whether it lies on this answer.
    pub fn lies_on(&self, answer: &Answer<'_>) -> bool {
        (self.on)(answer)
    }

    pub(crate) fn shown(&self, answer: &Answer<'_>) -> Shown {
        match self.own {
            Some(own) => own(answer),
            None => shown(self.duty.test, answer),
        }
    }
}

/// A duty whose test stands beside it in the table.
const fn must(text: &'static str, rfc: &'static str, section: &'static str) -> Duty {
    Duty::must(text, Specification::section(rfc, section), Test::NotFromOneAnswer)
}

/// A MUST with one of the catalog's tests.
const fn must_show(text: &'static str, rfc: &'static str, section: &'static str, test: Test) -> Duty {
    Duty::must(text, Specification::section(rfc, section), test)
}

/// A SHOULD with one of the catalog's tests.
const fn should_show(text: &'static str, rfc: &'static str, section: &'static str, test: Test) -> Duty {
    Duty::should(text, Specification::section(rfc, section), test)
}

const HTTP: &str = "RFC 9110";
const HTTP1: &str = "RFC 9112";

/// The duties of every answer, in the order of a message: status, framing, content, fields.
///
/// Grammar is a MUST by RFC 9110 §2.2: a sender generates nothing that its rules do not allow.
pub static EVERY: &[Every] = &[
    Every::own(must("Have a status code from 100 to 599.", HTTP, "15"), |_| true, status_in_range),
    Every::own(
        must("Send no 1xx answer to an HTTP/1.0 client.", HTTP, "15.2"),
        |answer| answer.version < Version::Http11,
        no_interim,
    ),
    Every::tested(
        must_show("Send no Content-Length in 1xx, 204 or 2xx to CONNECT.", HTTP, "8.6", Test::Lacks("Content-Length")),
        is_unframed,
    ),
    Every::tested(
        must_show(
            "Send no Transfer-Encoding in 1xx, 204 or 2xx to CONNECT.",
            HTTP1,
            "6.1",
            Test::Lacks("Transfer-Encoding"),
        ),
        is_unframed,
    ),
    Every::tested(
        must_show("Send no Transfer-Encoding to an HTTP/1.0 client.", HTTP1, "6.1", Test::Lacks("Transfer-Encoding")),
        |answer| answer.version < Version::Http11 && !is_unframed(answer),
    ),
    Every::tested(
        must_show("Send no Content-Length beside Transfer-Encoding.", HTTP1, "6.2", Test::Lacks("Content-Length")),
        |answer| answer.fields.has("Transfer-Encoding") && !is_unframed(answer) && !answer.version.has_streams(),
    ),
    Every::own(
        must("Send no field that speaks of the connection.", "RFC 9113", "8.2.2"),
        |answer| answer.version == Version::Http2,
        no_connection_fields,
    ),
    Every::own(
        must("Send no field that speaks of the connection.", "RFC 9114", "4.2"),
        |answer| answer.version == Version::Http3,
        no_connection_fields,
    ),
    Every::tested(
        should_show(
            "Say Connection: close in the final answer to a request that says it.",
            HTTP1,
            "9.6",
            Test::ConnectionOption("close"),
        ),
        // An answer in HTTP/1.0 says it by its version.
        |answer| {
            answer.status >= 200
                && answer.spoken == Version::Http11
                && !answer.is_connected()
                && answer.asked.is_some_and(|asked| asked.lists("Connection", "close"))
        },
    ),
    Every::tested(must_show("Send no content in an answer to HEAD.", HTTP, "9.3.2", Test::NoContent), |answer| {
        answer.method == "HEAD"
    }),
    Every::tested(must_show("Send no content in 1xx, 204 and 304.", HTTP, "6.4.1", Test::NoContent), |answer| {
        answer.method != "HEAD" && (answer.status < 200 || matches!(answer.status, 204 | 304))
    }),
    Every::tested(
        should_show(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            HTTP,
            "15.5",
            Test::SomeContent,
        ),
        |answer| answer.method != "HEAD" && (400..500).contains(&answer.status),
    ),
    Every::tested(
        should_show(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            HTTP,
            "15.6",
            Test::SomeContent,
        ),
        |answer| answer.method != "HEAD" && (500..600).contains(&answer.status),
    ),
    Every::tested(
        must_show("Send Date in 2xx, 3xx and 4xx, if there is a clock.", HTTP, "6.6.1", Test::Date),
        // A proxy's own answers are no origin server's: 407, and 2xx to CONNECT.
        |answer| (200..500).contains(&answer.status) && answer.status != 407 && !answer.is_connected(),
    ),
    Every::own(
        must("Send dates as IMF-fixdate: Sun, 06 Nov 1994 08:49:37 GMT.", HTTP, "5.6.7"),
        |answer| DATED.iter().any(|name| answer.fields.has(name)),
        dates_are_fixed,
    ),
    Every::own(must("Send a field that is no list in one line only.", HTTP, "5.3"), |_| true, singletons_stand_once),
    Every::own(
        must("Send one entity tag, in quotes, as ETag.", HTTP, "8.8.3"),
        |answer| answer.fields.has("ETag"),
        |answer| field::each(answer.fields, "ETag", syntax::entity_tag),
    ),
    Every::own(
        must("Send one media type as Content-Type.", HTTP, "8.3"),
        |answer| answer.fields.has("Content-Type"),
        |answer| field::each(answer.fields, "Content-Type", |value| syntax::media_type(value).map(drop)),
    ),
    Every::tested(
        must_show("Send one valid URI reference as Location.", HTTP, "10.2.2", Test::UriReference("Location")),
        |answer| answer.fields.has("Location"),
    ),
    Every::tested(
        must_show("Send a number of seconds or an HTTP-date as Retry-After.", HTTP, "10.2.3", Test::RetryAfter),
        |answer| answer.fields.has("Retry-After"),
    ),
    Every::own(
        must("List methods, and nothing else, in Allow.", HTTP, "10.2.1"),
        |answer| answer.fields.has("Allow"),
        allow_lists_methods,
    ),
    Every::own(
        must("Send well-formed challenges in WWW-Authenticate.", HTTP, "11.6.1"),
        |answer| answer.status != 401 && answer.fields.has("WWW-Authenticate"),
        |answer| challenges_are_well_formed(answer.fields, "WWW-Authenticate"),
    ),
    Every::own(
        must("Send well-formed challenges in Proxy-Authenticate.", HTTP, "11.7.1"),
        |answer| answer.status != 407 && answer.fields.has("Proxy-Authenticate"),
        |answer| challenges_are_well_formed(answer.fields, "Proxy-Authenticate"),
    ),
    Every::tested(
        must_show("List upgrade in Connection beside Upgrade.", HTTP, "7.8", Test::ConnectionOption("upgrade")),
        |answer| answer.fields.has("Upgrade") && !answer.version.has_streams(),
    ),
    Every::own(
        must("Send no 101, which HTTP/2 does not have.", "RFC 9113", "8.6"),
        |answer| answer.version == Version::Http2,
        no_switching,
    ),
    Every::own(
        must("Send no 101, which HTTP/3 does not have.", "RFC 9114", "4.5"),
        |answer| answer.version == Version::Http3,
        no_switching,
    ),
    Every::own(must("Keep no 428 in a cache.", "RFC 6585", "3"), |answer| is_aged(answer, 428), not_stored),
    Every::own(must("Keep no 429 in a cache.", "RFC 6585", "4"), |answer| is_aged(answer, 429), not_stored),
    Every::own(must("Keep no 431 in a cache.", "RFC 6585", "5"), |answer| is_aged(answer, 431), not_stored),
    Every::own(must("Keep no 511 in a cache.", "RFC 6585", "6"), |answer| is_aged(answer, 511), not_stored),
];

/// 1xx, 204 and 2xx to CONNECT: neither framing field may stand there.
fn is_unframed(answer: &Answer<'_>) -> bool {
    answer.status < 200 || answer.status == 204 || answer.is_connected()
}

fn status_in_range(answer: &Answer<'_>) -> Shown {
    match answer.status {
        100..=599 => kept(format!("the status is {}", answer.status)),
        status => broken(format!("the status is {status}")),
    }
}

fn no_interim(answer: &Answer<'_>) -> Shown {
    match answer.status {
        ..200 => broken(format!("{} was sent to an HTTP/1.0 client", answer.status)),
        status => kept(format!("{status} is a final answer")),
    }
}

/// The fields that are about a connection with one exchange at a time.
const OF_THE_CONNECTION: [&str; 5] = ["Connection", "Proxy-Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade"];

fn no_connection_fields(answer: &Answer<'_>) -> Shown {
    match OF_THE_CONNECTION.iter().find(|name| answer.fields.has(name)) {
        Some(name) => shown(Test::Lacks(name), answer),
        None => kept("there is none"),
    }
}

fn no_switching(answer: &Answer<'_>) -> Shown {
    match answer.status {
        101 => broken("the status is 101"),
        status => kept(format!("the status is {status}")),
    }
}

fn is_aged(answer: &Answer<'_>, status: u16) -> bool {
    answer.status == status && answer.fields.has("Age")
}

/// `Age` says that a cache had it (RFC 9111 §5.1), unless it is one that somebody writes into all that passes.
fn not_stored(answer: &Answer<'_>) -> Shown {
    let age = answer.fields.text("Age").and_then(|age| age.parse::<u64>().ok());
    match age {
        Some(1..) => shown(Test::Lacks("Age"), answer),
        _ => not_judged("Age does not say for how long it was kept"),
    }
}

/// The fields that hold an HTTP-date, or may. Not `Expires`: RFC 9111 §5.3 gives its invalid values a meaning.
const DATED: [&str; 3] = ["Date", "Last-Modified", "Retry-After"];

fn dates_are_fixed(answer: &Answer<'_>) -> Shown {
    for name in DATED {
        for value in answer.fields.all(name) {
            // What is no date at all in Retry-After is judged there.
            let is_fixed = match DateForm::of(value) {
                Some(form) => form == DateForm::ImfFixdate,
                None => name == "Retry-After",
            };
            if !is_fixed {
                return broken(line(name, value)).at_line(answer.fields, name);
            }
        }
    }
    kept("all dates are of the fixed form")
}

/// Fields of RFC 9110 whose grammar is no list.
const SINGLETONS: [&str; 9] = [
    "Content-Length",
    "Content-Location",
    "Content-Range",
    "Content-Type",
    "Date",
    "ETag",
    "Last-Modified",
    "Location",
    "Retry-After",
];

fn singletons_stand_once(answer: &Answer<'_>) -> Shown {
    match SINGLETONS.iter().find(|name| answer.fields.all(name).nth(1).is_some()) {
        Some(name) => {
            let second = answer.fields.spans(name).nth(1).unwrap_or_default();
            broken(format!("{name} is there more than once")).at(second)
        }
        None => kept("no such field is there twice"),
    }
}

fn allow_lists_methods(answer: &Answer<'_>) -> Shown {
    match syntax::methods(answer.fields) {
        Ok(methods) => kept(line("Allow", methods.join(", ").as_bytes())),
        Err(malformed) => spoiled(answer.fields, "Allow", malformed),
    }
}

/// Unlike in 401, there need not be one (the grammar is a list that may be empty).
fn challenges_are_well_formed(fields: FieldSection<'_>, name: &str) -> Shown {
    match syntax::challenges(fields, name) {
        Ok(_) => kept(line(name, &syntax::combined(fields, name))),
        Err(malformed) => spoiled(fields, name, malformed),
    }
}
