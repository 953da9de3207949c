//! Every wait ends: with a clock that stands still until all wait, so nothing here takes time.

use crate::scripts::{drain, get, read_request, request};
use statusquo_gateway::{Failure, Gateway};
use std::time::Duration;
use tokio::io::{AsyncWriteExt, DuplexStream};
use tokio::time::{Instant, sleep};

/// Fails by this name after this long.
async fn late(gateway: Gateway, stream: DuplexStream, content: &[u8]) -> (Failure, Duration) {
    let began = Instant::now();
    let put = request(&format!("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n", content.len()));
    let failure = match gateway.ask_over(stream, "a", "/", &put, content).await {
        Err(failure) => failure,
        Ok(asked) => match drain(asked).await {
            Err(failure) => failure,
            Ok(outcome) => outcome.cut.expect("a failure"),
        },
    };
    assert!(failure.error.is_timeout(), "{failure}");
    (failure, began.elapsed())
}

/// An upstream that says these bytes and then neither speaks nor closes.
fn hangs(says: &'static [u8]) -> DuplexStream {
    let (near, mut far) = tokio::io::duplex(1024);
    tokio::spawn(async move {
        read_request(&mut far).await;
        far.write_all(says).await.expect("written");
        std::future::pending::<()>().await;
    });
    near
}

#[tokio::test(start_paused = true)]
async fn a_head_that_does_not_come() {
    for says in [&b""[..], b"HTTP/1.1 200 O", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 103 Early Hints\r\n\r\n"] {
        let (failure, after) = late(Gateway::default(), hangs(says), b"").await;
        assert_eq!(failure.error.name(), "http_response_timeout");
        assert!(after >= Duration::from_secs(1) && after < Duration::from_secs(2), "{after:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn interim_answers_do_not_buy_time() {
    let (near, mut far) = tokio::io::duplex(1024);
    tokio::spawn(async move {
        read_request(&mut far).await;
        while far.write_all(b"HTTP/1.1 102 Processing\r\n\r\n").await.is_ok() {
            sleep(Duration::from_millis(100)).await;
        }
    });
    let (failure, after) = late(Gateway::default(), near, b"").await;
    assert_eq!(failure.error.name(), "http_response_timeout");
    assert!(after < Duration::from_secs(2), "{after:?}");
}

#[tokio::test(start_paused = true)]
async fn a_content_that_stops() {
    let (failure, after) =
        late(Gateway::default(), hangs(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"), b"").await;
    assert_eq!(failure.error.name(), "connection_read_timeout");
    assert!(after >= Duration::from_secs(1) && after < Duration::from_secs(2), "{after:?}");
}

#[tokio::test(start_paused = true)]
async fn a_content_that_drips() {
    for buffer in [0, 1000] {
        let (near, mut far) = tokio::io::duplex(1024);
        tokio::spawn(async move {
            read_request(&mut far).await;
            far.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.expect("written");
            while far.write_all(b".").await.is_ok() {
                sleep(Duration::from_millis(900)).await;
            }
        });
        let (failure, after) = late(Gateway { buffer, ..Gateway::default() }, near, b"").await;
        assert_eq!(failure.error.name(), "http_response_timeout");
        assert!(after >= Duration::from_secs(30) && after < Duration::from_secs(32), "{after:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_takes_its_time_is_not_the_upstreams_fault() {
    let (near, mut far) = tokio::io::duplex(64);
    tokio::spawn(async move {
        read_request(&mut far).await;
        far.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n").await.expect("written");
        far.write_all(&[b'.'; 5000]).await.expect("written");
    });
    let gateway = Gateway { buffer: 0, ..Gateway::default() };
    let asked = gateway.ask_over(near, "a", "/", &get(), b"").await.expect("sent");
    let mut reply = asked.reply().await.expect("the beginning");
    let mut came = 0;
    while let Some(piece) = reply.next().await.expect("the upstream is never late") {
        came += piece.len();
        sleep(Duration::from_secs(10)).await;
    }
    assert_eq!(came, 5000);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_not_taken() {
    let (near, _far) = tokio::io::duplex(64);
    let (failure, after) = late(Gateway::default(), near, &[b'.'; 1000]).await;
    assert_eq!(failure.error.name(), "connection_write_timeout");
    assert!(after >= Duration::from_secs(5) && after < Duration::from_secs(6), "{after:?}");
}

#[tokio::test(start_paused = true)]
async fn two_sides_that_both_write_do_not_wait_for_each_other() {
    let (near, mut far) = tokio::io::duplex(64);
    tokio::spawn(async move {
        far.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n").await.expect("written");
        far.write_all(&[b'.'; 200_000]).await.expect("written");
    });
    let put = request("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
    let asked = Gateway::default().ask_over(near, "a", "/", &put, &[b'.'; 100_000]).await.expect("sent");
    assert_eq!(drain(asked).await.expect("an answer").content.len(), 200_000);
}

/// A listener whose queue is full leaves connections unanswered on Linux; other systems refuse them.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_connection_that_is_not_opened() {
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket.bind(([127, 0, 0, 1], 0).into()).expect("a free port");
    let listener = socket.listen(1).expect("a listener that nobody accepts from");
    let address = listener.local_addr().expect("its address");
    let gateway = Gateway { connect_timeout: Duration::from_millis(100), ..Gateway::default() };
    let mut held = Vec::new();
    for _ in 0..16 {
        match gateway.ask(address, "/", &get(), b"").await {
            Ok(asked) => held.push(asked),
            Err(failure) => {
                assert_eq!(failure.error.name(), "connection_timeout", "{failure}");
                assert!(failure.error.is_timeout());
                return;
            }
        }
    }
    panic!("a queue of 1 took {} connections", held.len());
}
