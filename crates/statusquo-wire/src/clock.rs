//! The wall clock and its HTTP-date, formatted once a second; it can be fixed, so that examples do not age.

use std::cell::Cell;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Where the date of an answer comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// A clock that stands still, at seconds since 1970.
    Fixed(u64),
}

thread_local! {
    static LAST: Cell<(u64, [u8; 29])> = const { Cell::new((u64::MAX, [0; 29])) };
}

impl Clock {
    /// The time in whole seconds since 1970.
    pub fn seconds(self) -> u64 {
        match self {
            Clock::System => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs()),
            Clock::Fixed(seconds) => seconds,
        }
    }

    /// The time as an IMF-fixdate (RFC 9110 §5.6.7).
    ///
    /// ```
    /// use statusquo_wire::Clock;
    /// assert_eq!(&Clock::Fixed(784_111_777).date(), b"Sun, 06 Nov 1994 08:49:37 GMT");
    /// ```
    pub fn date(self) -> [u8; 29] {
        date(self.seconds())
    }
}

/// Seconds since 1970 as an IMF-fixdate; the last one is kept, since most answers share their second.
pub(crate) fn date(seconds: u64) -> [u8; 29] {
    let (last, text) = LAST.get();
    if last == seconds {
        return text;
    }
    let mut text = [b' '; 29];
    let formatted = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds));
    text.copy_from_slice(&formatted.as_bytes()[..29]);
    LAST.set((seconds, text));
    text
}
