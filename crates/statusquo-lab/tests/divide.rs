//! Division: a zero really panics, 500 tells nothing of it, and connection and server go on.

mod support;

use statusquo_decision::Question;
use support::{count_panics, lab, panics};

#[test]
fn a_hundred_divided_by_a_number_is_200() {
    let lab = lab();
    for (by, said) in [("4", "100 / 4 = 25\n"), ("-7", "100 / -7 = -14\n"), ("%33", "100 / 3 = 33\n")] {
        assert_eq!(lab.get(&format!("/lab/divide?by={by}")).expect(200).text(), said);
    }
    lab.get("/lab/divide?by=-2147483648").expect(200);
}

#[test]
fn no_number_to_divide_by_is_400() {
    let lab = lab();
    for target in ["/lab/divide", "/lab/divide?", "/lab/divide?bye=1", "/lab/divide?BY=1"] {
        assert_eq!(lab.decided(&lab.get(target).expect(400)), (Question::Complete, false), "{target}");
    }
    for by in ["", "zero", "4.5", "0x4", "1e2", "2147483648", "%ff", "4%204", "--1"] {
        let answer = lab.get(&format!("/lab/divide?by={by}")).expect(400);
        assert_eq!(lab.decided(&answer), (Question::Understood, false), "{by}");
    }
}

/// One test for all that panics, since panics are counted for the whole process.
#[test]
fn a_zero_really_panics_leaks_nothing_and_connection_and_server_go_on() {
    count_panics();
    let lab = lab();
    let mut client = lab.connect();
    for accept in ["*/*", "text/plain", "text/html"] {
        let answer = client.ask("GET /lab/divide?by=0", &[&format!("Accept: {accept}")], "").expect(500);
        assert_eq!(lab.decided(&answer), (Question::EndedWell, false));
        let told = answer.shown().to_lowercase();
        for secret in ["panic", "divide by zero", "attempt to", ".rs", "src/", "crates/", "thread", "backtrace"] {
            assert!(!told.contains(secret), "{secret:?} in {told}");
        }
    }
    assert_eq!(panics(), 3, "the cause was real");
    // The same connection goes on, and so does the server, however often it happens.
    for _ in 0..50 {
        client.ask("HEAD /lab/divide?by=0", &[], "").expect(500);
    }
    assert_eq!(panics(), 53);
    client.ask("GET /lab/divide?by=5", &[], "").expect(200);
    lab.get("/lab/documents/welcome").expect(200);
    assert_eq!(panics(), 53);
}
