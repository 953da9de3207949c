//! Tunnels over HTTP/2, where each is a stream (RFC 9113 §8.5), and what takes the lab for a proxy there.

mod support;

use bytes::Bytes;
use h2::client::SendRequest;
use h2::{Reason, RecvStream, SendStream};
use http::{Method, Request, StatusCode, Uri};
use statusquo_decision::Question;
use std::net::SocketAddr;
use std::time::Duration;
use support::{PATIENCE, TestLab, lab_with, until};
use tokio::net::TcpStream;
use tokio::time::timeout;

const WELCOME: &str = "/lab/documents/welcome";
const GREETING: &str = "Welcome to the lab: every code here has a real cause.\n";

/// A lab that listens twice.
fn two() -> TestLab {
    lab_with(|settings| {
        settings.listen.push(SocketAddr::from(([127, 0, 0, 1], 0)));
        settings.limits.idle_timeout = Duration::from_secs(2);
    })
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async { timeout(PATIENCE, work).await.expect("it ends in time") })
}

async fn connection(lab: &TestLab) -> SendRequest<Bytes> {
    let stream = TcpStream::connect(lab.place()).await.expect("a connection");
    let (requests, connection) = h2::client::handshake(stream).await.expect("HTTP/2");
    tokio::spawn(async move { connection.await.is_ok() });
    requests
}

/// Asks for a tunnel to an authority; the answer's code, and both directions.
async fn connect(
    requests: &mut SendRequest<Bytes>,
    authority: &str,
    credentials: &str,
) -> (StatusCode, SendStream<Bytes>, RecvStream) {
    let uri = Uri::builder().authority(authority).build().expect("an authority");
    let mut request = Request::builder().method(Method::CONNECT).uri(uri);
    if !credentials.is_empty() {
        request = request.header("proxy-authorization", credentials);
    }
    let (answer, sending) = requests.send_request(request.body(()).expect("a request"), false).expect("it is sent");
    let (head, receiving) = answer.await.expect("an answer").into_parts();
    if head.status == 407 {
        assert_eq!(head.headers["proxy-authenticate"], "Basic realm=\"proxy\", charset=\"UTF-8\"");
    }
    if head.status == 200 {
        assert!(!head.headers.contains_key("content-length"), "{head:?}");
    }
    (head.status, sending, receiving)
}

const GOOD: &str = "Basic cHJveHk6cHJveHk=";

async fn all(mut receiving: RecvStream) -> Result<String, h2::Error> {
    let mut octets = Vec::new();
    while let Some(data) = receiving.data().await {
        let data = data?;
        let _ = receiving.flow_control().release_capacity(data.len());
        octets.extend_from_slice(&data);
    }
    Ok(String::from_utf8(octets).expect("text"))
}

#[test]
fn a_stream_becomes_a_tunnel_and_others_go_on_beside_it() {
    let lab = two();
    let there = lab.addresses()[1].to_string();
    run(async {
        let mut requests = connection(&lab).await;
        for (authority, credentials, code) in [
            (there.as_str(), "", 407),
            (&there, "Basic eDp5", 407),
            ("example.com:443", "", 407),
            ("example.com:443", GOOD, 403),
            ("127.0.0.2:1", GOOD, 403),
        ] {
            assert_eq!(connect(&mut requests, authority, credentials).await.0, code, "{authority} {credentials}");
        }
        let (first, mut one, from_one) = connect(&mut requests, &there, GOOD).await;
        let (second, mut other, from_other) = connect(&mut requests, &there, GOOD).await;
        assert_eq!((first, second), (StatusCode::OK, StatusCode::OK));
        let ask = |close| format!("GET {WELCOME} HTTP/1.1\r\nHost: a\r\n{close}\r\n");
        one.send_data(ask("").into(), false).expect("it is sent");
        one.send_data(ask("Connection: close\r\n").into(), false).expect("it is sent");
        // The client's end is passed on, and the answer still comes.
        other.send_data(ask("").into(), true).expect("it is sent");
        assert_eq!(all(from_one).await.expect("a whole answer").matches(GREETING).count(), 2);
        assert_eq!(all(from_other).await.expect("a whole answer").matches(GREETING).count(), 1);
    });
    until("no connection is left", || (lab.connections() == 0).then_some(()));
}

#[test]
fn a_tunnel_in_which_nothing_moves_is_cancelled() {
    let lab = lab_with(|settings| {
        settings.limits.idle_timeout = Duration::from_millis(200);
        settings.limits.head_timeout = Duration::from_secs(60);
    });
    let own = lab.place().to_string();
    run(async {
        let mut requests = connection(&lab).await;
        let (code, mut sending, receiving) = connect(&mut requests, &own, GOOD).await;
        assert_eq!(code, 200);
        sending.send_data("GET / HT".into(), false).expect("it is sent");
        assert_eq!(all(receiving).await.expect_err("no end").reason(), Some(Reason::CANCEL));
    });
}

#[test]
fn a_request_for_another_name_is_not_taken_for_one_to_a_proxy() {
    let lab = two();
    run(async {
        let mut requests = connection(&lab).await;
        let request = Request::get(format!("http://other.test{WELCOME}")).body(()).expect("a request");
        let (answer, _) = requests.send_request(request, true).expect("it is sent");
        assert_eq!(answer.await.expect("an answer").status(), 200);
    });
    let way = until("it is in the journal", || lab.newest(1).pop()).way;
    assert_eq!(way.answer(Question::AsksProxy), Some(false));
}
