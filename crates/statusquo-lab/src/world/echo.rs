//! The WebSocket echo (RFC 6455): the offer to switch to it is judged here; 101 and 426 have their causes.

mod bounds;
mod conversation;

pub(crate) use bounds::Bounds;
pub(crate) use conversation::run;

use crate::reason::Reason;
use crate::visit::Visit;
use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use statusquo_decision::Question;
use statusquo_wire::{Fields, Framing, Request, Version};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

/// The methods of the echo: where streams share a connection there is no switching (RFC 9113 §8.6), and CONNECT with
/// `:protocol` takes the place of GET (RFC 8441 §5). In HTTP/3 (RFC 9220) the crate below knows no `websocket`, so there is
/// nothing to be offered.
pub(crate) fn methods(version: Version) -> &'static [&'static str] {
    match version {
        Version::Http10 | Version::Http11 => &["GET", "OPTIONS"],
        Version::Http2 => &["CONNECT", "OPTIONS"],
        Version::Http3 => &["OPTIONS"],
    }
}

/// The one protocol that CONNECT may ask for.
pub(crate) const PROTOCOL: &str = "websocket";

/// The one version of the protocol (RFC 6455).
const VERSION: &str = "13";

/// The RFC's own example of a key ends in bits that belong to no octet (RFC 6455), so those are let through.
const KEY: GeneralPurpose =
    GeneralPurpose::new(&base64::alphabet::STANDARD, GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true));

/// A request for an echo.
#[derive(Debug, Default)]
pub(crate) struct EchoVisit {
    /// The query may say how long messages are.
    by_query: bool,
    pub(crate) bounds: Bounds,
}

impl EchoVisit {
    /// One whose lengths the query may say.
    pub(crate) fn by_query() -> Self {
        Self { by_query: true, ..Self::default() }
    }

    /// Makes known what there is to say of the offer, and of the lengths.
    pub(crate) fn find(&mut self, visit: &mut Visit<'_>) {
        find(visit);
        if self.by_query {
            match Bounds::asked(visit.target.query) {
                Ok(bounds) => self.bounds = bounds,
                Err(reason) => visit.object(reason),
            }
        }
    }
}

/// The key of a well-formed offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key(String);

impl Key {
    /// The fields of the answer that takes the offer up. No extension and no subprotocol is ever chosen.
    pub(crate) fn accept(&self, fields: &mut Fields) {
        fields.push("Upgrade", "websocket");
        fields.push("Connection", "Upgrade");
        fields.push("Sec-WebSocket-Accept", derive_accept_key(self.0.as_bytes()));
    }
}

/// Why an offer is not taken up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// There is none.
    NotOffered,
    /// It is for another version of the protocol.
    Version,
    /// It breaks a rule of the handshake.
    Malformed(String),
}

/// Judges whether a request offers to switch to WebSocket (RFC 6455).
pub(crate) fn offer(request: &Request) -> Result<Key, Refusal> {
    let fields = request.fields();
    let switches = request.version >= Version::Http11
        && fields.lists("Connection", "upgrade")
        && fields.lists("Upgrade", "websocket");
    if request.method() != "GET" || !switches {
        return Err(Refusal::NotOffered);
    }
    let malformed = |words: &str| Err(Refusal::Malformed(words.to_owned()));
    let mut versions = fields.all("Sec-WebSocket-Version");
    if versions.next() != Some(VERSION.as_bytes()) {
        return Err(Refusal::Version);
    }
    if versions.next().is_some() {
        return malformed("Sec-WebSocket-Version is there more than once.");
    }
    // The octets of a content would be read as frames.
    if !matches!(request.framing, Framing::None | Framing::Length(0)) {
        return malformed("The request brings content; a handshake has none.");
    }
    let mut keys = fields.all("Sec-WebSocket-Key");
    match (keys.next(), keys.next()) {
        (None, _) => malformed("Sec-WebSocket-Key is missing."),
        (Some(_), Some(_)) => malformed("Sec-WebSocket-Key is there more than once."),
        (Some(key), None) => match (KEY.decode(key), std::str::from_utf8(key)) {
            (Ok(octets), Ok(key)) if octets.len() == 16 => Ok(Key(key.to_owned())),
            (Ok(octets), _) => {
                let words = format!("Sec-WebSocket-Key is the base64 of {} octets; it has to be of 16.", octets.len());
                Err(Refusal::Malformed(words))
            }
            (Err(_), _) => malformed("Sec-WebSocket-Key is not base64; it has to be the base64 of 16 octets."),
        },
    }
}

/// Makes known what there is to say of the offer.
fn find(visit: &mut Visit<'_>) {
    visit.know(Question::UpgradeNeeded, true);
    if visit.request.version.has_streams() {
        return find_tunnel(visit);
    }
    let reason = match offer(visit.request) {
        Ok(_) => return,
        Err(Refusal::NotOffered) => upgrade(Reason::new(
            Question::UpgradeOffered,
            "This resource speaks WebSocket alone; offer it with GET over HTTP/1.1, Connection: upgrade and Upgrade: websocket.",
        )),
        Err(Refusal::Version) => {
            let detail = format!("Sec-WebSocket-Version is not {VERSION}, the one version that is spoken here.");
            upgrade(Reason::new(Question::UpgradeVersionKnown, detail)).field("Sec-WebSocket-Version", VERSION)
        }
        Err(Refusal::Malformed(words)) => Reason::new(Question::UpgradeValid, words),
    };
    visit.object(reason);
}

/// The same for an extended CONNECT, which has neither key nor `Upgrade` (RFC 8441 §5); so a wrong version is not 426 here.
fn find_tunnel(visit: &mut Visit<'_>) {
    let mut versions = visit.request.fields().all("Sec-WebSocket-Version");
    if (versions.next(), versions.next()) != (Some(VERSION.as_bytes()), None) {
        let detail = format!("Sec-WebSocket-Version is not {VERSION}, the one version that is spoken here.");
        visit.object(Reason::new(Question::UpgradeValid, detail).field("Sec-WebSocket-Version", VERSION));
    }
}

/// Says which protocol a client should offer (RFC 9110 §15.5.22).
fn upgrade(reason: Reason) -> Reason {
    reason.field("Upgrade", "websocket").field("Connection", "upgrade")
}

/// Takes the offer up.
pub(crate) fn perform(visit: &mut Visit<'_>) {
    if visit.request.protocol().is_some() {
        visit.tunnels = true;
        return;
    }
    if let Ok(key) = offer(visit.request) {
        key.accept(&mut visit.fields);
        visit.know(Question::Switches, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_wire::Limits;
    use statusquo_wire::h1::HeadReader;

    fn judge(line: &str, fields: &[&str]) -> Result<Key, Refusal> {
        let head = format!("{line}\r\nHost: a\r\n{}\r\n\r\n", fields.join("\r\n"));
        let mut request = Request::default();
        HeadReader::default().advance(head.as_bytes(), &Limits::default(), &mut request).unwrap();
        assert_eq!(request.violation, None);
        offer(&request)
    }

    #[test]
    fn an_offer_is_taken_up_only_when_it_is_one_is_of_this_version_and_is_well_formed() {
        let get = "GET /lab/echo HTTP/1.1";
        let connection = "Connection: keep-alive, UPGRADE";
        let version = "Sec-WebSocket-Version: 13";
        let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        let whole = [connection, "Upgrade: h2c, WebSocket", version, key];
        let mut fields = Fields::default();
        judge(get, &whole).unwrap().accept(&mut fields);
        // The pair that RFC 6455 gives as its example.
        assert_eq!(fields.section().get("Sec-WebSocket-Accept"), Some(&b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="[..]));
        let section_4_1 = "Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEC==";
        assert!(judge(get, &[connection, "Upgrade: websocket", version, section_4_1]).is_ok());
        for line in ["GET / HTTP/1.0", "HEAD / HTTP/1.1", "POST / HTTP/1.1"] {
            assert_eq!(judge(line, &whole), Err(Refusal::NotOffered), "{line}");
        }
        for without in [0, 1] {
            let mut fields = whole.to_vec();
            fields.remove(without);
            assert_eq!(judge(get, &fields), Err(Refusal::NotOffered), "{fields:?}");
        }
        for other in ["X: y", "Sec-WebSocket-Version: 8", "Sec-WebSocket-Version: 13, 8", "Sec-WebSocket-Version: 013"]
        {
            let fields = [connection, "Upgrade: websocket", other, key];
            assert_eq!(judge(get, &fields), Err(Refusal::Version), "{other}");
        }
        let malformed: [&[&str]; 8] = [
            &[version],
            &[version, key, version],
            &[version, key, key],
            &[version, key, "Content-Length: 1"],
            &[version, key, "Transfer-Encoding: chunked"],
            &[version, "Sec-WebSocket-Key:"],
            &[version, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ"],
            &[version, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSE="],
        ];
        for rest in malformed {
            let fields = [&[connection, "Upgrade: websocket"], rest].concat();
            assert!(matches!(judge(get, &fields), Err(Refusal::Malformed(_))), "{rest:?}");
        }
    }
}
