//! `statusquo serve` as a user meets it: the first line, the lines after, bad usage, and Ctrl-C.
#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, Instant};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_statusquo"));
    command.arg("serve").args(arguments).env_remove("PORT").env_remove("HOST").env_remove("STATUSQUO_ADMIN_TOKEN");
    command.env("XDG_DATA_HOME", env!("CARGO_TARGET_TMPDIR"));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A serving program; killed when the test ends, however it ends.
struct Serving {
    child: Child,
    out: BufReader<ChildStdout>,
    address: String,
}

impl Serving {
    fn start(command: &mut Command) -> Self {
        let mut child = command.spawn().expect("it starts");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let mut first = String::new();
        out.read_line(&mut first).expect("a line");
        let at = first.find("http://").unwrap_or_else(|| panic!("the first line is no address: {first:?}"));
        let address = first[at + 7..].trim_end().trim_end_matches(['"', '}']).to_owned();
        Self { child, out, address }
    }

    fn request(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a deadline");
        stream.write_all(request.as_bytes()).expect("it is sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    fn interrupt(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill runs").success());
    }

    /// Waits for the end; the exit code, how long it took, and what else was printed.
    fn end(mut self) -> (Option<i32>, Duration, String) {
        let began = Instant::now();
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).expect("text");
        let status = self.child.wait().expect("it ends");
        (status.code(), began.elapsed(), rest)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const GET: &str = "GET /lab/documents/nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

#[test]
fn the_first_line_is_the_address_then_what_to_try_then_a_line_an_exchange() {
    let serving = Serving::start(&mut command(&["--listen", "127.0.0.1:0"]));
    assert!(serving.address.starts_with("127.0.0.1:") && !serving.address.ends_with(":0"), "{}", serving.address);
    assert!(serving.request(GET).starts_with("HTTP/1.1 404"));
    serving.interrupt();
    let url = format!("http://{}", serving.address);
    let (code, took, printed) = serving.end();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(1), "it took {took:?} to end");
    let tries = printed.lines().filter(|line| line.trim_start().starts_with("curl ") && line.contains(&url)).count();
    assert!(tries >= 8, "{printed}");
    let line = printed.lines().find(|line| line.contains("GET /lab/documents/nowhere")).expect("a line an exchange");
    assert!(line.contains("404") && line.contains("does the resource exist") && line.ends_with(" ms"), "{line}");
    assert!(!printed.contains('\u{1b}'), "no colour into a pipe");
}

#[test]
fn json_lines_are_json_and_quiet_is_quiet() {
    let serving = Serving::start(&mut command(&["--listen", "127.0.0.1:0", "--log", "json"]));
    serving.request(GET);
    serving.interrupt();
    let (_, _, printed) = serving.end();
    let lines: Vec<serde_json::Value> =
        printed.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect();
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0]["code"].as_u64(), lines[0]["method"].as_str()), (Some(404), Some("GET")));
    assert_eq!(lines[0]["deciding"]["answer"], "no");

    let serving = Serving::start(&mut command(&["--listen", "127.0.0.1:0", "--quiet"]));
    serving.request(GET);
    serving.interrupt();
    assert_eq!(serving.end().2, "");
}

#[test]
fn an_exchange_under_way_is_finished_before_the_end() {
    let serving = Serving::start(&mut command(&["--listen", "127.0.0.1:0", "--quiet"]));
    let idle = TcpStream::connect(&serving.address).expect("a connection");
    let mut stream = TcpStream::connect(&serving.address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a deadline");
    let both = "GET /status/204 HTTP/1.1\r\nHost: a\r\n\r\nGET /lab/busy?seconds=0.4 HTTP/1.1\r\nHost: a\r\n\r\n";
    stream.write_all(both.as_bytes()).expect("it is sent");
    // The answer to the first request goes out when the work on the second has begun.
    let mut first = [0; 24];
    stream.read_exact(&mut first).expect("the first answer");
    assert_eq!(&first, b"HTTP/1.1 204 No Content\r");
    serving.interrupt();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.contains("HTTP/1.1 200 OK") && answer.ends_with("Worked for 0.4 s.\n"), "{answer}");
    let (code, took, _) = serving.end();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(1), "it took {took:?} to end");
    drop(idle);
}

#[test]
fn the_environment_names_host_and_port_and_flags_overrule_it() {
    let serving = Serving::start(command(&["--quiet"]).env("PORT", "0").env("HOST", "127.0.0.2"));
    assert!(serving.address.starts_with("127.0.0.2:"), "{}", serving.address);
    let serving = Serving::start(command(&["--quiet", "-l", "127.0.0.1:0"]).env("PORT", "1").env("HOST", "127.0.0.2"));
    assert!(serving.address.starts_with("127.0.0.1:"), "{}", serving.address);
}

#[test]
fn of_the_environment_only_what_says_so_is_shown() {
    let serving =
        Serving::start(command(&["--quiet", "-l", "127.0.0.1:0"]).env("HTTPBIN_ENV_A", "1").env("HTTPBIN_B", "2"));
    let answer = serving.request("GET /env HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert!(answer.ends_with("{\n  \"env\": {\n    \"HTTPBIN_ENV_A\": \"1\"\n  }\n}\n"), "{answer}");
}

#[test]
fn several_addresses_are_served_and_named_in_order() {
    let mut serving = Serving::start(&mut command(&["--quiet", "-l", "127.0.0.1:0", "--listen", "127.0.0.3:0"]));
    let mut second = String::new();
    serving.out.read_line(&mut second).expect("a line");
    let second = second.trim_end().strip_prefix("http://").expect("an address");
    assert!(second.starts_with("127.0.0.3:"));
    assert!(TcpStream::connect(second).is_ok() && TcpStream::connect(&serving.address).is_ok());
}

#[test]
fn it_stands_in_another_server_s_place_within_the_bounds_that_are_set() {
    let get = |target: &str| format!("GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    let flags = [
        "--quiet",
        "-l",
        "127.0.0.1:0",
        "--as",
        "go-httpbin",
        "--max-body",
        "2k",
        "--max-delay",
        "10ms",
        "--happenings",
        "0",
    ];
    let serving = Serving::start(&mut command(&flags));
    let shown = serving.request(&get("/get?a=1"));
    assert!(shown.contains("\"a\": [\n      \"1\"\n    ]") && shown.contains("\"method\": \"GET\""), "{shown}");
    assert!(serving.request(&get("/")).contains("<title>httpbin</title>"));
    let limits = serving.request(&get("/_/limits").replace("Host: a", "Host: localhost"));
    let has = |name: &str, value: &str| limits.contains(&format!("\"name\": \"{name}\",\n      \"value\": {value},"));
    assert!(has("body", "2048") && has("delay", "10") && has("happenings", "0"), "{limits}");
}

fn refused(arguments: &[&str]) -> String {
    let Output { status, stderr, stdout } = command(arguments).output().expect("it runs");
    assert_eq!(status.code(), Some(2), "{arguments:?}");
    assert!(stdout.is_empty(), "{arguments:?}");
    let said = String::from_utf8(stderr).expect("text");
    assert_eq!(said.lines().count(), 1, "one sentence: {said}");
    said
}

#[test]
fn bad_usage_gets_one_sentence_that_names_the_flag() {
    let serving = Serving::start(&mut command(&["--listen", "127.0.0.1:0", "--quiet"]));
    let taken = refused(&["--listen", &serving.address]);
    assert!(taken.contains("--listen") && taken.contains("in use") && taken.contains(&serving.address), "{taken}");
    let port = serving.address.rsplit_once(':').expect("a port").1;
    assert!(refused(&["--port", port]).contains("--port"));
    for (arguments, flag) in [
        (&["--prot", "1"][..], "--prot"),
        (&["--port", "70000"], "--port"),
        (&["--listen", "example.test:80"], "--listen"),
        (&["--head-timeout", "10"], "--head-timeout"),
        (&["--content-timeout", "0s"], "--content-timeout"),
        (&["--idle-timeout", "soon"], "--idle-timeout"),
        (&["--journal", "maybe"], "--journal"),
        (&["--log", "xml"], "--log"),
        (&["--max-connections", "0"], "--max-connections"),
        (&["--happenings", "few"], "--happenings"),
        (&["--as", "httpbun"], "--as"),
        (&["--max-delay", "25h"], "--max-delay"),
        (&["--max-duration", "10"], "--max-duration"),
        (&["--max-body", "17m"], "--max-body"),
        (&["--max-bytes", "1g"], "--max-bytes"),
        (&["--redirect-hosts", "a.test,http://b.test"], "--redirect-hosts"),
    ] {
        let said = refused(arguments);
        assert!(said.contains(flag), "{arguments:?}: {said}");
    }
}

#[test]
fn where_the_system_allows_fewer_connections_it_says_so_and_serves_them() {
    let program = env!("CARGO_BIN_EXE_statusquo");
    let mut limited = Command::new("sh");
    limited.args(["-c", &format!("ulimit -n 300 && exec {program} serve --listen 127.0.0.1:0 --quiet")]);
    limited.env_remove("PORT").env_remove("HOST").stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut serving = Serving::start(&mut limited);
    assert!(serving.request(GET).starts_with("HTTP/1.1 404"));
    let mut said = String::new();
    let mut errors = BufReader::new(serving.child.stderr.take().expect("its errors"));
    errors.read_line(&mut said).expect("a line");
    assert!(said.contains("44 connections") && said.contains("--max-connections 10000"), "{said}");
}
