//! The same over HTTP/2: a stream that is given up leaves what came, and the upload goes on over the same connection.

use super::support::{PATIENCE, lab};
use super::{octets, state};
use bytes::Bytes;
use h2::client::ResponseFuture;
use h2::{Reason, SendStream};
use http::{HeaderMap, Request, StatusCode};
use std::future::poll_fn;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

type Requests = h2::client::SendRequest<Bytes>;

/// Sends a head, and what comes of it.
fn send(
    requests: &mut Requests,
    method: &str,
    target: &str,
    fields: &[(&str, &str)],
) -> (ResponseFuture, SendStream<Bytes>) {
    let mut request = Request::builder().method(method).uri(format!("http://lab{target}"));
    for (name, value) in fields.iter().chain(&[("upload-draft-interop-version", "8"), ("upload-complete", "?1")]) {
        request = request.header(*name, *value);
    }
    requests.send_request(request.body(()).expect("a request"), false).expect("a stream")
}

/// The next interim answer, if one comes before the final one.
async fn interim(answer: &mut ResponseFuture) -> Option<(StatusCode, HeaderMap)> {
    let interim = poll_fn(|context| answer.poll_informational(context)).await?.expect("an interim answer");
    Some((interim.status(), interim.headers().clone()))
}

#[tokio::test]
async fn a_stream_that_is_given_up_leaves_what_came_and_its_connection_goes_on() {
    let lab = lab();
    let whole = octets(200_000);
    let stream = TcpStream::connect(lab.place()).await.expect("a connection");
    let (mut requests, connection) = h2::client::handshake(stream).await.expect("HTTP/2");
    tokio::spawn(connection);

    let (mut answer, mut content) = send(&mut requests, "POST", "/lab/uploads", &[("content-length", "200000")]);
    let (code, fields) = interim(&mut answer).await.expect("it can be gone on with");
    assert_eq!((code.as_u16(), &fields["location"]), (104, &"/lab/uploads/1".parse().expect("a value")));
    content.send_data(Bytes::copy_from_slice(&whole[..50_000]), false).expect("a piece is sent");
    let waiting = Instant::now();
    while lab.get("/lab/uploads/1").json()["offset"] != 50_000 {
        assert!(waiting.elapsed() < PATIENCE, "it is kept");
        // The connection is to have its turn.
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    content.send_reset(Reason::CANCEL);
    drop(answer);
    assert_eq!(state(&lab), (50_000, false));

    let partial = [("content-type", "application/partial-upload"), ("upload-offset", "50000")];
    let (mut answer, mut content) = send(&mut requests, "PATCH", "/lab/uploads/1", &partial);
    content.send_data(Bytes::copy_from_slice(&whole[50_000..]), true).expect("the rest is sent");
    let mut offsets = Vec::new();
    while let Some((code, fields)) = interim(&mut answer).await {
        assert_eq!((code.as_u16(), fields.contains_key("location")), (104, false));
        offsets.push(fields["upload-offset"].to_str().expect("text").parse::<u64>().expect("a number"));
    }
    assert!(!offsets.is_empty() && offsets.is_sorted() && offsets.iter().all(|at| *at > 50_000), "{offsets:?}");
    let done = answer.await.expect("the final answer");
    assert_eq!((done.status().as_u16(), &done.headers()["upload-complete"]), (201, &"?1".parse().expect("a value")));
    assert!(!done.body().is_end_stream(), "it was not an interim answer that ended the stream");
    assert_eq!(lab.get("/lab/documents/upload-1").content, whole);
}
