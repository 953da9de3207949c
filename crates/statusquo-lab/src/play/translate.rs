//! What bytes of HTTP/1.1 say, for versions that say it in frames: heads and content, request by request.

use super::failed::Failed;
use http::{HeaderMap, StatusCode};
use statusquo_wire::h1::{ContentReader, HeadReader, ResponseHead, ResponseReader};
use statusquo_wire::message::Form;
use statusquo_wire::{Limits, Request, Rule};

/// The reader is to break at nothing but the form: limits are the server's business.
const LIMITS: Limits = Limits { method: 1 << 20, target: 1 << 20, fields: 1 << 20, lines: 10_000, ..Limits::USUAL };

/// Fields that HTTP/2 and HTTP/3 say in other ways, or not at all (RFC 9113 §8.2.2, RFC 8441 §5).
const LEFT_OUT: [&str; 7] =
    ["Host", "Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "Upgrade", "Sec-WebSocket-Key"];

/// A head in its parts.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) method: String,
    pub(super) authority: Option<String>,
    /// The scheme of a target in absolute form, which is one for a proxy.
    pub(super) scheme: Option<&'static str>,
    /// None for CONNECT to an authority (RFC 9113 §8.5, RFC 9114 §4.4).
    pub(super) path: Option<String>,
    /// What an extended CONNECT asks for.
    pub(super) protocol: Option<&'static str>,
    pub(super) fields: Vec<(String, Vec<u8>)>,
    /// No content follows.
    pub(super) ended: bool,
}

/// The head of an answer as if it were one of HTTP/1.1, so that one judge serves all versions, and as text.
pub(super) fn answered(
    method: &str,
    status: StatusCode,
    fields: &HeaderMap,
) -> Result<(ResponseHead, Vec<u8>), Failed> {
    let mut section = Vec::new();
    for (name, value) in fields {
        section.extend_from_slice(&[name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    section.extend_from_slice(b"\r\n");
    let line = |text: String| [text.as_bytes(), &section].concat();
    let text = line(format!("HTTP/1.1 {} \r\n", status.as_u16()));
    match ResponseReader::new(method).advance(&text, &Limits::default()) {
        Ok(Some((head, _))) => Ok((head, line(format!(":status: {}\r\n", status.as_u16())))),
        Ok(None) => Err(Failed::Broken("the answer's head is not whole".to_owned())),
        Err(violation) => Err(Failed::Broken(format!("the answer is no HTTP: {violation}"))),
    }
}

/// Frames have no form for it; bytes that break a rule of HTTP/1.1 would have to be repaired for one.
fn unsayable(why: impl std::fmt::Display) -> Failed {
    Failed::Unsayable(format!("this cannot be said in frames: {why}"))
}

/// What was said, in order.
#[derive(Debug)]
pub(super) enum Said {
    Head(Head),
    /// Content of the request before, and whether it is whole with it.
    Content(Vec<u8>, bool),
}

impl Head {
    /// The head as text, a line a field.
    pub(super) fn text(&self, scheme: &str) -> Vec<u8> {
        let mut text = format!(":method: {}\r\n", self.method).into_bytes();
        if self.path.is_some() {
            text.extend_from_slice(format!(":scheme: {}\r\n", self.scheme.unwrap_or(scheme)).as_bytes());
        }
        if let Some(authority) = &self.authority {
            text.extend_from_slice(format!(":authority: {authority}\r\n").as_bytes());
        }
        if let Some(path) = &self.path {
            text.extend_from_slice(format!(":path: {path}\r\n").as_bytes());
        }
        if let Some(protocol) = self.protocol {
            text.extend_from_slice(format!(":protocol: {protocol}\r\n").as_bytes());
        }
        for (name, value) in &self.fields {
            text.extend_from_slice(&[name.as_bytes(), b": ", value, b"\r\n"].concat());
        }
        text.extend_from_slice(b"\r\n");
        text
    }

    fn of(request: &Request) -> Self {
        let fields = request.fields();
        let upgrades = fields.lists("Upgrade", "websocket");
        let target = request.split_target();
        let path = match (target.path, target.query) {
            _ if target.form == Form::Authority => None,
            ("", _) => Some(request.target().to_owned()),
            (path, Some(query)) => Some(format!("{path}?{query}")),
            (path, None) => Some(path.to_owned()),
        };
        let scheme = (target.form == Form::Absolute).then_some(if target.secure { "https" } else { "http" });
        let kept = fields.iter().filter_map(|(name, value)| {
            let name = String::from_utf8_lossy(name).to_ascii_lowercase();
            let left_out = LEFT_OUT.iter().any(|field| field.eq_ignore_ascii_case(&name));
            (!left_out).then(|| (name, value.to_vec()))
        });
        Self {
            method: if upgrades { "CONNECT".to_owned() } else { request.method().to_owned() },
            authority: request.authority().map(str::to_owned),
            scheme,
            path,
            protocol: upgrades.then_some("websocket"),
            fields: kept.collect(),
            ended: false,
        }
    }
}

/// Reads the bytes of one connection.
#[derive(Debug, Default)]
pub(super) struct Translator {
    left: Vec<u8>,
    content: Option<ContentReader>,
}

impl Translator {
    /// That no head is left half said: one goes whole or not at all.
    pub(super) fn ends(&self) -> Result<(), Failed> {
        match &self.content {
            None if !self.left.is_empty() => Err(unsayable("a head goes whole, and this one does not end")),
            _ => Ok(()),
        }
    }

    /// What the bytes say, together with those that came before and said nothing yet.
    pub(super) fn read(&mut self, bytes: &[u8]) -> Result<Vec<Said>, Failed> {
        self.left.extend_from_slice(bytes);
        let mut said = Vec::new();
        loop {
            if let Some(reader) = &mut self.content {
                let mut data = Vec::new();
                let progress =
                    reader.advance(&self.left, &LIMITS, |piece| data.extend_from_slice(piece)).map_err(unsayable)?;
                self.left.drain(..progress.used);
                if !data.is_empty() || progress.done {
                    said.push(Said::Content(data, progress.done));
                }
                if !progress.done {
                    return Ok(said);
                }
                self.content = None;
            }
            let (mut reader, mut request) = (HeadReader::default(), Request::default());
            let Some(used) = reader.advance(&self.left, &LIMITS, &mut request) else { return Ok(said) };
            match &request.violation {
                // A request without a Host is a request without an :authority.
                Some(violation) if violation.rule == Rule::HostOne && used == self.left.len() => {}
                Some(violation) => return Err(unsayable(violation)),
                None => {}
            }
            self.left.drain(..used);
            let reader = ContentReader::new(request.framing);
            let head = Head::of(&request);
            let tunnels = request.upgrade || head.path.is_none();
            let head = Head { ended: reader.is_done() && !tunnels, ..head };
            said.push(Said::Head(head));
            if !reader.is_done() {
                self.content = Some(reader);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_content_are_said_once_they_are_whole_however_the_steps_cut_them() {
        let mut translator = Translator::default();
        assert!(translator.ends().is_ok());
        assert!(translator.read(b"POST /a?b HTTP/1.1\r\nHost: lab\r\n").unwrap().is_empty());
        assert!(translator.ends().is_err(), "half a head");
        let said = translator.read(b"Connection: close\r\nContent-Length: 4\r\nX: y\r\n\r\nab").unwrap();
        let [Said::Head(head), Said::Content(first, false)] = &said[..] else { panic!("{said:?}") };
        let expected =
            ":method: POST\r\n:scheme: http\r\n:authority: lab\r\n:path: /a?b\r\ncontent-length: 4\r\nx: y\r\n\r\n";
        assert_eq!((String::from_utf8_lossy(&head.text("http")).as_ref(), head.ended), (expected, false));
        assert_eq!(first, b"ab");
        assert!(translator.ends().is_ok(), "half a content can be said");
        let said = translator.read(b"cdGET / HTTP/1.1\r\n\r\n").unwrap();
        let [Said::Content(rest, true), Said::Head(next)] = &said[..] else { panic!("{said:?}") };
        assert_eq!((&rest[..], next.authority.as_deref(), next.ended), (&b"cd"[..], None, true));
        assert!(matches!(translator.read(b"GET / HTTP/2.0\r\n"), Err(Failed::Unsayable(_))));
    }

    #[test]
    fn half_a_head_is_nothing_to_say_and_half_a_content_is() {
        let end = |bytes: &[u8]| {
            let mut translator = Translator::default();
            translator.read(bytes).unwrap();
            translator.ends()
        };
        assert!(matches!(end(b"GET / HTTP/1.1\r\nHost: la"), Err(Failed::Unsayable(_))));
        assert!(end(b"GET / HTTP/1.1\r\nHost: lab\r\n\r\n").is_ok());
        assert!(end(b"POST / HTTP/1.1\r\nHost: lab\r\nContent-Length: 4\r\n\r\nab").is_ok());
    }

    #[test]
    fn a_target_for_a_proxy_keeps_its_scheme_and_connect_has_neither_that_nor_a_path() {
        let text = |bytes: &[u8]| match &Translator::default().read(bytes).unwrap()[..] {
            [Said::Head(head)] => (String::from_utf8(head.text("https")).unwrap(), head.ended),
            other => panic!("{other:?}"),
        };
        let absolute = b"GET http://a.test/b?c HTTP/1.1\r\nHost: a.test\r\n\r\n";
        let expected = ":method: GET\r\n:scheme: http\r\n:authority: a.test\r\n:path: /b?c\r\n\r\n";
        assert_eq!(text(absolute), (expected.into(), true));
        let connect = b"CONNECT a.test:443 HTTP/1.1\r\nHost: a.test\r\n\r\n";
        assert_eq!(text(connect), (":method: CONNECT\r\n:authority: a.test:443\r\n\r\n".into(), false));
    }

    #[test]
    fn an_offer_to_switch_is_an_extended_connect() {
        let bytes = b"GET /lab/echo HTTP/1.1\r\nHost: lab\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                      Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        let said = Translator::default().read(bytes).unwrap();
        let [Said::Head(head)] = &said[..] else { panic!("{said:?}") };
        let expected = ":method: CONNECT\r\n:scheme: http\r\n:authority: lab\r\n:path: /lab/echo\r\n\
                        :protocol: websocket\r\nsec-websocket-version: 13\r\n\r\n";
        assert_eq!((String::from_utf8_lossy(&head.text("http")).as_ref(), head.ended), (expected, false));
    }
}
