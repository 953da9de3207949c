//! What each real cause says of the lab is true: a shell does what the hint tells, against a lab that nobody has used, and
//! the code of its entry happens.
//!
//! A hint that is a method and a target, perhaps with fields, is done as it reads. What any other takes stands in
//! `by_hand.rs`; a hint without it, and a row there without its hint, fail.

mod by_hand;

use super::lab::{Passed, TestLab};
use super::program::run;
use by_hand::BY_HAND;
use statusquo_catalog::ALL;
use statusquo_lab::Settings;
use std::thread;
use std::time::Duration;

/// As many at a time as a machine with few cores can bear.
const LANES: usize = 4;

/// What every script may use: `$a` is the address, `$u` and `$s` its URIs in cleartext and over TLS; `say` speaks octets of
/// its own, `lock` locks what is named, and prints the token.
const PRELUDE: &str = r#"
unset NO_PROXY no_proxy HTTP_PROXY http_proxy HTTPS_PROXY https_proxy ALL_PROXY all_proxy
u=http://$a
say() { printf "$1" | curl -s --max-time 3 "telnet://$a"; true; }
lock() {
    curl -si -X LOCK -H 'Content-Type: application/xml' -d '<lockinfo xmlns="DAV:"><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>' "$@"
}
bind() {
    curl -si -X BIND -H 'Content-Type: application/xml' -d "<bind xmlns=\"DAV:\"><segment>$2</segment><href>$3</href></bind>" "$u$1"
}
dav() { method=$1; path=$2; shift 2; curl -si -X "$method" "$@" "$u/lab/dav$path"; }
user() { method=$1; path=$2; content=$3; shift 3; curl -si -X "$method" "$u/lab/users$path" --json "$content" "$@"; }
login() { curl -si -H 'Host: portal.localhost' -d terms=accepted "$@" $u/lab/portal/login | tr -d '\r' | sed -n 's/^Set-Cookie: \([^;]*\).*/\1/p'; }
doc() { method=$1; name=$2; shift 2; curl -si -X "$method" "$@" "$u/lab/documents/$name"; }
"#;

#[test]
fn every_hint_makes_its_code_happen() {
    let all: Vec<(u16, &str)> = ALL
        .iter()
        .flat_map(|entry| entry.causes.iter().filter_map(|cause| cause.lab).map(|hint| (entry.code, hint)))
        .collect();
    let stale: Vec<_> = BY_HAND.iter().filter(|row| !all.contains(&(row.0, row.1))).map(|row| (row.0, row.1)).collect();
    assert!(stale.is_empty(), "the catalog does not say this any more: {stale:#?}");
    let wrong: Vec<String> = thread::scope(|scope| {
        let lane = |lane: usize| all.iter().skip(lane).step_by(LANES).filter_map(|(code, hint)| wrong(*code, hint));
        let lanes: Vec<_> = (0..LANES).map(|at| scope.spawn(move || lane(at).collect::<Vec<_>>())).collect();
        lanes.into_iter().flat_map(|lane| lane.join().expect("no panic")).collect()
    });
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n\n"));
}

/// What following a hint led to instead of its code.
fn wrong(code: u16, hint: &str) -> Option<String> {
    let by_hand = BY_HAND.iter().find(|row| (row.0, row.1) == (code, hint));
    let Some(script) = by_hand.map(|row| row.2.to_owned()).or_else(|| as_it_reads(hint)) else {
        return Some(format!("{code}: nobody says how this is done: {hint}"));
    };
    let mut settings = Settings { threads: 1, records: 100, ..Settings::on_free_ports() };
    settings.limits.head_timeout = Duration::from_secs(2);
    settings.limits.content_timeout = Duration::from_secs(1);
    let lab = TestLab::with(settings);
    let prelude = format!("a={}\ns={}\n{PRELUDE}", lab.at("").trim_start_matches("http://"), lab.securely_at(""));
    let ended = run("bash", &["-c", &format!("{prelude}{script}")]);
    let has_code = |passed: &Passed| passed.code == code || passed.interim.contains(&code);
    // Within the content of a 207, where no head has it.
    let inside = ended.stdout.contains(&format!("HTTP/1.1 {code}"));
    if ended.code == Some(0) && (matches!(code, 208 | 423 | 424) && inside || lab.passes(has_code).is_some()) {
        return None;
    }
    Some(format!("{code}: {hint}\n{script}\nexit code {:?}\n{}{}", ended.code, ended.stdout, ended.stderr))
}

/// The command for a hint such as `GET /lab/documents/welcome with Range: bytes=-7`.
fn as_it_reads(hint: &str) -> Option<String> {
    let (line, fields) = hint.split_once(" with ").unwrap_or((hint, ""));
    let (method, target) = line.split_once(' ')?;
    let is_plain = method.bytes().all(|octet| octet.is_ascii_uppercase()) && target.starts_with('/');
    if !is_plain || target.contains([' ', ',', '{']) || hint.contains('\'') {
        return None;
    }
    let mut command = format!("curl -si -X {method} $u'{target}'");
    for field in fields.split(" and ").filter(|field| !field.is_empty()) {
        let (name, value) = field.split_once(": ")?;
        if name.contains(' ') || value.contains(" its ") || value.starts_with("the ") {
            return None;
        }
        command.push_str(&format!(" -H '{name}: {value}'"));
    }
    if matches!(method, "POST" | "PUT") {
        command.push_str(" -H 'Content-Type: text/plain' -d hello");
    }
    Some(command)
}
