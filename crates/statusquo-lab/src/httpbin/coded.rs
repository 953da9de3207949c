//! Routes whose answers have a content coding: `/gzip` and its like whatever the client takes, `/content-coding` the one that it
//! likes best.

use super::call::{Call, say};
use super::json::Json;
use super::requests;
use super::shape::Shape;
use crate::form::accept_encoding::{Preferred, preferred};
use crate::form::coding::{Coding, MOST};
use crate::reason::Reason;
use crate::visit::Visit;
use statusquo_decision::Question;

/// `/gzip`.
pub(crate) fn gzip(visit: &mut Visit<'_>, _: &Call) {
    always(visit, Coding::Gzip, "gzipped");
}

/// `/deflate`.
pub(crate) fn deflate(visit: &mut Visit<'_>, _: &Call) {
    always(visit, Coding::Deflate, "deflated");
}

/// `/brotli`.
pub(crate) fn brotli(visit: &mut Visit<'_>, _: &Call) {
    always(visit, Coding::Brotli, "brotli");
}

/// `/zstd`, which httpbin does not have.
pub(crate) fn zstd(visit: &mut Visit<'_>, _: &Call) {
    always(visit, Coding::Zstd, "zstd");
}

/// Shows the request in one coding, and says in a member of this name that it does.
fn always(visit: &mut Visit<'_>, coding: Coding, name: &'static str) {
    let shape = Shape::of(visit);
    let shown = Json::object([
        (name, true.into()),
        ("headers", (shape.headers)(visit)),
        ("method", visit.shown_method().into()),
        ("origin", (shape.origin)(visit)),
    ]);
    say(visit, &shown);
    visit.encode(coding);
}

/// Whether there is any coding at all that the client takes.
pub(crate) fn find(visit: &mut Visit<'_>, _: &Call) {
    if preferred(visit.request.fields()) == Preferred::Nothing {
        let codings = Coding::ALL.map(Coding::name);
        let detail =
            format!("Accept-Encoding rules out identity, and every coding that there is here: {}.", codings.join(", "));
        visit.know(Question::ChoiceMade, false);
        visit.reasons.push(
            Reason::new(Question::SeveralSuit, detail)
                .member("codings", [&codings[..], &["identity"]].concat())
                .field("Vary", "Accept-Encoding"),
        );
    }
}

/// `/content-coding`: all that `/anything` shows, in the coding that is preferred, with its name and why it is that one.
pub(crate) fn negotiate(visit: &mut Visit<'_>, call: &Call) {
    visit.fields.push("Vary", "Accept-Encoding");
    let (coding, why) = match preferred(visit.request.fields()) {
        Preferred::Coded(coding, _) => (Some(coding), "Accept-Encoding prefers it"),
        Preferred::Plain(why) => (None, why),
        Preferred::Nothing => (None, "Accept-Encoding takes nothing"),
    };
    show(visit, call, coding, why);
    if let Some(coding) = coding {
        if visit.body.bytes().len() > MOST {
            let why = format!("the content is longer than {MOST} octets, the most that is coded here");
            return show(visit, call, None, &why);
        }
        visit.encode(coding);
    }
}

fn show(visit: &mut Visit<'_>, call: &Call, coding: Option<Coding>, why: &str) {
    let said = [
        ("method", visit.shown_method().into()),
        ("coding", coding.map_or("identity", Coding::name).into()),
        ("why", why.into()),
    ];
    let shown = Json::object(requests::everything(visit, call).chain(said));
    say(visit, &shown);
}
