//! Raw streams, and what they come to: each with the sentence of its RFC, and where the crate below decides before our code
//! can, the exception by name.

use super::raw::Fate::{self, Answered, Closed, Reset, Silence};
use super::raw::Send::{self, Begun, Cancelled, Open, Request, Torn, Whole};
use super::raw::{ask, frame, headers, request, send, varint};
use super::server::{Running, until};
use statusquo_wire::Limits;
use std::time::Duration;

const FRAME_UNEXPECTED: u64 = 0x105;
const FRAME_ERROR: u64 = 0x106;
const EXCESSIVE_LOAD: u64 = 0x107;
const ID_ERROR: u64 = 0x108;
const SETTINGS_ERROR: u64 = 0x109;
const MISSING_SETTINGS: u64 = 0x10a;
const REQUEST_REJECTED: u64 = 0x10b;
const REQUEST_INCOMPLETE: u64 = 0x10d;
const MESSAGE_ERROR: u64 = 0x10e;
const STREAM_CREATION_ERROR: u64 = 0x103;
const CLOSED_CRITICAL_STREAM: u64 = 0x104;
const DECOMPRESSION_FAILED: u64 = 0x200;

/// What is sent, what comes of it, and which sentence says so.
struct Stimulus {
    name: &'static str,
    section: &'static str,
    sends: Vec<Send>,
    fate: Fate,
}

fn stimulus(name: &'static str, section: &'static str, sends: Vec<Send>, fate: Fate) -> Stimulus {
    Stimulus { name, section, sends, fate }
}

/// One stream with a request, which ends.
fn one(name: &'static str, section: &'static str, octets: Vec<u8>, fate: Fate) -> Stimulus {
    stimulus(name, section, vec![Request(octets)], fate)
}

/// Further frames on a control stream that began well.
fn control(name: &'static str, section: &'static str, octets: Vec<u8>, code: u64) -> Stimulus {
    stimulus(name, section, vec![Open(0, [frame(4, &[]), octets].concat())], Closed(code))
}

fn get(further: &[(&str, &str)]) -> Vec<u8> {
    request("GET", "/echo", further)
}

fn post(further: &[(&str, &str)]) -> Vec<u8> {
    request("POST", "/echo", further)
}

fn data(content: &[u8]) -> Vec<u8> {
    frame(0, content)
}

/// 400 first, then the error that ends the stream.
fn malformed() -> Fate {
    Reset(vec![400], MESSAGE_ERROR)
}

/// The same without 400: the crate refuses it before our code sees it, which RFC 9114 §4.1.2 allows.
fn refused_below() -> Fate {
    Reset(vec![], MESSAGE_ERROR)
}

/// A request in its frames, as it should be and as it should not.
fn frames() -> Vec<Stimulus> {
    let head = || get(&[]);
    vec![
        one("a plain request", "RFC 9114 §4.1", head(), Answered(vec![200])),
        one(
            "frames of reserved types",
            "RFC 9114 §7.2.8",
            [frame(0x21, b"x"), head(), frame(0x40, b"")].concat(),
            Answered(vec![200]),
        ),
        one(
            "a frame type of WebTransport, not offered",
            "RFC 9114 §9",
            [frame(0x41, b"xyz"), head()].concat(),
            Answered(vec![200]),
        ),
        one(
            "empty DATA between contents",
            "RFC 9114 §7.2.1",
            [post(&[]), data(b"a"), data(b""), data(b"b")].concat(),
            Answered(vec![200]),
        ),
        one("nothing", "RFC 9114 §4.1", vec![], Reset(vec![], REQUEST_INCOMPLETE)),
        one("DATA first", "RFC 9114 §4.1", data(b"x"), Closed(FRAME_UNEXPECTED)),
        one(
            "DATA after the trailers",
            "RFC 9114 §4.1",
            [post(&[]), data(b"x"), headers(&[("x", "y")]), data(b"x")].concat(),
            Closed(FRAME_UNEXPECTED),
        ),
        one(
            "SETTINGS on a request stream",
            "RFC 9114 §7.2.4",
            [frame(4, &[]), head()].concat(),
            Closed(FRAME_UNEXPECTED),
        ),
        one(
            "GOAWAY on a request stream",
            "RFC 9114 §7.2.6",
            [frame(7, &[0]), head()].concat(),
            Closed(FRAME_UNEXPECTED),
        ),
        one(
            "PUSH_PROMISE from a client",
            "RFC 9114 §7.2.5",
            [head(), frame(5, &[0, 0, 0])].concat(),
            Closed(FRAME_UNEXPECTED),
        ),
        one("PING of HTTP/2", "RFC 9114 §7.2.8", [frame(6, &[0; 8]), head()].concat(), Closed(FRAME_UNEXPECTED)),
        one("HEADERS that is not whole", "RFC 9114 §7.1", head()[..9].to_vec(), Closed(FRAME_ERROR)),
        one("DATA that is not whole", "RFC 9114 §7.1", [post(&[]), vec![0, 5, b'x']].concat(), Closed(FRAME_ERROR)),
        one("a type without a length", "RFC 9114 §7.1", [post(&[]), vec![0]].concat(), Closed(FRAME_ERROR)),
        one(
            "an unknown frame that is not whole",
            "RFC 9114 §7.1",
            [post(&[]), vec![0x21, 5, b'x']].concat(),
            Closed(FRAME_ERROR),
        ),
        one("octets that are no field section", "RFC 9204 §2.2", frame(1, &[0, 0, 0x10]), Closed(DECOMPRESSION_FAILED)),
        one(
            "a reference to a dynamic table that has no room",
            "RFC 9204 §2.2.3",
            frame(1, &[2, 0, 0x80]),
            Closed(DECOMPRESSION_FAILED),
        ),
    ]
}

/// Messages that are malformed (RFC 9114 §4.1.2).
fn messages() -> Vec<Stimulus> {
    let control = |fields: &[(&str, &str)]| headers(fields);
    let without = |name: &str| {
        let all = [(":method", "GET"), (":scheme", "https"), (":authority", "localhost"), (":path", "/echo")];
        headers(&all.into_iter().filter(|field| field.0 != name).collect::<Vec<_>>())
    };
    vec![
        one("no :method", "RFC 9114 §4.3.1", without(":method"), refused_below()),
        one("no :scheme", "RFC 9114 §4.3.1", without(":scheme"), refused_below()),
        one("no :path", "RFC 9114 §4.3.1", without(":path"), refused_below()),
        one("no :authority and no Host", "RFC 9114 §4.3.1", without(":authority"), refused_below()),
        one("a pseudo-header field that there is not", "RFC 9114 §4.3", get(&[(":unknown", "x")]), refused_below()),
        one("a method that is no token", "RFC 9110 §9.1", request("G(T", "/echo", &[]), refused_below()),
        one("a space in :path", "RFC 9114 §4.3.1", request("GET", "/a b", &[]), refused_below()),
        one("an upper-case name", "RFC 9114 §4.2", get(&[("Accept", "x")]), refused_below()),
        one("a name that is no token", "RFC 9114 §10.3", get(&[("a b", "x")]), refused_below()),
        one("a line end in a value", "RFC 9114 §10.3", get(&[("x", "a\r\nb")]), refused_below()),
        one("Host that differs from :authority", "RFC 9114 §4.3.1", get(&[("host", "other.test")]), refused_below()),
        one("a space before a value", "RFC 9114 §10.3", get(&[("x", " y")]), malformed()),
        one("Connection", "RFC 9114 §4.2", get(&[("connection", "close")]), malformed()),
        one("Transfer-Encoding", "RFC 9114 §4.2", post(&[("transfer-encoding", "chunked")]), malformed()),
        one("Upgrade", "RFC 9114 §4.2", get(&[("upgrade", "websocket")]), malformed()),
        one("TE other than trailers", "RFC 9114 §4.2", get(&[("te", "gzip")]), malformed()),
        one("TE: trailers", "RFC 9114 §4.2", get(&[("te", "trailers")]), Answered(vec![200])),
        one("Content-Length that is no number", "RFC 9110 §8.6", post(&[("content-length", "5x")]), malformed()),
        one(
            ":scheme of which this server has nothing",
            "RFC 9114 §4.3.1",
            control(&[(":method", "GET"), (":scheme", "ftp"), (":authority", "localhost"), (":path", "/echo")]),
            Answered(vec![400]),
        ),
        one("percent-encoding that is none", "RFC 3986 §2.1", request("GET", "/a%2", &[]), malformed()),
        one(
            "user information in :authority",
            "RFC 9114 §4.3.1",
            control(&[(":method", "GET"), (":scheme", "https"), (":authority", "a@localhost"), (":path", "/echo")]),
            malformed(),
        ),
        one(
            "more content than announced",
            "RFC 9114 §4.1.2",
            [post(&[("content-length", "1")]), data(b"xy")].concat(),
            malformed(),
        ),
        one(
            "less content than announced",
            "RFC 9114 §4.1.2",
            [post(&[("content-length", "3")]), data(b"xy")].concat(),
            malformed(),
        ),
        one(
            "as much content as announced",
            "RFC 9114 §4.1.2",
            [post(&[("content-length", "2")]), data(b"xy")].concat(),
            Answered(vec![200]),
        ),
        one(
            "a trailer that frames the message",
            "RFC 9110 §6.5.1",
            [post(&[]), data(b"x"), headers(&[("content-length", "1")])].concat(),
            malformed(),
        ),
        one("CONNECT with :path", "RFC 9114 §4.4", request("CONNECT", "/echo", &[]), malformed()),
        one(
            "an extended CONNECT for WebSocket, which is not offered",
            "RFC 9220",
            request("CONNECT", "/echo", &[(":protocol", "websocket")]),
            refused_below(),
        ),
        // Exceptions: the crate hands only the last of them on.
        one(
            "two :path fields, of which the last is seen",
            "RFC 9114 §4.3.1",
            get(&[(":path", "/pieces")]),
            Answered(vec![200]),
        ),
        one(
            "a pseudo-header field after others, which is not seen",
            "RFC 9114 §4.3",
            control(&[
                (":method", "GET"),
                (":scheme", "https"),
                (":authority", "localhost"),
                ("x", "y"),
                (":path", "/echo"),
            ]),
            Answered(vec![200]),
        ),
    ]
}

/// What is larger than it may be.
fn sizes() -> Vec<Stimulus> {
    let large = |length: usize| get(&[("x", &"y".repeat(length))]);
    vec![
        one(
            "a target longer than any that is read",
            "RFC 9110 §15.5.15",
            request("GET", &format!("/{}", "a".repeat(8192)), &[]),
            Answered(vec![414]),
        ),
        one("fields larger than any that are read", "RFC 6585 §5", large(70_000), Answered(vec![431])),
        one("101 field lines", "RFC 6585 §5", get(&[("x", "y"); 101]), Answered(vec![431])),
        // The crate's own answer, of a head alone.
        one("fields larger than announced", "RFC 9114 §4.2.2", large(200_000), Answered(vec![431])),
        one(
            "a field section that would fill the memory",
            "RFC 9114 §10.5",
            [varint(1), varint(1 << 40), vec![0; 1000]].concat(),
            Reset(vec![], REQUEST_REJECTED),
        ),
        one(
            "more content than is taken",
            "RFC 9110 §15.5.14",
            [post(&[]), data(&[b'x'; 1001])].concat(),
            Answered(vec![413]),
        ),
    ]
}

/// Unidirectional streams.
fn streams() -> Vec<Stimulus> {
    let begun = || frame(4, &[]);
    vec![
        stimulus(
            "settings that nobody knows",
            "RFC 9114 §7.2.4",
            vec![Open(0, frame(4, &[0x21, 1, 0x40, 0x52, 2])), Request(get(&[]))],
            Answered(vec![200]),
        ),
        stimulus(
            "a stream of an unknown type",
            "RFC 9114 §6.2",
            vec![Open(0, begun()), Open(0x21, vec![1; 100]), Request(get(&[]))],
            Answered(vec![200]),
        ),
        stimulus("no control stream at all", "RFC 9114 §6.2.1", vec![Request(get(&[]))], Answered(vec![200])),
        stimulus(
            "a control stream that does not begin with SETTINGS",
            "RFC 9114 §6.2.1",
            vec![Open(0, frame(7, &[0]))],
            Closed(MISSING_SETTINGS),
        ),
        stimulus(
            "a control stream that ends",
            "RFC 9114 §6.2.1",
            vec![Whole(0, begun())],
            Closed(CLOSED_CRITICAL_STREAM),
        ),
        stimulus(
            "a control stream that is reset",
            "RFC 9114 §6.2.1",
            vec![Torn(0, begun())],
            Closed(CLOSED_CRITICAL_STREAM),
        ),
        stimulus(
            "two control streams",
            "RFC 9114 §6.2.1",
            vec![Open(0, begun()), Open(0, begun())],
            Closed(STREAM_CREATION_ERROR),
        ),
        stimulus(
            "a push stream",
            "RFC 9114 §6.2.2",
            vec![Open(0, begun()), Open(1, vec![0])],
            Closed(STREAM_CREATION_ERROR),
        ),
        stimulus(
            "two encoder streams",
            "RFC 9204 §4.2",
            vec![Open(0, begun()), Open(2, vec![]), Open(2, vec![])],
            Closed(STREAM_CREATION_ERROR),
        ),
        stimulus(
            "two decoder streams",
            "RFC 9204 §4.2",
            vec![Open(0, begun()), Open(3, vec![]), Open(3, vec![])],
            Closed(STREAM_CREATION_ERROR),
        ),
        // Exceptions: the crate reads no more of these streams than their type.
        stimulus(
            "an encoder stream that ends, which is not noticed",
            "RFC 9204 §4.2",
            vec![Open(0, begun()), Whole(2, vec![]), Request(get(&[]))],
            Answered(vec![200]),
        ),
        stimulus(
            "an insertion without a table, which is not noticed",
            "RFC 9204 §4.3",
            vec![Open(0, begun()), Open(2, vec![0xc0, 1, b'x']), Request(get(&[]))],
            Answered(vec![200]),
        ),
        control("a second SETTINGS", "RFC 9114 §7.2.4", begun(), FRAME_UNEXPECTED),
        control("DATA", "RFC 9114 §7.2.1", data(b"x"), FRAME_UNEXPECTED),
        control("HEADERS", "RFC 9114 §7.2.2", frame(1, &[0, 0]), FRAME_UNEXPECTED),
        control("WINDOW_UPDATE of HTTP/2", "RFC 9114 §7.2.8", frame(8, &[0; 4]), FRAME_UNEXPECTED),
        control("GOAWAY that is empty", "RFC 9114 §7.1", frame(7, &[]), FRAME_ERROR),
        control("GOAWAY with more than a number", "RFC 9114 §7.1", frame(7, &[0, 0]), FRAME_ERROR),
        control("GOAWAY that rises", "RFC 9114 §5.2", [frame(7, &[0]), frame(7, &[4])].concat(), ID_ERROR),
        control("CANCEL_PUSH of what was never promised", "RFC 9114 §7.2.3", frame(3, &[0]), ID_ERROR),
        control("MAX_PUSH_ID that falls", "RFC 9114 §7.2.7", [frame(0xd, &[5]), frame(0xd, &[4])].concat(), ID_ERROR),
        stimulus("a setting of HTTP/2", "RFC 9114 §7.2.4.1", vec![Open(0, frame(4, &[2, 0]))], Closed(SETTINGS_ERROR)),
        stimulus("a setting twice", "RFC 9114 §7.2.4", vec![Open(0, frame(4, &[6, 1, 6, 2]))], Closed(SETTINGS_ERROR)),
        stimulus(
            "SETTINGS that would fill the memory",
            "RFC 9114 §10.5",
            vec![Open(0, [varint(4), varint(1 << 40), vec![0; 1000]].concat())],
            Closed(EXCESSIVE_LOAD),
        ),
    ]
}

#[tokio::test]
async fn each_stimulus_comes_to_what_its_sentence_says() {
    let running = Running::start();
    let all: Vec<Stimulus> = [frames(), messages(), sizes(), streams()].into_iter().flatten().collect();
    assert!(all.len() >= 70, "{} stimuli", all.len());
    let mut wrong = Vec::new();
    for Stimulus { name, section, sends, fate } in all {
        let came = ask(&running, &sends).await;
        if came != fate {
            wrong.push(format!("{name} ({section}): {came:x?}, not {fate:x?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    until("no connection is left", || running.connections() == 0).await;
}

#[tokio::test]
async fn a_head_that_never_comes_whole_is_given_up() {
    let running = Running::with(Limits { head_timeout: Duration::from_millis(200), ..Limits::default() });
    let whole = get(&[]);
    assert_eq!(ask(&running, &[Begun(whole[..10].to_vec())]).await, Reset(vec![], REQUEST_REJECTED));
    let nothing = send(&running, &[Begun(vec![])], Duration::from_millis(600)).await;
    assert_eq!(nothing, Silence, "QUIC tells nobody of a stream on which nothing was sent");
}

#[tokio::test]
async fn a_content_that_never_comes_whole_is_answered() {
    let limits = Limits { content_timeout: Duration::from_millis(100), ..Limits::default() };
    let running = Running::with(limits);
    let begun = [post(&[("content-length", "5")]), data(b"abc")].concat();
    assert_eq!(ask(&running, &[Begun(begun)]).await, Answered(vec![400]));
}

#[tokio::test]
async fn what_is_no_request_has_a_budget() {
    let running = Running::with(Limits { control_frames: 100, ..Limits::default() });
    let reserved = frame(0x21, b"").repeat(200);
    assert_eq!(ask(&running, &[Begun([get(&[]), reserved.clone()].concat())]).await, Closed(EXCESSIVE_LOAD));
    assert_eq!(ask(&running, &[Open(0, [frame(4, &[]), reserved].concat())]).await, Closed(EXCESSIVE_LOAD));
    let pushes = frame(0xd, &[0]).repeat(200);
    assert_eq!(ask(&running, &[Open(0, [frame(4, &[]), pushes].concat())]).await, Closed(EXCESSIVE_LOAD));
    let cancelled: Vec<Send> = (0..40).map(|_| Cancelled(get(&[])[..9].to_vec())).collect();
    assert_eq!(ask(&running, &cancelled).await, Closed(EXCESSIVE_LOAD));
    let patience = Duration::from_secs(10);
    assert_eq!(send(&running, &[Request(get(&[]))], patience).await, Answered(vec![200]), "others are served");
}
