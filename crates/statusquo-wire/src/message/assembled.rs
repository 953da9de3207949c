//! A request of HTTP/2 or HTTP/3, assembled from the parts that were decoded; what it breaks is found here.

use super::bytes::{is_target, is_token, is_value, trim};
use super::{FieldSection, Framing, Line, Request, Rule, Target, Version, Violation, is_host};
use crate::Limits;
use crate::h1::framing::{Gathered, Kind};
use std::time::Instant;

/// The control data of a head (RFC 9113 §8.3.1, RFC 9114 §4.3.1), and what is known of its stream.
#[derive(Debug)]
pub(crate) struct ControlData<'c> {
    pub(crate) version: Version,
    pub(crate) method: &'c str,
    pub(crate) scheme: Option<&'c str>,
    pub(crate) authority: Option<&'c str>,
    pub(crate) path: Option<&'c str>,
    pub(crate) protocol: Option<&'c str>,
    /// The connection is secured by TLS.
    pub(crate) secure: bool,
    /// The stream ended with the head: there is no content.
    pub(crate) ended: bool,
    /// When the first octet of the head came.
    pub(crate) began: Instant,
}

/// Fields that speak of a connection (RFC 9113 §8.2.2, RFC 9114 §4.2).
pub(crate) const OF_CONNECTION: [&str; 5] =
    ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"];

/// Octets and lines that most heads have room in.
const ROOM: usize = 512;
const LINES: usize = 8;

impl Request {
    /// Lays a head out as text, with ranges into it, so that it is read like one of HTTP/1.1, and judges it.
    ///
    /// The libraries below refuse much that is malformed before it comes here; what they let pass is found here, in
    /// the order of the text. Offsets of violations count in it.
    pub(crate) fn assemble<'f>(
        data: &ControlData<'_>,
        fields: impl Iterator<Item = (&'f [u8], &'f [u8])>,
        limits: &Limits,
    ) -> Self {
        let (bytes, lines) = (Vec::with_capacity(ROOM), Vec::with_capacity(LINES));
        let mut request = Self { version: data.version, began: data.began, bytes, lines, ..Self::default() };
        let mut broken = Broken::default();
        let method = request.pseudo(":method", data.method);
        if let Some(violation) = judge_method(data.method, method.0, limits) {
            broken.note(violation);
        }
        let scheme = request.pseudo(":scheme", data.scheme);
        match data.scheme {
            Some("http") => request.plain = data.secure,
            Some("https") if data.secure => {}
            Some(_) => broken.note(Violation::head(Rule::SchemeFit, scheme.0 as usize)),
            None => {}
        }
        let authority = request.pseudo(":authority", data.authority);
        if let Some(text) = data.authority {
            request.authority = Some(text.into());
            if !is_host(text) {
                broken.note(Violation::head(Rule::HostForm, authority.0 as usize).field(b":authority"));
            }
        }
        let tunnel = data.method == "CONNECT" && data.protocol.is_none();
        let path = request.pseudo(":path", data.path);
        let at = if tunnel { authority } else { path };
        let (asked, target) = match data.protocol {
            _ if tunnel => ("CONNECT", data.authority),
            Some(_) => ("GET", data.path),
            None => (data.method, data.path),
        };
        request.line = [data.method, " ", target.unwrap_or("")].concat();
        request.method = data.method.len();
        if let Some(path) = target.filter(|path| !tunnel && path.starts_with('/')) {
            request.origin = Some(path.find('?').unwrap_or(path.len()));
        }
        let whole = match tunnel {
            true => data.path.is_none() && data.scheme.is_none() && target.is_some(),
            false => data.scheme.is_some() && target.is_some_and(|target| !target.is_empty()),
        };
        match target {
            Some(target) if whole => {
                if let Some(violation) = judge_target(asked, target, at.0, limits) {
                    broken.note(violation);
                }
            }
            _ => broken.note(Violation::head(Rule::ControlData, path.1 as usize)),
        }
        if let Some(protocol) = data.protocol {
            request.pseudo(":protocol", protocol);
            request.protocol = Some(protocol.into());
        }
        let gathered = request.lay_fields(data, fields, limits, &mut broken);
        (request.framing, request.expectation) = gathered.on_stream(data.ended);
        if data.method == "CONNECT" {
            request.framing = Framing::None;
        }
        request.host = gathered.host.unwrap_or_default();
        request.conditional = gathered.conditional;
        request.partial = gathered.partial;
        request.early_before = gathered.early_before;
        request.bytes.extend_from_slice(b"\r\n");
        request.violation = broken.0;
        request
    }

    /// Writes a line of control data, if there is such; where its value lies.
    fn pseudo<'v>(&mut self, name: &str, value: impl Into<Option<&'v str>>) -> (u32, u32) {
        let Some(value) = value.into() else { return (self.bytes.len() as u32, self.bytes.len() as u32) };
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(b": ");
        let from = self.bytes.len();
        self.bytes.extend_from_slice(value.as_bytes());
        let range = (from as u32, self.bytes.len() as u32);
        self.bytes.extend_from_slice(b"\r\n");
        range
    }

    fn lay_fields<'f>(
        &mut self,
        data: &ControlData<'_>,
        fields: impl Iterator<Item = (&'f [u8], &'f [u8])>,
        limits: &Limits,
        broken: &mut Broken,
    ) -> Gathered {
        let mut gathered = Gathered::default();
        let section = self.bytes.len();
        let mut host = None;
        for (name, value) in fields {
            // The crumbs of a Cookie belong together again (RFC 9113 §8.2.3).
            if name == b"cookie" && self.lines.last().is_some_and(|last| self.name(*last) == b"cookie") {
                self.bytes.truncate(self.bytes.len() - 2);
                self.bytes.extend_from_slice(b"; ");
                self.bytes.extend_from_slice(value);
                if let Some(last) = self.lines.last_mut() {
                    last.value.1 = self.bytes.len() as u32;
                }
                self.bytes.extend_from_slice(b"\r\n");
                continue;
            }
            let line = self.lay(name, value);
            // :authority stands for a Host line.
            if self.lines.len() + usize::from(data.authority.is_some()) > limits.lines {
                let violation = Violation::head(Rule::FieldsCount, line.name.0 as usize);
                broken.note(violation.limit(limits.lines as u64).field(name));
            }
            if self.bytes.len() - section > limits.fields {
                let violation = Violation::head(Rule::FieldsLength, section + limits.fields);
                broken.note(violation.limit(limits.fields as u64).field(name));
            }
            if let Some(violation) = judge_field(name, value, line) {
                broken.note(violation);
                continue;
            }
            if let Err(violation) = gathered.line(Kind::Request, FieldSection::new(&self.bytes, &self.lines), line) {
                broken.note(violation);
            }
            if name == b"host" {
                host = Some((trim(value), line));
            }
        }
        match (data.authority, host) {
            (Some(authority), Some((value, line))) if !same_authority(authority, value, data.scheme) => {
                broken.note(Violation::head(Rule::AuthorityOne, line.value.0 as usize).field(b"host"));
            }
            (None, None) => broken.note(Violation::head(Rule::AuthorityGiven, self.bytes.len())),
            _ => {}
        }
        gathered
    }

    /// Writes a field line.
    fn lay(&mut self, name: &[u8], value: &[u8]) -> Line {
        let from = self.bytes.len() as u32;
        self.bytes.extend_from_slice(name);
        let name = (from, self.bytes.len() as u32);
        self.bytes.extend_from_slice(b": ");
        let lead = value.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let from = self.bytes.len() + lead;
        self.bytes.extend_from_slice(value);
        let line = Line { name, value: (from as u32, (from + trim(value).len()) as u32) };
        self.lines.push(line);
        self.bytes.extend_from_slice(b"\r\n");
        line
    }

    fn name(&self, line: Line) -> &[u8] {
        &self.bytes[line.name.0 as usize..line.name.1 as usize]
    }
}

/// The violation at the earliest octet.
#[derive(Debug, Default)]
struct Broken(Option<Violation>);

impl Broken {
    fn note(&mut self, violation: Violation) {
        if self.0.as_ref().is_none_or(|first| violation.at < first.at) {
            self.0 = Some(violation);
        }
    }
}

fn judge_method(method: &str, from: u32, limits: &Limits) -> Option<Violation> {
    let from = from as usize;
    match method.bytes().position(|byte| !is_token(byte)) {
        Some(at) if at < limits.method => Some(Violation::head(Rule::MethodToken, from + at)),
        _ if method.len() > limits.method => {
            Some(Violation::head(Rule::MethodLength, from + limits.method).limit(limits.method as u64))
        }
        _ => None,
    }
}

fn judge_target(method: &str, target: &str, from: u32, limits: &Limits) -> Option<Violation> {
    let broken = |rule, at: usize| Some(Violation::head(rule, from as usize + at));
    let bytes = target.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        if at == limits.target {
            return broken(Rule::TargetLength, at).map(|violation| violation.limit(limits.target as u64));
        }
        if *byte == b'%' {
            let wrong = (1..=2).find(|next| !bytes.get(at + next).is_some_and(u8::is_ascii_hexdigit));
            if let Some(next) = wrong {
                return broken(Rule::TargetPercent, at + next);
            }
        } else if !is_target(*byte) && *byte != b'?' {
            return broken(Rule::TargetOctets, at);
        }
    }
    match Target::parse(method, target) {
        // A whole URI as :path would name an authority a second time.
        Some(Target { form: super::Form::Absolute, .. }) | None => broken(Rule::TargetForm, 0),
        Some(_) => None,
    }
}

/// What one field line breaks by itself (RFC 9113 §8.2.1, §8.2.2).
fn judge_field(name: &[u8], value: &[u8], line: Line) -> Option<Violation> {
    let in_name = |rule, at: usize| Some(Violation::head(rule, line.name.0 as usize + at));
    let in_value = |rule, at: usize| Some(Violation::head(rule, at).field(name));
    if name.is_empty() {
        return in_name(Rule::NameEmpty, 0);
    }
    if let Some(at) = name.iter().position(|byte| !is_token(*byte) || byte.is_ascii_uppercase()) {
        let rule = if is_token(name[at]) { Rule::NameCase } else { Rule::NameToken };
        return in_name(rule, at);
    }
    if OF_CONNECTION.iter().any(|field| field.as_bytes() == name) {
        return in_name(Rule::ConnectionField, 0);
    }
    let from = line.name.1 as usize + 2;
    if let Some(at) = value.iter().position(|byte| !is_value(*byte)) {
        return in_value(Rule::ValueOctets, from + at);
    }
    if trim(value).len() < value.len() {
        let leads = line.value.0 as usize > from;
        return in_value(Rule::ValueSpace, if leads { from } else { line.value.1 as usize });
    }
    if name == b"te" && !value.eq_ignore_ascii_case(b"trailers") {
        return in_value(Rule::TeTrailers, from);
    }
    None
}

/// Whether two authorities are the same but for case and the scheme's own port (RFC 9110 §4.2.3).
fn same_authority(authority: &str, host: &[u8], scheme: Option<&str>) -> bool {
    let Ok(host) = std::str::from_utf8(host) else { return false };
    let default = if scheme == Some("https") { ":443" } else { ":80" };
    let bare = |text: &str| text.strip_suffix(default).or_else(|| text.strip_suffix(':')).unwrap_or(text).to_owned();
    bare(authority).eq_ignore_ascii_case(&bare(host))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Expectation;

    fn data(method: &'static str, path: &'static str) -> ControlData<'static> {
        ControlData {
            version: Version::Http2,
            method,
            scheme: Some("http"),
            authority: Some("lab.test:8080"),
            path: Some(path),
            protocol: None,
            secure: false,
            ended: true,
            began: Instant::now(),
        }
    }

    fn assemble(data: &ControlData<'_>, fields: &[(&str, &str)]) -> Request {
        let fields = fields.iter().map(|(name, value)| (name.as_bytes(), value.as_bytes()));
        Request::assemble(data, fields, &Limits::default())
    }

    fn broken(data: &ControlData<'_>, fields: &[(&str, &str)]) -> Option<(Rule, String)> {
        let request = assemble(data, fields);
        let text = String::from_utf8_lossy(request.bytes()).into_owned();
        request.violation.map(|violation| (violation.rule, text[violation.at as usize..].chars().take(4).collect()))
    }

    #[test]
    fn a_head_is_laid_out_as_text_and_its_parts_are_found_in_it() {
        let request =
            assemble(&data("GET", "/lab/divide?by=4"), &[("accept", "*/*"), ("cookie", "a=1"), ("cookie", "b=2")]);
        assert_eq!(request.violation, None);
        assert_eq!(
            String::from_utf8_lossy(request.bytes()),
            ":method: GET\r\n:scheme: http\r\n:authority: lab.test:8080\r\n:path: /lab/divide?by=4\r\naccept: */*\r\n\
             cookie: a=1; b=2\r\n\r\n"
        );
        assert_eq!((request.method(), request.target()), ("GET", "/lab/divide?by=4"));
        assert_eq!(request.authority(), Some("lab.test:8080"));
        assert_eq!((request.fields().len(), request.fields().text("Cookie")), (2, Some("a=1; b=2")));
        assert_eq!(request.split_target().query, Some("by=4"));
        assert_eq!(request.framing, Framing::None);
    }

    #[test]
    fn framing_is_told_by_the_length_and_the_end_of_the_stream() {
        let open = || ControlData { ended: false, ..data("POST", "/") };
        assert_eq!(assemble(&open(), &[]).framing, Framing::Chunked);
        let request = assemble(&open(), &[("content-length", "7"), ("expect", "100-continue")]);
        assert_eq!((request.framing, request.expectation), (Framing::Length(7), Expectation::Continue));
    }

    #[test]
    fn connect_is_for_an_authority_and_an_extended_one_for_a_path() {
        let plain = ControlData { scheme: None, path: None, ended: false, ..data("CONNECT", "") };
        let request = assemble(&plain, &[]);
        assert_eq!((request.violation.as_ref(), request.target()), (None, "lab.test:8080"));
        let extended = ControlData { protocol: Some("websocket"), ended: false, ..data("CONNECT", "/lab/echo") };
        let request = assemble(&extended, &[]);
        assert_eq!((request.violation.as_ref(), request.protocol()), (None, Some("websocket")));
        assert_eq!((request.method(), request.split_target().path), ("CONNECT", "/lab/echo"));
        let with_path = data("CONNECT", "/lab/echo");
        assert_eq!(assemble(&with_path, &[]).violation.map(|violation| violation.rule), Some(Rule::ControlData));
    }

    #[test]
    fn what_is_broken_is_found_at_its_octet() {
        let get = || data("GET", "/");
        assert_eq!(broken(&ControlData { scheme: Some("ftp"), ..get() }, &[]), Some((Rule::SchemeFit, "ftp\r".into())));
        assert_eq!(broken(&ControlData { scheme: Some("https"), ..get() }, &[]).map(|it| it.0), Some(Rule::SchemeFit));
        assert_eq!(broken(&ControlData { scheme: Some("https"), secure: true, ..get() }, &[]), None);
        assert_eq!(broken(&ControlData { scheme: None, ..get() }, &[]).map(|it| it.0), Some(Rule::ControlData));
        assert_eq!(broken(&ControlData { path: Some(""), ..get() }, &[]).map(|it| it.0), Some(Rule::ControlData));
        let user = ControlData { authority: Some("a@b"), ..get() };
        assert_eq!(broken(&user, &[]), Some((Rule::HostForm, "a@b\r".into())));
        let none = ControlData { authority: None, ..get() };
        assert_eq!(broken(&none, &[]).map(|it| it.0), Some(Rule::AuthorityGiven));
        assert_eq!(broken(&none, &[("host", "lab.test")]), None);
        assert_eq!(broken(&data("G(T", "/"), &[]), Some((Rule::MethodToken, "(T\r\n".into())));
        assert_eq!(broken(&data("GET", "/a%2"), &[]), Some((Rule::TargetPercent, "\r\n\r\n".into())));
        assert_eq!(broken(&data("GET", "/a b"), &[]), Some((Rule::TargetOctets, " b\r\n".into())));
        assert_eq!(broken(&data("GET", "foo"), &[]), Some((Rule::TargetForm, "foo\r".into())));
        assert_eq!(broken(&data("GET", "*"), &[]), Some((Rule::TargetForm, "*\r\n\r".into())));
        assert_eq!(broken(&data("OPTIONS", "*"), &[]), None);
        let field = |name, value| broken(&get(), &[("accept", "*/*"), (name, value)]);
        assert_eq!(field("Accept", "x"), Some((Rule::NameCase, "Acce".into())));
        assert_eq!(field("a b", "x"), Some((Rule::NameToken, " b: ".into())));
        assert_eq!(field("connection", "close"), Some((Rule::ConnectionField, "conn".into())));
        assert_eq!(field("te", "gzip"), Some((Rule::TeTrailers, "gzip".into())));
        assert_eq!(field("te", "trailers"), None);
        assert_eq!(field("x", " y"), Some((Rule::ValueSpace, " y\r\n".into())));
        assert_eq!(field("x", "y\t"), Some((Rule::ValueSpace, "\t\r\n\r".into())));
        assert_eq!(field("x", "y\u{1}"), Some((Rule::ValueOctets, "\u{1}\r\n\r".into())));
        assert_eq!(field("host", "other.test"), Some((Rule::AuthorityOne, "othe".into())));
        assert_eq!(field("host", "LAB.test:8080"), None);
        assert_eq!(field("content-length", "4x"), Some((Rule::LengthDigits, "x\r\n\r".into())));
        assert_eq!(
            broken(&get(), &[("content-length", "4"), ("content-length", "4")]).map(|it| it.0),
            Some(Rule::LengthOne)
        );
        let many = vec![("x", "y"); 101];
        assert_eq!(broken(&get(), &many).map(|it| it.0), Some(Rule::FieldsCount));
        let large = "y".repeat(70_000);
        assert_eq!(broken(&get(), &[("x", &large)]).map(|it| it.0), Some(Rule::FieldsLength));
    }
}
