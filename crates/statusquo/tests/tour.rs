//! `statusquo tour` over versions of HTTP, run as a user runs it: what happens, what is shown, and the exit code.

use statusquo_catalog::{ALL, Carried, Entry, entry};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_statusquo"));
    command.arg("tour").args(arguments).env("COLUMNS", "80").output().expect("the command runs")
}

/// What is printed where every code happens.
fn said(arguments: &[&str]) -> String {
    let output = run(arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), error.as_ref()), (Some(0), ""), "{arguments:?}");
    String::from_utf8(output.stdout).expect("text is UTF-8")
}

/// The text as one line, so that a sentence can be looked for however it was wrapped.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the overview says of a code: a mark, a version and a text for each.
fn overview_of<'t>(text: &'t str, entry: &Entry) -> Vec<(char, &'t str, String)> {
    let title = format!("{} {}", entry.code, entry.phrase);
    let lines = text.lines().skip_while(|line| *line != title).skip(1).take_while(|line| !line.is_empty());
    let mut found: Vec<(char, &str, String)> = Vec::new();
    for line in lines {
        match line.strip_prefix("              ") {
            Some(more) => found.last_mut().expect("a line before").2.push_str(&format!(" {more}")),
            None => {
                let line = line.trim_start();
                let mark = line.chars().next().expect("a mark");
                let (version, rest) = line[mark.len_utf8()..].trim_start().split_once(' ').expect("a version");
                found.push((mark, version, rest.trim().to_owned()));
            }
        }
    }
    found
}

#[test]
fn every_code_happens_over_the_versions_that_have_it_for_the_same_reason() {
    let began = Instant::now();
    let text = said(&["--every-version"]);
    assert!(began.elapsed() < Duration::from_secs(30), "it took {:?}", began.elapsed());
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(!text.contains('\x1b'), "no colour where there is no terminal");
    let (mut happened, mut absent) = (0, 0);
    for entry in ALL.iter().filter(|entry| entry.trigger.is_some()) {
        let lines = overview_of(&text, entry);
        let names: Vec<&str> = lines.iter().map(|(_, version, _)| *version).collect();
        assert_eq!(names, ["HTTP/1.1", "HTTP/2", "HTTP/3"], "{}", entry.code);
        let first = &lines[0].2;
        assert!(first.ends_with("? yes") || first.ends_with("? no"), "{}: {first}", entry.code);
        for ((mark, _, reason), (version, carried)) in lines.iter().zip(entry.versions.each()) {
            let name = format!("{} over {version}: {reason}", entry.code);
            let expected = match carried {
                Carried::Yes => ('✓', first.clone()),
                Carried::ForAnotherCause { .. } => ('✓', reason.clone()),
                Carried::No { why, instead } => ('–', format!("{why} Instead: {instead}")),
            };
            assert_eq!((*mark, reason), (expected.0, &expected.1), "{name}");
            if carried.exists() { happened += 1 } else { absent += 1 }
        }
    }
    let end = unwrapped(text.rsplit("\n\n").next().expect("an end"));
    let expected = format!("{happened} of {happened} codes and versions happened, each for its real reason, in ");
    assert!(end.starts_with(&expected), "{end}");
    assert!(end.ends_with(&format!(" s; {absent} do not exist in that version.")), "{end}");
}

#[test]
fn every_version_is_each_of_them() {
    let table = said(&["404", "426", "--every-version", "--markdown"]);
    assert_eq!(said(&["404", "426", "--http3", "--http2", "--http1.1", "--markdown"]), table);
    let two = said(&["404", "426", "--http3", "--http1.1", "--markdown"]);
    assert!(table.starts_with("| code | HTTP/1.1 | HTTP/2 | HTTP/3 | decided by |\n"), "{table}");
    assert!(two.starts_with("| code | HTTP/1.1 | HTTP/3 | decided by |\n") && !two.contains("HTTP/2:"), "{two}");
}

#[test]
fn named_codes_are_shown_whole_the_oldest_version_first() {
    let text = said(&["409", "--http3", "--http2", "--http1.1"]);
    let (text, third) = text.split_once("\n409 over HTTP/3\n").expect("a title for HTTP/3");
    let (first, second) = text.split_once("\n409 over HTTP/2\n").expect("a title for HTTP/2");
    let (_, first) = first.split_once("\n409 over HTTP/1.1\n").expect("a title for HTTP/1.1");
    assert!(
        first.contains("\n> POST /lab/users HTTP/1.1\n") && first.contains("\n< HTTP/1.1 409 Conflict\n"),
        "{first}"
    );
    assert!(second.starts_with("> :method: POST\n> :scheme: http\n> :authority: 127.0.0.1:"), "{second}");
    assert!(
        second.contains("\n> :path: /lab/users\n> content-type: ") && second.contains("\n< :status: 409\n< date: ")
    );
    let why = "Why 409: does it conflict with the state of a resource? yes.";
    assert!([first, second, third].iter().all(|part| part.contains(why)), "{text}{third}");
    assert!(third.contains("\n> :method: POST\n> :scheme: https\n") && third.contains("\n< :status: 409\n"), "{third}");
}

#[test]
fn one_version_alone_is_shown_as_http_1_1_is() {
    let text = said(&["404", "--http2"]);
    assert!(text.contains("\n\n> :method: GET\n") && !text.contains("404 over"), "{text}");
    assert!(text.contains("\n1 of 1 codes happened, each for its real reason, in "), "{text}");
    let text = said(&["404", "--http1.1"]);
    assert!(text.contains("\n\n> GET /lab/documents/nowhere HTTP/1.1\n") && !text.contains("404 over"), "{text}");
}

#[test]
fn what_a_version_does_not_have_is_no_failure_and_says_what_happens_instead() {
    for code in ["101", "426", "505"] {
        let entry = entry(code.parse().expect("a number")).expect("a registered code");
        for (flag, (version, carried)) in
            ["--http1.1", "--http2", "--http3"].into_iter().zip(entry.versions.each()).skip(1)
        {
            let text = unwrapped(&said(&[code, flag]));
            let Carried::No { why, instead } = carried else { panic!("{code} is in {version}") };
            assert!(text.contains(&format!("{version} has no {code}. {why} Instead: {instead}")), "{text}");
            assert!(
                text.contains("0 of 0 codes happened, in ") && text.ends_with("; 1 does not exist in that version.")
            );
        }
    }
}

#[test]
fn another_cause_says_why_it_is_another() {
    let text = unwrapped(&said(&["408", "--http2"]));
    let Carried::ForAnotherCause { why, .. } = entry(408).expect("408").versions.http2 else {
        panic!("408 is as ever")
    };
    assert!(text.contains(&format!("{why} > :method: PUT")), "{text}");
    assert!(text.contains("Why 408: did the content come in time? no."), "{text}");
}

#[test]
fn what_a_handshake_asks_for_is_shown_in_every_version() {
    let text = said(&["421", "--every-version"]);
    assert_eq!(text.matches("\n# over TLS; the handshake asks for localhost\n").count(), 3, "{text}");
}

#[test]
fn the_table_has_a_row_a_code_a_column_a_version_and_a_note_for_each_difference() {
    let text = said(&["101", "404", "408", "--http1.1", "--http2", "--markdown"]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..2], ["| code | HTTP/1.1 | HTTP/2 | decided by |", "| --- | --- | --- | --- |"]);
    assert!(lines[2].starts_with("| 101 Switching Protocols | yes | no | "), "{text}");
    assert_eq!(lines[3], "| 404 Not Found | yes | yes | does the resource exist, or does the method make it? no |");
    assert_eq!(
        lines[4],
        "| 408 Request Timeout | yes | yes | did the head come in time? no; HTTP/2: did the content come in time? no |"
    );
    assert!(lines[6].starts_with("- 101 in HTTP/2: ") && lines[6].contains(" Instead: "), "{text}");
    assert!(lines[7].starts_with("- 408 in HTTP/2: ") && lines.len() == 8, "{text}");
}

#[test]
fn a_code_that_is_not_plainly_in_use_is_labelled() {
    for code in [102, 104, 402, 418] {
        let entry = entry(code).expect("it is registered");
        let label = format!("{}: {}", entry.standing.name(), entry.standing.note().expect("it has a note"));
        let text = unwrapped(&said(&[&code.to_string()]));
        assert!(text.contains(&unwrapped(&label)), "{text}");
    }
}

#[test]
fn bad_usage_is_one_sentence() {
    for (arguments, part) in [
        (&["--http4"][..], "'--http4'"),
        (&["--http2=yes"], "--http2"),
        (&["409x", "--http2"], "registered codes, not '409x'"),
        (&["305", "--every-version"], "no cause for 305 Use Proxy, which is deprecated: nothing should send it"),
    ] {
        let output = run(arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true), "{arguments:?}: {error}");
        assert!(error.contains(part) && error.lines().count() == 1, "{arguments:?}: {error}");
    }
}

/// Where no socket can be had, nothing can happen.
#[cfg(unix)]
#[test]
fn what_did_not_happen_is_named_and_is_a_failure() {
    let command = "ulimit -n 5; exec \"$0\" tour 404 101 --http1.1 --http2";
    let output = Command::new("sh").args(["-c", command, env!("CARGO_BIN_EXE_statusquo")]).output().expect("sh runs");
    let (text, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{text}{error}");
    let missed: Vec<&str> = error.lines().filter_map(|line| line.split(": ").nth(2)).collect();
    let all = ["404 Not Found over HTTP/1.1", "404 Not Found over HTTP/2", "101 Switching Protocols over HTTP/1.1"];
    assert_eq!(missed, all, "{error}");
    assert!(
        text.contains("\nIt did not happen: ") && unwrapped(&text).contains("0 of 3 codes and versions happened, in ")
    );
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let (reader, writer) = std::io::pipe().expect("a pipe opens");
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_statusquo"));
    let command = command.args(["tour", "200", "404", "--http2"]).stdout(writer).stderr(std::process::Stdio::piped());
    let output = command.spawn().and_then(std::process::Child::wait_with_output).expect("the command ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}
