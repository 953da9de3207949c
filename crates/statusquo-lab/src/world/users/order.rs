//! What a content asks a user to be: whole, or as a patch of what there is.

use super::super::json::{Problems, TEXT};
use crate::store::address;
use crate::store::user::User;
use serde_json::{Map, Value};
use statusquo_wire::Clock;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The longest name, in octets.
const NAME: usize = 200;
const AGES: RangeInclusive<i64> = 0..=150;

/// What a content asks a user to be.
#[derive(Clone, Debug)]
pub(super) struct Order {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) age: Option<i64>,
    /// Which version it is meant to replace.
    pub(super) version: Option<u64>,
}

impl Order {
    /// Reads it from the members of a content; which version it means counts where it replaces one.
    pub(super) fn read(members: &Map<String, Value>, replaces: bool, problems: &mut Problems) -> Option<Self> {
        let name = problems.required(members, "name", TEXT);
        let email = problems.required(members, "email", TEXT);
        if name.as_ref().is_some_and(|name| name.trim().is_empty() || name.len() > NAME) {
            problems.impossible("/name", format!("1 to {NAME} octets, and not only spaces"));
        }
        if email.as_ref().is_some_and(|email| !address::is_valid(email)) {
            problems.impossible(
                "/email",
                format!("an address of at most {} octets with one @ inside and no spaces", address::LONGEST),
            );
        }
        let given = members.get("age");
        let age = given.and_then(Value::as_i64).filter(|age| AGES.contains(age));
        if given.is_some() && age.is_none() {
            problems.impossible("/age", format!("a whole number from {} to {}", AGES.start(), AGES.end()));
        }
        let given = members.get("version").filter(|_| replaces);
        let version = given.and_then(Value::as_u64).filter(|version| *version > 0);
        if given.is_some() && version.is_none() {
            problems.impossible("/version", "a whole number from 1");
        }
        Some(Self { name: name?, email: email?, age, version })
    }

    /// What a merge patch (RFC 7396) makes of a user: a member that is there is set, null takes it away.
    pub(super) fn patched(user: &User, patch: &Map<String, Value>, problems: &mut Problems) -> Option<Self> {
        let Value::Object(mut members) = user.json() else { return None };
        members.remove("version");
        for (name, value) in patch {
            match (name.as_str(), value) {
                ("name" | "email", Value::Null) => {
                    problems.impossible(format!("/{name}"), "a string: it can be changed and not taken away");
                }
                ("age", Value::Null) => drop(members.remove(name)),
                _ => drop(members.insert(name.clone(), value.clone())),
            }
        }
        Self::read(&members, true, problems)
    }

    /// The user that it asks for.
    pub(super) fn user(&self, id: u64, version: u64, clock: Clock) -> Arc<User> {
        let (name, email) = (self.name.clone(), self.email.clone());
        Arc::new(User { id, name, email, age: self.age, version, modified: clock.seconds() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(content: &str, replaces: bool) -> Option<Order> {
        let mut problems = Problems::default();
        let members = problems.object(content.as_bytes());
        Order::read(&members, replaces, &mut problems)
    }

    #[test]
    fn an_order_needs_name_and_address_and_heeds_a_version_only_to_replace() {
        let content = r#"{"name": "Ada", "email": "ada@example.test", "age": 36, "version": 3, "more": 1}"#;
        let made = order(content, false).unwrap();
        assert_eq!((made.age, made.version), (Some(36), None));
        assert_eq!(order(content, true).unwrap().version, Some(3));
        assert!(order(r#"{"name": "Ada"}"#, false).is_none());
        assert!(order(r#"{"email": "ada@example.test"}"#, false).is_none());
    }

    #[test]
    fn a_patch_sets_what_it_names_takes_away_what_may_go_and_leaves_the_rest() {
        let user = order(r#"{"name": "Ada", "email": "ada@example.test", "age": 36}"#, false).unwrap();
        let user = user.user(2, 5, Clock::Fixed(0));
        let patched = |patch: &str| {
            let mut problems = Problems::default();
            let members = problems.object(patch.as_bytes());
            Order::patched(&user, &members, &mut problems)
        };
        let order = patched(r#"{"name": "Countess", "more": {"a": 1}}"#).unwrap();
        assert_eq!((&order.name[..], &order.email[..], order.age), ("Countess", "ada@example.test", Some(36)));
        assert_eq!(order.version, None, "without one it means whatever is there");
        assert_eq!(patched(r#"{"age": null, "version": 5}"#).unwrap().age, None);
        assert_eq!(patched(r#"{"version": 5}"#).unwrap().version, Some(5));
        assert!(patched(r#"{"name": 7}"#).is_none());
    }

    #[test]
    fn a_representation_names_what_there_is_in_a_steady_order() {
        let order = order(r#"{"age": 36, "email": "ada@example.test", "name": "Ada"}"#, false).unwrap();
        let with = order.user(2, 1, Clock::Fixed(0)).json().to_string();
        assert_eq!(with, r#"{"id":2,"name":"Ada","email":"ada@example.test","age":36,"version":1}"#);
        let without = Order { age: None, ..order }.user(2, 1, Clock::Fixed(0)).json().to_string();
        assert_eq!(without, r#"{"id":2,"name":"Ada","email":"ada@example.test","version":1}"#);
    }
}
