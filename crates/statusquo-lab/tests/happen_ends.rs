//! What was started to make codes happen is ended: no thread, no port and no file is left, however it ended.
#![cfg(target_os = "linux")]

mod support;

use statusquo_lab::Settings;
use std::fs::read_dir;
use support::{Client, TestLab, lab_with, request, until};

const FIELDS: [&str; 2] = ["Content-Type: application/x-www-form-urlencoded", "Accept: text/event-stream"];

/// How many threads and how many open files this process has.
fn held() -> (usize, usize) {
    let count = |path| read_dir(path).expect("a folder of the system").count();
    (count("/proc/self/task"), count("/proc/self/fd"))
}

fn begin(lab: &TestLab, code: u16, version: &str) -> Client {
    let mut client = lab.connect();
    let content = format!("version={version}");
    client.send(request(lab.place(), &format!("POST /{code}/happen"), &FIELDS, content.as_bytes()));
    client
}

#[test]
fn nothing_is_left_of_what_happened() {
    let settings = |settings: &mut Settings| settings.happenings = 8;
    // What a process has from its first lab on, whatever comes of that, such as the sockets by which it hears of signals.
    drop(lab_with(settings));
    let before = held();
    let lab = lab_with(settings);
    let with_lab = held();
    for at in 0..50 {
        let version = ["HTTP/1.1", "HTTP/2", "HTTP/3"][at % 3];
        let answer = begin(&lab, 409, version).answer("POST /409/happen").expect(200);
        assert!(answer.whole && answer.text().contains("event: result\n"), "{}", answer.shown());
    }
    // Nothing but what the lab itself has, as soon as the last client is gone.
    until("the worlds are gone", || (held() == with_lab).then_some(()));
    // A client that leaves, and a lab that closes, end what is under way.
    drop(begin(&lab, 408, "HTTP/1.1"));
    let left = begin(&lab, 408, "HTTP/1.1");
    until("it is under way", || (held().0 > with_lab.0).then_some(()));
    drop(lab);
    drop(left);
    until("all is gone", || (held() == before).then_some(()));
}
