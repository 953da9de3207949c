//! Who asks: Basic and Bearer, with the name and the password that the path tells.

use super::call::{Call, say};
use super::headers;
use super::json::Json;
use super::shape::Shape;
use crate::reason::Reason;
use crate::visit::Visit;
use crate::world::vault::same;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use statusquo_decision::Question;

const BASIC: &str = "Basic realm=\"Fake Realm\"";
const BEARER: &str = "Bearer";

/// What `Authorization` says; several lines are one value.
fn given(visit: &Visit<'_>) -> Option<String> {
    headers::value(visit.request.fields(), "Authorization").filter(|value| !value.is_empty())
}

/// Name and password, if they can be read.
fn basic(value: &str) -> Option<(String, String)> {
    let (scheme, rest) = value.split_once(' ')?;
    let octets = scheme.eq_ignore_ascii_case("Basic").then(|| STANDARD.decode(rest.trim_matches([' ', '\t'])))?.ok()?;
    let pair = String::from_utf8(octets).ok()?;
    let (name, password) = pair.split_once(':').unwrap_or((&pair, ""));
    Some((name.to_owned(), password.to_owned()))
}

/// Whether the credentials are those of the path.
fn fit(value: &str, call: &Call) -> bool {
    basic(value).is_some_and(|(name, password)| same(&name, call.text(0)) & same(&password, call.text(1)))
}

/// `/basic-auth/{user}/{passwd}`.
pub(crate) fn find_basic(visit: &mut Visit<'_>, call: &Call) {
    visit.know(Question::CredentialsNeeded, true);
    let given = given(visit);
    let (question, detail) = match &given {
        Some(value) if fit(value, call) => return,
        Some(_) => (
            Question::CredentialsValid,
            "The credentials are not Basic ones with the name and the password of the path.",
        ),
        None => {
            (Question::CredentialsGiven, "Send Authorization with Basic, and the name and the password of the path.")
        }
    };
    let (user, _) = given.and_then(|value| basic(&value)).unwrap_or_default();
    let reason = Reason::new(question, detail).field("WWW-Authenticate", BASIC);
    visit.object((Shape::of(visit).denied)(reason, &user));
}

/// `/hidden-basic-auth/{user}/{passwd}`: whoever has no right to it is not even told that it is there.
pub(crate) fn find_hidden(visit: &mut Visit<'_>, call: &Call) {
    if !given(visit).is_some_and(|value| fit(&value, call)) {
        visit.refuse(Question::Exists, "There is nothing here for who does not know what to bring.");
    }
}

/// Says who was let in.
pub(crate) fn say_user(visit: &mut Visit<'_>, call: &Call) {
    say(visit, &Json::object([("authenticated", true.into()), ("user", call.text(0).into())]));
}

/// The token of `Bearer `, in this case and with one space.
fn token(visit: &Visit<'_>) -> Option<String> {
    given(visit)?.strip_prefix("Bearer ").map(str::to_owned)
}

/// `/bearer`: any token will do.
pub(crate) fn find_bearer(visit: &mut Visit<'_>, _: &Call) {
    visit.know(Question::CredentialsNeeded, true);
    if token(visit).is_none() {
        let detail = "Send Authorization with Bearer, a space and any token.";
        let question = if given(visit).is_none() { Question::CredentialsGiven } else { Question::CredentialsValid };
        visit.object(Reason::new(question, detail).field("WWW-Authenticate", BEARER));
    }
}

/// Shows the token.
pub(crate) fn say_token(visit: &mut Visit<'_>, _: &Call) {
    let token = token(visit).unwrap_or_default();
    say(visit, &Json::object([("authenticated", true.into()), ("token", token.into())]));
}
