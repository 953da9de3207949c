//! 413 Content Too Large: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] =
    &[Step::send("PUT /lab/documents/big HTTP/1.1\r\nHost: {authority}\r\nContent-Length: 2000000\r\n\r\n")];

/// The entry for 413 Content Too Large.
pub(super) const ENTRY: Entry = Entry {
    code: 413,
    phrase: "Content Too Large",
    former_phrases: &[
        Former { phrase: "Request Entity Too Large", source: "RFC 2616" },
        Former { phrase: "Payload Too Large", source: "RFC 7231" },
    ],
    specification: Specification::section("RFC 9110", "15.5.14"),
    standing: Standing::Standard,
    layer: Layer::Content,
    meaning: "The content of the request is larger than the server is willing or able to process.",
    example: None,
    rfc_says: Some(
        "Renamed twice: RFC 9110 §15.5.14 calls it \"Content Too Large\"; nginx, Apache and Squid still send the name \
         from RFC 2616.",
    ),
    causes: &[
        Cause::in_lab(
            "An upload is larger than the server's limit, and Content-Length said so beforehand.",
            "PUT /lab/documents/big with Content-Length: 2000000",
        )
        .by(STEPS),
        Cause::in_lab(
            "Chunked content passed the limit while it was being read.",
            "PUT /lab/documents/big with more than 1 MiB in chunks",
        )
        .by(&[
            Step::send(
                "PUT /lab/documents/big HTTP/1.1\r\nHost: {authority}\r\nContent-Type: text/plain\r\n\
                 Transfer-Encoding: chunked\r\n\r\n",
            )
            .wait_ms(1),
            // 64 KiB a chunk: the first octets of the seventeenth are too many.
            Step::send(concat!("10000\r\n", kib_64!(), "\r\n")).repeat(17).wait_ms(1),
        ]),
        Cause::known(
            "A reverse proxy's own limit is smaller than the application's: 1 MB by default in nginx \
             (client_max_body_size).",
        ),
        Cause::known("JSON or a form exceeds the framework's limit, often 100 kB to 2 MB."),
        Cause::known("A batch holds more items than the service takes at once."),
        Cause::known("A TLS client certificate was asked for late, and the content did not fit the server's buffer."),
    ],
    duties: &[
        Duty::should(
            "Carry Retry-After if the condition is temporary.",
            Specification::section("RFC 9110", "15.5.14"),
            Test::NotFromOneAnswer,
        ),
        Duty::must(
            "Write Retry-After, where it is sent, as a number of seconds or as an HTTP-date.",
            Specification::section("RFC 9110", "10.2.3"),
            Test::RetryAfter,
        ),
        Duty::must(
            "Read the whole content or close the connection after the answer.",
            Specification::section("RFC 9112", "9.3"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Say whether the connection will be closed, where the answer comes before the content was read.",
            Specification::section("RFC 9110", "10.1.1"),
            Test::ConnectionOption("close"),
        )
        .when(When::All(&[When::Http1, When::Closes])),
        Duty::may(
            "End the request early, or close the connection where the version cannot do that.",
            Specification::section("RFC 9110", "15.5.14"),
        ),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Send less: compress it, split it, or use the service's way for large uploads. With Retry-After the same \
               request may succeed later.",
        retry: Retry::Changed,
    },
    author: "Answer as soon as Content-Length tells, with no 100 before, and count while you read chunks. Then linger \
             until the client has read the answer, and close. Name the limit; add Retry-After only if the same content \
             may be taken later.",
    history: "\"Request Entity Too Large\" in RFC 2068 and RFC 2616, \"Payload Too Large\" in RFC 7231 (2014), \
              \"Content Too Large\" since RFC 9110 (2022), which says content for payload throughout (Appendix B.3).",
    browsers: Some("If the connection is reset before the answer was read, the page sees a network error and no 413."),
    confused_with: &[
        Confusion { code: 414, difference: "413 is about the content; 414 about the address." },
        Confusion { code: 431, difference: "413 is about the content; 431 about the header fields." },
        Confusion { code: 411, difference: "413 when the size is known and too large; 411 when it is not given." },
        Confusion {
            code: 507,
            difference: "413 when this request is too large for the rules; 507 when the store is full.",
        },
        Confusion { code: 422, difference: "413 when there is too much content; 422 when what it says is wrong." },
        Confusion { code: 100, difference: "413 refuses the content before it is sent; 100 in its place invites it." },
    ],
    elsewhere: &[Elsewhere {
        cause: "a Content-Length over the limit",
        answers: &[("nginx 1.22", "413 at once"), ("axum 0.8", "413, only after reading that much")],
    }],
    caching: Caching::Explicit,
    versions: Versions {
        note: Some(
            "HTTP/1.1 has to close the connection to stop the upload; HTTP/2 and HTTP/3 reset the stream and go on.",
        ),
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("head -c 2000000 /dev/zero | curl -si -X PUT --data-binary @- http://127.0.0.1:8080/lab/documents/big"),
    transcript: Some(include_str!("../../transcripts/413.http")),
};
