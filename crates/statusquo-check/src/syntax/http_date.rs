//! The three forms of an HTTP-date (RFC 9110 §5.6.7), case-sensitive, with days that the month really has.

/// Which form of an HTTP-date a value has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// `Sun, 06 Nov 1994 08:49:37 GMT`, the only one to be sent.
    ImfFixdate,
    /// `Sunday, 06-Nov-94 08:49:37 GMT`, obsolete.
    Rfc850,
    /// `Sun Nov  6 08:49:37 1994`, obsolete.
    Asctime,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const LONG_DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl DateForm {
    /// The form of a value, if it is an HTTP-date. Whether the day's name fits the date is not asked.
    ///
    /// ```
    /// use statusquo_check::syntax::DateForm;
    /// assert_eq!(DateForm::of(b"Sun, 06 Nov 1994 08:49:37 GMT"), Some(DateForm::ImfFixdate));
    /// assert_eq!(DateForm::of(b"Sun, 06 Nov 1994 08:49:37 UTC"), None);
    /// ```
    pub fn of(value: &[u8]) -> Option<Self> {
        imf_fixdate(value)
            .map(|()| Self::ImfFixdate)
            .or_else(|| rfc850(value).map(|()| Self::Rfc850))
            .or_else(|| asctime(value).map(|()| Self::Asctime))
    }
}

fn imf_fixdate(value: &[u8]) -> Option<()> {
    let mut rest = Rest(value);
    rest.one_of(&DAYS)?;
    rest.literal(", ")?;
    let day = rest.number(2)?;
    rest.literal(" ")?;
    let month = rest.one_of(&MONTHS)?;
    rest.literal(" ")?;
    let year = rest.number(4)?;
    rest.literal(" ")?;
    rest.time()?;
    rest.literal(" GMT")?;
    rest.end_of(day, month, is_leap(year))
}

fn rfc850(value: &[u8]) -> Option<()> {
    let mut rest = Rest(value);
    rest.one_of(&LONG_DAYS)?;
    rest.literal(", ")?;
    let day = rest.number(2)?;
    rest.literal("-")?;
    let month = rest.one_of(&MONTHS)?;
    rest.literal("-")?;
    let year = rest.number(2)?;
    rest.literal(" ")?;
    rest.time()?;
    rest.literal(" GMT")?;
    // The century is not said; 00 may be 2000, which was a leap year.
    rest.end_of(day, month, year.is_multiple_of(4))
}

fn asctime(value: &[u8]) -> Option<()> {
    let mut rest = Rest(value);
    rest.one_of(&DAYS)?;
    rest.literal(" ")?;
    let month = rest.one_of(&MONTHS)?;
    rest.literal(" ")?;
    let day = match rest.literal(" ") {
        Some(()) => rest.number(1)?,
        None => rest.number(2)?,
    };
    rest.literal(" ")?;
    rest.time()?;
    rest.literal(" ")?;
    let year = rest.number(4)?;
    rest.end_of(day, month, is_leap(year))
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// What is still to be read of a date.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn literal(&mut self, text: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(text.as_bytes())?;
        Some(())
    }

    fn one_of(&mut self, names: &[&str]) -> Option<usize> {
        names.iter().position(|name| self.literal(name).is_some())
    }

    fn number(&mut self, digits: usize) -> Option<u32> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        if !number.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.0 = rest;
        Some(number.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
    }

    /// From 00:00:00 to 23:59:60, the last for a leap second.
    fn time(&mut self) -> Option<()> {
        let hour = self.number(2)?;
        self.literal(":")?;
        let minute = self.number(2)?;
        self.literal(":")?;
        let second = self.number(2)?;
        let leap_second = (hour, minute, second) == (23, 59, 60);
        (hour < 24 && minute < 60 && second < 60 || leap_second).then_some(())
    }

    /// Nothing is left, and the month (counted from 0) has such a day.
    fn end_of(self, day: u32, month: usize, leap: bool) -> Option<()> {
        let days = match month {
            1 if leap => 29,
            1 => 28,
            3 | 5 | 8 | 10 => 30,
            _ => 31,
        };
        (self.0.is_empty() && (1..=days).contains(&day)).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form() {
        let cases = [
            ("Sun, 06 Nov 1994 08:49:37 GMT", DateForm::ImfFixdate),
            ("Thu, 29 Feb 2024 00:00:00 GMT", DateForm::ImfFixdate),
            ("Tue, 29 Feb 2000 00:00:00 GMT", DateForm::ImfFixdate),
            ("Sat, 31 Dec 2016 23:59:60 GMT", DateForm::ImfFixdate),
            ("Sunday, 06-Nov-94 08:49:37 GMT", DateForm::Rfc850),
            ("Tuesday, 29-Feb-00 08:49:37 GMT", DateForm::Rfc850),
            ("Sun Nov  6 08:49:37 1994", DateForm::Asctime),
            ("Sun Nov 06 08:49:37 1994", DateForm::Asctime),
            ("Wed Nov 16 08:49:37 1994", DateForm::Asctime),
        ];
        for (value, form) in cases {
            assert_eq!(DateForm::of(value.as_bytes()), Some(form), "{value}");
        }
    }

    #[test]
    fn no_form() {
        let cases = [
            "",
            "0",
            "Sun, 06 Nov 1994 08:49:37 gmt",
            "sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 94 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 +0000",
            "Sun, 06 Nov 1994 08:49:37 GMT ",
            "Sun,  06 Nov 1994 08:49:37 GMT",
            "Sun 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:37 GMT",
            "Sun, 06 Nov 1994 08:49:60 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Wed, 31 Nov 1994 08:49:37 GMT",
            "Wed, 29 Feb 2023 08:49:37 GMT",
            "Thu, 29 Feb 1900 08:49:37 GMT",
            "Sunday, 06-Nov-1994 08:49:37 GMT",
            "Sun, 06-Nov-94 08:49:37 GMT",
            "Sun Nov 6 08:49:37 1994",
            "Sun Nov  6 08:49:37 1994 GMT",
            "1994-11-06T08:49:37Z",
        ];
        for value in cases {
            assert_eq!(DateForm::of(value.as_bytes()), None, "{value}");
        }
    }
}
