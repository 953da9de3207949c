//! The limits: method, target, fields, extensions, trailers, content; each exactly at its edge.

use super::row::{Ending, Fate, Row, WELCOME, get, put};
use statusquo_wire::Rule;

/// The engine's limits as the lab has them unless told otherwise.
const METHOD: usize = 64;
const TARGET: usize = 8 * 1024;
const FIELDS: usize = 64 * 1024;
const LINES: usize = 100;
const DRAIN: usize = 64 * 1024;
const EXTENSIONS: usize = 4096;
const DOCUMENT: usize = 1024 * 1024;
const JSON: usize = 64 * 1024;

pub(crate) fn rows() -> Vec<Row> {
    [request_lines(), fields(), contents(), drained()].concat()
}

fn request_lines() -> Vec<Row> {
    let method = |octets, rest: &[u8]| [&vec![b'M'; octets], rest].concat();
    let target = |octets: usize, rest: &str| {
        let begin = format!("GET {WELCOME}?");
        let fill = "q".repeat(octets + "GET ".len() - begin.len());
        format!("{begin}{fill}{rest}").into_bytes()
    };
    let line_end = " HTTP/1.1\r\nHost: lab\r\n\r\n";
    let fits = target(TARGET, line_end);
    let absolute = format!("GET http://lab{WELCOME}?{}", "q".repeat(TARGET - "http://lab?".len() - WELCOME.len()));
    let long_method = b" /status/200 HTTP/1.1\r\nHost: lab\r\n\r\n";
    vec![
        Row::broken(
            "RFC 9112 §3: a method longer than any that is implemented",
            &[&method(METHOD, b"^^M")[..], long_method].concat(),
            501,
            Rule::MethodLength,
            &method(METHOD, long_method),
        )
        .limit(METHOD as u64),
        Row::broken(
            "RFC 9112 §3: a method without end",
            &method(METHOD, b"^^M"),
            501,
            Rule::MethodLength,
            &method(METHOD, long_method),
        )
        .limit(METHOD as u64)
        .ending(Ending::Open),
        Row::good("RFC 9112 §3: a method that just fits", &method(METHOD, long_method), 200),
        Row::broken(
            "RFC 9110 §15.5.15: a target over the limit",
            &target(TARGET, &format!("^^q{line_end}")),
            414,
            Rule::TargetLength,
            &fits,
        )
        .limit(TARGET as u64),
        Row::broken(
            "RFC 9110 §15.5.15: a target over the limit, before its line is complete",
            &target(TARGET, "^^q"),
            414,
            Rule::TargetLength,
            &fits,
        )
        .limit(TARGET as u64)
        .ending(Ending::Open),
        Row::broken(
            "RFC 9110 §15.5.15: an escape across the limit",
            &target(TARGET - 1, "%^^41"),
            414,
            Rule::TargetLength,
            &fits,
        )
        .limit(TARGET as u64)
        .ending(Ending::Open),
        Row::broken(
            "RFC 9110 §15.5.15: an absolute-form over the limit",
            format!("{absolute}^^q{line_end}").as_bytes(),
            414,
            Rule::TargetLength,
            format!("{absolute}{line_end}").as_bytes(),
        )
        .limit(TARGET as u64),
        Row::good("RFC 9112 §3: a target that just fits", &fits, 200),
        Row::broken(
            "RFC 9112 §3: a target that just fits, and no version",
            &target(TARGET, "^^\r\nHost: lab\r\n\r\n"),
            400,
            Rule::RequestLine,
            &fits,
        ),
        Row::broken(
            "RFC 3986 §2: a target that is wrong before it is too long",
            &target(TARGET - 1, "^^#qq"),
            400,
            Rule::TargetOctets,
            &target(TARGET - 1, line_end),
        ),
    ]
}

fn fields() -> Vec<Row> {
    let line = format!("GET {WELCOME} HTTP/1.1\r\n");
    // One field as large as the section may be, with `more` octets above that; the fault is the first octet beyond.
    let large = |more: usize| {
        let rest = "Host: lab\r\nX-Large: ".len() + "\r\n\r\n".len();
        format!("{line}Host: lab\r\nX-Large: {}\r\n\r\n", "v".repeat(FIELDS - rest + more)).into_bytes()
    };
    let marked = |sent: &[u8]| {
        let (inside, beyond) = sent.split_at(line.len() + FIELDS);
        [inside, b"^^", beyond].concat()
    };
    let over = |name, sent: &[u8], twin: &[u8]| {
        Row::broken(name, &marked(sent), 431, Rule::FieldsLength, twin).limit(FIELDS as u64)
    };
    let lines = |count: usize| (2..=count).map(|at| format!("\r\nX-{at}: v")).collect::<String>();
    let many = |count| get(format!("Host: lab{}", lines(count)).as_bytes());
    let small = |octets| format!("\r\nA: {}", "v".repeat(octets)).repeat(80);
    let fits = large(0);
    vec![
        over("RFC 6585 §5: a field over the limit", &large(3), &fits).field("X-Large"),
        over("RFC 6585 §5: fields over the limit by the last octet of their end", &large(1), &fits),
        over("RFC 6585 §5: a field over the limit, before it is complete", &large(3)[..line.len() + FIELDS], &fits)
            .field("X-Large")
            .ending(Ending::Open),
        over("RFC 6585 §5: a field far over the limit", &large(300_000), &fits).field("X-Large"),
        over(
            "RFC 6585 §5: a name over the limit",
            format!("{line}{}: v\r\nHost: lab\r\n\r\n", "N".repeat(FIELDS)).as_bytes(),
            format!("{line}{}: v\r\nHost: lab\r\n\r\n", "N".repeat(FIELDS - 20)).as_bytes(),
        )
        .field("NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN"),
        over(
            "RFC 6585 §5: many small fields over the limit",
            &get(format!("Host: lab{}", small(900)).as_bytes()),
            &get(format!("Host: lab{}", small(700)).as_bytes()),
        )
        .field("A"),
        Row::good("RFC 6585 §5: fields that just fit", &fits, 200),
        Row::broken(
            "RFC 6585 §5: one field line too many",
            &get(format!("Host: lab{}\r\nX-101^^: v", lines(LINES)).as_bytes()),
            431,
            Rule::FieldsCount,
            &many(LINES),
        )
        .limit(LINES as u64)
        .field("X-101"),
        Row::broken(
            "RFC 6585 §5: one field line too many, before it is complete",
            format!("{line}Host: lab{}\r\nX-101^^:", lines(LINES)).as_bytes(),
            431,
            Rule::FieldsCount,
            &many(LINES),
        )
        .limit(LINES as u64)
        .field("X-101")
        .ending(Ending::Open),
        Row::good("RFC 6585 §5: as many field lines as there may be", &many(LINES), 200),
    ]
}

fn contents() -> Vec<Row> {
    let chunked = |content: String| put(b"Transfer-Encoding: chunked", content.as_bytes());
    let extended = |octets: usize, mark: &str| {
        chunked(format!("5;x={}{mark}\r\nhello\r\n0\r\n\r\n", "v".repeat(octets - ";x=".len())))
    };
    let padded = |octets: usize, mark: &str| chunked(format!("5{}{mark};x\r\nhello\r\n0\r\n\r\n", " ".repeat(octets)));
    let trailer = |octets: usize, mark: &str| {
        chunked(format!("0\r\nX-Large: {}{mark}\r\n\r\n", "v".repeat(octets - "X-Large: ".len())))
    };
    let trailers = |count: usize, last: &str| {
        chunked(format!("0\r\n{}{last}\r\n", (1..=count).map(|at| format!("X-{at}: v\r\n")).collect::<String>()))
    };
    let sized = |octets: usize| put(format!("Content-Length: {octets}").as_bytes(), &vec![b'd'; octets]);
    let one_chunk = |octets: usize| chunked(format!("{octets:x}\r\n{}\r\n0\r\n\r\n", "d".repeat(octets)));
    let job = |octets: usize, content: &str| {
        let head = "POST /lab/jobs HTTP/1.1\r\nHost: lab\r\nContent-Type: application/json\r\n";
        format!("{head}Content-Length: {octets}\r\n\r\n{content}").into_bytes()
    };
    let json = r#"{"seconds": 0.0}"#;
    let large = |name, sent: &[u8], twin: &[u8], limit: usize| {
        Row::refused(name, sent, 413, twin).limit(limit as u64).fate(Fate::Closes)
    };
    vec![
        Row::broken_content(
            "RFC 9112 §7.1.1: chunk extensions over the limit",
            &extended(EXTENSIONS, "^^v"),
            400,
            Rule::ChunkExtensionLength,
            &extended(EXTENSIONS, ""),
        )
        .limit(EXTENSIONS as u64),
        Row::broken_content(
            "RFC 9112 §7.1.1: white space before an extension counts as well",
            &padded(EXTENSIONS, "^^"),
            400,
            Rule::ChunkExtensionLength,
            &padded(EXTENSIONS - 2, ""),
        )
        .limit(EXTENSIONS as u64),
        Row::broken_content(
            "RFC 9112 §7.1.1: small extensions of many chunks over the limit",
            &chunked(format!("{}1^^;a\r\nx\r\n0\r\n\r\n", "1;a\r\nx\r\n".repeat(EXTENSIONS / 2))),
            400,
            Rule::ChunkExtensionLength,
            &chunked(format!("{}0\r\n\r\n", "1;a\r\nx\r\n".repeat(EXTENSIONS / 2))),
        )
        .limit(EXTENSIONS as u64),
        Row::broken_content(
            "RFC 9112 §7.1.2: a trailer section over the limit",
            &trailer(FIELDS, "^^"),
            400,
            Rule::FieldsLength,
            &trailer(FIELDS - 4, ""),
        )
        .limit(FIELDS as u64)
        .field("X-Large"),
        Row::broken_content(
            "RFC 9112 §7.1.2: one trailer too many",
            &trailers(LINES, "X-101^^: v\r\n"),
            400,
            Rule::FieldsCount,
            &trailers(LINES, ""),
        )
        .limit(LINES as u64)
        .field("X-101"),
        large("RFC 9110 §15.5.14: a document over the limit", &sized(DOCUMENT + 1), &sized(DOCUMENT), DOCUMENT),
        large(
            "RFC 9110 §15.5.14: a document over the limit, before any of it is sent",
            &put(format!("Content-Length: {}", DOCUMENT + 1).as_bytes(), b""),
            &sized(DOCUMENT),
            DOCUMENT,
        )
        .ending(Ending::Open),
        large(
            "RFC 9110 §15.5.14: a document over the limit, in chunks",
            &one_chunk(DOCUMENT + 1),
            &one_chunk(DOCUMENT),
            DOCUMENT,
        ),
        large("RFC 9110 §15.5.14: JSON over the limit", &job(JSON + 1, json), &job(json.len(), json), JSON)
            .ending(Ending::Open),
    ]
}

/// Content that nobody wants is read to keep the connection, if it is small.
fn drained() -> Vec<Row> {
    let unwanted = |octets: usize| {
        let head = format!("POST /lab/documents/welcome HTTP/1.1\r\nHost: lab\r\nContent-Length: {octets}\r\n\r\n");
        [head.as_bytes(), &vec![b'd'; octets]].concat()
    };
    vec![
        Row::refused(
            "RFC 9112 §9.3: small content of a refused request is read",
            &unwanted(5),
            405,
            &get(b"Host: lab"),
        ),
        Row::refused(
            "RFC 9112 §9.3: content of a refused request that is just small enough",
            &unwanted(DRAIN),
            405,
            &get(b"Host: lab"),
        ),
        Row::refused(
            "RFC 9112 §9.3: large content of a refused request is not read: the connection closes",
            &unwanted(DRAIN + 1),
            405,
            &get(b"Host: lab"),
        )
        .fate(Fate::Closes),
    ]
}
