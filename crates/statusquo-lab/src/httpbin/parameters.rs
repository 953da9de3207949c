//! What a query asks for: numbers, durations, chances and seeds, read as Python's `int` and `float` and Go's durations are,
//! and the parameter named that cannot be.

use super::call::{query, refuse_parameter};
use super::mersenne::{self, Mersenne};
use super::pairs::Pairs;
use super::times::duration;
use crate::chance;
use crate::visit::Visit;
use std::time::Duration;

/// The longest number that Python reads.
const DIGITS: usize = 4300;

/// A parameter that cannot be understood, and why.
#[derive(Debug)]
pub(crate) struct Wrong {
    name: &'static str,
    detail: String,
}

impl Wrong {
    pub(crate) fn new(name: &'static str, detail: String) -> Self {
        Self { name, detail }
    }

    /// Makes it known.
    pub(crate) fn refuse(&self, visit: &mut Visit<'_>) {
        refuse_parameter(visit, self.name, self.detail.as_str());
    }
}

/// The parameters of a request; the case of their names does not count.
#[derive(Debug)]
pub(crate) struct Parameters(Pairs);

impl Parameters {
    pub(crate) fn of(visit: &Visit<'_>) -> Self {
        Self(query(visit))
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.first_in_any_case(name)
    }

    fn read<T>(&self, name: &'static str, read: impl FnOnce(&str) -> Result<T, String>) -> Result<Option<T>, Wrong> {
        let Some(text) = self.text(name) else { return Ok(None) };
        // What is read is a number: that there is a parameter as long as a target can be helps nobody.
        let shown: String = text.chars().take(100).collect();
        read(text).map(Some).map_err(|what| Wrong { name, detail: format!("{name}={shown} is not {what}.") })
    }

    /// A whole number from 1 on; the most that fits, if it is more.
    pub(crate) fn count(&self, name: &'static str, usual: u64) -> Result<u64, Wrong> {
        let count = self.read(name, |text| {
            let number =
                whole(text).filter(|(negative, digits)| !negative && digits.bytes().any(|digit| digit != b'0'));
            let (_, digits) = number.ok_or("a whole number from 1 on")?;
            Ok(digits.parse().unwrap_or(u64::MAX))
        })?;
        Ok(count.unwrap_or(usual))
    }

    /// A whole number, where httpbin takes 1 for whatever is less.
    pub(crate) fn size(&self, name: &'static str, usual: u64) -> Result<u64, Wrong> {
        let size = self.read(name, |text| {
            let (negative, digits) = whole(text).ok_or("a whole number")?;
            Ok(if negative { 1 } else { digits.parse().unwrap_or(u64::MAX).max(1) })
        })?;
        Ok(size.unwrap_or(usual))
    }

    /// The same as a count, and it is refused if it is more than a limit.
    pub(crate) fn count_up_to(&self, name: &'static str, usual: u64, most: u64) -> Result<u64, Wrong> {
        match self.count(name, usual.min(most))? {
            count if count <= most => Ok(count),
            count => Err(Wrong { name, detail: format!("{name} is {count}; {most} is the most that is granted.") }),
        }
    }

    /// A final status code from this number on.
    pub(crate) fn code(&self, name: &'static str, from: u16, usual: u16) -> Result<u16, Wrong> {
        let code = self.read(name, |text| {
            let code = whole(text).filter(|(negative, _)| !negative).and_then(|(_, digits)| digits.parse().ok());
            code.filter(|code| (from..600).contains(code)).ok_or_else(|| format!("a status code from {from} to 599"))
        })?;
        Ok(code.unwrap_or(usual))
    }

    /// A number from 0 to 1.
    pub(crate) fn share(&self, name: &'static str, usual: f64) -> Result<f64, Wrong> {
        let share = self.read(name, |text| {
            let share = text.trim().parse().ok().filter(|share| (0.0..=1.0).contains(share));
            share.ok_or_else(|| "a number from 0 to 1".to_owned())
        })?;
        Ok(share.unwrap_or(usual))
    }

    /// A time in seconds, or written as Go writes it; as long as is granted, if it is longer.
    pub(crate) fn time(&self, name: &'static str, usual: Duration, most: Duration) -> Result<Duration, Wrong> {
        Ok(self.any_time(name, usual)?.min(most))
    }

    /// The same, and it is refused if it is longer.
    pub(crate) fn time_up_to(&self, name: &'static str, usual: Duration, most: Duration) -> Result<Duration, Wrong> {
        match self.any_time(name, usual.min(most))? {
            time if time <= most => Ok(time),
            _ => {
                let most = most.as_secs_f64();
                Err(Wrong { name, detail: format!("{name} is more than {most} seconds, the most that is granted.") })
            }
        }
    }

    fn any_time(&self, name: &'static str, usual: Duration) -> Result<Duration, Wrong> {
        let time = self.read(name, |text| {
            // Python's `float` reads more than numbers with units: an exponent, spaces, and what has no end.
            let seconds = text.trim().parse::<f64>().ok().filter(|seconds| *seconds >= 0.0);
            let time = seconds.map(|seconds| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
            let time = time.or_else(|| duration(text.strip_prefix('+').unwrap_or(text)));
            time.ok_or_else(|| "a number of seconds from 0 on, nor a duration such as 500ms or 1m30s".to_owned())
        })?;
        Ok(time.unwrap_or(usual))
    }

    /// What chance is drawn from: foreseeable if there is a seed. None if there is no seed, and no chance to be had.
    pub(crate) fn source(&self) -> Result<Option<Mersenne>, Wrong> {
        let seeded = self.read("seed", |text| {
            let number = whole(text).filter(|(_, digits)| digits.len() <= DIGITS);
            let (_, digits) = number.ok_or_else(|| format!("a whole number of up to {DIGITS} digits"))?;
            Ok(Mersenne::seeded(&mersenne::words(&digits)))
        })?;
        Ok(seeded.or_else(|| {
            let octets = chance::octets::<32>()?;
            let (words, _) = octets.as_chunks::<4>();
            Some(Mersenne::seeded(&words.iter().map(|word| u32::from_le_bytes(*word)).collect::<Vec<_>>()))
        }))
    }
}

/// A whole number as Python's `int` reads it: spaces around it do not count, nor single underscores within. Whether it is
/// negative, and its digits.
fn whole(text: &str) -> Option<(bool, String)> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    let fits = text.split('_').all(|run| !run.is_empty() && run.bytes().all(|octet| octet.is_ascii_digit()));
    fits.then(|| (negative, text.replace('_', "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str) -> Parameters {
        Parameters(Pairs::of(query))
    }

    #[test]
    fn whole_numbers_are_read_as_python_reads_them() {
        for (text, read) in [
            ("42", Some((false, "42"))),
            (" -1_000 ", Some((true, "1000"))),
            ("+007", Some((false, "007"))),
            ("", None),
            ("-", None),
            ("--1", None),
            ("1__0", None),
            ("_1", None),
            ("1.0", None),
            ("0x10", None),
        ] {
            assert_eq!(whole(text), read.map(|(negative, digits)| (negative, digits.to_owned())), "{text:?}");
        }
        assert_eq!(of("n=99999999999999999999").count("n", 1).ok(), Some(u64::MAX));
        assert_eq!((of("N=2").count("n", 1).ok(), of("").count("n", 1).ok()), (Some(2), Some(1)));
        for wrong in ["n=0", "n=-1", "n=00", "n=", "n=1.5", "n=a"] {
            assert!(of(wrong).count("n", 1).is_err_and(|wrong| wrong.name == "n"), "{wrong}");
        }
    }

    #[test]
    fn times_are_seconds_or_have_their_units() {
        let time = |text: &str| of(&format!("t={text}")).any_time("t", Duration::ZERO).ok();
        for (text, millis) in [
            ("1.5", 1500),
            ("%201e1 ", 10_000),
            (".5", 500),
            ("0", 0),
            ("500ms", 500),
            ("1m30s", 90_000),
            ("1h", 3_600_000),
            ("1.5s", 1500),
            ("%2B2s", 2000),
            ("250000us", 250),
            ("1000%C2%B5s", 1),
        ] {
            assert_eq!(time(text), Some(Duration::from_millis(millis)), "{text}");
        }
        assert_eq!((time("inf"), time("1e300")), (Some(Duration::MAX), Some(Duration::MAX)));
        for wrong in ["", "-1", "nan", "abc", "1x", "s", "1s2", "-1s", "1..5s", "1 s"] {
            assert_eq!(time(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn shares_codes_and_seeds_have_their_bounds() {
        assert_eq!((of("s=1").share("s", 0.5).ok(), of("").share("s", 0.5).ok()), (Some(1.0), Some(0.5)));
        assert!(["1.01", "-0.1", "nan", "x", ""].iter().all(|text| of(&format!("s={text}")).share("s", 0.0).is_err()));
        assert_eq!(
            (of("c=599").code("c", 200, 200).ok(), of("c=200").code("c", 200, 418).ok()),
            (Some(599), Some(200))
        );
        assert!(
            ["199", "600", "-200", "x", "99999"]
                .iter()
                .all(|text| of(&format!("c={text}")).code("c", 200, 200).is_err())
        );
        assert!(of(&format!("seed={}", "1".repeat(DIGITS))).source().is_ok());
        assert!(of(&format!("seed={}", "1".repeat(DIGITS + 1))).source().is_err());
        assert!(["x", "", "1.0"].iter().all(|text| of(&format!("seed={text}")).source().is_err()));
    }
}
