//! The vault: who asks is told by Basic or Bearer credentials; who may not have the keys is told so. Here 401 and 403
//! have their causes.

use crate::reason::Reason;
use crate::visit::Visit;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use statusquo_decision::Question;
use statusquo_wire::Request;
use statusquo_wire::message::FieldSection;
use std::borrow::Cow;

/// The methods of the vault and of its keys.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "OPTIONS"];

const BASIC: &str = "Basic realm=\"vault\", charset=\"UTF-8\"";
const BEARER: &str = "Bearer realm=\"vault\"";
/// Who came with a token is told what was wrong with it (RFC 6750).
const BEARER_INVALID: &str = "Bearer realm=\"vault\", error=\"invalid_token\"";
const BEARER_INSUFFICIENT: &str = "Bearer realm=\"vault\", error=\"insufficient_scope\"";

/// Who may enter, and with what.
#[derive(Debug, PartialEq, Eq)]
struct Account {
    name: &'static str,
    password: &'static str,
    token: &'static str,
    keys: bool,
}

const ACCOUNTS: &[Account] = &[
    Account { name: "reader", password: "reader", token: "reader-token", keys: false },
    Account { name: "admin", password: "admin", token: "admin-token", keys: true },
];

/// What an `Authorization` field carries.
#[derive(Debug, PartialEq, Eq)]
enum Credentials<'r> {
    Basic { name: String, password: String },
    Bearer(&'r str),
}

impl<'r> Credentials<'r> {
    /// Reads the one `Authorization` field. What cannot be read is told without a word of it, since any part of it may
    /// be a secret in the wrong place.
    fn read(fields: FieldSection<'r>) -> Result<Self, &'static str> {
        let mut values = fields.all("Authorization");
        let value = values.next().ok_or("There is no Authorization field.")?;
        if values.next().is_some() {
            return Err("Authorization came in several lines; it is one field with one set of credentials.");
        }
        let text = std::str::from_utf8(value).map_err(|_| "Authorization is not text.")?;
        let (scheme, rest) = text.split_once(' ').unwrap_or((text, ""));
        let rest = rest.trim_start_matches(' ');
        if scheme.eq_ignore_ascii_case("Bearer") {
            return if rest.is_empty() { Err("Bearer came without a token.") } else { Ok(Credentials::Bearer(rest)) };
        }
        if !scheme.eq_ignore_ascii_case("Basic") {
            return Err(
                "Authorization does not begin with a scheme that is taken here: Basic or Bearer, then a space.",
            );
        }
        let (name, password) = pair(rest)?;
        Ok(Credentials::Basic { name, password })
    }

    /// Whose they are.
    fn account(&self) -> Result<&'static Account, &'static str> {
        let is_of = |account: &&Account| match self {
            Credentials::Basic { name, password } => same(name, account.name) & same(password, account.password),
            Credentials::Bearer(token) => same(token, account.token),
        };
        ACCOUNTS.iter().find(is_of).ok_or(match self {
            Credentials::Basic { .. } => "The name or the password is wrong.",
            Credentials::Bearer(_) => "The token is not one that was given out here.",
        })
    }
}

/// The secret that a request carries, and nothing else: a token, or the password that stands for one where a browser asks for
/// it.
pub(crate) fn secret(request: &Request) -> Option<Cow<'_, str>> {
    match Credentials::read(request.fields()) {
        Ok(Credentials::Bearer(token)) => Some(token.into()),
        Ok(Credentials::Basic { password, .. }) => Some(password.into()),
        Err(_) => None,
    }
}

/// The name and the password that follow `Basic`.
pub(crate) fn pair(rest: &str) -> Result<(String, String), &'static str> {
    let pair = STANDARD.decode(rest).map_err(|_| "What follows Basic is not Base64 (RFC 4648, with padding).")?;
    let pair = String::from_utf8(pair).map_err(|_| "What follows Basic is Base64, but not of UTF-8 text.")?;
    let (name, password) =
        pair.split_once(':').ok_or("What follows Basic is Base64, but not of name, colon and password.")?;
    Ok((name.to_owned(), password.to_owned()))
}

/// Whether two secrets are the same. How long that takes tells their length, but not where they differ.
pub(crate) fn same(given: &str, secret: &str) -> bool {
    let pairs = given.bytes().zip(secret.bytes());
    given.len() == secret.len() && pairs.fold(0, |differ, (one, other)| differ | (one ^ other)) == 0
}

/// Makes known who asks, and whether they may.
pub(crate) fn find(visit: &mut Visit<'_>, keys: bool) {
    visit.know(Question::CredentialsNeeded, true);
    let fields = visit.request.fields();
    if !fields.has("Authorization") {
        let detail = "The vault asks who you are: send Authorization with Basic or Bearer credentials.";
        return visit.object(challenged(Question::CredentialsGiven, detail, BEARER));
    }
    let credentials = Credentials::read(fields);
    let is_token = matches!(credentials, Ok(Credentials::Bearer(_)));
    match credentials.and_then(|credentials| credentials.account()) {
        Err(detail) => {
            let bearer = if is_token { BEARER_INVALID } else { BEARER };
            visit.object(challenged(Question::CredentialsValid, detail, bearer));
        }
        Ok(account) if keys && !account.keys => {
            let detail = format!("{} may enter the vault, but the keys are for admin alone.", account.name);
            let reason = Reason::new(Question::Permitted, detail).member("user", account.name);
            // A token that does not reach so far is answered with a challenge too (RFC 6750).
            visit.object(if is_token { reason.field("WWW-Authenticate", BEARER_INSUFFICIENT) } else { reason });
        }
        Ok(_) => {}
    }
}

fn challenged(question: Question, detail: &str, bearer: &'static str) -> Reason {
    Reason::new(question, detail).field("WWW-Authenticate", BASIC).field("WWW-Authenticate", bearer)
}

/// Opens the vault, or shows the keys.
pub(crate) fn perform(visit: &mut Visit<'_>, keys: bool) {
    let credentials = Credentials::read(visit.request.fields());
    let Ok(account) = credentials.and_then(|credentials| credentials.account()) else { return };
    visit.fields.push("Cache-Control", "no-store");
    let what = if keys { "These are the keys" } else { "This is the vault" };
    visit.say("text/plain; charset=utf-8", format!("{what}; you are {}.\n", account.name));
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_wire::Fields;

    fn fields(values: &[&[u8]]) -> Fields {
        let mut fields = Fields::default();
        for value in values {
            fields.push("Authorization", value);
        }
        fields
    }

    fn name(value: &str) -> Result<&'static str, &'static str> {
        let fields = fields(&[value.as_bytes()]);
        Ok(Credentials::read(fields.section())?.account()?.name)
    }

    fn basic(pair: &[u8]) -> String {
        format!("Basic {}", STANDARD.encode(pair))
    }

    #[test]
    fn both_schemes_lead_to_their_account_whatever_the_case_of_the_scheme() {
        assert_eq!(name("Basic cmVhZGVyOnJlYWRlcg=="), Ok("reader"));
        assert_eq!(name("bAsIc   YWRtaW46YWRtaW4="), Ok("admin"));
        assert_eq!(name("Bearer reader-token"), Ok("reader"));
        assert_eq!(name("bearer admin-token"), Ok("admin"));
    }

    #[test]
    fn wrong_secrets_lead_nowhere() {
        for wrong in ["reader:admin", "reader:", ":reader", "Reader:reader", "reader:reader:", "reader:readeR"] {
            assert!(name(&basic(wrong.as_bytes())).unwrap_err().contains("password is wrong"), "{wrong}");
        }
        for wrong in ["Bearer reader", "Bearer reader-tokem", "Bearer reader-token2", "Bearer Reader-Token"] {
            assert!(name(wrong).unwrap_err().contains("token is not one"), "{wrong}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_by_kind_and_without_a_word_of_it() {
        let told = |value: &str, part: &str| {
            let detail = name(value).unwrap_err();
            assert!(detail.contains(part), "{value}: {detail}");
        };
        told("Basic !!!", "not Base64");
        told("Basic", "not of name, colon");
        told("Basic cmVhZGVyOnJlYWRlcg", "with padding");
        told(&basic(b"reader"), "not of name, colon");
        told(&basic(b"reader:\xff"), "not of UTF-8");
        told("Bearer", "without a token");
        told("Bearer  ", "without a token");
        told("Digest username=\"reader\"", "does not begin with a scheme");
        told("hunter2", "does not begin with a scheme");
        assert!(Credentials::read(fields(&[b"Basic \xff"]).section()).unwrap_err().contains("not text"));
    }

    #[test]
    fn several_lines_are_no_credentials_even_if_each_alone_would_do() {
        let twice = fields(&[b"Bearer admin-token", b"Bearer admin-token"]);
        assert!(Credentials::read(twice.section()).unwrap_err().contains("several lines"));
    }

    #[test]
    fn secrets_are_the_same_only_in_full() {
        assert!(same("", "") && same("a-token", "a-token"));
        assert!(!same("a-toke", "a-token") && !same("a-tokem", "a-token") && !same("", "a"));
    }
}
