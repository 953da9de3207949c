//! Abusers that take their time: heads, contents and go-aheads that never come to an end, answers that nobody reads.
//! Each does one round of it, checks that the server keeps to its rules, and ends.

use super::behaving::{UPGRADE, request};
use super::client::{Client, Options, PATIENCE, connect};
use super::random::Random;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// Where abuse happens, and how much of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    pub(crate) address: SocketAddr,
    /// How long one that does not read stays at most.
    pub(crate) hold: Duration,
    /// Whether it has to be thrown out before that.
    pub(crate) is_thrown_out: bool,
    /// How many requests go out in one go.
    pub(crate) pipeline: usize,
}

/// One round of abuse; what it meets that is not right.
pub(crate) type Abuse = fn(&Site, &mut Random) -> Result<(), String>;

/// A document of 1 MiB, which is there before the abuse begins.
pub(crate) const LARGE: &str = "/lab/documents/large";

/// Stores the large document.
pub(crate) fn prepare(address: SocketAddr) -> Result<(), String> {
    let mut client = Client::connect(address)?;
    client.send(request("PUT", LARGE, "Content-Length: 1048576\r\n"))?;
    client.send(vec![b'x'; 1024 * 1024])?;
    match client.last_answer("PUT")?.code() {
        201 | 204 => Ok(()),
        code => Err(format!("{code} to the large document")),
    }
}

/// Abusers come from other addresses than others.
pub(crate) fn from(random: &mut Random) -> Options {
    Options { from: Some(Ipv4Addr::new(127, 0, 2, random.below(50) as u8 + 1)), ..Options::default() }
}

/// Sends an octet now and then until an answer comes, which has to be 408, and the end after it.
fn drip(mut stream: TcpStream, random: &mut Random, next: impl Fn(&mut Random) -> Vec<u8>) -> Result<(), String> {
    let until = Instant::now() + PATIENCE;
    let mut answer = Vec::new();
    while answer.is_empty() {
        if Instant::now() > until {
            return Err("a slow client is waited for without end".to_owned());
        }
        // Whether it can still be sent shows in the answer.
        let _ = stream.write_all(&next(random));
        stream.set_read_timeout(Some(Duration::from_millis(10 + random.below(40) as u64))).expect("a timeout");
        let mut octets = [0; 4096];
        match stream.read(&mut octets) {
            Ok(0) => return Err("a slow client is left without an answer".to_owned()),
            Ok(count) => answer.extend_from_slice(&octets[..count]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(error) => return Err(format!("a slow client: {error}")),
        }
    }
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream.read_to_end(&mut answer).map_err(|error| format!("no orderly end for a slow client: {error}"))?;
    match answer.starts_with(b"HTTP/1.1 408 ") {
        true => Ok(()),
        false => Err(format!("a slow client got {:?}", String::from_utf8_lossy(&answer))),
    }
}

pub(crate) fn slow_head(site: &Site, random: &mut Random) -> Result<(), String> {
    let mut stream = connect(site.address, from(random))?;
    let head = b"GET /lab/documents/welcome HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    let begin = 1 + random.below(head.len());
    stream.write_all(&head[..begin]).map_err(|error| error.to_string())?;
    match begin == head.len() {
        true => drip(stream, random, |random| vec![b'a' + random.below(26) as u8]),
        // Nothing more comes.
        false => drip(stream, random, |_| Vec::new()),
    }
}

pub(crate) fn slow_content(site: &Site, random: &mut Random) -> Result<(), String> {
    let mut stream = connect(site.address, from(random))?;
    let head = request("PUT", "/lab/documents/slow", "Content-Length: 100000\r\n");
    stream.write_all(head.as_bytes()).map_err(|error| error.to_string())?;
    drip(stream, random, |random| random.octets(1))
}

pub(crate) fn slow_chunks(site: &Site, random: &mut Random) -> Result<(), String> {
    let mut stream = connect(site.address, from(random))?;
    let head = request("PUT", "/lab/documents/slow", "Transfer-Encoding: chunked\r\n");
    stream.write_all(head.as_bytes()).map_err(|error| error.to_string())?;
    drip(stream, random, |random| [b"1\r\n", &random.octets(1)[..], b"\r\n"].concat())
}

/// Asks to be let go ahead, is let, and then does not.
pub(crate) fn go_ahead_unused(site: &Site, random: &mut Random) -> Result<(), String> {
    let mut client = Client::over(connect(site.address, from(random))?);
    let fields = "Expect: 100-continue\r\nContent-Length: 100\r\n";
    client.send(request("PUT", "/lab/documents/slow", fields))?;
    match client.answer("PUT")?.code() {
        100 => drip(client.stream, random, |_| Vec::new()),
        code => Err(format!("{code} in place of 100")),
    }
}

/// Goes on and on with go-aheads and interim answers on one connection, each of which has to be in its place.
pub(crate) fn endless_interim(site: &Site, random: &mut Random) -> Result<(), String> {
    let mut client = Client::over(connect(site.address, from(random))?);
    for _ in 0..200 {
        let (method, codes) = match random.below(4) {
            0 => {
                let fields = "Expect: 100-continue\r\nContent-Length: 4\r\n";
                client.send(request("PUT", "/lab/documents/interim", fields))?;
                let first = client.answer("PUT")?.code();
                client.send("four")?;
                ("PUT", [first, 100])
            }
            1 => {
                client.send(request(
                    "PUT",
                    "/lab/documents/interim",
                    "Expect: 100-continue\r\nContent-Length: 0\r\n",
                ))?;
                ("PUT", [0, 0])
            }
            other => {
                let code = [102, 103][other - 2];
                client.send(request("GET", &format!("/status/{code}"), ""))?;
                ("GET", [client.answer("GET")?.code(), code])
            }
        };
        let answer = client.last_answer(method)?.code();
        if codes[0] != codes[1] || !(200..300).contains(&answer) {
            return Err(format!("{codes:?} and {answer} in a dance of interim answers"));
        }
    }
    Ok(())
}

/// Asks for far more than any buffer holds and reads none of it.
pub(crate) fn never_reading(site: &Site, random: &mut Random) -> Result<(), String> {
    let options = Options { hardly_receives: true, ..from(random) };
    let mut stream = connect(site.address, options)?;
    let all = request("GET", LARGE, "").repeat(100);
    stream.write_all(all.as_bytes()).map_err(|error| format!("one that does not read: {error}"))?;
    stay(stream, site, |stream| stream.write_all(b"G").is_ok())
}

/// Sends long messages to the echo and reads none of them.
pub(crate) fn never_reading_echo(site: &Site, random: &mut Random) -> Result<(), String> {
    let mut stream = connect(site.address, Options { hardly_receives: true, ..from(random) })?;
    let head = request("GET", "/lab/echo", UPGRADE);
    let message = [b"\x82\xff\0\0\0\0\0\x10\0\0\0\0\0\0", &vec![0; 1024 * 1024][..]].concat();
    stream.write_all(head.as_bytes()).map_err(|error| error.to_string())?;
    stream.set_write_timeout(Some(site.hold / 10)).expect("a timeout");
    // Sooner or later nothing more is taken: the server does not read on while its echo waits.
    let taken = (0..50).take_while(|_| stream.write_all(&message).is_ok()).count();
    match taken {
        50 => Err("the echo takes without end what it cannot give back".to_owned()),
        _ => Ok(()),
    }
}

/// Stays until the time is over, or until it has been thrown out where that has to happen.
fn stay(mut stream: TcpStream, site: &Site, goes_on: impl Fn(&mut TcpStream) -> bool) -> Result<(), String> {
    let until = Instant::now() + site.hold;
    while Instant::now() < until {
        std::thread::sleep(Duration::from_millis(50));
        if site.is_thrown_out && !goes_on(&mut stream) {
            return Ok(());
        }
    }
    match site.is_thrown_out {
        true => Err("one that does not read is not thrown out".to_owned()),
        false => Ok(()),
    }
}
