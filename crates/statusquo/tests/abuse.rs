//! Abuse over real sockets: the server keeps its limits and its rules, and a well-behaved client hardly notices.
#![cfg(target_os = "linux")]

#[path = "abuse/mod.rs"]
mod abuse;
#[path = "abuse/panicking.rs"]
mod panicking;

use abuse::abusers::{self, Abuse, Site};
use abuse::behaving::{Behaving, request};
use abuse::client::{Client, Options, PATIENCE, connect};
use abuse::idle::Idle;
use abuse::process::Process;
use abuse::random::Random;
use abuse::tally::Tally;
use abuse::{descriptors, floods, hoarding};
use statusquo_lab::{Lab, Running, Settings};
use statusquo_wire::Limits;
use std::io::Read;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A well-behaved client never waits longer.
const SLOWEST: Duration = Duration::from_secs(10);

/// One abuse at a time: each is to be the only reason for what a well-behaved client meets.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Counts the panics of serving threads, without a word on the terminal.
fn count_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| match thread::current().name() {
            Some(name) if name.starts_with("serve-") => drop(PANICS.fetch_add(1, Ordering::SeqCst)),
            _ => usual(panic),
        }));
    });
}

/// A lab that does not wait long for anybody.
fn lab() -> Running {
    let second = Duration::from_secs(1);
    let limits = Limits {
        head_timeout: second,
        content_timeout: second,
        write_timeout: second,
        linger: second,
        ..Limits::default()
    };
    Lab::start(Settings { threads: 1, limits, ..Settings::on_free_port() }, None).expect("a lab")
}

/// Runs something while well-behaved clients ask and ask; all that they get has to be right.
fn beside_well_behaved_clients(address: SocketAddr, tally: &Tally, work: impl FnOnce()) {
    const CLIENTS: u64 = 4;
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let over = &over;
        for seed in 0..CLIENTS {
            scope.spawn(move || match Behaving::new(address, tally, seed) {
                Ok(mut behaving) => {
                    // One round at least, however quick the abuse.
                    for _ in 0..20 {
                        behaving.ask();
                    }
                    while !over.load(Ordering::Relaxed) {
                        behaving.ask();
                    }
                }
                Err(words) => tally.wrong(words),
            });
        }
        work();
        over.store(true, Ordering::Relaxed);
    });
    assert_eq!(tally.wrong_answers(), 0, "{}", tally.words().join("\n"));
    assert!(tally.exchanges() >= 20 * CLIENTS, "{} exchanges", tally.exchanges());
    assert!(tally.slowest() < SLOWEST, "a well-behaved client waited for {:?}", tally.slowest());
}

/// So many abusers at a time do so many rounds each, and then nothing is left of them.
fn withstands(abuse: Abuse, abusers: u64, rounds: usize) {
    let _alone = alone();
    count_panics();
    let before = PANICS.load(Ordering::SeqCst);
    let lab = lab();
    abusers::prepare(lab.address()).expect("a large document");
    let site = Site { address: lab.address(), hold: Duration::from_secs(10), is_thrown_out: true, pipeline: 10_000 };
    let tally = Tally::default();
    beside_well_behaved_clients(lab.address(), &tally, || {
        thread::scope(|scope| {
            for seed in 0..abusers {
                let (site, tally) = (&site, &tally);
                scope.spawn(move || {
                    let mut random = Random::new(seed);
                    for _ in 0..rounds {
                        if let Err(words) = abuse(site, &mut random) {
                            tally.wrong(format!("to an abuser: {words}"));
                        }
                    }
                });
            }
        });
    });
    wait_until("all connections have ended", || lab.connections() == 0);
    assert_eq!((PANICS.load(Ordering::SeqCst) - before) as u64, tally.panics(), "panics that nobody asked for");
}

fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let until = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < until, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn slow_heads_end_with_408() {
    withstands(abusers::slow_head, 100, 2);
}

#[test]
fn slow_contents_end_with_408() {
    withstands(abusers::slow_content, 100, 1);
    withstands(abusers::slow_chunks, 100, 1);
}

#[test]
fn a_go_ahead_that_is_not_used_ends_with_408() {
    withstands(abusers::go_ahead_unused, 100, 1);
}

#[test]
fn dances_of_interim_answers_keep_their_steps() {
    withstands(abusers::endless_interim, 20, 5);
}

#[test]
fn clients_that_do_not_read_are_thrown_out() {
    withstands(abusers::never_reading, 50, 1);
}

/// An orderly close would leave the system with what was written and never taken: megabytes for each such client.
#[test]
fn the_system_keeps_nothing_for_a_client_that_was_thrown_out() {
    let _alone = alone();
    let lab = lab();
    let address = lab.address();
    abusers::prepare(address).expect("a large document");
    let options = Options { hardly_receives: true, ..Options::default() };
    let mut stream = connect(address, options).expect("a connection");
    // So few that all are read: a close with octets unread would be a reset anyway.
    let all = request("GET", abusers::LARGE, "").repeat(10);
    std::io::Write::write_all(&mut stream, all.as_bytes()).expect("it is sent");
    // For each socket of the lab that connects it with a client: octets that wait to be taken.
    let waiting = || -> Vec<u64> {
        let table = std::fs::read_to_string("/proc/net/tcp").expect("the table of sockets");
        let sockets = table.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>());
        let ours = sockets.filter(|words| {
            let port = words[1].split_once(':').and_then(|(_, port)| u16::from_str_radix(port, 16).ok());
            port == Some(address.port())
        });
        ours.filter_map(|words| u64::from_str_radix(words[4].split_once(':')?.0, 16).ok()).collect()
    };
    wait_until("much waits to be taken", || waiting().iter().any(|octets| *octets > 1_000_000));
    wait_until("the lab has let go of it", || lab.connections() == 0);
    wait_until("nothing is left", || waiting().iter().all(|octets| *octets == 0));
    drop(stream);
}

#[test]
fn an_echo_that_is_not_read_takes_no_more() {
    withstands(abusers::never_reading_echo, 20, 1);
}

#[test]
fn small_requests_for_much_work_are_answered_soon() {
    withstands(hoarding::greed, 10, 20);
}

#[test]
fn tunnels_waits_and_uploads_end_when_their_clients_go() {
    withstands(hoarding::holding, 30, 10);
}

#[test]
fn ten_thousand_connections_come_and_go() {
    withstands(floods::churn, 20, 5);
}

#[test]
fn ten_thousand_requests_in_one_go_are_answered_in_order() {
    withstands(floods::pipeline, 8, 1);
}

#[test]
fn garbage_gets_whole_answers_and_no_fault_of_the_server() {
    withstands(floods::garbage, 20, 15);
}

#[test]
fn garbage_in_frames_ends_in_order() {
    withstands(floods::garbage_frames, 20, 15);
}

#[test]
fn ten_thousand_connections_may_be_idle() {
    const WISHED: usize = 10_000;
    let _alone = alone();
    let count = descriptors::idle_connections(WISHED);
    if count < WISHED {
        eprintln!("{count} idle connections, not {WISHED}: there are no more descriptors");
    }
    // The connections' other ends need descriptors too, and so a process of their own.
    let process = Process::start(&["--max-connections", "11000", "--idle-timeout", "5m"]);
    let tally = Tally::default();
    let mut behaving = Behaving::new(process.address, &tally, 1).expect("a client");
    behaving.ask_all();
    drop(behaving);
    thread::sleep(Duration::from_millis(100));
    let (descriptors, memory) = (process.descriptors(), process.resident_memory());
    beside_well_behaved_clients(process.address, &tally, || {
        let idle = Idle::open(process.address, count).expect("all connections");
        wait_until("all are accepted", || process.descriptors() >= descriptors + count);
        thread::sleep(Duration::from_secs(1));
        assert_eq!(idle.still_open(), count, "none is closed before its time");
        let each = (process.resident_memory().saturating_sub(memory)) * 1024 / count;
        println!("{each} octets of memory for an idle connection, well-behaved clients included");
        assert!(each <= 12 * 1024, "{each} octets for an idle connection");
    });
    wait_until("the descriptors are as many as before", || process.descriptors() <= descriptors);
    let (code, _) = process.end();
    assert_eq!(code, Some(0));
}

#[test]
fn a_panic_within_an_answer_cuts_the_connection_and_nothing_else() {
    let _alone = alone();
    count_panics();
    let before = PANICS.load(Ordering::SeqCst);
    let server = panicking::serve();
    let address = server.addresses()[0];
    let mut other = Client::connect(address).expect("a connection");
    let mut ask = || {
        other.send(request("GET", "/whole", "")).expect("it is sent");
        assert_eq!(other.answer("GET").expect("an answer").content, b"whole");
    };
    ask();
    let cases: [(&str, &str, &str, &str); 5] = [
        ("/chunks", "", "c\r\na part of it\r\n", "Transfer-Encoding: chunked\r\n"),
        ("/length", "", "a part of it", "Content-Length: 100\r\n"),
        ("/interim", "", "", "HTTP/1.1 103 "),
        ("/content", "Content-Length: 3\r\n", "", ""),
        ("/at-once", "", "", ""),
    ];
    for (target, fields, end, part) in cases {
        for _ in 0..50 {
            let mut stream = connect(address, Options::default()).expect("a connection");
            let octets = format!("{}{}", request("GET", target, fields), if fields.is_empty() { "" } else { "abc" });
            std::io::Write::write_all(&mut stream, octets.as_bytes()).expect("it is sent");
            let mut came = String::new();
            stream.read_to_string(&mut came).expect("an end");
            assert!(came.ends_with(end) && came.contains(part) && !came.contains("\r\n0\r\n"), "{target}: {came:?}");
            assert_eq!(came.is_empty(), part.is_empty(), "{target}: {came:?}");
        }
        ask();
    }
    // An answer before it on the same connection is whole, and the request after it is not answered.
    let mut client = Client::connect(address).expect("a connection");
    client.send(["/whole", "/chunks", "/whole"].map(|target| request("GET", target, "")).concat()).expect("it is sent");
    assert_eq!(client.answer("GET").expect("an answer").content, b"whole");
    assert!(client.answer("GET").is_err(), "the second is cut");
    ask();
    assert_eq!(PANICS.load(Ordering::SeqCst) - before, 5 * 50 + 1);
    wait_until("one connection is left", || server.connections() == 1);
    drop(other);
    wait_until("no connection is left", || server.connections() == 0);
}
