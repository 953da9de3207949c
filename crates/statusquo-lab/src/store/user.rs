//! A user: what is kept of one, and how it is shown.

use serde_json::json;

/// The counter that gives out ids.
pub(crate) const COUNTER: &str = "users";

/// A user.
#[derive(Debug)]
pub(crate) struct User {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) age: Option<i64>,
    /// Counts every change.
    pub(crate) version: u64,
    /// When it was changed last, in seconds since 1970.
    pub(crate) modified: u64,
}

impl User {
    pub(crate) fn path(&self) -> String {
        path(self.id)
    }

    pub(crate) fn etag(&self) -> String {
        format!("\"{}\"", self.version)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        let mut value = json!({"id": self.id, "name": self.name, "email": self.email});
        if let Some(age) = self.age {
            value["age"] = age.into();
        }
        value["version"] = self.version.into();
        value
    }
}

/// The path of all users.
pub(crate) const COLLECTION: &str = "/lab/users";

/// The path of a user.
pub(crate) fn path(id: u64) -> String {
    format!("{COLLECTION}/{id}")
}
