//! Numbers that nobody registered and people meet all the same: whose they are, and what the class rule makes of them.

use crate::used::Use;
use crate::uses::USES;
use crate::words::tokens;
use crate::{Class, Entry, entry};

/// The known uses of a number, if it is not registered and anybody is known to use it.
pub fn uses(code: u16) -> impl Iterator<Item = &'static Use> {
    USES.iter().filter(move |one| one.code == code)
}

/// The uses that go by this name, whatever its case and punctuation: "client closed request".
pub fn uses_named(words: &str) -> impl Iterator<Item = &'static Use> {
    let asked = tokens(words);
    USES.iter().filter(move |one| one.name.is_some_and(|name| tokens(name) == asked))
}

/// What a client makes of a number that it does not know (RFC 9110 §15).
#[derive(Clone, Copy, Debug)]
pub enum ClassRule {
    /// 100 to 599: it must treat it as the x00 of its class.
    TreatAs(&'static Entry),
    /// Another number of three digits is invalid: it should treat the answer as if it had a 5xx.
    Invalid,
    /// No status code: those have three digits.
    NoStatusCode,
}

/// What a client makes of this number if it does not know it.
///
/// ```
/// use statusquo_catalog::{ClassRule, class_rule};
/// assert!(matches!(class_rule(471), ClassRule::TreatAs(entry) if entry.code == 400));
/// assert!(matches!(class_rule(799), ClassRule::Invalid));
/// ```
pub fn class_rule(code: u16) -> ClassRule {
    match Class::of_digit(code / 100).and_then(|class| entry(class.digit() * 100)) {
        Some(entry) => ClassRule::TreatAs(entry),
        None if code <= 999 => ClassRule::Invalid,
        None => ClassRule::NoStatusCode,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_registered_code_is_called_unregistered() {
        for one in USES {
            assert!(entry(one.code).is_none(), "{} is registered", one.code);
            assert!(one.nearest.iter().all(|code| entry(*code).is_some()), "{}", one.code);
            assert!(one.meaning.ends_with('.') && one.next.ends_with('.'), "{}", one.code);
        }
    }

    #[test]
    fn the_class_rule_covers_every_number() {
        for (code, expected) in [(199, 100), (299, 200), (399, 300), (471, 400), (599, 500)] {
            assert!(matches!(class_rule(code), ClassRule::TreatAs(entry) if entry.code == expected), "{code}");
        }
        for code in [0, 42, 99, 600, 999] {
            assert!(matches!(class_rule(code), ClassRule::Invalid), "{code}");
        }
        assert!(matches!(class_rule(1000), ClassRule::NoStatusCode));
    }

    #[test]
    fn a_number_may_have_several_owners_and_a_name_finds_them() {
        assert_eq!(uses(499).count(), 3);
        assert_eq!(uses(499).next().map(|one| one.whose), Some("nginx"));
        assert_eq!(uses(471).count(), 0);
        assert_eq!(uses_named("client closed request").next().map(|one| one.code), Some(499));
        assert_eq!(uses_named("no such name").count(), 0);
    }
}
