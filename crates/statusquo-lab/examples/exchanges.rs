//! Plays one exchange many times through a lab in one thread, without a socket: what `./test` counts instructions of.
//!
//! `exchanges NAME COUNT`, with a name of [`EXCHANGES`].

use statusquo_lab::{Journaling, Lab, Settings};
use statusquo_wire::transport::Stream;
use statusquo_wire::{Clock, Limits};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

/// Thursday, 1 January 2026, noon.
const NOON: u64 = 1_767_268_800;

/// As small as a journal may be to be full, and drop an exchange for each new one, before the counting begins.
const JOURNAL: usize = 32 * 1024;

const GET: &str = "GET /lab/documents/welcome HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nUser-Agent: x\r\n\r\n";

/// A name, the bytes of one round, how many answers they get, and whether the connection ends after them. The journal
/// is on where the name says so.
const EXCHANGES: [(&str, &str, usize, bool); 7] = [
    ("get", GET, 1, false),
    ("journaled", GET, 1, false),
    ("304", "GET /lab/documents/welcome HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: *\r\n\r\n", 1, false),
    ("404", "GET /lab/documents/nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n", 1, false),
    (
        "201",
        "PUT /lab/documents/new HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi\
         DELETE /lab/documents/new HTTP/1.1\r\nHost: localhost\r\n\r\n",
        2,
        false,
    ),
    ("pipelined", "GET /lab/documents/welcome HTTP/1.1\r\nHost: localhost\r\n\r\n", 10, false),
    ("413", "PUT /lab/documents/big HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n", 1, true),
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (name, count) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    let Some((_, bytes, answers, ends)) = EXCHANGES.iter().find(|(known, ..)| *known == name) else {
        let names: Vec<&str> = EXCHANGES.iter().map(|(name, ..)| *name).collect();
        eprintln!("exchanges NAME COUNT, with a name of {}", names.join(", "));
        std::process::exit(2);
    };
    let count: usize = count.parse().unwrap_or(1);
    let repeats = if *name == *"pipelined" { *answers } else { 1 };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let limits = Limits { linger: std::time::Duration::from_millis(1), ..Limits::default() };
    let journaling = if *name == *"journaled" { Journaling::On } else { Journaling::Off };
    let clock = Clock::Fixed(NOON);
    let settings = Settings { clock, journaling, journal_bytes: JOURNAL, limits, ..Settings::default() };
    let lab: &'static Lab = Box::leak(Box::new(Lab::detached(settings).expect("a lab")));
    runtime.block_on(async {
        let mut client = connect(lab);
        let round = bytes.repeat(repeats);
        let mut input = Vec::with_capacity(64 * 1024);
        for round_number in 0..count {
            client.write_all(round.as_bytes()).await.expect("it is sent");
            input.clear();
            let mut heard = 0;
            while heard < *answers {
                let from = input.len();
                assert!(client.read_buf(&mut input).await.expect("an answer") > 0, "the connection ended");
                // Answers come together, in one write; counting them once is enough, and costs what is to be measured.
                heard = if round_number == 0 { count_answers(&input) } else { heard + *answers };
                assert!(input[from..].len() > 80 * *answers, "the answers come together");
            }
            if *ends {
                client = connect(lab);
            }
        }
    });
}

fn count_answers(bytes: &[u8]) -> usize {
    bytes.windows(9).filter(|window| *window == b"HTTP/1.1 ").count()
}

/// A connection that the lab serves in this very thread.
fn connect(lab: &'static Lab) -> DuplexStream {
    let (ours, theirs) = tokio::io::duplex(256 * 1024);
    tokio::spawn(lab.serve(Stream::Pipe(theirs)));
    ours
}
