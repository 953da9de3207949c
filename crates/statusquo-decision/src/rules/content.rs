//! What is asked of the content.

use super::Rule;
use crate::Question::*;

pub(super) const RULES: &[Rule] = &[
    (
        ContentFollows,
        "In HTTP/1.1 a request has content if Content-Length or Transfer-Encoding says so; without either its length \
         is zero.",
    ),
    (
        Resumable,
        "A server that gives an upload an address where it can be resumed SHOULD announce that with a 104, but MUST \
         NOT to a client whose request names no interop version, or another one.",
    ),
    (
        ContentInTime,
        "A server says 408 when a request has not come in whole within the time that it is ready to wait; the client \
         MAY send it again.",
    ),
    (
        ContentWhole,
        "Content is incomplete without its last chunk, or with fewer octets than Content-Length says; a server MAY \
         answer with an error before it closes the connection.",
    ),
    (
        ContentFramed,
        "Every chunk is its size in hex digits and as many octets, until one of size zero ends them: a recipient MUST \
         be able to decode that, and what is framed otherwise is malformed.",
    ),
    (
        ContentFits,
        "A server says 413 when content is larger than it can or will process, and MAY end the request there or, if \
         the protocol version does not allow that, close the connection.",
    ),
    (
        ContentProven,
        "Credentials that do not hold, here for the content that they are to cover, are refused with 401, and the \
         server MUST send at least one challenge for the target in WWW-Authenticate.",
    ),
    (
        Understood,
        "A server may answer 400 to whatever it takes for a mistake of the client's; syntax that makes no sense is the \
         first example that is given.",
    ),
    (
        Complete,
        "400 is for all that a server takes for a mistake of the client's, not for bad syntax alone; this server \
         counts a missing parameter among them.",
    ),
    (
        Consistent,
        "Which mistakes of a client's are answered with 400 is left to the server; this one refuses what contradicts \
         itself, or what was said before.",
    ),
    (
        Possible,
        "422 says that the server takes this type of content and finds no fault with its syntax, but cannot carry out \
         what it asks for.",
    ),
    (
        HintsKnown,
        "With 103 a server tells which fields its final answer is likely to carry, so that the client can begin to use \
         them; it MAY send more than one, as it learns more.",
    ),
    (
        TakesLong,
        "A server SHOULD send 102 only when it has reason to expect that the work takes long, twenty seconds as a \
         guide, and MUST send a final answer after it.",
    ),
];
