//! `statusquo explain`, run as a user runs it: what is typed, what is said, and the exit code.

use std::io;
use std::process::{Command, Output, Stdio};

/// The built command in a known environment: 80 columns, no colour asked for or refused.
fn statusquo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_statusquo"));
    command.args(arguments).env("COLUMNS", "80").env_remove("NO_COLOR").env("TERM", "xterm").stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    statusquo(arguments).output().expect("the command runs")
}

/// What is printed for these arguments, which have to be good.
fn said(arguments: &[&str]) -> String {
    let output = run(arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), error.as_ref()), (Some(0), ""), "{arguments:?}");
    String::from_utf8(output.stdout).expect("text is UTF-8")
}

/// What is complained of in these arguments, in one line, with nothing on standard output.
fn complaint(arguments: &[&str]) -> String {
    let output = run(arguments);
    let error = String::from_utf8(output.stderr).expect("text is UTF-8");
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    assert_eq!(error.lines().count(), 1, "one clear sentence: {error}");
    error
}

/// The text as one line, so that a sentence can be looked for however it was wrapped.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_number_is_explained_from_its_meaning_to_its_exchange() {
    for code in statusquo_catalog::PAGE {
        let text = said(&["explain", &code.to_string()]);
        let entry = statusquo_catalog::entry(code).expect("the page's codes are registered");
        assert_eq!(text.lines().next(), Some(format!("{code} {}", entry.phrase).as_str()));
        let flat = unwrapped(&text);
        let opening = format!("{code} {} {}", entry.phrase, unwrapped(entry.meaning));
        assert!(flat.starts_with(&opening), "{code} opens with its meaning: {text}");
        assert!(flat.contains(&entry.specification.to_string()), "{code}");
        assert!(entry.causes.iter().all(|cause| flat.contains(&unwrapped(cause.text))), "{code}");
        assert!(entry.duties.iter().all(|duty| flat.contains(&unwrapped(duty.text))), "{code}");
        assert!(entry.confused_with.iter().all(|other| flat.contains(&unwrapped(other.difference))), "{code}");
    }
}

/// The lines of a section, unwrapped into one.
fn section(text: &str, title: &str) -> String {
    let lines = text.lines().skip_while(|line| *line != title).skip(1).take_while(|line| !line.is_empty());
    unwrapped(&lines.collect::<Vec<_>>().join(" "))
}

#[test]
fn each_version_has_the_code_or_says_why_not_and_what_happens_instead() {
    assert_eq!(section(&said(&["explain", "409"]), "Versions"), "HTTP/1.1 yes HTTP/2 yes HTTP/3 yes");
    for code in ["101", "426", "505"] {
        let text = section(&said(&["explain", code]), "Versions");
        let parts: Vec<&str> = text.split(" Instead ").collect();
        assert_eq!(parts.len(), 3, "{code}: {text}");
        assert!(parts[0].starts_with("HTTP/1.1 yes HTTP/2 no. ") && parts[0].contains("RFC 9113"), "{code}: {text}");
        assert!(parts[1].contains(" HTTP/3 no. ") && parts[1].contains("RFC 9114"), "{code}: {text}");
    }
    let text = section(&said(&["explain", "408"]), "Versions");
    assert!(text.starts_with("HTTP/1.1 yes HTTP/2 yes, for another cause. A head"), "{text}");
}

#[test]
fn the_same_code_is_found_by_every_way_of_naming_it() {
    let expected = said(&["explain", "409"]);
    for typed in [
        "conflict",
        "Conflict",
        "409 Conflict",
        "HTTP/1.1 409 Conflict",
        "HTTP/2 409",
        "< HTTP/1.1 409 Conflict",
        "\"POST /lab/users HTTP/1.1\" 409 213",
        ":status: 409",
    ] {
        assert!(said(&["explain", typed]).starts_with(&expected), "{typed}");
    }
    assert!(said(&["explain", "HTTP/1.1", "409", "Conflict"]).starts_with(&expected), "without quotes");
}

#[test]
fn words_find_what_a_person_expects() {
    for (words, first) in [
        ("email already taken", "409 Conflict"),
        ("not modified", "304 Not Modified"),
        ("too many requests", "429 Too Many Requests"),
        ("rate limit", "429 Too Many Requests"),
        ("unprocessable entity", "422 Unprocessable Content"),
        ("teapot", "418 (Unused)"),
        ("moved", "301 Moved Permanently"),
        ("upstream", "502 Bad Gateway"),
        ("overload", "503 Service Unavailable"),
        ("page not found", "404 Not Found"),
        ("access denied", "403 Forbidden"),
        ("invalid json", "400 Bad Request"),
    ] {
        let text = said(&["explain", words]);
        let named = text.lines().map(str::trim).find(|line| line.starts_with(|c: char| c.is_ascii_digit()));
        assert_eq!(named, Some(first), "{words}: {text}");
    }
    let quoted = said(&["explain", "email already taken"]);
    assert_eq!(said(&["explain", "email", "already", "taken"]), quoted, "quotes make no difference");
}

#[test]
fn a_class_is_explained_with_its_codes_one_a_line() {
    for typed in ["4xx", "4XX", "client error"] {
        let text = said(&["explain", typed]);
        assert!(text.starts_with("4xx Client Error\n"), "{text}");
        assert!(unwrapped(&text).contains("must treat it as 400"), "{text}");
        for entry in statusquo_catalog::Class::ClientError.entries() {
            let line = text.lines().find(|line| line.trim_start().starts_with(&entry.code.to_string()));
            assert!(line.is_some_and(|line| line.contains(entry.phrase)), "{}", entry.code);
        }
    }
}

#[test]
fn numbers_that_nobody_registered_are_explained_as_such() {
    for (typed, parts) in [
        ("499", &["not registered", "400 Bad Request", "nginx", "Client Closed Request"][..]),
        ("\"GET / HTTP/1.1\" 499 0", &["499", "nginx", "logs only"]),
        ("420", &["Enhance Your Calm", "429 Too Many Requests"]),
        ("client closed request", &["499 Client Closed Request", "nginx"]),
        ("471", &["not registered", "400 Bad Request", "Nobody is known to use it"]),
        ("799", &["no valid status code", "100 to 599", "5xx"]),
        ("000", &["no valid status code", "curl"]),
    ] {
        let text = unwrapped(&said(&["explain", typed]));
        assert!(parts.iter().all(|part| text.contains(part)), "{typed}: {text}");
    }
}

/// The groups that people ask about most; for each, the question that decides is the first thing said.
const GROUPS: [&[&str]; 8] = [
    &["401", "403", "404"],
    &["400", "422", "409", "412", "428"],
    &["404", "410"],
    &["405", "501"],
    &["301", "302", "303", "307", "308"],
    &["502", "503", "504"],
    &["429", "503"],
    &["413", "414", "431"],
];

#[test]
fn several_codes_are_told_apart_side_by_side() {
    for group in GROUPS {
        let text = said(&[&["explain"], group].concat());
        let flat = unwrapped(&text);
        let codes: Vec<u16> = group.iter().map(|code| code.parse().expect("a number")).collect();
        let comparison = statusquo_catalog::comparison(&codes).expect("the group has a question of its own");
        assert_eq!(text.lines().nth(1).map(str::trim), Some(comparison.headline), "{text}");
        let questions = section(&text, "Ask yourself, in this order");
        for (at, code) in codes.iter().enumerate() {
            let entry = statusquo_catalog::entry(*code).expect("registered");
            assert!(flat.contains(entry.phrase) && flat.contains(entry.meaning), "{code}");
            assert!(flat.contains(entry.client.next) && flat.contains(entry.causes[0].text), "{code}");
            assert!(questions.contains(group[at]), "{code}: {questions}");
            let table = section(&text, "Side by side");
            assert!(table.contains(group[at]) && table.contains(entry.layer.name()), "{code}: {text}");
        }
        for (_, difference) in statusquo_catalog::differences(&codes) {
            assert_eq!(flat.matches(difference).count(), 1, "{difference}");
        }
        let wide = text.lines().filter(|line| line.chars().count() > 80 && !line.contains("curl "));
        assert_eq!(wide.count(), 0, "{text}");
        assert!(!text.contains('\x1b'));
    }
}

#[test]
fn a_comparison_is_asked_for_in_many_ways_and_in_the_order_of_the_codes() {
    let expected = said(&["explain", "401", "403"]);
    for typed in [
        &["401", "or", "403"][..],
        &["401 or 403"],
        &["401,403"],
        &["401/403"],
        &["401", "vs", "403"],
        &["401", "403", "401"],
        &["unauthorized", "forbidden"],
        &["401 Unauthorized", "HTTP/1.1 403 Forbidden"],
    ] {
        assert_eq!(said(&[&["explain"], typed].concat()), expected, "{typed:?}");
    }
    assert!(expected.starts_with("401 or 403?\n"), "{expected}");
    assert!(said(&["explain", "403", "401"]).starts_with("403 or 401?\n"));
}

#[test]
fn the_page_of_a_code_names_the_comparisons_that_it_takes_part_in() {
    let text = said(&["explain", "404"]);
    assert!(
        section(&text, "Side by side").starts_with("statusquo explain 401 403 404 statusquo explain 404 410"),
        "{text}"
    );
    assert!(!said(&["explain", "226"]).contains("Side by side"));
}

#[test]
fn codes_without_a_group_and_numbers_that_nobody_registered_take_part() {
    let text = unwrapped(&said(&["explain", "499", "408", "471"]));
    for part in ["499 Client Closed Request", "nginx", "408 Request Timeout", "No client is sent it", "as for 400"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("471 (not registered)") && text.contains("Treat it as 400 Bad Request"), "{text}");
    let text = unwrapped(&said(&["explain", "200", "508"]));
    assert!(text.contains("200 OK") && text.contains("508 Loop Detected") && !text.contains("Ask yourself"), "{text}");
}

#[test]
fn a_comparison_with_what_is_no_code_says_so() {
    for (arguments, part) in [
        (&["explain", "401", "4033"][..], "4033 is no status code: those have three digits, 100 to 599"),
        (&["explain", "404", "gonee"], "nothing is known of \"gonee\"; the nearest names: 410 Gone"),
        (&["explain", "confilct", "422"], "the nearest names: 409 Conflict"),
    ] {
        assert!(complaint(arguments).contains(part), "{arguments:?}: {}", complaint(arguments));
    }
    assert!(said(&["explain", "502", "nginx"]).starts_with("502 Bad Gateway\n"), "words beside a number are a search");
}

#[test]
fn nothing_found_names_the_nearest() {
    assert_eq!(
        complaint(&["explain", "confilct"]),
        "statusquo: nothing is known of \"confilct\"; the nearest names: 409 Conflict\n"
    );
    assert!(complaint(&["explain", "forbiden"]).contains("403 Forbidden"));
    assert!(complaint(&["explain", "xyzzy plugh"]).contains("statusquo list"));
    assert!(complaint(&["explain", &"xyzzy\n".repeat(1000)]).len() < 150);
    assert!(complaint(&["explain", "xyzzy", "--json"]).contains("nothing is known"));
}

#[test]
fn bad_usage_is_one_sentence() {
    for (arguments, part) in [
        (&["explain"][..], "<WHAT>"),
        (&["explain", ""], "needs a number"),
        (&["explain", "--jsn", "409"], "'--json'"),
        (&["explain", "4000"], "three digits, 100 to 599"),
        (&["explain", "6xx"], "1xx to 5xx"),
        (&["409"], "statusquo explain 409"),
        (&["explian", "409"], "'explain'"),
    ] {
        assert!(complaint(arguments).contains(part), "{arguments:?}: {}", complaint(arguments));
    }
    let bare = run(&[]);
    assert_eq!(bare.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&bare.stderr).contains("Usage: statusquo"));
}

#[test]
fn help_has_examples_and_exit_codes() {
    for arguments in [&["--help"][..], &["explain", "--help"], &["list", "--help"]] {
        let text = said(arguments);
        assert!(text.contains("Examples:") && text.contains("Exit codes:"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    }
}

#[test]
fn sentences_keep_to_the_width_and_at_most_100_columns() {
    for (columns, most) in [("60", 60), ("80", 80), ("300", 100), ("nonsense", 100), ("0", 100)] {
        let output = statusquo(&["explain", "499"]).env("COLUMNS", columns).output().expect("the command runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(widest <= most && widest > most - 15, "{columns}: {widest}");
    }
}

#[test]
fn there_is_no_colour_where_there_is_no_terminal() {
    assert!(!said(&["explain", "409"]).contains('\x1b'));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    for arguments in [&["explain", "409"][..], &["list"], &["list", "--json"], &["--help"]] {
        let (reader, writer) = io::pipe().expect("a pipe opens");
        drop(reader);
        let output = statusquo(arguments).stdout(writer).stderr(Stdio::piped()).spawn().expect("the command runs");
        let output = output.wait_with_output().expect("the command ends");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has /dev/full");
    let output = statusquo(&["explain", "409"]).stdout(full).stderr(Stdio::piped()).spawn().expect("the command runs");
    let output = output.wait_with_output().expect("the command ends");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("could not be written"));
}
