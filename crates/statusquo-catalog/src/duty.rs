//! What an answer with a given code owes: each duty with its level, its section and, where one answer can show it, its test.

use crate::Specification;
use std::fmt;

/// One thing that an answer with this code owes.
#[derive(Clone, Copy, Debug)]
pub struct Duty {
    /// How binding the specification makes it.
    pub level: Level,
    /// The duty in one sentence, in our own words.
    pub text: &'static str,
    /// Where it stands.
    pub specification: Specification,
    /// On which answers it lies.
    pub when: When,
    /// How one answer shows that it is kept.
    pub test: Test,
}

impl Duty {
    /// A MUST or MUST NOT.
    pub const fn must(text: &'static str, specification: Specification, test: Test) -> Self {
        Self { level: Level::Must, text, specification, when: When::Always, test }
    }

    /// A SHOULD, SHOULD NOT or RECOMMENDED.
    pub const fn should(text: &'static str, specification: Specification, test: Test) -> Self {
        Self { level: Level::Should, text, specification, when: When::Always, test }
    }

    /// A MAY or OPTIONAL: what is allowed, so there is nothing to break and no test.
    pub const fn may(text: &'static str, specification: Specification) -> Self {
        Self { level: Level::May, text, specification, when: When::Always, test: Test::NotFromOneAnswer }
    }

    /// The same duty, lying only on some answers.
    pub const fn when(self, when: When) -> Self {
        Self { when, ..self }
    }
}

/// How binding a duty is, as RFC 2119 and 8174 name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Allowed.
    May,
    /// To be done unless there is a good reason.
    Should,
    /// Required.
    Must,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Level::May => "MAY",
            Level::Should => "SHOULD",
            Level::Must => "MUST",
        })
    }
}

/// On which answers a duty lies. What is said of the request is known only where the request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// On every answer with the code.
    Always,
    /// On answers to this method alone.
    Method(&'static str),
    /// On answers to any method but this.
    NotMethod(&'static str),
    /// On answers to one of these methods.
    Methods(&'static [&'static str]),
    /// Where the answer has the field.
    Has(&'static str),
    /// Where the answer does not have the field.
    Lacks(&'static str),
    /// Where the answer's content has this media type, its parameters aside.
    Type(&'static str),
    /// Where it has another, or none.
    NotType(&'static str),
    /// Where the request has the field.
    RequestHas(&'static str),
    /// Where the request does not have the field.
    RequestLacks(&'static str),
    /// Where a list field of the request has this member: `Expect` and `100-continue`.
    RequestLists(&'static str, &'static str),
    /// Over HTTP/1.0 and HTTP/1.1, where the fields speak of the connection too.
    Http1,
    /// Over HTTP/2 and HTTP/3, where every exchange has a stream of its own.
    Streams,
    /// Where the server closes the connection after the answer.
    Closes,
    /// Where all of these hold.
    All(&'static [When]),
}

impl When {
    /// The condition as a clause for people, without a full stop: `in answers to POST`.
    ///
    /// ```
    /// use statusquo_catalog::When;
    /// let when = When::All(&[When::Methods(&["GET", "HEAD"]), When::RequestHas("If-Range")]);
    /// assert_eq!(when.clause().as_deref(), Some("in answers to GET or HEAD; where the request has If-Range"));
    /// assert_eq!(When::Always.clause(), None);
    /// ```
    pub fn clause(self) -> Option<String> {
        Some(match self {
            When::Always => return None,
            When::Method(method) => format!("in answers to {method}"),
            When::NotMethod(method) => format!("not in answers to {method}"),
            When::Methods(methods) => format!("in answers to {}", methods.join(" or ")),
            When::Has(name) => format!("where the answer has {name}"),
            When::Lacks(name) => format!("where the answer has no {name}"),
            When::Type(media_type) => format!("where the content is {media_type}"),
            When::NotType(media_type) => format!("where the content is not {media_type}"),
            When::RequestHas(name) => format!("where the request has {name}"),
            When::RequestLacks(name) => format!("where the request has no {name}"),
            When::RequestLists(name, member) => format!("where the request has {name}: {member}"),
            When::Http1 => "over HTTP/1.1".to_owned(),
            When::Streams => "over HTTP/2 and HTTP/3".to_owned(),
            When::Closes => "where the server closes the connection".to_owned(),
            When::All(all) => all.iter().filter_map(|when| when.clause()).collect::<Vec<_>>().join("; "),
        })
    }
}

/// How one exchange shows that a duty was kept.
///
/// A test about the request, or about the answers before this one, is judged only where they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// The field is there, with a value that is not empty.
    Has(&'static str),
    /// The field is there; an empty value is a value (`Allow:` may be empty).
    Present(&'static str),
    /// The field is not there.
    Lacks(&'static str),
    /// At least one of the fields is there.
    HasOneOf(&'static [&'static str]),
    /// `Date` is there. Where it is not, only an answer that shows a clock breaks the duty: without one, none is owed.
    Date,
    /// `Connection` lists this option.
    ConnectionOption(&'static str),
    /// No octet of content follows the head.
    NoContent,
    /// There is content.
    SomeContent,
    /// The content has one of these media types, its parameters aside.
    MediaType(&'static [&'static str]),
    /// The content is XML with this root element, whatever its prefix.
    XmlRoot(&'static str),
    /// The field holds one or more challenges: a scheme, then parameters or a token68 (RFC 9110 §11.3).
    Challenges(&'static str),
    /// If the field is there, it is a number of seconds or an HTTP-date (RFC 9110 §10.2.3).
    RetryAfter,
    /// If the field is there, it is a valid URI reference.
    UriReference(&'static str),
    /// `Allow`, if the request's method is known, does not list that method.
    AllowLacksMethod,
    /// `Link` has a link with this relation (RFC 8288).
    LinkRelation(&'static str),
    /// `Content-Range` says which range of how much this is, and that many octets there are (RFC 9110 §14.4).
    ContentRange,
    /// `Content-Range` says how much there is, and no range: `bytes */1234`.
    UnsatisfiedRange,
    /// The content is multipart with its boundary, and each part has its `Content-Range` (RFC 9110 §14.6).
    ByteRanges,
    /// The parts stand in the order of the request's `Range`, if they are just the ranges that it names.
    PartsInOrder,
    /// The code is the one that RFC 9209 §2.3 recommends for the error that `Proxy-Status` names.
    ProxyError,
    /// The request's `Range` asks for more than one range.
    SeveralRangesAsked,
    /// The request's method is none of these.
    NotTo(&'static [&'static str]),
    /// The request was not of HTTP/1.0.
    NotToHttp10,
    /// The request has at least one of these fields.
    Asked(&'static [&'static str]),
    /// The first field's members are all members of the second, a list field of the request: what was chosen was offered.
    Offered(&'static str, &'static str),
    /// The field has the value that it has in the request.
    Repeats(&'static str),
    /// `Sec-WebSocket-Accept` is what follows from the request's key (RFC 6455).
    WebSocketAccept,
    /// The content holds no credentials and no cookie of the request.
    LacksSecrets,
    /// An interim answer with this code came before.
    After(u16),
    /// Each of these tests is passed.
    All(&'static [Test]),
    /// One of these tests is passed.
    Either(&'static [Test]),
    /// One answer cannot show it: it is about state, time, another answer or intent.
    NotFromOneAnswer,
}
