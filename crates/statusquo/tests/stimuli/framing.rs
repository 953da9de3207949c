//! Where the content ends: Content-Length, Transfer-Encoding, and both (RFC 9112 §6, RFC 9110 §8.6).

use super::row::{Ending, Row, put};
use statusquo_wire::Rule;

const LENGTH: &[u8] = b"Content-Length: 5";
const CHUNKED: &[u8] = b"Transfer-Encoding: chunked";
const HELLO: &[u8] = b"hello";
const CHUNKS: &[u8] = b"5\r\nhello\r\n0\r\n\r\n";

/// Name and field lines, before `hello`; 400. The good twin has the length 5.
const LENGTHS: &[(&str, &[u8], Rule)] = &[
    ("RFC 9112 §6.3: two lengths that differ", b"Content-Length: 5\r\n^^Content-Length: 6", Rule::LengthOne),
    ("RFC 9110 §8.6: two lengths that are equal", b"Content-Length: 5\r\n^^Content-Length: 5", Rule::LengthOne),
    ("RFC 9112 §6.3: two lengths apart", b"Content-Length: 5\r\nA: b\r\n^^content-length: 0", Rule::LengthOne),
    ("RFC 9110 §8.6: a list of equal lengths", b"Content-Length: 5^^, 5", Rule::LengthDigits),
    ("RFC 9112 §6.3: a list of lengths that differ", b"Content-Length: 5^^, 6", Rule::LengthDigits),
    ("RFC 9110 §8.6: a list with an empty member", b"Content-Length: 5^^,", Rule::LengthDigits),
    ("RFC 9110 §8.6: a list that begins with a comma", b"Content-Length: ^^,5", Rule::LengthDigits),
    ("RFC 9110 §8.6: a plus sign", b"Content-Length: ^^+5", Rule::LengthDigits),
    ("RFC 9110 §8.6: a minus sign", b"Content-Length: ^^-5", Rule::LengthDigits),
    ("RFC 9110 §8.6: hexadecimal", b"Content-Length: 0^^x5", Rule::LengthDigits),
    ("RFC 9110 §8.6: a hexadecimal digit", b"Content-Length: ^^a", Rule::LengthDigits),
    ("RFC 9110 §8.6: an underscore", b"Content-Length: 5^^_0", Rule::LengthDigits),
    ("RFC 9110 §8.6: a fraction", b"Content-Length: 5^^.0", Rule::LengthDigits),
    ("RFC 9110 §8.6: an exponent", b"Content-Length: 5^^e0", Rule::LengthDigits),
    ("RFC 9110 §8.6: a space between digits", b"Content-Length: 5^^ 0", Rule::LengthDigits),
    ("RFC 9110 §8.6: quotes", b"Content-Length: ^^\"5\"", Rule::LengthDigits),
    ("RFC 9110 §8.6: a parameter", b"Content-Length: 5^^;a=b", Rule::LengthDigits),
    ("RFC 9110 §8.6: digits beyond ASCII", b"Content-Length: ^^\xef\xbc\x95", Rule::LengthDigits),
    ("RFC 9110 §8.6: empty", b"Content-Length:^^", Rule::LengthDigits),
    ("RFC 9110 §8.6: empty but for a space", b"Content-Length: ^^", Rule::LengthDigits),
    ("RFC 9110 §8.6: 2^63", b"Content-Length: ^^9223372036854775808", Rule::LengthSize),
    ("RFC 9110 §8.6: 2^64", b"Content-Length: ^^18446744073709551616", Rule::LengthSize),
    ("RFC 9110 §8.6: 2^64 and 5, that would wrap to 5", b"Content-Length: ^^18446744073709551621", Rule::LengthSize),
    ("RFC 9110 §8.6: thirty digits", b"Content-Length: ^^999999999999999999999999999999", Rule::LengthSize),
];

/// Name, field lines, code, rule; before `hello` in chunks. The good twin has chunked alone.
const CODINGS: &[(&str, &[u8], u16, Rule)] = &[
    ("RFC 9112 §6.3: chunked is missing", b"^^Transfer-Encoding: gzip", 400, Rule::CodingLast),
    ("RFC 9112 §6.3: chunked is not last", b"^^Transfer-Encoding: chunked, gzip", 400, Rule::CodingLast),
    ("RFC 9112 §7: identity is no coding any more", b"^^Transfer-Encoding: identity", 400, Rule::CodingLast),
    ("RFC 9112 §6.3: identity after chunked", b"^^Transfer-Encoding: chunked, identity", 400, Rule::CodingLast),
    ("RFC 9112 §6.3: a name that ends in chunked", b"^^Transfer-Encoding: xchunked", 400, Rule::CodingLast),
    ("RFC 9112 §6.3: a name that begins with chunked", b"^^Transfer-Encoding: chunkedx", 400, Rule::CodingLast),
    ("RFC 9112 §6.3: a part of the name", b"^^Transfer-Encoding: chunk", 400, Rule::CodingLast),
    (
        "RFC 9112 §6.3: chunked is not last, over two lines",
        b"^^Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        400,
        Rule::CodingLast,
    ),
    ("RFC 9112 §6.1: chunked twice", b"^^Transfer-Encoding: chunked, chunked", 400, Rule::CodingOnce),
    ("RFC 9112 §6.1: chunked, gzip, chunked", b"^^Transfer-Encoding: chunked, gzip, chunked", 400, Rule::CodingOnce),
    (
        "RFC 9112 §6.1: chunked twice, over two lines",
        b"^^Transfer-Encoding: chunked\r\nA: b\r\ntransfer-encoding: chunked",
        400,
        Rule::CodingOnce,
    ),
    ("RFC 9112 §7.1: chunked has no parameters", b"Transfer-Encoding: ^^chunked;a=b", 400, Rule::CodingForm),
    ("RFC 9112 §7.1: chunked has no empty parameters", b"Transfer-Encoding: ^^chunked;", 400, Rule::CodingForm),
    ("RFC 9112 §6.1: a comma after chunked", b"Transfer-Encoding: ^^chunked,", 400, Rule::CodingForm),
    ("RFC 9112 §6.1: a comma before chunked", b"Transfer-Encoding: ^^,chunked", 400, Rule::CodingForm),
    ("RFC 9112 §6.1: two commas", b"Transfer-Encoding: ^^gzip,,chunked", 400, Rule::CodingForm),
    ("RFC 9112 §6.1: a comma alone", b"Transfer-Encoding: ^^,", 400, Rule::CodingForm),
    ("RFC 9112 §6.1: empty", b"Transfer-Encoding:^^", 400, Rule::CodingForm),
    (
        "RFC 9112 §6.1: empty, then chunked on a second line",
        b"Transfer-Encoding:^^\r\nTransfer-Encoding: chunked",
        400,
        Rule::CodingForm,
    ),
    ("RFC 9110 §10.1.4: a coding is a token, not quoted", b"Transfer-Encoding: ^^\"chunked\"", 400, Rule::CodingForm),
    ("RFC 9110 §10.1.4: a quoted comma parts nothing", b"Transfer-Encoding: ^^\"a, chunked\"", 400, Rule::CodingForm),
    ("RFC 9110 §10.1.4: two words are no token", b"Transfer-Encoding: ^^gzip chunked", 400, Rule::CodingForm),
    ("RFC 9110 §10.1.4: a no-break space", b"Transfer-Encoding: ^^\xa0chunked", 400, Rule::CodingForm),
    ("RFC 9112 §7: a Kelvin sign is no k", b"Transfer-Encoding: ^^chun\xe2\x84\xaaed", 400, Rule::CodingForm),
    ("RFC 9110 §5.5: VT before chunked", b"Transfer-Encoding: ^^\x0bchunked", 400, Rule::ValueOctets),
    ("RFC 9110 §5.5: NUL after chunked", b"Transfer-Encoding: chunked^^\0", 400, Rule::ValueOctets),
    ("RFC 9112 §5.2: chunked in a fold", b"Transfer-Encoding:\r\n^^ chunked", 400, Rule::Fold),
    ("RFC 9112 §6.1: gzip is not understood", b"^^Transfer-Encoding: gzip, chunked", 501, Rule::CodingKnown),
    ("RFC 9112 §6.1: identity before chunked", b"^^Transfer-Encoding: identity, chunked", 501, Rule::CodingKnown),
    ("RFC 9112 §6.1: xchunked before chunked", b"^^Transfer-Encoding: xchunked, chunked", 501, Rule::CodingKnown),
    (
        "RFC 9112 §6.1: a coding with parameters",
        b"^^Transfer-Encoding: trailer;a=\"b, c\", chunked",
        501,
        Rule::CodingKnown,
    ),
    (
        "RFC 9112 §6.1: gzip is not understood, over two lines",
        b"^^Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked",
        501,
        Rule::CodingKnown,
    ),
    (
        "RFC 9112 §6.1: Content-Length, then Transfer-Encoding",
        b"Content-Length: 5\r\n^^Transfer-Encoding: chunked",
        400,
        Rule::FramingOne,
    ),
    (
        "RFC 9112 §6.1: Transfer-Encoding, then Content-Length",
        b"Transfer-Encoding: chunked\r\n^^Content-Length: 5",
        400,
        Rule::FramingOne,
    ),
    (
        "RFC 9112 §6.1: both, with a length of 0",
        b"Transfer-Encoding: chunked\r\nA: b\r\n^^Content-Length: 0",
        400,
        Rule::FramingOne,
    ),
    (
        "RFC 9112 §6.1: both, with a coding that is not chunked",
        b"Content-Length: 5\r\n^^Transfer-Encoding: identity",
        400,
        Rule::FramingOne,
    ),
];

/// Name, field lines, content: taken as they are.
const TAKEN: &[(&str, &[u8], &[u8])] = &[
    ("RFC 9110 §8.6: leading zeros", b"Content-Length: 000000000000000000000000000005", HELLO),
    ("RFC 9110 §8.6: a length of 0", b"Content-Length: 0", b""),
    ("RFC 9112 §5.1: white space around a length", b"Content-Length: \t5 ", HELLO),
    ("RFC 9112 §7: codings in whatever case", b"transfer-ENCODING: cHuNkEd", CHUNKS),
    ("RFC 9112 §5.1: a tab before chunked", b"Transfer-Encoding:\tchunked\t", CHUNKS),
    ("RFC 9112 §6.3: neither: no content", b"A: b", b""),
];

pub(crate) fn rows() -> Vec<Row> {
    let length = put(LENGTH, HELLO);
    let chunked = put(CHUNKED, CHUNKS);
    let mut rows: Vec<Row> =
        LENGTHS.iter().map(|(name, lines, rule)| Row::broken(name, &put(lines, HELLO), 400, *rule, &length)).collect();
    rows.extend(
        CODINGS.iter().map(|(name, lines, code, rule)| Row::broken(name, &put(lines, CHUNKS), *code, *rule, &chunked)),
    );
    rows.extend(TAKEN.iter().map(|(name, lines, content)| Row::good(name, &put(lines, content), 204)));
    let old = |lines: &str| format!("PUT /lab/documents/stimulus HTTP/1.0\r\n{lines}\r\n\r\n").into_bytes();
    rows.extend([
        Row::broken(
            "RFC 9112 §6.1: Transfer-Encoding in HTTP/1.0",
            &[old("^^Transfer-Encoding: chunked"), CHUNKS.to_vec()].concat(),
            400,
            Rule::CodingVersion,
            &[old("Content-Length: 5"), HELLO.to_vec()].concat(),
        )
        .field("Transfer-Encoding"),
        Row::broken(
            "RFC 9112 §6.1: Transfer-Encoding in HTTP/1.0, even to be kept alive",
            &[old("Connection: keep-alive\r\n^^Transfer-Encoding: chunked"), CHUNKS.to_vec()].concat(),
            400,
            Rule::CodingVersion,
            &[old("Connection: keep-alive\r\nContent-Length: 5"), HELLO.to_vec()].concat(),
        ),
        Row::broken(
            "RFC 9112 §6.1: both in HTTP/1.0",
            &[old("Content-Length: 5\r\n^^Transfer-Encoding: chunked"), CHUNKS.to_vec()].concat(),
            400,
            Rule::FramingOne,
            &[old("Content-Length: 5"), HELLO.to_vec()].concat(),
        ),
        Row::broken(
            "RFC 9112 §6.3: both framing fields on a GET",
            b"GET /lab/documents/welcome HTTP/1.1\r\nHost: lab\r\nContent-Length: 5\r\n^^Transfer-Encoding: chunked\r\n\r\n",
            400,
            Rule::FramingOne,
            b"GET /lab/documents/welcome HTTP/1.1\r\nHost: lab\r\nContent-Length: 5\r\n\r\nhello",
        ),
        Row::good(
            "RFC 9110 §9.3.1: the content of a GET is not the next request",
            b"GET /lab/documents/welcome HTTP/1.1\r\nHost: lab\r\nContent-Length: 30\r\n\r\n\
              GET /lab HTTP/1.1\r\nHost: x\r\n\r\n",
            200,
        ),
        Row::good(
            "RFC 9110 §9.3.1: the content of a GET in chunks",
            b"GET /lab/documents/welcome HTTP/1.1\r\nHost: lab\r\nTransfer-Encoding: chunked\r\n\r\n\
              5\r\nhello\r\n0\r\n\r\n",
            200,
        ),
        Row::refused(
            "RFC 9110 §15.5.14: the largest length that can be counted is too large for the document",
            &put(b"Content-Length: 9223372036854775807", b""),
            413,
            &length,
        )
        .limit(1024 * 1024)
        .fate(super::row::Fate::Closes)
        .ending(Ending::Open),
    ]);
    rows
}
