//! The resource that insists on a Content-Length.

mod support;

use statusquo_decision::Question;
use support::{lab, lab_with};

const LINE: &str = "POST /lab/needs-length";

#[test]
fn chunks_are_411_and_a_length_is_taken() {
    let lab = lab();
    let mut client = lab.connect();
    let answer = client.ask(LINE, &["Transfer-Encoding: chunked"], "5\r\nhello\r\n0\r\n\r\n").expect(411);
    assert_eq!(lab.decided(&answer), (Question::LengthGiven, false));
    assert!(answer.detail().contains("Content-Length"));
    // The framing was never in doubt, so the connection goes on.
    let taken = client.ask(LINE, &[], "hello").expect(200);
    assert_eq!(taken.text(), "5 octets came, as the head had said.\n");
}

#[test]
fn chunks_are_refused_by_the_head_even_if_they_would_bring_nothing() {
    let lab = lab();
    lab.connect().ask(LINE, &["Transfer-Encoding: chunked"], "0\r\n\r\n").expect(411);
    let mut client = lab.connect();
    client.send_head(LINE, &["Transfer-Encoding: chunked", "Expect: 100-continue"]);
    assert_eq!(client.next(LINE).code(), 411, "without a 100");
}

#[test]
fn a_request_with_neither_length_nor_coding_has_no_content_and_needs_no_length() {
    let lab = lab();
    let mut client = lab.connect();
    client.send("POST /lab/needs-length HTTP/1.1\r\nHost: a\r\n\r\n");
    assert!(client.answer(LINE).expect(200).text().starts_with("0 octets"));
    assert!(lab.ask(LINE, &["Content-Length: 0"], "").expect(200).text().starts_with("0 octets"));
}

#[test]
fn the_length_has_its_own_limits_and_rules() {
    let lab = lab_with(|settings| settings.document_bytes = 4);
    lab.ask(LINE, &[], "1234").expect(200);
    lab.ask(LINE, &[], "12345").expect(413);
    lab.ask(LINE, &["Content-Length: -1"], "").expect(400);
    lab.ask(LINE, &["Content-Length: 1", "Transfer-Encoding: chunked"], "").expect(400);
    lab.ask(LINE, &["Content-Encoding: gzip"], "1").expect(415);
}

#[test]
fn it_says_what_it_is_for_and_takes_nothing_else() {
    let lab = lab();
    let get = lab.get("/lab/needs-length").expect(200);
    let head = lab.plain("HEAD /lab/needs-length", &[]).expect(200);
    assert_eq!(head.field("Content-Length"), get.field("Content-Length"));
    let options = lab.plain("OPTIONS /lab/needs-length", &[]).expect(204);
    assert_eq!(options.field("Allow"), "GET, HEAD, POST, OPTIONS");
    lab.ask("PUT /lab/needs-length", &[], "x").expect(405);
    lab.get("/lab/needs-length/more").expect(404);
}
