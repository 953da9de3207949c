//! Uploads that are interrupted and resumed: 104, what is kept, and every way in which going on can fail.

#[path = "../support/mod.rs"]
mod support;

mod going_on;
mod limits;
mod refused;
mod streams;

use support::{Answer, Client, TestLab, until};

const POST: &str = "POST /lab/uploads";
const VERSION: &str = "Upload-Draft-Interop-Version: 8";
const WHOLE: &str = "Upload-Complete: ?1";
const PART: &str = "Upload-Complete: ?0";
const PARTIAL: &str = "Content-Type: application/partial-upload";
const LIMIT: &str = "max-size=1048576, max-age=3600";
const TYPES: &str = "https://iana.org/assignments/http-problem-types#";
/// No interim answer.
const NONE: [u16; 0] = [];

/// Goes on with the first upload.
fn patch(lab: &TestLab, offset: u64, complete: &str, content: &[u8]) -> Answer {
    let offset = format!("Upload-Offset: {offset}");
    lab.ask("PATCH /lab/uploads/1", &[VERSION, complete, PARTIAL, &offset], content)
}

/// How far the first upload is: octets, and whether it is complete.
fn state(lab: &TestLab) -> (u64, bool) {
    let answer = lab.plain("HEAD /lab/uploads/1", &[]).expect(200);
    (answer.field("Upload-Offset").parse().expect("a number"), answer.field("Upload-Complete") == "?1")
}

/// Begins an upload of so many octets, sends some of them and waits until they are kept.
fn begin(lab: &TestLab, length: usize, sent: &[u8]) -> Client {
    let mut client = lab.connect();
    client.send_head(POST, &[VERSION, WHOLE, "Content-Type: text/plain", &format!("Content-Length: {length}")]);
    let first = client.next(POST);
    assert_eq!((first.code(), first.field("Location")), (104, "/lab/uploads/1"));
    client.send(sent);
    // To GET the upload goes on; HEAD would end it.
    let kept = || lab.get("/lab/uploads/1").json()["offset"] == sent.len();
    until("what came is kept", || kept().then_some(()));
    client
}

fn octets(count: usize) -> Vec<u8> {
    (0..count).map(|at| (at % 251) as u8).collect()
}
