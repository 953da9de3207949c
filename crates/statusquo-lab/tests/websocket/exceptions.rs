//! Where the WebSocket library that the echo is built on is knowingly laxer than RFC 6455, or names another fault, and
//! cannot be told otherwise. An exception that is no longer needed fails its case.

use crate::case::Outcome;
use crate::frame::{BINARY, LAST, PONG, TEXT};

/// A case that does not end as the RFC has it.
pub(crate) struct Exception {
    pub(crate) case: &'static str,
    /// The section of RFC 6455 that it goes against.
    pub(crate) section: &'static str,
    /// What is otherwise, and why it does no harm.
    pub(crate) why: &'static str,
    back: &'static [(u8, &'static [u8])],
    code: u16,
}

impl Exception {
    /// How the case ends instead.
    pub(crate) fn outcome(&self) -> Outcome {
        let back = self.back.iter().map(|(opcode, payload)| (LAST | opcode, payload.to_vec())).collect();
        Outcome { back, code: Some(self.code) }
    }
}

const TAKEN: &str =
    "A length that could have been told in fewer octets is taken; the payload is delimited all the same.";
const TOO_LONG_FIRST: &str =
    "The length is judged as too long (1009) before it is judged as malformed (1002); both end the connection.";

pub(crate) const EXCEPTIONS: &[Exception] = &[
    Exception {
        case: "5 octets, told in 16 bits", section: "§5.2", why: TAKEN, back: &[(TEXT, b"hello")], code: 1000
    },
    Exception {
        case: "5 octets, told in 64 bits", section: "§5.2", why: TAKEN, back: &[(TEXT, b"hello")], code: 1000
    },
    Exception {
        case: "125 octets, told in 16 bits",
        section: "§5.2",
        why: TAKEN,
        back: &[(BINARY, &[b'x'; 125])],
        code: 1000,
    },
    Exception {
        case: "126 octets, told in 64 bits",
        section: "§5.2",
        why: TAKEN,
        back: &[(BINARY, &[b'x'; 126])],
        code: 1000,
    },
    Exception {
        case: "65535 octets, told in 64 bits",
        section: "§5.2",
        why: TAKEN,
        back: &[(BINARY, &[b'x'; 65535])],
        code: 1000,
    },
    Exception {
        case: "a ping of 5 octets, told in 16 bits",
        section: "§5.5",
        why: TAKEN,
        back: &[(PONG, b"hello")],
        code: 1000,
    },
    Exception {
        case: "a 64-bit length with the high bit",
        section: "§5.2",
        why: TOO_LONG_FIRST,
        back: &[],
        code: 1009,
    },
    Exception { case: "a 64-bit length of all ones", section: "§5.2", why: TOO_LONG_FIRST, back: &[], code: 1009 },
    Exception { case: "a ping of 1 MiB and an octet", section: "§5.5", why: TOO_LONG_FIRST, back: &[], code: 1009 },
];
