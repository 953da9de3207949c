//! What the store holds from the start.

use super::dav::{Body, Path, Resource, SHARE, Share};
use super::document::{Document, Representation, State};
use super::moment::Moment;
use super::user::{self, User};
use super::variants::{Draft, Planned, VariantList};
use super::{Kind, Store, Value, address};
use statusquo_wire::Clock;
use std::sync::Arc;
use std::time::SystemTime;

/// Puts it all in its place.
pub(crate) fn furnish(store: &Store, clock: Clock) {
    documents(store, clock);
    users(store, clock);
    variants(store, clock);
    share(store, clock);
}

/// The documents that are there from the start.
fn documents(store: &Store, clock: Clock) {
    let welcome = b"Welcome to the lab: every code here has a real cause.\n".to_vec();
    let held = Representation::after(None, welcome, "text/plain; charset=utf-8".into(), clock.seconds());
    let inbox = b"Nobody has written yet.\n".to_vec();
    let inbox = Representation::after(None, inbox, "text/plain; charset=utf-8".into(), clock.seconds());
    let moved = |to: &str, permanent, keeps_method| State::Moved {
        to: to.into(),
        permanent,
        keeps_method,
        until: None,
        before: None,
    };
    for (name, state) in [
        ("welcome", State::Present(held)),
        ("old-welcome", moved("welcome", true, false)),
        ("welcome-today", moved("welcome", false, false)),
        ("inbox", State::Present(inbox)),
        ("old-inbox", moved("inbox", true, true)),
        ("inbox-today", moved("inbox", false, true)),
        ("banned", State::Banned),
    ] {
        store.furnish(Kind::Document, name, Value::Document(Arc::new(Document { version: 1, state })));
    }
    let plan = b"The plan that we all work on: read it before you change it.\n".to_vec();
    let state = State::Present(Representation::new(1, plan, "text/plain; charset=utf-8".into(), clock.seconds()));
    store.furnish(Kind::Guarded, "plan", Value::Document(Arc::new(Document { version: 1, state })));
}

/// A greeting in three languages and two types, and a list that is made wrongly: its one variant is the list itself.
fn variants(store: &Store, clock: Clock) {
    let draft = |name: &str, media_type: &str, language: &str, content| Draft {
        name: name.into(),
        media_type: media_type.into(),
        language: Some(language.into()),
        content,
    };
    let greetings = [
        ("en.txt", "text/plain", "en", "Hello!\n"),
        (
            "en.html",
            "text/html",
            "en",
            "<!doctype html>\n<html lang=\"en\"><title>Greeting</title><p>Hello!</p></html>\n",
        ),
        ("de.txt", "text/plain", "de", "Guten Tag!\n"),
        (
            "de.html",
            "text/html",
            "de",
            "<!doctype html>\n<html lang=\"de\"><title>Gruß</title><p>Guten Tag!</p></html>\n",
        ),
        ("fr.txt", "text/plain", "fr", "Bonjour !\n"),
    ];
    let greeting = greetings
        .map(|(name, media_type, language, text)| draft(name, media_type, language, Planned::Text(text.into())));
    let mirror = [draft("again", "text/plain", "en", Planned::List("mirror".into()))];
    for (name, drafts) in [("greeting", &greeting[..]), ("mirror", &mirror[..])] {
        store.furnish(Kind::Variants, name, Value::Variants(VariantList::new(1, drafts, clock.seconds())));
    }
}

/// The user that is there from the start.
fn users(store: &Store, clock: Clock) {
    let (name, email) = ("Grace".to_owned(), "grace@example.test".to_owned());
    address::furnish(store, &email, 1);
    let user = User { id: 1, name, email, age: None, version: 1, modified: clock.seconds() };
    store.furnish(Kind::User, "1", Value::User(Arc::new(user)));
    store.furnish(Kind::Counter, user::COUNTER, Value::Counter(1));
}

/// The most octets in the collection that is soon full.
const CLOSET: u64 = 100;

/// The WebDAV share: a file, and a collection that little fits into.
fn share(store: &Store, clock: Clock) {
    let now = clock.seconds();
    let birth = match clock {
        Clock::Fixed(seconds) => seconds * 1_000_000,
        Clock::System => Moment::of(SystemTime::now()).since(Moment::FIRST).as_micros() as u64,
    };
    let mut share = Share::new(birth, now);
    let root = share.find(&Path::default()).unwrap_or_default();
    let note = b"A note in the share: lock it, move it, describe it.\n".to_vec();
    let held = Representation::new(1, note, "text/plain; charset=utf-8".into(), now);
    share.add(root, "note", Resource::new(Body::File(held), now), now);
    share.add(root, "closet", Resource { quota: Some(CLOSET), ..Resource::collection(now) }, now);
    share.tidy(Moment::FIRST);
    store.furnish(Kind::Dav, SHARE, Value::Share(Arc::new(share)));
}
