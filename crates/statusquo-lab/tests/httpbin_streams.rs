//! `/stream` of httpbin's kind: lines that come one by one.

mod support;

use support::lab;

#[test]
fn each_line_is_the_request_in_the_order_in_which_it_came() {
    let lab = lab();
    let fields = ["Host: a.example", "X-B: 1", "Accept: */*", "x-b: 2", "X-Forwarded-For: 1.2.3.4"];
    let answer = lab.plain("GET /stream/3?b=1&a=2&b=%C3%A9", &fields).expect(200);
    let line = |id: u64| {
        format!(
            "{{\"url\": \"http://a.example/stream/3?b=1&a=2&b=\\u00e9\", \"args\": {{\"b\": [\"1\", \"\\u00e9\"], \
             \"a\": \"2\"}}, \"headers\": {{\"Host\": \"a.example\", \"X-B\": \"1,2\", \"Accept\": \"*/*\"}}, \
             \"origin\": \"1.2.3.4\", \"id\": {id}}}\n"
        )
    };
    assert_eq!(answer.text(), [line(0), line(1), line(2)].concat());
    assert_eq!((answer.field("Content-Type"), answer.field("Transfer-Encoding")), ("application/json", "chunked"));
    let sent = lab.record(&answer).traffic.sent;
    let size = format!("{:x}\r\n", line(0).len());
    let chunk = |id| format!("{size}{}\r\n", line(id));
    let content = format!("\r\n\r\n{}{}{}0\r\n\r\n", chunk(0), chunk(1), chunk(2));
    assert!(sent.to_ascii_lowercase().ends_with(content.to_ascii_lowercase().as_bytes()), "{}", sent.escape_ascii());
}

#[test]
fn there_are_no_more_than_a_hundred_lines_and_none_for_head() {
    let lab = lab();
    for (count, lines) in [(0, 0), (1, 1), (100, 100), (101, 100), (u64::MAX, 100)] {
        let answer = lab.get(&format!("/stream/{count}")).expect(200);
        assert_eq!(answer.text().lines().count(), lines, "{count}");
        assert!(answer.text().lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    }
    let head = lab.plain("HEAD /stream/3", &[]).expect(200);
    assert_eq!((head.content.len(), head.has("Content-Length")), (0, false));
    for absent in ["/stream/-1", "/stream/x", "/stream/", "/stream/1.5"] {
        lab.get(absent).expect(404);
    }
}

#[test]
fn to_http10_the_lines_end_with_the_connection() {
    let lab = lab();
    let mut old = lab.connect().http10();
    old.send("GET /stream/2 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    let answer = old.answer("GET /stream/2").expect(200);
    assert_eq!((answer.text().lines().count(), answer.field("Connection")), (2, "close"));
    assert!(!answer.has("Transfer-Encoding") && old.is_closed());
}
