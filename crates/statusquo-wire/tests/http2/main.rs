//! HTTP/2 as a carrier, against services that answer well, badly, late, or not at all.
#![expect(clippy::unwrap_used, reason = "what is not as it should be is to stop the test")]

mod client;
mod service;

use client::{Client, answer_of, read, reason};
use h2::client::Builder;
use h2::{Reason, RecvStream};
use http::{Request as Head, Response, StatusCode};
use service::Paths;
use statusquo_wire::h2::Connection;
use statusquo_wire::transport::{Ends, Stream, Tap};
use statusquo_wire::{Clock, Limits};
use std::future::poll_fn;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::test]
async fn interim_answers_come_before_the_final_one_and_never_after() {
    let mut client = Client::new().await;
    let answer = client.get("/interim").await.unwrap();
    assert_eq!((answer.interim, answer.status), (vec![100, 102, 103], StatusCode::OK));
}

#[tokio::test]
async fn nothing_is_said_on_a_stream_that_the_client_has_reset() {
    let mut client = Client::new().await;
    let (mut future, mut content) = client.send("POST", "/reset", false).await;
    let interim = poll_fn(|context| future.poll_informational(context)).await.unwrap().unwrap();
    assert_eq!(interim.status(), 102);
    content.send_reset(Reason::CANCEL);
    assert_eq!(client.get("/").await.unwrap().status, StatusCode::OK);
    timeout(PATIENCE, async {
        while client.notes.all() != ["gone"] {
            sleep(Duration::from_millis(1)).await;
        }
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn an_answer_that_is_owed_or_not_ended_is_an_error_and_of_its_stream_alone() {
    std::panic::set_hook(Box::new(|panic| {
        if panic.payload_as_str() != Some("on purpose") {
            eprintln!("{panic}");
        }
    }));
    let mut client = Client::new().await;
    for path in ["/silent", "/panic"] {
        assert_eq!(reason(client.get(path).await), Some(Reason::INTERNAL_ERROR), "{path}");
    }
    for path in ["/half", "/half-panic"] {
        let answer = client.get(path).await.unwrap();
        assert_eq!((&answer.content[..], answer.cut), (&b"half"[..], Some(Reason::INTERNAL_ERROR)), "{path}");
    }
    assert_eq!(client.get("/").await.unwrap().content, b"/");
}

#[tokio::test]
async fn content_goes_in_pieces_of_the_length_that_was_announced() {
    let mut client = Client::new().await;
    let answer = client.get("/pieces").await.unwrap();
    assert_eq!((&answer.content[..], answer.cut), (&b"1234567890"[..], None));
    assert_eq!(answer.fields["content-length"], "10");
    let (future, _content) = client.send("HEAD", "/pieces", true).await;
    let head = answer_of(future).await;
    assert_eq!((head.fields["content-length"].as_bytes(), head.content.len()), (&b"10"[..], 0));
}

#[tokio::test]
async fn trailers_follow_the_content_whether_or_not_its_length_was_announced() {
    let mut client = Client::new().await;
    for (path, length) in [("/trailers", None), ("/trailers-announced", Some("4"))] {
        let answer = client.get(path).await.unwrap();
        assert_eq!((&answer.content[..], answer.cut), (&b"body"[..], None));
        assert_eq!(answer.fields.get("content-length").map(|length| length.to_str().unwrap()), length);
        let trailers = answer.trailers.unwrap();
        let sums: Vec<_> = trailers.get_all("x-sum").iter().collect();
        assert_eq!(sums, ["1", "2"]);
        assert_eq!(trailers.len(), 2, "what speaks of a connection is left out");
        let (future, _content) = client.send("HEAD", path, true).await;
        let head = answer_of(future).await;
        assert_eq!((head.content.len(), head.trailers), (0, None));
        assert_eq!(head.fields.get("content-length").map(|length| length.to_str().unwrap()), length);
    }
    assert_eq!(client.get("/pieces").await.unwrap().trailers, None);
}

#[tokio::test]
async fn fields_of_the_connection_are_left_out_and_the_date_is_added() {
    let mut client = Client::new().await;
    let fields = client.get("/connection").await.unwrap().fields;
    let mut names: Vec<&str> = fields.keys().map(http::HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["content-length", "date", "x-kept"]);
}

#[tokio::test]
async fn content_is_read_within_its_limit_and_its_time() {
    let limits = Limits { content_timeout: Duration::from_millis(100), ..Limits::default() };
    let mut client = Client::with(limits, Tap::Off, &Builder::new()).await;
    let (future, mut content) = client.send("POST", "/read", false).await;
    content.send_data("12345".into(), false).unwrap();
    content.send_data("67890".into(), true).unwrap();
    assert_eq!(answer_of(future).await.content, b"1234567890");

    let (future, mut content) = client.send("POST", "/read", false).await;
    content.send_data("more than ten octets".into(), true).unwrap();
    assert_eq!(answer_of(future).await.content, b"TooLarge(10)");

    let (future, mut content) = client.send("POST", "/read", false).await;
    content.send_data("slow".into(), false).unwrap();
    let slow = answer_of(future).await;
    assert_eq!((slow.status, &slow.content[..]), (StatusCode::REQUEST_TIMEOUT, &b"ContentInTime"[..]));
    assert_eq!(client.get("/").await.unwrap().content, b"/", "the connection goes on");
}

#[tokio::test]
async fn a_large_answer_goes_as_fast_as_the_windows_open() {
    let mut client = Client::with(Limits::default(), Tap::All(10), Builder::new().initial_window_size(1000)).await;
    let answer = client.get("/large").await.unwrap();
    assert_eq!((answer.content.len(), answer.cut), (300_000, None));
    assert_eq!(client.notes.all(), ["large true"]);
}

#[tokio::test]
async fn a_window_that_stays_closed_costs_its_stream_and_no_other() {
    let limits = Limits { write_timeout: Duration::from_millis(100), ..Limits::default() };
    let mut client = Client::with(limits, Tap::Off, Builder::new().initial_window_size(1000)).await;
    let (future, _content) = client.send("GET", "/large", true).await;
    let mut stream = future.await.unwrap().into_body();
    let first = stream.data().await.unwrap().unwrap();
    assert_eq!(first.len(), 1000);
    assert_eq!(client.get("/").await.unwrap().content, b"/");
    // Nothing is given back to the window: the server gives up.
    let end = timeout(PATIENCE, stream.data()).await.unwrap().unwrap();
    assert_eq!(end.unwrap_err().reason(), Some(Reason::CANCEL));
    assert_eq!(client.notes.all(), ["large false"]);
    assert_eq!(client.get("/").await.unwrap().content, b"/");
}

#[tokio::test]
async fn an_extended_connect_becomes_a_tunnel_and_nothing_else_does() {
    let mut client = Client::new().await;
    assert_eq!(client.get("/tunnel").await.unwrap().status, StatusCode::BAD_REQUEST);
    let head = Head::builder()
        .method("CONNECT")
        .uri("http://lab/tunnel")
        .extension(h2::ext::Protocol::from_static("websocket"))
        .body(())
        .unwrap();
    poll_fn(|context| client.requests.poll_ready(context)).await.unwrap();
    let (future, mut content) = client.requests.send_request(head, false).unwrap();
    let response: Response<RecvStream> = future.await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    content.send_data("stre".into(), false).unwrap();
    content.send_data("ssed".into(), true).unwrap();
    assert_eq!(read(&mut response.into_body()).await, (b"desserts".to_vec(), None));
}

#[tokio::test]
async fn stopping_lets_streams_end_and_takes_no_new_ones() {
    let mut client = Client::new().await;
    let (future, _content) = client.send("GET", "/slow", true).await;
    assert_eq!(client.get("/").await.unwrap().status, StatusCode::OK, "both streams are known to the server");
    client.stop.send(true).unwrap();
    assert_eq!(answer_of(future).await.content, b"slow");
    timeout(PATIENCE, client.served).await.unwrap().unwrap();
    timeout(PATIENCE, client.ended).await.unwrap().unwrap().unwrap();
    assert!(poll_fn(|context| client.requests.poll_ready(context)).await.is_err());
}

#[tokio::test]
async fn an_idle_connection_ends_with_goodbye() {
    let limits = Limits { idle_timeout: Duration::from_millis(100), ..Limits::default() };
    let mut client = Client::with(limits, Tap::Off, &Builder::new()).await;
    assert_eq!(client.get("/").await.unwrap().status, StatusCode::OK);
    timeout(PATIENCE, client.served).await.unwrap().unwrap();
    timeout(PATIENCE, client.ended).await.unwrap().unwrap().unwrap();
}

#[tokio::test]
async fn the_tap_keeps_frames_and_what_they_say() {
    let mut client = Client::with(Limits::default(), Tap::All(1000), &Builder::new()).await;
    client.get("/recorded").await.unwrap();
    let notes = client.notes.all();
    assert!(notes[0].starts_with("Received HEADERS "), "{notes:?}");
    assert!(notes[1].starts_with("Sent HEADERS "), "{notes:?}");
    assert_eq!(notes[2], "Sent DATA 4");
    assert_eq!(notes[3], ":method: GET\r\n:scheme: http\r\n:authority: lab\r\n:path: /recorded\r\n\r\n");
    assert!(notes[4].starts_with(":status: 200\r\ndate: ") && notes[4].ends_with("\r\n\r\nhere"), "{notes:?}");
}

#[tokio::test]
async fn a_client_that_reads_nothing_is_given_up() {
    let limits = Limits { write_timeout: Duration::from_millis(100), ..Limits::default() };
    let (ours, mut theirs) = duplex(1024);
    let (_stop, stopping) = watch::channel(false);
    let stream = Stream::Pipe(ours);
    let ends = Ends::of(&stream);
    let connection = Connection::new(stream, ends, Vec::new(), limits, Clock::System, Tap::Off, stopping);
    let service = Paths::default();
    let request = b"\0\0\x0b\x01\x05\0\0\0\x01\x82\x86\x41\x03lab\x04\x02/x";
    let client = async {
        theirs.write_all(statusquo_wire::h2::PREFACE).await.unwrap();
        theirs.write_all(b"\0\0\0\x04\0\0\0\0\0").await.unwrap();
        for stream in 0..200_u8 {
            let mut request = request.to_vec();
            request[7] = stream >> 7;
            request[8] = stream << 1 | 1;
            if theirs.write_all(&request).await.is_err() {
                break;
            }
        }
        theirs
    };
    let served = async { tokio::join!(connection.run(&service, false), client).1 };
    let mut theirs = timeout(PATIENCE, served).await.unwrap();
    let mut rest = Vec::new();
    theirs.read_to_end(&mut rest).await.unwrap();
    assert_eq!(rest.len(), 1024, "what fits the pipe, and no more");
}
