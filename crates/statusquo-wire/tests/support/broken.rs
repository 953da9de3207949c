//! Streams of requests that break a rule each: what has led one server or another to see a message where there is none.

use statusquo_wire::Rule;

/// A name, the rule that is broken, and the bytes.
pub(crate) fn streams() -> Vec<(&'static str, Rule, Vec<u8>)> {
    let mut streams: Vec<(&str, Rule, Vec<u8>)> =
        STREAMS.iter().map(|(name, rule, text)| (*name, *rule, text.as_bytes().to_vec())).collect();
    streams.push(("a space beyond ASCII before chunked", Rule::CodingForm, coding(b"\xa0chunked")));
    streams.push(("a control before chunked", Rule::ValueOctets, coding(b"\x0bchunked")));
    streams.push(("TLS", Rule::CleartextOnly, b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00".to_vec()));
    streams.push(("a target beyond ASCII", Rule::TargetOctets, b"GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n".to_vec()));
    let long = "x".repeat(8 * 1024);
    streams.push((
        "a long target",
        Rule::TargetLength,
        format!("GET /{long} HTTP/1.1\r\nHost: a\r\n\r\n").into_bytes(),
    ));
    let method = "X".repeat(65);
    streams.push(("a long method", Rule::MethodLength, format!("{method} / HTTP/1.1\r\nHost: a\r\n\r\n").into_bytes()));
    let lines: String = (0..101).map(|number| format!("X{number}: {number}\r\n")).collect();
    streams.push(("many fields", Rule::FieldsCount, format!("GET / HTTP/1.1\r\n{lines}Host: a\r\n\r\n").into_bytes()));
    streams
}

fn coding(value: &[u8]) -> Vec<u8> {
    [b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: ", value, b"\r\n\r\n0\r\n\r\n"].concat()
}

const STREAMS: &[(&str, Rule, &str)] = &[
    (
        "length and coding",
        Rule::FramingOne,
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX",
    ),
    (
        "coding and length",
        Rule::FramingOne,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\nX",
    ),
    (
        "two lengths",
        Rule::LengthOne,
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    ),
    (
        "the same length twice",
        Rule::LengthOne,
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
    ),
    ("a list of lengths", Rule::LengthDigits, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nhello"),
    ("a signed length", Rule::LengthDigits, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello"),
    ("a negative length", Rule::LengthDigits, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"),
    ("a hexadecimal length", Rule::LengthDigits, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello"),
    (
        "a length with a separator",
        Rule::LengthDigits,
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1_0\r\n\r\nhellohello",
    ),
    ("an empty length", Rule::LengthDigits, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n"),
    (
        "a length of 2^64",
        Rule::LengthSize,
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551616\r\n\r\n",
    ),
    (
        "an unknown coding",
        Rule::CodingLast,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    ),
    ("identity", Rule::CodingLast, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n"),
    (
        "chunked not last",
        Rule::CodingLast,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
    ),
    (
        "gzip before chunked",
        Rule::CodingKnown,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "chunked twice",
        Rule::CodingOnce,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "chunked in two lines",
        Rule::CodingOnce,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
    ("a coding in HTTP/1.0", Rule::CodingVersion, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    (
        "a space before the colon",
        Rule::NameSpace,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    ),
    ("a tab before the first name", Rule::LeadingSpace, "POST / HTTP/1.1\r\n\tHost: a\r\nContent-Length: 1\r\n\r\nx"),
    ("a folded value", Rule::Fold, "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n"),
    ("a folded coding", Rule::Fold, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
    ("NUL in a value", Rule::ValueOctets, "GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n"),
    ("CR in a value", Rule::ValueOctets, "GET / HTTP/1.1\r\nHost: a\r\nX: b\rY: c\r\n\r\n"),
    ("no colon", Rule::NameColon, "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n"),
    ("no name", Rule::NameEmpty, "GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n"),
    ("a name that is no token", Rule::NameToken, "GET / HTTP/1.1\r\nHost: a\r\nX@: y\r\n\r\n"),
    ("LF alone", Rule::LineEnd, "GET / HTTP/1.1\nHost: a\n\n"),
    ("LF alone at the end", Rule::LineEnd, "GET / HTTP/1.1\r\nHost: a\r\n\n"),
    ("CR alone", Rule::LineEnd, "GET / HTTP/1.1\rHost: a\r\r"),
    ("LF alone first", Rule::LineEnd, "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("two Hosts", Rule::HostOne, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
    ("no Host", Rule::HostOne, "GET / HTTP/1.1\r\nX: y\r\n\r\n"),
    ("a Host with a space", Rule::HostForm, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
    ("HTTP/1.32", Rule::VersionForm, "GET / HTTP/1.32\r\nHost: a\r\n\r\n"),
    ("HTTP/9.9", Rule::VersionMajor, "GET / HTTP/9.9\r\nHost: a\r\n\r\n"),
    ("http/1.1", Rule::VersionForm, "GET / http/1.1\r\nHost: a\r\n\r\n"),
    ("no version", Rule::RequestLine, "GET /\r\n\r\n"),
    ("a line end in the target", Rule::RequestLine, "GET /\nHTTP/1.1\r\nHost: a\r\n\r\n"),
    ("two spaces", Rule::RequestLine, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("the preface of HTTP/2", Rule::VersionMajor, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    ("a method with separators", Rule::MethodToken, "GE(T) / HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("a fragment", Rule::TargetOctets, "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("half an escape", Rule::TargetPercent, "GET /%2 HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("no path", Rule::TargetForm, "GET foo HTTP/1.1\r\nHost: a\r\n\r\n"),
    ("five empty lines", Rule::EmptyLines, "\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    (
        "a chunk size with a prefix",
        Rule::ChunkSize,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x2\r\nhi\r\n0\r\n\r\n",
    ),
    (
        "a signed chunk size",
        Rule::ChunkSize,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n+2\r\nhi\r\n0\r\n\r\n",
    ),
    (
        "a chunk size with a separator",
        Rule::ChunkSize,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0_2e\r\nhi\r\n0\r\n\r\n",
    ),
    (
        "a space before a chunk size",
        Rule::ChunkSize,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n 2\r\nhi\r\n0\r\n\r\n",
    ),
    (
        "a space after a chunk size",
        Rule::ChunkSize,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2 \r\nhi\r\n0\r\n\r\n",
    ),
    (
        "an empty chunk size",
        Rule::ChunkSize,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\nhi\r\n0\r\n\r\n",
    ),
    (
        "a chunk size of 17 digits",
        Rule::ChunkCount,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000002\r\nhi\r\n0\r\n\r\n",
    ),
    (
        "a chunk size with many zeros",
        Rule::ChunkCount,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n00000000000000002\r\nhi\r\n0\r\n\r\n",
    ),
    (
        "a length that no content has",
        Rule::LengthSize,
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9223372036854775808\r\n\r\n",
    ),
    (
        "an empty coding and a length",
        Rule::FramingOne,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\nContent-Length: 2\r\n\r\nhi",
    ),
    (
        "chunked twice, once before a tab",
        Rule::CodingOnce,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\t\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "an extension without its value",
        Rule::ChunkExtension,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;a=;b=c\r\nx\r\n0\r\n\r\n",
    ),
    ("HTTP/2.0", Rule::VersionMajor, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
    (
        "LF after a chunk size",
        Rule::LineEnd,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\nhi\r\n0\r\n\r\n",
    ),
    (
        "LF in an extension",
        Rule::LineEnd,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;a\nhi\r\n0\r\n\r\n",
    ),
    (
        "CRLF in a quoted extension",
        Rule::ChunkExtension,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;a=\"\r\nhi\r\n0\r\n\r\n\"\r\n\r\n",
    ),
    (
        "no CRLF after a chunk",
        Rule::ChunkEnd,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi0\r\n\r\n",
    ),
    (
        "a chunk longer than its size",
        Rule::ChunkEnd,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nhi\r\n0\r\n\r\n",
    ),
    (
        "a length in a trailer",
        Rule::TrailerFraming,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 5\r\n\r\n",
    ),
    (
        "a coding in a trailer",
        Rule::TrailerFraming,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n",
    ),
    (
        "a Host in a trailer",
        Rule::TrailerFraming,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nHost: b\r\n\r\n",
    ),
    (
        "LF in a trailer",
        Rule::LineEnd,
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: y\n\r\n",
    ),
];
