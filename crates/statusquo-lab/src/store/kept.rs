//! An upstream's answer in a cache: what is kept of one, and how old it is (RFC 9111 §4.2).

use super::moment::Moment;
use statusquo_wire::Fields;
use std::time::Duration;

/// The most answers in the cache.
pub(crate) const MOST: usize = 64;
/// The most octets of content that one may have.
pub(crate) const LARGEST: usize = 64 * 1024;

/// A 200 to a GET, as it came.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) fields: Fields,
    pub(crate) content: Vec<u8>,
    /// How long it is fresh, from when it was made.
    pub(crate) lifetime: Duration,
    /// Its age when it came: what `Age` said, and the time that it was on its way.
    pub(crate) age: Duration,
    /// When it came, or was found valid last.
    pub(crate) came: Moment,
}

impl Kept {
    /// Octets that count against the bound.
    pub(crate) fn size(&self) -> u64 {
        (self.fields.wire().len() + self.content.len()) as u64
    }

    /// How old it is at a moment.
    pub(crate) fn age(&self, now: Moment) -> Duration {
        self.age.saturating_add(now.since(self.came))
    }

    /// How much longer it is fresh; nothing if it is stale.
    pub(crate) fn fresh_for(&self, now: Moment) -> Option<Duration> {
        self.lifetime.checked_sub(self.age(now)).filter(|left| !left.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_ages_from_when_it_was_made_and_is_stale_at_the_end_of_its_lifetime() {
        let seconds = Duration::from_secs;
        let came = Moment::FIRST.after(seconds(100));
        let kept =
            Kept { fields: Fields::default(), content: Vec::new(), lifetime: seconds(60), age: seconds(10), came };
        assert_eq!(kept.age(came.after(seconds(5))), seconds(15));
        assert_eq!(kept.fresh_for(came), Some(seconds(50)));
        assert_eq!(kept.fresh_for(came.after(seconds(49))), Some(seconds(1)));
        assert_eq!(kept.fresh_for(came.after(seconds(50))), None);
        assert_eq!(kept.fresh_for(came.after(seconds(5000))), None);
    }
}
