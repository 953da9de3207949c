//! Which exchanges are wanted, in a few words that all have to fit.

use statusquo_decision::Way;
use statusquo_journal::Record;

/// What exchanges have to be like: `404`, `4xx`, `POST`, `h2`, `forced`, or a part of the target; `-` before it: not like that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    words: Vec<(bool, Word)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Word {
    /// A code, final or interim.
    Code(u16),
    /// The hundreds of a code, final or interim.
    Class(u16),
    /// How the version begins, as it is written in full.
    Version(String),
    Forced,
    Caused,
    Method(String),
    /// A method in whatever case, or a part of the target; in small letters.
    Text(String),
}

/// The admin side, and what its pages load: of interest only to those who ask for them. Who follows would follow themselves.
const OWN: [&str; 2] = ["/_/", "/assets/"];

impl Filter {
    /// The most octets of a filter.
    pub const MOST: usize = 200;

    /// Reads a filter; none if it is too long.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > Self::MOST {
            return None;
        }
        let words = text.split_whitespace().filter_map(|word| match word.strip_prefix('-') {
            Some("") => None,
            Some(word) => Some((false, Word::read(word))),
            None => Some((true, Word::read(word))),
        });
        Some(Self { words: words.collect() })
    }

    /// Whether an exchange is like that. One with the admin side has to be asked for, by a word with its path.
    pub fn fits(&self, record: &Record<Way>) -> bool {
        let own = OWN.into_iter().find(|path| record.target.starts_with(path));
        own.is_none_or(|path| self.names(path)) && self.words.iter().all(|(wanted, word)| word.fits(record) == *wanted)
    }

    fn names(&self, path: &str) -> bool {
        self.words.iter().any(|(wanted, word)| *wanted && matches!(word, Word::Text(text) if text.contains(path)))
    }
}

impl Word {
    fn read(word: &str) -> Self {
        let small = word.to_ascii_lowercase();
        let digits = |text: &str| text.bytes().all(|octet| octet.is_ascii_digit());
        match small.as_bytes() {
            [digit @ b'1'..=b'5', b'x', b'x'] => return Word::Class(u16::from(digit - b'0')),
            [_, _, _] if digits(&small) => return small.parse().map_or(Word::Text(small.clone()), Word::Code),
            _ => {}
        }
        let version = small.strip_prefix("http/").or(small.strip_prefix('h'));
        if let Some(number) = version
            && matches!(number, "1" | "1.0" | "1.1" | "2" | "3")
        {
            return Word::Version(format!("HTTP/{number}"));
        }
        match &*small {
            "forced" => Word::Forced,
            "caused" => Word::Caused,
            _ if word.bytes().all(|octet| octet.is_ascii_uppercase() || octet == b'-') => Word::Method(word.to_owned()),
            _ => Word::Text(small),
        }
    }

    fn fits(&self, record: &Record<Way>) -> bool {
        let mut codes = record.interim.iter().copied().chain([record.code]);
        match self {
            Word::Code(wanted) => codes.any(|code| code == *wanted),
            Word::Class(wanted) => codes.any(|code| code / 100 == *wanted),
            Word::Version(wanted) => record.version.starts_with(wanted),
            Word::Forced => record.forced,
            Word::Caused => !record.forced,
            Word::Method(wanted) => record.method == *wanted,
            Word::Text(wanted) => {
                record.method.eq_ignore_ascii_case(wanted) || record.target.to_ascii_lowercase().contains(wanted)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_journal::Traffic;
    use std::time::{Duration, SystemTime};

    fn record(method: &str, target: &str, version: &str, code: u16, interim: &[u16], forced: bool) -> Record<Way> {
        Record {
            id: 1,
            version: version.into(),
            method: method.into(),
            target: target.into(),
            code,
            interim: interim.to_vec(),
            forced,
            secured: false,
            way: Way::default(),
            peer: ([127, 0, 0, 1], 1).into(),
            began: SystemTime::UNIX_EPOCH,
            duration: Duration::ZERO,
            traffic: Traffic::default(),
        }
    }

    fn fits(filter: &str, record: &Record<Way>) -> bool {
        Filter::read(filter).expect("it is short").fits(record)
    }

    #[test]
    fn every_word_has_to_fit() {
        let made = record("POST", "/lab/Users?a=404", "HTTP/1.1", 201, &[100], false);
        for filter in [
            "",
            "  ",
            "201",
            "100",
            "2xx",
            "1XX",
            "POST",
            "post",
            "h1",
            "H1.1",
            "HTTP/1.1",
            "http/1",
            "caused",
            "users",
            "LAB/users",
            "?a=4",
            "-404",
            "-4xx",
            "-GET",
            "-get",
            "-h2",
            "-h1.0",
            "-forced",
            "-/documents",
            "201 POST /lab -h3",
            "-",
            "- 201",
        ] {
            // A word in capitals alone is a method.
            assert!(fits(filter, &made), "{filter}");
        }
        for filter in [
            "404",
            "4xx",
            "3xx",
            "GET",
            "USERS",
            "h2",
            "h1.0",
            "forced",
            "/documents",
            "-201",
            "-100",
            "-2xx",
            "-POST",
            "-post",
            "-h1",
            "-caused",
            "-users",
            "201 GET",
            "POST 404",
            "2xx -/lab",
            "1",
            "600",
        ] {
            assert!(!fits(filter, &made), "{filter}");
        }
    }

    #[test]
    fn numbers_that_are_no_codes_are_looked_for_in_the_target() {
        let number = record("GET", "/status/4040", "HTTP/2", 404, &[], true);
        for filter in ["404", "4040", "-4041", "forced", "h2", "HTTP/2", "-caused"] {
            assert!(fits(filter, &number), "{filter}");
        }
        assert!(!fits("040", &number), "three digits are a code");
        assert!(fits("6xx", &record("GET", "/6xx", "HTTP/3", 200, &[], false)));
    }

    #[test]
    fn the_admin_side_has_to_be_asked_for() {
        let page = record("GET", "/_/exchanges/1", "HTTP/1.1", 200, &[], false);
        for filter in ["", "200", "-404", "-/_/", "exchanges", "_"] {
            assert!(!fits(filter, &page), "{filter}");
        }
        let style = record("GET", "/assets/style.css", "HTTP/1.1", 200, &[], false);
        assert!(!fits("", &style) && !fits("/_/", &style) && fits("/assets/ 200", &style));
        assert!(fits("/_/", &page) && fits("/_/exchanges 200", &page) && !fits("/_/ 404", &page));
        assert!(fits("", &record("GET", "/lab/_/", "HTTP/1.1", 200, &[], false)));
    }

    #[test]
    fn a_filter_is_short() {
        assert!(Filter::read(&"a".repeat(200)).is_some() && Filter::read(&"a".repeat(201)).is_none());
    }
}
