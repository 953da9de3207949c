//! WebSocket frames as octets: a client's, with every fault that a case needs, and a strict reader of the server's.

/// The bit of the last frame of a message.
pub(crate) const LAST: u8 = 0x80;
pub(crate) const CONTINUATION: u8 = 0x0;
pub(crate) const TEXT: u8 = 0x1;
pub(crate) const BINARY: u8 = 0x2;
pub(crate) const CLOSE: u8 = 0x8;
pub(crate) const PING: u8 = 0x9;
pub(crate) const PONG: u8 = 0xa;

/// In which form the length of a payload is told.
#[derive(Clone, Copy, Debug)]
enum Length {
    Shortest,
    In16Bits,
    In64Bits,
    /// In 64 bits, and this, whatever the payload is.
    Said(u64),
}

/// One frame of a client.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    first: u8,
    payload: Vec<u8>,
    mask: Option<[u8; 4]>,
    length: Length,
}

/// A frame with this first octet.
pub(crate) fn frame(first: u8, payload: impl AsRef<[u8]>) -> Frame {
    Frame { first, payload: payload.as_ref().to_vec(), mask: Some([7, 77, 177, 250]), length: Length::Shortest }
}

pub(crate) fn text(payload: impl AsRef<[u8]>) -> Frame {
    frame(LAST | TEXT, payload)
}

pub(crate) fn binary(payload: impl AsRef<[u8]>) -> Frame {
    frame(LAST | BINARY, payload)
}

pub(crate) fn ping(payload: impl AsRef<[u8]>) -> Frame {
    frame(LAST | PING, payload)
}

pub(crate) fn pong(payload: impl AsRef<[u8]>) -> Frame {
    frame(LAST | PONG, payload)
}

pub(crate) fn close(code: u16, reason: &str) -> Frame {
    frame(LAST | CLOSE, [&code.to_be_bytes()[..], reason.as_bytes()].concat())
}

/// The end of a fragmented message.
pub(crate) fn rest(payload: impl AsRef<[u8]>) -> Frame {
    frame(LAST | CONTINUATION, payload)
}

impl Frame {
    pub(crate) fn masked_with(self, mask: [u8; 4]) -> Self {
        Self { mask: Some(mask), ..self }
    }

    pub(crate) fn unmasked(self) -> Self {
        Self { mask: None, ..self }
    }

    pub(crate) fn length_in_16_bits(self) -> Self {
        Self { length: Length::In16Bits, ..self }
    }

    pub(crate) fn length_in_64_bits(self) -> Self {
        Self { length: Length::In64Bits, ..self }
    }

    pub(crate) fn length_said(self, length: u64) -> Self {
        Self { length: Length::Said(length), ..self }
    }

    /// The octets of the frame.
    pub(crate) fn octets(&self) -> Vec<u8> {
        let length = self.payload.len();
        let bit = if self.mask.is_some() { 0x80 } else { 0 };
        let mut out = vec![self.first];
        match (self.length, length) {
            (Length::Shortest, ..126) => out.push(bit | length as u8),
            (Length::Shortest, 126..0x1_0000) | (Length::In16Bits, _) => {
                out.push(bit | 126);
                out.extend(u16::try_from(length).expect("a length of 16 bits").to_be_bytes());
            }
            (Length::Shortest | Length::In64Bits, _) => {
                out.push(bit | 127);
                out.extend((length as u64).to_be_bytes());
            }
            (Length::Said(length), _) => {
                out.push(bit | 127);
                out.extend(length.to_be_bytes());
            }
        }
        let mask = self.mask.inspect(|mask| out.extend(mask)).unwrap_or_default();
        out.extend(self.payload.iter().zip(mask.iter().cycle()).map(|(octet, mask)| octet ^ mask));
        out
    }
}

/// A frame of the server: its first octet and its payload.
pub(crate) type Received = (u8, Vec<u8>);

/// Reads all frames of a server that has ended; each has to be as RFC 6455 §5 has it.
pub(crate) fn read_all(mut octets: &[u8]) -> Result<Vec<Received>, String> {
    let mut frames = Vec::new();
    while !octets.is_empty() {
        let (frame, used) =
            read(octets).ok_or_else(|| format!("half a frame: {:x?}", &octets[..octets.len().min(20)]))??;
        frames.push(frame);
        octets = &octets[used..];
    }
    Ok(frames)
}

fn read(octets: &[u8]) -> Option<Result<(Received, usize), String>> {
    let (&first, &second) = (octets.first()?, octets.get(1)?);
    let (length, from, shortest) = match second & 0x7f {
        126 => (u64::from(u16::from_be_bytes(*octets.get(2..)?.first_chunk()?)), 4, 126),
        127 => (u64::from_be_bytes(*octets.get(2..)?.first_chunk()?), 10, 0x1_0000),
        length => (u64::from(length), 2, 0),
    };
    let to = from + usize::try_from(length).expect("a length that fits");
    let payload = octets.get(from..to)?.to_vec();
    let control = first & 0x08 != 0;
    let fault = match () {
        () if second & 0x80 != 0 => "a server's frame is masked",
        () if first & 0x70 != 0 => "a reserved bit is set",
        () if length < shortest => "the length is not in its shortest form",
        () if control && (length > 125 || first & LAST == 0) => "a control frame is long or in fragments",
        () => return Some(Ok(((first, payload), to))),
    };
    Some(Err(format!("{fault}: {first:02x} {second:02x}")))
}
