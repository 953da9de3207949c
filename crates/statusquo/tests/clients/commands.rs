//! What a code's page gives people to run: every command of every entry, in curl, Python and JavaScript, against a lab that
//! nobody has used; and its code happens, and is seen.

use super::authority::Trusted;
use super::lab::{Passed, TestLab};
use super::program::{Ended, run_with, set_up};
use statusquo_catalog::{ALL, Entry};
use statusquo_lab::Settings;
use statusquo_page::clients::{Command, How, Place, commands};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// Whatever proxy this machine has set up is none of the lab's, and one that a command names is not to be passed by.
const ALONE: &str = "unset NO_PROXY no_proxy HTTP_PROXY http_proxy HTTPS_PROXY https_proxy ALL_PROXY all_proxy; ";

/// As many at a time as a machine with few cores can bear: much of the time somebody waits.
const LANES: usize = 4;

/// How long the command for 408 sends nothing, and how long it does here, where the lab is less patient.
const PAUSE: (&str, u64) = ("sleep 31 ", 31);
const SHORT_PAUSE: &str = "sleep 4 ";

#[test]
fn every_command_makes_its_code_happen_and_shows_it() {
    all_make_it_happen(false);
}

#[test]
#[ignore = "it says little more and takes as long: ./test all runs it"]
fn every_command_does_so_over_tls_with_the_authority_trusted() {
    all_make_it_happen(true);
}

fn all_make_it_happen(secure: bool) {
    let causable = ALL.iter().filter(|entry| entry.trigger.is_some());
    let all: Vec<(&Entry, usize)> = causable.flat_map(|entry| (0..3).map(move |client| (entry, client))).collect();
    let next = AtomicUsize::new(0);
    let wrong: Vec<String> = thread::scope(|scope| {
        let lane = || {
            let mine = std::iter::from_fn(|| all.get(next.fetch_add(1, Ordering::Relaxed)));
            mine.filter_map(|(entry, client)| wrong(entry, *client, secure)).collect::<Vec<_>>()
        };
        let lanes: Vec<_> = (0..LANES).map(|_| scope.spawn(lane)).collect();
        lanes.into_iter().flat_map(|lane| lane.join().expect("no panic")).collect()
    });
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n\n"));
}

/// What a command of an entry did instead of making its code happen and showing it.
fn wrong(entry: &Entry, client: usize, secure: bool) -> Option<String> {
    let mut settings = Settings { threads: 1, ..Settings::on_free_ports() };
    assert!(Settings::default().limits.content_timeout < Duration::from_secs(PAUSE.1), "408 comes within its pause");
    settings.limits.head_timeout = Duration::from_secs(1);
    settings.limits.content_timeout = Duration::from_secs(1);
    let lab = TestLab::with(settings);
    let origin = if secure { lab.at_tls("") } else { lab.at("") };
    let (_, authority) = origin.split_once("://").expect("it begins with a scheme");
    let place = Place::asked(authority, secure).expect("an address and a port");
    let command = commands(entry, &place).into_iter().nth(client).expect("three clients");
    let text = [("localhost:8443", "localhost:"), ("port: 8443", "port: ")]
        .iter()
        .fold(command.text.clone(), |text, (usual, here)| text.replace(usual, &format!("{here}{}", lab.tls_port())))
        // Octets by hand go to the address for cleartext.
        .replace("telnet://127.0.0.1:8080", &lab.at("").replace("http", "telnet"))
        .replace(PAUSE.0, SHORT_PAUSE);
    let trust = secure.then(|| Trust::new(&lab));
    let (program, arguments): (_, &[&str]) = match command.client {
        "curl" => ("sh".into(), &["-c", &format!("{ALONE}{text}")]),
        "Python" => (set_up("STATUSQUO_PYTHON", "python"), &["-c", &text]),
        _ => (set_up("STATUSQUO_NODE", "node"), &["--input-type=module", "--eval", &text]),
    };
    let ended = run_with(program, arguments, &trust.as_ref().map_or(Vec::new(), Trust::told));
    let has_code = |passed: &Passed| passed.code == entry.code || passed.interim.contains(&entry.code);
    let inside = entry.trigger.is_some_and(|trigger| trigger.inside().is_some());
    if is_seen(entry.code, inside, &command, &ended) && (inside || lab.passes(has_code).is_some()) {
        return None;
    }
    let (client, tool) = (command.client, command.tool);
    let said = format!("exit code {:?}\n{}{}", ended.code, ended.stdout, ended.stderr);
    Some(format!("{} in {client} with {tool}:\n{text}\n{said}", entry.code))
}

/// The lab's authority, where each client looks for whom to trust.
struct Trust {
    certificate: Trusted,
    /// curl tells servers and proxies apart, and takes the latter from its configuration alone.
    home: tempfile::TempDir,
}

impl Trust {
    fn new(lab: &TestLab) -> Self {
        let (certificate, home) = (Trusted::fetch(lab), tempfile::tempdir().expect("a folder"));
        let proxies = format!("proxy-cacert = {}\n", certificate.path());
        std::fs::write(home.path().join(".curlrc"), proxies).expect("it is written");
        Self { certificate, home }
    }

    /// The environment that tells them.
    fn told(&self) -> Vec<(&str, &str)> {
        let home = self.home.path().to_str().expect("the path of a temporary folder is text");
        let names = ["CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"];
        names.map(|name| (name, self.certificate.path())).into_iter().chain([("CURL_HOME", home)]).collect()
    }
}

/// Whether a command shows the code to the person who runs it, and is content with it.
fn is_seen(code: u16, inside: bool, command: &Command, ended: &Ended) -> bool {
    let says = |text: String| ended.stdout.contains(&text);
    // curl tells by its exit code of what it was made to break off.
    let is_content = ended.code == Some(0) || command.tool == "curl";
    is_content
        && match command.how {
            _ if inside => says(format!("HTTP/1.1 {code} ")),
            // Over TLS it speaks HTTP/2.
            _ if command.tool == "curl" => says(format!("HTTP/1.1 {code} ")) || says(format!("HTTP/2 {code} ")),
            How::Raw { .. } => says(format!("HTTP/1.1 {code} ")),
            How::Itself { .. } => ended.stdout.lines().any(|line| line.starts_with(&format!("{code} "))),
        }
}
