//! Raw responses and what each comes to: by the socket, and an octet at a time with the same result.

use crate::scripts::{Outcome, drain, get, in_memory, upstream};
use statusquo_gateway::{Failure, Gateway};
use statusquo_wire::Rule;

const OK: &str = "HTTP/1.1 200 OK\r\n";
const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

/// Asks twice for these bytes, and once for all if both agree.
async fn outcome(says: &[u8]) -> Result<Outcome, Failure> {
    let gateway = Gateway::default();
    let (address, task) = upstream(says).await;
    let by_socket = match gateway.ask(address, "/", &get(), b"").await {
        Ok(asked) => drain(asked).await,
        Err(failure) => Err(failure),
    };
    task.await.expect("the script");
    let asked = gateway.ask_over(in_memory(says, 1), "upstream.test", "/", &get(), b"").await;
    let by_octet = match asked {
        Ok(asked) => drain(asked).await,
        Err(failure) => Err(failure),
    };
    assert_eq!(by_socket, by_octet, "cut into octets: {}", String::from_utf8_lossy(says));
    by_octet
}

/// Each of these fails by this name and breaks this rule.
async fn fails(table: &[(&str, String, &str, Option<Rule>)]) {
    for (what, says, name, rule) in table {
        let failure = outcome(says.as_bytes()).await.expect_err(what);
        assert_eq!((failure.error.name(), failure.violation.as_ref().map(|v| v.rule)), (*name, *rule), "{what}");
        assert!(!failure.error.is_timeout() && !failure.error.is_internal(), "{what}");
        let field = failure.proxy_status();
        assert!(field.starts_with(&format!("statusquo; error={name}; details=\"")), "{field}");
        assert!(field.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{field}");
        if let Some(violation) = &failure.violation {
            assert!(violation.at <= says.len() as u64, "{what}: byte {}", violation.at);
        }
    }
}

#[tokio::test]
async fn broken_status_lines() {
    let protocol = "http_protocol_error";
    let line = Some(Rule::StatusLine);
    let row = |what, says: &str, rule| (what, format!("{says}\r\n\r\n"), protocol, rule);
    fails(&[
        ("no answer at all", String::new(), "connection_terminated", None),
        row("no HTTP", "SSH-2.0-OpenSSH_9.9", line),
        row("lower case", "http/1.1 200 OK", line),
        row("another protocol", "ICY 200 OK", line),
        row("HTTP/0.9 content", "<html>hello</html>", line),
        row("an empty line first", "\r\nHTTP/1.1 200 OK", line),
        row("major version 2", "HTTP/2.0 200 OK", Some(Rule::VersionMajor)),
        row("two digits of version", "HTTP/1.10 200 OK", line),
        row("two spaces", "HTTP/1.1  200 OK", line),
        row("a tab", "HTTP/1.1\t200 OK", line),
        row("two digits", "HTTP/1.1 20 OK", line),
        row("four digits", "HTTP/1.1 2000 OK", line),
        row("a code below 100", "HTTP/1.1 099 Early", line),
        row("a signed code", "HTTP/1.1 +20 OK", line),
        row("no space after the code", "HTTP/1.1 200", line),
        row("a control in the reason", "HTTP/1.1 200 O\u{1}K", line),
        row("a reason without end", &format!("HTTP/1.1 200 {}", "x".repeat(2000)), line),
        ("a bare LF", "HTTP/1.1 200 OK\nContent-Length: 0\n\n".into(), protocol, line),
        ("a bare CR", "HTTP/1.1 200 OK\rContent-Length: 0\r\n\r\n".into(), protocol, Some(Rule::LineEnd)),
        row("a code beyond 599", "HTTP/1.1 600 Beyond", None),
        row("three nines", "HTTP/1.1 999 Request denied", None),
        row(
            "a switch that was not asked for",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade",
            None,
        ),
    ])
    .await;
}

#[tokio::test]
async fn broken_fields() {
    let row =
        |what, fields: &str, rule| (what, format!("{OK}{fields}\r\n\r\nhello"), "http_protocol_error", Some(rule));
    fails(&[
        row("a space before the first field", " A: b", Rule::LeadingSpace),
        row("a folded value", "A: b\r\n c", Rule::Fold),
        row("a space before the colon", "Content-Length : 5", Rule::NameSpace),
        row("an empty name", ": b", Rule::NameEmpty),
        row("a bracket in the name", "A(b): c", Rule::NameToken),
        row("no colon", "A", Rule::NameColon),
        row("a NUL in a value", "A: b\0c", Rule::ValueOctets),
        row("a bare CR in a value", "A: b\rc", Rule::ValueOctets),
        row("a bare LF after a value", "A: b\nC: d", Rule::LineEnd),
    ])
    .await;
}

#[tokio::test]
async fn broken_framing() {
    let protocol = "http_protocol_error";
    let coding = "http_response_transfer_coding";
    let row = |what, fields: &str, name, rule| (what, format!("{OK}{fields}\r\n\r\nhello"), name, Some(rule));
    fails(&[
        row("two different lengths", "Content-Length: 5\r\nContent-Length: 7", protocol, Rule::LengthOne),
        row("two equal lengths", "Content-Length: 5\r\ncontent-length: 5", protocol, Rule::LengthOne),
        row("a list of lengths", "Content-Length: 5, 5", protocol, Rule::LengthDigits),
        row("a negative length", "Content-Length: -5", protocol, Rule::LengthDigits),
        row("a signed length", "Content-Length: +5", protocol, Rule::LengthDigits),
        row("a hexadecimal length", "Content-Length: 0x5", protocol, Rule::LengthDigits),
        row("an empty length", "Content-Length:", protocol, Rule::LengthDigits),
        row("a huge length", "Content-Length: 99999999999999999999", protocol, Rule::LengthSize),
        row("both framing fields", "Content-Length: 5\r\nTransfer-Encoding: chunked", protocol, Rule::FramingOne),
        row("chunked not last", "Transfer-Encoding: chunked, gzip", coding, Rule::CodingLast),
        row("no chunked", "Transfer-Encoding: gzip", coding, Rule::CodingLast),
        row("identity", "Transfer-Encoding: identity", coding, Rule::CodingLast),
        row("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", coding, Rule::CodingOnce),
        row("an unknown coding", "Transfer-Encoding: gzip, chunked", coding, Rule::CodingKnown),
        row("no coding", "Transfer-Encoding: ,", coding, Rule::CodingForm),
        row("chunked with a parameter", "Transfer-Encoding: chunked;a=b", coding, Rule::CodingForm),
        (
            "a coding in HTTP/1.0",
            "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".into(),
            protocol,
            Some(Rule::CodingVersion),
        ),
        (
            "a broken length where there is no content",
            "HTTP/1.1 204 No Content\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n".into(),
            protocol,
            Some(Rule::LengthOne),
        ),
    ])
    .await;
}

#[tokio::test]
async fn heads_beyond_the_limits_and_heads_that_end_too_early() {
    let size = "http_response_header_section_size";
    let incomplete = "http_response_incomplete";
    let large = format!("A: {}\r\n", "x".repeat(1000)).repeat(70);
    fails(&[
        ("70 kB of fields", format!("{OK}{large}\r\n"), size, Some(Rule::FieldsLength)),
        ("one field of 70 kB", format!("{OK}A: {}\r\n\r\n", "x".repeat(70_000)), size, Some(Rule::FieldsLength)),
        ("101 fields", format!("{OK}{}\r\n", "A: b\r\n".repeat(101)), size, Some(Rule::FieldsCount)),
        ("an end in the version", "HTT".into(), incomplete, Some(Rule::HeadWhole)),
        ("an end in a field", format!("{OK}Content-Le"), incomplete, Some(Rule::HeadWhole)),
        ("an end before the empty line", format!("{OK}Content-Length: 0\r\n"), incomplete, Some(Rule::HeadWhole)),
        ("an end after an interim answer", "HTTP/1.1 102 Processing\r\n\r\n".into(), "connection_terminated", None),
        (
            "garbage after an interim answer",
            "HTTP/1.1 103 Early Hints\r\n\r\n200 OK\r\n\r\n".into(),
            "http_protocol_error",
            Some(Rule::StatusLine),
        ),
        (
            "a broken interim answer",
            "HTTP/1.1 103 Early Hints\r\nA : b\r\n\r\n".into(),
            "http_protocol_error",
            Some(Rule::NameSpace),
        ),
    ])
    .await;
}

#[tokio::test]
async fn broken_content() {
    let coding = "http_response_transfer_coding";
    let incomplete = "http_response_incomplete";
    let chunks = |what, bytes: &str, name, rule| (what, format!("{CHUNKED}{bytes}"), name, Some(rule));
    let large = format!("A: {}\r\n", "x".repeat(1000)).repeat(70);
    fails(&[
        ("too little", format!("{OK}Content-Length: 6\r\n\r\nhello"), incomplete, Some(Rule::ContentWhole)),
        ("none of it", format!("{OK}Content-Length: 6\r\n\r\n"), incomplete, Some(Rule::ContentWhole)),
        chunks("no chunk", "", incomplete, Rule::ContentWhole),
        chunks("an end in a chunk", "5\r\nhel", incomplete, Rule::ContentWhole),
        chunks("an end between chunks", "5\r\nhello\r\n", incomplete, Rule::ContentWhole),
        chunks("an end in the last line", "5\r\nhello\r\n0\r\n\r", incomplete, Rule::ContentWhole),
        chunks("a prefixed size", "0x5\r\nhello\r\n0\r\n\r\n", coding, Rule::ChunkSize),
        chunks("a signed size", "+5\r\nhello\r\n0\r\n\r\n", coding, Rule::ChunkSize),
        chunks("an empty size", "\r\nhello\r\n0\r\n\r\n", coding, Rule::ChunkSize),
        chunks("a size that overflows", "11111111111111111\r\nhello", coding, Rule::ChunkCount),
        chunks("a bare LF after the size", "5\nhello\r\n0\r\n\r\n", coding, Rule::LineEnd),
        chunks("a bad extension", "5;=\r\nhello\r\n0\r\n\r\n", coding, Rule::ChunkExtension),
        chunks("no end after the data", "5\r\nhello0\r\n\r\n", coding, Rule::ChunkEnd),
        chunks("a trailer that frames", "0\r\nContent-Length: 5\r\n\r\n", "http_protocol_error", Rule::TrailerFraming),
        chunks("a trailer without colon", "0\r\nA\r\n\r\n", coding, Rule::NameColon),
        chunks(
            "70 kB of trailers",
            &format!("0\r\n{large}\r\n"),
            "http_response_trailer_section_size",
            Rule::FieldsLength,
        ),
        chunks(
            "101 trailers",
            &format!("0\r\n{}\r\n", "A: b\r\n".repeat(101)),
            "http_response_trailer_section_size",
            Rule::FieldsCount,
        ),
    ])
    .await;
}

#[tokio::test]
async fn what_is_unusual_but_right_is_relayed() {
    let table: [(&str, String, u16, &[u8]); 10] = [
        ("an empty reason", "HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nhello".into(), 200, b"hello"),
        ("a later minor version", "HTTP/1.7 200 OK\r\nContent-Length: 5\r\n\r\nhello".into(), 200, b"hello"),
        ("HTTP/1.0 to the end", "HTTP/1.0 200 OK\r\n\r\nhello".into(), 200, b"hello"),
        ("no framing: to the end", format!("{OK}\r\nhello"), 200, b"hello"),
        ("an unknown code", "HTTP/1.1 299 Odd\r\nContent-Length: 0\r\n\r\n".into(), 299, b""),
        ("octets behind the content", format!("{OK}Content-Length: 5\r\n\r\nhello HTTP/1.1 200 OK"), 200, b"hello"),
        ("a length that means nothing", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n".into(), 204, b""),
        (
            "chunks, extensions, trailers",
            format!("{CHUNKED}2;a=\"b\"\r\nhe\r\n3\r\nllo\r\n0\r\nA: b\r\n\r\n"),
            200,
            b"hello",
        ),
        ("white space around values", format!("{OK}Content-Length: \t 5 \t\r\n\r\nhello"), 200, b"hello"),
        (
            "three interim answers",
            format!(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nContent-Length: 9\r\n\r\n{OK}Content-Length: 5\r\n\r\nhello"
            ),
            200,
            b"hello",
        ),
    ];
    for (what, says, status, content) in table {
        let outcome = outcome(says.as_bytes()).await.expect(what);
        assert_eq!(outcome, Outcome { status, content: content.to_vec(), whole: true, cut: None }, "{what}");
    }
}
