//! 403 Forbidden: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send(
    "GET /lab/vault/keys HTTP/1.1\r\nHost: {authority}\r\nAuthorization: Basic cmVhZGVyOnJlYWRlcg==\r\n\r\n",
)];

/// The entry for 403 Forbidden.
pub(super) const ENTRY: Entry = Entry {
    code: 403,
    phrase: "Forbidden",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.4"),
    standing: Standing::Standard,
    layer: Layer::Identity,
    meaning: "The server understood the request and refuses it; most often authentication succeeded, but the \
              authenticated user does not have access to the resource.",
    example: None,
    rfc_says: Some(
        "No authentication need be involved: RFC 9110 §15.5.4 only says that the server refuses, for reasons that may \
         have nothing to do with credentials, and lets it answer 404 instead to hide the resource.",
    ),
    causes: &[
        Cause::in_lab(
            "The user is known but lacks the right for this resource or action.",
            "GET /lab/vault/keys as reader:reader",
        )
        .by(STEPS),
        Cause::known(
            "The file or folder cannot be read by the server, or a folder has no index page and listing is off.",
        ),
        Cause::known("A firewall, a bot filter or a country block refuses the client, whoever the user is."),
        Cause::in_lab(
            "A forward proxy knows who asks, and may not connect to where the request leads.",
            "GET http://example.com/, the whole URI as the target, with Proxy-Authorization for proxy:proxy",
        )
        .by(&[Step::send(
            "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\
             Proxy-Authorization: Basic cHJveHk6cHJveHk=\r\n\r\n",
        )]),
        Cause::in_lab(
            "A form or script from another site was caught: a wrong Origin, or a missing CSRF token.",
            "PUT /_/maintenance with Origin: http://evil.example",
        )
        .by(&[Step::send(
            "PUT /_/maintenance HTTP/1.1\r\nHost: {authority}\r\nOrigin: http://evil.example\r\n\
             Content-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"seconds\":5}",
        )]),
        Cause::known("A token is valid but was not granted the scope that the action needs."),
        Cause::known("A signed link has expired, or an object store hides objects that do not exist."),
        Cause::known("The resource may only be reached over a client certificate, a VPN or an allowed address."),
    ],
    duties: &[
        Duty::may(
            "Answer 404 instead, to hide that the resource exists.",
            Specification::section("RFC 9110", "15.5.4"),
        ),
        Duty::may(
            "Carry WWW-Authenticate where other credentials might be accepted.",
            Specification::section("RFC 9110", "11.6.1"),
        ),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Do not repeat it with the same credentials: log in as somebody who may, or ask for the right. If no \
               login is involved, look for the rule that refused (address, origin, firewall, file mode).",
        retry: Retry::Changed,
    },
    author: "Send it when you refuse and other credentials are not what is missing, or those given do not suffice. Say \
             why, if the client may know. If not even the existence may be known, send 404, and always alike.",
    history: "Since HTTP/1.0 (RFC 1945, 1996).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 401,
            difference: "403 when the server knows who asks, or does not care, and refuses; 401 when it wants \
                         credentials that are missing or wrong.",
        },
        Confusion {
            code: 404,
            difference: "403 admits that there is something to refuse; 404 says that nothing is there, or hides it.",
        },
        Confusion { code: 405, difference: "403 refuses this client; 405 refuses this method, whoever sends it." },
        Confusion { code: 451, difference: "403 is the operator's own refusal; 451 is one that the law demands." },
        Confusion {
            code: 421,
            difference: "403 refuses what the server could answer; 421 says that it is the wrong server for that host.",
        },
        Confusion { code: 402, difference: "403 when no payment would open the way; 402 when one would." },
        Confusion { code: 429, difference: "403 does not end by waiting; 429 does." },
    ],
    elsewhere: &[
        Elsewhere { cause: "a folder without an index page, listing off", answers: &[("nginx 1.22", "403")] },
        Elsewhere { cause: "a WebDAV COPY of a resource onto itself", answers: &[("Apache 2.4", "403")] },
    ],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -u reader:reader http://127.0.0.1:8080/lab/vault/keys"),
    transcript: Some(include_str!("../../transcripts/403.http")),
};
