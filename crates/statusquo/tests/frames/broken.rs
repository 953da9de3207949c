//! Frames that break a rule of frames, streams or the connection (RFC 9113 §3 to §6).

use super::build::{
    ACK, CONTINUATION, DATA, END_HEADERS, END_STREAM, GOAWAY, HEADERS, PADDED, PING, PREFACE, PRIORITY, PUSH_PROMISE,
    RST_STREAM, SETTINGS, WHOLE, WINDOW_UPDATE, WITH_PRIORITY, frame, get, headers, plain, post, request, section,
    settings,
};
use super::row::{Row, row};

const PROTOCOL: &str = "GOAWAY PROTOCOL_ERROR, closed";
const SIZE: &str = "GOAWAY FRAME_SIZE_ERROR, closed";
const FLOW: &str = "GOAWAY FLOW_CONTROL_ERROR, closed";

/// What the library calls by another name, or takes for worse than it is.
const OTHER_CODE: &str = "RFC 9113 §5.4: \"a generic error code (such as PROTOCOL_ERROR or INTERNAL_ERROR) can always be used in \
                          place of more specific error codes\", and §5.4.1 lets a stream error end the connection";

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = connection();
    rows.extend(frames());
    rows.extend(settings_and_windows());
    rows.extend(streams());
    rows
}

fn connection() -> Vec<Row> {
    vec![
        row("RFC 9113 §3.4: a request before SETTINGS", [PREFACE, &plain(1)].concat(), PROTOCOL).raw(),
        row("RFC 9113 §3.4: PING before SETTINGS", [PREFACE, &frame(PING, 0, 0, &[0; 8])].concat(), PROTOCOL).raw(),
        row(
            "RFC 9113 §3.4: an acknowledgement before SETTINGS",
            [PREFACE, &frame(SETTINGS, ACK, 0, b"")].concat(),
            PROTOCOL,
        )
        .raw(),
    ]
}

fn frames() -> Vec<Row> {
    let get = section(&get(&[]));
    let padding_too_long = [&[200][..], b"\x82\x86\x84"].concat();
    vec![
        row(
            "RFC 9113 §4.2: a frame larger than announced",
            [post(1, &[]), frame(DATA, 0, 1, &[0; 20_000])].concat(),
            SIZE,
        ),
        row("RFC 9113 §4.2: HEADERS larger than announced", headers(1, WHOLE, &[("x", &"y".repeat(20_000))]), SIZE),
        row("RFC 9113 §4.1: a frame on stream 0 that is larger still", frame(SETTINGS, 0, 0, &[0; 60_000]), SIZE),
        row("RFC 9113 §6.1: DATA on no stream", frame(DATA, 0, 0, b"x"), PROTOCOL),
        row(
            "RFC 9113 §6.1: padding longer than its frame",
            [post(1, &[]), frame(DATA, PADDED, 1, b"\x09abc")].concat(),
            PROTOCOL,
        ),
        row("RFC 9113 §6.2: the same in HEADERS", frame(HEADERS, WHOLE | PADDED, 1, &padding_too_long), PROTOCOL),
        row("RFC 9113 §6.2: HEADERS on no stream", frame(HEADERS, WHOLE, 0, &get), PROTOCOL),
        row("RFC 9113 §6.3: PRIORITY on no stream", frame(PRIORITY, 0, 0, &[0; 5]), PROTOCOL),
        row("RFC 9113 §6.3: PRIORITY of four octets", frame(PRIORITY, 0, 1, &[0; 4]), SIZE),
        row("RFC 9113 §6.4: RST_STREAM on no stream", frame(RST_STREAM, 0, 0, &[0; 4]), PROTOCOL),
        row(
            "RFC 9113 §6.4: RST_STREAM of three octets",
            [post(1, &[]), frame(RST_STREAM, 0, 1, &[0; 3])].concat(),
            SIZE,
        ),
        row("RFC 9113 §6.4: RST_STREAM on an idle stream", frame(RST_STREAM, 0, 1, &[0; 4]), PROTOCOL),
        row(
            "RFC 9113 §6.6: PUSH_PROMISE from a client",
            frame(PUSH_PROMISE, END_HEADERS, 1, &[0, 0, 0, 2, 0x82]),
            PROTOCOL,
        ),
        row("RFC 9113 §6.7: PING of seven octets", frame(PING, 0, 0, &[0; 7]), SIZE),
        row("RFC 9113 §6.7: PING on a stream", frame(PING, 0, 1, &[0; 8]), PROTOCOL),
        row("RFC 9113 §6.8: GOAWAY on a stream", frame(GOAWAY, 0, 1, &[0; 8]), PROTOCOL),
        row("RFC 9113 §6.10: CONTINUATION on no stream", frame(CONTINUATION, END_HEADERS, 0, &get), PROTOCOL),
        row(
            "RFC 9113 §6.10: CONTINUATION after END_HEADERS",
            [post(1, &[]), frame(CONTINUATION, END_HEADERS, 1, &section(&[("x", "y")]))].concat(),
            PROTOCOL,
        ),
        row(
            "RFC 9113 §6.10: CONTINUATION after one with END_HEADERS",
            [
                frame(HEADERS, 0, 1, &get[..9]),
                frame(CONTINUATION, END_HEADERS, 1, &get[9..]),
                frame(CONTINUATION, END_HEADERS, 1, &section(&[("x", "y")])),
            ]
            .concat(),
            PROTOCOL,
        ),
        row(
            "RFC 9113 §6.10: DATA within a field section",
            [frame(HEADERS, 0, 1, &get[..9]), frame(DATA, END_STREAM, 1, b"x")].concat(),
            PROTOCOL,
        ),
        row(
            "RFC 9113 §4.3: PRIORITY within a field section",
            [frame(HEADERS, 0, 1, &get[..9]), frame(PRIORITY, 0, 1, &[0; 5])].concat(),
            PROTOCOL,
        ),
        row("RFC 9113 §6.10: CONTINUATION of nothing", frame(CONTINUATION, END_HEADERS, 1, &get), PROTOCOL),
        row(
            "RFC 9113 §6.10: CONTINUATION of another stream",
            [frame(HEADERS, END_STREAM, 1, &get[..9]), frame(CONTINUATION, END_HEADERS, 3, &get[9..])].concat(),
            PROTOCOL,
        ),
        row(
            "RFC 9113 §6.10: PING within a field section",
            [frame(HEADERS, END_STREAM, 1, &get[..9]), frame(PING, 0, 0, &[0; 8])].concat(),
            PROTOCOL,
        ),
        row(
            "RFC 9113 §6.2: HEADERS within a field section",
            [frame(HEADERS, END_STREAM, 1, &get[..9]), plain(3)].concat(),
            PROTOCOL,
        ),
        row(
            "RFC 9113 §5.5: an unknown frame within a field section",
            [frame(HEADERS, END_STREAM, 1, &get[..9]), frame(0xfa, 0, 1, b"")].concat(),
            PROTOCOL,
        ),
        row(
            "RFC 9113 §4.3: a section that cannot be decoded",
            frame(HEADERS, WHOLE, 1, b"\xff\xff\xff\xff\xff"),
            "GOAWAY PROTOCOL_ERROR, closed",
        )
        .but(OTHER_CODE),
        row("RFC 7541 §6.1: index 0", frame(HEADERS, WHOLE, 1, b"\x80"), "GOAWAY PROTOCOL_ERROR, closed")
            .but(OTHER_CODE),
        row(
            "RFC 7541 §2.3.3: an index beyond the tables",
            frame(HEADERS, WHOLE, 1, b"\xbf"),
            "GOAWAY PROTOCOL_ERROR, closed",
        )
        .but(OTHER_CODE),
        row(
            "RFC 7541 §6.3: a table larger than allowed",
            frame(HEADERS, WHOLE, 1, b"\x3f\xff\xff\x03\x82\x86\x84"),
            "GOAWAY PROTOCOL_ERROR, closed",
        )
        .but(OTHER_CODE),
        row(
            "RFC 7541 §4.2: a change of the table's size at the end of a section",
            frame(HEADERS, WHOLE, 1, b"\x82\x86\x84\x20"),
            "GOAWAY PROTOCOL_ERROR, closed",
        )
        .but(OTHER_CODE),
        row(
            "RFC 7541 §2.3.3: a literal whose name is beyond the tables",
            frame(HEADERS, WHOLE, 1, b"\x82\x86\x84\x7f\x00\x01x"),
            "GOAWAY PROTOCOL_ERROR, closed",
        )
        .but(OTHER_CODE),
        row(
            "RFC 7541 §5.2: eleven bits of padding in a string",
            frame(HEADERS, WHOLE, 1, b"\x82\x86\x84\x00\x01x\x82\x1f\xff"),
            "GOAWAY PROTOCOL_ERROR, closed",
        )
        .but(OTHER_CODE),
        row(
            "RFC 7541 §5.2: padding of zeros in a string",
            frame(HEADERS, WHOLE, 1, b"\x82\x86\x84\x00\x01x\x81\x18"),
            "GOAWAY PROTOCOL_ERROR, closed",
        )
        .but(OTHER_CODE),
        row(
            "RFC 7541 §5.2: the end-of-string symbol in a string",
            frame(HEADERS, WHOLE, 1, b"\x82\x86\x84\x41\x84\xff\xff\xff\xff"),
            "GOAWAY PROTOCOL_ERROR, closed",
        )
        .but(OTHER_CODE),
    ]
}

fn settings_and_windows() -> Vec<Row> {
    let window = |stream, size: u32| frame(WINDOW_UPDATE, 0, stream, &size.to_be_bytes());
    vec![
        row("RFC 9113 §6.5: SETTINGS on a stream", frame(SETTINGS, 0, 1, b""), PROTOCOL),
        row("RFC 9113 §6.5: SETTINGS of five octets", frame(SETTINGS, 0, 0, &[0; 5]), SIZE),
        row("RFC 9113 §6.5: an acknowledgement with settings", frame(SETTINGS, ACK, 0, &[0; 6]), SIZE),
        row("RFC 9113 §6.5.2: ENABLE_PUSH of 2", settings(&[(2, 2)]), PROTOCOL),
        row("RFC 9113 §6.5.2: a window beyond 2^31-1", settings(&[(4, 0x8000_0000)]), "GOAWAY PROTOCOL_ERROR, closed")
            .but(OTHER_CODE),
        row("RFC 9113 §6.5.2: a frame size below 16,384", settings(&[(5, 16_383)]), PROTOCOL),
        row("RFC 9113 §6.5.2: a frame size beyond 2^24-1", settings(&[(5, 0x0100_0000)]), PROTOCOL),
        row("RFC 9113 §6.9: WINDOW_UPDATE of 0", window(0, 0), PROTOCOL),
        row("RFC 9113 §6.9: the same on a stream", [post(1, &[]), window(1, 0)].concat(), PROTOCOL).but(OTHER_CODE),
        row(
            "RFC 9113 §6.9.1: two updates that add up to too much",
            [window(0, 0x7fff_0000), window(0, 0x7fff_0000)].concat(),
            FLOW,
        ),
        row(
            "RFC 9113 §6.9.2: SETTINGS that make a stream's window too large",
            [post(1, &[]), window(1, 0x7fff_0000), settings(&[(4, 0x7fff_ffff)])].concat(),
            FLOW,
        ),
        row("RFC 9113 §6.9: WINDOW_UPDATE of three octets", frame(WINDOW_UPDATE, 0, 0, &[0; 3]), SIZE),
        row("RFC 9113 §6.9: WINDOW_UPDATE on an idle stream", window(1, 9), PROTOCOL),
        row("RFC 9113 §6.9.1: a connection's window beyond 2^31-1", window(0, 0x7fff_ffff), FLOW),
        row(
            "RFC 9113 §6.9.1: a stream's window beyond 2^31-1",
            [post(1, &[]), window(1, 0x7fff_ffff)].concat(),
            "1:RST FLOW_CONTROL_ERROR",
        ),
    ]
}

fn streams() -> Vec<Row> {
    // Nobody reads its content before it has waited, so no window opens meanwhile.
    let unread = request("GET", "/lab/busy?seconds=5", &[]);
    let crowd: Vec<u8> = (0..100).flat_map(|at| post(2 * at + 1, &[("content-length", "9")])).collect();
    let full = |stream| frame(DATA, 0, stream, &[b'x'; 16_384]);
    vec![
        row("RFC 9113 §5.1: DATA on an idle stream", frame(DATA, END_STREAM, 1, b"x"), PROTOCOL),
        row(
            "RFC 9113 §5.1: DATA on a stream that the client has ended",
            [plain(1), frame(DATA, END_STREAM, 1, b"test")].concat(),
            PROTOCOL,
        )
        .but(OTHER_CODE),
        row("RFC 9113 §5.1: HEADERS on a stream that the client has ended", [plain(1), plain(1)].concat(), PROTOCOL)
            .but(OTHER_CODE),
        row(
            "RFC 9113 §5.1: CONTINUATION on a stream that the client has ended",
            [plain(1), frame(CONTINUATION, END_HEADERS, 1, &section(&[("x", "y")]))].concat(),
            PROTOCOL,
        ),
        row(
            "RFC 9113 §5.1: CONTINUATION after the end of the stream",
            plain(1),
            "1:200, 1:end, GOAWAY PROTOCOL_ERROR, closed",
        )
        .then(2, frame(CONTINUATION, END_HEADERS, 1, &section(&[("x", "y")]))),
        row(
            "RFC 7540 §5.3.1: HEADERS that depend on themselves",
            frame(HEADERS, WHOLE | WITH_PRIORITY, 1, &[&[0, 0, 0, 1, 255][..], &section(&get(&[]))].concat()),
            "1:RST PROTOCOL_ERROR",
        ),
        row(
            "RFC 7540 §5.3.1: PRIORITY that depends on itself",
            frame(PRIORITY, 0, 1, b"\0\0\0\x01\xff"),
            "1:RST PROTOCOL_ERROR",
        ),
        row("RFC 9113 §5.1.1: a stream with an even number", headers(2, WHOLE, &get(&[])), PROTOCOL),
        row("RFC 9113 §5.1.1: numbers that go down", plain(5), "5:200, 5:end, GOAWAY PROTOCOL_ERROR, closed")
            .then(2, plain(3)),
        row("RFC 9113 §5.1: DATA after the end of the stream", plain(1), "1:200, 1:end, GOAWAY STREAM_CLOSED, closed")
            .then(2, frame(DATA, END_STREAM, 1, b"x")),
        row(
            "RFC 9113 §5.1: HEADERS after the end of the stream",
            plain(1),
            "1:200, 1:end, GOAWAY STREAM_CLOSED, closed",
        )
        .then(2, plain(1)),
        row(
            "RFC 9113 §5.1: DATA on a stream that the client has cancelled",
            [post(1, &[("content-length", "9")]), frame(RST_STREAM, 0, 1, &[0, 0, 0, 8]), frame(DATA, 0, 1, b"x")]
                .concat(),
            "1:RST STREAM_CLOSED",
        ),
        row("RFC 9113 §5.1.2: one stream more than announced", [crowd, plain(201)].concat(), "201:RST REFUSED_STREAM"),
        // The connection's window is larger than the stream's, once the server has said so: that is before it answers a PING.
        row(
            "RFC 9113 §6.9.1: content beyond the window of its stream",
            [headers(1, END_HEADERS, &unread), frame(PING, 0, 0, &[0; 8])].concat(),
            "PING ack, 1:RST FLOW_CONTROL_ERROR",
        )
        .then(1, [full(1), full(1), full(1), full(1), full(1)].concat()),
    ]
}
