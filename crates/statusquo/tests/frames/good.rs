//! What is served: every way to say a good request, and all that has to be overlooked or answered in passing.

use super::build::{
    ACK, CONTINUATION, DATA, END_HEADERS, END_STREAM, GOAWAY, HEADERS, JSON, PADDED, PING, PREFACE, PRIORITY,
    RST_STREAM, SETTINGS, USER, WHOLE, WINDOW_UPDATE, WITH_PRIORITY, frame, get, headers, plain, post, request,
    section, settings,
};
use super::row::{Row, row};

pub(crate) fn rows() -> Vec<Row> {
    let section_of_get = section(&get(&[]));
    let (first, rest) = section_of_get.split_at(10);
    let padded = [&[3][..], &section_of_get, &[0; 3]].concat();
    let with_priority = [&[0, 0, 0, 0, 15][..], &section_of_get].concat();
    let user = USER.as_bytes();
    let websocket = [
        (":method", "CONNECT"),
        (":protocol", "websocket"),
        (":scheme", "http"),
        (":authority", "lab"),
        (":path", "/lab/echo"),
        ("sec-websocket-version", "13"),
    ];
    let masked_text = [0x81, 0x82, 0, 0, 0, 0, b'h', b'i'];
    let masked_close = [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8];
    vec![
        row("RFC 9113 §8.1: a request", plain(1), "1:200, 1:end").says("Welcome"),
        row("RFC 9113 §8.1: HEAD", headers(1, WHOLE, &request("HEAD", "/lab/documents/welcome", &[])), "1:200, 1:end"),
        row("RFC 9113 §5.1.1: streams may be left out", [plain(5), plain(9)].concat(), "5:200, 9:200, 5:end, 9:end"),
        row("RFC 9113 §6.2: padding", frame(HEADERS, WHOLE | PADDED, 1, &padded), "1:200, 1:end"),
        row("RFC 9113 §6.2: priority fields", frame(HEADERS, WHOLE | WITH_PRIORITY, 1, &with_priority), "1:200, 1:end"),
        row(
            "RFC 9113 §6.10: a section in two frames",
            [frame(HEADERS, END_STREAM, 1, first), frame(CONTINUATION, END_HEADERS, 1, rest)].concat(),
            "1:200, 1:end",
        ),
        row(
            "RFC 9113 §6.10: a section in three frames, one of them empty",
            [
                frame(HEADERS, END_STREAM, 1, first),
                frame(CONTINUATION, 0, 1, b""),
                frame(CONTINUATION, END_HEADERS, 1, rest),
            ]
            .concat(),
            "1:200, 1:end",
        ),
        row(
            "RFC 7541 §6.1, §6.3: indexed fields after a table size update",
            frame(HEADERS, WHOLE, 1, b"\x20\x82\x86\x84\x01\x03lab"),
            "1:200, 1:end",
        ),
        row(
            "RFC 7541 §5.2: a value in Huffman code",
            frame(HEADERS, WHOLE, 1, b"\x82\x86\x84\x41\x8c\xf1\xe3\xc2\xe5\xf2\x3a\x6b\xa0\xab\x90\xf4\xff"),
            "1:200, 1:end",
        ),
        row(
            "RFC 9113 §8.1: content in two frames, an empty one, and padding",
            [
                post(1, &[]),
                frame(DATA, 0, 1, &user[..7]),
                frame(DATA, PADDED, 1, b"\x02\0\0"),
                frame(DATA, END_STREAM, 1, &user[7..]),
            ]
            .concat(),
            "1:201, 1:end",
        ),
        row(
            "RFC 9113 §8.1: trailers",
            [
                post(1, &[("trailer", "x-sum")]),
                frame(DATA, 0, 1, b"{\"name\":\"Eve\",\"email\":\"eve@example.test\"}"),
                headers(1, WHOLE, &[("x-sum", "1")]),
            ]
            .concat(),
            "1:201, 1:end",
        ),
        row(
            "RFC 9113 §8.3.1: OPTIONS for the server",
            headers(1, WHOLE, &request("OPTIONS", "*", &[])),
            "1:204, 1:end",
        ),
        row(
            "RFC 9113 §8.3.1: Host in the place of :authority",
            headers(1, WHOLE, &[(":method", "GET"), (":scheme", "http"), (":path", "/"), ("host", "lab")]),
            "1:200, 1:end",
        ),
        row("RFC 9113 §8.3.1: a Host that is the same", headers(1, WHOLE, &get(&[("host", "LAB:80")])), "1:200, 1:end")
            .cleartext(),
        row("RFC 9113 §8.2.2: TE: trailers", headers(1, WHOLE, &get(&[("te", "trailers")])), "1:200, 1:end"),
        row(
            "RFC 9113 §8.2.3: a Cookie in crumbs",
            headers(1, WHOLE, &get(&[("cookie", "a=1"), ("cookie", "b=2")])),
            "1:200, 1:end",
        ),
        row(
            "RFC 9110 §15.6.2: a method that is not known",
            headers(1, WHOLE, &request("INVENT", "/", &[])),
            "1:501, 1:end",
        ),
        row(
            "RFC 9110 §10.1.1: a go-ahead, then the content",
            [
                post(1, &[("expect", "100-continue")]),
                frame(DATA, END_STREAM, 1, b"{\"name\":\"Bob\",\"email\":\"bob@example.test\"}"),
            ]
            .concat(),
            "1:100, 1:201, 1:end",
        ),
        row("RFC 9113 §8.1: 102", headers(1, WHOLE, &request("GET", "/status/102", &[])), "1:102, 1:200, 1:end"),
        row("RFC 9113 §8.1: 103", headers(1, WHOLE, &request("GET", "/status/103", &[])), "1:103, 1:200, 1:end"),
        row("RFC 9113 §8.1: 199", headers(1, WHOLE, &request("GET", "/status/199", &[])), "1:199, 1:200, 1:end"),
        row(
            "RFC 9113 §8.6: 101 is not to be had",
            headers(1, WHOLE, &request("GET", "/status/101", &[])),
            "1:400, 1:end",
        )
        .says("HTTP/2 does not have"),
        row("RFC 9113 §8.2.2: nor is 426", headers(1, WHOLE, &request("GET", "/status/426", &[])), "1:400, 1:end"),
        row(
            "RFC 9110 §15.3.5: 204 has no content",
            headers(1, WHOLE, &request("GET", "/status/204", &[])),
            "1:204, 1:end",
        ),
        row(
            "RFC 8441 §5: a WebSocket is opened, and closed",
            [headers(1, END_HEADERS, &websocket), frame(DATA, 0, 1, &masked_close), frame(DATA, END_STREAM, 1, b"")]
                .concat(),
            "1:200, 1:end",
        ),
        row(
            "RFC 8441 §5: a WebSocket echoes",
            [
                headers(1, END_HEADERS, &websocket),
                frame(DATA, 0, 1, &masked_text),
                frame(DATA, 0, 1, &masked_close),
                frame(DATA, END_STREAM, 1, b""),
            ]
            .concat(),
            "1:200, 1:end",
        )
        .says("\u{2}hi"),
        row("RFC 8441 §5: GET does not open one", headers(1, WHOLE, &request("GET", "/lab/echo", &[])), "1:405, 1:end")
            .says("CONNECT"),
        row(
            "RFC 9110 §11.7.1: CONNECT to a host is for a proxy, which asks for credentials",
            headers(1, END_HEADERS, &[(":method", "CONNECT"), (":authority", "lab:80")]),
            "1:407, 1:end, 1:RST NO_ERROR",
        ),
        row(
            "RFC 9113 §5.5: a frame of an unknown type",
            [frame(0xfa, 0xff, 0, b"x"), plain(1)].concat(),
            "1:200, 1:end",
        ),
        row(
            "RFC 9113 §5.5: one on a stream",
            [post(1, &[]), frame(0xfb, 0, 1, b"x"), frame(DATA, END_STREAM, 1, b"{}")].concat(),
            "1:400, 1:end",
        ),
        row("RFC 9113 §6.5.2: an unknown setting", [settings(&[(0xff, 1)]), plain(1)].concat(), "1:200, 1:end"),
        row(
            "RFC 9113 §6.5: SETTINGS that are acknowledged",
            [frame(SETTINGS, ACK, 0, b""), plain(1)].concat(),
            "1:200, 1:end",
        ),
        row("RFC 9113 §6.7: PING", frame(PING, 0, 0, b"12345678"), "PING ack"),
        row(
            "RFC 9113 §6.7: an answer that nobody asked for",
            [frame(PING, ACK, 0, b"12345678"), plain(1)].concat(),
            "1:200, 1:end",
        ),
        row(
            "RFC 9113 §6.3: PRIORITY on an idle stream",
            [frame(PRIORITY, 0, 3, b"\0\0\0\0\x10"), plain(1)].concat(),
            "1:200, 1:end",
        ),
        row("RFC 9113 §5.1: WINDOW_UPDATE on a stream that is closed", plain(1), "1:200, 1:end, 3:200, 3:end")
            .then(2, [frame(WINDOW_UPDATE, 0, 1, &[0, 0, 0, 9]), plain(3)].concat()),
        row("RFC 9113 §5.1: RST_STREAM on a stream that is closed", plain(1), "1:200, 1:end, 3:200, 3:end")
            .then(2, [frame(RST_STREAM, 0, 1, &[0, 0, 0, 8]), plain(3)].concat()),
        row(
            "RFC 9113 §6.4: a stream that the client cancels is not answered",
            [post(1, &[("content-length", "9")]), frame(RST_STREAM, 0, 1, &[0, 0, 0, 8]), plain(3)].concat(),
            "3:200, 3:end",
        ),
        row(
            "RFC 9113 §6.8: a client that says goodbye is answered",
            [plain(1), frame(GOAWAY, 0, 0, &[0; 8])].concat(),
            "1:200, 1:end, GOAWAY NO_ERROR, closed",
        ),
        row(
            "RFC 9113 §3.4: the preface and SETTINGS with values",
            [PREFACE, &settings(&[(1, 0), (2, 0), (3, 9), (4, 70_000), (5, 20_000), (6, 9_000)]), &plain(1)].concat(),
            "1:200, 1:end",
        )
        .raw(),
        row(
            "RFC 9113 §6.9.2: an answer waits for its window, and comes when it opens",
            [PREFACE, &settings(&[(1, 0), (4, 0)]), &plain(1)].concat(),
            "1:200, PING ack, 1:end",
        )
        .raw()
        .then(1, frame(PING, 0, 0, b"closed!!"))
        .then(2, frame(WINDOW_UPDATE, 0, 1, &[0, 0, 0, 100])),
        row(
            "RFC 9113 §6.9.2: SETTINGS open the window of a stream that waits",
            [PREFACE, &settings(&[(1, 0), (4, 0)]), &plain(1), &settings(&[(4, 100)])].concat(),
            "1:200, 1:end",
        )
        .raw(),
        row(
            "RFC 9113 §6.5.3: settings take effect in their order",
            [PREFACE, &settings(&[(1, 0), (4, 100), (4, 1)]), &plain(1)].concat(),
            "1:200, 1:DATA 1, 1:DATA 53, 1:end",
        )
        .raw()
        .sizes()
        .then(2, frame(WINDOW_UPDATE, 0, 1, &[0, 0, 0, 100])),
        row(
            "RFC 9113 §6.9.2: SETTINGS make a window negative, and it is counted from there",
            [PREFACE, &settings(&[(1, 0), (4, 3)]), &plain(1)].concat(),
            "1:200, 1:DATA 3, PING ack, 1:DATA 1, 1:DATA 50, 1:end",
        )
        .raw()
        .sizes()
        .then(2, [settings(&[(4, 2)]), frame(PING, 0, 0, b"lowered!")].concat())
        .then(3, frame(WINDOW_UPDATE, 0, 1, &[0, 0, 0, 2]))
        .then(4, frame(WINDOW_UPDATE, 0, 1, &[0, 0, 0, 100])),
        row(
            "RFC 9113 §6.8: a client that says goodbye with a code that is not known",
            [frame(GOAWAY, 0, 0, &[0, 0, 0, 0, 0, 0, 0, 0xff]), frame(PING, 0, 0, b"12345678")].concat(),
            "PING ack, GOAWAY NO_ERROR, closed",
        ),
        row(
            "RFC 9113 §5.1: WINDOW_UPDATE, PRIORITY and RST_STREAM on a stream that waits for its window",
            [PREFACE, &settings(&[(1, 0), (4, 0)]), &plain(1)].concat(),
            "1:200",
        )
        .raw()
        .then(
            1,
            [
                frame(WINDOW_UPDATE, 0, 1, &[0, 0, 0, 1]),
                frame(PRIORITY, 0, 1, b"\0\0\0\0\xff"),
                frame(RST_STREAM, 0, 1, &[0, 0, 0, 8]),
            ]
            .concat(),
        ),
        row("RFC 9113 §4.1: flags that are not known", frame(PING, 0x16, 0, b"12345678"), "PING ack"),
        row(
            "RFC 9113 §4.1: the reserved bit of a stream's number",
            frame(PING, 0, 0x8000_0000, b"12345678"),
            "PING ack",
        ),
        row(
            "RFC 9113 §5.3.2: PRIORITY that names a stream to come",
            [frame(PRIORITY, 0, 1, b"\x80\0\0\x03\0"), plain(1)].concat(),
            "1:200, 1:end",
        ),
        row(
            "RFC 7541 §6.2: literals that are indexed, not indexed, never indexed, and one from the table",
            frame(HEADERS, WHOLE, 1, b"\x82\x86\x84\x41\x03lab\x40\x01x\x01y\xbe\x7e\x01z\x10\x01v\x01w\x0f\x2b\x01*"),
            "1:200, 1:end",
        ),
        row(
            "RFC 9110 §15.5.14: content that is refused by its length, and then not wanted",
            headers(1, END_HEADERS, &request("PUT", "/lab/documents/big", &[JSON, ("content-length", "2000000")])),
            "1:413, 1:end, 1:RST NO_ERROR",
        ),
    ]
}
