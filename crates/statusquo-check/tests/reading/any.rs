//! Any octets at all: whatever comes, in whatever pieces, there is an end and no panic, and places lie where they say.

use statusquo_check::reading::{Reading, Stopped, pasted};
use statusquo_check::{Asked, Exchange, examine, meaning};

const SEEDS: [&str; 7] = [
    "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 2\r\nETag: \"a\"\r\n\r\nhi",
    "HTTP/1.1 206 Partial Content\r\nContent-Type: multipart/byteranges; boundary=b\r\n\r\n--b\r\nContent-Range: bytes 0-0/9\r\n\r\na\r\n--b--\r\n",
    "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-18446744073709551615/*\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
    "HTTP/2 207 \nContent-Type: application/xml; x=\"\\\"\"\n\n<?xml version='1.0'?><!-- - --><D:multistatus/>",
    "HTTP/1.1 103 \r\nLink: <a>; rel=\"b\r\n\r\nHTTP/1.1 401 \r\nWWW-Authenticate: A b=\"c, D e==\r\nAllow: ,\r\n\r\n",
    "> PUT /a HTTP/1.1\n> Expect: 100-continue\n>\n< HTTP/1.1 100 \n< \n> hi\n< HTTP/1.1 405 x\n< Allow: a b\n<\n{ [2]\nno\n> GET / HTTP/2\n< HTTP/2 304\n",
    "HTTP/1.0 503 x\r\nRetry-After: 99999999999999999999\r\nLocation: http://[::1\r\n folded\r\nVia : 1.1 a\r\nAge: \r\n\r\n",
];

/// A small generator with a fixed seed: the same octets in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

fn mutant(seed: &str, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.as_bytes().to_vec();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(bytes.len() + 1).min(bytes.len().saturating_sub(1));
        match dice.roll(4) {
            _ if bytes.is_empty() => bytes.push(b'H'),
            0 => bytes.truncate(at),
            1 => bytes[at] = b"\r\n\0 :\"\\<>,;=/-*9\xff"[dice.roll(17)],
            2 => {
                bytes.remove(at);
            }
            _ => {
                let piece = bytes[at..bytes.len().min(at + dice.roll(20))].to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

fn look(exchange: &Exchange, bytes: &[u8]) {
    let codes: Vec<u16> = exchange.answers.iter().map(|answer| answer.status).collect();
    for (at, (received, findings)) in exchange.answers.iter().zip(examine(exchange)).enumerate() {
        meaning(&exchange.answer(at, &codes));
        // Offsets count in what is left where marks or an indent were taken out.
        let marked = bytes.windows(7).any(|window| window == b"< HTTP/");
        let indented = received.remarks.iter().any(|remark| remark.contains("an indent"));
        if !marked && !indented {
            assert_eq!(&bytes[received.start..received.start + received.head.len()], received.head);
        }
        for place in findings.iter().filter_map(|finding| finding.place.as_ref()) {
            let (from, octets) = received.octets(place);
            let coded = received.fields().has("Transfer-Encoding");
            assert!(coded || from + octets.len() <= bytes.len(), "{place:?} of {}", bytes.escape_ascii());
        }
    }
}

/// How many mutants are made: as many as `STATUSQUO_ROUNDS` says, for who wants to look longer.
fn rounds() -> usize {
    std::env::var("STATUSQUO_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(4000)
}

#[test]
fn any_octets_come_to_an_end() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut judged = 0;
    for round in 0..rounds() {
        let bytes = mutant(SEEDS[round % SEEDS.len()], &mut dice);
        let method = ["GET", "HEAD", "CONNECT", "POST"][dice.roll(4)];
        if let Ok(found) = pasted(&bytes, Some(method)) {
            found.iter().for_each(|exchange| look(exchange, &bytes));
        }
        let mut reading = Reading::new(Asked::with_method(Some(method)));
        for piece in bytes.chunks(1 + dice.roll(bytes.len() + 1)) {
            reading.take(piece);
        }
        let stopped = [Stopped::Closed, Stopped::Late, Stopped::Enough, Stopped::Unsigned][dice.roll(4)];
        if let Ok(exchange) = reading.end(stopped) {
            look(&exchange, &bytes);
            judged += 1;
        }
    }
    assert!(judged > 1000, "only {judged} of the mutants were answers at all");
}
