//! What our own readers make of a stream of bytes: its messages one after another, and what is left over.

use statusquo_wire::h1::{ContentReader, HeadReader};
use statusquo_wire::{Framing, Limits, Request, Version, Violation};

/// A request as it was read, and where it lies in the stream.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Message {
    /// Its first octet, empty lines included.
    pub(crate) from: usize,
    /// The octet after its head.
    pub(crate) head: usize,
    /// The octet after its content, as far as that was read.
    pub(crate) to: usize,
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) version: Version,
    /// Octet for octet: the head, and the content once it is whole.
    pub(crate) wire: Vec<u8>,
    pub(crate) fields: Vec<(String, Vec<u8>)>,
    pub(crate) framing: Framing,
    /// Whether the connection ends after it.
    pub(crate) last: bool,
    pub(crate) content: Vec<u8>,
}

impl Message {
    fn new(request: &Request, from: usize, head: usize) -> Self {
        let kept = request.version >= Version::Http11 || request.keep_alive;
        let name = |name| std::str::from_utf8(name).expect("a field name is ASCII").to_owned();
        Self {
            from,
            head,
            to: head,
            method: request.method().to_owned(),
            target: request.target().to_owned(),
            version: request.version,
            wire: request.bytes().to_vec(),
            fields: request.fields().iter().map(|field| (name(field.0), field.1.to_vec())).collect(),
            framing: request.framing,
            last: request.close || !kept,
            content: Vec::new(),
        }
    }

    /// Each line of the head as it was sent, empty ones before it left out.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &[u8]> {
        self.wire
            .split(|byte| *byte == b'\n')
            .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
            .skip_while(|line| line.is_empty())
    }

    /// Whether the minor version is later than any that there is.
    pub(crate) fn is_of_later_version(&self) -> bool {
        self.lines().next().is_some_and(|line| !line.ends_with(b"0") && !line.ends_with(b"1"))
    }
}

/// How a stream ended.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum End {
    /// Between messages, or in a head that is not whole.
    Waits,
    /// In the content of this message, which is not whole.
    WaitsForContent(Box<Message>),
    /// A rule was broken in a head.
    HeadRefused(Violation),
    /// A rule was broken in the content of this message.
    ContentRefused(Box<Message>, Violation),
    /// The last message was said to be the last: what follows is not read.
    Closes,
}

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) messages: Vec<Message>,
    pub(crate) end: End,
    /// The first octet that belongs to no whole message.
    pub(crate) rest: usize,
}

/// Reads all of it, shown at once.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Seen {
    read_in_pieces(bytes, limits, || usize::MAX).0
}

/// Reads all of it, shown in pieces as long as `piece` says; also how many octets the readers had been shown at the end.
pub(crate) fn read_in_pieces(bytes: &[u8], limits: &Limits, mut piece: impl FnMut() -> usize) -> (Seen, usize) {
    let mut messages = Vec::new();
    let mut shown = 0;
    let mut from = 0;
    let mut more = |shown: &mut usize| {
        let before = *shown;
        *shown = before.saturating_add(piece().max(1)).min(bytes.len());
        *shown > before
    };
    let end = 'stream: loop {
        let mut request = Request::default();
        let mut reader = HeadReader::default();
        let taken = loop {
            if let Some(taken) = reader.advance(&bytes[from..shown], limits, &mut request) {
                break taken;
            }
            if !more(&mut shown) {
                break 'stream End::Waits;
            }
        };
        if let Some(violation) = request.violation {
            break End::HeadRefused(violation);
        }
        let mut message = Message::new(&request, from, from + taken);
        let mut reader = ContentReader::new(request.framing);
        while !reader.is_done() {
            let content = &mut message.content;
            match reader.advance(&bytes[message.to..shown], limits, |data| content.extend_from_slice(data)) {
                Err(violation) => {
                    // How much was used before depends on how the bytes were cut; the data does not.
                    message.to = message.head;
                    break 'stream End::ContentRefused(Box::new(message), violation);
                }
                Ok(progress) => message.to += progress.used,
            }
            if !reader.is_done() && !more(&mut shown) {
                break 'stream End::WaitsForContent(Box::new(message));
            }
        }
        message.wire = bytes[from..message.to].to_vec();
        from = message.to;
        let last = message.last;
        messages.push(message);
        if last {
            break End::Closes;
        }
    };
    (Seen { messages, end, rest: from }, shown)
}
