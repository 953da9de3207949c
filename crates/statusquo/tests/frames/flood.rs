//! Clients that send much that costs them little: each flood ends with ENHANCE_YOUR_CALM, and not later than it must.

use super::build::{
    CONTINUATION, DATA, END_HEADERS, END_STREAM, HEADERS, PING, PREFACE, PRIORITY, RST_STREAM, SETTINGS, WINDOW_UPDATE,
    frame, get, headers, plain, post, section, settings,
};
use super::client::Client;
use statusquo_lab::Running;

/// A flood, and how many of its drops a server may take at most before it ends the connection.
type Flood = (&'static str, Vec<u8>, fn(u32) -> Vec<u8>, u32);

fn floods() -> Vec<Flood> {
    let none = Vec::new;
    vec![
        ("RFC 9113 §10.5: PING", none(), |_| frame(PING, 0, 0, &[0; 8]), 2000),
        ("RFC 9113 §10.5: SETTINGS", none(), |_| frame(SETTINGS, 0, 0, b""), 2000),
        ("RFC 9113 §10.5: PRIORITY", none(), |at| frame(PRIORITY, 0, 2 * at + 1, b"\0\0\0\0\x10"), 2000),
        ("RFC 9113 §10.5: WINDOW_UPDATE", none(), |_| frame(WINDOW_UPDATE, 0, 0, &[0, 0, 0, 1]), 2000),
        ("RFC 9113 §5.5: unknown frames", none(), |_| frame(0xfa, 0, 0, b""), 2000),
        ("RFC 9113 §10.5: empty DATA", post(1, &[]), |_| frame(DATA, 0, 1, b""), 2000),
        (
            "RFC 9113 §10.5: streams that are begun and cancelled",
            none(),
            |at| [plain(2 * at + 1), frame(RST_STREAM, 0, 2 * at + 1, &[0, 0, 0, 8])].concat(),
            400,
        ),
        (
            "RFC 9113 §10.5.1: a field section without an end",
            frame(HEADERS, END_STREAM, 1, &section(&get(&[]))),
            |_| frame(CONTINUATION, 0, 1, b""),
            100,
        ),
        (
            "RFC 9113 §10.5: streams that the server has to reset",
            none(),
            |at| headers(2 * at + 1, END_HEADERS | END_STREAM, &get(&[("te", "gzip")])),
            2000,
        ),
    ]
}

/// Sends drops until the server has had enough.
fn pour((name, first, drop, most): &Flood, lab: &Running) {
    let mut client = Client::connect(lab.address());
    client.send(&[PREFACE, &settings(&[(1, 0)]), first].concat());
    let all: Vec<u8> = (0..*most).flat_map(drop).collect();
    // A server that has had enough may close while it is sent more.
    client.send(&all);
    client.close_half();
    while !client.is_closed() {
        let events = client.trace.len() + 1;
        client.listen(events).expect("something comes");
    }
    let calm = client.trace.iter().any(|event| event == "GOAWAY ENHANCE_YOUR_CALM");
    assert!(calm, "{name}: {most} were taken: {:?}", client.trace.iter().rev().take(4).collect::<Vec<_>>());
}

/// Every flood, with a good client beside it that is served all the while.
pub(crate) fn play(lab: &Running) {
    for flood in floods() {
        pour(&flood, lab);
        let mut good = Client::connect(lab.address());
        good.send(&[PREFACE, &settings(&[(1, 0)]), &plain(1)].concat());
        good.listen(2).expect("an answer");
        assert_eq!(good.trace, ["1:200", "1:end"], "after {}", flood.0);
    }
}
