//! `Retry-After`: a number of seconds or an HTTP-date (RFC 9110 §10.2.3).

use super::DateForm;

/// How long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// So many seconds; a number too large to hold is the largest that can be held.
    Seconds(u64),
    /// Until a date, given in this form.
    Date(DateForm),
}

impl RetryAfter {
    /// Parses a value without white space at its ends.
    ///
    /// ```
    /// use statusquo_check::syntax::{DateForm, RetryAfter};
    /// assert_eq!(RetryAfter::parse(b"120"), Some(RetryAfter::Seconds(120)));
    /// let date = RetryAfter::parse(b"Fri, 31 Dec 1999 23:59:59 GMT");
    /// assert_eq!(date, Some(RetryAfter::Date(DateForm::ImfFixdate)));
    /// assert_eq!(RetryAfter::parse(b"1.5"), None);
    /// ```
    pub fn parse(value: &[u8]) -> Option<Self> {
        if !value.is_empty() && value.iter().all(u8::is_ascii_digit) {
            let seconds = value
                .iter()
                .fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
            return Some(Self::Seconds(seconds));
        }
        DateForm::of(value).map(Self::Date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_all_three_forms_of_a_date() {
        let cases: &[(&str, RetryAfter)] = &[
            ("0", RetryAfter::Seconds(0)),
            ("007", RetryAfter::Seconds(7)),
            ("18446744073709551615", RetryAfter::Seconds(u64::MAX)),
            ("99999999999999999999999999", RetryAfter::Seconds(u64::MAX)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", RetryAfter::Date(DateForm::ImfFixdate)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", RetryAfter::Date(DateForm::Rfc850)),
            ("Sun Nov  6 08:49:37 1994", RetryAfter::Date(DateForm::Asctime)),
        ];
        for (value, expected) in cases {
            assert_eq!(RetryAfter::parse(value.as_bytes()), Some(*expected), "{value}");
        }
    }

    #[test]
    fn neither() {
        for value in ["", "-1", "+1", "1.5", "1s", "1 ", " 1", "1, 2", "0x10", "soon", "1e3", "2030-01-01T00:00:00Z"] {
            assert_eq!(RetryAfter::parse(value.as_bytes()), None, "{value}");
        }
    }
}
