//! What bounds uploads: their size, their number, their time, and that one request at a time sends.

use super::support::{lab, lab_with, until};
use super::{PART, PARTIAL, POST, VERSION, WHOLE, begin, octets, patch, state};
use statusquo_decision::Question;
use std::time::{Duration, Instant};

#[test]
fn more_than_is_taken_is_413_with_the_limit_before_and_while_it_comes() {
    let lab = lab_with(|settings| settings.document_bytes = 10);
    let limit = "max-size=10, max-age=3600";
    let early: [(&[&str], &str); 3] = [
        (&[WHOLE, "Content-Length: 11"], "its length"),
        (&[PART, "Upload-Length: 11", "Content-Length: 1"], "the length that it will have"),
        (&[PART, "Upload-Length: 11"], "the same, and nothing yet"),
    ];
    for (fields, why) in early {
        let mut client = lab.connect();
        client.send_head(POST, &[&[VERSION, "Expect: 100-continue"], fields].concat());
        let answer = client.next(POST).expect(413);
        assert_eq!(
            (answer.field("Upload-Limit"), lab.decided(&answer).0),
            (limit, Question::DeclaredSizeFits),
            "{why}"
        );
    }
    lab.ask(POST, &[VERSION, PART], "12345678").expect(201);
    assert_eq!(patch(&lab, 8, PART, b"9ab").expect(413).field("Upload-Limit"), limit);
    let mut client = lab.connect();
    let line = "PATCH /lab/uploads/1";
    client.send_head(line, &[VERSION, PART, PARTIAL, "Upload-Offset: 8", "Transfer-Encoding: chunked"]);
    client.send("1\r\n9\r\n");
    until("it is kept", || (lab.get("/lab/uploads/1").json()["offset"] == 9).then_some(()));
    client.send("2\r\nab\r\n0\r\n\r\n");
    let answer = client.answer(line).expect(413);
    assert_eq!((answer.field("Upload-Limit"), lab.decided(&answer).0), (limit, Question::ContentFits));
    assert_eq!(state(&lab), (9, false), "what fitted is kept");
    patch(&lab, 9, WHOLE, b"a").expect(201);
}

#[test]
fn there_is_room_for_so_many_uploads_and_so_many_octets() {
    let lab = lab_with(|settings| settings.records = 4);
    for _ in 0..4 {
        lab.ask(POST, &[VERSION, PART], "").expect(201);
    }
    let full = lab.ask(POST, &[VERSION, PART], "abc").expect(507);
    assert_eq!((lab.decided(&full), full.interim_codes()), ((Question::RoomLeft, false), vec![]));
    lab.get("/lab/uploads/5").expect(404);
    lab.plain("DELETE /lab/uploads/2", &[]).expect(204);
    assert_eq!(lab.ask(POST, &[VERSION, PART], "").expect(201).field("Location"), "/lab/uploads/5");

    let lab = lab_with(|settings| settings.documents_bytes = 100_000);
    lab.ask(POST, &[VERSION, PART], octets(70_000)).expect(201);
    lab.ask(POST, &[VERSION, PART], octets(100_000)).expect(507);
    lab.plain("DELETE /lab/uploads/2", &[]).expect(204);
    patch(&lab, 70_000, PART, &octets(20_000)).expect(204);
    assert_eq!(state(&lab), (90_000, false), "nothing that was accepted is lost");
    // The document has no room beside another one; the upload can still be ended later.
    lab.ask("PUT /lab/documents/other", &[], octets(20_000)).expect(201);
    let refused = patch(&lab, 90_000, WHOLE, b"").expect(507);
    assert_eq!(lab.decided(&refused), (Question::RoomLeft, false));
    assert_eq!(state(&lab), (90_000, false));
    lab.plain("DELETE /lab/documents/other", &[]).expect(204);
    patch(&lab, 90_000, WHOLE, b"").expect(201);
}

#[test]
fn a_media_type_takes_room_too() {
    let lab = lab_with(|settings| settings.documents_bytes = 100_000);
    let long = format!("Content-Type: a/{}", "b".repeat(40_000));
    for code in [201, 201, 507] {
        lab.ask(POST, &[VERSION, PART, &long], "").expect(code);
    }
    lab.ask(POST, &[VERSION, PART], "abc").expect(201);
}

#[test]
fn uploads_that_are_complete_make_room_the_oldest_first() {
    let lab = lab_with(|settings| settings.records = 20);
    lab.ask(POST, &[VERSION, PART], "still to come").expect(201);
    for id in 2..=40 {
        lab.ask(POST, &[VERSION, WHOLE], "a").expect(201);
        lab.plain(&format!("DELETE /lab/documents/upload-{id}"), &[]).expect(204);
    }
    for (id, code) in [(1, 200), (2, 410), (21, 410), (22, 200), (40, 200), (41, 404)] {
        lab.get(&format!("/lab/uploads/{id}")).expect(code);
    }
}

#[test]
fn the_newest_request_ends_the_one_before_it() {
    let lab = lab();
    let mut first = begin(&lab, 10, b"abc");
    assert_eq!(state(&lab), (3, false));
    let ended = first.answer(POST).expect(409);
    assert_eq!((ended.field("Upload-Offset"), lab.decided(&ended)), ("3", (Question::Conflict, true)));
    let line = "PATCH /lab/uploads/1";
    let fields = |offset: &'static str| [VERSION, PART, PARTIAL, offset, "Content-Length: 4"];
    let mut second = lab.connect();
    second.send_head(line, &fields("Upload-Offset: 3"));
    second.send("de");
    until("it is kept", || (lab.get("/lab/uploads/1").json()["offset"] == 5).then_some(()));
    let mut third = lab.connect();
    third.send_head(line, &fields("Upload-Offset: 5"));
    second.answer(line).expect(409);
    third.send("fghi");
    third.answer(line).expect(204);
    patch(&lab, 9, WHOLE, b"j").expect(201);
    assert_eq!(lab.get("/lab/documents/upload-1").text(), "abcdefghij");
}

#[test]
fn cancelling_ends_who_sends_and_leaves_nothing() {
    let lab = lab();
    let mut sending = begin(&lab, 10, b"abc");
    let asked = Instant::now();
    lab.plain("DELETE /lab/uploads/1", &[]).expect(204);
    sending.answer(POST).expect(404);
    assert!(asked.elapsed() < Duration::from_secs(8), "it is ended, not waited for");
    for method in ["GET", "HEAD", "DELETE"] {
        lab.plain(&format!("{method} /lab/uploads/1"), &[]).expect(410);
    }
    patch(&lab, 3, WHOLE, b"d").expect(410);
    lab.get("/lab/documents/upload-1").expect(404);
}

#[test]
fn content_that_stops_coming_is_408_and_kept() {
    let lab = lab_with(|settings| settings.limits.content_timeout = Duration::from_millis(200));
    let mut client = begin(&lab, 10, b"abc");
    client.answer(POST).expect(408);
    assert_eq!(state(&lab), (3, false));
    patch(&lab, 3, WHOLE, b"defghij").expect(201);
}
