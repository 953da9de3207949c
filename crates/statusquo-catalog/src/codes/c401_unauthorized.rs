//! 401 Unauthorized: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/vault HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 401 Unauthorized.
pub(super) const ENTRY: Entry = Entry {
    code: 401,
    phrase: "Unauthorized",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.2"),
    standing: Standing::Standard,
    layer: Layer::Identity,
    meaning: "Authentication is missing or failed: the request carries no valid credentials for this resource, or \
              those that it carries were refused for the desired action.",
    example: None,
    rfc_says: Some(
        "Despite its name it is about who you are, not what you may do: RFC 9110 §15.5.2 ties it to missing or invalid \
         credentials. A user who is known and lacks the permission ought to get 403 (§11.4).",
    ),
    causes: &[
        Cause::in_lab("The request carries no credentials.", "GET /lab/vault").by(STEPS),
        Cause::in_lab(
            "The password is wrong or the user unknown.",
            "GET /lab/vault with Basic credentials reader:wrong",
        )
        .by(&[Step::send(
            "GET /lab/vault HTTP/1.1\r\nHost: {authority}\r\nAuthorization: Basic cmVhZGVyOndyb25n\r\n\r\n",
        )]),
        Cause::in_lab(
            "A bearer token is wrong, expired or revoked.",
            "GET /lab/vault with Authorization: Bearer stale-token",
        )
        .by(&[Step::send("GET /lab/vault HTTP/1.1\r\nHost: {authority}\r\nAuthorization: Bearer stale-token\r\n\r\n")]),
        Cause::in_lab(
            "The Authorization field is malformed: no scheme, bad base64, a token pasted with its quotes.",
            "GET /lab/vault with Authorization: reader",
        )
        .by(&[Step::send("GET /lab/vault HTTP/1.1\r\nHost: {authority}\r\nAuthorization: reader\r\n\r\n")]),
        Cause::known("The scheme is not one that the server takes, such as Basic where only Bearer counts."),
        Cause::known("A redirect to another host made the client drop its Authorization field."),
        Cause::known("A proxy in front of the application removed the Authorization field."),
        Cause::known(
            "A clock is wrong, the client's or the server's, so that a token seems to have expired or not to be valid \
             yet.",
        ),
    ],
    duties: &[
        Duty::must(
            "Carry WWW-Authenticate with at least one challenge that applies to the resource.",
            Specification::section("RFC 9110", "15.5.2"),
            Test::Challenges("WWW-Authenticate"),
        ),
        Duty::should(
            "Answer 401 with a challenge where credentials are missing, invalid or only partial.",
            Specification::section("RFC 9110", "11.4"),
            Test::NotFromOneAnswer,
        ),
        Duty::should(
            "Explain the error in the content, and say whether it is temporary or permanent.",
            Specification::section("RFC 9110", "15.5"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
    ],
    client: Client {
        next: "Send the request again with credentials of a scheme that WWW-Authenticate names; if it already had \
               some, get new ones first. If the same challenge comes back, show the user the explanation.",
        retry: Retry::Changed,
    },
    author: "Send it when credentials are missing, wrong or expired, always with WWW-Authenticate; a user who is known \
             and may not gets 403. Say the same of an unknown user and a wrong password. Let CORS preflights pass: \
             they carry no credentials.",
    history: "Since HTTP/1.0 (RFC 1945, 1996), under this name, though it was about authentication from the start.",
    browsers: Some(
        "Where the browser knows the scheme (Basic, Digest), a navigation or a fetch of the same origin opens its own \
         password dialog; a cross-origin fetch with CORS does not (Fetch). A preflight that is answered with 401 \
         fails.",
    ),
    confused_with: &[
        Confusion {
            code: 403,
            difference: "401 when the server does not know who asks, so credentials may help; 403 when it knows, or \
                         does not care, and refuses all the same.",
        },
        Confusion {
            code: 404,
            difference: "401 admits that there is something to log in to; 404 says that there is nothing, or hides it.",
        },
        Confusion {
            code: 407,
            difference: "401 is the origin server's challenge (WWW-Authenticate); 407 is a proxy's on the way \
                         (Proxy-Authenticate).",
        },
        Confusion {
            code: 511,
            difference: "401 is asked by the site itself; 511 by the network that has not let the client out yet.",
        },
        Confusion {
            code: 302,
            difference: "401 tells a program what is wrong and how to log in; a 302 to a login page suits browsers \
                         alone.",
        },
        Confusion {
            code: 402,
            difference: "401 when it is not known who asks; 402 when that is known and something has to be paid.",
        },
    ],
    elsewhere: &[Elsewhere {
        cause: "a 401 in the wild (field study, May 2023)",
        answers: &[("63 popular hosts", "401 without WWW-Authenticate, against the MUST")],
    }],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si http://127.0.0.1:8080/lab/vault"),
    transcript: Some(include_str!("../../transcripts/401.http")),
};
