//! Content that a client announces and sends: `Expect: 100-continue`, and the limits that answer 413.

mod support;

use statusquo_decision::Question;
use support::{JSON, TestLab, lab};

const MEBIBYTE: usize = 1024 * 1024;

/// Sends a head that waits for its go-ahead, and gives the code of the first answer.
fn first_answer(lab: &TestLab, line: &str, fields: &[&str]) -> u16 {
    let mut client = lab.connect();
    client.send_head(line, &[fields, &["Expect: 100-continue"]].concat());
    client.next(line).code()
}

#[test]
fn who_waits_gets_100_and_after_the_content_the_final_answer() {
    let lab = lab();
    let line = "PUT /lab/documents/a";
    let mut client = lab.connect();
    client.send_head(line, &["Content-Length: 3", "Expect: 100-continue"]);
    let go_ahead = client.next(line);
    assert_eq!((go_ahead.code(), go_ahead.head.bytes()), (100, &b"HTTP/1.1 100 Continue\r\n\r\n"[..]));
    client.send("abc");
    let answer = client.next(line).expect(201);
    let record = lab.record(&answer);
    assert_eq!(record.interim, [100]);
    assert_eq!(record.way.answer(Question::WaitsForGoAhead), Some(true));
    assert_eq!(client.ask("GET /lab/documents/a", &[], "").text(), "abc", "the connection goes on");
}

#[test]
fn the_word_100_continue_may_have_any_case_and_content_in_chunks_may_wait_too() {
    let lab = lab();
    let line = "PUT /lab/documents/a";
    let mut client = lab.connect();
    client.send_head(line, &["Transfer-Encoding: chunked", "Expect: 100-Continue"]);
    assert_eq!(client.next(line).code(), 100);
    client.send("1\r\na\r\n0\r\n\r\n");
    client.next(line).expect(201);
}

#[test]
fn what_block_a_refuses_gets_its_final_answer_and_no_100() {
    let lab = lab();
    let too_long = format!("Content-Length: {}", MEBIBYTE + 1);
    let one = "Content-Length: 1";
    let table: [(&str, &[&str], u16); 14] = [
        ("PUT /lab/documents/a", &[&too_long], 413),
        ("PUT /lab/documents/a", &["If-Match: *", one], 412),
        ("PUT /lab/documents/welcome", &["If-None-Match: *", one], 412),
        ("PUT /lab/documents/a", &["Content-Encoding: gzip", one], 415),
        ("PUT /lab/documents/a", &["Content-Range: bytes 0-0/1", one], 400),
        ("POST /lab/users", &["Content-Type: text/plain", one], 415),
        ("POST /lab/users", &[one], 415),
        ("PUT /lab/users/99", &[JSON, one], 404),
        ("POST /lab/documents/a", &[one], 405),
        ("POST /lab/documents/never/move", &[JSON, one], 404),
        ("POST /lab/nowhere", &[one], 404),
        ("INVENT /lab/documents/a", &[one], 501),
        ("POST /lab/vault", &[one], 405),
        ("PUT /_/maintenance", &["Origin: http://elsewhere.test", JSON, one], 403),
    ];
    for (line, fields, code) in table {
        assert_eq!(first_answer(&lab, line, fields), code, "{line} {fields:?}");
    }
    for target in ["/lab/documents/a", "/lab/users/2"] {
        lab.get(target).expect(404);
    }
}

#[test]
fn what_block_a_lets_through_gets_its_100_wherever_content_is_used() {
    let lab = lab();
    let one = "Content-Length: 1";
    for line in ["POST /lab/users", "PUT /lab/users/1", "POST /lab/jobs", "POST /lab/documents/welcome/move"] {
        assert_eq!(first_answer(&lab, line, &[JSON, one]), 100, "{line}");
    }
    assert_eq!(first_answer(&lab, "PUT /_/maintenance", &[JSON, one]), 100);
}

#[test]
fn who_waits_and_is_refused_is_not_kept_waiting_for_another_answer() {
    let lab = lab();
    let line = "PUT /lab/documents/a";
    let mut client = lab.connect();
    client.send_head(line, &["Content-Length: 1", "If-Match: *", "Expect: 100-continue"]);
    // Nobody could tell whether the content still comes, so the connection ends.
    assert_eq!(client.next(line).expect(412).field("Connection"), "close");
    client.half_close();
    assert!(client.is_closed());
}

#[test]
fn another_expectation_is_417() {
    let lab = lab();
    for expectation in ["200-ok", "100-continue, more", "\"100-continue\""] {
        let answer = lab.ask("PUT /lab/documents/a", &[&format!("Expect: {expectation}")], "x").expect(417);
        assert_eq!(lab.decided(&answer), (Question::ExpectationKnown, false));
    }
    lab.get("/lab/documents/a").expect(404);
}

#[test]
fn one_mebibyte_exactly_fits() {
    let lab = lab();
    let content = vec![b'x'; MEBIBYTE];
    lab.ask("PUT /lab/documents/a", &[], &content).expect(201);
    assert!(lab.get("/lab/documents/a").content == content);
}

#[test]
fn one_octet_more_is_413_before_the_content_is_sent() {
    let lab = lab();
    let line = "PUT /lab/documents/a";
    let mut client = lab.connect();
    client.send_head(line, &[&format!("Content-Length: {}", MEBIBYTE + 1)]);
    let answer = client.next(line).expect(413);
    assert_eq!(lab.decided(&answer), (Question::DeclaredSizeFits, false));
    assert_eq!(answer.json()["limit"], MEBIBYTE);
    assert_eq!(answer.field("Connection"), "close");
    lab.get("/lab/documents/a").expect(404);
}

#[test]
fn who_sends_too_much_all_the_same_can_read_the_413() {
    let lab = lab();
    let line = "PUT /lab/documents/a";
    let mut client = lab.connect();
    client.send_head(line, &["Content-Length: 5000000"]);
    let taken = client.try_send(vec![b'x'; 5_000_000]);
    assert!(taken, "the server reads on, so that its answer is not lost");
    client.next(line).expect(413);
}

#[test]
fn chunks_over_the_limit_are_413_midway() {
    let lab = lab();
    let line = "PUT /lab/documents/a";
    let mut client = lab.connect();
    client.send_head(line, &["Transfer-Encoding: chunked"]);
    let chunk = [b"10000\r\n", &[b'x'; 0x1_0000][..], b"\r\n"].concat();
    client.send(chunk.repeat(MEBIBYTE / 0x1_0000));
    client.send("1\r\nx\r\n");
    // Its end was never sent.
    let answer = client.next(line).expect(413);
    assert_eq!(lab.decided(&answer), (Question::ContentFits, false));
    lab.get("/lab/documents/a").expect(404);
}

#[test]
fn chunks_up_to_the_limit_fit() {
    let lab = lab();
    let chunk = [b"10000\r\n", &[b'x'; 0x1_0000][..], b"\r\n"].concat();
    let content = [chunk.repeat(MEBIBYTE / 0x1_0000), b"0\r\n\r\n".to_vec()].concat();
    lab.ask("PUT /lab/documents/a", &["Transfer-Encoding: chunked"], content).expect(201);
    assert_eq!(lab.get("/lab/documents/a").content.len(), MEBIBYTE);
}

#[test]
fn content_that_nobody_wants_is_read_over_and_the_connection_goes_on() {
    let lab = lab();
    let mut client = lab.connect();
    let content = vec![b'x'; 60_000];
    client.ask("POST /lab/documents/welcome", &[], &content).expect(405);
    client.ask("GET /lab/documents/welcome", &[], &content).expect(200);
    client.ask("GET /lab/documents/never", &["Transfer-Encoding: chunked"], "1\r\nx\r\n0\r\n\r\n").expect(404);
    client.ask("GET /lab/documents/welcome", &[], "").expect(200);
}
