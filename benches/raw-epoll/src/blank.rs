//! Finds the blank lines in a stream that arrives in pieces: each ends a request's head.

use memchr::memmem;

const BLANK: &[u8; 4] = b"\r\n\r\n";

/// How much of a blank line the last piece ended with.
#[derive(Debug, Default)]
pub(crate) struct Blank {
    begun: usize,
}

impl Blank {
    /// How many blank lines end in this piece.
    pub(crate) fn count(&mut self, piece: &[u8]) -> usize {
        let mut found = 0;
        let mut rest = piece;
        while self.begun > 0
            && let Some((octet, after)) = rest.split_first()
        {
            found += usize::from(self.step(*octet));
            rest = after;
        }
        if self.begun > 0 {
            return found;
        }
        let mut end = 0;
        for at in memmem::find_iter(rest, BLANK) {
            found += 1;
            end = at + BLANK.len();
        }
        let tail = &rest[end..];
        self.begun = (1..BLANK.len()).rev().find(|begun| tail.ends_with(&BLANK[..*begun])).unwrap_or(0);
        found
    }

    /// Takes one octet; whether it ended a blank line.
    fn step(&mut self, octet: u8) -> bool {
        self.begun = match octet {
            octet if octet == BLANK[self.begun] => self.begun + 1,
            b'\r' => 1,
            _ => 0,
        };
        let whole = self.begun == BLANK.len();
        if whole {
            self.begun = 0;
        }
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::Blank;

    #[test]
    fn blank_lines_are_found_wherever_the_stream_is_cut() {
        let stream = b"GET / HTTP/1.1\r\nA: b\r\n\r\nGET / HTTP/1.1\r\r\n\r\nx\r\n\r\r\n\r\n";
        for first in 0..stream.len() {
            for second in first..stream.len() {
                let mut blank = Blank::default();
                let pieces = [&stream[..first], &stream[first..second], &stream[second..]];
                let found: usize = pieces.iter().map(|piece| blank.count(piece)).sum();
                assert_eq!(found, 3, "cut at {first} and {second}");
            }
        }
    }
}
