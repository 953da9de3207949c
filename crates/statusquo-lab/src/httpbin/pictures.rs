//! The same picture in several formats: by its own address each, or chosen by `Accept`.

use super::call::Call;
use super::headers::value;
use crate::reason::Reason;
use crate::visit::Visit;
use statusquo_decision::Question;

/// The picture in one format.
struct Picture {
    media_type: &'static str,
    octets: &'static [u8],
}

const WEBP: Picture = Picture { media_type: "image/webp", octets: include_bytes!("pictures/lighthouse.webp") };
const SVG: Picture = Picture { media_type: "image/svg+xml", octets: include_bytes!("pictures/lighthouse.svg") };
const JPEG: Picture = Picture { media_type: "image/jpeg", octets: include_bytes!("pictures/lighthouse.jpg") };
const PNG: Picture = Picture { media_type: "image/png", octets: include_bytes!("pictures/lighthouse.png") };
const AVIF: Picture = Picture { media_type: "image/avif", octets: include_bytes!("pictures/lighthouse.avif") };
const ICON: Picture =
    Picture { media_type: "image/vnd.microsoft.icon", octets: include_bytes!("pictures/lighthouse.ico") };

/// What `Accept` may name, and what is sent if it does: the first that it names, wherever and with whatever weight. So httpbin
/// chooses, and so `*/*` gets none.
const CHOICES: [(&str, Picture); 5] =
    [(WEBP.media_type, WEBP), (SVG.media_type, SVG), (JPEG.media_type, JPEG), (PNG.media_type, PNG), ("image/*", PNG)];

fn choice(visit: &Visit<'_>) -> Option<&'static Picture> {
    let Some(accept) = value(visit.request.fields(), "Accept") else { return Some(&PNG) };
    let accept = accept.to_ascii_lowercase();
    CHOICES.iter().find(|(name, _)| accept.contains(name)).map(|(_, picture)| picture)
}

/// `/image`: whether there is one that `Accept` names.
pub(crate) fn choose(visit: &mut Visit<'_>, _: &Call) {
    if choice(visit).is_none() {
        let accept = CHOICES.map(|(name, _)| name);
        let detail = format!("Accept names no format of the picture. Those that there are: {}.", accept.join(", "));
        visit.know(Question::ChoiceMade, false);
        visit.reasons.push(Reason::new(Question::SeveralSuit, detail).member("accept", accept.to_vec()));
    }
}

/// `/image`: the one that was chosen.
pub(crate) fn chosen(visit: &mut Visit<'_>, _: &Call) {
    if let Some(picture) = choice(visit) {
        visit.fields.push("Vary", "Accept");
        show(visit, picture);
    }
}

fn show(visit: &mut Visit<'_>, picture: &Picture) {
    visit.say(picture.media_type, picture.octets);
}

/// `/image/webp`.
pub(crate) fn webp(visit: &mut Visit<'_>, _: &Call) {
    show(visit, &WEBP);
}

/// `/image/svg`.
pub(crate) fn svg(visit: &mut Visit<'_>, _: &Call) {
    show(visit, &SVG);
}

/// `/image/jpeg`.
pub(crate) fn jpeg(visit: &mut Visit<'_>, _: &Call) {
    show(visit, &JPEG);
}

/// `/image/png`.
pub(crate) fn png(visit: &mut Visit<'_>, _: &Call) {
    show(visit, &PNG);
}

/// `/image/avif`, which httpbin does not have, and which `/image` does not choose for that reason.
pub(crate) fn avif(visit: &mut Visit<'_>, _: &Call) {
    show(visit, &AVIF);
}

/// `/static/favicon.ico`.
pub(crate) fn icon(visit: &mut Visit<'_>, _: &Call) {
    show(visit, &ICON);
}
