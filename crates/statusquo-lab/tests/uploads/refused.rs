//! What cannot be resumed: wrong offsets, types and lengths, what is lacking, complete, or not there.

use super::support::{Answer, lab};
use super::{PART, PARTIAL, POST, TYPES, VERSION, WHOLE, patch, state};
use statusquo_decision::Question;

#[test]
fn a_wrong_offset_is_409_and_told_the_right_one_before_any_content_is_sent() {
    let lab = lab();
    lab.ask(POST, &[VERSION, PART], "abcde").expect(201);
    for offset in [0, 4, 6, 999_999_999_999_999] {
        let wrong = patch(&lab, offset, WHOLE, b"x").expect(409);
        assert_eq!((wrong.field("Upload-Offset"), wrong.interim_codes()), ("5", vec![]));
        let problem = wrong.json();
        assert_eq!(problem["type"], format!("{TYPES}mismatching-upload-offset"));
        assert_eq!((&problem["expected-offset"], &problem["provided-offset"]), (&5.into(), &offset.into()));
        assert_eq!(lab.decided(&wrong), (Question::Conflict, true));
    }
    let mut client = lab.connect();
    let line = "PATCH /lab/uploads/1";
    let expects = "Expect: 100-continue";
    client.send_head(line, &[VERSION, WHOLE, PARTIAL, "Upload-Offset: 4", "Content-Length: 9", expects]);
    assert_eq!(client.next(line).code(), 409, "and no 100");
    assert_eq!(state(&lab), (5, false));
}

#[test]
fn going_on_needs_to_say_where_and_whether_it_is_whole() {
    let lab = lab();
    lab.ask(POST, &[VERSION, PART], "abc").expect(201);
    let line = "PATCH /lab/uploads/1";
    let lacking: [&[&str]; 5] = [
        &[WHOLE],
        &["Upload-Offset: 3"],
        &[WHOLE, "Upload-Offset: -3"],
        &[WHOLE, "Upload-Offset: 3.0"],
        &["Upload-Complete: ?1, ?1", "Upload-Offset: 3"],
    ];
    for fields in lacking {
        let answer = lab.ask(line, &[&[VERSION, PARTIAL], fields].concat(), "x").expect(400);
        assert_eq!((lab.decided(&answer), answer.interim_codes()), ((Question::Complete, false), vec![]), "{fields:?}");
    }
    assert_eq!(state(&lab), (3, false));
}

#[test]
fn another_type_is_415_and_told_which_one_in_accept_patch() {
    let lab = lab();
    lab.ask(POST, &[VERSION, PART], "abc").expect(201);
    for fields in [&[][..], &["Content-Type: text/plain"], &["Content-Type: application/merge-patch+json"]] {
        let answer = lab.ask("PATCH /lab/uploads/1", &[&[VERSION, WHOLE, "Upload-Offset: 3"], fields].concat(), "x");
        let answer = answer.expect(415);
        assert_eq!((answer.field("Accept-Patch"), answer.has("Accept")), ("application/partial-upload", false));
    }
}

#[test]
fn lengths_that_do_not_agree_are_400() {
    let lab = lab();
    let inconsistent = |answer: Answer| {
        let answer = answer.expect(400);
        assert_eq!(answer.json()["type"], format!("{TYPES}inconsistent-upload-length"), "{}", answer.shown());
        assert_eq!(lab.decided(&answer), (Question::Consistent, false));
    };
    inconsistent(lab.ask(POST, &[VERSION, WHOLE, "Upload-Length: 4"], "abc"));
    inconsistent(lab.ask(POST, &[VERSION, PART, "Upload-Length: 2"], "abc"));
    lab.get("/lab/uploads/1").expect(404);
    lab.ask(POST, &[VERSION, PART, "Upload-Length: 5"], "abc").expect(201);
    inconsistent(patch(&lab, 3, WHOLE, b"d"));
    inconsistent(patch(&lab, 3, WHOLE, b"def"));
    inconsistent(patch(&lab, 3, PART, b"def"));
    let other = [VERSION, PART, PARTIAL, "Upload-Offset: 3", "Upload-Length: 6"];
    inconsistent(lab.ask("PATCH /lab/uploads/1", &other, "d"));
    patch(&lab, 3, PART, b"de").expect(204);
    inconsistent(patch(&lab, 5, WHOLE, b"f"));
    patch(&lab, 5, WHOLE, b"").expect(201);
}

#[test]
fn an_upload_that_grows_beyond_its_length_is_of_no_more_use() {
    let lab = lab();
    lab.ask(POST, &[VERSION, PART, "Upload-Length: 5"], "abc").expect(201);
    let mut client = lab.connect();
    let line = "PATCH /lab/uploads/1";
    client.send_head(line, &[VERSION, PART, PARTIAL, "Upload-Offset: 3", "Transfer-Encoding: chunked"]);
    client.send("3\r\ndef\r\n0\r\n\r\n");
    assert_eq!(client.answer(line).expect(400).json()["type"], format!("{TYPES}inconsistent-upload-length"));
    lab.plain("HEAD /lab/uploads/1", &[]).expect(410);
    let mut short = lab.connect();
    short.send_head(POST, &[VERSION, WHOLE, "Upload-Length: 5", "Transfer-Encoding: chunked"]);
    short.send("3\r\nabc\r\n0\r\n\r\n");
    short.answer(POST).expect(400);
    let answer = lab.plain("HEAD /lab/uploads/2", &[]).expect(200);
    assert_eq!((answer.field("Upload-Offset"), answer.field("Upload-Complete")), ("3", "?0"), "it may still grow");
}

#[test]
fn what_is_complete_stays_as_it_is() {
    let lab = lab();
    lab.ask(POST, &[VERSION, WHOLE], "abc").expect(201);
    for (content, kind) in [(&b"d"[..], "inconsistent-upload-length"), (b"", "completed-upload")] {
        for offset in [0, 3, 4] {
            let answer = patch(&lab, offset, WHOLE, content).expect(400);
            assert_eq!(answer.json()["type"], format!("{TYPES}{kind}"));
        }
    }
    assert_eq!(state(&lab), (3, true));
    assert_eq!(lab.get("/lab/documents/upload-1").text(), "abc");
}

#[test]
fn what_never_was_is_404() {
    let lab = lab();
    for target in ["/lab/uploads/1", "/lab/uploads/0", "/lab/uploads/x", "/lab/uploads/1/2"] {
        lab.get(target).expect(404);
        lab.ask(&format!("PATCH {target}"), &[VERSION, WHOLE, PARTIAL, "Upload-Offset: 0"], "a").expect(404);
    }
}
