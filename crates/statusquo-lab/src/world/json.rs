//! JSON contents: read with line and column, each member that is missing or impossible named, all at once.

use crate::reason::Reason;
use crate::visit::Visit;
use serde_json::{Map, Value, json};
use statusquo_decision::Question;

/// What a member must be: how to read it, and in words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Type<T> {
    read: fn(&Value) -> Option<T>,
    is: &'static str,
}

pub(crate) const TEXT: Type<String> = Type { read: |value| value.as_str().map(str::to_owned), is: "a string" };
pub(crate) const LIST: Type<Vec<Value>> = Type { read: |value| value.as_array().cloned(), is: "an array" };
pub(crate) const NUMBER: Type<f64> = Type { read: Value::as_f64, is: "a number" };
pub(crate) const BOOLEAN: Type<bool> = Type { read: Value::as_bool, is: "true or false" };

/// What is wrong with a content: it cannot be read (400), lacks members (400), or asks for the impossible (422).
#[derive(Debug, Default)]
pub(crate) struct Problems {
    unreadable: Option<(String, usize, usize)>,
    missing: Vec<&'static str>,
    impossible: Vec<(String, String)>,
}

impl Problems {
    /// The members of the object that the content is; empty, and a problem, if it is something else.
    pub(crate) fn object(&mut self, content: &[u8]) -> Map<String, Value> {
        match serde_json::from_slice(content) {
            Ok(Value::Object(members)) => return members,
            Ok(_) => self.unreadable = Some(("the content is JSON, but not an object".into(), 1, 1)),
            Err(_) if content.is_empty() => self.unreadable = Some(("there is no content".into(), 1, 1)),
            Err(error) => {
                let whole = error.to_string();
                let what = whole.split(" at line ").next().unwrap_or(&whole).to_owned();
                self.unreadable = Some((what, error.line(), error.column()));
            }
        }
        Map::new()
    }

    /// The members of a merge patch. One that is no object would make something else of the whole (RFC 7396), which no
    /// resource here can be.
    pub(crate) fn patch(&mut self, content: &[u8]) -> Option<Map<String, Value>> {
        match serde_json::from_slice(content) {
            Ok(Value::Object(members)) => return Some(members),
            Ok(_) => self.impossible("", "an object with the members to change"),
            Err(_) => drop(self.object(content)),
        }
        None
    }

    /// A member that has to be there.
    pub(crate) fn required<T>(&mut self, members: &Map<String, Value>, name: &'static str, kind: Type<T>) -> Option<T> {
        if !members.contains_key(name) {
            self.missing.push(name);
        }
        self.optional(members, name, kind)
    }

    /// A member that may be there.
    pub(crate) fn optional<T>(&mut self, members: &Map<String, Value>, name: &str, kind: Type<T>) -> Option<T> {
        let value = members.get(name)?;
        let read = (kind.read)(value);
        if read.is_none() {
            self.impossible(format!("/{name}"), kind.is);
        }
        read
    }

    /// Notes that the value at a JSON pointer (RFC 6901) is not what it must be.
    pub(crate) fn impossible(&mut self, pointer: impl Into<String>, must_be: impl Into<String>) {
        self.impossible.push((pointer.into(), must_be.into()));
    }

    /// Makes the facts known.
    pub(crate) fn tell(self, visit: &mut Visit<'_>) {
        if let Some((what, line, column)) = self.unreadable {
            let detail = format!("The content cannot be read as JSON: {what} (line {line}, column {column}).");
            return visit
                .object(Reason::new(Question::Understood, detail).member("line", line).member("column", column));
        }
        if !self.missing.is_empty() {
            let detail = format!("The content lacks what is required: {}.", self.missing.join(", "));
            visit.object(Reason::new(Question::Complete, detail).member("missing", self.missing));
        }
        if !self.impossible.is_empty() {
            let named = |pointer: &str| if pointer.is_empty() { "the whole".to_owned() } else { pointer.to_owned() };
            let words = self.impossible.iter().map(|(pointer, is)| format!("{} must be {is}", named(pointer)));
            let detail =
                format!("The content can be read, but not carried out: {}.", words.collect::<Vec<_>>().join("; "));
            let errors = self.impossible.iter();
            let errors: Vec<Value> = errors
                .map(|(pointer, is)| json!({"detail": format!("must be {is}"), "pointer": format!("#{pointer}")}))
                .collect();
            visit.object(Reason::new(Question::Possible, detail).member("errors", errors));
        }
    }
}
