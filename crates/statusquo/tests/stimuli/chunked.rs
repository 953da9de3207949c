//! The chunked coding: sizes, extensions, data and trailers (RFC 9112 §7.1).

use super::row::{Row, put};
use statusquo_wire::Rule;

const CHUNKED: &[u8] = b"Transfer-Encoding: chunked";
const GOOD: &[u8] = b"5\r\nhello\r\n0\r\n\r\n";

/// Name, content, rule. Each is answered with 400; the good twin is `hello` in one chunk.
const CONTENTS: &[(&str, &[u8], Rule)] = &[
    ("RFC 9112 §7.1: a size with 0x", b"0^^x5\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: a size with a plus sign", b"^^+5\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: a size with a minus sign", b"^^-5\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: a size with an underscore", b"5^^_0\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: a last size with an underscore", b"5\r\nhello\r\n0^^_2e\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: a size that is no number", b"^^zz\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: a size with a letter after f", b"5^^g\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: a size with an h at its end", b"5^^h\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: a size in quotes", b"^^\"5\"\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: a size with a comma", b"5^^,0\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: a size with a dot", b"5^^.0\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: digits beyond ASCII", b"^^\xef\xbc\x95\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: NUL after the size", b"5^^\0\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: an empty size", b"^^\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: an empty size at the end", b"5\r\nhello\r\n^^\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: an empty size before an extension", b"^^;a=b\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: a space before the size", b"^^ 5\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: a tab before the size", b"^^\t5\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: a space after the size", b"5 ^^\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: a space inside the size", b"5 ^^0\r\nhello\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9112 §7.1: seventeen digits", b"0000000000000000^^5\r\nhello\r\n0\r\n\r\n", Rule::ChunkCount),
    ("RFC 9112 §7.1: 2^64 and 5, that would wrap to 5", b"1000000000000000^^5\r\nhello\r\n0\r\n\r\n", Rule::ChunkCount),
    ("RFC 9112 §7.1: 2^64 - 1", b"fffffffffffffff^^f\r\nhello\r\n0\r\n\r\n", Rule::ChunkCount),
    ("RFC 9112 §7.1: 2^63", b"800000000000000^^0\r\nhello\r\n0\r\n\r\n", Rule::ChunkCount),
    ("RFC 9112 §2.2: bare LF after a size", b"5^^\nhello\r\n0\r\n\r\n", Rule::LineEnd),
    ("RFC 9112 §2.2: bare LF after the last size", b"5\r\nhello\r\n0^^\n\r\n", Rule::LineEnd),
    ("RFC 9112 §2.2: bare CR after a size", b"5\r^^hello\r\n0\r\n\r\n", Rule::LineEnd),
    ("RFC 9112 §2.2: CR CR LF after a size", b"5\r^^\r\nhello\r\n0\r\n\r\n", Rule::LineEnd),
    ("RFC 9112 §7.1.1: an extension without a name", b"5;^^\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1.1: an extension with a value and no name", b"5;^^=b\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1.1: two semicolons", b"5;^^;a\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1.1: a semicolon at the end", b"5;a=b;^^\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1.1: a name that is no token", b"5;a^^(=b\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1.1: an extension without a value", b"5;a=^^\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1.1: a value that is no token", b"5;a=b^^/c\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1.1: two equals signs", b"5;a=^^=b\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1.1: NUL in an extension", b"5;a^^\0\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1.1: an extension beyond ASCII", b"5;^^\xc3\xa9\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1.1: a space after a name", b"5;a ^^\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1.1: a space after a value", b"5;a=b ^^\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1.1: a space after a quoted value", b"5;a=\"b\" ^^\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1.1: two values", b"5;a=b ^^c\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1.1: bare LF in an extension's name", b"5;a^^\nb\r\nhello\r\n0\r\n\r\n", Rule::LineEnd),
    ("RFC 9112 §7.1.1: bare LF in an extension's value", b"5;a=b^^\nc\r\nhello\r\n0\r\n\r\n", Rule::LineEnd),
    ("RFC 9112 §7.1.1: bare LF after a semicolon", b"5;^^\nhello\r\n0\r\n\r\n", Rule::LineEnd),
    ("RFC 9112 §7.1.1: bare CR in an extension", b"5;a\r^^b\r\nhello\r\n0\r\n\r\n", Rule::LineEnd),
    ("RFC 9110 §5.6.4: CRLF in a quoted value", b"5;a=\"b^^\r\nc\"\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9110 §5.6.4: bare LF in a quoted value", b"5;a=\"b^^\nc\"\r\nhello\r\n0\r\n\r\n", Rule::LineEnd),
    ("RFC 9110 §5.6.4: CR behind a backslash", b"5;a=\"b\\^^\r\nc\"\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9110 §5.6.4: NUL in a quoted value", b"5;a=\"^^\0\"\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9110 §5.6.4: a quoted value that does not end", b"5;a=\"b^^\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9110 §5.6.4: something after a quoted value", b"5;a=\"b\"^^c\r\nhello\r\n0\r\n\r\n", Rule::ChunkExtension),
    ("RFC 9112 §7.1: no CRLF after the data", b"5\r\nhello^^0\r\n\r\n", Rule::ChunkEnd),
    ("RFC 9112 §7.1: more data than the size says", b"5\r\nhello^^!\r\n0\r\n\r\n", Rule::ChunkEnd),
    ("RFC 9112 §7.1: less data than the size says", b"6\r\nhello\r^^\n0\r\n\r\n", Rule::ChunkEnd),
    ("RFC 9112 §7.1: bare LF after the data", b"5\r\nhello^^\n0\r\n\r\n", Rule::ChunkEnd),
    ("RFC 9112 §7.1: bare CR after the data", b"5\r\nhello\r^^0\r\n\r\n", Rule::ChunkEnd),
    ("RFC 9112 §7.1: an empty line after a chunk", b"5\r\nhello\r\n^^\r\n0\r\n\r\n", Rule::ChunkSize),
    ("RFC 9110 §6.5.1: Content-Length in a trailer", b"0\r\n^^Content-Length: 5\r\n\r\n", Rule::TrailerFraming),
    ("RFC 9110 §6.5.1: Transfer-Encoding", b"0\r\nA: b\r\n^^transfer-encoding: chunked\r\n\r\n", Rule::TrailerFraming),
    ("RFC 9110 §6.5.1: Host in a trailer", b"0\r\n^^Host: lab\r\n\r\n", Rule::TrailerFraming),
    ("RFC 9110 §6.5.1: Trailer in a trailer", b"0\r\n^^Trailer: A\r\n\r\n", Rule::TrailerFraming),
    ("RFC 9110 §6.5.1: Connection in a trailer", b"0\r\n^^Connection: close\r\n\r\n", Rule::TrailerFraming),
    ("RFC 9110 §6.5.1: Content-Encoding in a trailer", b"0\r\n^^Content-Encoding: gzip\r\n\r\n", Rule::TrailerFraming),
    ("RFC 9110 §6.5.1: Authorization in a trailer", b"0\r\n^^Authorization: Basic eA==\r\n\r\n", Rule::TrailerFraming),
    ("RFC 9112 §7.1.2: a trailer without a colon", b"0\r\ngarbage^^\r\n\r\n", Rule::NameColon),
    ("RFC 9112 §7.1.2: a request as a trailer", b"0\r\nGET^^ / HTTP/1.1\r\n\r\n", Rule::NameSpace),
    ("RFC 9112 §7.1.2: a trailer without a name", b"0\r\n^^: b\r\n\r\n", Rule::NameEmpty),
    ("RFC 9112 §7.1.2: a space before a trailer's colon", b"0\r\nA^^ : b\r\n\r\n", Rule::NameSpace),
    ("RFC 9112 §7.1.2: a trailer's name is a token", b"0\r\nA^^(: b\r\n\r\n", Rule::NameToken),
    ("RFC 9112 §5.2: a fold in a trailer", b"0\r\nA: b\r\n^^ c\r\n\r\n", Rule::Fold),
    ("RFC 9110 §5.5: NUL in a trailer", b"0\r\nA: ^^\0\r\n\r\n", Rule::ValueOctets),
    ("RFC 9110 §5.5: bare CR in a trailer", b"0\r\nA: b\r^^c\r\n\r\n", Rule::ValueOctets),
    ("RFC 9112 §2.2: bare LF after a trailer", b"0\r\nA: b^^\n\r\n", Rule::LineEnd),
    ("RFC 9112 §2.2: bare LF at the end", b"5\r\nhello\r\n0\r\n^^\n", Rule::LineEnd),
    ("RFC 9112 §2.2: bare CR at the end", b"5\r\nhello\r\n0\r\n\r^^\r", Rule::LineEnd),
];

/// Name and content: taken as it is.
const TAKEN: &[(&str, &[u8])] = &[
    ("RFC 9112 §7.1: two chunks", b"2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"),
    ("RFC 9112 §7.1: the last chunk alone", b"0\r\n\r\n"),
    ("RFC 9112 §7.1: a last chunk of many zeros", b"5\r\nhello\r\n0000000000000000\r\n\r\n"),
    ("RFC 9112 §7.1: sixteen digits", b"0000000000000005\r\nhello\r\n0\r\n\r\n"),
    ("RFC 9112 §7.1: digits in capitals", b"A\r\nhellohello\r\n0\r\n\r\n"),
    ("RFC 9112 §7.1: data that looks like an end", b"5\r\n0\r\n\r\n\r\n0\r\n\r\n"),
    ("RFC 9112 §7.1.1: extensions are ignored", b"5;a;b=c;d=\"e;f, \\\"\"\r\nhello\r\n0;a\r\n\r\n"),
    ("RFC 9112 §7.1.1: bad white space is overlooked", b"5 ; a = b\t;\tc = \"d\"\r\nhello\r\n0 ;x\r\n\r\n"),
    ("RFC 9112 §7.1.2: trailers", b"5\r\nhello\r\n0\r\nA: b\r\nC:\r\n\r\n"),
];

pub(crate) fn rows() -> Vec<Row> {
    let good = put(CHUNKED, GOOD);
    let mut rows: Vec<Row> = CONTENTS
        .iter()
        .map(|(name, content, rule)| Row::broken_content(name, &put(CHUNKED, content), 400, *rule, &good))
        .collect();
    rows.extend(TAKEN.iter().map(|(name, content)| Row::good(name, &put(CHUNKED, content), 204)));
    rows
}
