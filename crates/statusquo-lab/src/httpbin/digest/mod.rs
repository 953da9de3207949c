//! `/digest-auth`: a challenge to prove that the client knows the name and the password of the path, without saying the
//! password; three cookies make a client's nonce go stale.

mod algorithm;
mod parameters;
mod proof;

use super::call::{Call, query, say};
use super::json::Json;
use super::{cookies, headers};
use crate::chance;
use crate::reason::Reason;
use crate::visit::Visit;
use algorithm::Algorithm;
use parameters::Parameters;
use proof::{Asked, Proof, Quality, REALM};
use statusquo_decision::Question;
use statusquo_wire::Framing;

/// The cookie that a challenge brings, to see whether it is kept.
const KEPT: (&str, &str) = ("fake", "fake_value");
/// The cookie that counts down how often credentials are taken before they are stale.
const LEFT: &str = "stale_after";
/// The cookie with a nonce that is not taken again.
const LAST: &str = "last_nonce";

/// What the path asks for: `/digest-auth/{qop}/{user}/{passwd}`, then an algorithm, then a number of times.
fn asked(call: &Call) -> Asked<'_> {
    Asked {
        quality: Quality::named(call.text(0).as_bytes()),
        user: call.text(1),
        password: call.text(2),
        algorithm: Algorithm::asked(call.text(3)),
    }
}

/// The value of a cookie, of several the first.
fn cookie(visit: &Visit<'_>, name: &str) -> Option<String> {
    let given = headers::value(visit.request.fields(), "Cookie")?;
    cookies::parse(&given).into_iter().find(|(have, _)| *have == name).map(|(_, value)| value)
}

fn needs_cookie(visit: &Visit<'_>) -> bool {
    let wanted = query(visit).first("require-cookie").map(str::to_ascii_lowercase);
    matches!(wanted.as_deref(), Some("1" | "t" | "true"))
}

/// Whether the content will have to be there before the proof can be judged.
fn waits_for_content(visit: &Visit<'_>, proof: &Proof) -> bool {
    proof.covers_content() && !matches!(visit.request.framing, Framing::None | Framing::Length(0))
}

/// Asks for credentials, and judges those that came.
pub(crate) fn find(visit: &mut Visit<'_>, call: &Call) {
    visit.know(Question::CredentialsNeeded, true);
    let asked = asked(call);
    let fields = visit.request.fields();
    if !fields.all("Authorization").any(|value| !value.is_empty()) {
        let detail = "Send Authorization with Digest, for the name and the password of the path.";
        return challenge(visit, call, Question::CredentialsGiven, detail, None, false);
    }
    let Some(read) = Parameters::read(fields) else {
        let detail = "The credentials are not Digest ones.";
        return challenge(visit, call, Question::CredentialsValid, detail, None, false);
    };
    if needs_cookie(visit) {
        if !fields.has("Cookie") {
            let detail = "require-cookie asks for the cookies of the challenge, and there is no Cookie.";
            return challenge(visit, call, Question::CredentialsValid, detail, None, false);
        }
        if cookie(visit, KEPT.0).as_deref() != Some(KEPT.1) {
            let detail = "require-cookie asks for the cookies of the challenge: fake is missing, or has another value.";
            return visit.object(Reason::new(Question::Permitted, detail).field("Set-Cookie", set(KEPT.0, KEPT.1)));
        }
    }
    let proof = match read.and_then(|parameters| Proof::of(parameters, &asked)) {
        Ok(proof) => proof,
        Err(reason) => return visit.object(reason),
    };
    let nonce = told(&proof);
    let (stale, detail) = if cookie(visit, LAST).as_deref() == Some(&nonce) {
        (
            true,
            "The nonce is the one that the cookie last_nonce says is not taken again: take the one of this challenge.",
        )
    } else if cookie(visit, LEFT).as_deref() == Some("0") {
        (true, "The cookie stale_after has counted down to 0: take the nonce of this challenge.")
    } else if !proof.is_of(&asked) {
        (false, "The credentials are not of the name of the path and of the realm of the challenge.")
    } else if waits_for_content(visit, &proof) {
        return;
    } else if !proof.holds(&asked, visit.method(), b"") {
        (false, "The response is not what the name, the password, the nonce and the target come to.")
    } else {
        return proof.judge_target(visit);
    };
    challenge(visit, call, Question::CredentialsValid, detail, Some(&nonce), stale);
}

/// Judges the proof that covers a content, now that it is here.
pub(crate) fn judge(visit: &mut Visit<'_>, call: &Call) {
    let asked = asked(call);
    let read = Parameters::read(visit.request.fields()).and_then(Result::ok);
    let Some(Ok(proof)) = read.map(|parameters| Proof::of(parameters, &asked)) else { return };
    if !waits_for_content(visit, &proof) {
        return;
    }
    if proof.holds(&asked, visit.method(), &visit.content) {
        return proof.judge_target(visit);
    }
    let detail = "The response is not what the name, the password, the nonce, the target and this content come to.";
    let nonce = told(&proof);
    challenge(visit, call, Question::ContentProven, detail, Some(&nonce), false);
}

/// The nonce that credentials claim to answer, as it can stand in a cookie.
fn told(proof: &Proof) -> String {
    proof.nonce().iter().map(|octet| char::from(*octet)).collect()
}

/// Says who was let in, and how many times are left.
pub(crate) fn say_user(visit: &mut Visit<'_>, call: &Call) {
    visit.fields.push("Set-Cookie", set(KEPT.0, KEPT.1));
    if let Some(left) = cookie(visit, LEFT).filter(|left| !left.is_empty()) {
        let next = left.trim().parse::<i64>().ok().and_then(|left| left.checked_sub(1));
        let next = next.map_or("never".to_owned(), |next| next.to_string());
        visit.fields.push("Set-Cookie", set(LEFT, &next));
    }
    say(visit, &Json::object([("authenticated", true.into()), ("user", call.text(1).into())]));
}

/// Refuses, with a new challenge; a nonce that came will not be taken again.
fn challenge(visit: &mut Visit<'_>, call: &Call, question: Question, detail: &str, nonce: Option<&str>, stale: bool) {
    let asked = asked(call);
    let algorithm = asked.algorithm;
    let (Some(new), Some(opaque)) = (algorithm.unforeseen(), algorithm.unforeseen()) else {
        return chance::refuse(visit);
    };
    let quality = asked.quality.map_or("auth, auth-int", Quality::name);
    let name = algorithm.name();
    let stale = if stale { "True" } else { "False" };
    let challenge = format!(
        "Digest realm=\"{REALM}\", nonce=\"{new}\", opaque=\"{opaque}\", qop=\"{quality}\", algorithm={name}, \
         stale={stale}"
    );
    let times = Some(call.text(4)).filter(|times| !times.is_empty()).unwrap_or("never");
    let mut reason = Reason::new(question, detail).field("WWW-Authenticate", challenge);
    reason = reason.field("Set-Cookie", set(LEFT, times));
    if let Some(nonce) = nonce {
        reason = reason.field("Set-Cookie", set(LAST, nonce));
    }
    visit.object(reason.field("Set-Cookie", set(KEPT.0, KEPT.1)));
}

fn set(name: &str, value: &str) -> String {
    format!("{name}={}; Path=/", cookies::quote(value))
}
