//! The same parameters as members of a JSON object, where several values are a list, and those with names an object.

use super::asked::{Fault, fault, judge_name};
use crate::httpbin::pairs::Pairs;
use serde_json::Value;

/// What the members come to.
#[derive(Debug, Default)]
pub(super) struct Members {
    pub(super) pairs: Pairs,
    /// What the content of the answer is, if that is JSON too.
    pub(super) media_type: Option<&'static str>,
}

/// Reads them; no content is as good as no members.
pub(super) fn read(content: &[u8]) -> Result<Members, Fault> {
    let mut members = Members::default();
    if content.is_empty() {
        return Ok(members);
    }
    let whole =
        serde_json::from_slice(content).map_err(|error| fault("content", format!("It is no JSON: {error}.")))?;
    let Value::Object(whole) = whole else {
        return Err(fault("content", "It is JSON, but not an object whose members are the parameters."));
    };
    for (name, value) in whole {
        judge_name(&name)?;
        members.take(&name, value)?;
    }
    Ok(members)
}

impl Members {
    fn take(&mut self, name: &str, value: Value) -> Result<(), Fault> {
        match (name, value) {
            (_, Value::Null) => {}
            ("body", value @ (Value::Object(_) | Value::Array(_) | Value::Number(_) | Value::Bool(_))) => {
                self.media_type = Some("application/json");
                self.push("body", value.to_string());
            }
            ("header", Value::Object(fields)) => {
                for (field, value) in fields {
                    if field.contains(':') {
                        return Err(fault(name, format!("{field:?} cannot be the name of a field.")));
                    }
                    for value in listed(value) {
                        let value = text(name, value)?;
                        self.push(name, format!("{field}:{value}"));
                    }
                }
            }
            ("cookie", Value::Object(cookies)) => {
                for (cookie, value) in cookies {
                    if cookie.contains('=') {
                        return Err(fault(name, format!("{cookie:?} cannot be the name of a cookie.")));
                    }
                    match value {
                        Value::Null => self.push(name, cookie),
                        value => {
                            let value = text(name, value)?;
                            self.push(name, format!("{cookie}={value}"));
                        }
                    }
                }
            }
            ("header" | "cookie" | "interim", value) => {
                for value in listed(value) {
                    let value = text(name, value)?;
                    self.push(name, value);
                }
            }
            (_, value) => {
                let value = text(name, value)?;
                self.push(name, value);
            }
        }
        Ok(())
    }

    fn push(&mut self, name: &str, value: String) {
        self.pairs.0.push((name.to_owned(), value));
    }
}

/// A list's values, or the one that there is.
fn listed(value: Value) -> Vec<Value> {
    match value {
        Value::Array(values) => values,
        one => vec![one],
    }
}

/// A value as it would stand in a query.
fn text(name: &str, value: Value) -> Result<String, Fault> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(fault(name, format!("{value} is neither text nor a number."))),
    }
}
