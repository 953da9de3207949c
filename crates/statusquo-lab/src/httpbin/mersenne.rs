//! The generator behind Python's `random`, so that a seed gives the octets that it gives there: a Mersenne Twister (MT19937),
//! seeded and drawn from as CPython does it.

/// How many words the generator remembers.
const WORDS: usize = 624;
/// How far apart the words are that are mixed.
const APART: usize = 397;

/// A generator.
#[derive(Debug)]
pub(crate) struct Mersenne {
    words: Box<[u32; WORDS]>,
    /// The next word to be drawn.
    next: usize,
}

impl Mersenne {
    /// Seeded with the absolute value of a whole number: its words, the lowest first.
    pub(crate) fn seeded(key: &[u32]) -> Self {
        let key = if key.is_empty() { &[0] } else { key };
        let mut words = Box::new([0; WORDS]);
        words[0] = 19_650_218;
        for at in 1..WORDS {
            words[at] = 1_812_433_253_u32.wrapping_mul(stirred(words[at - 1])).wrapping_add(at as u32);
        }
        let mut at = 1;
        for (place, part) in key.iter().enumerate().cycle().take(WORDS.max(key.len())) {
            let mixed = words[at] ^ stirred(words[at - 1]).wrapping_mul(1_664_525);
            words[at] = mixed.wrapping_add(*part).wrapping_add(place as u32);
            at = after(at, &mut words);
        }
        for _ in 1..WORDS {
            let mixed = words[at] ^ stirred(words[at - 1]).wrapping_mul(1_566_083_941);
            words[at] = mixed.wrapping_sub(at as u32);
            at = after(at, &mut words);
        }
        words[0] = 0x8000_0000;
        Self { words, next: WORDS }
    }

    /// 32 bits.
    fn word(&mut self) -> u32 {
        if self.next == WORDS {
            self.turn();
        }
        let mut word = self.words[self.next];
        self.next += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9d2c_5680;
        word ^= word << 15 & 0xefc6_0000;
        word ^ word >> 18
    }

    fn turn(&mut self) {
        for at in 0..WORDS {
            let joined = self.words[at] & 0x8000_0000 | self.words[(at + 1) % WORDS] & 0x7fff_ffff;
            let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
            self.words[at] = self.words[(at + APART) % WORDS] ^ joined >> 1 ^ odd;
        }
        self.next = 0;
    }

    /// `randint(0, 255)`: nine bits are drawn, until they are no more than an octet has.
    pub(crate) fn octet(&mut self) -> u8 {
        loop {
            if let Ok(octet) = u8::try_from(self.word() >> (32 - 9)) {
                return octet;
            }
        }
    }

    /// `random()`: from 0 on, below 1.
    pub(crate) fn fraction(&mut self) -> f64 {
        let (high, low) = (self.word() >> 5, self.word() >> 6);
        (f64::from(high) * f64::from(1 << 26) + f64::from(low)) / (1_u64 << 53) as f64
    }
}

fn stirred(word: u32) -> u32 {
    word ^ word >> 30
}

/// The place after this one, on the way through the words that are being seeded; the first has the last before it.
fn after(at: usize, words: &mut [u32; WORDS]) -> usize {
    if at + 1 < WORDS {
        return at + 1;
    }
    words[0] = words[WORDS - 1];
    1
}

/// The words of a number that is written in digits, the lowest first.
pub(crate) fn words(digits: &str) -> Vec<u32> {
    let mut words: Vec<u32> = Vec::new();
    for digit in digits.bytes().filter(u8::is_ascii_digit) {
        let mut carry = u64::from(digit - b'0');
        for word in &mut words {
            let sum = u64::from(*word) * 10 + carry;
            (*word, carry) = (sum as u32, sum >> 32);
        }
        if carry > 0 {
            words.push(carry as u32);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn octets(digits: &str, count: usize) -> Vec<u8> {
        let mut source = Mersenne::seeded(&words(digits));
        (0..count).map(|_| source.octet()).collect()
    }

    #[test]
    fn a_seed_gives_what_it_gives_in_python() {
        // bytes(random.Random(seed).randint(0, 255) for _ in range(10)), in CPython 3.11.
        for (seed, drawn) in [
            ("0", "c5d71484f8cf9bf4b76f"),
            ("000", "c5d71484f8cf9bf4b76f"),
            ("1", "4420823cfde6f1c26b30"),
            ("42", "390c8c7d7247342cd810"),
            ("4294967295", "686e95aec38fb5fed220"),
            ("4294967296", "39b3d5080ba9e7074626"),
            ("18446744073709551617", "34de800dfdb43ebd5bd4"),
            (&format!("1{}", "0".repeat(50)), "b2f53fece47ec58edc9c"),
            (&"9".repeat(4300), "77802bc86a81cc5b29b9"),
        ] {
            let shown: String = octets(seed, 10).iter().map(|octet| format!("{octet:02x}")).collect();
            assert_eq!(shown, drawn, "{seed}");
        }
    }

    #[test]
    fn it_goes_on_as_in_python() {
        let octets = octets("42", 102_400);
        assert_eq!(octets[102_396..], [0x30, 0x2c, 0x5a, 0xa5]);
        assert_eq!(octets.iter().map(|octet| u32::from(*octet)).sum::<u32>(), 13_060_452);
    }

    #[test]
    fn fractions_are_those_of_python() {
        for (seed, first, second) in [
            ("0", 0.844_421_851_525_048_1, 0.757_954_402_940_302_5),
            ("1", 0.134_364_244_112_401_22, 0.847_433_736_937_232_7),
            ("42", 0.639_426_798_457_883_7, 0.025_010_755_222_666_936),
        ] {
            let mut source = Mersenne::seeded(&words(seed));
            assert_eq!((source.fraction(), source.fraction()), (first, second), "{seed}");
        }
    }
}
