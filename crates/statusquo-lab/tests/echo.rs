//! The echo: 101 to a real WebSocket handshake, 426 without one or with another version, 400 for a broken one.

mod support;

use statusquo_decision::Question;
use support::{Answer, Client, TestLab, lab};

const LINE: &str = "GET /lab/echo";
const CONNECTION: &str = "Connection: Upgrade";
const UPGRADE: &str = "Upgrade: websocket";
const VERSION: &str = "Sec-WebSocket-Version: 13";
/// The example of RFC 6455 §1.3, and the answer that belongs to it.
const KEY: &str = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

fn handshake(lab: &TestLab) -> (Client, Answer) {
    handshake_with(lab, LINE)
}

fn handshake_with(lab: &TestLab, line: &str) -> (Client, Answer) {
    let mut client = lab.connect();
    client.send_head(line, &[CONNECTION, UPGRADE, VERSION, KEY]);
    let answer = client.next(line);
    (client, answer)
}

/// A client's frame, masked as it has to be.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mask = [7, 77, 177, 250];
    let mut out = vec![first];
    match u16::try_from(payload.len()) {
        Ok(length @ ..126) => out.push(0x80 | length as u8),
        Ok(length) => {
            out.push(0x80 | 126);
            out.extend(length.to_be_bytes());
        }
        Err(_) => {
            out.push(0x80 | 127);
            out.extend((payload.len() as u64).to_be_bytes());
        }
    }
    out.extend(mask);
    out.extend(payload.iter().zip(mask.iter().cycle()).map(|(octet, mask)| octet ^ mask));
    out
}

#[test]
fn the_handshake_is_answered_with_101_and_these_octets() {
    let lab = lab();
    let (_client, answer) = handshake(&lab);
    let expected = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {ACCEPT}\r\nStatusquo-Exchange: 1\r\n\r\n"
    );
    assert_eq!(String::from_utf8_lossy(answer.head.bytes()), expected);
}

#[test]
fn text_binary_fragments_and_pings_come_back_and_close_is_answered() {
    let lab = lab();
    let (mut client, answer) = handshake(&lab);
    answer.expect(101);
    client.send(frame(0x81, b"hello"));
    assert_eq!(client.octets(7), b"\x81\x05hello");
    client.send(frame(0x82, b"\x00\xff"));
    assert_eq!(client.octets(4), b"\x82\x02\x00\xff");
    client.send([frame(0x01, b"hel"), frame(0x89, b"?"), frame(0x80, b"lo")].concat());
    assert_eq!(client.octets(3), b"\x8a\x01?");
    assert_eq!(client.octets(7), b"\x81\x05hello");
    client.send(frame(0x88, &1000_u16.to_be_bytes()));
    assert_eq!(client.octets(4), b"\x88\x02\x03\xe8");
    client.half_close();
    assert!(client.is_closed());
    let record = lab.record_of(1);
    assert_eq!((record.code, record.way.deciding()), (101, Some((Question::Switches, true))));
}

#[test]
fn a_message_of_one_mebibyte_comes_back_and_one_octet_more_is_closed_with_1009() {
    let lab = lab();
    let (mut client, _) = handshake(&lab);
    let large = vec![b'x'; 1024 * 1024];
    client.send(frame(0x82, &large));
    assert_eq!(client.octets(10), [&[0x82, 127][..], &(large.len() as u64).to_be_bytes()].concat());
    assert!(client.octets(large.len()) == large);
    client.try_send(frame(0x82, &[&large[..], b"x"].concat()));
    assert_eq!(client.octets(1), [0x88]);
    let length = client.octets(1)[0];
    assert_eq!(client.octets(length.into())[..2], 1009_u16.to_be_bytes());
}

#[test]
fn frames_that_come_with_the_handshake_in_one_write_are_not_lost() {
    let lab = lab();
    let head = support::request(lab.place(), LINE, &[CONNECTION, UPGRADE, VERSION, KEY], b"");
    let mut client = lab.connect();
    client.send([head, frame(0x81, b"early")].concat());
    client.next(LINE).expect(101);
    assert_eq!(client.octets(7), b"\x81\x05early");
}

#[test]
fn without_an_offer_it_is_426_with_upgrade() {
    let lab = lab();
    for fields in [
        &[][..],
        &[CONNECTION],
        &[UPGRADE],
        &[CONNECTION, "Upgrade: h2c"],
        &["Connection: close", UPGRADE, VERSION, KEY],
    ] {
        let answer = lab.plain(LINE, fields).expect(426);
        assert_eq!(answer.field("Upgrade"), "websocket");
        assert!(answer.list("Connection").iter().any(|option| option.eq_ignore_ascii_case("upgrade")));
        assert!(!answer.has("Sec-WebSocket-Version"));
        assert_eq!(lab.decided(&answer), (Question::UpgradeOffered, false), "{fields:?}");
    }
}

#[test]
fn another_version_is_426_with_the_one_that_is_spoken() {
    let lab = lab();
    for version in ["Sec-WebSocket-Version: 8", "Sec-WebSocket-Version: 14", "Sec-WebSocket-Version:", "X-None: 1"] {
        let answer = lab.plain(LINE, &[CONNECTION, UPGRADE, version, KEY]).expect(426);
        assert_eq!(answer.field("Sec-WebSocket-Version"), "13");
        assert_eq!(answer.field("Upgrade"), "websocket");
        assert_eq!(lab.decided(&answer), (Question::UpgradeVersionKnown, false), "{version}");
    }
}

#[test]
fn a_bad_key_is_400() {
    let lab = lab();
    for key in [
        "X-None: 1",
        "Sec-WebSocket-Key:",
        "Sec-WebSocket-Key: short",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSE=",
        "Sec-WebSocket-Key: ????????????????????????",
    ] {
        let answer = lab.plain(LINE, &[CONNECTION, UPGRADE, VERSION, key]).expect(400);
        assert_eq!(lab.decided(&answer), (Question::UpgradeValid, false), "{key}");
    }
    lab.plain(LINE, &[CONNECTION, UPGRADE, VERSION, KEY, KEY]).expect(400);
    lab.ask(LINE, &[CONNECTION, UPGRADE, VERSION, KEY], "content").expect(400);
}

#[test]
fn http_1_0_knows_no_upgrade() {
    let lab = lab();
    let mut client = lab.connect().http10();
    client.send(format!("{LINE} HTTP/1.0\r\n{CONNECTION}\r\n{UPGRADE}\r\n{VERSION}\r\n{KEY}\r\n\r\n"));
    client.next(LINE).expect(426);
}

#[test]
fn the_server_goes_on_while_a_conversation_does() {
    let lab = lab();
    let (mut client, _) = handshake(&lab);
    lab.get("/lab/documents/welcome").expect(200);
    client.send(frame(0x81, b"x"));
    assert_eq!(client.octets(3), b"\x81\x01x");
}

#[test]
fn at_httpbins_address_the_client_may_say_how_long_messages_are() {
    let lab = lab();
    const ADDRESS: &str = "GET /websocket/echo";
    let open = |query: &str| {
        let (client, answer) = handshake_with(&lab, &format!("{ADDRESS}{query}"));
        answer.expect(101);
        client
    };
    for query in ["", "?max_fragment_size=5&max_message_size=8", "?max_message_size=5"] {
        let mut client = open(query);
        client.send(frame(0x81, b"hello"));
        assert_eq!(client.octets(7), b"\x81\x05hello", "{query}");
    }
    let mut joined = open("?max_fragment_size=5&max_message_size=8");
    joined.send([frame(0x01, b"hello"), frame(0x80, b"you")].concat());
    assert_eq!(joined.octets(10), b"\x81\x08helloyou");
    for (query, sent) in [
        ("?max_fragment_size=5&max_message_size=8", frame(0x81, b"hellos")),
        ("?max_fragment_size=5&max_message_size=8", [frame(0x01, b"hello"), frame(0x80, b"youu")].concat()),
        ("?max_message_size=5", frame(0x81, b"hellos")),
        ("?max_fragment_size=5", frame(0x81, b"hellos")),
    ] {
        let mut client = open(query);
        client.send(sent);
        assert_eq!(client.octets(4)[2..], 1009_u16.to_be_bytes(), "{query}");
    }
    lab.get("/websocket/echo").expect(426);
    lab.get("/websocket").expect(404);
    // What the lab's own says nothing of, it does not look at.
    handshake_with(&lab, "GET /lab/echo?max_message_size=x").1.expect(101);
}

#[test]
fn lengths_that_are_none_are_named() {
    let lab = lab();
    for (query, parameter) in [
        ("max_message_size=0", "max_message_size"),
        ("max_message_size=1048577", "max_message_size"),
        ("max_message_size=", "max_message_size"),
        ("max_fragment_size=x", "max_fragment_size"),
        ("max_fragment_size=-1", "max_fragment_size"),
        ("max_fragment_size=9&max_message_size=8", "max_fragment_size"),
    ] {
        let (_, answer) = handshake_with(&lab, &format!("GET /websocket/echo?{query}"));
        assert_eq!(answer.expect(400).json()["parameter"], parameter, "{query}");
    }
}
