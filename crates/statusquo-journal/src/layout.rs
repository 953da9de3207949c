//! How a record is written down: what all have, then lengths, then what varies, and the bytes of the wire last.
//!
//! The lengths are numbers in as few octets as they need. What is to be kept beyond this is one more length in
//! [`encode`] and [`decode`], and its octets before those of the wire.

use crate::{Finished, Frame, Record, Run, Traffic, Why};
use statusquo_wire::transport::{self, Direction};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How many octets a reason has.
pub const REASON: usize = 32;

/// Where the id stands, behind the length of all.
pub(crate) const ID: usize = 8;

/// What all records have: length, id, times, reason, code, port, flags.
const FIXED: usize = ID + 8 + 8 + 8 + REASON + 2 + 2 + 1;

const FORCED: u8 = 1;
const IPV6: u8 = 2;
const SECURED: u8 = 4;

/// Writes a record down but for the bytes of the wire, which come last.
pub(crate) fn encode<W: Why>(finished: &Finished<'_, W>, out: &mut Vec<u8>) {
    let recording = &*finished.recording;
    let reason: [u8; REASON] = finished.way.into();
    let began = finished.began.duration_since(UNIX_EPOCH).unwrap_or_default();
    let ip = finished.peer.ip();
    let flags =
        u8::from(finished.forced) * FORCED + u8::from(ip.is_ipv6()) * IPV6 + u8::from(finished.secured) * SECURED;
    let mut fixed = [0; FIXED];
    let mut rest = &mut fixed[ID..];
    for part in [
        &finished.id.to_le_bytes()[..],
        &nanoseconds(began).to_le_bytes(),
        &nanoseconds(finished.duration).to_le_bytes(),
        &reason,
        &finished.code.to_le_bytes(),
        &finished.peer.port().to_le_bytes(),
        &[flags],
    ] {
        let (place, after) = rest.split_at_mut(part.len());
        place.copy_from_slice(part);
        rest = after;
    }
    out.extend_from_slice(&fixed);
    number(out, finished.version.len() as u64);
    number(out, finished.method.len() as u64);
    number(out, finished.target.len() as u64);
    number(out, finished.interim.len() as u64);
    number(out, recording.pieces.len() as u64);
    number(out, recording.frames.len() as u64);
    number(out, recording.frames_omitted);
    number(out, recording.received.len() as u64);
    number(out, recording.received_omitted);
    number(out, recording.sent.len() as u64);
    number(out, recording.sent_omitted);
    match finished.peer {
        SocketAddr::V4(peer) => out.extend_from_slice(&peer.ip().octets()),
        SocketAddr::V6(peer) => {
            out.extend_from_slice(&peer.ip().octets());
            number(out, peer.flowinfo().into());
            number(out, peer.scope_id().into());
        }
    }
    for code in finished.interim {
        number(out, (*code).into());
    }
    for piece in &recording.pieces {
        moment(out, piece.direction, piece.at, finished.start);
        number(out, piece.length);
    }
    for frame in &recording.frames {
        encode_frame(out, frame, finished.start);
    }
    for text in [finished.version, finished.method, finished.target] {
        out.extend_from_slice(text.as_bytes());
    }
    let length = (out.len() + recording.received.len() + recording.sent.len()) as u64;
    out[..ID].copy_from_slice(&length.to_le_bytes());
}

fn encode_frame(out: &mut Vec<u8>, frame: &transport::Frame, start: Instant) {
    moment(out, frame.direction, frame.at, start);
    number(out, frame.length);
    number(out, frame.kind.len() as u64);
    out.extend_from_slice(frame.kind.as_bytes());
    out.extend_from_slice(&[frame.flags, frame.error.is_some().into()]);
    number(out, frame.error.unwrap_or_default());
}

/// Which way, and when.
fn moment(out: &mut Vec<u8>, direction: Direction, at: Instant, start: Instant) {
    let since = at.saturating_duration_since(start);
    let micros = since.as_secs().saturating_mul(1_000_000).saturating_add(since.subsec_micros().into());
    out.push(u8::from(direction == Direction::Sent));
    number(out, micros);
}

/// Reads a record that was written down.
pub(crate) fn decode<W: Why>(octets: &[u8]) -> Record<W> {
    let rest = &mut &octets[ID..];
    let (id, began, duration) = (u64::from_le_bytes(take(rest)), take(rest), take(rest));
    let way = W::from(take::<REASON>(rest));
    let (code, port, [flags]) = (u16::from_le_bytes(take(rest)), u16::from_le_bytes(take(rest)), take(rest));
    let [version, method, target] = [(); 3].map(|()| length(rest));
    let [interim, runs, frames] = [(); 3].map(|()| length(rest));
    let frames_omitted = read_number(rest);
    let (received, received_omitted) = (length(rest), read_number(rest));
    let (sent, sent_omitted) = (length(rest), read_number(rest));
    let peer = match flags & IPV6 {
        0 => SocketAddr::new(IpAddr::V4(Ipv4Addr::from(take::<4>(rest))), port),
        _ => {
            let ip = Ipv6Addr::from(take::<16>(rest));
            let [flow, scope] = [(); 2].map(|()| u32::try_from(read_number(rest)).unwrap_or_default());
            SocketAddr::V6(SocketAddrV6::new(ip, port, flow, scope))
        }
    };
    let interim = (0..interim).map(|_| u16::try_from(read_number(rest)).unwrap_or_default()).collect();
    let runs = (0..runs).map(|_| decode_run(rest)).collect();
    let frames = (0..frames).map(|_| decode_frame(rest)).collect();
    let [version, method, target] = [version, method, target].map(|length| text(rest, length));
    let (received, sent) = (split(rest, received).to_vec(), split(rest, sent).to_vec());
    Record {
        id,
        version,
        method,
        target,
        code,
        interim,
        forced: flags & FORCED != 0,
        secured: flags & SECURED != 0,
        way,
        peer,
        began: SystemTime::UNIX_EPOCH + Duration::from_nanos(u64::from_le_bytes(began)),
        duration: Duration::from_nanos(u64::from_le_bytes(duration)),
        traffic: Traffic { received, sent, received_omitted, sent_omitted, runs, frames, frames_omitted },
    }
}

fn decode_run(rest: &mut &[u8]) -> Run {
    Run { direction: direction(rest), at_micros: read_number(rest), length: read_number(rest) }
}

fn decode_frame(rest: &mut &[u8]) -> Frame {
    let Run { direction, at_micros, length: octets } = decode_run(rest);
    let kind = length(rest);
    let kind = text(rest, kind);
    let [flags, ends] = take(rest);
    let error = read_number(rest);
    Frame { direction, at_micros, kind, flags, length: octets, error: (ends != 0).then_some(error) }
}

fn direction(rest: &mut &[u8]) -> Direction {
    if take(rest) == [0] { Direction::Received } else { Direction::Sent }
}

fn text(rest: &mut &[u8], length: usize) -> String {
    String::from_utf8_lossy(split(rest, length)).into_owned()
}

fn nanoseconds(duration: Duration) -> u64 {
    duration.as_secs().saturating_mul(1_000_000_000).saturating_add(duration.subsec_nanos().into())
}

/// Writes a number, seven bits an octet, the lowest first; the highest bit says that more follow.
#[inline]
fn number(out: &mut Vec<u8>, number: u64) {
    match number {
        0..0x80 => out.push(number as u8),
        0x80..0x4000 => out.extend_from_slice(&[number as u8 | 0x80, (number >> 7) as u8]),
        _ => large_number(out, number),
    }
}

#[cold]
fn large_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn read_number(rest: &mut &[u8]) -> u64 {
    let mut number = 0;
    for place in 0..10 {
        let [octet] = take(rest);
        number |= u64::from(octet & 0x7F) << (7 * place);
        if octet < 0x80 {
            break;
        }
    }
    number
}

fn length(rest: &mut &[u8]) -> usize {
    usize::try_from(read_number(rest)).unwrap_or(usize::MAX)
}

/// The next octets; zeros if there are no more, which [`encode`] never lets happen.
fn take<const N: usize>(rest: &mut &[u8]) -> [u8; N] {
    let mut octets = [0; N];
    let next = split(rest, N);
    octets[..next.len()].copy_from_slice(next);
    octets
}

fn split<'r>(rest: &mut &'r [u8], length: usize) -> &'r [u8] {
    let (next, after) = rest.split_at(length.min(rest.len()));
    *rest = after;
    next
}
