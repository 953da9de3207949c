//! The field lines that a thread sent last, in the form that the crates below want: most answers repeat most of their
//! lines, which then are neither checked nor copied again.

use crate::Broken;
use crate::message::assembled::OF_CONNECTION;
use crate::message::bytes::trim;
use http::header::{HeaderName, HeaderValue};
use std::cell::RefCell;

/// How many names there is a place for, one a place.
const PLACES: usize = 64;

/// Names and values that are longer are not kept.
const LENGTH: usize = 256;

thread_local! {
    static KNOWN: RefCell<Known> = const { RefCell::new(Known(Vec::new())) };
}

/// What a thread knows.
pub(super) struct Known(Vec<Option<Line>>);

/// A name, and the value that it had last.
struct Line {
    /// The name as it was written.
    written: Box<[u8]>,
    /// What it is sent as; none if it speaks of a connection.
    name: Option<HeaderName>,
    value: HeaderValue,
}

/// Lets this thread's knowledge be used.
pub(super) fn with<T>(work: impl FnOnce(&mut Known) -> T) -> T {
    KNOWN.with_borrow_mut(work)
}

impl Known {
    /// A field line as it is sent, unless it speaks of a connection.
    pub(super) fn line(&mut self, name: &[u8], value: &[u8]) -> Result<Option<(HeaderName, HeaderValue)>, Broken> {
        let value = trim(value);
        if self.0.is_empty() {
            self.0.resize_with(PLACES, || None);
        }
        let place = &mut self.0[place(name)];
        if let Some(line) = place.as_mut().filter(|line| *line.written == *name) {
            let Some(name) = &line.name else { return Ok(None) };
            if line.value == value {
                return Ok(Some((name.clone(), line.value.clone())));
            }
            let value = sent(value)?;
            if value.len() <= LENGTH {
                line.value = value.clone();
            }
            return Ok(Some((name.clone(), value)));
        }
        let of_connection = OF_CONNECTION.iter().any(|field| name.eq_ignore_ascii_case(field.as_bytes()));
        let (written, value) = (name, sent(value)?);
        let name = match of_connection {
            true => None,
            false => Some(HeaderName::from_bytes(name).map_err(|_| Broken)?),
        };
        if written.len() <= LENGTH && value.len() <= LENGTH {
            *place = Some(Line { written: written.into(), name: name.clone(), value: value.clone() });
        }
        Ok(name.map(|name| (name, value)))
    }
}

/// A number is seldom sent twice. In the tables of compression it would push out what is, and make them long to search.
fn sent(value: &[u8]) -> Result<HeaderValue, Broken> {
    let mut sent = HeaderValue::from_bytes(value).map_err(|_| Broken)?;
    sent.set_sensitive(!value.is_empty() && value.iter().all(u8::is_ascii_digit));
    Ok(sent)
}

/// Where a name has its place, by its length and its last octets, in which names differ most. Names of the same place take
/// it from one another.
fn place(name: &[u8]) -> usize {
    let octet = |back: usize| usize::from(name.iter().nth_back(back).copied().unwrap_or(0));
    (name.len() + 5 * octet(0) + 17 * octet(2) + 29 * octet(4)) % PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(known: &mut Known, name: &str, value: &str) -> Option<(String, String)> {
        let sent = known.line(name.as_bytes(), value.as_bytes()).expect("it can be sent");
        sent.map(|(name, value)| (name.as_str().to_owned(), value.to_str().expect("text").to_owned()))
    }

    #[test]
    fn a_line_that_is_known_is_sent_as_one_that_is_not() {
        let mut known = Known(Vec::new());
        let expected = |value: &str| Some(("etag".to_owned(), value.to_owned()));
        for value in ["\"1\"", "\"1\"", "\"2\"", "\"1\"", "  \"1\"\t"] {
            assert_eq!(line(&mut known, "ETag", value), expected(value.trim()));
            assert_eq!(line(&mut known, "etag", value), expected(value.trim()));
            assert_eq!(line(&mut known, "Keep-Alive", value), None);
        }
        assert_eq!(known.line(b"no token", b"x"), Err(Broken));
        assert_eq!(known.line(b"etag", b"a\nb"), Err(Broken));
    }

    #[test]
    fn names_of_one_place_are_not_mixed_up_and_what_is_long_is_not_kept() {
        let mut known = Known(Vec::new());
        let names: Vec<String> = (0..3 * PLACES).map(|number| format!("x-{number}")).collect();
        for _ in 0..2 {
            for name in &names {
                assert_eq!(line(&mut known, name, name), Some((name.clone(), name.clone())));
            }
        }
        let long = "y".repeat(LENGTH + 1);
        for value in [&long, "short", &long] {
            assert_eq!(line(&mut known, "x-long", value), Some(("x-long".to_owned(), value.to_owned())));
        }
        assert!(known.0.iter().flatten().all(|line| line.value.len() <= LENGTH));
        assert_eq!(known.0.len(), PLACES);
    }

    #[test]
    fn numbers_are_kept_out_of_the_tables_of_compression() {
        let mut known = Known(Vec::new());
        for (value, number) in [("17", true), ("17", true), ("1.7", false), ("", false)] {
            let sent = known.line(b"statusquo-exchange", value.as_bytes()).expect("it can be sent");
            assert_eq!(sent.map(|(_, value)| value.is_sensitive()), Some(number), "{value:?}");
        }
    }
}
