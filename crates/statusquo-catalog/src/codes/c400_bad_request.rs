//! 400 Bad Request: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET / HTTP/1.1\r\nAccept: */*\r\n\r\n")];

/// The entry for 400 Bad Request.
pub(super) const ENTRY: Entry = Entry {
    code: 400,
    phrase: "Bad Request",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.1"),
    standing: Standing::Standard,
    layer: Layer::Message,
    meaning: "The server cannot or will not process the request because the request is at fault: it could not be \
              understood, broke the rules of a message, or was missing required parameters.",
    example: None,
    rfc_says: Some(
        "RFC 9110 §15.5.1 leaves it to the server: whatever it takes for a client's error, from malformed syntax and \
         framing to deceptive routing. That a parameter is missing is not spelled out there, but is the usual code for \
         it.",
    ),
    causes: &[
        Cause::in_lab(
            "The content is not well-formed JSON: a trailing comma, a missing brace, single quotes.",
            "POST /lab/users with {\"name\":",
        )
        .by(&[Step::send(
            "POST /lab/users HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
             Content-Length: 8\r\n\r\n{\"name\":",
        )]),
        Cause::in_lab(
            "A required parameter or member is missing.",
            "POST /lab/users with {\"name\": \"Ada\"}, or GET /lab/divide without ?by=",
        )
        .by(&[Step::send(
            "POST /lab/users HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
             Content-Length: 15\r\n\r\n{\"name\": \"Ada\"}",
        )]),
        Cause::in_lab("A parameter has the wrong form: a word where a number belongs.", "GET /lab/divide?by=two")
            .by(&[Step::send("GET /lab/divide?by=two HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::in_lab("The HTTP/1.1 request has no Host field.", "GET / HTTP/1.1 without a Host field").by(STEPS),
        Cause::in_lab(
            "It has two Host fields, or a Host that names no host: a space, a path, a list, a user name.",
            "GET / with Host: a b",
        )
        .by(&[Step::send("GET / HTTP/1.1\r\nHost: a b\r\n\r\n")]),
        Cause::in_lab(
            "HTTPS was spoken to a plain HTTP port, so the first bytes are a TLS handshake.",
            "curl -sk https:// to the lab's HTTP port",
        )
        .by(&[Step::send("\x16\x03\x01\0-\x01\0\0)\x03\x03Sixteen words of random octets..\0\0\x02\x13\x01\x01\0")]),
        Cause::in_lab(
            "The request target has a character that belongs percent-encoded, a broken % sequence, or a fragment (#).",
            "GET /a%zz",
        )
        .by(&[Step::send("GET /a%zz HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::in_lab(
            "The request line has no method token, an extra space, or no HTTP version.",
            "GARBAGE as the first line",
        )
        .by(&[Step::send("GARBAGE\r\n\r\n")]),
        Cause::in_lab("A space stands between a field name and its colon.", "GET / with X-A : 1")
            .by(&[Step::send("GET / HTTP/1.1\r\nHost: {authority}\r\nX-A : 1\r\n\r\n")]),
        Cause::in_lab(
            "A field is folded onto a second line (obs-fold), as older HTTP and mail allowed.",
            "GET / with a field line that begins with a space",
        )
        .by(&[Step::send("GET / HTTP/1.1\r\nHost: {authority}\r\nX-A: 1\r\n 2\r\n\r\n")]),
        Cause::in_lab(
            "A field value holds NUL, a bare CR or another control character, or a line ends in a bare LF.",
            "GET / with a NUL in a field value",
        )
        .by(&[Step::send("GET / HTTP/1.1\r\nHost: {authority}\r\nX-A: one\0two\r\n\r\n")]),
        Cause::in_lab(
            "Content-Length is given twice with different values, or is no plain number: -1, +5, 0x10.",
            "POST /lab/users with Content-Length: 3 and Content-Length: 4",
        )
        .by(&[Step::send(
            "POST /lab/users HTTP/1.1\r\nHost: {authority}\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        )]),
        Cause::in_lab(
            "Content-Length and Transfer-Encoding stand side by side, the mark of a smuggling attempt.",
            "POST /lab/users with both framing fields",
        )
        .by(&[Step::send(
            "POST /lab/users HTTP/1.1\r\nHost: {authority}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n\
             0\r\n\r\n",
        )]),
        Cause::in_lab(
            "Transfer-Encoding does not end in chunked, so the content has no visible end.",
            "POST /lab/users with Transfer-Encoding: chunked, gzip",
        )
        .by(&[Step::send(
            "POST /lab/users HTTP/1.1\r\nHost: {authority}\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
        )]),
        Cause::in_lab(
            "A chunk's size is no hexadecimal number, or the line end after its data is missing.",
            "POST /lab/users with Transfer-Encoding: chunked and a chunk size of zz",
        )
        .by(&[Step::send(
            "POST /lab/users HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
             Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        )]),
        Cause::known("A proxy or a framework found the cookies or the header section too large and has no 431."),
    ],
    duties: &[
        Duty::must(
            "Answer 400 to an HTTP/1.1 request without Host, with more than one, or with an invalid one.",
            Specification::section("RFC 9112", "3.2"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Answer 400 to whitespace between a field name and its colon.",
            Specification::section("RFC 9112", "5.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Answer 400 to a folded field line, or replace each fold with spaces before use.",
            Specification::section("RFC 9112", "5.2"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Answer 400 and close where Transfer-Encoding does not end in chunked.",
            Specification::section("RFC 9112", "6.3"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Answer 400 and close where Content-Length is invalid.",
            Specification::section("RFC 9112", "6.3"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Close the connection after answering a request that had both Transfer-Encoding and Content-Length.",
            Specification::section("RFC 9112", "6.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Treat an HTTP/1.0 request with Transfer-Encoding as faultily framed, and close.",
            Specification::section("RFC 9112", "6.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Refuse whitespace between the request line and the first field, or drop such lines unread.",
            Specification::section("RFC 9112", "2.2"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Refuse CR, LF or NUL in a field value, or replace each with a space.",
            Specification::section("RFC 9110", "5.5"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Refuse a CONNECT whose port is empty or invalid, typically with 400.",
            Specification::section("RFC 9110", "9.3.6"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Answer 400 and close where the octets do not match the grammar of a message.",
            Specification::section("RFC 9112", "2.2"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Answer 400, or 301 to the properly encoded target, where the request line is invalid.",
            Specification::section("RFC 9112", "3.2"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "In HTTP/2, answer 400 to forbidden characters in field names or values, where a status can still be sent.",
            Specification::section("RFC 9113", "8.2.1"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Answer 400 to a PUT with Content-Range where partial PUT is not supported.",
            Specification::section("RFC 9110", "14.5"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Say Connection: close where the connection will be closed.",
            Specification::section("RFC 9112", "9.6"),
            Test::ConnectionOption("close"),
        )
        .when(When::All(&[When::Http1, When::Closes])),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Do not send it again unchanged: read the explanation, mend the request, then send it. If a browser gets \
               it on one site alone, delete that site's cookies.",
        retry: Retry::Changed,
    },
    author: "Send it for what cannot be read: broken syntax, a parameter missing or malformed. Say which and where, \
             for instance as problem details (RFC 9457). Where a code says more (401, 404, 409, 413, 415, 422), send \
             that. Close the connection if you cannot tell where the next request begins.",
    history: "Since HTTP/1.0 (RFC 1945, 1996), for malformed syntax alone; RFC 7231 (2014) widened it to whatever the \
              server takes for a client's error.",
    browsers: Some(
        "fetch() fulfils its promise with it, as with every 4xx and 5xx: only Response.ok and Response.status tell.",
    ),
    confused_with: &[
        Confusion {
            code: 422,
            difference: "400 when the request cannot be read (broken JSON, a member missing); 422 when it reads well \
                         and what it says is impossible (age -3).",
        },
        Confusion {
            code: 409,
            difference: "400 when the request is wrong in itself; 409 when it is right and clashes with the current \
                         state.",
        },
        Confusion {
            code: 415,
            difference: "400 when content of a supported type is broken; 415 when the type itself is not supported.",
        },
        Confusion {
            code: 404,
            difference: "400 when the address is not a valid one; 404 when it is valid and nothing is there.",
        },
        Confusion {
            code: 431,
            difference: "400 when a field line breaks the grammar; 431 when it is well-formed and too large.",
        },
        Confusion {
            code: 501,
            difference: "400 when the framing is broken or contradictory; 501 when a transfer coding is well-formed \
                         and unknown.",
        },
        Confusion {
            code: 412,
            difference: "400 when the request cannot be read; 412 when it reads well and a condition that it carries \
                         does not hold.",
        },
        Confusion {
            code: 500,
            difference: "400 when the request is at fault; 500 when the server is, also where bad input made it \
                         stumble.",
        },
        Confusion {
            code: 505,
            difference: "400 when the version in the request line is malformed; 505 when it is well-formed and not \
                         spoken here.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "HTTP/1.1 request without Host",
            answers: &[("nginx 1.22", "400"), ("Apache 2.4", "400"), ("HAProxy 2.6", "200"), ("hyper 1.12", "200")],
        },
        Elsewhere {
            cause: "two Host fields",
            answers: &[("nginx 1.22", "400"), ("Apache 2.4", "400"), ("HAProxy 2.6", "400"), ("hyper 1.12", "200")],
        },
        Elsewhere {
            cause: "Content-Length and Transfer-Encoding",
            answers: &[("nginx 1.22", "400"), ("Apache 2.4", "200"), ("HAProxy 2.6", "200"), ("hyper 1.12", "200")],
        },
        Elsewhere {
            cause: "Transfer-Encoding: chunked, gzip",
            answers: &[("nginx 1.22", "501"), ("Apache 2.4", "400"), ("hyper 1.12", "400")],
        },
        Elsewhere {
            cause: "a folded field line",
            answers: &[
                ("nginx 1.22", "400"),
                ("Apache 2.4", "accepted"),
                ("HAProxy 2.6", "accepted"),
                ("hyper 1.12", "400"),
            ],
        },
        Elsewhere {
            cause: "lines that end in a bare LF",
            answers: &[("nginx 1.22", "200"), ("Apache 2.4", "400"), ("hyper 1.12", "200")],
        },
        Elsewhere {
            cause: "PUT with Content-Range",
            answers: &[("nginx 1.22", "501"), ("Apache 2.4", "204 (a partial PUT)")],
        },
        Elsewhere {
            cause: "plain HTTP on a port that speaks TLS",
            answers: &[("nginx 1.22", "400 with an explanation")],
        },
    ],
    caching: Caching::Explicit,
    versions: Versions {
        note: Some(
            "In HTTP/2 and HTTP/3 a malformed request is a stream error: the server may send a 400 first, but many \
             only reset the stream (RFC 9113 §8.1.1, RFC 9114 §4.1.2).",
        ),
        http3: Carried::ForAnotherCause {
            why: "What names no authority at all is refused below the lab, by a reset of its stream without an answer; a \
                  field with a value that HTTP/3 forbids is answered.",
            trigger: Trigger { steps: &[Step::send("GET / HTTP/1.1\r\nHost: {authority}\r\nTE: gzip\r\n\r\n")] },
        },
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -H 'Host:' http://127.0.0.1:8080/"),
    transcript: Some(include_str!("../../transcripts/400.http")),
};
