//! Content that is whole, content that is open, interim answers on the way, and both sides writing at once.

use crate::scripts::{Outcome, drain, get, in_memory, pattern, read_request, request, upstream};
use statusquo_gateway::Gateway;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

const LARGE: usize = 5 * 1024 * 1024;

/// A content in one of the three framings.
fn framed(framing: &str, content: &[u8]) -> Vec<u8> {
    match framing {
        "length" => {
            [format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", content.len()).as_bytes(), content].concat()
        }
        "chunks" => {
            let mut out = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
            for chunk in content.chunks(30_000) {
                out.extend_from_slice(format!("{:X}\r\n", chunk.len()).as_bytes());
                out.extend_from_slice(chunk);
                out.extend_from_slice(b"\r\n");
            }
            out.extend_from_slice(b"0\r\n\r\n");
            out
        }
        _ => [b"HTTP/1.1 200 OK\r\n\r\n", content].concat(),
    }
}

#[tokio::test]
async fn a_large_content_comes_through_in_pieces() {
    let content = pattern(LARGE);
    for framing in ["length", "chunks", "end"] {
        let (address, task) = upstream(framed(framing, &content)).await;
        let gateway = Gateway::default();
        let asked = gateway.ask(address, "/", &get(), b"").await.expect("a connection");
        let mut reply = asked.reply().await.expect("the beginning");
        assert!(!reply.is_whole(), "{framing}");
        assert_eq!(reply.length(), (framing == "length").then_some(LARGE as u64));
        let held = reply.content().len();
        assert!(held > gateway.buffer && held < gateway.buffer + 256 * 1024, "{framing}: {held} octets held");
        let mut came = Vec::new();
        while let Some(piece) = reply.next().await.expect(framing) {
            assert!(piece.len() <= held, "{framing}: a piece of {} octets", piece.len());
            came.extend_from_slice(&piece);
        }
        assert!(came == content, "{framing}: other octets came");
        assert!(reply.next().await.expect("the end again").is_none());
        task.await.expect("the script");
    }
}

#[tokio::test]
async fn a_large_content_that_is_cut_is_cut_for_the_client_too() {
    let content = pattern(LARGE);
    for framing in ["length", "chunks"] {
        let mut bytes = framed(framing, &content);
        bytes.truncate(bytes.len() - 1000);
        let (address, task) = upstream(bytes).await;
        let asked = Gateway::default().ask(address, "/", &get(), b"").await.expect("a connection");
        let outcome = drain(asked).await.expect("the beginning");
        let cut = outcome.cut.expect(framing);
        assert_eq!(cut.error.name(), "http_response_incomplete", "{framing}");
        assert!(content.starts_with(&outcome.content) && outcome.content.len() >= LARGE - 1000, "{framing}");
        task.await.expect("the script");
    }
}

#[tokio::test]
async fn what_just_fits_the_buffer_is_judged_before_anything_is_passed_on() {
    let gateway = Gateway { buffer: 1000, ..Gateway::default() };
    for framing in ["length", "chunks", "end"] {
        for room in [1, 64] {
            let whole = |length| {
                let stream = in_memory(framed(framing, &pattern(length)), room);
                async move {
                    let asked = gateway.ask_over(stream, "a", "/", &get(), b"").await.expect("sent");
                    drain(asked).await.expect("an answer").whole
                }
            };
            assert!(whole(0).await && whole(999).await && whole(1000).await, "{framing} {room}");
            assert!(!whole(1200).await, "{framing} {room}");
        }
    }
    let mut cut = framed("chunks", &pattern(1000));
    cut.truncate(cut.len() - 1);
    let asked = gateway.ask_over(in_memory(cut, 64), "a", "/", &get(), b"").await.expect("sent");
    assert_eq!(asked.reply().await.expect_err("cut").error.name(), "http_response_incomplete");
}

#[tokio::test]
async fn an_answer_without_content_keeps_the_length_that_it_speaks_of() {
    let head = request("HEAD /there HTTP/1.1\r\nHost: a\r\n\r\n");
    let table = [
        (&head, "HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n", Some(5_000_000)),
        (&head, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", None),
        (&head, "HTTP/1.1 200 OK\r\n\r\n", None),
        (&get(), "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", Some(7)),
        (&get(), "HTTP/1.1 204 No Content\r\n\r\n", None),
        (&get(), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Some(0)),
    ];
    for (request, says, length) in table {
        let (address, task) = upstream(says).await;
        let asked = Gateway::default().ask(address, "/", request, b"").await.expect("a connection");
        let mut reply = asked.reply().await.expect(says);
        assert_eq!((reply.length(), reply.is_whole(), reply.content().len()), (length, true, 0), "{says}");
        assert!(reply.next().await.expect(says).is_none());
        task.await.expect("the script");
    }
}

#[tokio::test]
async fn interim_answers_come_through_before_the_final_one_is_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    let (seen, was_seen) = oneshot::channel();
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("the gateway");
        read_request(&mut stream).await;
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n").await.expect("written");
        stream.write_all(b"Link: </a>\r\n\r\n").await.expect("written");
        was_seen.await.expect("the interim answer is seen");
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi").await.expect("written");
    });
    let mut asked = Gateway::default().ask(address, "/", &get(), b"").await.expect("a connection");
    let mut interim = Vec::new();
    for _ in 0..2 {
        interim.push(asked.interim().await.expect("no failure").expect("an interim answer").status);
    }
    seen.send(()).expect("the upstream waits");
    assert!(asked.interim().await.expect("no failure").is_none());
    assert_eq!(interim, [100, 103]);
    assert_eq!(drain(asked).await.expect("an answer").content, b"hi");
    task.await.expect("the script");
}

#[tokio::test]
async fn an_answer_that_comes_before_the_content_is_taken_is_an_answer() {
    let (near, mut far) = tokio::io::duplex(64);
    let task = tokio::spawn(async move {
        let mut head = vec![0; 16];
        tokio::io::AsyncReadExt::read_exact(&mut far, &mut head).await.expect("the beginning of the request");
        far.write_all(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nno\n").await.expect("written");
    });
    let content = pattern(100_000);
    let put = request("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
    let asked = Gateway::default().ask_over(near, "a", "/", &put, &content).await.expect("as much as was taken");
    let expected = Outcome { status: 413, content: b"no\n".to_vec(), whole: true, cut: None };
    assert_eq!(drain(asked).await.expect("the answer"), expected);
    task.await.expect("the script");
}

#[tokio::test]
async fn a_request_with_large_content_arrives_whole() {
    let content = pattern(1024 * 1024);
    let put = request("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n");
    let (address, task) = upstream("HTTP/1.1 204 No Content\r\n\r\n").await;
    let asked = Gateway::default().ask(address, "/", &put, &content).await.expect("a connection");
    assert_eq!(drain(asked).await.expect("an answer").status, 204);
    assert!(task.await.expect("the script").ends_with(&content));
}
