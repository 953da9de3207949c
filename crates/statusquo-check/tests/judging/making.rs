//! Makes an answer on which a duty lies and that keeps it, and its twin that breaks it: one arm for each kind of
//! condition and test. A new kind does not compile until it has its arms.

use super::sample::{DATE, Sample};
use statusquo_catalog::{Test, When};
use statusquo_wire::Version;

/// A method that the duty is not about.
fn other_than(methods: &[&str]) -> &'static str {
    ["GET", "POST", "PATCH"].into_iter().find(|method| !methods.contains(method)).expect("some method is left")
}

/// Whether a duty lies on the answer.
pub(crate) fn lies_on(when: When, sample: &Sample) -> bool {
    let asked = |name: &str| sample.get_asked(name);
    match when {
        When::Always => true,
        When::Method(method) => sample.method == method,
        When::NotMethod(method) => sample.method != method,
        When::Methods(methods) => methods.contains(&&*sample.method),
        When::Has(name) => sample.has(name),
        When::Lacks(name) => !sample.has(name),
        When::Type(wanted) => sample.get("Content-Type").is_some_and(|value| value.starts_with(wanted)),
        When::NotType(wanted) => !sample.get("Content-Type").is_some_and(|value| value.starts_with(wanted)),
        When::RequestHas(name) => asked(name).is_some(),
        When::RequestLacks(name) => sample.asked.is_some() && asked(name).is_none(),
        When::RequestLists(name, member) => asked(name).is_some_and(|value| value.contains(member)),
        When::Http1 => !sample.version.has_streams(),
        When::Streams => sample.version.has_streams(),
        When::Closes => sample.closed == Some(true),
        When::All(all) => all.iter().all(|when| lies_on(*when, sample)),
    }
}

/// The same answer so that the duty lies on it.
pub(crate) fn meeting(sample: Sample, when: When) -> Sample {
    match when {
        When::Method(method) | When::Methods(&[method, ..]) => Sample { method: method.to_owned(), ..sample },
        When::NotMethod(method) if sample.method == method => {
            Sample { method: other_than(&[method]).to_owned(), ..sample }
        }
        When::Has(name) if !sample.has(name) => with(sample, name),
        When::Lacks(name) => sample.without(name),
        When::Type(wanted) => {
            let value = if wanted == "multipart/byteranges" { BYTE_RANGES } else { wanted };
            sample.without("Content-Type").with("Content-Type", value)
        }
        When::RequestHas(name) if sample.get_asked(name).is_none() => sample.asked(name, value(name)),
        When::RequestLacks(name) => sample.not_asked(name),
        When::RequestLists(name, member) => sample.not_asked(name).asked(name, member),
        When::Streams => Sample { version: Version::Http2, ..sample },
        When::Closes => Sample { closed: Some(true), ..sample },
        When::All(all) => all.iter().fold(sample, |sample, when| meeting(sample, *when)),
        When::Always
        | When::NotMethod(_)
        | When::Methods(_)
        | When::Has(_)
        | When::NotType(_)
        | When::RequestHas(_)
        | When::Http1 => sample,
    }
}

const BYTE_RANGES: &str = "multipart/byteranges; boundary=\"b\"";
const TWO_PARTS: &str =
    "--b\r\nContent-Range: bytes 0-0/9\r\n\r\na\r\n--b\r\nContent-Range: bytes 8-8/9\r\n\r\nb\r\n--b--\r\n";
const PARTS: &str = "--b\r\nContent-Range: bytes 0-0/9\r\n\r\na\r\n--b--\r\n";

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
        "Content-Type" => "text/plain",
        "Range" => "bytes=0-0",
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

/// The same answer so that the test is passed. `spared` fields are left out, since another duty forbids them.
pub(crate) fn keeping(sample: Sample, test: Test, spared: &[&str]) -> Sample {
    match test {
        Test::Has(name) | Test::Present(name) | Test::HasOneOf(&[name, ..]) | Test::Challenges(name)
            if !sample.has(name) =>
        {
            with(sample, name)
        }
        Test::Lacks(name) => sample.without(name),
        Test::Date if !sample.has("Date") => with(sample, "Date"),
        Test::ConnectionOption(option) => sample.without("Connection").with("Connection", option),
        Test::NoContent => sample.content(""),
        Test::SomeContent if sample.content.is_empty() => sample.content("x"),
        Test::MediaType(types) => {
            let value = if types[0] == "multipart/byteranges" { BYTE_RANGES } else { types[0] };
            sample.without("Content-Type").with("Content-Type", value)
        }
        Test::XmlRoot(root) => sample.content(&format!("<{root}/>")),
        Test::RetryAfter if !sample.has("Retry-After") => with(sample, "Retry-After"),
        Test::UriReference(name) if !sample.has(name) && !spared.contains(&name) => with(sample, name),
        Test::AllowLacksMethod if !sample.has("Allow") => with(sample, "Allow"),
        Test::LinkRelation(relation) => sample.without("Link").with("Link", &format!("</a>; rel={relation}")),
        Test::ContentRange => sample.without("Content-Range").with("Content-Range", "bytes 0-0/9").content("x"),
        Test::UnsatisfiedRange => sample.without("Content-Range").with("Content-Range", "bytes */9"),
        Test::ByteRanges => sample.without("Content-Type").with("Content-Type", BYTE_RANGES).content(PARTS),
        Test::PartsInOrder => keeping(sample, Test::ByteRanges, spared)
            .not_asked("Range")
            .asked("Range", "bytes=0-0,2-2,8-8")
            .content(TWO_PARTS),
        Test::ProxyError => {
            let error = ["connection_refused", "connection_limit_reached", "connection_timeout"];
            let error = error[usize::from(sample.status.clamp(502, 504) - 502)];
            sample.without("Proxy-Status").with("Proxy-Status", &format!("a, b; details=\"; error=c\"; error={error}"))
        }
        Test::SeveralRangesAsked => sample.not_asked("Range").asked("Range", "bytes=0-0,2-2"),
        Test::NotTo(methods) if methods.contains(&&*sample.method) => {
            Sample { method: other_than(methods).to_owned(), ..sample }
        }
        Test::NotToHttp10 => sample,
        Test::Asked(names) if names.iter().all(|name| sample.get_asked(name).is_none()) => {
            sample.asked(names[0], value(names[0]))
        }
        Test::Offered(name, by) => {
            let sample = if sample.has(name) { sample } else { with(sample, name) };
            let offer = sample.get(name).expect("it is there").to_owned();
            sample.not_asked(by).asked(by, &format!("a;q=1, {offer}"))
        }
        Test::Repeats(name) => sample.without(name).not_asked(name).with(name, "7").asked(name, "7"),
        Test::WebSocketAccept => sample
            .not_asked("Sec-WebSocket-Key")
            .asked("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
            .without("Sec-WebSocket-Accept")
            .with("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
        Test::LacksSecrets => sample.not_asked("Cookie").asked("Cookie", "id=7").content("Cookie: hidden"),
        Test::After(code) => Sample { before: Some(vec![code]), ..sample },
        Test::All(tests) => tests.iter().fold(sample, |sample, test| keeping(sample, *test, spared)),
        Test::Either(tests) => keeping(sample, tests[0], spared),
        Test::Has(_)
        | Test::Present(_)
        | Test::HasOneOf(_)
        | Test::Date
        | Test::SomeContent
        | Test::Challenges(_)
        | Test::RetryAfter
        | Test::UriReference(_)
        | Test::AllowLacksMethod
        | Test::NotTo(_)
        | Test::Asked(_)
        | Test::NotFromOneAnswer => sample,
    }
}

/// The same answer so that the test is not passed.
pub(crate) fn breaking(sample: Sample, test: Test) -> Sample {
    match test {
        Test::Has(name) | Test::Present(name) => sample.without(name),
        Test::HasOneOf(names) => names.iter().fold(sample, |sample, name| sample.without(name)),
        Test::Lacks(name) => with(sample, name),
        Test::Date => sample.without("Date").with("Age", "9"),
        Test::ConnectionOption(_) => sample.without("Connection").with("Connection", "keep-alive"),
        Test::NoContent => sample.content("x"),
        Test::SomeContent => sample.content(""),
        Test::MediaType(_) => sample.without("Content-Type").with("Content-Type", "text/x"),
        Test::XmlRoot(_) => sample.content("<other/>"),
        Test::Challenges(name) => sample.without(name).with(name, "realm=\"a\""),
        Test::RetryAfter => sample.without("Retry-After").with("Retry-After", "soon"),
        Test::UriReference(name) => sample.without(name).with(name, "/a b"),
        Test::AllowLacksMethod => {
            let method = sample.method.clone();
            sample.with("Allow", &method)
        }
        Test::LinkRelation(_) => sample.without("Link").with("Link", "</a>; rel=other"),
        Test::ContentRange => sample.without("Content-Range").with("Content-Range", "bytes 5-4/9"),
        Test::UnsatisfiedRange => sample.without("Content-Range").with("Content-Range", "bytes 0-0/9"),
        Test::ByteRanges => sample.content("--b\r\n\r\na\r\n--b--\r\n"),
        Test::PartsInOrder => sample.not_asked("Range").asked("Range", "bytes=8-8,0-0"),
        Test::ProxyError => sample.without("Proxy-Status").with("Proxy-Status", "a; error=http_request_denied"),
        Test::SeveralRangesAsked => sample.not_asked("Range").asked("Range", "bytes=0-0"),
        Test::NotTo(methods) => Sample { method: methods[0].to_owned(), ..sample },
        Test::NotToHttp10 => sample.asked_in_http10(),
        Test::Asked(names) => names.iter().fold(sample, |sample, name| sample.not_asked(name)),
        Test::Offered(_, by) => sample.not_asked(by).asked(by, "other"),
        Test::Repeats(name) => sample.not_asked(name).asked(name, "8"),
        Test::WebSocketAccept => sample.without("Sec-WebSocket-Accept").with("Sec-WebSocket-Accept", "x"),
        Test::LacksSecrets => sample.content("Cookie: id=7"),
        Test::After(_) => Sample { before: Some(Vec::new()), ..sample },
        Test::All(tests) => breaking(sample, tests[0]),
        Test::Either(tests) => tests.iter().fold(sample, |sample, test| breaking(sample, *test)),
        Test::NotFromOneAnswer => sample,
    }
}

/// The parts of an exchange that a test looks at.
pub(crate) fn looks_at(test: Test) -> Vec<&'static str> {
    match test {
        Test::Has(name)
        | Test::Present(name)
        | Test::Lacks(name)
        | Test::Challenges(name)
        | Test::UriReference(name) => vec![name],
        Test::HasOneOf(names) => names.to_vec(),
        Test::Date => vec!["Date"],
        Test::ConnectionOption(_) => vec!["Connection"],
        Test::RetryAfter => vec!["Retry-After"],
        Test::AllowLacksMethod => vec!["Allow", "the method"],
        Test::LinkRelation(_) => vec!["Link"],
        Test::MediaType(_) => vec!["Content-Type"],
        Test::XmlRoot(_) | Test::NoContent | Test::SomeContent => vec!["the content"],
        Test::ContentRange => vec!["Content-Range", "the content"],
        Test::UnsatisfiedRange => vec!["Content-Range"],
        Test::ByteRanges => vec!["Content-Type", "the content"],
        Test::PartsInOrder => vec!["Range", "the content"],
        Test::ProxyError => vec!["Proxy-Status"],
        Test::SeveralRangesAsked => vec!["Range"],
        Test::NotTo(_) => vec!["the method"],
        Test::NotToHttp10 => vec!["the version"],
        Test::Asked(names) => names.to_vec(),
        Test::Offered(name, by) => vec![name, by],
        Test::Repeats(name) => vec![name],
        Test::WebSocketAccept => vec!["Sec-WebSocket-Accept"],
        Test::LacksSecrets => vec!["the content"],
        Test::After(_) => vec!["what came before"],
        Test::All(tests) | Test::Either(tests) => tests.iter().flat_map(|test| looks_at(*test)).collect(),
        Test::NotFromOneAnswer => vec![],
    }
}
