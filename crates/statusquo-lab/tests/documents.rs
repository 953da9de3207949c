//! Documents: what `/lab/documents/{name}` keeps, under which codes, with which fields.

mod support;

use statusquo_decision::Question;
use support::{lab, lab_with};

#[test]
fn welcome_is_there_at_the_start() {
    let lab = lab();
    let answer = lab.get("/lab/documents/welcome").expect(200);
    assert_eq!(answer.field("Content-Type"), "text/plain; charset=utf-8");
    assert!(answer.text().starts_with("Welcome"));
    assert_eq!(lab.decided(&answer), (Question::RangesAsked, false));
}

#[test]
fn put_makes_a_new_document_with_201_and_its_location() {
    let lab = lab();
    let answer = lab.ask("PUT /lab/documents/a", &["Content-Type: text/css"], "b{}").expect(201);
    assert_eq!(answer.field("Location"), "/lab/documents/a");
    assert_eq!(lab.decided(&answer), (Question::Made, true));
    let kept = lab.get("/lab/documents/a").expect(200);
    assert_eq!((kept.text(), kept.field("Content-Type")), ("b{}", "text/css"));
    assert_eq!(kept.field("ETag"), answer.field("ETag"));
}

#[test]
fn put_replaces_a_document_with_204_and_a_new_etag() {
    let lab = lab();
    let first = lab.ask("PUT /lab/documents/a", &[], "one").expect(201);
    let second = lab.ask("PUT /lab/documents/a", &[], "two").expect(204);
    assert_ne!(first.field("ETag"), second.field("ETag"));
    assert!(!second.has("Location") && !second.has("Content-Type"));
    assert_eq!(lab.get("/lab/documents/a").text(), "two");
}

#[test]
fn put_takes_a_deleted_name_back_into_use_with_201() {
    let lab = lab();
    let first = lab.ask("PUT /lab/documents/a", &[], "one").expect(201);
    lab.plain("DELETE /lab/documents/a", &[]).expect(204);
    let again = lab.ask("PUT /lab/documents/a", &[], "one").expect(201);
    assert_ne!(first.field("ETag"), again.field("ETag"), "it is not the representation that was deleted");
    assert_eq!(lab.get("/lab/documents/a").expect(200).text(), "one");
}

#[test]
fn put_takes_a_moved_name_back_into_use_with_201() {
    let lab = lab();
    for name in ["old-welcome", "welcome-today"] {
        let target = format!("/lab/documents/{name}");
        lab.ask(&format!("PUT {target}"), &[], "here again").expect(201);
        assert_eq!(lab.get(&target).expect(200).text(), "here again");
    }
    lab.get("/lab/documents/welcome").expect(200);
}

#[test]
fn a_document_has_any_content_type_and_octet_stream_if_none_is_given() {
    let lab = lab();
    for (given, kept) in [
        ("Content-Type: Application/X-Thing; a=\"b;c\"", "Application/X-Thing; a=\"b;c\""),
        ("Content-Type:", "application/octet-stream"),
        ("X-Other: 1", "application/octet-stream"),
    ] {
        lab.ask("PUT /lab/documents/a", &[given], b"\x00\xff\r\n\r\n");
        let answer = lab.get("/lab/documents/a").expect(200);
        assert_eq!((answer.field("Content-Type"), &answer.content[..]), (kept, &b"\x00\xff\r\n\r\n"[..]), "{given}");
    }
}

#[test]
fn an_empty_document_is_a_document() {
    let lab = lab();
    lab.ask("PUT /lab/documents/a", &[], "").expect(201);
    let answer = lab.get("/lab/documents/a").expect(200);
    assert_eq!((answer.field("Content-Length"), answer.content.len()), ("0", 0));
}

#[test]
fn the_etag_is_strong_and_changes_with_content_and_with_media_type() {
    let lab = lab();
    let mut seen = Vec::new();
    for (media_type, content) in [("a/b", "one"), ("a/b", "two"), ("a/c", "two"), ("a/b", "one")] {
        lab.ask("PUT /lab/documents/a", &[&format!("Content-Type: {media_type}")], content);
        let tag = lab.get("/lab/documents/a").field("ETag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 2, "{tag} is strong");
        assert_eq!(lab.get("/lab/documents/a").field("ETag"), tag, "it stays while nothing changes");
        assert!(!seen.contains(&tag), "{tag} was used before");
        seen.push(tag);
    }
}

#[test]
fn last_modified_is_a_date_that_is_not_in_the_future() {
    let lab = lab();
    lab.ask("PUT /lab/documents/a", &[], "one").expect(201);
    let answer = lab.get("/lab/documents/a");
    let seconds = |name| httpdate::parse_http_date(answer.field(name)).expect("a date");
    assert!(seconds("Last-Modified") <= seconds("Date"), "RFC 9110 §8.8.2.1");
}

#[test]
fn delete_answers_204_and_afterwards_the_document_is_gone() {
    let lab = lab();
    let answer = lab.plain("DELETE /lab/documents/welcome", &[]).expect(204);
    assert_eq!(lab.decided(&answer), (Question::NothingToSay, true));
    for line in ["GET", "HEAD", "DELETE"] {
        let answer = lab.plain(&format!("{line} /lab/documents/welcome"), &[]).expect(410);
        assert_eq!(lab.decided(&answer), (Question::Gone, true));
    }
}

#[test]
fn what_never_existed_is_not_found() {
    let lab = lab();
    for line in ["GET", "HEAD", "DELETE"] {
        let answer = lab.plain(&format!("{line} /lab/documents/never"), &[]).expect(404);
        assert_eq!(lab.decided(&answer), (Question::Exists, false));
    }
}

#[test]
fn a_name_is_one_segment_decoded_of_at_most_255_octets_and_without_controls() {
    let lab = lab();
    let longest = "x".repeat(255);
    for (name, path) in [
        ("caf%C3%A9", "caf%C3%A9"),
        ("%61b", "ab"),
        ("a%20b", "a%20b"),
        ("a;b=c", "a%3Bb%3Dc"),
        (&longest, &longest),
        ("...", "..."),
    ] {
        let made = lab.ask(&format!("PUT /lab/documents/{name}"), &[], "x").expect(201);
        assert_eq!(made.field("Location"), format!("/lab/documents/{path}"));
        lab.get(made.field("Location")).expect(200);
        lab.get(&format!("/lab/documents/{name}?query")).expect(200);
    }
    let too_long = "x".repeat(256);
    for name in ["", ".", "..", "%2E%2e", "a%2Fb", "a/b", "a%5Cb", "a%00", "a%0Ab", "%ff", &too_long] {
        lab.ask(&format!("PUT /lab/documents/{name}"), &[], "x").expect(404);
    }
}

#[test]
fn a_part_of_a_representation_is_not_taken_for_a_whole() {
    let lab = lab();
    let answer = lab.ask("PUT /lab/documents/welcome", &["Content-Range: bytes 0-2/9"], "abc").expect(400);
    assert_eq!(lab.decided(&answer), (Question::ContentIsWhole, false));
    assert!(lab.get("/lab/documents/welcome").text().starts_with("Welcome"));
}

#[test]
fn coded_content_is_not_taken_and_the_answer_says_what_is() {
    let lab = lab();
    let answer = lab.ask("PUT /lab/documents/a", &["Content-Encoding: gzip"], "abc").expect(415);
    assert_eq!(answer.field("Accept-Encoding"), "identity");
    lab.ask("PUT /lab/documents/a", &["Content-Encoding: identity"], "abc").expect(201);
}

#[test]
fn content_comes_in_chunks_as_well() {
    let lab = lab();
    let chunks = "3;a=b\r\nabc\r\n02\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n";
    let mut client = lab.connect();
    client.ask("PUT /lab/documents/a", &["Transfer-Encoding: chunked"], chunks).expect(201);
    assert_eq!(client.ask("GET /lab/documents/a", &[], "").text(), "abcde");
}

#[test]
fn who_deletes_again_is_told_that_it_is_gone_even_in_one_pipeline() {
    let lab = lab();
    let delete = support::request(lab.place(), "DELETE /lab/documents/welcome", &[], b"");
    let mut client = lab.connect();
    client.send(delete.repeat(3));
    let codes: Vec<u16> = (0..3).map(|_| client.answer("DELETE /lab/documents/welcome").code()).collect();
    assert_eq!(codes, [204, 410, 410]);
}

#[test]
fn of_many_that_make_a_name_with_if_none_match_exactly_one_does() {
    let lab = lab_with(|settings| settings.threads = 2);
    let line = "PUT /lab/documents/only-once";
    let mut clients: Vec<_> = (0..8).map(|_| lab.connect()).collect();
    for client in &mut clients {
        client.send_head(line, &["If-None-Match: *", "Expect: 100-continue", "Content-Length: 1"]);
        assert_eq!(client.next(line).code(), 100, "with the head the precondition held for all of them");
    }
    for (number, client) in clients.iter_mut().enumerate() {
        client.send(number.to_string());
    }
    let answers: Vec<_> = clients.iter_mut().map(|client| client.answer(line)).collect();
    let made: Vec<usize> = (0..8).filter(|number| answers[*number].code() == 201).collect();
    assert_eq!(made.len(), 1);
    assert_eq!(answers.iter().filter(|answer| answer.code() == 412).count(), 7);
    assert_eq!(lab.get("/lab/documents/only-once").text(), made[0].to_string());
}
