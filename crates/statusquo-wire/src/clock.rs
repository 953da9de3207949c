//! The wall clock and its HTTP-date, formatted once a second; it can be fixed, so that examples do not age.

use std::cell::Cell;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Where the date of an answer comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// A clock that stands still, at seconds since 1970.
    Fixed(u64),
}

/// When the second is over that was formatted last.
#[derive(Clone, Copy, Debug)]
struct Second {
    until: Instant,
    text: [u8; 29],
}

thread_local! {
    static SECOND: Cell<Option<Second>> = const { Cell::new(None) };
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

    /// The same a moment after this instant: within a second that was formatted before, the clock is not looked at.
    pub(crate) fn date_at(self, instant: Instant) -> [u8; 29] {
        if self != Clock::System {
            return self.date();
        }
        if let Some(second) = SECOND.get()
            && instant < second.until
        {
            return second.text;
        }
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let rest = Duration::from_secs(1).saturating_sub(Duration::from_nanos(u64::from(wall.subsec_nanos())));
        let text = date(wall.as_secs());
        SECOND.set(Some(Second { until: Instant::now() + rest, text }));
        text
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
