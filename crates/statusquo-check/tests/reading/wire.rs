//! What a server sends: each rule of message syntax kept and broken, whole and octet by octet.

use super::{broken, codes};
use statusquo_check::reading::{Nothing, Reading, Stopped};
use statusquo_check::{Asked, Exchange};

const DATE: &str = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";

fn read(method: &str, bytes: &[u8], piece: usize, stopped: Stopped) -> Result<Exchange, Nothing> {
    let mut reading = Reading::new(Asked::with_method(Some(method)));
    for piece in bytes.chunks(piece) {
        reading.take(piece);
    }
    reading.end(stopped)
}

/// The same however the octets are cut into packets.
fn exchange(method: &str, bytes: &str) -> Exchange {
    let whole = read(method, bytes.as_bytes(), usize::MAX, Stopped::Closed).expect("an exchange");
    for piece in [1, 7] {
        let cut = read(method, bytes.as_bytes(), piece, Stopped::Closed).expect("an exchange");
        assert_eq!((codes(&cut), broken(&cut)), (codes(&whole), broken(&whole)), "{bytes:?} in pieces of {piece}");
    }
    whole
}

/// A head with its date, and what the server sent after it.
fn ok(head: &str, content: &str) -> String {
    format!("HTTP/1.1 200 OK\r\n{DATE}{head}\r\n{content}")
}

#[test]
fn what_is_sound_breaks_nothing() {
    let table = [
        ("GET", ok("Content-Length: 2\r\n", "hi")),
        ("GET", ok("", "until the end")),
        ("GET", ok("Transfer-Encoding: chunked\r\n", "2;a=b\r\nhi\r\n0\r\nX: y\r\n\r\n")),
        ("GET", ok("Transfer-Encoding: chunked\r\n", &format!("2\r\nhi\r\n0\r\n{}\r\n", "X: y\r\n".repeat(20_000)))),
        ("GET", ok("Transfer-Encoding: chunked\r\n", "00000000000000000002\r\nhi\r\n0\r\n\r\n")),
        ("GET", ok("Transfer-Encoding: gzip, chunked\r\n", "whatever")),
        ("GET", ok("Transfer-Encoding: gzip\r\n", "whatever")),
        ("HEAD", ok("Content-Length: 99\r\n", "")),
        ("GET", format!("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n{}", ok("Content-Length: 0\r\n", ""))),
        ("GET", format!("HTTP/1.1 200 \r\n{DATE}X:\r\nY:\t a\tb \r\nZ: \u{e9}\r\nContent-Length: 0\r\n\r\n")),
        ("GET", format!("HTTP/1.0 200 OK\r\n{DATE}\r\nold")),
        ("GET", format!("HTTP/1.1 200 {}\r\n{DATE}Content-Length: 0\r\n\r\n", "long ".repeat(999))),
        ("GET", format!("HTTP/1.1 204 No Content\r\n{DATE}\r\n")),
        ("GET", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n\u{0}\u{1}new".to_owned()),
    ];
    for (method, bytes) in table {
        assert_eq!(broken(&exchange(method, &bytes)), [""; 0], "{bytes:?}");
    }
}

#[test]
fn each_rule_that_is_broken_is_found_at_its_octets() {
    let at = |from: &str| from.len();
    let status = format!("HTTP/1.1 200 OK\r\n{DATE}");
    let after = at(&status);
    let end = "Content-Length: 0\r\n\r\n";
    let from = |octet: usize| format!("it is not so from octet {octet} of the line on");
    let line = |rule: &str, octet: usize, line: &str| vec![format!("{rule}: {} @{after} {line}", from(octet))];
    let length = at(&ok("Content-Length: 5\r\n", "hi"));
    let table: Vec<(String, Vec<String>)> = vec![
        (format!("{status}X : y\r\n{end}"), line("RFC 9112 §5.1", 1, "X : y")),
        (format!("{status}X Y: z\r\n{end}"), line("RFC 9112 §5.1", 1, "X Y: z")),
        (format!("{status}X(: y\r\n{end}"), line("RFC 9110 §5.1", 1, "X(: y")),
        (format!("{status}: y\r\n{end}"), line("RFC 9110 §5.1", 0, ": y")),
        (format!("{status}nothing\r\n{end}"), line("RFC 9112 §5", 7, "nothing")),
        (format!("{status}X: a\u{0}b\r\n{end}"), line("RFC 9110 §5.5", 4, "X: a\\x00b")),
        (format!("{status}X: a\rb\r\n{end}"), line("RFC 9110 §5.5", 5, "X: a\\rb")),
        (
            format!("{status}X: a\r\n b\r\n{end}"),
            vec![format!("RFC 9112 §5.2: this line goes on with the field before it @{}  b", after + 6)],
        ),
        (
            format!("HTTP/1.1 200 OK\r\n X: y\r\n{DATE}{end}"),
            vec!["RFC 9112 §2.2: white space comes first @17  X: y".to_owned()],
        ),
        (
            format!("HTTP/1.1 200 OK\n{DATE}{end}"),
            vec!["RFC 9112 §2.2: the line ends with LF alone @0 HTTP/1.1 200 OK".to_owned()],
        ),
        (format!("HTTP/1.1 200\r\n{DATE}{end}"), vec![format!("RFC 9112 §4: {} @0 HTTP/1.1 200", from(12))]),
        (format!("HTTP/1.1  200 OK\r\n{DATE}{end}"), vec![format!("RFC 9112 §4: {} @0 HTTP/1.1  200 OK", from(9))]),
        (format!("HTTP/2 200 OK\r\n{DATE}{end}"), vec![format!("RFC 9110 §6.2: {} @0 HTTP/2 200 OK", from(5))]),
        (ok("Content-Length: 5a\r\n", ""), line("RFC 9110 §8.6", 17, "Content-Length: 5a")),
        (ok("Transfer-Encoding: chunked;a\r\n", ""), line("RFC 9112 §6.1", 19, "Transfer-Encoding: chunked;a")),
        (
            ok("Transfer-Encoding: chunked\r\n", "2;=b\r\nhi\r\n0\r\n\r\n"),
            vec!["RFC 9112 §7.1.1: at octet 2 of the content as it was sent".to_owned()],
        ),
        (
            ok("Transfer-Encoding: chunked\r\n", "2\nhi\r\n0\r\n\r\n"),
            vec!["RFC 9112 §2.2: at octet 1 of the content as it was sent".to_owned()],
        ),
        (
            ok("Transfer-Encoding: chunked\r\n", "0\r\nContent-Length: 2\r\n\r\n"),
            vec!["RFC 9110 §6.5.1: at octet 3 of the content as it was sent".to_owned()],
        ),
        (ok("Transfer-Encoding: chunked, chunked\r\n", ""), {
            line("RFC 9112 §6.1", 0, "Transfer-Encoding: chunked, chunked")
        }),
        (
            ok("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n", "0\r\n\r\n"),
            vec![format!("RFC 9112 §6.2: Content-Length: 2 @{} Content-Length: 2", after + 28)],
        ),
        (
            ok("Content-Length: 5\r\n", "hi"),
            vec![format!("RFC 9112 §8: 2 octets came of 5, then the connection closed @{length} ")],
        ),
        (
            ok("Transfer-Encoding: chunked\r\n", "5\r\nhel"),
            vec!["RFC 9112 §8: 3 octets came, then the connection closed @3 ".to_owned()],
        ),
        (
            ok("Transfer-Encoding: chunked\r\n", "zz\r\nhel"),
            vec!["RFC 9112 §7.1: at octet 0 of the content as it was sent".to_owned()],
        ),
        (
            ok("Transfer-Encoding: chunked\r\n", "2\r\nhixx\r\n"),
            vec!["RFC 9112 §7.1: at octet 5 of the content as it was sent".to_owned()],
        ),
        (
            ok("Content-Length: 2\r\n", "hi, and more"),
            vec![format!("RFC 9112 §6.3: 10 more octets came: \", and more\" @{length} ")],
        ),
        (
            ok("Content-Length: 2\r\n", "hiHTTP/1.1 200 OK\r\n\r\n"),
            vec!["RFC 9110 §15: another answer followed: \"HTTP/1.1 200 OK\\r\"".to_owned()],
        ),
        (
            format!("HTTP/1.1 204 No Content\r\n{DATE}\r\nhi"),
            vec!["RFC 9110 §15.3.5: 2 octets behind the head @64 hi".to_owned()],
        ),
    ];
    for (bytes, expected) in table {
        assert_eq!(broken(&exchange("GET", &bytes)), expected, "{bytes:?}");
    }
}

#[test]
fn a_faulty_line_does_not_hide_the_others() {
    let bytes = format!("HTTP/1.1 405 No\r\n{DATE}Allow : GET\r\nX\r\nAllow: PUT\r\nContent-Length: 2\r\n\r\nno");
    let exchange = exchange("GET", &bytes);
    let received = exchange.last().expect("an answer");
    let names: Vec<_> = received.fields().iter().map(|(name, _)| String::from_utf8_lossy(name).into_owned()).collect();
    assert_eq!(names, ["Date", "Allow", "Allow", "Content-Length"]);
    let sections: Vec<String> =
        broken(&exchange).iter().map(|one| one.split(':').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(sections, ["RFC 9112 §5.1", "RFC 9112 §5", "RFC 9110 §15.5.6"]);
}

#[test]
fn what_is_no_answer_is_nothing_to_judge() {
    let nothing = |bytes: &[u8]| read("GET", bytes, usize::MAX, Stopped::Closed).expect_err("nothing").to_string();
    let table: [(&[u8], &str); 6] = [
        (b"", "not one octet"),
        (b"<html>", "begins as HTTP/1.1 200 does, this with \"<html>\""),
        (b"ICY 200 OK\r\n\r\n", "it is no HTTP"),
        (b"HTTP/1.1 200 OK\r\nServer: x", "26 octets came, and no empty line"),
        (b"HTTP/one 200 OK\r\n\r\n", "it is no HTTP"),
        (b"\x15\x03\x01\x00\x02", "\\x15\\x03"),
    ];
    for (bytes, says) in table {
        let said = nothing(bytes);
        assert!(said.contains(says), "{}: {said}", bytes.escape_ascii());
    }
    let long = format!("HTTP/1.1 200 OK\r\nX: {}", "y".repeat(300 * 1024));
    assert_eq!(read("GET", long.as_bytes(), 4096, Stopped::Enough).expect_err("too long"), Nothing::TooLong);
}

#[test]
fn what_was_cut_by_us_is_not_held_against_the_server() {
    for stopped in [Stopped::Late, Stopped::Enough] {
        for head in ["Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", ""] {
            let content = if head.starts_with('T') { "5\r\nhi" } else { "hi" };
            let bytes = ok(head, content);
            let exchange = read("GET", bytes.as_bytes(), usize::MAX, stopped).expect("an exchange");
            let received = exchange.last().expect("an answer");
            assert_eq!(broken(&exchange), [""; 0], "{stopped:?} {head}");
            assert!(received.cut && received.remarks.len() == 1, "{stopped:?} {head}: {:?}", received.remarks);
        }
    }
    let exchange = read("GET", ok("", "hi").as_bytes(), 3, Stopped::Unsigned).expect("an exchange");
    assert!(exchange.last().is_some_and(|received| received.cut && received.remarks[0].contains("TLS")));
}

#[test]
fn an_interim_answer_alone_is_no_final_one() {
    let exchange = exchange("GET", "HTTP/1.1 100 Continue\r\n\r\n");
    assert_eq!((codes(&exchange), exchange.last().is_none()), (vec![100], true));
}

/// A length that is greater than any number here is a length all the same.
#[test]
fn what_is_shorter_than_a_monstrous_length_is_not_whole() {
    let found = broken(&exchange("GET", &ok("Content-Length: 99999999999999999999999\r\n", "hi")));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("2 octets came of 99999999999999999999999, then the connection closed"), "{found:?}");
}

#[test]
fn a_reset_is_no_end_of_content() {
    let bytes = ok("", "until the end");
    let exchange = read("GET", bytes.as_bytes(), 9, Stopped::Broken).expect("an exchange");
    assert!(exchange.answers[0].cut && broken(&exchange).is_empty());
    assert_eq!(exchange.answers[0].remarks, ["the connection was reset and not closed, so the content may be cut"]);
}

/// Three digits are a status line, whether or not they are a code.
#[test]
fn a_code_below_100_is_no_code_and_breaks_no_line() {
    let found = broken(&exchange("GET", "HTTP/1.1 099 Odd\r\n\r\n"));
    assert!(matches!(&found[..], [one] if one.starts_with("RFC 9110 §15: ")), "{found:?}");
}
