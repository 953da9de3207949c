//! 200 OK: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 200 OK.
pub(super) const ENTRY: Entry = Entry {
    code: 200,
    phrase: "OK",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.3.1"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "The request has succeeded, and the content is what its method asks for.",
    example: Some("A GET request for a document returns the document."),
    rfc_says: Some(
        "What the content is depends on the method: after GET the resource itself, after POST the status or the result \
         of the action, after PUT or DELETE the status of the action, after OPTIONS the communication options (RFC \
         9110 §15.3.1).",
    ),
    causes: &[
        Cause::in_lab("The resource exists and the server sent a representation of it.", "GET /lab/documents/welcome")
            .by(STEPS),
        Cause::in_lab(
            "The action was carried out and there is something to say about it: a user was changed, a result was \
             computed.",
            "GET /lab/divide?by=4",
        )
        .by(&[Step::send("GET /lab/divide?by=4 HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::in_lab("A gateway passed on what the server behind it answered.", "GET /lab/gateway/healthy")
            .by(&[Step::send("GET /lab/gateway/healthy HTTP/1.1\r\nHost: {authority}\r\n\r\n")]),
        Cause::in_lab(
            "A job is still running: asking how far it has come is itself a success.",
            "GET /lab/jobs/1 while the job runs",
        )
        .by(&[
            Step::send(
                "POST /lab/jobs HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
                 Content-Length: 13\r\n\r\n{\"seconds\":3}",
            )
            .capture("job", "Location"),
            Step::send("GET {job} HTTP/1.1\r\nHost: {authority}\r\n\r\n"),
        ]),
        Cause::in_lab(
            "A proxy has opened a tunnel for CONNECT; data of the far server follows the head.",
            "CONNECT 127.0.0.1:8080 with Proxy-Authorization for proxy:proxy",
        )
        .by(&[Step::send(
            "CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\nProxy-Authorization: Basic cHJveHk6cHJveHk=\r\n\r\n",
        )]),
        Cause::known(
            "The server ignored a Range or an Accept that it does not support and sent the whole representation.",
        ),
        Cause::known(
            "An error is wrapped in a success: a page that says \"not found\", an API that reports failure in its \
             JSON. It is legal, and it misleads caches, monitors and search engines.",
        ),
    ],
    duties: &[
        Duty::must(
            "Carry Date, if the origin server has a clock.",
            Specification::section("RFC 9110", "6.6.1"),
            Test::Date,
        )
        .when(When::NotMethod("CONNECT")),
        Duty::should(
            "Carry the validators it has, at best a strong ETag and Last-Modified.",
            Specification::section("RFC 9110", "15.3.1"),
            Test::NotFromOneAnswer,
        )
        .when(When::Method("GET")),
        Duty::must("Send no content to HEAD.", Specification::section("RFC 9110", "9.3.2"), Test::NoContent)
            .when(When::Method("HEAD")),
        Duty::should(
            "Send HEAD the fields that GET would get.",
            Specification::section("RFC 9110", "9.3.2"),
            Test::NotFromOneAnswer,
        )
        .when(When::Method("HEAD")),
        Duty::must(
            "Send HEAD a Content-Length only if it is the one that GET would get.",
            Specification::section("RFC 9110", "8.6"),
            Test::NotFromOneAnswer,
        )
        .when(When::Method("HEAD")),
        Duty::must(
            "Say 200 to PUT only when it replaced what was there; a PUT that creates owes a 201.",
            Specification::section("RFC 9110", "9.3.4"),
            Test::NotFromOneAnswer,
        )
        .when(When::Method("PUT")),
        Duty::must(
            "Send no validators after PUT if the content was transformed before it was stored.",
            Specification::section("RFC 9110", "9.3.4"),
            Test::NotFromOneAnswer,
        )
        .when(When::Method("PUT")),
        Duty::should(
            "Describe the status when DELETE is answered with 200; with nothing to say, 204 is due.",
            Specification::section("RFC 9110", "9.3.5"),
            Test::SomeContent,
        )
        .when(When::Method("DELETE")),
        Duty::should(
            "Name in fields, such as Allow, what the resource offers.",
            Specification::section("RFC 9110", "9.3.7"),
            Test::NotFromOneAnswer,
        )
        .when(When::Method("OPTIONS")),
        Duty::should(
            "Reflect the request in the content, if it was the final recipient.",
            Specification::section("RFC 9110", "9.3.8"),
            Test::SomeContent,
        )
        .when(When::Method("TRACE")),
        Duty::should(
            "Leave out of the reflection what is probably secret, such as credentials and cookies.",
            Specification::section("RFC 9110", "9.3.8"),
            Test::LacksSecrets,
        )
        .when(When::Method("TRACE")),
        Duty::must(
            "Carry no Content-Length to CONNECT.",
            Specification::section("RFC 9110", "9.3.6"),
            Test::Lacks("Content-Length"),
        )
        .when(When::Method("CONNECT")),
        Duty::must(
            "Carry no Transfer-Encoding to CONNECT.",
            Specification::section("RFC 9110", "9.3.6"),
            Test::Lacks("Transfer-Encoding"),
        )
        .when(When::Method("CONNECT")),
    ],
    client: Client {
        next: "Use the content. Keep the ETag: with it you can later ask \"only if it has changed\" (304), or change \
               the resource without overwriting somebody else's work (412).",
        retry: Retry::NotNeeded,
    },
    author: "Send it when the work is done and there is something to show; else 201, 202 or 204. Give GET an ETag or \
             Last-Modified and say with Cache-Control how long it may be kept. Never wrap an error in it: monitors, \
             caches and clients go by the code.",
    history: "Since HTTP/1.0 (RFC 1945, 1996).",
    browsers: Some(
        "Fetch calls 200 to 299 ok: Response.ok is true for all of them, and a CORS preflight has to be answered with \
         one of them.",
    ),
    confused_with: &[
        Confusion {
            code: 201,
            difference: "200 when the request worked on what was there; 201 when it made something new that has its \
                         own address.",
        },
        Confusion {
            code: 202,
            difference: "200 when the work is done; 202 when it is only accepted and its outcome is open.",
        },
        Confusion {
            code: 204,
            difference: "200 when there is content to send, even if it is empty; 204 when there is none by definition.",
        },
        Confusion {
            code: 206,
            difference: "200 carries the whole representation, even if a range was asked for; 206 carries the part \
                         that was asked for.",
        },
        Confusion {
            code: 304,
            difference: "200 sends the representation; 304 says that the copy the client has is still good.",
        },
        Confusion {
            code: 203,
            difference: "200 when the content is the origin's own; 203 when a proxy on the way has changed it.",
        },
    ],
    elsewhere: &[
        Elsewhere {
            cause: "OPTIONS * asked of the server as a whole",
            answers: &[
                ("nginx 1.22", "400"),
                ("Apache 2.4", "200"),
                ("hyper 1.12", "404 unless the application answers"),
            ],
        },
        Elsewhere { cause: "TRACE", answers: &[("nginx 1.22", "405"), ("Apache 2.4", "200")] },
        Elsewhere {
            cause: "HEAD answered otherwise than GET (field study, May 2023)",
            answers: &[
                ("4,445 popular hosts", "other fields to HEAD than to GET"),
                ("2,272 popular hosts", "another Content-Length to HEAD"),
            ],
        },
    ],
    caching: Caching::Heuristic,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si http://127.0.0.1:8080/lab/documents/welcome"),
    transcript: Some(include_str!("../../transcripts/200.http")),
};
