//! What is printed: the JSON's keys, and text that stays within its width.

use super::server::{Server, answer, nobody};
use super::{check, check_input};

fn keys(object: &serde_json::Value) -> Vec<&str> {
    object.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn the_json_has_its_keys_in_their_order() {
    let octets = answer("405 No", "Content-Length: 2\r\nContent-Length: 3\r\n", "no");
    let url = Server::sends(octets).url("/");
    let json = check(&["--json", &url]).json();
    assert_eq!(keys(&json), ["target", "request", "answers", "failure"]);
    assert_eq!((&json["target"], &json["failure"]), (&url.into(), &serde_json::Value::Null));
    assert_eq!(json["request"], serde_json::json!({"method": "GET", "assumed": false}));
    let answer = &json["answers"][0];
    let expected = [
        "code",
        "reason",
        "phrase",
        "version",
        "meaning",
        "here",
        "octet",
        "head",
        "content_octets",
        "content_whole",
        "findings",
        "remarks",
    ];
    assert_eq!(keys(answer), expected);
    assert_eq!(
        (&answer["code"], &answer["reason"], &answer["phrase"]),
        (&405.into(), &"No".into(), &"Method Not Allowed".into())
    );
    for finding in answer["findings"].as_array().expect("an array") {
        assert_eq!(keys(finding), ["outcome", "level", "text", "section", "evidence", "place"]);
        assert!(["broken", "kept", "not-judged"].contains(&finding["outcome"].as_str().expect("text")), "{finding}");
        if !finding["place"].is_null() {
            assert_eq!(keys(&finding["place"]), ["part", "octet", "octets"]);
        }
    }
    let twice = answer["findings"].as_array().expect("an array").iter().find(|one| one["section"] == "RFC 9110 §5.3");
    let place = &twice.expect("it is judged")["place"];
    assert_eq!(place, &serde_json::json!({"part": "head", "octet": 92, "octets": "Content-Length: 3"}));
}

/// Every key that is printed has its row in the description of the format.
#[test]
fn the_json_is_described() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/json.md");
    let text = std::fs::read_to_string(path).expect("docs/json.md");
    let part = text.split("## What `check` found").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a part");
    let url = Server::sends(answer("405 No", "Content-Length: 2\r\n", "no")).url("/");
    let json = check(&["--json", &url]).json();
    let answer = &json["answers"][0];
    for key in keys(&json).into_iter().chain(keys(answer)).chain(keys(&answer["findings"][0])) {
        let row = part.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
        assert!(row.into_iter().any(|keys| keys.contains(&format!("`{key}`"))), "{key} is not described");
    }
}

#[test]
fn the_json_says_why_there_is_nothing() {
    let url = format!("http://{}/", nobody());
    let said = check(&["--json", &url]);
    assert_eq!((said.code, &*said.err), (Some(2), ""), "{said:?}");
    let json = said.json();
    assert_eq!((&json["request"], &json["failure"]["step"]), (&serde_json::Value::Null, &"connection".into()));
    assert!(json["failure"]["text"].as_str().is_some_and(|text| text.contains("nobody listens")), "{json:#}");
    let pasted = check_input(&["--json", "-"], b"").json();
    assert_eq!(pasted["failure"]["step"], "input");
}

#[test]
fn what_was_not_judged_is_counted_or_shown() {
    let octets = || Server::sends(answer("200 OK", "Content-Length: 0\r\n", "")).url("/");
    let short = check(&[&octets()]);
    assert!(short.out.contains("not judged: ") && !short.out.contains("one answer cannot show it"), "{}", short.out);
    let long = check(&["--verbose", &octets()]);
    assert!(long.out.contains("  not judged\n") && long.out.contains("one answer cannot show it"), "{}", long.out);
}

#[test]
fn a_missing_date_is_doubtful() {
    let said = check_input(&["-"], b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.words().contains("perhaps broken MUST Carry Date"), "{}", said.out);
}

#[test]
fn text_stays_within_its_width_and_prints_no_controls() {
    let octets = "HTTP/1.1 401 \u{1b}[31mRed\r\nDate: now\u{7}\r\nWWW-Authenticate: \u{1b}]0;x\u{7}\r\nLocation: /\u{1b}[2J\r\n\r\nno";
    for columns in ["60", "100"] {
        let mut command = super::command(&["--verbose", &Server::sends(octets).url("/")]);
        let said = super::Said::of(command.env("COLUMNS", columns).output().expect("the command runs"));
        let width: usize = columns.parse().expect("a number");
        for line in said.out.lines() {
            assert!(!line.chars().any(char::is_control), "{line:?}");
            let long_word = line.split_whitespace().any(|word| word.len() > 30);
            assert!(line.chars().count() <= width || long_word || line.contains("octet "), "{line:?}");
        }
    }
}
