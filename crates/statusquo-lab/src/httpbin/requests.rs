//! Routes that show the request: `/get`, `/post`, `/anything` and what is like them.

use super::call::{Call, say};
use super::json::Json;
use super::shape::Shape;
use crate::chance;
use crate::form::hexadecimal;
use crate::visit::Visit;

/// `/get`: what GET has to show.
pub(crate) fn get(visit: &mut Visit<'_>, _: &Call) {
    let shown = Json::object(seen(visit));
    say(visit, &shown);
}

/// `/post` and its like: the content too.
pub(crate) fn content(visit: &mut Visit<'_>, call: &Call) {
    let shown = Json::object(everything(visit, call));
    say(visit, &shown);
}

/// `/anything`: the method too.
pub(crate) fn anything(visit: &mut Visit<'_>, call: &Call) {
    let method = ("method", visit.shown_method().into());
    let shown = Json::object(everything(visit, call).chain([method]));
    say(visit, &shown);
}

/// What a request has, its content too.
pub(crate) fn everything(visit: &Visit<'_>, call: &Call) -> impl Iterator<Item = (&'static str, Json)> {
    seen(visit).into_iter().chain(brought(call))
}

/// What every request has.
pub(crate) fn seen(visit: &Visit<'_>) -> [(&'static str, Json); 4] {
    let shape = Shape::of(visit);
    [
        ("args", (shape.args)(visit)),
        ("headers", (shape.headers)(visit)),
        ("origin", (shape.origin)(visit)),
        ("url", (shape.url)(visit)),
    ]
}

/// What a content came to.
pub(crate) fn brought(call: &Call) -> [(&'static str, Json); 4] {
    let sent = &call.sent;
    [
        ("data", sent.data.clone()),
        ("files", sent.files.clone()),
        ("form", sent.form.clone()),
        ("json", sent.json.clone()),
    ]
}

/// `/headers`.
pub(crate) fn headers(visit: &mut Visit<'_>, _: &Call) {
    let shown = Json::object([("headers", (Shape::of(visit).headers)(visit))]);
    say(visit, &shown);
}

/// `/ip`.
pub(crate) fn ip(visit: &mut Visit<'_>, _: &Call) {
    let shown = Json::object([("origin", (Shape::of(visit).origin)(visit))]);
    say(visit, &shown);
}

/// `/user-agent`.
pub(crate) fn user_agent(visit: &mut Visit<'_>, _: &Call) {
    let agent = (Shape::of(visit).user_agent)(visit);
    say(visit, &Json::object([("user-agent", agent)]));
}

/// `/uuid`: one of version 4 (RFC 9562 §5.4).
pub(crate) fn uuid(visit: &mut Visit<'_>, _: &Call) {
    let Some(mut octets) = chance::octets::<16>() else { return chance::refuse(visit) };
    octets[6] = octets[6] & 0x0f | 0x40;
    octets[8] = octets[8] & 0x3f | 0x80;
    let groups = [&octets[..4], &octets[4..6], &octets[6..8], &octets[8..10], &octets[10..]];
    let uuid = groups.map(hexadecimal).join("-");
    say(visit, &Json::object([("uuid", uuid.into())]));
}
