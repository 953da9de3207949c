//! A small shared cache in a gateway (RFC 9111): it keeps what is fresh for an explicit time, and tells how old it is. A client
//! that takes a stored answer alone, where none will do, is the second cause of 504.

use super::directives::Directives;
use crate::reason::Reason;
use crate::store::kept::{Kept, LARGEST};
use crate::store::{Expected, Key, Kind, Stored, Value};
use crate::visit::{Body, Visit};
use crate::world::preconditions::{self, Validators};
use statusquo_decision::Question;
use statusquo_gateway::{FieldChange, PSEUDONYM, Reply};
use statusquo_wire::Fields;
use statusquo_wire::message::FieldSection;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

/// The upstream whose answers are kept.
pub(super) const UPSTREAM: &str = "fresh";

/// How long an answer is kept at most, fresh or only to be validated.
const KEPT: Duration = Duration::from_secs(600);

/// Preconditions that only the upstream can evaluate (RFC 9111 §4.3.2).
const FOR_ORIGIN: [&str; 2] = ["If-Match", "If-Unmodified-Since"];
/// Preconditions with which a client validates its own copy.
const OF_CLIENT: [&str; 2] = ["If-None-Match", "If-Modified-Since"];

/// What the cache has for one request.
#[derive(Debug)]
pub(super) struct CacheVisit {
    /// The target at the upstream, which is what answers are kept under.
    name: String,
    stored: Option<Stored>,
    /// Whether what is stored may be used as it is.
    hit: bool,
    /// Why the upstream is asked, as `Cache-Status` (RFC 9211) says it.
    forward: &'static str,
}

impl CacheVisit {
    /// Looks what there is. If it will do, the client's preconditions are evaluated on it.
    pub(super) async fn find(visit: &mut Visit<'_>, target: &str) -> Self {
        let name = target.to_owned();
        let stored = visit.state.store.read(Key::new(Kind::Answer, &name), visit.now()).await;
        let mut found = Self { name, stored, hit: false, forward: "uri-miss" };
        let Some(kept) = found.kept() else { return found };
        let fields = visit.request.fields();
        if FOR_ORIGIN.iter().any(|name| fields.has(name)) || !will_do(&kept, visit) {
            let fresh = kept.fresh_for(visit.now()).is_some() && !must_validate(&kept);
            found.forward = if fresh { "request" } else { "stale" };
            return found;
        }
        found.hit = true;
        let now = visit.now();
        let ttl = kept.fresh_for(now).unwrap_or_default().as_secs();
        describe(visit, &kept, &format!("{PSEUDONYM}; hit; ttl={ttl}"));
        // Its age, since nobody was asked (RFC 9111 §4).
        visit.fields.push_number("Age", kept.age(now).as_secs());
        let described = kept.fields.section();
        let modified = described.text("Last-Modified").or_else(|| described.text("Date")).and_then(seconds);
        let etag = described.text("ETag").unwrap_or("").trim_start_matches("W/");
        preconditions::judge(visit, Some(Validators { etag, modified }));
        let age = kept.age(now).as_secs().to_string();
        for reason in &mut visit.reasons {
            reason.fields.push(("Age", age.clone()));
        }
        found
    }

    fn kept(&self) -> Option<Arc<Kept>> {
        match &self.stored {
            Some(Stored { value: Value::Answer(kept), .. }) => Some(kept.clone()),
            _ => None,
        }
    }

    /// Answers from the store, if that will do; whether it does.
    pub(super) fn answer(&self, visit: &mut Visit<'_>) -> bool {
        match self.kept() {
            Some(kept) if self.hit => {
                visit.body = Body::Owned(kept.content.clone());
                true
            }
            _ => false,
        }
    }

    /// Makes known whether the upstream may be asked; the client may take nothing but what is stored.
    pub(super) fn may_ask(&self, visit: &mut Visit<'_>) -> bool {
        if !Directives(visit.request.fields()).has("only-if-cached") {
            return true;
        }
        let there = match (self.forward, self.stored.is_some()) {
            (_, false) => "nothing is stored for this target",
            ("stale", _) => "what is stored for this target is stale, and has to be validated first",
            _ => "the request asks for more than what is stored can give",
        };
        let detail = format!("Cache-Control: only-if-cached forbids to ask the upstream, and {there}.");
        let status = format!("{PSEUDONYM}; fwd={}; detail=only-if-cached", self.forward);
        visit.object(Reason::new(Question::MayAsk, detail).field("Cache-Status", status));
        false
    }

    /// The preconditions by which the upstream is asked whether what is stored is still valid (RFC 9111 §4.3.1); none if
    /// nothing is stored, or if the client brings its own.
    pub(super) fn validators(&self, visit: &Visit<'_>) -> Option<Arc<Kept>> {
        let fields = visit.request.fields();
        let own = FOR_ORIGIN.iter().chain(&OF_CLIENT).chain(&["Range"]).any(|name| fields.has(name));
        self.kept().filter(|kept| !own && kept.fields.section().has("ETag"))
    }

    /// Takes what came: keeps it if it may, or finds with it that what is stored is still valid, and then that is the answer.
    pub(super) async fn take(&self, visit: &mut Visit<'_>, validated: Option<Arc<Kept>>, reply: &mut Reply) -> Taken {
        let status = format!("{PSEUDONYM}; fwd={}; fwd-status={}", self.forward, reply.status);
        if let (Some(kept), 304) = (validated, reply.status) {
            let (told, had) = (reply.fields.section().get("ETag"), kept.fields.section().get("ETag"));
            if told.is_some() && told != had {
                return Taken::AskAgain;
            }
            let updated = updated(&kept.fields, reply.fields.section());
            let lifetime = lifetime(updated.section()).unwrap_or_default();
            let age = initial_age(reply.fields.section(), visit);
            let content = kept.content.clone();
            let kept = Kept { fields: updated, content, lifetime, age, came: visit.state.now() };
            describe(visit, &kept, &status);
            visit.body = Body::Owned(kept.content.clone());
            self.keep(visit, kept).await;
            return Taken::Valid;
        }
        let stored = match storable(visit, reply) {
            Some(lifetime) => {
                let fields = reply.fields.clone();
                let age = initial_age(fields.section(), visit);
                let content = reply.content().to_vec();
                self.keep(visit, Kept { fields, content, lifetime, age, came: visit.state.now() }).await
            }
            None => false,
        };
        reply.fields.push("Cache-Status", if stored { format!("{status}; stored") } else { status });
        Taken::PassOn
    }

    /// Keeps an answer, if there is room; if somebody else kept one meanwhile, theirs is as good.
    async fn keep(&self, visit: &Visit<'_>, kept: Kept) -> bool {
        let (store, now) = (&visit.state.store, visit.state.now());
        let key = Key::new(Kind::Answer, &self.name);
        let until = Some(now.after(KEPT));
        let value = Some(Value::Answer(Arc::new(kept)));
        // What was there may have been dropped since: then the place is free.
        let seen = store.read(key, now).await;
        store.compare_and_set(key, Expected::of(seen.as_ref()), value, until, now).await.is_ok()
    }
}

/// What became of an answer of the upstream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is the answer for the client.
    PassOn,
    /// It says that what is stored is valid, and that is the answer.
    Valid,
    /// It says so of something else.
    AskAgain,
}

/// How a request looks that asks whether what is stored is still valid.
pub(super) fn validating(kept: &Kept) -> Vec<FieldChange<'_>> {
    let fields = kept.fields.section();
    vec![("If-None-Match", fields.text("ETag")), ("If-Modified-Since", fields.text("Last-Modified"))]
}

/// Whether what is kept may be used without asking (RFC 9111 §4), under what the request asks for (§5.2.1).
fn will_do(kept: &Kept, visit: &Visit<'_>) -> bool {
    let Some(left) = kept.fresh_for(visit.now()) else { return false };
    let asked = Directives(visit.request.fields());
    let age = kept.age(visit.now());
    let young = |most| age <= Duration::from_secs(most);
    let lasting = |least| left >= Duration::from_secs(least);
    !must_validate(kept)
        && !asked.has("no-cache")
        && asked.seconds("max-age").flatten().is_none_or(young)
        && asked.seconds("min-fresh").flatten().is_none_or(lasting)
}

/// Whether the upstream wants to be asked each time (RFC 9111 §5.2.2.4).
fn must_validate(kept: &Kept) -> bool {
    Directives(kept.fields.section()).has("no-cache")
}

/// For how long an answer may be kept, if it may be kept at all (RFC 9111 §3). One that differs by fields of the request,
/// or gives no time, is not kept here, although it might be.
fn storable(visit: &Visit<'_>, reply: &Reply) -> Option<Duration> {
    let (asked, said) = (Directives(visit.request.fields()), Directives(reply.fields.section()));
    let whole = reply.is_whole() && reply.content().len() <= LARGEST;
    let shared = || ["public", "must-revalidate", "s-maxage"].iter().any(|directive| said.has(directive));
    let allowed = visit.method() == "GET"
        && reply.status == 200
        && whole
        && !asked.has("no-store")
        && !said.has("no-store")
        && !said.has("private")
        && !reply.fields.section().has("Vary")
        && (!visit.request.fields().has("Authorization") || shared());
    if allowed { lifetime(reply.fields.section()) } else { None }
}

/// How long an answer is fresh, if it says so (RFC 9111 §4.2.1); what it says wrongly is no time at all.
fn lifetime(fields: FieldSection<'_>) -> Option<Duration> {
    let said = Directives(fields);
    if let Some(stated) = said.seconds("s-maxage").or_else(|| said.seconds("max-age")) {
        return Some(Duration::from_secs(stated.unwrap_or(0)));
    }
    let date = |name| fields.text(name).and_then(seconds);
    fields.has("Expires").then(|| {
        let lasts = date("Expires").zip(date("Date")).map_or(0, |(expires, made)| expires.saturating_sub(made));
        Duration::from_secs(lasts)
    })
}

/// How old an answer is when it comes: its `Age`, and the time since the request (RFC 9111 §4.2.3). Its `Date` is not
/// heeded, since the upstream's clock stands still.
fn initial_age(fields: FieldSection<'_>, visit: &Visit<'_>) -> Duration {
    let age = fields.list("Age").next().and_then(|age| std::str::from_utf8(age).ok()?.parse().ok()).unwrap_or(0);
    Duration::from_secs(age).saturating_add(visit.state.now().since(visit.now()))
}

/// The fields of what is kept, with those of the answer that found it valid put in their places (RFC 9111 §3.2).
fn updated(kept: &Fields, told: FieldSection<'_>) -> Fields {
    let mut fields = Fields::default();
    let text = |name| std::str::from_utf8(name).unwrap_or("");
    for (name, value) in kept.section().iter() {
        if !told.has(text(name)) {
            fields.push_received(text(name), value);
        }
    }
    for (name, value) in told.iter() {
        fields.push_received(text(name), value);
    }
    fields
}

/// Gives the answer the fields of what is kept, but for its age then, and says what the cache did.
fn describe(visit: &mut Visit<'_>, kept: &Kept, status: &str) {
    for (name, value) in kept.fields.section().iter() {
        if !name.eq_ignore_ascii_case(b"Age") {
            visit.fields.push_received(std::str::from_utf8(name).unwrap_or(""), value);
        }
    }
    visit.fields.push("Cache-Status", status);
}

/// A date in seconds since 1970.
fn seconds(date: &str) -> Option<u64> {
    httpdate::parse_http_date(date).ok()?.duration_since(UNIX_EPOCH).ok().map(|passed| passed.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(lines: &[(&str, &str)]) -> Fields {
        let mut fields = Fields::default();
        for (name, value) in lines {
            fields.push_received(name, value);
        }
        fields
    }

    #[test]
    fn the_first_rule_that_fits_says_how_long_an_answer_is_fresh() {
        let made = ("Date", "Thu, 01 Jan 2026 00:00:00 GMT");
        let minute = ("Expires", "Thu, 01 Jan 2026 00:01:00 GMT");
        for (lines, seconds) in [
            (&[made][..], None),
            (&[made, ("Last-Modified", "Thu, 01 Jan 2015 00:00:00 GMT")], None),
            (&[("Cache-Control", "public")], None),
            (&[made, minute], Some(60)),
            (&[minute, ("Cache-Control", "max-age=5")], Some(5)),
            (&[minute, ("Cache-Control", "max-age=5"), ("Cache-Control", "s-maxage=\"7\"")], Some(7)),
            (&[minute, ("Cache-Control", "max-age=soon")], Some(0)),
            (&[("Cache-Control", "max-age=5, max-age=6")], Some(5)),
            // What is no date, or not later than the answer was made, is over already.
            (&[made, ("Expires", "0")], Some(0)),
            (&[minute], Some(0)),
            (&[("Date", minute.1), ("Expires", made.1)], Some(0)),
        ] {
            let stated = lifetime(fields(lines).section());
            assert_eq!(stated, seconds.map(Duration::from_secs), "{lines:?}");
        }
    }

    #[test]
    fn what_a_304_tells_takes_the_place_of_what_was_known() {
        let kept = fields(&[("Date", "then"), ("ETag", "\"a\""), ("X-Kept", "1"), ("cache-control", "max-age=1")]);
        let told =
            fields(&[("Date", "now"), ("Cache-Control", "max-age=2"), ("Cache-Control", "public"), ("X-New", "2")]);
        let expected = "ETag: \"a\"\r\nX-Kept: 1\r\nDate: now\r\nCache-Control: max-age=2\r\nCache-Control: public\r\nX-New: 2\r\n";
        assert_eq!(String::from_utf8_lossy(updated(&kept, told.section()).wire()), expected);
    }
}
