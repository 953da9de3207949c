//! The image, without an engine: what the Dockerfile's last stage says is done in an empty folder, with an empty environment,
//! as the user that it names, and ended as an engine ends it.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(10);

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The instructions of a Dockerfile, in order: a word, and what follows it.
fn instructions() -> Vec<(String, String)> {
    let text: String =
        read("Dockerfile").lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    let joined = text.replace("\\\n", "");
    let lines = joined.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| line.split_once(' ').expect("an instruction"))
        .map(|(word, rest)| (word.into(), rest.into()))
        .collect()
}

/// Those of its last stage.
fn last_stage() -> Vec<(String, String)> {
    let all = instructions();
    let from = all.iter().rposition(|(word, _)| word == "FROM").expect("a stage");
    all[from..].to_vec()
}

/// What follows a word that stands there once.
fn one(stage: &[(String, String)], word: &str) -> String {
    let found: Vec<&String> = stage.iter().filter(|(have, _)| have == word).map(|(_, rest)| rest).collect();
    assert_eq!(found.len(), 1, "{word} stands there once");
    found[0].clone()
}

/// A command in exec form: there is no shell to read another.
fn exec(text: &str) -> Vec<String> {
    let json = &text[text.find('[').unwrap_or_else(|| panic!("{text} is no exec form"))..];
    serde_json::from_str(json).expect("a list of words")
}

/// The image's folder, and who runs there.
struct Image {
    folder: tempfile::TempDir,
    user: u32,
    stage: Vec<(String, String)>,
}

impl Image {
    fn new() -> Self {
        let stage = last_stage();
        assert_eq!(one(&stage, "FROM"), "scratch");
        let copied = one(&stage, "COPY");
        let [from, _, to] = copied.split(' ').collect::<Vec<_>>()[..] else { panic!("COPY {copied}") };
        assert_eq!(from, "--from=build");
        let user = one(&stage, "USER");
        let (user, group) = user.split_once(':').expect("a user and a group");
        let user: u32 = user.parse().expect("the user is a number");
        assert!(user != 0 && group.parse() == Ok(user));
        let folder =
            tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o755)).tempdir().expect("a folder");
        fs::copy(env!("CARGO_BIN_EXE_statusquo"), inside(folder.path(), to)).expect("the program is copied");
        Self { folder, user, stage }
    }

    /// One of its commands, with this port where it may be chosen.
    fn command(&self, words: &[String], port: u16) -> Command {
        let mut command = Command::new(inside(self.folder.path(), &words[0]));
        command.args(&words[1..]).env_clear().env("PORT", port.to_string()).current_dir("/");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        if rustix::process::geteuid().is_root() {
            command.uid(self.user).gid(self.user);
        }
        command
    }

    /// Asks for its health once: the exit code, and the line that it said.
    fn health(&self, port: u16) -> (Option<i32>, String) {
        let words = exec(&one(&self.stage, "HEALTHCHECK"));
        let output = self.command(&words, port).output().expect("it runs");
        (output.status.code(), String::from_utf8(output.stdout).expect("text"))
    }
}

fn inside(folder: &Path, path: &str) -> PathBuf {
    folder.join(path.strip_prefix('/').expect("an absolute path"))
}

/// A program under way; killed when the test ends, however it ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn ask(port: u16, target: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a deadline");
    write!(stream, "GET {target} HTTP/1.1\r\nHost: httpbin\r\nConnection: close\r\n\r\n").expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn the_image_serves_as_httpbin_is_healthy_and_ends_when_told() {
    let image = Image::new();
    let words = [exec(&one(&image.stage, "ENTRYPOINT")), exec(&one(&image.stage, "CMD"))].concat();
    let mut running = Running(image.command(&words, 0).spawn().expect("it starts"));
    let mut said = BufReader::new(running.0.stdout.take().expect("its output"));
    let mut first = String::new();
    said.read_line(&mut first).expect("a line");
    let address = first.trim_end().strip_prefix("http://0.0.0.0:").unwrap_or_else(|| panic!("{first:?}"));
    let port = address.parse().expect("a port");

    let began = Instant::now();
    while image.health(port).0 != Some(0) {
        assert!(began.elapsed() < PATIENCE, "it gets healthy");
    }
    assert_eq!(image.health(port).1, format!("healthy: http://127.0.0.1:{port}/ answered with 200\n"));
    let shown = ask(port, "/get");
    assert!(shown.starts_with("HTTP/1.1 200 OK") && shown.contains("\"url\": \"http://httpbin/get\""), "{shown}");
    assert!(ask(port, "/_/exchanges").starts_with("HTTP/1.1 403"), "the admin side is closed");

    let began = Instant::now();
    assert!(Command::new("kill").args(["-TERM", &running.0.id().to_string()]).status().expect("kill runs").success());
    assert_eq!(running.0.wait().expect("it ends").code(), Some(0));
    assert!(began.elapsed() < PATIENCE);
    let left: Vec<_> =
        fs::read_dir(image.folder.path()).expect("the folder").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["statusquo"], "nothing was written");
}

#[test]
fn where_nobody_listens_it_is_unhealthy_in_one_line() {
    let image = Image::new();
    let free =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port();
    let (code, said) = image.health(free);
    assert_eq!((code, said.lines().count()), (Some(1), 1), "{said}");
    assert!(said.starts_with(&format!("unhealthy: http://127.0.0.1:{free}/: ")), "{said}");
    let words = ["/statusquo", "health", "http://127.0.0.1:99999/"].map(str::to_owned);
    assert_eq!(image.command(&words, 0).output().expect("it runs").status.code(), Some(2));
}

#[test]
fn the_port_is_httpbins_unless_the_environment_names_one() {
    let stage = last_stage();
    assert_eq!(one(&stage, "EXPOSE"), "80");
    assert_eq!(exec(&one(&stage, "CMD")), ["serve", "--as", "httpbin", "--listen", "0.0.0.0"]);
    let compose = read("compose.yaml");
    let lines: Vec<&str> = compose.lines().map(str::trim).filter(|line| !line.starts_with('#')).collect();
    for line in ["services:", "httpbin:", "build: .", "ports:", "- \"80:80\"", "read_only: true"] {
        assert!(lines.contains(&line), "compose.yaml has {line}");
    }
}

#[test]
fn it_is_built_from_what_the_build_is_given() {
    let all = instructions();
    let manifest = read("Cargo.toml");
    let rust = manifest.split("rust-version = \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a version");
    assert_eq!(all[0], ("FROM".into(), format!("rust:{rust}-slim-bookworm AS build")));
    let run = &all.iter().find(|(word, _)| word == "RUN").expect("a build").1;
    assert!(
        run.contains("cargo build --release --locked -p statusquo") && run.ends_with("/release/statusquo\" /statusquo"),
        "{run}"
    );
    let given = read(".dockerignore");
    assert!(given.lines().any(|line| line == "*"));
    for needed in given.lines().filter_map(|line| line.strip_prefix('!')) {
        assert!(root().join(needed).exists(), "{needed}");
    }
    for needed in ["Cargo.toml", "Cargo.lock", "crates"] {
        assert!(given.lines().any(|line| line == format!("!{needed}")), "{needed}");
    }
}
