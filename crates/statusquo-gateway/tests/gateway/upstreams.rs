//! The upstreams on loopback: each fails by its own name, and the healthy one is honest.

use crate::scripts::{ask, drain, get, request};
use statusquo_gateway::upstream::{NAMES, Upstreams, behaviours};
use statusquo_gateway::{Failure, Gateway, Reply};
use statusquo_wire::{Request, Rule};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

fn start() -> Upstreams {
    Upstreams::start().expect("free ports on loopback")
}

async fn reply(upstreams: &Upstreams, name: &str, request: &Request) -> Result<Reply, Failure> {
    let address = upstreams.address(name).expect(name);
    Gateway::default().ask(address, "/", request, b"").await?.reply().await
}

#[tokio::test]
async fn each_broken_upstream_fails_by_its_own_name() {
    let upstreams = start();
    let table = [
        ("refused", "connection_refused", None),
        ("garbage", "http_protocol_error", Some(Rule::StatusLine)),
        ("closing", "connection_terminated", None),
        ("two-lengths", "http_protocol_error", Some(Rule::LengthOne)),
        ("truncated", "http_response_incomplete", Some(Rule::ContentWhole)),
        ("reset", "connection_terminated", None),
    ];
    // More than once: refusing and resetting are races that must always end in the same way.
    for _ in 0..20 {
        for (name, error, rule) in table {
            let failure = reply(&upstreams, name, &get()).await.expect_err(name);
            assert_eq!((failure.error.name(), failure.violation.as_ref().map(|v| v.rule)), (error, rule), "{name}");
            assert!(!failure.error.is_timeout() && !failure.error.is_internal(), "{name}");
        }
    }
    let address = upstreams.address("slow").expect("slow");
    let gateway = Gateway { response_timeout: Duration::from_millis(50), ..Gateway::default() };
    let asked = gateway.ask(address, "/", &get(), b"").await.expect("a connection");
    let failure = asked.reply().await.expect_err("slow");
    assert_eq!(failure.error.name(), "http_response_timeout");
    assert_eq!(
        failure.proxy_status(),
        r#"statusquo; error=http_response_timeout; details="the head of the answer did not come whole within 50 ms""#
    );
}

#[tokio::test]
async fn the_broken_rule_and_its_byte_are_in_the_proxy_status() {
    let upstreams = start();
    let failure = reply(&upstreams, "two-lengths", &get()).await.expect_err("two lengths");
    assert_eq!(
        failure.proxy_status(),
        "statusquo; error=http_protocol_error; details=\"RFC 9110 section 8.6: Content-Length is given once, as one \
         number, broken at byte 99 of the head in the field Content-Length\""
    );
}

#[tokio::test]
async fn a_truncated_content_is_a_clean_failure_up_to_the_buffer_and_a_cut_beyond_it() {
    let upstreams = start();
    let address = upstreams.address("truncated").expect("truncated");
    for (target, sent) in [("/", 400), ("/?size=4000", 3000), ("/?a=b&size=1048576", 786_432)] {
        let failure = ask(address, target, &get()).await.expect_err(target);
        assert_eq!(failure.error.name(), "http_response_incomplete", "{target}");
        assert_eq!(failure.violation.expect("a violation").at, sent, "{target}");
    }
    let outcome = ask(address, "/?size=8388608", &get()).await.expect("the beginning");
    assert_eq!((outcome.status, outcome.whole, outcome.content.len()), (200, false, 6_291_456));
    assert_eq!(outcome.cut.expect("a cut").error.name(), "http_response_incomplete");
}

#[tokio::test]
async fn hints_come_before_the_answer() {
    let upstreams = start();
    let address = upstreams.address("hints").expect("hints");
    let mut asked = Gateway::default().ask(address, "/", &get(), b"").await.expect("a connection");
    let interim = asked.interim().await.expect("no failure").expect("an interim answer");
    assert_eq!(interim.status, 103);
    assert_eq!(interim.fields.section().get("Link"), Some(&b"</style.css>; rel=preload; as=style"[..]));
    assert!(asked.interim().await.expect("no failure").is_none());
    let outcome = drain(asked).await.expect("the answer");
    assert_eq!((outcome.status, outcome.content.as_slice()), (200, &b"The hint came before the end\n"[..]));
}

#[tokio::test]
async fn the_healthy_upstream_sees_conditional_and_range_fields() {
    let upstreams = start();
    let text = "All is well here. This came from an upstream server, through the gateway, to you.\n";
    let later = "If-Modified-Since: Fri, 02 Jan 2026 00:00:00 GMT";
    let earlier = "If-Modified-Since: Wed, 31 Dec 2025 00:00:00 GMT";
    let table = [
        ("GET", "Accept: */*", 200, text),
        ("HEAD", "Accept: */*", 200, ""),
        ("GET", "If-None-Match: \"well-1\"", 304, ""),
        ("GET", "If-None-Match: \"x\", W/\"well-1\"", 304, ""),
        ("GET", "If-None-Match: *", 304, ""),
        ("GET", "If-None-Match: \"other\"", 200, text),
        ("GET", later, 304, ""),
        ("GET", earlier, 200, text),
        ("GET", "If-Match: \"well-1\"", 200, text),
        ("GET", "If-Match: W/\"well-1\"", 412, "It is not what you expect.\n"),
        ("GET", "Range: bytes=0-10", 206, &text[..11]),
        ("GET", "Range: bytes=-5", 206, &text[text.len() - 5..]),
        ("GET", "Range: bytes=500-", 416, "There is no such range.\n"),
        ("GET", "Range: bytes=0-1,3-4", 200, text),
        ("GET", "Range: bytes=0-10\r\nIf-Range: \"well-1\"", 206, &text[..11]),
        ("GET", "Range: bytes=0-10\r\nIf-Range: \"other\"", 200, text),
        ("DELETE", "Accept: */*", 405, "This upstream is there to be read.\n"),
    ];
    for (method, fields, status, content) in table {
        let request = request(&format!("{method} / HTTP/1.1\r\nHost: a\r\n{fields}\r\n\r\n"));
        let reply = reply(&upstreams, "healthy", &request).await.expect(fields);
        assert_eq!((reply.status, String::from_utf8_lossy(reply.content())), (status, content.into()), "{fields}");
        let has = |name| reply.fields.section().has(name);
        assert_eq!(has("ETag"), matches!(status, 200 | 206 | 304), "{fields}");
        assert_eq!(has("Last-Modified"), matches!(status, 200 | 206), "{fields}");
        assert_eq!(has("Content-Range"), matches!(status, 206 | 416), "{fields}");
        assert_eq!(has("Allow"), status == 405, "{fields}");
        assert_eq!(reply.fields.section().get("Date"), Some(&b"Thu, 01 Jan 2026 00:00:00 GMT"[..]), "{fields}");
        if method == "HEAD" {
            assert_eq!(reply.length(), Some(text.len() as u64));
        }
    }
}

#[tokio::test]
async fn the_fresh_upstream_says_how_long_and_both_say_what_they_are_asked_to_say() {
    let upstreams = start();
    for (name, target, said) in [
        ("healthy", "/", None),
        ("fresh", "/", Some("max-age=60")),
        ("fresh", "/?cache-control=no-store", Some("no-store")),
        ("healthy", "/?a&cache-control=max-age=1,no-transform", Some("max-age=1,no-transform")),
    ] {
        for (field, status) in [("Accept: */*", 200), ("If-None-Match: *", 304)] {
            let request = request(&format!("GET {target} HTTP/1.1\r\nHost: a\r\n{field}\r\n\r\n"));
            let address = upstreams.address(name).expect(name);
            let asked = Gateway::default().ask(address, target, &request, b"").await.expect("a connection");
            let reply = asked.reply().await.expect("an answer");
            assert_eq!((reply.status, reply.fields.section().text("Cache-Control")), (status, said), "{name} {target}");
        }
    }
}

#[tokio::test]
async fn content_that_is_whole_can_be_changed_and_its_length_follows() {
    let upstreams = start();
    let mut whole = reply(&upstreams, "healthy", &get()).await.expect("an answer");
    let before = whole.content().len() as u64;
    assert!(whole.change_content(|content| content.truncate(3)));
    assert_eq!((whole.length(), whole.content()), (Some(3), &b"All"[..]));
    let head = request("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    let mut none = reply(&upstreams, "healthy", &head).await.expect("an answer");
    assert!(!none.change_content(|content| content.push(b'x')), "there is none to change");
    assert_eq!((none.length(), none.content()), (Some(before), &b""[..]));
    let mut open = reply(&upstreams, "large", &get()).await.expect("an answer");
    assert!(!open.change_content(Vec::clear), "it is not all here");
}

#[tokio::test]
async fn the_healthy_upstream_refuses_what_is_broken() {
    let upstreams = start();
    let long = "x".repeat(9000);
    let table = [
        ("GET / HTTP/1.1\r\n\r\n".to_owned(), "400"),
        (format!("GET /{long} HTTP/1.1\r\nHost: a\r\n\r\n"), "414"),
        (format!("GET / HTTP/1.1\r\nHost: a\r\n{}\r\n", format!("A: {long}\r\n").repeat(8)), "431"),
        ("GET / HTTP/3.0\r\nHost: a\r\n\r\n".to_owned(), "505"),
    ];
    for (bytes, status) in table {
        let mut stream = TcpStream::connect(upstreams.address("healthy").expect("healthy")).await.expect("connected");
        let mut head = [0; 12];
        // The upstream may refuse before it has read all, so writing may fail; the answer counts.
        let _ = stream.write_all(bytes.as_bytes()).await;
        stream.read_exact(&mut head).await.expect("an answer");
        assert_eq!(&head[9..], status.as_bytes());
    }
}

#[tokio::test]
async fn names_are_those_of_the_table_and_each_has_its_sentence() {
    let upstreams = start();
    assert!(behaviours().iter().map(|behaviour| behaviour.name).eq(NAMES));
    for behaviour in behaviours() {
        assert!(!behaviour.sentence.is_empty());
        assert!(upstreams.address(behaviour.name).is_some_and(|address| address.ip().is_loopback()));
    }
    assert_eq!(upstreams.address("nobody"), None);
}

#[tokio::test]
async fn dropping_the_upstreams_ends_their_connections() {
    let upstreams = start();
    let mut stream = TcpStream::connect(upstreams.address("slow").expect("slow")).await.expect("connected");
    stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.expect("written");
    drop(upstreams);
    let mut left = Vec::new();
    // A reset is an end as well; that it ends is what counts.
    let _ = stream.read_to_end(&mut left).await;
    assert_eq!(left, b"");
}

#[test]
fn asking_can_be_done_from_any_thread() {
    fn is_send<T: Send>(_: T) {}
    let upstreams = start();
    let address = upstreams.address("healthy").expect("healthy");
    let request = get();
    is_send(async move {
        let mut asked = Gateway::default().ask(address, "/", &request, b"").await?;
        asked.interim().await?;
        let mut reply = asked.reply().await?;
        reply.next().await
    });
    is_send(upstreams);
}
