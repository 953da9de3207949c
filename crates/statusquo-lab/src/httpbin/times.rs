//! Times that a client asks for: how long its answer is held back, and when it shall ask again.

use super::pairs::Pairs;
use crate::visit::Visit;
use statusquo_decision::Question;
use std::time::Duration;

/// The longest time that a client may ask to be told, in seconds.
const RETRY_AFTER: u64 = 86_400;

/// What `delay` and `retry_after` come to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Times {
    delay: Duration,
    retry_after: Option<String>,
}

impl Times {
    /// Those that are asked for; else which parameter is wrong, and how.
    pub(crate) fn read(asked: &Pairs, longest: Duration) -> Result<Self, (&'static str, String)> {
        let mut times = Self::default();
        if let Some(text) = asked.first("delay") {
            times.delay = delay(text, longest).map_err(|detail| ("delay", detail))?;
        }
        if let Some(seconds) = asked.first("retry_after") {
            let digits = seconds.bytes().all(|byte| byte.is_ascii_digit());
            if !digits || !seconds.parse().is_ok_and(|wait: u64| wait <= RETRY_AFTER) {
                let detail =
                    format!("retry_after={seconds:?} is not a whole number of seconds from 0 to {RETRY_AFTER}.");
                return Err(("retry_after", detail));
            }
            times.retry_after = Some(seconds.to_owned());
        }
        Ok(times)
    }

    /// Holds the answer back and says when to come again; false if nobody else may wait now. A number is decided before
    /// all work, so it is capacity that is short then.
    pub(crate) fn take(&self, visit: &mut Visit<'_>) -> bool {
        if let Some(seconds) = &self.retry_after {
            visit.fields.push("Retry-After", seconds);
        }
        if self.delay > Duration::ZERO {
            visit.stay(self.delay, Duration::ZERO, Question::CapacityInTime);
        }
        visit.facts.get(Question::CapacityInTime)
    }
}

/// So many seconds, read as Python reads them, or as many as are granted: what is more is cut down to that, as httpbin's users
/// know it.
pub(crate) fn seconds(text: &str, most: Duration) -> Result<Duration, String> {
    // Spaces around it do not count.
    match text.trim().parse::<f64>() {
        Ok(seconds) if seconds >= 0.0 => Ok(Duration::try_from_secs_f64(seconds).map_or(most, |wait| wait.min(most))),
        _ => Err(format!("{text:?} is not a number of seconds from 0 on.")),
    }
}

/// A time as Go writes it, or in seconds, that is granted whole or not at all.
pub(crate) fn delay(text: &str, longest: Duration) -> Result<Duration, String> {
    match duration(text) {
        Some(delay) if delay <= longest => Ok(delay),
        Some(_) => {
            Err(format!("delay={text:?} is longer than {longest:?}, the longest time that an answer is held back."))
        }
        None => Err(format!(
            "delay={text:?} is no time: that is a number of seconds, or one with a unit, as in 200ms or 1.5s."
        )),
    }
}

/// A time: a number of seconds, or numbers with units, as Go writes them.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let number =
        |text: &str| text.bytes().all(|octet| octet.is_ascii_digit() || octet == b'.').then(|| text.parse().ok())?;
    if let Some(seconds) = number(text) {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let (mut whole, mut rest) = (Duration::ZERO, text);
    while !rest.is_empty() {
        let unit = rest.find(|character: char| !character.is_ascii_digit() && character != '.')?;
        let count: f64 = number(&rest[..unit])?;
        rest = &rest[unit..];
        let next = rest.find(|character: char| character.is_ascii_digit() || character == '.').unwrap_or(rest.len());
        let seconds = match &rest[..next] {
            "ns" => 1e-9,
            "us" | "µs" | "μs" => 1e-6,
            "ms" => 1e-3,
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            _ => return None,
        };
        whole = whole.checked_add(Duration::try_from_secs_f64(count * seconds).ok()?)?;
        rest = &rest[next..];
    }
    (!text.is_empty()).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_seconds_or_what_go_writes() {
        for (text, millis) in [
            ("0", 0),
            ("2", 2000),
            ("0.25", 250),
            (".5", 500),
            ("1.", 1000),
            ("200ms", 200),
            ("1.5s", 1500),
            ("1m2s3ms", 62_003),
            ("1h", 3_600_000),
            ("5000us", 5),
            ("5000µs", 5),
            ("5000μs", 5),
            ("5000000ns", 5),
            ("0s", 0),
        ] {
            assert_eq!(duration(text), Some(Duration::from_millis(millis)), "{text}");
        }
        let endless = "9".repeat(400);
        for wrong in [
            "", "-1", "+1", "1e3", "nan", "inf", "s", "1x", "1s2", "1 s", " 1", "1..2", "1.2.3s", "1sm", "ms1", ".",
            &endless,
        ] {
            assert_eq!(duration(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_too_long_is_said_with_its_limit() {
        let read = |text: &str| Times::read(&Pairs::of(text), Duration::from_millis(1500));
        assert_eq!(read(""), Ok(Times::default()));
        let (delay, retry_after) = (Duration::from_millis(1500), Some("86400".to_owned()));
        assert_eq!(read("delay=1.5&retry_after=86400"), Ok(Times { delay, retry_after }));
        let (parameter, detail) = read("delay=1501ms").unwrap_err();
        assert_eq!((parameter, detail.contains("1.5s")), ("delay", true), "{detail}");
        assert_eq!(read("retry_after=86401").unwrap_err().0, "retry_after");
    }
}
