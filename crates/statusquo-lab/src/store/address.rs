//! E-mail addresses: what one looks like, and how two users never get the same.

use super::moment::Moment;
use super::{Expected, Key, Kind, NotStored, Store, Stored, Value};
use std::time::Duration;

/// The longest address, in octets (RFC 5321 counts 256 with the angle brackets around it).
pub(crate) const LONGEST: usize = 254;
/// How long to wait for who is giving an address, and how often.
pub(crate) const PAUSE: Duration = Duration::from_millis(1);
pub(crate) const TRIES: usize = 100;

/// Who has an address while it is being given: nobody yet.
const NOBODY: u64 = 0;

/// Whether a text looks like an address: one `@` with something on both sides, nothing that ends words or lines.
pub(crate) fn is_valid(text: &str) -> bool {
    let sides = text.split_once('@');
    text.len() <= LONGEST
        && sides.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty() && !domain.contains('@'))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Under which name an address is kept.
fn name(address: &str) -> String {
    address.to_lowercase()
}

/// Whether two addresses are one: they are if they differ in case alone.
pub(crate) fn same(one: &str, other: &str) -> bool {
    name(one) == name(other)
}

/// Gives an address before the lab opens.
pub(crate) fn furnish(store: &Store, address: &str, holder: u64) {
    store.furnish(Kind::Email, &name(address), Value::Owner(holder));
}

/// An address taken for somebody who does not have it yet: whoever comes second waits to learn who got it.
#[derive(Debug)]
pub(crate) struct Claim {
    name: String,
    stamp: u64,
}

/// Why an address could not be taken.
#[derive(Debug)]
pub(crate) enum Taken {
    By(u64),
    /// Its holder is changing at this moment.
    JustNow,
    Full {
        records: usize,
        octets: u64,
    },
}

impl Claim {
    pub(crate) async fn take(store: &Store, address: &str, now: Moment) -> Result<Self, Taken> {
        let name = name(address);
        let key = Key::new(Kind::Email, &name);
        match store.compare_and_set(key, Expected::Nothing, Some(Value::Owner(NOBODY)), None, now).await {
            Ok(stamp) => Ok(Self { name, stamp }),
            Err(NotStored::Full { records, octets }) => Err(Taken::Full { records, octets }),
            Err(NotStored::Changed(Some(Stored { value: Value::Owner(holder), .. }))) if holder != NOBODY => {
                Err(Taken::By(holder))
            }
            Err(NotStored::Changed(_)) => Err(Taken::JustNow),
        }
    }

    /// Gives the address to who was written with it, or back to all. As long as it is claimed nobody else writes it.
    pub(crate) async fn settle(self, store: &Store, holder: Option<u64>, now: Moment) {
        let key = Key::new(Kind::Email, &self.name);
        let _ = store.compare_and_set(key, Expected::Stamp(self.stamp), holder.map(Value::Owner), None, now).await;
    }
}

/// Frees an address whose holder has it no more. If the holder got it only a moment ago, its claim is settled first.
pub(crate) async fn free(store: &Store, address: &str, holder: u64, now: Moment) {
    let name = name(address);
    let key = Key::new(Kind::Email, &name);
    for _ in 0..TRIES {
        match store.read(key, now).await {
            Some(Stored { value: Value::Owner(NOBODY), .. }) => tokio::time::sleep(PAUSE).await,
            Some(Stored { stamp, value: Value::Owner(owner), .. }) if owner == holder => {
                let _ = store.compare_and_set(key, Expected::Stamp(stamp), None, None, now).await;
                return;
            }
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    const ADA: &str = "ada@example.test";

    fn store() -> (Store, Moment) {
        (Store::new(&Settings::default()), Moment::FIRST)
    }

    #[test]
    fn an_address_has_one_at_inside_and_nothing_that_ends_a_word() {
        for good in ["a@b", "grace@example.test", "a+b@c", "käthe@example.test", "\"a\"@[::1]"] {
            assert!(is_valid(good), "{good}");
        }
        for bad in ["", "@", "a@", "@b", "a@b@c", "a@@b", "ab", "a b@c", "a@b\n", "a@b\u{0}", "a\u{a0}b@c"] {
            assert!(!is_valid(bad), "{bad:?}");
        }
        assert!(is_valid(&format!("a@{}", "b".repeat(LONGEST - 2))));
        assert!(!is_valid(&format!("a@{}", "b".repeat(LONGEST - 1))));
    }

    #[tokio::test]
    async fn an_address_is_claimed_once_then_named_and_free_again_at_the_end() {
        let (store, now) = store();
        let first = Claim::take(&store, ADA, now).await.unwrap();
        assert!(matches!(Claim::take(&store, "ADA@Example.Test", now).await, Err(Taken::JustNow)));
        first.settle(&store, Some(2), now).await;
        assert!(matches!(Claim::take(&store, "Ada@example.test", now).await, Err(Taken::By(2))));
        free(&store, ADA, 3, now).await;
        assert!(matches!(Claim::take(&store, ADA, now).await, Err(Taken::By(2))), "not 3's to free");
        free(&store, ADA, 2, now).await;
        let again = Claim::take(&store, ADA, now).await.unwrap();
        again.settle(&store, None, now).await;
        assert!(Claim::take(&store, ADA, now).await.is_ok(), "given back");
    }

    #[tokio::test]
    async fn freeing_waits_for_a_claim_that_is_about_to_be_settled() {
        let (store, now) = store();
        let claim = Claim::take(&store, ADA, now).await.unwrap();
        let settle = async {
            tokio::task::yield_now().await;
            claim.settle(&store, Some(2), now).await;
        };
        tokio::join!(free(&store, ADA, 2, now), settle);
        assert!(Claim::take(&store, ADA, now).await.is_ok(), "nobody keeps the address of a user who is gone");
    }
}
