//! Which fields pass, in both directions, and what the gateway adds.

use crate::scripts::{get, request, upstream};
use statusquo_gateway::Gateway;
use statusquo_wire::Request;

const EMPTY: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

/// What the upstream gets for this request.
async fn forwarded(request: &Request, target: &str, content: &[u8]) -> (String, String) {
    let (address, task) = upstream(EMPTY).await;
    let asked = Gateway::default().ask(address, target, request, content).await.expect("a connection");
    asked.reply().await.expect("an answer");
    let bytes = task.await.expect("the script");
    (String::from_utf8(bytes).expect("text"), address.to_string())
}

#[tokio::test]
async fn end_to_end_fields_pass_in_order_and_hop_by_hop_fields_stay() {
    let client = request(
        "PUT /lab HTTP/1.1\r\nHost: client.test\r\nACCEPT: text/*\r\nConnection: X-Mine, keep-alive\r\n\
         connection: x-other\r\nx-mine: 1\r\nX-Other: 2\r\nKeep-Alive: timeout=5\r\nProxy-Connection: keep-alive\r\n\
         TE: trailers\r\nUpgrade: websocket\r\nProxy-Authorization: Basic eDp5\r\nExpect: 100-continue\r\n\
         Content-Length: 5\r\nAuthorization: Basic YTpi\r\nIf-None-Match: \"a\", W/\"b\"\r\nIf-Match: *\r\n\
         Range: bytes=0-1,-1\r\nIf-Range: \"a\"\r\nIf-Modified-Since: yesterday\r\nVia: 1.0 fred\r\n\
         Max-Forwards: 3\r\nCookie: a=b\r\nX-Mine-Too: \tc\td \r\n\r\n",
    );
    let (bytes, authority) = forwarded(&client, "/inside?a=b%20c", b"hello").await;
    assert_eq!(
        bytes,
        format!(
            "PUT /inside?a=b%20c HTTP/1.1\r\nHost: {authority}\r\nACCEPT: text/*\r\nAuthorization: Basic YTpi\r\n\
             If-None-Match: \"a\", W/\"b\"\r\nIf-Match: *\r\nRange: bytes=0-1,-1\r\nIf-Range: \"a\"\r\n\
             If-Modified-Since: yesterday\r\nVia: 1.0 fred\r\nMax-Forwards: 3\r\nCookie: a=b\r\nX-Mine-Too: c\td\r\n\
             Via: 1.1 statusquo\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
        )
    );
}

#[tokio::test]
async fn fields_that_the_gateway_changes_are_sent_with_its_value_or_not_at_all() {
    let client = request(
        "GET / HTTP/1.1\r\nHost: a\r\nrange: bytes=0-1\r\nAccept: a\r\nIF-NONE-MATCH: \"a\"\r\nif-none-match: \"b\"\r\n\r\n",
    );
    let (address, task) = upstream(EMPTY).await;
    let changes = [("Range", None), ("If-None-Match", Some("\"kept\"")), ("If-Modified-Since", Some("then\r\nX: 1"))];
    let asked = Gateway::default().ask_with(address, "/", &client, &changes, b"").await.expect("a connection");
    asked.reply().await.expect("an answer");
    let bytes = String::from_utf8(task.await.expect("the script")).expect("text");
    let expected = format!(
        "GET / HTTP/1.1\r\nHost: {address}\r\nAccept: a\r\nIf-None-Match: \"kept\"\r\nIf-Modified-Since: then  X: 1\r\n\
         Via: 1.1 statusquo\r\nConnection: close\r\n\r\n"
    );
    assert_eq!(bytes, expected, "and no value ends its line");
}

#[tokio::test]
async fn content_in_chunks_goes_on_with_its_length_and_an_old_client_is_named_in_via() {
    let client = request("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    let (bytes, authority) = forwarded(&client, "/", b"hi").await;
    let tail = "Via: 1.1 statusquo\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi";
    assert_eq!(bytes, format!("POST / HTTP/1.1\r\nHost: {authority}\r\n{tail}"));

    let client = request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    assert!(forwarded(&client, "/", b"").await.0.contains("\r\nContent-Length: 0\r\n"));

    let client = request("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    let (bytes, authority) = forwarded(&client, "/", b"").await;
    let tail = "Via: 1.0 statusquo\r\nConnection: close\r\n\r\n";
    assert_eq!(bytes, format!("GET / HTTP/1.1\r\nHost: {authority}\r\n{tail}"));
}

#[tokio::test]
async fn the_number_of_forwards_is_counted_down_and_zero_goes_no_further() {
    let options =
        |forwards: &str| request(&format!("OPTIONS * HTTP/1.1\r\nHost: a\r\nMax-Forwards: {forwards}\r\n\r\n"));
    let (bytes, _) = forwarded(&options("1"), "*", b"").await;
    assert!(bytes.starts_with("OPTIONS * HTTP/1.1\r\n") && bytes.contains("\r\nMax-Forwards: 0\r\n"), "{bytes}");
    // Nobody listens at port 0: a gateway that tried to connect would fail in another way.
    let nowhere = ([127, 0, 0, 1], 0).into();
    for forwards in ["0", "-1", "many"] {
        let failure = Gateway::default().ask(nowhere, "*", &options(forwards), b"").await.expect_err(forwards);
        assert_eq!(failure.error.name(), "proxy_internal_response", "{forwards}");
        assert!(failure.error.is_internal());
    }
}

#[tokio::test]
async fn a_target_that_would_break_the_request_line_is_not_sent() {
    let nowhere = ([127, 0, 0, 1], 0).into();
    for target in ["", "x", "/a b", "/a\r\nX: y", "/\u{e9}", "http://else.test/", "*", "/a\tb"] {
        let failure = Gateway::default().ask(nowhere, target, &get(), b"").await.expect_err(target);
        assert_eq!(failure.error.name(), "proxy_internal_error", "{target:?}");
    }
    let connect = request("CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n");
    let failure = Gateway::default().ask(nowhere, "a:80", &connect, b"").await.expect_err("CONNECT");
    assert_eq!(failure.error.name(), "proxy_internal_error");
}

#[tokio::test]
async fn answers_lose_what_belongs_to_the_connection_and_their_framing() {
    let (address, task) = upstream(
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nConnection: X-Hint\r\nX-Hint: 1\r\n\r\n\
         HTTP/1.1 200 All Right\r\nsErVeR: x\r\nConnection: close, X-Mine\r\nX-Mine: 1\r\nKeep-Alive: timeout=5\r\n\
         Proxy-Connection: close\r\nUpgrade: h2c\r\nTE: x\r\nProxy-Authenticate: Basic\r\n\
         Proxy-Authentication-Info: a=b\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\nETag: \"a\"\r\n\
         Via: 1.1 inner\r\nProxy-Status: inner\r\nTransfer-Encoding: chunked\r\nTrailer: A\r\nX-Odd: \u{e9}\r\n\r\n\
         2\r\nhi\r\n0\r\nA: b\r\n\r\n",
    )
    .await;
    let mut asked = Gateway::default().ask(address, "/", &get(), b"").await.expect("a connection");
    let interim = asked.interim().await.expect("an answer").expect("an interim one");
    assert_eq!((interim.status, interim.reason.as_str()), (103, "Early Hints"));
    assert_eq!(interim.fields.wire(), b"Link: </a>\r\nVia: 1.1 statusquo\r\n");
    assert!(asked.interim().await.expect("the final head").is_none());
    assert!(asked.interim().await.expect("still the final head").is_none());
    let reply = asked.reply().await.expect("the answer");
    assert_eq!((reply.status, reply.reason.as_str()), (200, "All Right"));
    assert_eq!((reply.content(), reply.length(), reply.is_whole()), (&b"hi"[..], Some(2), true));
    assert_eq!(
        String::from_utf8_lossy(reply.fields.wire()),
        "sErVeR: x\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\nETag: \"a\"\r\nVia: 1.1 inner\r\nProxy-Status: inner\r\n\
         Trailer: A\r\nX-Odd: \u{e9}\r\nVia: 1.1 statusquo\r\n"
    );
    task.await.expect("the script");

    let (address, _task) = upstream("HTTP/1.0 200 OK\r\n\r\n").await;
    let asked = Gateway::default().ask(address, "/", &get(), b"").await.expect("a connection");
    assert_eq!(asked.reply().await.expect("the answer").fields.wire(), b"Via: 1.0 statusquo\r\n");
}

#[test]
fn a_gateway_knows_what_it_has_passed_on_by_its_name_and_mark() {
    let marked = Gateway { mark: Some(0xab), ..Gateway::default() };
    let via = |value: &str| request(&format!("GET / HTTP/1.1\r\nHost: a\r\nVia: {value}\r\n\r\n"));
    for own in ["1.1 statusquo-00000000000000ab", "1.0 fred, HTTP/2  Statusquo-00000000000000AB (ours)"] {
        assert!(marked.has_passed(&via(own)), "{own}");
    }
    for other in ["1.1 statusquo", "1.1 statusquo-00000000000000ac", "1.1 x (statusquo-00000000000000ab)", ""] {
        assert!(!marked.has_passed(&via(other)), "{other}");
    }
    assert!(Gateway::default().has_passed(&via("1.1 statusquo")), "without a mark, all of its kind are one");
}

#[tokio::test]
async fn the_mark_is_told_in_both_directions() {
    let (address, task) = upstream(EMPTY).await;
    let marked = Gateway { mark: Some(1), ..Gateway::default() };
    let reply = marked.ask(address, "/", &get(), b"").await.expect("a connection").reply().await.expect("an answer");
    let via = "1.1 statusquo-0000000000000001";
    assert_eq!(reply.fields.section().text("Via"), Some(via));
    let bytes = String::from_utf8(task.await.expect("the script")).expect("text");
    assert!(bytes.contains(&format!("\r\nVia: {via}\r\n")), "{bytes}");
}
