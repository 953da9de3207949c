//! The parameters of Digest credentials: what stands in `Authorization`, and at which of them it breaks.

use crate::reason::Reason;
use statusquo_decision::Question;
use statusquo_wire::message::{FieldSection, is_token};
use std::collections::BTreeMap;

/// Those that mean something here. What a client calls otherwise is not repeated: it may be a secret in the wrong place.
const KNOWN: [&str; 10] =
    ["username", "realm", "nonce", "uri", "response", "algorithm", "opaque", "qop", "nc", "cnonce"];

/// What is told where no parameter can be named.
const FIELD: &str = "Authorization";

/// Names in small letters, and values without their quotes.
#[derive(Debug)]
pub(crate) struct Parameters(BTreeMap<String, Vec<u8>>);

impl Parameters {
    /// Those of the `Authorization` field; none if its scheme is another one.
    pub(crate) fn read(fields: FieldSection<'_>) -> Option<Result<Self, Reason>> {
        let mut members = fields.list(FIELD);
        let first = members.next()?;
        let end = first.iter().position(|octet| *octet == b' ').unwrap_or(first.len());
        let (scheme, first) = first.split_at(end);
        scheme.eq_ignore_ascii_case(b"Digest").then(|| {
            let mut all = BTreeMap::new();
            let first = Some(first.trim_ascii()).filter(|first| !first.is_empty());
            for member in first.into_iter().chain(members) {
                let (name, value) = parameter(member)?;
                if all.insert(name.clone(), value).is_some() {
                    return Err(broken(&name, "stands in the credentials more than once"));
                }
            }
            Ok(Self(all))
        })
    }

    pub(crate) fn get(&self, name: &str) -> Option<&[u8]> {
        self.0.get(name).map(Vec::as_slice)
    }

    /// One that has to be there.
    pub(crate) fn required(&self, name: &'static str) -> Result<&[u8], Reason> {
        self.get(name).ok_or_else(|| {
            let detail = format!("The Digest credentials lack {name}.");
            Reason::new(Question::Complete, detail).member("parameter", name)
        })
    }
}

/// Refuses a parameter, and says what is wrong with it.
pub(crate) fn broken(name: &str, what: &str) -> Reason {
    refused(Question::Understood, name, what)
}

/// The same of one that can be read, but is not what was asked for.
pub(crate) fn unlike(name: &str, what: &str) -> Reason {
    refused(Question::Consistent, name, what)
}

fn refused(question: Question, name: &str, what: &str) -> Reason {
    let (name, shown) = match KNOWN.into_iter().find(|known| *known == name) {
        Some(name) => (name, name),
        None => (FIELD, "a parameter that is not known here"),
    };
    let detail = format!("Of the Digest credentials, {shown} {what}.");
    Reason::new(question, detail).member("parameter", name)
}

/// The name, and the value without its quotes.
fn parameter(member: &[u8]) -> Result<(String, Vec<u8>), Reason> {
    let split = member.iter().position(|octet| *octet == b'=').unwrap_or(member.len());
    let (name, value) = member.split_at(split);
    let name = String::from_utf8_lossy(name.trim_ascii()).to_ascii_lowercase();
    let Some((_, value)) = value.split_first() else { return Err(broken(&name, "is followed by no equals sign")) };
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(broken(&name, "has a name that is no token (RFC 9110 §11.2)"));
    }
    match value.trim_ascii() {
        [b'"', quoted @ ..] => match unquote(quoted) {
            Some(value) => Ok((name, value)),
            None => Err(broken(&name, "has quotes that do not end where the value ends")),
        },
        value if !value.is_empty() && value.iter().copied().all(is_token) => Ok((name, value.to_vec())),
        _ => Err(broken(&name, "has a value that is neither a token nor in quotes")),
    }
}

/// What stands before the closing quote, which has to be the last octet.
fn unquote(quoted: &[u8]) -> Option<Vec<u8>> {
    let mut value = Vec::with_capacity(quoted.len());
    let mut rest = quoted.iter();
    loop {
        match rest.next()? {
            b'"' => return rest.as_slice().is_empty().then_some(value),
            b'\\' => value.push(*rest.next()?),
            octet => value.push(*octet),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_wire::Fields;

    fn read(values: &[&str]) -> Option<Result<Parameters, Reason>> {
        let mut fields = Fields::default();
        for value in values {
            fields.push("Authorization", value);
        }
        Parameters::read(fields.section())
    }

    #[test]
    fn values_stand_in_quotes_or_are_tokens() {
        let all = read(&[r#"dIgEsT  Username="a\"b\\, c" , qop=auth,,nc = "x",empty="" "#]);
        let all = all.expect("Digest").expect("parameters");
        for (name, value) in [("username", r#"a"b\, c"#), ("qop", "auth"), ("nc", "x"), ("empty", "")] {
            assert_eq!(all.get(name), Some(value.as_bytes()), "{name}");
        }
        assert!(all.get("realm").is_none());
        assert!(read(&["Digest"]).is_some_and(|all| all.is_ok()));
        for other in ["Basic dTpw", "Digests a=b", "\"Digest\" a=b", ""] {
            assert!(read(&[other]).is_none(), "{other}");
        }
    }

    #[test]
    fn the_first_that_breaks_is_named_unless_it_may_be_a_secret() {
        for (value, named) in [
            ("Digest nonce", "nonce"),
            ("Digest nonce=", "nonce"),
            ("Digest nonce=\"", "nonce"),
            ("Digest nonce=\"a", "nonce"),
            ("Digest nonce=\"a\\\"", "nonce"),
            ("Digest nonce=\"a\"b", "nonce"),
            ("Digest nonce=a b", "nonce"),
            ("Digest a=b, Nonce=a, nonce=a", "nonce"),
            ("Digest =b", "Authorization"),
            ("Digest hunter2", "Authorization"),
            ("Digest hunter2=\"", "Authorization"),
            ("Digest hunter 2=b", "Authorization"),
        ] {
            let reason = read(&[value]).expect("Digest").expect_err(value);
            assert_eq!(reason.members, [("parameter", named.into())], "{value}");
            assert!(!reason.detail.contains("hunter"), "{}", reason.detail);
        }
        assert!(read(&["Digest a=b", "Digest c=d"]).is_some_and(|all| all.is_err()));
    }
}
