//! What a connection carries: pipelines, persistence, versions, half-closes, expectations (RFC 9112 §9, RFC 9110 §10.1.1).

use super::row::{Ending, Fate, Row, get, put};
use statusquo_wire::Rule;

const LENGTH: &[u8] = b"Content-Length: 5";
const CHUNKED: &[u8] = b"Transfer-Encoding: chunked";
const HELLO: &[u8] = b"hello";
const CHUNKS: &[u8] = b"5\r\nhello\r\n0\r\n\r\n";

/// Name, request, fate: what the versions and `Connection` make of a connection.
const PERSISTENCE: &[(&str, &[u8], Fate)] = &[
    ("RFC 9112 §9.3: HTTP/1.1 persists", b"HTTP/1.1\r\nHost: lab", Fate::Stays),
    ("RFC 9112 §9.3: HTTP/1.1 persists, said or not", b"HTTP/1.1\r\nHost: lab\r\nConnection: keep-alive", Fate::Stays),
    ("RFC 9112 §9.3: another option closes nothing", b"HTTP/1.1\r\nHost: lab\r\nConnection: closed, te", Fate::Stays),
    ("RFC 9112 §9.6: close", b"HTTP/1.1\r\nHost: lab\r\nConnection: close", Fate::Ends),
    ("RFC 9112 §9.6: close in whatever case", b"HTTP/1.1\r\nHost: lab\r\nconnection: Close", Fate::Ends),
    ("RFC 9112 §9.6: close among others", b"HTTP/1.1\r\nHost: lab\r\nConnection: te ,\tclose , x", Fate::Ends),
    ("RFC 9112 §9.6: close on a second line", b"HTTP/1.1\r\nHost: a\r\nConnection: x\r\nConnection: close", Fate::Ends),
    ("RFC 9112 §9.3: close wins over keep-alive", b"HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, close", Fate::Ends),
    ("RFC 9112 §9.3: HTTP/1.0 closes", b"HTTP/1.0\r\nHost: lab", Fate::Ends),
    ("RFC 9112 §9.3: HTTP/1.0 that asks to be kept", b"HTTP/1.0\r\nConnection: Keep-Alive", Fate::Stays),
    ("RFC 9112 §9.3: HTTP/1.0, close over keep-alive", b"HTTP/1.0\r\nConnection: keep-alive, close", Fate::Ends),
    ("RFC 9112 §9.3: HTTP/1.0, the field Keep-Alive alone", b"HTTP/1.0\r\nKeep-Alive: timeout=5", Fate::Ends),
];

/// Name and the beginning of a head, after which the client closes its direction: 400.
const HEADS_CUT: &[(&str, &[u8])] = &[
    ("RFC 9112 §8: the client closes in the method", b"GE^^"),
    ("RFC 9112 §8: the client closes in the target", b"GET /lab/documents^^"),
    ("RFC 9112 §8: the client closes in the version", b"GET /lab/documents/welcome HTTP/1.1^^"),
    ("RFC 9112 §8: the client closes in the fields", b"GET /lab/documents/welcome HTTP/1.1\r\nHost: lab\r\n^^"),
    ("RFC 9112 §8: the client closes in the end", b"GET /lab/documents/welcome HTTP/1.1\r\nHost: lab\r\n\r^^"),
];

/// Name, framing and the beginning of a content, after which the client closes its direction: 400.
const CONTENTS_CUT: &[(&str, &[u8], &[u8])] = &[
    ("RFC 9112 §8: the client closes before the content", LENGTH, b"^^"),
    ("RFC 9112 §8: the client closes in the content", LENGTH, b"hell^^"),
    ("RFC 9112 §8: the client closes before the chunks", CHUNKED, b"^^"),
    ("RFC 9112 §8: the client closes in a size", CHUNKED, b"5^^"),
    ("RFC 9112 §8: the client closes in the data", CHUNKED, b"5\r\nhe^^"),
    ("RFC 9112 §8: the client closes after the data", CHUNKED, b"5\r\nhello\r\n^^"),
    ("RFC 9112 §8: the client closes after the last size", CHUNKED, b"5\r\nhello\r\n0\r\n^^"),
    ("RFC 9112 §8: the client closes in the trailers", CHUNKED, b"5\r\nhello\r\n0\r\nA: b\r\n^^"),
];

pub(crate) fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = PERSISTENCE
        .iter()
        .map(|(name, rest, fate)| {
            Row::good(name, &[b"GET /lab/documents/welcome ", *rest, b"\r\n\r\n"].concat(), 200).fate(*fate)
        })
        .collect();
    rows.extend(half_closed());
    rows.extend(pipelined());
    rows.extend(expecting());
    rows.extend(answered());
    rows
}

fn half_closed() -> Vec<Row> {
    let good = get(b"Host: lab");
    let slow = b"GET /lab/busy?seconds=0.2 HTTP/1.1\r\nHost: lab\r\n\r\n";
    let mut rows: Vec<Row> =
        HEADS_CUT.iter().map(|(name, sent)| Row::broken(name, sent, 400, Rule::HeadWhole, &good)).collect();
    rows.extend(CONTENTS_CUT.iter().map(|(name, framing, content)| {
        let whole = if *framing == LENGTH { HELLO } else { CHUNKS };
        Row::broken_content(name, &put(framing, content), 400, Rule::ContentWhole, &put(framing, whole))
    }));
    rows.extend([
        Row::good("RFC 9112 §9.6: the client closes after its request", &good, 200),
        Row::good("RFC 9112 §9.6: the client closes after its content", &put(LENGTH, HELLO), 204),
        Row::good("RFC 9112 §9.6: the client closes long before the answer", slow, 200),
        Row::good("RFC 9112 §9.6: the client closes after three requests", &good.repeat(3), 200).before(&[200, 200]),
        Row::good("RFC 9112 §9.6: the client closes after an empty line", &[&good[..], b"\r\n"].concat(), 200),
    ]);
    rows.into_iter().map(|row| row.ending(Ending::HalfClosed)).collect()
}

fn pipelined() -> Vec<Row> {
    let good = get(b"Host: lab");
    let missing = b"GET /lab/documents/never HTTP/1.1\r\nHost: lab\r\n\r\n";
    let second = |name, sent: &[u8], rule| Row::broken(name, sent, 400, rule, &good).after(&good, 200);
    vec![
        Row::good("RFC 9112 §9.3.2: three requests at once", &good.repeat(3), 200).before(&[200, 200]),
        Row::good(
            "RFC 9112 §9.3.2: answers in the order of the requests",
            &[&put(LENGTH, HELLO)[..], missing, &good, missing, &put(CHUNKED, CHUNKS)].concat(),
            204,
        )
        .before(&[204, 404, 200, 404]),
        Row::good(
            "RFC 9112 §9.3.2: what is unwanted is no request",
            &[b"POST /lab/documents/welcome HTTP/1.1\r\nHost: lab\r\nContent-Length: 5\r\n\r\nhello", &good[..]]
                .concat(),
            200,
        )
        .before(&[405]),
        Row::good(
            "RFC 9112 §2.2: an empty line after a content",
            &[&put(LENGTH, HELLO)[..], b"\r\n", &good].concat(),
            200,
        )
        .before(&[204]),
        second("RFC 9112 §3.2: the second request lacks Host", b"GET / HTTP/1.1\r\n\r^^\n", Rule::HostOne),
        second("RFC 9112 §3: the second request is no request", b"hello^^\r\n", Rule::RequestLine),
        second("RFC 9112 §6.3: the content before was longer than its length", b"^^\0\0", Rule::MethodToken),
        Row::broken_content(
            "RFC 9112 §7.1: the content of the second request is broken",
            &put(CHUNKED, b"^^zz\r\n"),
            400,
            Rule::ChunkSize,
            &put(CHUNKED, CHUNKS),
        )
        .after(&good, 200),
    ]
}

fn expecting() -> Vec<Row> {
    let expect = |expectation: &str, rest: &[u8]| [b"Expect: ", expectation.as_bytes(), b"\r\n", rest].concat();
    let go_ahead = expect("100-continue", LENGTH);
    let old = |lines: &[u8]| [b"PUT /lab/documents/stimulus HTTP/1.0\r\n", lines, b"\r\n\r\nhello"].concat();
    let plain = put(&go_ahead, HELLO);
    let post =
        |lines: &[u8]| [b"POST /lab/documents/welcome HTTP/1.1\r\nHost: lab\r\n", lines, b"\r\n\r\nhello"].concat();
    vec![
        Row::good("RFC 9110 §10.1.1: 100-continue, and the content follows", &plain, 204).before(&[100]),
        Row::good(
            "RFC 9110 §10.1.1: 100-continue, and chunks follow",
            &put(&expect("100-continue", CHUNKED), CHUNKS),
            204,
        )
        .before(&[100]),
        Row::good("RFC 9110 §10.1.1: in whatever case", &put(&expect("100-Continue", LENGTH), HELLO), 204)
            .before(&[100]),
        Row::good("RFC 9110 §10.1.1: 100-continue without content", &get(b"Host: lab\r\nExpect: 100-continue"), 200),
        Row::good("RFC 9110 §10.1.1: an empty expectation is none", &get(b"Host: lab\r\nExpect:"), 200),
        Row::refused(
            "RFC 9110 §10.1.1: an expectation that is not known",
            &get(b"Host: lab\r\nExpect: tea"),
            417,
            &get(b"Host: lab\r\nExpect: 100-continue"),
        ),
        Row::refused(
            "RFC 9110 §10.1.1: a known expectation with a parameter",
            &get(b"Host: lab\r\nExpect: 100-continue;now"),
            417,
            &get(b"Host: lab\r\nExpect: 100-continue"),
        ),
        Row::refused(
            "RFC 9110 §10.1.1: an unknown expectation, and its content is read",
            &put(&expect("tea", LENGTH), HELLO),
            417,
            &plain,
        ),
        Row::refused(
            "RFC 9110 §10.1.1: an unknown expectation beside 100-continue: will the content come?",
            &put(&expect("100-continue, tea", LENGTH), HELLO),
            417,
            &plain,
        )
        .fate(Fate::Closes),
        Row::refused(
            "RFC 9110 §10.1.1: an unknown expectation on a line of its own",
            &put(&expect("tea", &go_ahead), HELLO),
            417,
            &plain,
        )
        .fate(Fate::Closes),
        Row::refused(
            "RFC 9110 §10.1.1: a final answer instead of 100: will the content come?",
            &post(&go_ahead),
            405,
            &plain,
        )
        .fate(Fate::Closes),
        Row::good("RFC 9110 §10.1.1: 100-continue in HTTP/1.0 is ignored", &old(&go_ahead), 204).fate(Fate::Ends),
        Row::good("RFC 9110 §10.1.1: an expectation in HTTP/1.0", &old(&expect("tea", LENGTH)), 204).fate(Fate::Ends),
        Row::good("RFC 9110 §15.2: 103 before 200", b"GET /status/103 HTTP/1.1\r\nHost: lab\r\n\r\n", 200)
            .before(&[103]),
        Row::good("RFC 9110 §15.2: no 1xx to HTTP/1.0", b"GET /status/103 HTTP/1.0\r\n\r\n", 200).fate(Fate::Ends),
    ]
}

/// HEAD, whose answers have no content, and methods that are known but not offered.
fn answered() -> Vec<Row> {
    let good = get(b"Host: lab");
    let head = |target: &str, host: &str| format!("HEAD {target} HTTP/1.1\r\n{host}\r\n").into_bytes();
    let welcome = head("/lab/documents/welcome", "Host: lab\r\n");
    vec![
        Row::good("RFC 9110 §9.3.2: HEAD", &welcome, 200),
        Row::refused("RFC 9110 §9.3.2: HEAD of nothing", &head("/lab/no", "Host: lab\r\n"), 404, &welcome),
        Row::broken(
            "RFC 9110 §9.3.2: HEAD that breaks a rule is answered without content too",
            b"HEAD /lab/documents/welcome HTTP/1.1\r\n\r^^\n",
            400,
            Rule::HostOne,
            &welcome,
        ),
        Row::refused(
            "RFC 9110 §9.3.8: TRACE is known, but not offered",
            b"TRACE /lab/documents/welcome HTTP/1.1\r\nHost: lab\r\n\r\n",
            405,
            &good,
        ),
        Row::refused(
            "RFC 9110 §15.5.5: a target that leads nowhere",
            b"GET //lab/documents/welcome HTTP/1.1\r\nHost: lab\r\n\r\n",
            404,
            &good,
        ),
    ]
}
