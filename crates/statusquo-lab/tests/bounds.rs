//! Bounds: what is full answers with its own code, loses nothing that was accepted, and lets others in when there is room.

mod support;

use statusquo_decision::Question;
use support::{JSON, TestLab, lab_with, until};

/// The documents that are there at the start.
const AT_START: usize = 7;

fn put(lab: &TestLab, name: &str, content: impl AsRef<[u8]>) -> u16 {
    lab.ask(&format!("PUT /lab/documents/{name}"), &["Content-Type: a/b"], content).code()
}

fn user(number: usize) -> String {
    format!(r#"{{"name": "User {number}", "email": "user{number}@example.test"}}"#)
}

#[test]
fn documents_are_bounded_by_their_number_and_one_more_is_507() {
    let lab = lab_with(|settings| settings.records = AT_START + 2);
    assert_eq!((put(&lab, "a", "1"), put(&lab, "b", "2")), (201, 201));
    let full = lab.ask("PUT /lab/documents/c", &[], "3").expect(507);
    assert_eq!(lab.decided(&full), (Question::RoomLeft, false));
    assert_eq!(full.json()["records"], AT_START + 2);
    lab.get("/lab/documents/c").expect(404);
    assert_eq!(put(&lab, "a", "replaced"), 204, "what is there can still be changed");
    for (name, content) in [("a", "replaced"), ("b", "2")] {
        assert_eq!(lab.get(&format!("/lab/documents/{name}")).text(), content, "nothing accepted is lost");
    }
    lab.json("POST /lab/documents/a/move", r#"{"to": "c"}"#).expect(507);
    lab.get("/lab/documents/a").expect(200);
}

#[test]
fn when_documents_are_deleted_there_is_room_again() {
    let lab = lab_with(|settings| settings.records = AT_START + 2);
    for round in 0..3 {
        for name in ["a", "b"] {
            assert_eq!(put(&lab, &format!("{name}{round}"), "x"), 201);
        }
        assert_eq!(put(&lab, "more", "x"), 507);
        for name in ["a", "b"] {
            let target = format!("/lab/documents/{name}{round}");
            lab.plain(&format!("DELETE {target}"), &[]).expect(204);
            lab.get(&target).expect(410);
        }
    }
    lab.get("/lab/documents/welcome").expect(200);
    lab.get("/lab/documents/old-welcome").expect(301);
}

#[test]
fn documents_are_bounded_by_their_octets_and_one_more_is_507() {
    let lab = lab_with(|settings| settings.documents_bytes = 3000);
    assert_eq!(put(&lab, "a", vec![b'a'; 1400]), 201);
    assert_eq!(put(&lab, "b", vec![b'b'; 1400]), 201);
    let full = lab.ask("PUT /lab/documents/c", &[], vec![b'c'; 1400]).expect(507);
    assert_eq!(full.json()["octets"], 3000);
    assert_eq!(put(&lab, "a", vec![b'a'; 2000]), 507, "nor does a larger one fit in its place");
    assert_eq!(lab.get("/lab/documents/a").content.len(), 1400);
    assert_eq!(put(&lab, "a", "small"), 204);
    assert_eq!(put(&lab, "c", vec![b'c'; 1000]), 201);
    lab.plain("DELETE /lab/documents/b", &[]).expect(204);
    assert_eq!(put(&lab, "d", vec![b'd'; 1400]), 201);
}

#[test]
fn users_are_bounded_one_more_is_507_and_its_address_stays_free() {
    let lab = lab_with(|settings| settings.records = 4);
    for number in 2..5 {
        lab.json("POST /lab/users", &user(number)).expect(201);
    }
    for _ in 0..3 {
        let full = lab.json("POST /lab/users", &user(9)).expect(507);
        assert_eq!(lab.decided(&full), (Question::RoomLeft, false));
    }
    lab.get("/lab/users/5").expect(404);
    for number in 2..5 {
        assert_eq!(lab.get(&format!("/lab/users/{number}")).expect(200).json()["name"], format!("User {number}"));
    }
    lab.plain("DELETE /lab/users/2", &[]).expect(204);
    lab.json("POST /lab/users", &user(9)).expect(201);
}

#[test]
fn a_user_can_be_changed_in_every_way_when_no_more_fit() {
    let lab = lab_with(|settings| settings.records = 3);
    for number in 2..4 {
        lab.json("POST /lab/users", &user(number)).expect(201);
    }
    lab.json("POST /lab/users", &user(4)).expect(507);
    lab.json("PUT /lab/users/2", r#"{"name": "Other", "email": "user2@example.test"}"#).expect(200);
    lab.json("PUT /lab/users/2", r#"{"name": "Other", "email": "other@example.test"}"#).expect(200);
    lab.json("PUT /lab/users/3", &user(2)).expect(200);
    lab.json("POST /lab/users", &user(4)).expect(507);
    lab.get("/lab/users/4").expect(404);
    lab.plain("DELETE /lab/users/1", &[]).expect(204);
    lab.json("POST /lab/users", &user(4)).expect(201);
}

#[test]
fn jobs_that_are_kept_are_bounded_and_one_more_is_503_with_retry_after() {
    let lab = lab_with(|settings| settings.records = 3);
    for _ in 0..3 {
        lab.json("POST /lab/jobs", r#"{"seconds": 0}"#).expect(202);
    }
    let full = lab.json("POST /lab/jobs", r#"{"seconds": 0}"#).expect(503);
    assert_eq!(lab.decided(&full), (Question::PlaceFree, false));
    assert!(full.retry_after() > 0);
    for id in 1..4 {
        until("the job is done", || (lab.get(&format!("/lab/jobs/{id}")).code() == 303).then_some(()));
    }
    lab.get("/lab/jobs/4").expect(404);
}

#[test]
fn the_journal_is_bounded_by_its_octets_and_keeps_the_newest() {
    let lab = lab_with(|settings| settings.journal_bytes = 64 * 1024);
    let mut client = lab.connect();
    let mut last = 0;
    for _ in 0..500 {
        last = client.ask("GET /lab/documents/welcome", &[], "").exchange();
    }
    lab.record_of(last);
    let kept = lab.newest(1000);
    assert_eq!(kept.first().map(|record| record.id), Some(last), "the newest is there");
    assert!(kept.windows(2).all(|pair| pair[0].id == pair[1].id + 1), "without a gap");
    let octets: usize = kept.iter().map(|record| record.traffic.received.len() + record.traffic.sent.len()).sum();
    assert!(octets <= 64 * 1024 && kept.len() > 20 && kept.len() < 400, "{octets} in {}", kept.len());
    let gone = lab.get("/_/exchanges/1").expect(404);
    assert!(gone.detail().contains("no longer in the journal"));
}

#[test]
fn an_exchange_larger_than_the_whole_journal_is_cut_and_not_left_out() {
    let lab = lab_with(|settings| settings.journal_bytes = 8 * 1024);
    let answer = lab.ask("PUT /lab/documents/a", &[], vec![b'x'; 40_000]).expect(201);
    let record = lab.record(&answer);
    assert!(record.traffic.received.len() + record.traffic.sent.len() <= 8 * 1024);
    assert!(record.traffic.received_omitted > 30_000);
}

#[test]
fn json_content_over_its_limit_is_413_declared_or_in_chunks() {
    let lab = lab_with(|settings| settings.json_bytes = 200);
    let fits = format!("{}{}", user(2), " ".repeat(200 - user(2).len()));
    let too_long = format!("{fits} ");
    for line in [
        "POST /lab/users",
        "PUT /lab/users/1",
        "PUT /lab/variants/a",
        "POST /lab/jobs",
        "POST /lab/documents/welcome/move",
        "PUT /_/maintenance",
    ] {
        let answer = lab.json(line, &too_long).expect(413);
        assert_eq!(lab.decided(&answer), (Question::DeclaredSizeFits, false), "{line}");
        assert_eq!(answer.json()["limit"], 200);
        let chunks = format!("{:x}\r\n{too_long}\r\n0\r\n\r\n", too_long.len());
        let answer = lab.ask(line, &[JSON, "Transfer-Encoding: chunked"], chunks).expect(413);
        assert_eq!(lab.decided(&answer), (Question::ContentFits, false), "{line}");
    }
    lab.json("POST /lab/users", &fits).expect(201);
}

#[test]
fn nothing_that_was_accepted_at_the_same_time_is_lost() {
    let lab = lab_with(|settings| settings.threads = 2);
    std::thread::scope(|scope| {
        for worker in 0..8 {
            let lab = &lab;
            scope.spawn(move || {
                let mut client = lab.connect();
                for number in (worker * 25)..(worker * 25 + 25) {
                    client.ask(&format!("PUT /lab/documents/n{number}"), &[], number.to_string()).expect(201);
                    client.ask("POST /lab/users", &[JSON], user(number)).expect(201);
                }
            });
        }
    });
    let mut client = lab.connect();
    let mut names = Vec::new();
    for number in 0..200 {
        let document = client.ask(&format!("GET /lab/documents/n{number}"), &[], "").expect(200);
        assert_eq!(document.text(), number.to_string());
        names.push(
            client.ask(&format!("GET /lab/users/{}", number + 2), &[], "").expect(200).json()["name"].to_string(),
        );
    }
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 200, "two hundred users, each there once");
}
