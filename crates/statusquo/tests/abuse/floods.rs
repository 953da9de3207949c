//! Abusers in a hurry: connections without number, pipelines without end, octets without sense.
//! Each does one round of it, checks that the server keeps to its rules, and ends.

use super::abusers::{LARGE, Site, from};
use super::behaving::{UPGRADE, request};
use super::client::{Client, Options, connect};
use super::random::Random;
use std::io::Write;
use std::thread;

/// Connects a hundred times and goes away, each time in another way.
pub(crate) fn churn(site: &Site, random: &mut Random) -> Result<(), String> {
    for _ in 0..100 {
        let options = Options { resets: random.below(2) == 0, ..from(random) };
        let mut stream = connect(site.address, options)?;
        let octets = match random.below(5) {
            0 => String::new(),
            1 => "GET /lab/doc".to_owned(),
            2 => request("GET", "/lab/documents/welcome", ""),
            3 => request("GET", LARGE, ""),
            _ => request("PUT", "/lab/documents/churned", "Content-Length: 10\r\n") + "half",
        };
        // The server has closed nothing yet.
        stream.write_all(octets.as_bytes()).map_err(|error| format!("churning: {error}"))?;
    }
    Ok(())
}

/// Sends thousands of requests in one go while it reads the answers, which have to be all there and in order.
pub(crate) fn pipeline(site: &Site, random: &mut Random) -> Result<(), String> {
    let mut client = Client::over(connect(site.address, from(random))?);
    let codes: Vec<u16> = (0..site.pipeline).map(|_| *random.one_of(&[200, 204, 304, 404, 418, 503])).collect();
    let all: String = codes.iter().map(|code| request("GET", &format!("/status/{code}"), "")).collect();
    let mut writing = client.stream.try_clone().map_err(|error| error.to_string())?;
    thread::scope(|scope| {
        scope.spawn(move || writing.write_all(all.as_bytes()));
        for (at, code) in codes.iter().enumerate() {
            let answer = client.answer("GET")?.code();
            if answer != *code {
                return Err(format!("{answer} in place of {code} as answer {at} of a pipeline"));
            }
        }
        Ok(())
    })
}

/// What garbage is made from: requests that may come true without harm.
const SEEDS: [&str; 4] = [
    "GET /lab/documents/welcome HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: \"a\", W/\"b\"\r\nAccept: */*\r\n\r\n",
    "POST /lab/users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 46\r\n\r\n\
     {\"name\": \"\", \"email\": \"nobody\", \"age\": -3.0e1 }",
    "POST /lab/users HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5;a=\"b\"\r\nhello\r\n0\r\nX: y\r\n\r\n",
    "GET /lab/echo HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
];

/// Sends octets without sense; whatever comes back has to be whole answers, none of which admits a fault of the server.
pub(crate) fn garbage(site: &Site, random: &mut Random) -> Result<(), String> {
    for _ in 0..20 {
        let octets = senseless(random);
        let mut client = Client::over(connect(site.address, from(random))?);
        let told = |words: String| format!("{words}, to {:?}", String::from_utf8_lossy(&octets));
        client.send(&octets).and_then(|()| client.close_half()).map_err(told)?;
        // Which method an answer is to is not known: none that an Allow could list.
        while let Some(answer) = client.answer_if_any("SENSELESS").map_err(told)? {
            if !matches!(answer.code(), 100 | 200..=499 | 501 | 505) {
                return Err(told(format!("{} came", answer.code())));
            }
        }
    }
    Ok(())
}

fn senseless(random: &mut Random) -> Vec<u8> {
    let size = 1 + random.below(3000);
    match random.below(5) {
        0 => random.octets(size),
        1 => (0..size).map(|_| b' ' + random.below(95) as u8).collect(),
        2 => [b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", &random.octets(size)[..]].concat(),
        3 => {
            let field = format!("X-{}: {}\r\n", "n".repeat(size), "v".repeat(random.below(40_000)));
            request("GET", "/lab/documents/welcome", &field.repeat(1 + random.below(3))).into_bytes()
        }
        _ => {
            let mut octets = random.one_of(&SEEDS).repeat(1 + random.below(3)).into_bytes();
            for _ in 0..=random.below(4) {
                let at = random.below(octets.len());
                match random.below(4) {
                    0 => octets[at] = random.next() as u8,
                    1 => drop(octets.remove(at)),
                    2 => octets.insert(at, *random.one_of(b"\r\n\t :;,\"\0%/?#")),
                    _ => octets[at] ^= 1 << random.below(8),
                }
            }
            octets
        }
    }
}

/// Shakes hands and then sends frames without sense; the end has to be an orderly one all the same.
pub(crate) fn garbage_frames(site: &Site, random: &mut Random) -> Result<(), String> {
    let mut client = Client::over(connect(site.address, from(random))?);
    client.send(request("GET", "/lab/echo", UPGRADE))?;
    match client.answer("GET")?.code() {
        101 => {}
        code => return Err(format!("{code} in place of 101")),
    }
    let size = random.below(3000);
    let mut octets = random.octets(size);
    if let [first, second, ..] = &mut octets[..] {
        *first &= 0x8f;
        *second |= 0x80;
    }
    client.send(&octets)?;
    client.close_half()?;
    let mut end = Vec::new();
    match std::io::Read::read_to_end(&mut client.stream, &mut end) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("no orderly end after senseless frames: {error}")),
    }
}
