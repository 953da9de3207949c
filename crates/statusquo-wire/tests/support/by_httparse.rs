//! httparse beside us: heads octet for octet, chunk sizes, and the table of what it sees otherwise.

use super::invariants::content;
use super::oracle::{Exceptions, Stricter};
use super::ours::{End, Message, Seen};
use httparse::{EMPTY_HEADER, Request, Response, Status};
use statusquo_wire::h1::ResponseHead;
use statusquo_wire::message::FieldSection;
use statusquo_wire::{Framing, Limits, Rule, Version, Violation};

/// What httparse may see otherwise in requests.
pub(crate) fn exceptions() -> Exceptions {
    Exceptions::new("httparse", STRICTER, LAXER)
}

/// What httparse may see otherwise in responses.
pub(crate) fn response_exceptions() -> Exceptions {
    Exceptions::new("httparse (responses)", &[], RESPONSE_LAXER)
}

const STRICTER: &[Stricter] = &[Stricter {
    name: "a later minor version",
    applies: Message::is_of_later_version,
    otherwise: false,
    says: "RFC 9110 §2.5: SHOULD process the message as if it were in the highest minor version within that major \
           version to which the recipient is conformant",
}];

const LAXER: &[Rule] = &[
    Rule::LineEnd,
    Rule::EmptyLines,
    Rule::MethodLength,
    Rule::TargetLength,
    Rule::TargetForm,
    Rule::TargetOctets,
    Rule::TargetPercent,
    Rule::FieldsLength,
    Rule::FieldsCount,
    Rule::HostOne,
    Rule::HostForm,
    Rule::FramingOne,
    Rule::LengthOne,
    Rule::LengthDigits,
    Rule::LengthSize,
    Rule::CodingVersion,
    Rule::CodingForm,
    Rule::CodingLast,
    Rule::CodingOnce,
    Rule::CodingKnown,
    Rule::ChunkSize,
    Rule::ChunkExtension,
    Rule::TrailerFraming,
];

const RESPONSE_LAXER: &[Rule] = &[
    Rule::StatusLine,
    Rule::LineEnd,
    Rule::FieldsLength,
    Rule::FieldsCount,
    Rule::FramingOne,
    Rule::LengthOne,
    Rule::LengthDigits,
    Rule::LengthSize,
    Rule::CodingVersion,
    Rule::CodingForm,
    Rule::CodingLast,
    Rule::CodingOnce,
    Rule::CodingKnown,
];

/// Every head that we accept, httparse accepts with the same parts and the same end; the same holds for chunks.
pub(crate) fn compare(bytes: &[u8], seen: &Seen, exceptions: &Exceptions) {
    let mut room = [EMPTY_HEADER; 128];
    let half = match &seen.end {
        End::WaitsForContent(message) | End::ContentRefused(message, _) => Some(&**message),
        End::Waits | End::HeadRefused(_) | End::Closes => None,
    };
    for message in seen.messages.iter().chain(half) {
        let mut request = Request::new(&mut room);
        let parsed = request.parse(&bytes[message.from..]);
        let agrees = parsed == Ok(Status::Complete(message.head - message.from))
            && request.method == Some(&message.method)
            && request.path == Some(&message.target)
            && request.version == Some(u8::from(message.version >= Version::Http11))
            && request.headers.len() == message.fields.len()
            && request
                .headers
                .iter()
                .zip(&message.fields)
                .all(|(header, field)| header.name == field.0 && header.value == field.1);
        if !agrees {
            return exceptions.stricter(message, bytes, parsed.is_ok(), &(parsed, request));
        }
    }
    for message in seen.messages.iter().filter(|message| message.framing == Framing::Chunked) {
        match chunks(&bytes[message.head..]) {
            Chunks::Whole(data, used) if used == message.to - message.head && data == message.content => {}
            other => return exceptions.stricter(message, bytes, other != Chunks::Refused, &other),
        }
    }
    let mut request = Request::new(&mut room);
    match &seen.end {
        End::HeadRefused(violation) => {
            if let Ok(Status::Complete(_)) = request.parse(&bytes[seen.rest..]) {
                exceptions.laxer(violation.rule, bytes, &request);
            }
        }
        End::ContentRefused(message, violation) => {
            if let whole @ Chunks::Whole(..) = chunks(&bytes[message.head..]) {
                exceptions.laxer(violation.rule, bytes, &whole);
            }
        }
        End::WaitsForContent(message) if message.framing == Framing::Chunked => {
            let theirs = chunks(&bytes[message.head..]);
            assert!(!matches!(theirs, Chunks::Whole(..)), "we wait for more, httparse does not: {theirs:?}");
        }
        End::Waits => {
            let parsed = request.parse(&bytes[seen.rest..]);
            assert!(!matches!(parsed, Ok(Status::Complete(_))), "we wait for more, httparse does not: {request:?}");
        }
        End::WaitsForContent(_) | End::Closes => {}
    }
}

/// A chunked content as httparse's parts make it out.
#[derive(Debug, PartialEq)]
enum Chunks {
    Whole(Vec<u8>, usize),
    More,
    Refused,
}

fn chunks(bytes: &[u8]) -> Chunks {
    let (mut data, mut at) = (Vec::new(), 0);
    loop {
        let (line, size) = match httparse::parse_chunk_size(&bytes[at..]) {
            Ok(Status::Complete(whole)) => whole,
            Ok(Status::Partial) => return Chunks::More,
            Err(_) => return Chunks::Refused,
        };
        at += line;
        if size == 0 {
            let mut room = [EMPTY_HEADER; 128];
            return match httparse::parse_headers(&bytes[at..], &mut room) {
                Ok(Status::Complete((trailer, _))) => Chunks::Whole(data, at + trailer),
                Ok(Status::Partial) => Chunks::More,
                Err(_) => Chunks::Refused,
            };
        }
        let Some(end) = usize::try_from(size).ok().and_then(|size| at.checked_add(size)) else {
            return Chunks::Refused;
        };
        let Some(piece) = bytes.get(at..end) else { return Chunks::More };
        data.extend_from_slice(piece);
        at = end + 2;
        match bytes.get(end..) {
            Some([b'\r', b'\n', ..]) => {}
            Some([] | [b'\r']) => return Chunks::More,
            _ => return Chunks::Refused,
        }
    }
}

/// A chunked content that we take for whole, httparse takes for whole, with the same data and the same end.
pub(crate) fn compare_chunks(bytes: &[u8]) {
    let ours = content(Framing::Chunked, bytes, &Limits::default(), || usize::MAX);
    let theirs = chunks(bytes);
    match ours {
        Ok((data, used, true)) => assert_eq!(theirs, Chunks::Whole(data, used)),
        Ok((_, _, false)) => assert!(!matches!(theirs, Chunks::Whole(..)), "we wait for more: {theirs:?}"),
        Err((_, violation)) => {
            let laxer = LAXER.contains(&violation.rule);
            assert!(laxer || !matches!(theirs, Chunks::Whole(..)), "we refuse by {violation}: {theirs:?}");
        }
    }
}

/// The same for a response head: status, reason, fields and end.
pub(crate) fn compare_response(
    bytes: &[u8],
    ours: &Result<Option<(ResponseHead, usize)>, Violation>,
    exceptions: &Exceptions,
) {
    let mut room = [EMPTY_HEADER; 128];
    let mut response = Response::new(&mut room);
    let parsed = response.parse(bytes);
    match ours {
        Ok(Some((head, used))) => {
            // httparse gives no reason that is not ASCII.
            let reason = response.reason.unwrap_or("");
            let agrees = parsed == Ok(Status::Complete(*used))
                && response.code == Some(head.status)
                && response.version == Some(u8::from(head.version >= Version::Http11))
                && (reason.as_bytes() == head.reason() || !head.reason().is_ascii() && reason.is_empty())
                && same_fields(response.headers, head.fields());
            // The only thing that is known to differ: RFC 9110 §2.5 has a recipient take a higher minor version for
            // the highest that it knows.
            let later = matches!(head.bytes()[7], b'2'..=b'9') && parsed == Err(httparse::Error::Version);
            assert!(agrees || later, "{head:?}\nthere: {parsed:?} {response:?}");
        }
        Ok(None) => assert!(!matches!(parsed, Ok(Status::Complete(_))), "we wait for more: {response:?}"),
        Err(violation) => {
            if let Ok(Status::Complete(_)) = parsed {
                exceptions.laxer(violation.rule, bytes, &response);
            }
        }
    }
}

fn same_fields(theirs: &[httparse::Header<'_>], ours: FieldSection<'_>) -> bool {
    theirs.len() == ours.len()
        && theirs.iter().zip(ours.iter()).all(|(theirs, ours)| (theirs.name.as_bytes(), theirs.value) == ours)
}
