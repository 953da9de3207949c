//! `/status/{codes}`: a number by force, or one of several by their weights, with what such an answer must carry and what
//! httpbin's clients look for in it.

use super::call::{HTML, query};
use super::times::Times;
use super::{go, place};
use crate::chance;
use crate::reason::Reason;
use crate::settings::ServesAs;
use crate::visit::{Body, Visit};
use crate::world::echo;
use statusquo_decision::Question;

/// The methods that a client may expect; any other will do as well.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE"];

/// A request for a number.
#[derive(Debug)]
pub(crate) struct NumberVisit {
    segment: String,
}

/// What an answer with a code carries.
#[derive(Debug)]
pub(crate) struct Furniture {
    code: u16,
    pub(crate) fields: &'static [(&'static str, &'static str)],
    pub(crate) content: &'static str,
}

/// Where those redirections lead that httpbin gives a place.
const AWAY: &[(&str, &str)] = &[("Location", "/redirect/1")];

/// A table of its own: the catalog's duties judge answers, and what is judged may not come from the judge. What is not here
/// has no content, and the type that Flask gives that.
#[rustfmt::skip]
const FURNITURE: &[Furniture] = &[
    with(206, &[("Content-Range", "bytes 0-0/2"), ("Content-Type", "text/plain")], "o"),
    with(207, &[("Content-Type", "application/xml; charset=utf-8")], MULTISTATUS),
    with(226, &[("IM", "identity"), ("ETag", "\"forced\""), ("Content-Type", HTML)], ""),
    with(301, AWAY, ""),
    with(302, AWAY, ""),
    with(303, AWAY, ""),
    with(304, &[], ""),
    with(305, AWAY, ""),
    with(307, AWAY, ""),
    // httpbin sends none, and clients that follow this code too have nothing to follow (RFC 9110 §15.4.9 has a SHOULD).
    with(308, &[("Location", "/redirect/1"), ("Content-Type", HTML)], ""),
    with(401, &[("WWW-Authenticate", "Basic realm=\"Fake Realm\"")], ""),
    with(402, &[("x-more-info", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.3")], "Payment required\n"),
    with(405, &[("Allow", ""), ("Content-Type", HTML)], ""),
    with(406, &[("Content-Type", "application/json")], ACCEPTED),
    with(407, &[("Proxy-Authenticate", "Basic realm=\"Fake Realm\"")], ""),
    with(418, &[("x-more-info", "http://tools.ietf.org/html/rfc2324")], TEAPOT),
    with(426, &[("Upgrade", "websocket"), ("Connection", "upgrade"), ("Content-Type", HTML)], ""),
];

/// What some carry instead where the lab stands in go-httpbin's place. What is in neither has its type.
const OF_GO: &[Furniture] = &[
    with(300, AWAY_TO_A_PICTURE, PICTURES),
    with(308, AWAY_TO_A_PICTURE, ""),
    with(406, &[("Content-Type", go::MEDIA_TYPE)], ACCEPTED_BY_GO),
    with(418, &[("X-More-Info", "http://tools.ietf.org/html/rfc2324"), ("Content-Type", go::TEXT)], "I'm a teapot!"),
];

const AWAY_TO_A_PICTURE: &[(&str, &str)] = &[("Location", "/image/jpeg"), ("Content-Type", go::TEXT)];

const PICTURES: &str = "<!doctype html>\n<title>Several pictures</title>\n<ul>\n<li><a href=\"/image/jpeg\">jpeg</a>\n\
                        <li><a href=\"/image/png\">png</a>\n<li><a href=\"/image/svg\">svg</a>\n</ul>\n";

const ACCEPTED_BY_GO: &str = "{\n  \"message\": \"Client did not request a supported media type\",\n  \"accept\": [\n    \
                              \"image/webp\",\n    \"image/svg+xml\",\n    \"image/jpeg\",\n    \"image/png\",\n    \
                              \"image/\"\n  ]\n}\n";

/// What the interim 104 must carry.
const OFFERED: &[(&str, &str)] = &[("Upload-Draft-Interop-Version", "8"), ("Upload-Offset", "0")];

const MULTISTATUS: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<D:multistatus xmlns:D=\"DAV:\"/>\n";

const ACCEPTED: &str = "{\"message\": \"Client did not request a supported media type.\", \"accept\": \
                        [\"image/webp\", \"image/svg+xml\", \"image/jpeg\", \"image/png\", \"image/*\"]}";

const TEAPOT: &str = "
    -=[ teapot ]=-

       _
    __(_)__   ,-.
   /       \\ /_/
  |  o   o  |/
  |    -    |
   \\_______/
            short and stout
";

/// Of these fields, those without which an answer with such a code would be wrong.
const OWED: [&str; 7] = ["Allow", "Connection", "ETag", "IM", "Proxy-Authenticate", "Upgrade", "WWW-Authenticate"];

const fn with(code: u16, fields: &'static [(&'static str, &'static str)], content: &'static str) -> Furniture {
    Furniture { code, fields, content }
}

impl NumberVisit {
    pub(crate) fn new(segment: &str) -> Self {
        Self { segment: place::decoded(segment) }
    }

    /// Says which number is asked for; the table needs it before it goes on.
    pub(crate) fn admit(&self, visit: &mut Visit<'_>) {
        if visit.method() == "OPTIONS" {
            return;
        }
        visit.know(Question::NumberAsked, true);
        let code = match choose(&self.segment) {
            Ok(code) => code,
            Err(detail) => return visit.refuse(Question::NumberValid, detail),
        };
        if let Err(detail) = can_be_sent(visit, code) {
            return visit.refuse(Question::NumberValid, detail);
        }
        match Times::read(&query(visit), visit.state.settings.httpbin.delay) {
            Ok(times) if times.take(visit) => ask(visit, code),
            Ok(_) => {}
            Err((parameter, detail)) => {
                visit.object(Reason::new(Question::NumberValid, detail).member("parameter", parameter));
            }
        }
    }
}

/// Whether a code can be sent over the version of the request.
pub(crate) fn can_be_sent(visit: &Visit<'_>, code: u16) -> Result<(), String> {
    if matches!(code, 101 | 426) && visit.request.version.has_streams() {
        // Both speak of switching a connection, and 426 has to do so in a field that may not be sent here.
        let version = visit.request.version.name();
        return Err(format!("{code} is about Upgrade, which {version} does not have; ask over HTTP/1.1."));
    }
    Ok(())
}

/// Answers with a number because it is asked for, and with what belongs to it.
pub(crate) fn ask(visit: &mut Visit<'_>, code: u16) {
    if code == 101 && echo::offer(visit.request).is_err() {
        visit.object(
            Reason::new(
                Question::NumberNeedsUpgrade,
                "101 answers an offer to switch protocols; send Upgrade: websocket with its handshake.",
            )
            .field("Upgrade", "websocket")
            .field("Connection", "upgrade"),
        );
    }
    furnish(visit, code);
    visit.force(code);
}

/// The code, or one of several: `200`, `200,503`, `200:0.9,503:0.1`.
fn choose(codes: &str) -> Result<u16, String> {
    if !codes.contains(',') {
        return number(codes);
    }
    let mut choices = Vec::new();
    let mut total = 0.0;
    for choice in codes.split(',') {
        let (code, weight) = choice.split_once(':').unwrap_or((choice, "1"));
        let weight = weight
            .parse()
            .ok()
            .filter(|weight: &f64| weight.is_finite() && *weight >= 0.0)
            .ok_or_else(|| format!("The weight {weight:?} of {code:?} is not a number from 0 on."))?;
        total += weight;
        choices.push((number(code)?, total));
    }
    if !(total > 0.0 && total.is_finite()) {
        return Err("The weights of all codes together must be more than 0, and a number.".to_owned());
    }
    // As many bits as such a number has, without chance the first that has a weight.
    let drawn = chance::octets::<8>().map_or(0, u64::from_le_bytes) >> 11;
    let drawn = drawn as f64 / (1_u64 << 53) as f64 * total;
    let chosen = choices.iter().find(|(_, up_to)| drawn < *up_to).or(choices.last());
    Ok(chosen.map_or(0, |(code, _)| *code))
}

/// A code as it is written.
pub(crate) fn number(code: &str) -> Result<u16, String> {
    let digits = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| code.parse().ok()).flatten().filter(|number| (100..=599).contains(number));
    number.ok_or_else(|| format!("{code:?} is no status code: those are three digits, from 100 to 599."))
}

/// What belongs to a final answer with a code, if that is more than the type of nothing.
pub(crate) fn belonging(code: u16) -> Option<&'static Furniture> {
    FURNITURE.iter().find(|furniture| furniture.code == code)
}

/// The fields that belong to an interim answer.
pub(crate) fn belonging_to_interim(code: u16) -> &'static [(&'static str, &'static str)] {
    if code == 104 { OFFERED } else { &[] }
}

/// What an answer with a code owes whatever its content is.
pub(crate) fn owe(visit: &mut Visit<'_>, code: u16) {
    for (name, value) in
        belonging(code).iter().flat_map(|furniture| furniture.fields).filter(|(name, _)| OWED.contains(name))
    {
        visit.fields.push(name, value);
    }
}

/// Puts together what the answer carries.
pub(crate) fn furnish(visit: &mut Visit<'_>, code: u16) {
    if code < 200 {
        belonging_to_interim(code).iter().for_each(|(name, value)| visit.fields.push(name, value));
        return;
    }
    let (own, media_type) = match visit.state.settings.serves_as {
        ServesAs::GoHttpbin => (OF_GO, go::TEXT),
        ServesAs::Statusquo | ServesAs::Httpbin => (&[][..], HTML),
    };
    match own.iter().chain(FURNITURE).find(|furniture| furniture.code == code) {
        Some(furniture) => {
            furniture.fields.iter().for_each(|(name, value)| visit.fields.push(name, value));
            visit.body = Body::Owned(furniture.content.as_bytes().to_vec());
        }
        None => visit.media_type = Some(media_type.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{TEAPOT, choose};

    #[test]
    fn weights_decide_how_often_a_code_comes() {
        assert!((0..100).all(|_| choose("200:1,404:0") == Ok(200) && choose("200:0,404:1e-300") == Ok(404)));
        let drawn: Vec<u16> = (0..2000).filter_map(|_| choose("200:0.9,503:0.1").ok()).collect();
        let refused = drawn.iter().filter(|code| **code == 503).count();
        // Ten standard deviations around the 200 that are expected.
        assert!((66..334).contains(&refused), "{refused}");
        let drawn: Vec<u16> = (0..2000).filter_map(|_| choose("200,404").ok()).collect();
        assert!((776..1224).contains(&drawn.iter().filter(|code| **code == 404).count()));
    }

    #[test]
    fn what_cannot_be_chosen_from_is_said() {
        for wrong in [
            "",
            "abc",
            "99",
            "600",
            "0200",
            "+200",
            "200:0.5",
            ",",
            "200,",
            "200,abc",
            "200:x,404",
            "200:-1,404:3",
            "200:0,404:0",
            "200:1:1,404",
            "200:inf,404",
            "200:NaN,404",
            "200:1e308,404:1e308",
            "200: 1,404",
        ] {
            assert!(choose(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_teapot_is_as_long_as_it_always_was() {
        assert_eq!((TEAPOT.len(), TEAPOT.contains("-=[ teapot ]=-")), (135, true));
    }
}
