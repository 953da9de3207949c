//! A raw client: streams whose octets are made by hand, and what came back on them.

use super::qpack::{section, status};
use super::server::{PATIENCE, Running};
use quinn::{ConnectionError, ReadError};
use std::time::Duration;
use tokio::time::timeout;

/// A number in its variable-length form (RFC 9000 §16).
pub(crate) fn varint(number: u64) -> Vec<u8> {
    match number {
        0..=63 => vec![number as u8],
        64..=16_383 => (number as u16 | 0x4000).to_be_bytes().to_vec(),
        16_384..=1_073_741_823 => (number as u32 | 0x8000_0000).to_be_bytes().to_vec(),
        _ => (number | 0xc000_0000_0000_0000).to_be_bytes().to_vec(),
    }
}

/// A frame.
pub(crate) fn frame(kind: u64, payload: &[u8]) -> Vec<u8> {
    [varint(kind), varint(payload.len() as u64), payload.to_vec()].concat()
}

/// HEADERS with these fields.
pub(crate) fn headers(fields: &[(&str, &str)]) -> Vec<u8> {
    frame(1, &section(fields))
}

/// HEADERS of a request, with further fields.
pub(crate) fn request(method: &str, path: &str, further: &[(&str, &str)]) -> Vec<u8> {
    let control = [(":method", method), (":scheme", "https"), (":authority", "localhost"), (":path", path)];
    headers(&[&control, further].concat())
}

/// What came of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// These answers, interim ones first, and a proper end.
    Answered(Vec<u16>),
    /// These answers, and then an error.
    Reset(Vec<u16>, u64),
    /// The connection ended with an error.
    Closed(u64),
    /// Nothing, for as long as was waited.
    Silence,
}

/// What the client sends.
#[derive(Clone, Debug)]
pub(crate) enum Send {
    /// A unidirectional stream of this type, which stays open.
    Open(u64, Vec<u8>),
    /// The same, which ends.
    Whole(u64, Vec<u8>),
    /// The same, which is reset.
    Torn(u64, Vec<u8>),
    /// A stream with a request, which ends.
    Request(Vec<u8>),
    /// The same, which stays open.
    Begun(Vec<u8>),
    /// The same, which is reset.
    Cancelled(Vec<u8>),
}

/// What comes back on a connection of its own: what the last request came to, or the connection if there is none.
pub(crate) async fn send(running: &Running, sends: &[Send], patience: Duration) -> Fate {
    let quic = running.connect().await;
    let mut kept = Vec::new();
    let mut last = None;
    for send in sends {
        match send {
            Send::Open(kind, octets) | Send::Whole(kind, octets) | Send::Torn(kind, octets) => {
                let Ok(mut stream) = quic.open_uni().await else { break };
                let octets = [varint(*kind), octets.clone()].concat();
                if stream.write_all(&octets).await.is_err() {
                    continue;
                }
                match send {
                    Send::Whole(..) => stream.finish().expect("it is open"),
                    Send::Torn(..) => {
                        // What was sent has to arrive before it is torn.
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        drop(stream.reset(7_u32.into()));
                    }
                    _ => {}
                }
                kept.push(stream);
            }
            Send::Request(octets) | Send::Begun(octets) | Send::Cancelled(octets) => {
                let Ok((mut sending, receiving)) = quic.open_bi().await else { break };
                if sending.write_all(octets).await.is_ok() {
                    match send {
                        Send::Request(_) => drop(sending.finish()),
                        Send::Cancelled(_) => {
                            tokio::time::sleep(Duration::from_millis(5)).await;
                            drop(sending.reset(0x10c_u32.into()));
                        }
                        _ => {}
                    }
                }
                kept.push(sending);
                last = Some(receiving);
            }
        }
    }
    let fate = match last {
        Some(mut receiving) => timeout(patience, read(&mut receiving)).await,
        None => timeout(patience, async { Fate::Closed(code(quic.closed().await)) }).await,
    };
    fate.unwrap_or(Fate::Silence)
}

async fn read(receiving: &mut quinn::RecvStream) -> Fate {
    let mut came = Vec::new();
    let end = loop {
        match receiving.read_chunk(usize::MAX, true).await {
            Ok(Some(chunk)) => came.extend_from_slice(&chunk.bytes),
            Ok(None) => break None,
            Err(ReadError::Reset(code)) => break Some(code.into_inner()),
            Err(ReadError::ConnectionLost(error)) => return Fate::Closed(code(error)),
            Err(error) => panic!("{error}"),
        }
    };
    let statuses = statuses(&came);
    match end {
        None => Fate::Answered(statuses),
        Some(code) => Fate::Reset(statuses, code),
    }
}

/// The statuses in the frames of an answer.
fn statuses(mut came: &[u8]) -> Vec<u16> {
    let mut statuses = Vec::new();
    while !came.is_empty() {
        let (kind, rest) = number(came);
        let (length, rest) = number(rest);
        let (payload, rest) = rest.split_at(length as usize);
        if kind == 1 && payload.len() > 2 {
            statuses.push(status(payload));
        }
        came = rest;
    }
    statuses
}

fn number(bytes: &[u8]) -> (u64, &[u8]) {
    let length = 1 << (bytes[0] >> 6);
    let start = u64::from(bytes[0] & 0x3f);
    (bytes[1..length].iter().fold(start, |number, octet| number << 8 | u64::from(*octet)), &bytes[length..])
}

/// The code with which the server closed.
pub(crate) fn code(error: ConnectionError) -> u64 {
    match error {
        ConnectionError::ApplicationClosed(close) => close.error_code.into_inner(),
        other => panic!("the connection ended otherwise: {other}"),
    }
}

/// The same within the usual patience.
pub(crate) async fn ask(running: &Running, sends: &[Send]) -> Fate {
    send(running, sends, PATIENCE).await
}
