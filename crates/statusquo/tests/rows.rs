//! Every row of the table is reached and answered both ways by real requests, over real sockets.

use statusquo_catalog::{Step, Trigger};
use statusquo_decision::{Question, TABLE, Way};
use statusquo_lab::play::play;
use statusquo_lab::{Lab, Running, Settings};
use statusquo_wire::Limits;
use std::collections::HashSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// Answers that no request can bring about here, each with its reason; one that comes about all the same fails the test.
const UNREACHED: &[(Question, bool, &str)] = &[
    (Question::OthersWorked, false, "true of a part of a 207 alone: each part is a walk, and no exchange"),
    (Question::ToldBefore, true, "true of a part of a 207 alone: each part is a walk, and no exchange"),
];

fn settings() -> Settings {
    Settings { threads: 1, ..Settings::on_free_port() }
}

fn lab(settings: Settings) -> Running {
    Lab::start(settings, None).expect("a lab")
}

/// A request without content.
fn get(method: &str, target: &str, fields: &str) -> String {
    format!("{method} {target} HTTP/1.1\r\nHost: {{authority}}\r\n{fields}\r\n")
}

/// A request with content.
fn with(method: &str, target: &str, fields: &str, content: &str) -> String {
    let length = content.len();
    get(method, target, &format!("{fields}Content-Length: {length}\r\n")) + content
}

fn json(method: &str, target: &str, content: &str) -> String {
    with(method, target, "Content-Type: application/json\r\n", content)
}

/// Sends requests one after another and answers the ways that they took.
fn ways(lab: &Running, requests: &[String]) -> Vec<Way> {
    let steps: Vec<Step> = requests.iter().map(|bytes| Step::send(bytes.clone().leak())).collect();
    let trigger = Trigger { steps: steps.leak() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(play(&trigger, lab.address())).unwrap_or_else(|error| panic!("{error}: {requests:?}"));
    journal(lab)
}

/// The ways in the journal, once all connections have come to rest.
fn journal(lab: &Running) -> Vec<Way> {
    let until = Instant::now() + Duration::from_secs(10);
    while lab.connections() > 0 && Instant::now() < until {
        std::thread::yield_now();
    }
    lab.newest(1000).iter().map(|record| record.way).collect()
}

fn connect(lab: &Running) -> TcpStream {
    let stream = TcpStream::connect(lab.address()).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a deadline");
    stream
}

/// Reads what comes next, at least one octet.
fn some(stream: &mut TcpStream) -> String {
    let mut bytes = [0; 4096];
    let count = stream.read(&mut bytes).expect("an answer");
    String::from_utf8_lossy(&bytes[..count]).into_owned()
}

const LOCK: &str =
    r#"<lockinfo xmlns="DAV:"><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>"#;
const BIND: &str = r#"<bind xmlns="DAV:"><segment>again</segment><href>/lab/dav/closet</href></bind>"#;

/// What one ordinary lab is asked, row by row.
fn plain() -> Vec<String> {
    let upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    let welcome = "/lab/documents/welcome";
    vec![
        "\x16\x03\x01".into(),
        "G(T / HTTP/1.1\r\n\r\n".into(),
        format!("{} / HTTP/1.1\r\n\r\n", "M".repeat(65)),
        format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(8192)),
        "GET nowhere HTTP/1.1\r\n\r\n".into(),
        "GET  / HTTP/1.1\r\n\r\n".into(),
        "GET / HTTP/2.0\r\n\r\n".into(),
        get("GET", "/", "X : 1\r\n"),
        get("GET", "/", &"X: 1\r\n".repeat(101)),
        "GET / HTTP/1.1\r\n\r\n".into(),
        get("POST", "/", "Content-Length: -1\r\n"),
        get("POST", "/", "Transfer-Encoding: gzip, chunked\r\n"),
        [get("GET", "/lab/limited", ""), get("GET", "/lab/limited", ""), get("GET", "/lab/limited", "")].concat(),
        [get("GET", "/lab/limited", ""), get("GET", "/lab/limited", ""), get("GET", "/lab/limited", "")].concat(),
        get("GET", welcome, "Early-Data: 1\r\n"),
        get("DELETE", welcome, "Early-Data: 1\r\n"),
        get("INVENT", "/lab/anything", ""),
        get("GET", "/nowhere", ""),
        get("GET", "/status/204", ""),
        get("GET", "/status/99", ""),
        get("GET", "/status/101", ""),
        get("GET", "/lab/documents/old-welcome", ""),
        get("GET", "/lab/documents/welcome-today", ""),
        get("GET", "/lab/documents/old-inbox", ""),
        get("GET", "/lab/documents/inbox-today", ""),
        get("GET", "/lab/documents/banned", ""),
        get("BREW", "/lab/teapot", ""),
        get("GET", "/lab/variants/greeting", ""),
        get("GET", "/lab/variants/greeting", "Accept: image/png\r\n"),
        get("GET", "/lab/variants/mirror", ""),
        get("POST", welcome, ""),
        get("GET", "/_/exchanges", ""),
        "GET /_/exchanges HTTP/1.1\r\nHost: evil.example\r\n\r\n".into(),
        get("GET", "/_/exchanges", "Origin: http://evil.example\r\n"),
        "GET / HTTP/1.1\r\nHost: portal.localhost\r\n\r\n".into(),
        get("GET", "http://example.com/", ""),
        get("GET", "http://example.com/", PROXY),
        with("GET", "/digest-auth/auth-int/u/p", UNPROVEN, "a"),
        get("GET", "/lab/vault", ""),
        get("GET", "/lab/vault", "Authorization: Basic eDp5\r\n"),
        get("GET", "/lab/vault/keys", "Authorization: Basic cmVhZGVyOnJlYWRlcg==\r\n"),
        get("GET", "/lab/vault", "Authorization: Basic cmVhZGVyOnJlYWRlcg==\r\n"),
        get("PUT", "/lab/documents/big", "Content-Length: 2000000\r\n"),
        format!("{}1\r\na\r\n0\r\n\r\n", get("POST", "/lab/needs-length", "Transfer-Encoding: chunked\r\n")),
        with("PUT", "/lab/documents/a", "Content-Range: bytes 0-0/2\r\n", "a"),
        with("PUT", "/lab/documents/a", "Content-Encoding: gzip\r\n", "a"),
        with("POST", "/lab/users", "Content-Type: text/csv\r\n", "a"),
        with("PUT", "/lab/documents/a", "Content-Type: text/plain\r\n", "a"),
        get("DELETE", "/lab/documents/a", ""),
        get("GET", "/lab/documents/a", ""),
        get("GET", "/lab/documents/never", ""),
        get("GET", "/lab/echo", ""),
        get("GET", "/lab/echo", &format!("{upgrade}{key}Sec-WebSocket-Version: 8\r\n")),
        get("GET", "/lab/echo", &format!("{upgrade}Sec-WebSocket-Version: 13\r\n")),
        with("PUT", "/lab/guarded/plan", "", "a"),
        get("GET", welcome, "If-Match: \"other\"\r\n"),
        get("GET", welcome, "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n"),
        get("GET", welcome, "If-None-Match: *\r\n"),
        get("GET", welcome, "If-None-Match: \"other\"\r\n"),
        get("GET", welcome, "If-Modified-Since: Fri, 31 Dec 9999 23:59:59 GMT\r\n"),
        with("PUT", welcome, "If-None-Match: *\r\n", "a"),
        get("GET", welcome, "Range: bytes=0-3\r\n"),
        get("GET", welcome, "Range: bytes=0-3\r\nIf-Range: \"other\"\r\n"),
        get("GET", welcome, "Range: bytes=0-,0-,0-\r\n"),
        get("GET", welcome, "Range: bytes=1000000-\r\n"),
        get("GET", welcome, "Expect: the-unexpected\r\n"),
        get("PUT", "/lab/documents/b", "Content-Length: 1\r\nExpect: 100-continue\r\n"),
        "b".into(),
        format!("{}zz\r\n", get("PUT", "/lab/documents/c", "Transfer-Encoding: chunked\r\n")),
        format!(
            "{}100001\r\n{}",
            get("PUT", "/lab/documents/c", "Transfer-Encoding: chunked\r\n"),
            "c".repeat(0x10_0001)
        ),
        json("POST", "/lab/users", "{"),
        json("POST", "/lab/users", "{}"),
        json("POST", "/lab/users", r#"{"name": "", "email": "x"}"#),
        json("POST", "/lab/users", r#"{"name": "a", "email": "grace@example.test"}"#),
        json("POST", "/lab/users", r#"{"name": "a", "email": "a@example.test"}"#),
        get("PROPFIND", "/lab/dav/", ""),
        get("COPY", "/lab/dav/note", "Destination: http://elsewhere.example/lab/dav/note\r\n"),
        get("COPY", "/lab/dav/note", "Destination: /lab/dav/closet\r\nOverwrite: F\r\n"),
        get("COPY", "/lab/dav/note", "Destination: /lab/dav/note\r\n"),
        with("LOCK", "/lab/dav/note", "", LOCK),
        get("DELETE", "/lab/dav/note", ""),
        with("BIND", "/lab/dav/closet", "", BIND),
        get("PROPFIND", "/lab/dav/closet", ""),
        get("GET", "/lab/divide?by=0", ""),
        get("GET", "/lab/gateway/healthy", ""),
        get("GET", "/lab/gateway/refused", ""),
        get("GET", "/lab/gateway/cached", "Cache-Control: only-if-cached\r\n"),
        get("GET", "/lab/gateway/transforming", ""),
        get("GET", "/lab/gateway/slow", ""),
        get("GET", "/lab/gateway/garbage", ""),
        get("GET", "/lab/gateway/truncated?size=4000000", ""),
        get("GET", "/lab/gateway/large", ""),
        get("GET", "/lab/meter", "").repeat(4),
        with("POST", "/lab/form", "Content-Type: application/x-www-form-urlencoded\r\n", "entry=a&then=next"),
        json("POST", "/lab/jobs", r#"{"seconds": 0}"#),
        get("GET", "/lab/slow-page", ""),
        with("POST", "/lab/uploads", "Upload-Draft-Interop-Version: 8\r\nUpload-Complete: ?1\r\n", "a"),
        with("POST", "/lab/uploads", "Upload-Complete: ?1\r\nUpload-Length: 2\r\n", "a"),
        get("GET", "/lab/echo", &format!("{upgrade}{key}Sec-WebSocket-Version: 13\r\n")),
    ]
}

/// Credentials for the proxy.
/// Credentials that are to cover the content, and do not.
const UNPROVEN: &str = "Authorization: Digest username=\"u\", realm=\"me@kennethreitz.com\", nonce=\"n\", \
                        uri=\"/digest-auth/auth-int/u/p\", response=\"r\", qop=auth-int, nc=00000001, cnonce=\"c\"\r\n";
const PROXY: &str = "Proxy-Authorization: Basic cHJveHk6cHJveHk=\r\n";

/// What is passed on to another listener, and what comes back.
fn proxied() -> Vec<Way> {
    let mut settings = settings();
    settings.listen.push(settings.listen[0]);
    let lab = lab(settings);
    let there = lab.addresses()[1];
    let head = format!("GET http://{there}/lab/documents/welcome HTTP/1.1\r\nHost: {there}\r\n{PROXY}");
    let mut stream = connect(&lab);
    stream.write_all(format!("{head}\r\n").as_bytes()).expect("it is sent");
    let said = some(&mut stream);
    let via = said.lines().find(|line| line.starts_with("Via: ")).expect("it was passed on");
    let mut stream = connect(&lab);
    stream.write_all(format!("{head}{via}\r\n\r\n").as_bytes()).expect("it is sent");
    assert!(some(&mut stream).starts_with("HTTP/1.1 502"));
    drop(stream);
    journal(&lab)
}

/// A client that leaves in the middle of a head, or of a content.
fn leaving() -> Vec<Way> {
    let lab = lab(settings());
    for bytes in ["GET / HT", "PUT /lab/documents/a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na"] {
        let mut stream = connect(&lab);
        stream.write_all(bytes.as_bytes()).expect("it is sent");
        stream.shutdown(std::net::Shutdown::Write).expect("half of it closes");
        assert!(some(&mut stream).starts_with("HTTP/1.1 400"));
    }
    journal(&lab)
}

/// A client that is slow with its head, or with its content.
fn slow() -> Vec<Way> {
    let short = Duration::from_millis(50);
    let limits = Limits { head_timeout: short, content_timeout: short, ..Limits::default() };
    let lab = lab(Settings { limits, ..settings() });
    for bytes in ["GET / HT", "PUT /lab/documents/a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na"] {
        let mut stream = connect(&lab);
        stream.write_all(bytes.as_bytes()).expect("it is sent");
        assert!(some(&mut stream).starts_with("HTTP/1.1 408"));
    }
    journal(&lab)
}

/// One connection more than there is room for.
fn crowded() -> Vec<Way> {
    let lab = lab(Settings { limits: Limits { connections: 1, ..Limits::default() }, ..settings() });
    let mut first = connect(&lab);
    first.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").expect("it is sent");
    assert!(some(&mut first).starts_with("HTTP/1.1 200"));
    let mut second = connect(&lab);
    second.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").expect("it is sent");
    assert!(some(&mut second).starts_with("HTTP/1.1 503"));
    drop((first, second));
    journal(&lab)
}

/// What has no room, no place, no time, no token.
fn full() -> Vec<Way> {
    let small = lab(Settings { records: 8, running_jobs: 1, ..settings() });
    let mut ways_taken = ways(
        &small,
        &[
            with("PUT", "/lab/documents/a", "", "a"),
            with("PUT", "/lab/documents/b", "", "b"),
            json("POST", "/lab/jobs", r#"{"seconds": 60}"#),
            get("GET", "/lab/jobs/1?wait=0.01", ""),
            json("POST", "/lab/jobs", r#"{"seconds": 60}"#),
            json("PUT", "/_/maintenance", r#"{"seconds": 60}"#),
            get("GET", "/lab/documents/welcome", ""),
        ],
    );
    let busy = lab(settings());
    let request = get("GET", "/lab/busy?seconds=0.5", "").leak();
    let trigger = Trigger { steps: vec![Step::send(request).parallel(3)].leak() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(play(&trigger, busy.address())).expect("three answers");
    ways_taken.extend(journal(&busy));
    let public = lab(Settings { listen: vec!["0.0.0.0:0".parse().expect("an address")], ..settings() });
    let mut stream = TcpStream::connect(("127.0.0.1", public.address().port())).expect("a connection");
    stream.write_all(b"GET /_/exchanges HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").expect("it is sent");
    assert!(some(&mut stream).starts_with("HTTP/1.1 403"));
    drop(stream);
    ways_taken.extend(journal(&public));
    ways_taken
}

/// A certificate that does not vouch for what is asked.
fn misdirected() -> Vec<Way> {
    let lab = lab(Settings { threads: 1, ..Settings::on_free_ports() });
    let request = "GET / HTTP/1.1\r\nHost: other.localhost\r\nConnection: close\r\n\r\n";
    let trigger = Trigger { steps: vec![Step::send(request).over_tls("localhost")].leak() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(play(&trigger, &lab)).expect("an answer");
    journal(&lab)
}

/// What changes while a content is on its way.
fn overtaken() -> Vec<Way> {
    let lab = lab(settings());
    let mut late = connect(&lab);
    let head = "PUT /lab/documents/welcome HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"none\"\r\nIf-Match: *\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n";
    late.write_all(head.as_bytes()).expect("it is sent");
    assert!(some(&mut late).starts_with("HTTP/1.1 100"));
    let mut mover = connect(&lab);
    let head = "POST /lab/documents/welcome/move HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n";
    mover.write_all(head.as_bytes()).expect("it is sent");
    assert!(some(&mut mover).starts_with("HTTP/1.1 100"));
    let mut other = connect(&lab);
    other.write_all(b"DELETE /lab/documents/welcome HTTP/1.1\r\nHost: a\r\n\r\n").expect("it is sent");
    assert!(some(&mut other).starts_with("HTTP/1.1 204"));
    late.write_all(b"x").expect("it is sent");
    assert!(some(&mut late).starts_with("HTTP/1.1 412"), "the precondition held before the content came");
    mover.write_all(br#"{"to": "b"}"#.get(..10).expect("ten")).expect("it is sent");
    let said = some(&mut mover);
    assert!(said.starts_with("HTTP/1.1 400"), "{said}");
    mover = connect(&lab);
    mover.write_all(b"PUT /lab/documents/c HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nc").expect("it is sent");
    assert!(some(&mut mover).starts_with("HTTP/1.1 201"));
    let head = "POST /lab/documents/c/move HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n";
    mover.write_all(head.as_bytes()).expect("it is sent");
    assert!(some(&mut mover).starts_with("HTTP/1.1 100"));
    other.write_all(b"DELETE /lab/documents/c HTTP/1.1\r\nHost: a\r\n\r\n").expect("it is sent");
    assert!(some(&mut other).starts_with("HTTP/1.1 204"));
    mover.write_all(br#"{"to": "d"}"#).expect("it is sent");
    assert!(some(&mut mover).starts_with("HTTP/1.1 404"));
    drop((late, mover, other));
    journal(&lab)
}

/// A document that has changed since the client got it.
fn changed() -> Vec<Way> {
    let lab = lab(settings());
    let welcome = "/lab/documents/welcome";
    let content = "Welcome to the lab: every code here has a real cause.\nAnd it says which.\n";
    let steps = vec![
        Step::send(get("GET", welcome, "").leak()).capture("etag", "ETag"),
        Step::send(with("PUT", welcome, "", content).leak()),
        Step::send(get("GET", welcome, "If-None-Match: {etag}\r\nA-IM: diffe\r\n").leak()),
    ];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(play(&Trigger { steps: steps.leak() }, lab.address())).expect("three answers");
    journal(&lab)
}

/// A job that is over.
fn done() -> Vec<Way> {
    let lab = lab(settings());
    ways(&lab, &[json("POST", "/lab/jobs", r#"{"seconds": 0}"#)]);
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        let taken = ways(&lab, &[get("GET", "/lab/jobs/1", "")]);
        let over = taken.iter().any(|way| way.answer(Question::SeenElsewhere) == Some(true));
        if over || Instant::now() > until {
            return taken;
        }
    }
}

#[test]
fn every_row_is_answered_both_ways_by_real_requests() {
    std::panic::set_hook(Box::new(|panic| {
        if !std::thread::current().name().is_some_and(|name| name.starts_with("serve-")) {
            eprintln!("{panic}");
        }
    }));
    let mut taken = ways(&lab(settings()), &plain());
    for scene in [proxied, leaving, slow, crowded, full, misdirected, overtaken, changed, done] {
        taken.extend(scene());
    }
    let answered: HashSet<(Question, bool)> = taken.iter().flat_map(|way| way.steps()).collect();
    let mut missing = Vec::new();
    for row in &TABLE {
        for answer in [true, false] {
            let excused = UNREACHED.iter().any(|(question, yes, _)| (*question, *yes) == (row.question, answer));
            match (answered.contains(&(row.question, answer)), excused) {
                (false, false) => missing.push(format!("{:?} {answer}", row.question)),
                (true, true) => panic!("{:?} {answer} did come about: it needs no excuse", row.question),
                _ => {}
            }
        }
    }
    assert!(missing.is_empty(), "no request was answered: {missing:#?}");
}
