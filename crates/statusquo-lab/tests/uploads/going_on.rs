//! Uploads as they should go: whole, in parts, interrupted and resumed, with and without interim answers.

use super::support::lab;
use super::{LIMIT, NONE, PART, PARTIAL, POST, VERSION, WHOLE, begin, octets, patch, state};
use statusquo_decision::Question;

#[test]
fn an_upload_is_resumable_before_any_of_it_has_come() {
    let lab = lab();
    let mut client = lab.connect();
    client.send_head(POST, &[VERSION, WHOLE, "Content-Type: text/plain", "Content-Length: 5"]);
    let first = client.next(POST);
    assert_eq!(first.code(), 104);
    assert_eq!(
        first.head.bytes(),
        format!(
            "HTTP/1.1 104 Upload Resumption Supported\r\n{VERSION}\r\nLocation: /lab/uploads/1\r\nUpload-Limit: {LIMIT}\r\n\r\n"
        )
        .as_bytes()
    );
    client.send("hello");
    let done = client.answer(POST).expect(201);
    assert_eq!((done.field("Location"), done.field("Upload-Complete")), ("/lab/documents/upload-1", "?1"));
    let record = lab.record(&done);
    assert_eq!((record.interim, record.way.deciding_for(104)), (vec![104], Some((Question::Resumable, true))));
    let document = client.ask("GET /lab/documents/upload-1", &[], "").expect(200);
    assert_eq!((document.text(), document.field("Content-Type")), ("hello", "text/plain"));
    assert_eq!(document.field("X-Content-Type-Options"), "nosniff");
    assert_eq!(document.field("Content-Security-Policy"), "sandbox");
    assert_eq!(state(&lab), (5, true));
    assert_eq!(lab.get("/lab/uploads/1").json()["document"], "/lab/documents/upload-1");
}

#[test]
fn what_came_before_the_connection_broke_is_kept_and_the_rest_completes_it() {
    let lab = lab();
    let whole = octets(300_000);
    let client = begin(&lab, whole.len(), &whole[..123_456]);
    drop(client);
    assert_eq!(state(&lab), (123_456, false));
    let head = lab.plain("HEAD /lab/uploads/1", &[]).expect(200);
    assert_eq!((head.field("Upload-Length"), head.field("Cache-Control")), ("300000", "no-store"));
    assert!(head.field("Upload-Limit").starts_with("max-size=1048576, max-age="), "{}", head.field("Upload-Limit"));
    let done = patch(&lab, 123_456, WHOLE, &whole[123_456..]).expect(201);
    assert_eq!((done.field("Location"), done.field("Upload-Complete")), ("/lab/documents/upload-1", "?1"));
    assert!(done.interim_codes().iter().all(|code| *code == 104) && !done.interim.is_empty());
    let offsets: Vec<u64> =
        done.interim.iter().map(|interim| interim.field("Upload-Offset").parse().expect("a number")).collect();
    assert!(offsets.is_sorted() && offsets.iter().all(|offset| (123_457..=300_000).contains(offset)), "{offsets:?}");
    assert!(done.interim.iter().all(|interim| !interim.has("Location")), "the client knows where it is");
    assert!(done.interim.iter().all(|interim| interim.field("Upload-Draft-Interop-Version") == "8"));
    assert_eq!(lab.get("/lab/documents/upload-1").content, whole);
}

#[test]
fn a_large_upload_hears_how_far_it_is_now_and_then() {
    let lab = lab();
    let whole = octets(400_000);
    let done = lab.ask(POST, &[VERSION, WHOLE], &whole).expect(201);
    let said = done.interim.len();
    assert!((2..=8).contains(&said), "once with where it is, and then every 64 KiB: {said}");
    assert!(done.interim[0].has("Location") && !done.interim[0].has("Upload-Offset"));
    assert!(done.interim[1..].iter().all(|interim| interim.has("Upload-Offset") && !interim.has("Location")));
}

#[test]
fn an_upload_in_parts_is_made_with_the_last() {
    let lab = lab();
    let made = lab.ask(POST, &[VERSION, PART, "Upload-Length: 9"], "abc").expect(201);
    assert_eq!((made.field("Location"), made.field("Upload-Complete")), ("/lab/uploads/1", "?0"));
    assert_eq!((made.field("Upload-Offset"), made.field("Upload-Limit")), ("3", LIMIT));
    assert_eq!(made.interim[0].field("Location"), made.field("Location"), "both name the same");
    let more = patch(&lab, 3, PART, b"def").expect(204);
    assert_eq!((more.field("Upload-Complete"), more.field("Upload-Offset")), ("?0", "6"));
    patch(&lab, 6, WHOLE, b"ghi").expect(201);
    assert_eq!(lab.get("/lab/documents/upload-1").text(), "abcdefghi");
}

#[test]
fn content_may_be_empty_at_either_end_and_its_length_unknown() {
    let lab = lab();
    lab.ask(POST, &[VERSION, PART], "").expect(201);
    let mut client = lab.connect();
    let line = "PATCH /lab/uploads/1";
    client.send_head(line, &[VERSION, PART, PARTIAL, "Upload-Offset: 0", "Transfer-Encoding: chunked"]);
    client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    client.answer(line).expect(204);
    assert!(!lab.plain("HEAD /lab/uploads/1", &[]).has("Upload-Length"), "nobody has said it");
    patch(&lab, 5, WHOLE, b"").expect(201);
    assert_eq!(lab.get("/lab/documents/upload-1").text(), "abcde");
    lab.ask(POST, &[VERSION, WHOLE], "").expect(201);
    assert_eq!(lab.get("/lab/documents/upload-2").content, b"");
}

#[test]
fn who_waits_for_a_go_ahead_gets_100_and_then_104() {
    let lab = lab();
    let mut client = lab.connect();
    client.send_head(POST, &[VERSION, WHOLE, "Content-Length: 2", "Expect: 100-continue"]);
    assert_eq!([client.next(POST).code(), client.next(POST).code()], [100, 104]);
    client.send("ok");
    client.answer(POST).expect(201);
}

#[test]
fn without_the_interop_version_or_with_another_there_is_no_104() {
    let lab = lab();
    let versions: [&[&str]; 6] = [
        &[],
        &["Upload-Draft-Interop-Version: 7"],
        &["Upload-Draft-Interop-Version: 9"],
        &["Upload-Draft-Interop-Version: ?1"],
        &["Upload-Draft-Interop-Version: \"8\""],
        &[VERSION, VERSION],
    ];
    for (at, version) in versions.into_iter().enumerate() {
        let whole = lab.ask(POST, &[version, &[WHOLE]].concat(), "a").expect(201);
        assert_eq!(whole.interim_codes(), NONE, "{version:?}");
        assert_eq!(whole.field("Location"), format!("/lab/documents/upload-{}", 2 * at + 1));
        let part = lab.ask(POST, &[version, &[PART]].concat(), "a").expect(201);
        assert_eq!(part.interim_codes(), NONE, "{version:?}");
        assert_eq!(
            part.field("Location"),
            format!("/lab/uploads/{}", 2 * at + 2),
            "it can be gone on with all the same"
        );
    }
    let mut old = lab.connect().http10();
    old.send(format!("POST /lab/uploads HTTP/1.0\r\n{VERSION}\r\n{WHOLE}\r\nContent-Length: 1\r\n\r\na"));
    assert_eq!(old.answer(POST).expect(201).interim_codes(), NONE, "HTTP/1.0 knows no interim answers");
}

#[test]
fn without_upload_complete_it_is_an_upload_like_any_other() {
    let lab = lab();
    for complete in ["X: y", "Upload-Complete: 1", "Upload-Complete: ?2", "Upload-Complete: true", "Upload-Complete:"] {
        let answer = lab.ask(POST, &[VERSION, complete], "abc").expect(201);
        assert_eq!(answer.interim_codes(), NONE, "{complete}");
        assert!(answer.field("Location").starts_with("/lab/documents/"), "{complete}");
    }
    assert_eq!(lab.get("/lab/documents/upload-5").text(), "abc");
}

#[test]
fn options_tell_how_to_go_on_and_what_is_taken() {
    let lab = lab();
    let all = lab.plain("OPTIONS /lab/uploads", &[]).expect(204);
    assert_eq!((all.field("Allow"), all.field("Accept-Patch")), ("POST, OPTIONS", "application/partial-upload"));
    assert_eq!(all.field("Upload-Limit"), LIMIT);
    lab.ask(POST, &[VERSION, PART], "").expect(201);
    let one = lab.plain("OPTIONS /lab/uploads/1", &[]).expect(204);
    assert_eq!(one.field("Allow"), "GET, HEAD, PATCH, DELETE, OPTIONS");
    for (line, allow) in
        [("GET /lab/uploads", "POST, OPTIONS"), ("PUT /lab/uploads/1", "GET, HEAD, PATCH, DELETE, OPTIONS")]
    {
        assert_eq!(lab.plain(line, &[]).expect(405).field("Allow"), allow);
    }
    let (get, head) = (lab.get("/lab/uploads/1"), lab.plain("HEAD /lab/uploads/1", &[]));
    assert_eq!(
        get.fields_without(&["Statusquo-Exchange", "Date"]),
        head.fields_without(&["Statusquo-Exchange", "Date"])
    );
}

#[test]
fn a_document_of_that_name_is_not_overwritten() {
    let lab = lab();
    lab.ask("PUT /lab/documents/upload-1", &[], "mine").expect(201);
    let done = lab.ask(POST, &[VERSION, WHOLE], "theirs").expect(201);
    assert_eq!(done.field("Location"), "/lab/documents/upload-1-2");
    assert_eq!(lab.get("/lab/documents/upload-1").text(), "mine");
}
