//! Request lines: method, spaces, version, line end, and what comes before them (RFC 9112 §2, §3).

use super::row::{Ending, Fate, Row};
use statusquo_wire::Rule;

/// The request line that the broken ones differ from in one thing.
const GOOD: &[u8] = b"GET /lab/documents/welcome HTTP/1.1";

/// Name, line, rule. Each is answered with 400.
const LINES: &[(&str, &[u8], Rule)] = &[
    ("RFC 9110 §9.1: method = token, no separator", b"G^^(T /lab/documents/welcome HTTP/1.1", Rule::MethodToken),
    ("RFC 9110 §9.1: method = token, no comma", b"GET^^,POST /lab/documents/welcome HTTP/1.1", Rule::MethodToken),
    ("RFC 9110 §9.1: method = token, not quoted", b"^^\"GET\" /lab/documents/welcome HTTP/1.1", Rule::MethodToken),
    ("RFC 9110 §9.1: method = token, no NUL", b"GE^^\0T /lab/documents/welcome HTTP/1.1", Rule::MethodToken),
    ("RFC 9110 §9.1: method = token, no DEL", b"GET^^\x7f /lab/documents/welcome HTTP/1.1", Rule::MethodToken),
    ("RFC 9110 §9.1: method = token, ASCII", b"G^^\xc3\x89T /lab/documents/welcome HTTP/1.1", Rule::MethodToken),
    ("RFC 9112 §2.2: no byte order mark", b"^^\xef\xbb\xbfGET /lab/documents/welcome HTTP/1.1", Rule::MethodToken),
    ("RFC 9112 §3: a method comes first, not a space", b"^^ GET /lab/documents/welcome HTTP/1.1", Rule::MethodToken),
    ("RFC 9112 §3: a tab is no space", b"GET^^\t/lab/documents/welcome HTTP/1.1", Rule::MethodToken),
    ("RFC 9112 §3: a method alone", b"GET^^", Rule::RequestLine),
    ("RFC 9112 §3: words that are no request", b"hello^^", Rule::RequestLine),
    ("RFC 9112 §3: single space before the target", b"GET ^^ /lab/documents/welcome HTTP/1.1", Rule::RequestLine),
    ("RFC 9112 §3: single space before the version", b"GET /lab/documents/welcome ^^ HTTP/1.1", Rule::RequestLine),
    ("RFC 9112 §3: no space after the version", b"GET /lab/documents/welcome HTTP/1.1^^ ", Rule::RequestLine),
    ("RFC 9112 §3: three parts, not four", b"GET /lab/documents/welcome ^^again HTTP/1.1", Rule::VersionForm),
    ("RFC 9112 §3: HTTP/0.9 had no version", b"GET /lab/documents/welcome^^", Rule::RequestLine),
    ("RFC 9112 §3: a version that is empty", b"GET /lab/documents/welcome ^^", Rule::VersionForm),
    ("RFC 9112 §3: LF between target and version", b"GET /lab/documents/welcome^^\nHTTP/1.1", Rule::RequestLine),
    ("RFC 9112 §3: CR between target and version", b"GET /lab/documents/welcome^^\rHTTP/1.1", Rule::RequestLine),
    ("RFC 9112 §3: LF after the method", b"GET^^\n/lab/documents/welcome HTTP/1.1", Rule::RequestLine),
    ("RFC 9112 §2.2: bare LF ends no request line", b"GET /lab/documents/welcome HTTP/1.1^^\nA: b", Rule::LineEnd),
    ("RFC 9112 §2.2: bare CR ends no request line", b"GET /lab/documents/welcome HTTP/1.1\r^^A: b", Rule::LineEnd),
    ("RFC 9112 §2.2: CR CR LF is no line end", b"GET /lab/documents/welcome HTTP/1.1\r^^", Rule::LineEnd),
    ("RFC 9112 §2.2: an empty line is CRLF, not LF", b"^^\nGET /lab/documents/welcome HTTP/1.1", Rule::LineEnd),
    ("RFC 9112 §2.2: an empty line is CRLF, not CR", b"\r^^GET /lab/documents/welcome HTTP/1.1", Rule::LineEnd),
    (
        "RFC 9112 §2.2: empty lines before a request, but not without end",
        b"\r\n\r\n\r\n\r\n\r^^\nGET /lab/documents/welcome HTTP/1.1",
        Rule::EmptyLines,
    ),
    ("RFC 9112 §2.3: HTTP-name is case-sensitive", b"GET /lab/documents/welcome ^^http/1.1", Rule::VersionForm),
    ("RFC 9112 §2.3: HTTP-name in capitals throughout", b"GET /lab/documents/welcome HTT^^p/1.1", Rule::VersionForm),
    ("RFC 9112 §2.3: HTTP-name, not HTTPS", b"GET /lab/documents/welcome HTTP^^S/1.1", Rule::VersionForm),
    ("RFC 9112 §2.3: HTTP-name, not another", b"GET /lab/documents/welcome ^^ICY/1.0", Rule::VersionForm),
    ("RFC 9112 §2.3: minor is one digit", b"GET /lab/documents/welcome HTTP/1.1^^0", Rule::VersionForm),
    ("RFC 9112 §2.3: minor is one digit, not two", b"GET /lab/documents/welcome HTTP/1.3^^2", Rule::VersionForm),
    ("RFC 9112 §2.3: major is one digit, not 01", b"GET /lab/documents/welcome HTTP/0^^1.1", Rule::VersionForm),
    ("RFC 9112 §2.3: a dot between the digits", b"GET /lab/documents/welcome HTTP/1^^1", Rule::VersionForm),
    ("RFC 9112 §2.3: a dot, not a comma", b"GET /lab/documents/welcome HTTP/1^^,1", Rule::VersionForm),
    ("RFC 9112 §2.3: major alone", b"GET /lab/documents/welcome HTTP/1^^", Rule::VersionForm),
    ("RFC 9112 §2.3: 2 alone is no version either", b"GET /lab/documents/welcome HTTP/2^^", Rule::VersionForm),
    ("RFC 9112 §2.3: minor missing", b"GET /lab/documents/welcome HTTP/1.^^", Rule::VersionForm),
    ("RFC 9112 §2.3: major is a digit", b"GET /lab/documents/welcome HTTP/^^x.1", Rule::VersionForm),
    ("RFC 9112 §2.3: minor is a digit", b"GET /lab/documents/welcome HTTP/1.^^x", Rule::VersionForm),
    ("RFC 9112 §2.3: major has no sign", b"GET /lab/documents/welcome HTTP/^^+1.1", Rule::VersionForm),
    ("RFC 9112 §2.3: no third number", b"GET /lab/documents/welcome HTTP/1.1^^.1", Rule::VersionForm),
];

/// Versions in the right form that are not spoken here: 505.
const MAJORS: &[(&str, &[u8])] = &[
    ("RFC 9110 §15.6.6: HTTP/2.0 as text", b"GET /lab/documents/welcome HTTP/^^2.0"),
    ("RFC 9110 §15.6.6: HTTP/3.0 as text", b"GET /lab/documents/welcome HTTP/^^3.0"),
    ("RFC 9110 §15.6.6: HTTP/9.9 as text", b"GET /lab/documents/welcome HTTP/^^9.9"),
    ("RFC 9110 §15.6.6: HTTP/0.9 as text", b"GET /lab/documents/welcome HTTP/^^0.9"),
];

/// What is taken as it is: name, line, fate.
const TAKEN: &[(&str, &[u8], Fate)] = &[
    ("RFC 9110 §2.5: 1.2 is served as 1.1", b"GET /lab/documents/welcome HTTP/1.2", Fate::Stays),
    ("RFC 9110 §2.5: 1.9 is served as 1.1", b"GET /lab/documents/welcome HTTP/1.9", Fate::Stays),
    ("RFC 9112 §2.2: one empty line before", b"\r\nGET /lab/documents/welcome HTTP/1.1", Fate::Stays),
    ("RFC 9112 §2.2: four empty lines before", b"\r\n\r\n\r\n\r\nGET /lab/documents/welcome HTTP/1.1", Fate::Stays),
    ("RFC 9110 §9.1: every tchar in a method", b"a!#$%&'*+-.^_`|~09Z /status/200 HTTP/1.1", Fate::Stays),
];

pub(crate) fn rows() -> Vec<Row> {
    let good = with_host(GOOD);
    let mut rows: Vec<Row> =
        LINES.iter().map(|(name, line, rule)| Row::broken(name, &with_host(line), 400, *rule, &good)).collect();
    let version =
        |(name, line): &(&'static str, &[u8])| Row::broken(name, &with_host(line), 505, Rule::VersionMajor, &good);
    rows.extend(MAJORS.iter().map(version));
    rows.extend(TAKEN.iter().map(|(name, line, fate)| Row::good(name, &with_host(line), 200).fate(*fate)));
    rows.extend([
        Row::broken(
            "RFC 9113 §3.4: what is almost the preface of HTTP/2 is a request of version 2.0",
            b"PRI * HTTP/^^2.0\r\n\r\nSM\r\n\r \0\0\0\x04\0\0\0\0\0",
            505,
            Rule::VersionMajor,
            &good,
        ),
        Row::broken(
            "RFC 9112 §3.2.4: * is for OPTIONS alone, and PRI is no method of HTTP/1.1",
            b"PRI ^^* HTTP/1.1\r\nHost: lab\r\n\r\n",
            400,
            Rule::TargetForm,
            b"OPTIONS * HTTP/1.1\r\nHost: lab\r\n\r\n",
        ),
        Row::broken(
            "RFC 9112 §2.1: a TLS ClientHello on the port that speaks cleartext",
            b"^^\x16\x03\x01\x00\x31\x01\x00\x00\x2d\x03\x03\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c",
            400,
            Rule::CleartextOnly,
            &good,
        ),
        Row::broken(
            "RFC 9112 §2.1: the record of a TLS handshake is known by its first octet",
            b"^^\x16",
            400,
            Rule::CleartextOnly,
            &good,
        )
        .ending(Ending::Open),
        Row::broken(
            "RFC 9112 §2.1: the ClientHello of SSL 2",
            b"^^\x80\x2e\x01\x00\x02\x00\x15\x00\x00\x00\x10",
            400,
            Rule::MethodToken,
            &good,
        ),
        Row::refused("RFC 9110 §9.1: a method that is not known", &with_host(b"INVENT /lab/pot HTTP/1.1"), 501, &good),
        Row::refused(
            "RFC 9110 §9.1: the method is case-sensitive",
            &with_host(b"get /lab/documents/welcome HTTP/1.1"),
            501,
            &good,
        ),
    ]);
    rows
}

fn with_host(line: &[u8]) -> Vec<u8> {
    [line, b"\r\nHost: lab\r\n\r\n"].concat()
}
