//! Field lines: names, colons, values, folds and line ends (RFC 9112 §5, RFC 9110 §5).

use super::row::{Row, get};
use statusquo_wire::Rule;

/// Name, field lines, rule, the field that the answer names if it can. They follow a good Host; each is answered with
/// 400, and the good twin has `A: b` in their place.
const LINES: &[(&str, &[u8], Rule, Option<&str>)] = &[
    ("RFC 9112 §5.1: no space before the colon", b"A^^ : b", Rule::NameSpace, Some("A")),
    ("RFC 9112 §5.1: no tab before the colon", b"A^^\t: b", Rule::NameSpace, Some("A")),
    ("RFC 9112 §5.1: no space in a name", b"A^^ B: c", Rule::NameSpace, Some("A")),
    ("RFC 9112 §5.1: no space before the colon of a framing field", b"Content-Length^^ : 0", Rule::NameSpace, None),
    ("RFC 9112 §5.1: nor of the other framing field", b"Transfer-Encoding^^ : chunked", Rule::NameSpace, None),
    ("RFC 9112 §5.2: a fold with a space", b"A: b\r\n^^ c", Rule::Fold, None),
    ("RFC 9112 §5.2: a fold with a tab", b"A: b\r\n^^\tc", Rule::Fold, None),
    ("RFC 9112 §5.2: a fold without a value before it", b"A:\r\n^^ b", Rule::Fold, None),
    ("RFC 9112 §5.2: a fold that hides a field", b"A: b\r\n^^ Content-Length: 5", Rule::Fold, None),
    ("RFC 9112 §5.2: a line of spaces alone", b"A: b\r\n^^  ", Rule::Fold, None),
    ("RFC 9110 §5.1: an empty name", b"^^: b", Rule::NameEmpty, None),
    ("RFC 9112 §5: a line without a colon", b"A^^", Rule::NameColon, Some("A")),
    ("RFC 9112 §5: a second request line is no field line", b"GET^^ / HTTP/1.1", Rule::NameSpace, Some("GET")),
    ("RFC 9110 §5.1: a name is a token, no separator", b"A^^(b): c", Rule::NameToken, None),
    ("RFC 9110 §5.1: a name is a token, not quoted", b"^^\"A\": b", Rule::NameToken, None),
    ("RFC 9110 §5.1: a name is a token, no slash", b"A^^/B: c", Rule::NameToken, None),
    ("RFC 9110 §5.1: a name is a token, no NUL", b"A^^\0: b", Rule::NameToken, None),
    ("RFC 9110 §5.1: a name is a token, no control", b"^^\x0bA: b", Rule::NameToken, None),
    ("RFC 9110 §5.1: a name is a token, no DEL", b"A^^\x7f: b", Rule::NameToken, None),
    ("RFC 9110 §5.1: a name is a token, ASCII", b"^^\xc3\xa9: b", Rule::NameToken, None),
    ("RFC 9110 §5.1: a name is a token, and no-break space is not", b"A^^\xa0: b", Rule::NameToken, None),
    ("RFC 9110 §5.5: NUL in a value", b"A: b^^\0c", Rule::ValueOctets, Some("A")),
    ("RFC 9110 §5.5: NUL first in a value", b"A: ^^\0", Rule::ValueOctets, Some("A")),
    ("RFC 9110 §5.5: CR in a value", b"A: b\r^^c", Rule::ValueOctets, Some("A")),
    ("RFC 9110 §5.5: CR before CRLF", b"A: b\r^^", Rule::ValueOctets, Some("A")),
    ("RFC 9110 §5.5: CR and a field", b"A: b\r^^Content-Length: 5", Rule::ValueOctets, Some("A")),
    ("RFC 9110 §5.5: DEL in a value", b"A: b^^\x7f", Rule::ValueOctets, Some("A")),
    ("RFC 9110 §5.5: SOH in a value", b"A: ^^\x01", Rule::ValueOctets, Some("A")),
    ("RFC 9110 §5.5: BEL in a value", b"A: b^^\x07", Rule::ValueOctets, Some("A")),
    ("RFC 9110 §5.5: BS in a value", b"A: b^^\x08", Rule::ValueOctets, Some("A")),
    ("RFC 9110 §5.5: VT in a value", b"A: b^^\x0b", Rule::ValueOctets, Some("A")),
    ("RFC 9110 §5.5: FF in a value", b"A: b^^\x0c", Rule::ValueOctets, Some("A")),
    ("RFC 9110 §5.5: ESC in a value", b"A: ^^\x1b[31mb", Rule::ValueOctets, Some("A")),
    ("RFC 9110 §5.5: US in a value", b"A: b^^\x1f", Rule::ValueOctets, Some("A")),
    ("RFC 9112 §2.2: bare LF ends no field line", b"A: b^^\nC: d", Rule::LineEnd, Some("A")),
    ("RFC 9112 §2.2: bare LF ends no framing field", b"A: b^^\nContent-Length: 5", Rule::LineEnd, Some("A")),
    ("RFC 9112 §2.2: bare LF ends no empty value", b"A:^^\nC: d", Rule::LineEnd, Some("A")),
    ("RFC 9112 §2.2: bare LF ends no name", b"A^^\nC: d", Rule::NameColon, Some("A")),
    ("RFC 9112 §2.2: bare LF ends no head", b"A: b\r\n^^\nGET / HTTP/1.1", Rule::LineEnd, None),
    ("RFC 9112 §2.2: bare CR ends no head", b"A: b\r\n\r^^GET / HTTP/1.1", Rule::LineEnd, None),
];

/// Name and field lines that are taken as they are.
const TAKEN: &[(&str, &[u8])] = &[
    ("RFC 9112 §5.1: no white space after the colon", b"A:b"),
    ("RFC 9112 §5.1: spaces and tabs around a value", b"A: \t b \t "),
    ("RFC 9112 §5.1: an empty value", b"A:"),
    ("RFC 9112 §5.1: a value of spaces alone", b"A:   "),
    ("RFC 9110 §5.5: a tab inside a value", b"A: b\tc"),
    ("RFC 9110 §5.5: obs-text is opaque", b"A: caf\xe9 \xc3\xa9 \xff"),
    ("RFC 9110 §5.5: a colon inside a value", b"A: b: c"),
    ("RFC 9110 §5.6.2: every tchar in a name", b"!#$%&'*+-.^_`|~09aZ: b"),
    ("RFC 9110 §5.1: a name in whatever case", b"cOnTeNt-LeNgTh: 0"),
    ("RFC 9110 §5.3: a field on two lines", b"A: b\r\nA: c"),
];

pub(crate) fn rows() -> Vec<Row> {
    let good = after_host(b"A: b");
    let mut rows: Vec<Row> = LINES
        .iter()
        .map(|(name, lines, rule, field)| Row {
            field: *field,
            ..Row::broken(name, &after_host(lines), 400, *rule, &good)
        })
        .collect();
    rows.extend([
        Row::broken(
            "RFC 9112 §2.2: no space between the start line and the first field",
            &get(b"^^ Host: lab"),
            400,
            Rule::LeadingSpace,
            &get(b"Host: lab"),
        ),
        Row::broken(
            "RFC 9112 §2.2: no tab between the start line and the first field",
            &get(b"^^\tA: b\r\nHost: lab"),
            400,
            Rule::LeadingSpace,
            &get(b"A: b\r\nHost: lab"),
        ),
        Row::broken(
            "RFC 9112 §2.2: no line of spaces after the start line",
            &get(b"^^ \r\nHost: lab"),
            400,
            Rule::LeadingSpace,
            &get(b"Host: lab"),
        ),
    ]);
    rows.extend(TAKEN.iter().map(|(name, lines)| Row::good(name, &after_host(lines), 200)));
    rows
}

fn after_host(lines: &[u8]) -> Vec<u8> {
    get(&[b"Host: lab\r\n", lines].concat())
}
