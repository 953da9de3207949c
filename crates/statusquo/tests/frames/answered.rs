//! Frames on streams that were answered while the client was still sending: they are judged as those before the answer.

use super::build::{
    CONTINUATION, DATA, END_HEADERS, END_STREAM, HEADERS, PADDED, PRIORITY, RST_STREAM, WHOLE, WINDOW_UPDATE, frame,
    get, headers, post, request, section,
};
use super::row::{Row, row};

/// A head that is answered at once, though the client has not ended the stream.
fn open(method: &str) -> Vec<u8> {
    headers(1, END_HEADERS, &request(method, "/status/200", &[]))
}

fn window(size: u32) -> Vec<u8> {
    frame(WINDOW_UPDATE, 0, 1, &size.to_be_bytes())
}

/// Something that comes on an open stream after its answer.
fn late(name: &'static str, sent: Vec<u8>, back: &'static str) -> Row {
    row(name, open("GET"), back).then(2, sent)
}

/// What is sent after the answer is a frame that ends the connection.
const GOODBYE: &str = "1:200, 1:end, GOAWAY PROTOCOL_ERROR, closed";
const RESET: &str = "1:200, 1:end, 1:RST PROTOCOL_ERROR";
const CLOSED: &str = "1:200, 1:end, 1:RST STREAM_CLOSED";
/// The library takes these for worse than they are.
const ENDS_ALL: &str = "RFC 9113 §5.4.1: \"an endpoint MAY choose to treat a stream error as a connection error\"";
/// Every answer has gone out already, so that there is nothing to be said but this.
const BOTH_ENDED: &str = "RFC 9113 §5.4.1: \"an endpoint MAY choose to treat a stream error as a connection error\"; both sides have \
                          ended the stream, so that it cannot end with an error";

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = half_closed();
    rows.extend(cancelled());
    rows
}

fn half_closed() -> Vec<Row> {
    let full = [b'x'; 16_384];
    let sum = [window(0x7fff_ffff), window(0x7fff_ffff)].concat();
    let length = |length| request("POST", "/status/200", &[("content-length", length)]);
    let control = headers(1, WHOLE, &[(":method", "POST")]);
    vec![
        late(
            "RFC 9113 §6.9.1: windows that add up to too much, after the answer",
            sum,
            "1:200, 1:end, 1:RST FLOW_CONTROL_ERROR",
        ),
        late("RFC 9113 §6.9.1: a window that is as large as may be", window(0x7fff_0000), "1:200, 1:end"),
        late("RFC 9113 §6.9: WINDOW_UPDATE of 0, after the answer", window(0), GOODBYE),
        late("RFC 9113 §6.1: content after the answer", frame(DATA, END_STREAM, 1, &full), "1:200, 1:end"),
        late(
            "RFC 9113 §4.2: a frame larger than announced, after the answer",
            frame(DATA, 0, 1, &[0; 20_000]),
            "1:200, 1:end, GOAWAY FRAME_SIZE_ERROR, closed",
        ),
        late(
            "RFC 9113 §6.1: padding longer than its frame, after the answer",
            frame(DATA, PADDED, 1, b"\x09abc"),
            GOODBYE,
        ),
        late("RFC 9113 §8.1: trailers after the answer", headers(1, WHOLE, &[("x", "y")]), "1:200, 1:end"),
        late(
            "RFC 9113 §8.1: trailers that end nothing, after the answer",
            headers(1, END_HEADERS, &[("x", "y")]),
            RESET,
        ),
        late("RFC 9113 §8.1: control data in trailers, after the answer", control, GOODBYE).but(BOTH_ENDED),
        row(
            "RFC 9113 §8.1.1: less content than declared, after the answer",
            headers(1, END_HEADERS, &length("9")),
            RESET,
        )
        .then(2, frame(DATA, END_STREAM, 1, b"test")),
        row(
            "RFC 9113 §8.1.1: more content than declared, after the answer",
            headers(1, END_HEADERS, &length("1")),
            RESET,
        )
        .then(2, frame(DATA, END_STREAM, 1, b"test")),
        row("RFC 9113 §8.1.1: more in two frames", headers(1, END_HEADERS, &length("1")), RESET)
            .then(2, [frame(DATA, 0, 1, b"test"), frame(DATA, END_STREAM, 1, b"test")].concat()),
        late(
            "RFC 9113 §6.10: CONTINUATION after the answer",
            frame(CONTINUATION, END_HEADERS, 1, &section(&[("x", "y")])),
            GOODBYE,
        ),
        late("RFC 9113 §6.3: PRIORITY after the answer", frame(PRIORITY, 0, 1, b"\0\0\0\0\xff"), "1:200, 1:end"),
    ]
}

/// Streams that the client has given up, before or after the answer.
fn cancelled() -> Vec<Row> {
    let cancel = frame(RST_STREAM, 0, 1, &[0, 0, 0, 8]);
    let then = |rest: Vec<u8>| [&cancel[..], &rest].concat();
    let again = headers(1, WHOLE, &get(&[]));
    let more = frame(CONTINUATION, END_HEADERS, 1, &section(&[("x", "y")]));
    let open_and = |rest: Vec<u8>| [post(1, &[("content-length", "9")]), then(rest)].concat();
    vec![
        late("RFC 9113 §5.1: DATA after the answer and RST_STREAM", then(frame(DATA, END_STREAM, 1, b"test")), CLOSED),
        late("RFC 9113 §5.1: HEADERS after the answer and RST_STREAM", then(again.clone()), GOODBYE).but(ENDS_ALL),
        late("RFC 9113 §5.1: CONTINUATION after the answer and RST_STREAM", then(more.clone()), GOODBYE),
        late(
            "RFC 9113 §6.4: RST_STREAM with a code that is not known",
            frame(RST_STREAM, 0, 1, &[0, 0, 0, 0xff]),
            "1:200, 1:end",
        ),
        row(
            "RFC 9113 §5.1: HEADERS on a stream that the client has cancelled",
            open_and(again),
            "GOAWAY PROTOCOL_ERROR, closed",
        )
        .but(ENDS_ALL),
        row(
            "RFC 9113 §5.1: CONTINUATION on a stream that the client has cancelled",
            open_and(more),
            "GOAWAY PROTOCOL_ERROR, closed",
        ),
        row(
            "RFC 9113 §5.1: PRIORITY on a stream that the client has cancelled",
            open_and(frame(PRIORITY, 0, 1, b"\0\0\0\0\xff")),
            "",
        ),
        row(
            "RFC 9113 §5.1.1: HEADERS of a stream that was left out",
            frame(HEADERS, WHOLE, 5, &section(&get(&[]))),
            "5:200, 5:end, GOAWAY PROTOCOL_ERROR, closed",
        )
        .then(2, headers(1, WHOLE, &get(&[]))),
    ]
}
