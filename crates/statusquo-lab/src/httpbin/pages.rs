//! Pages that are the same for everybody, in each form that clients are tried with: text, HTML, JSON, XML, a form to fill in.

use super::call::{Call, HTML, say};
use super::json::Json;
use crate::visit::Visit;

/// `/robots.txt`: robots are asked to stay away from one place.
pub(crate) fn robots(visit: &mut Visit<'_>, _: &Call) {
    visit.say("text/plain", "User-agent: *\nDisallow: /deny\n");
}

/// `/deny`: that place.
pub(crate) fn denied(visit: &mut Visit<'_>, _: &Call) {
    visit.say("text/plain", include_str!("pages/denied.txt"));
}

/// `/html`: how Moby-Dick begins (Herman Melville, 1851), as many octets as the page that clients know.
pub(crate) fn novel(visit: &mut Visit<'_>, _: &Call) {
    visit.say(HTML, include_str!("pages/moby_dick.html"));
}

/// `/encoding/utf8`: characters of every length.
pub(crate) fn utf8(visit: &mut Visit<'_>, _: &Call) {
    visit.say(HTML, include_str!("pages/utf8.html"));
}

/// `/forms/post`: a form, whose content `/post` shows.
pub(crate) fn form(visit: &mut Visit<'_>, _: &Call) {
    visit.say(HTML, include_str!("pages/form.html"));
}

/// `/xml`: the slides of `/json` in XML.
pub(crate) fn slides_in_xml(visit: &mut Visit<'_>, _: &Call) {
    visit.say("application/xml", include_str!("pages/slideshow.xml"));
}

/// `/json`: slides.
pub(crate) fn slides(visit: &mut Visit<'_>, _: &Call) {
    let items = ["Why <em>WonderWidgets</em> are great", "Who <em>buys</em> WonderWidgets"];
    let items = Json::List(items.map(Json::from).to_vec());
    let slides = vec![
        Json::object([("title", "Wake up to WonderWidgets!".into()), ("type", "all".into())]),
        Json::object([("title", "Overview".into()), ("type", "all".into()), ("items", items)]),
    ];
    let show = Json::object([
        ("author", "Yours Truly".into()),
        ("date", "date of publication".into()),
        ("slides", Json::List(slides)),
        ("title", "Sample Slide Show".into()),
    ]);
    say(visit, &Json::object([("slideshow", show)]));
}
