//! Exchanges with the client of the `h3` crate.

use super::server::{Running, until};
use bytes::{Buf, Bytes};
use h3::client::SendRequest;
use h3::error::StreamError;
use h3_quinn::OpenStreams;
use http::{HeaderMap, Request};
use statusquo_wire::Limits;
use statusquo_wire::transport::Direction;
use std::time::{Duration, Instant};

struct Client {
    send: SendRequest<OpenStreams, Bytes>,
    driver: tokio::task::JoinHandle<h3::error::ConnectionError>,
}

impl Client {
    async fn new(running: &Running) -> Self {
        let quic = h3_quinn::Connection::new(running.connect().await);
        let (mut connection, send) = h3::client::new(quic).await.expect("HTTP/3");
        let driver = tokio::spawn(async move { std::future::poll_fn(|context| connection.poll_close(context)).await });
        Self { send, driver }
    }

    async fn ask(&mut self, method: &str, path: &str, content: &[u8]) -> Result<Answer, StreamError> {
        let request = Request::builder().method(method).uri(format!("https://localhost{path}")).body(());
        let mut stream = self.send.send_request(request.expect("a request")).await?;
        if !content.is_empty() {
            // Who has an answer already may not want the content.
            let _ = stream.send_data(Bytes::copy_from_slice(content)).await;
        }
        let _ = stream.finish().await;
        let mut answer = Answer::default();
        loop {
            let head = stream.recv_response().await?;
            answer.statuses.push(head.status().as_u16());
            answer.heads.push(head.headers().clone());
            if !head.status().is_informational() {
                break;
            }
        }
        while let Some(mut data) = stream.recv_data().await? {
            answer.content.extend_from_slice(&data.copy_to_bytes(data.remaining()));
        }
        answer.trailers = stream.recv_trailers().await?;
        Ok(answer)
    }
}

#[derive(Debug, Default)]
struct Answer {
    statuses: Vec<u16>,
    heads: Vec<HeaderMap>,
    content: Vec<u8>,
    trailers: Option<HeaderMap>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.content).into_owned()
    }
}

fn ended_with(outcome: Result<Answer, StreamError>) -> u64 {
    match outcome {
        Err(StreamError::RemoteTerminate { code, .. }) => code.value(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_request_is_answered_and_seen_as_it_was() {
    let running = Running::start();
    let mut client = Client::new(&running).await;
    let answer = client.ask("POST", "/echo?a=1", b"content").await.expect("an answer");
    assert_eq!((answer.statuses.as_slice(), answer.text().as_str()), (&[200][..], "content"));
    let head = &answer.heads[0];
    assert_eq!(head["date"], "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(head["content-length"], "7");
    until("the exchange is over", || running.seen().len() == 1).await;
    let seen = &running.seen()[0];
    assert_eq!(seen.head, ":method: POST\r\n:scheme: https\r\n:authority: localhost\r\n:path: /echo?a=1\r\n\r\n");
    assert_eq!(seen.told, "HTTP/3 Chunked localhost h3 covered=true");
    let frames: Vec<_> = seen.frames.iter().map(|frame| (frame.direction, frame.kind)).collect();
    let (received, sent) = (Direction::Received, Direction::Sent);
    // The client adds a frame of a type that means nothing (RFC 9114 §7.2.8).
    assert_eq!(
        frames,
        [(received, "HEADERS"), (received, "DATA"), (received, "EXTENSION"), (sent, "HEADERS"), (sent, "DATA")]
    );
    assert_eq!((seen.frames[1].length, seen.frames[4].length), (7, 7));
}

#[tokio::test]
async fn interim_answers_come_before_the_final_one_and_only_those_that_there_are() {
    let running = Running::start();
    let mut client = Client::new(&running).await;
    let answer = client.ask("GET", "/interim", b"").await.expect("an answer");
    assert_eq!((answer.statuses.as_slice(), answer.text().as_str()), (&[100, 102, 103, 200][..], "whole"));
    for head in &answer.heads {
        let names: Vec<&str> = head.keys().map(http::HeaderName::as_str).collect();
        assert!(head["x-kept"] == "yes" && !names.contains(&"connection"), "{names:?}");
        assert!(!["keep-alive", "upgrade", "transfer-encoding"].iter().any(|of| names.contains(of)), "{names:?}");
    }
    assert!(!answer.heads[0].contains_key("date"), "an interim answer has no date");
    until("the exchange is over", || running.seen().len() == 1).await;
    assert_eq!(running.seen()[0].refused, ["101", "200", "after the final answer", "a switch"]);
}

#[tokio::test]
async fn what_is_not_answered_or_not_ended_ends_with_an_error() {
    std::panic::set_hook(Box::new(|_| {}));
    let running = Running::start();
    let mut client = Client::new(&running).await;
    for path in ["/nothing", "/panic", "/begun", "/short"] {
        assert_eq!(ended_with(client.ask("GET", path, b"").await), 0x102, "{path}: H3_INTERNAL_ERROR");
    }
    assert_eq!(client.ask("GET", "/pieces", b"").await.expect("others go on").text(), "one two three");
}

#[tokio::test]
async fn head_and_304_have_no_content() {
    let running = Running::start();
    let mut client = Client::new(&running).await;
    let answer = client.ask("HEAD", "/interim", b"").await.expect("an answer");
    assert_eq!((answer.heads[3]["content-length"].as_bytes(), answer.content.len()), (&b"5"[..], 0));
    let answer = client.ask("GET", "/304", b"").await.expect("an answer");
    assert_eq!((answer.statuses.as_slice(), answer.content.len()), (&[304][..], 0));
    assert!(!answer.heads[0].contains_key("content-length"));
}

#[tokio::test]
async fn trailers_follow_the_content_whether_or_not_its_length_was_announced() {
    let running = Running::start();
    let mut client = Client::new(&running).await;
    for (path, length) in [("/trailers", None), ("/trailers-announced", Some("4"))] {
        let answer = client.ask("GET", path, b"").await.expect("an answer");
        assert_eq!(answer.text(), "body");
        assert_eq!(answer.heads[0].get("content-length").map(|length| length.to_str().expect("text")), length);
        let trailers = answer.trailers.expect("trailers");
        let sums: Vec<_> = trailers.get_all("x-sum").iter().collect();
        assert_eq!(sums, ["1", "2"]);
        assert_eq!(trailers.len(), 2, "what speaks of a connection is left out");
        let head = client.ask("HEAD", path, b"").await.expect("an answer");
        assert_eq!((head.content.len(), head.trailers), (0, None));
        assert_eq!(head.heads[0].get("content-length").map(|length| length.to_str().expect("text")), length);
    }
    assert_eq!(client.ask("GET", "/pieces", b"").await.expect("an answer").trailers, None);
}

#[tokio::test]
async fn streams_are_answered_side_by_side_and_large_contents_arrive() {
    let running = Running::start();
    let client = Client::new(&running).await;
    let began = Instant::now();
    let asks = (0..20).map(|_| {
        let mut client = Client { send: client.send.clone(), driver: tokio::spawn(std::future::pending()) };
        async move { client.ask("GET", "/slow", b"").await.expect("an answer").text() }
    });
    for text in futures_util::future::join_all(asks).await {
        assert_eq!(text, "late");
    }
    assert!(began.elapsed() < Duration::from_secs(4), "20 times 0.4 s, side by side");
    let mut client = client;
    assert_eq!(client.ask("GET", "/large", b"").await.expect("an answer").content.len(), 3_000_000);
    assert_eq!(client.ask("POST", "/large", &vec![b'y'; 50_000]).await.expect("an answer").content.len(), 3_000_000);
}

#[tokio::test]
async fn limits_are_answered_or_held() {
    let limits = Limits { content_timeout: Duration::from_millis(200), ..Limits::default() };
    let running = Running::with(limits);
    let mut client = Client::new(&running).await;
    let long = format!("/{}", "a".repeat(9000));
    assert_eq!(client.ask("GET", &long, b"").await.expect("an answer").statuses, [414]);
    assert_eq!(client.ask("POST", "/echo", &[b'x'; 2000]).await.expect("an answer").statuses, [413]);
    let request = Request::post("https://localhost/echo").body(()).expect("a request");
    let mut stream = client.send.send_request(request).await.expect("it is sent");
    stream.send_data(Bytes::from_static(b"never whole")).await.expect("it is sent");
    assert_eq!(stream.recv_response().await.expect("an answer").status(), 400);
}

#[tokio::test]
async fn more_connections_than_there_is_room_for_are_refused() {
    let running = Running::with(Limits { connections: 1, ..Limits::default() });
    let mut clients = Vec::new();
    // One that is served, and a crowd of 64 that is told why not.
    for _ in 0..65 {
        clients.push(running.connect().await);
    }
    let refused = running.client().connect(running.address, "localhost").expect("an attempt").await;
    match refused.expect_err("there is no room") {
        // CONNECTION_REFUSED (RFC 9000 §20.1).
        quinn::ConnectionError::ConnectionClosed(close) => assert_eq!(u64::from(close.error_code), 0x2),
        other => panic!("{other}"),
    }
    assert_eq!(running.connections(), 65);
}

#[tokio::test]
async fn an_idle_connection_is_told_goodbye() {
    let running = Running::with(Limits { idle_timeout: Duration::from_millis(200), ..Limits::default() });
    let client = Client::new(&running).await;
    let error = tokio::time::timeout(super::server::PATIENCE, client.driver).await.expect("an end").expect("no panic");
    assert!(error.is_h3_no_error(), "{error}");
    until("the connection is gone", || running.connections() == 0).await;
}

#[tokio::test]
async fn stopping_ends_what_is_under_way_and_takes_nothing_new() {
    let mut running = Running::start();
    let mut client = Client::new(&running).await;
    let mut late = Client { send: client.send.clone(), driver: tokio::spawn(std::future::pending()) };
    let under_way = tokio::spawn(async move { late.ask("GET", "/slow", b"").await });
    until("the request is there", || running.connections() == 1).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let server = running.server.take().expect("it runs");
    let stopping = tokio::task::spawn_blocking(move || server.stop(Duration::from_secs(5)));
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(client.ask("GET", "/pieces", b"").await.is_err(), "GOAWAY has come");
    assert_eq!(under_way.await.expect("no panic").expect("an answer").text(), "late");
    let error = client.driver.await.expect("no panic");
    assert!(error.is_h3_no_error(), "{error}");
    stopping.await.expect("it stops");
}
