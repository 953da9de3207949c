//! One case: frames that a client sends, and what has to come back; and how it is played over a real socket.

use crate::exceptions::EXCEPTIONS;
use crate::frame::{CLOSE, Frame, LAST, Received, close, read_all};
use crate::support::{PATIENCE, TestLab, lab, request};
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::thread;

/// One row of the table.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// The section of RFC 6455 that says so.
    pub(crate) section: &'static str,
    sent: Vec<Frame>,
    outcome: Outcome,
}

/// What comes back before the close frame, and its code if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) back: Vec<Received>,
    pub(crate) code: Option<u16>,
}

/// A case that is to be refused with this code, and nothing before.
pub(crate) fn refused(code: u16, section: &'static str, name: impl Into<String>, sent: Vec<Frame>) -> Case {
    Case { name: name.into(), section, sent, outcome: Outcome { back: Vec::new(), code: Some(code) } }
}

/// A case in which all is well: the client closes with 1000 once it is over.
pub(crate) fn fine(section: &'static str, name: impl Into<String>, sent: Vec<Frame>) -> Case {
    refused(1000, section, name, sent)
}

impl Case {
    /// This comes back before the end.
    pub(crate) fn back(mut self, opcode: u8, payload: impl AsRef<[u8]>) -> Self {
        self.outcome.back.push((LAST | opcode, payload.as_ref().to_vec()));
        self
    }

    /// The same, so many times.
    pub(crate) fn back_times(self, times: usize, opcode: u8, payload: &str) -> Self {
        (0..times).fold(self, |case, _| case.back(opcode, payload))
    }

    /// The close frame that comes back has this code.
    pub(crate) fn code(mut self, code: u16) -> Self {
        self.outcome.code = Some(code);
        self
    }

    /// The close frame that comes back has no code.
    pub(crate) fn without_code(mut self) -> Self {
        self.outcome.code = None;
        self
    }

    /// The octets of each frame. Every client says in the end that it closes: where it was refused before, nobody heeds it.
    fn frames(&self) -> Vec<Vec<u8>> {
        self.sent.iter().chain(&[close(1000, "")]).map(Frame::octets).collect()
    }
}

/// How the octets go out.
#[derive(Clone, Copy, Debug)]
enum Delivery {
    /// The frames in one write, after the 101.
    Whole,
    /// Octet by octet, after the 101.
    ByOctets,
    /// Handshake and frames in one write.
    WithHandshake,
}

/// Beyond this, only heads and ends of frames go out octet by octet; what lies between goes in small odd pieces.
const ALL_BY_OCTETS: usize = 100_000;

impl Delivery {
    fn pieces<'f>(self, frames: &'f [Vec<u8>], whole: &'f [u8]) -> Vec<&'f [u8]> {
        match self {
            Delivery::Whole | Delivery::WithHandshake => vec![whole],
            Delivery::ByOctets if whole.len() <= ALL_BY_OCTETS => whole.chunks(1).collect(),
            Delivery::ByOctets => frames.iter().flat_map(|frame| edges_by_octets(frame)).collect(),
        }
    }
}

fn edges_by_octets(frame: &[u8]) -> Vec<&[u8]> {
    let (head, rest) = frame.split_at(frame.len().min(20));
    let (middle, end) = rest.split_at(rest.len().saturating_sub(20));
    head.chunks(1).chain(middle.chunks(1021)).chain(end.chunks(1)).collect()
}

/// Plays all cases in every delivery; two at a time, for there are many.
pub(crate) fn play(cases: &[Case]) {
    let lab = lab();
    let failures: Vec<String> = thread::scope(|scope| {
        let halves: Vec<_> = (0..2)
            .map(|half| {
                let (lab, cases) = (&lab, cases.iter().skip(half).step_by(2));
                scope.spawn(move || cases.flat_map(|case| failures(lab, case)).collect::<Vec<_>>())
            })
            .collect();
        halves.into_iter().flat_map(|half| half.join().expect("no panic")).collect()
    });
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn failures(lab: &TestLab, case: &Case) -> Vec<String> {
    let exception = EXCEPTIONS.iter().find(|exception| exception.case == case.name);
    let mut failures = Vec::new();
    for delivery in [Delivery::Whole, Delivery::ByOctets, Delivery::WithHandshake] {
        let came = converse(lab.place(), case, delivery);
        let fault = match (&came, exception) {
            (Err(fault), _) => fault.clone(),
            (Ok(came), None) if *came == case.outcome => continue,
            (Ok(came), None) => format!("{} came, not {}", shown(came), shown(&case.outcome)),
            (Ok(came), Some(exception)) if *came == exception.outcome() => continue,
            (Ok(came), Some(_)) if *came == case.outcome => "is right and needs no exception any more".to_owned(),
            (Ok(came), Some(_)) => format!("{} came, which is neither right nor the exception", shown(came)),
        };
        failures.push(format!("{} (RFC 6455 {}), {delivery:?}: {fault}", case.name, case.section));
    }
    failures
}

fn shown(outcome: &Outcome) -> String {
    let back = outcome.back.iter().map(|(first, payload)| {
        let begin = &payload[..payload.len().min(20)];
        format!("{first:02x} with {} octets {:?}", payload.len(), String::from_utf8_lossy(begin))
    });
    format!("[{}] and close {:?}", back.collect::<Vec<_>>().join(", "), outcome.code)
}

/// Sends a case and reads all that comes, up to an orderly end.
fn converse(address: SocketAddr, case: &Case, delivery: Delivery) -> Result<Outcome, String> {
    let fields = [
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];
    let handshake = request(address, "GET /lab/echo", &fields, b"");
    let frames = case.frames();
    let mut whole = frames.concat();
    let mut stream = TcpStream::connect(address).map_err(|error| error.to_string())?;
    stream.set_nodelay(true).expect("no delay");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");
    if let Delivery::WithHandshake = delivery {
        whole.splice(..0, handshake);
    } else {
        stream.write_all(&handshake).map_err(|error| error.to_string())?;
        read_head(&mut stream)?;
    }
    let mut came = Vec::new();
    thread::scope(|scope| {
        let pieces = delivery.pieces(&frames, &whole);
        let mut writing = stream.try_clone().expect("another handle");
        scope.spawn(move || {
            for piece in pieces {
                // The server reads on for a while after its close frame, but not for ever.
                if writing.write_all(piece).is_err() {
                    break;
                }
            }
        });
        if let Delivery::WithHandshake = delivery {
            read_head(&mut stream)?;
        }
        let read = stream.read_to_end(&mut came).map_err(|error| format!("no orderly end: {error}"));
        // Ends the writing too, should it still go on.
        let _ = stream.shutdown(Shutdown::Both);
        read
    })?;
    outcome(read_all(&came)?)
}

/// Reads up to the end of the head, which has to be a 101.
fn read_head(stream: &mut TcpStream) -> Result<(), String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut octet = [0];
        stream.read_exact(&mut octet).map_err(|error| format!("no whole head: {error}"))?;
        head.push(octet[0]);
    }
    match head.starts_with(b"HTTP/1.1 101 ") {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&head).into_owned()),
    }
}

/// The last frame has to be a close frame, and the only one.
fn outcome(mut frames: Vec<Received>) -> Result<Outcome, String> {
    const LAST_CLOSE: u8 = LAST | CLOSE;
    let code = match frames.pop() {
        Some((LAST_CLOSE, payload)) => match payload.split_first_chunk() {
            None if payload.is_empty() => None,
            Some((code, reason)) if std::str::from_utf8(reason).is_ok() => Some(u16::from_be_bytes(*code)),
            _ => return Err(format!("a malformed close frame: {payload:x?}")),
        },
        other => return Err(format!("no close frame at the end, but {other:x?}")),
    };
    match frames.iter().any(|(first, _)| *first == LAST_CLOSE) {
        true => Err("more than one close frame".to_owned()),
        false => Ok(Outcome { back: frames, code }),
    }
}
