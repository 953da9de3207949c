//! Mutants of known messages: the same number always makes the same one.

use super::{broken, whole};

/// SplitMix64: small, fast, and good enough to choose where to break things.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The dice of this number.
    pub(crate) fn new(number: u64) -> Self {
        // Mixed once, so that neighbours do not roll the same numbers one after another.
        Self(Self(number ^ 0x7374_6174_7573_7175).roll())
    }

    /// The next number.
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below this one; 0 if it is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.roll() % (limit as u64).max(1)) as usize
    }

    /// One of these.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// Octets that delimit something, or that one reader or another takes for a delimiter.
const OCTETS: &[u8] = b"\r\n\t \0:;,/?#%*\"\\=+-_.@[]()0159afxAGHz\x0b\x0c\x7f\x80\x85\xa0\xff\x16";

/// Pieces that mean something where they land.
const PIECES: &[&str] = &[
    "\r\n",
    "\r\n\r\n",
    "\n",
    "\r",
    "\n\n",
    "\r\n ",
    "\r\n\t",
    " ",
    "  ",
    "\t",
    "Host: b\r\n",
    "Host:\r\n",
    "Content-Length: 5\r\n",
    "Content-Length: 0\r\n",
    "Content-Length: 1, 1\r\n",
    "Content-Length: 99999999999999999999\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding: gzip, chunked\r\n",
    "Transfer-Encoding: identity\r\n",
    "Connection: close\r\n",
    "Connection: keep-alive\r\n",
    "Connection: upgrade\r\nUpgrade: x\r\n",
    "Expect: 100-continue\r\n",
    "X: y\r\n",
    "chunked",
    "chunked, ",
    ", chunked",
    "0\r\n\r\n",
    "1\r\nx\r\n",
    "00000000000000000",
    "ffffffffffffffff",
    ";a=b",
    ";a=\"b\\\"\"",
    "0x",
    "%00",
    "%zz",
    "http://a",
    "HTTP/1.1",
    " HTTP/1.0",
    "HTTP/2.0",
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "\u{e9}",
];

/// A whole request that may be added at the end: whoever ends the message before it elsewhere does not see it.
pub(crate) const SENTINEL: &[u8] = b"GET /sentinel HTTP/1.1\r\nHost: s\r\n\r\n";

/// What mutants are made of.
#[derive(Clone, Debug)]
pub(crate) struct Seeds {
    /// Messages that keep every rule, which most mutants come from: there is more to lose.
    pub(crate) whole: Vec<Vec<u8>>,
    /// Messages that break one.
    pub(crate) broken: Vec<Vec<u8>>,
}

impl Seeds {
    fn pick(&self, dice: &mut Dice) -> &Vec<u8> {
        loop {
            let from = if dice.below(5) == 0 { &self.broken } else { &self.whole };
            let seed = dice.pick(from);
            // The long ones come seldom, since most of what they say they say again and again.
            if seed.len() < 1000 || dice.below(64) == 0 {
                return seed;
            }
        }
    }
}

/// All requests that are known.
pub(crate) fn request_seeds() -> Seeds {
    Seeds {
        whole: whole::streams().into_iter().map(|(_, bytes)| bytes).collect(),
        broken: broken::streams().into_iter().map(|(_, _, bytes)| bytes).collect(),
    }
}

/// The mutant with this number. The first are the seeds themselves.
pub(crate) fn mutant(number: u64, seeds: &Seeds) -> Vec<u8> {
    if let Some(seed) = seeds.whole.iter().chain(&seeds.broken).nth(number as usize) {
        return seed.clone();
    }
    let mut dice = Dice::new(number);
    let mut bytes = seeds.pick(&mut dice).clone();
    mutate(&mut bytes, &mut dice, seeds);
    while dice.below(2) == 0 {
        mutate(&mut bytes, &mut dice, seeds);
    }
    match dice.below(4) {
        0 | 1 => bytes.extend_from_slice(SENTINEL),
        2 => insert(&mut bytes, 0, &seeds.pick(&mut dice).clone()),
        _ => {}
    }
    bytes
}

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice, seeds: &Seeds) {
    if bytes.is_empty() {
        bytes.push(*dice.pick(OCTETS));
        return;
    }
    let at = dice.below(bytes.len());
    match dice.below(12) {
        0 => bytes[at] ^= 1 << dice.below(8),
        1 => bytes[at] = *dice.pick(OCTETS),
        2 => bytes.insert(at, *dice.pick(OCTETS)),
        3 => insert(bytes, at, dice.pick(PIECES).as_bytes()),
        4 => insert(bytes, line(bytes, at).0, dice.pick(PIECES).as_bytes()),
        5 => drop(bytes.drain(at..(at + 1 + dice.below(4)).min(bytes.len()))),
        6 => {
            let (from, to) = line(bytes, at);
            bytes.drain(from..to);
        }
        7 => {
            let (from, to) = line(bytes, at);
            let copy = bytes[from..to].to_vec();
            insert(bytes, if dice.below(2) == 0 { from } else { line(bytes, dice.below(bytes.len())).0 }, &copy);
        }
        8 => {
            let other = seeds.pick(dice);
            bytes.truncate(at);
            bytes.extend_from_slice(&other[dice.below(other.len())..]);
        }
        9 => bytes.truncate(at),
        10 => bytes[at] = if bytes[at].is_ascii_digit() { b'0' + dice.below(10) as u8 } else { bytes[at] ^ b' ' },
        _ => bytes[at] = dice.roll() as u8,
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}

/// Where the line around this octet begins, and where it ends with its line end.
fn line(bytes: &[u8], at: usize) -> (usize, usize) {
    let from = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let to = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| at + end + 1);
    (from, to)
}

/// Shows the mutant at work if the test panics: its number makes it again.
#[derive(Debug)]
pub(crate) struct Witness<'a>(pub(crate) u64, pub(crate) &'a [u8]);

impl Drop for Witness<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("mutant {}: b\"{}\"", self.0, self.1.escape_ascii());
        }
    }
}
