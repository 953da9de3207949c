//! The captive portal: it stands before the host `portal.localhost`, and before nothing else, until the client has logged in
//! there. Here 511 has its cause.

use super::form::FORM;
use super::query::parameter;
use crate::chance;
use crate::form::hexadecimal;
use crate::reason::Reason;
use crate::store::{Expected, Key, Kind, NotStored, Stored, Value};
use crate::visit::{Visit, Wanted};
use maud::html;
use statusquo_decision::Question;
use statusquo_page::{Site, plain};
use std::time::Duration;

/// The methods of the page and of its form.
pub(crate) const PAGE_METHODS: &[&str] = &["GET", "HEAD", "OPTIONS"];
pub(crate) const LOGIN_METHODS: &[&str] = &["POST", "OPTIONS"];

/// The host that is guarded.
const HOST: &[u8] = b"portal.localhost";

/// Where to log in.
const PAGE: &str = "/lab/portal";
const LOGIN: &str = "/lab/portal/login";

/// What the client shows to be known again.
const COOKIE: &str = "statusquo-portal";

/// How long a login lasts, in seconds: if nothing is said, and at most.
const USUAL: u64 = 600;
const LONGEST: u64 = 3600;

/// The most octets of the form.
const SENT: u64 = 4096;

/// How many octets of chance are in what is given out.
const CHANCE: usize = 16;

/// Whether the request is for the host that is guarded; one look for nearly all others.
pub(crate) fn guards(visit: &Visit<'_>) -> bool {
    let host = visit.target.authority.map_or(visit.request.host(), str::as_bytes);
    host.len() >= HOST.len()
        && host[..HOST.len()].eq_ignore_ascii_case(HOST)
        && matches!(host[HOST.len()..], [] | [b':', ..])
}

/// Makes known whether the client has logged in; the way to do so is open to everybody.
pub(crate) async fn admit(visit: &mut Visit<'_>) {
    if matches!(visit.target.path, PAGE | LOGIN) || left(visit).await.is_some() {
        return;
    }
    let login = address(visit, PAGE);
    visit.object(
        Reason::new(
            Question::NetworkOpen,
            "A captive portal stands before this host, and you have not logged in there: it is the network that says \
             this, not the host.",
        )
        .link("login", login)
        .field("Cache-Control", "no-store"),
    );
}

/// The absolute address of a path, at the host that was asked.
fn address(visit: &Visit<'_>, path: &str) -> String {
    let scheme = if visit.secured { "https" } else { "http" };
    let authority = visit.request.authority().unwrap_or("portal.localhost");
    format!("{scheme}://{authority}{path}")
}

/// How much longer the client is let through.
async fn left(visit: &Visit<'_>) -> Option<Duration> {
    let now = visit.now();
    for cookie in visit.request.fields().all("Cookie").flat_map(|line| line.split(|byte| *byte == b';')) {
        let Some((COOKIE, token)) =
            std::str::from_utf8(cookie).ok().and_then(|pair| pair.trim_matches([' ', '\t']).split_once('='))
        else {
            continue;
        };
        if let Some(Stored { value: Value::Until(until), .. }) =
            visit.state.store.read(Key::new(Kind::Login, token), now).await
        {
            return Some(until.since(now));
        }
    }
    None
}

/// Shows the page on which a client logs in.
pub(crate) async fn show(visit: &mut Visit<'_>) {
    let left = left(visit).await;
    let body = html! {
        @if let Some(left) = left { p { "You are logged in, for " (crate::reason::whole_seconds(left)) " more seconds." } }
        p { "Before this network lets you through to portal.localhost, it asks you to agree to its terms: there are none." }
        form method="post" action=(LOGIN) {
            p { label { input type="checkbox" name="terms" value="accepted" required; " I agree to the terms" } }
            p { label { "for " input type="number" name="seconds" value=(USUAL) min="1" max=(LONGEST); " seconds" } }
            p { button { "Log in" } }
        }
    };
    visit.fields.push("Cache-Control", "no-store");
    visit.say_page(plain(&Site::live(), "", "Log in to the network", body));
}

/// The form that is sent.
pub(crate) fn wants(visit: &Visit<'_>) -> Option<Wanted> {
    (visit.method() == "POST").then_some(Wanted { limit: SENT, media_type: Some(FORM) })
}

/// Makes known whether the form is filled in; how many seconds it asks for.
fn seconds(visit: &mut Visit<'_>) -> u64 {
    let form = String::from_utf8_lossy(&visit.content).into_owned();
    match parameter(Some(&form), "terms").as_deref() {
        Some("accepted") => {}
        Some(_) => visit.refuse(Question::Possible, "terms must be accepted: nobody is let in who does not agree."),
        None => visit.object(
            Reason::new(Question::Complete, "The form lacks terms, which must be accepted.")
                .member("missing", vec!["terms"]),
        ),
    }
    let Some(seconds) = parameter(Some(&form), "seconds") else { return USUAL };
    let seconds = seconds.parse().ok().filter(|seconds| (1..=LONGEST).contains(seconds));
    if seconds.is_none() {
        visit.refuse(Question::Possible, format!("seconds must be a whole number from 1 to {LONGEST}."));
    }
    seconds.unwrap_or(USUAL)
}

/// The same, where only the facts count.
pub(crate) fn judge(visit: &mut Visit<'_>) {
    seconds(visit);
}

/// Lets the client in: remembers what it is given to show from now on.
pub(crate) async fn log_in(visit: &mut Visit<'_>) {
    let seconds = seconds(visit);
    let Some(chance) = chance::octets::<CHANCE>() else {
        return visit.refuse(Question::EndedWell, "There was no chance to be had to make a secret of.");
    };
    let token = hexadecimal(&chance);
    let now = visit.state.now();
    let until = now.after(Duration::from_secs(seconds));
    let key = Key::new(Kind::Login, &token);
    let set =
        visit.state.store.compare_and_set(key, Expected::Nothing, Some(Value::Until(until)), Some(until), now).await;
    match set {
        Ok(_) => {}
        Err(NotStored::Full { records, octets }) => return visit.object(super::documents::full(records, octets)),
        Err(NotStored::Changed(_)) => return visit.refuse(Question::Conflict, "Somebody has that secret already."),
    }
    let secure = if visit.secured { "; Secure" } else { "" };
    visit
        .fields
        .push("Set-Cookie", format!("{COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"));
    visit.fields.push("Cache-Control", "no-store");
    visit.fields.push("Location", PAGE);
    visit.know(Question::SeenElsewhere, true);
}
