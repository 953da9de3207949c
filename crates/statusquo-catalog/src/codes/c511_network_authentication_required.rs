//! 511 Network Authentication Required: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: portal.localhost\r\n\r\n")];

/// The entry for 511 Network Authentication Required.
pub(super) const ENTRY: Entry = Entry {
    code: 511,
    phrase: "Network Authentication Required",
    former_phrases: &[],
    specification: Specification::document("RFC 6585"),
    standing: Standing::Standard,
    layer: Layer::Policy,
    meaning: "The network, not the server that was asked, wants the user to log in or to agree to its terms before it \
              lets requests through.",
    example: None,
    rfc_says: Some(
        "511 comes from something that intercepts the traffic, never from the site itself, and it should link to the \
         login page rather than be it: otherwise the page would seem to belong to the site (RFC 6585 §6).",
    ),
    causes: &[
        Cause::in_lab(
            "The captive portal of a hotel, an airport or a train has not seen this device log in.",
            "GET / at the host portal.localhost, let through with the cookie that POST /lab/portal/login sets",
        )
        .by(STEPS),
        Cause::in_lab(
            "The time or the volume that was paid for has run out.",
            "the same after a login with seconds=1, a second later",
        )
        .by(&[
            Step::send(
                "POST /lab/portal/login HTTP/1.1\r\nHost: portal.localhost\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 24\r\n\r\n\
                 terms=accepted&seconds=1",
            )
            .capture("cookie", "Set-Cookie"),
            Step::send("GET /lab/documents/welcome HTTP/1.1\r\nHost: portal.localhost\r\nCookie: {cookie}\r\n\r\n"),
            // A second goes by.
            Step::send("GET /delay/1 HTTP/1.1\r\nHost: {authority}\r\n\r\n"),
            Step::send("GET / HTTP/1.1\r\nHost: portal.localhost\r\nCookie: {cookie}\r\n\r\n"),
        ]),
    ],
    duties: &[
        Duty::should(
            "Link to a page where the user can log in.",
            Specification::section("RFC 6585", "6"),
            Test::SomeContent,
        )
        .when(When::NotMethod("HEAD")),
        Duty::should(
            "Contain neither a challenge nor the login form itself.",
            Specification::section("RFC 6585", "6"),
            Test::Lacks("WWW-Authenticate"),
        ),
        Duty::should(
            "Come from an intercepting proxy and never from an origin server.",
            Specification::section("RFC 6585", "6"),
            Test::NotFromOneAnswer,
        ),
        Duty::must("Not be stored by a cache.", Specification::section("RFC 6585", "6"), Test::NotFromOneAnswer),
    ],
    client: Client {
        next: "Open the linked page in a browser, log in to the network, then send the same request again. A program \
               without a browser should stop and say so; nothing in the answer comes from the site that was asked.",
        retry: Retry::Later,
    },
    author: "Only what stands between a client and the network sends it, over cleartext alone: the same to every \
             request until the user has logged in, with a link to the login page. An origin server never does. \
             Announce the portal by RFC 8910 too.",
    history: "From RFC 6585 (2012). Since RFC 8910 (2020) a network can name its portal without intercepting anything.",
    browsers: Some(
        "Browsers and systems find portals with probes of their own or by RFC 8910, and do nothing at this code but \
         show its content.",
    ),
    confused_with: &[
        Confusion { code: 401, difference: "511 when the network wants to know the user; 401 when the site does." },
        Confusion {
            code: 407,
            difference: "511 comes from a network that intercepts; 407 from a proxy that the client is set to use, and \
                         it carries a challenge.",
        },
        Confusion {
            code: 302,
            difference: "A portal that says 302 makes programs believe that the site has moved; 511 cannot be mistaken \
                         for the site's answer.",
        },
        Confusion {
            code: 403,
            difference: "511 passes once the user has logged in to the network; 403 is a refusal of the site.",
        },
    ],
    elsewhere: &[Elsewhere { cause: "a rule that answers 511", answers: &[("Squid 5.7", "511")] }],
    caching: Caching::Forbidden,
    versions: Versions {
        note: Some(
            "In practice over cleartext HTTP/1.1 only: nobody can step into an HTTPS connection without a certificate \
             warning, and HTTP/2 and HTTP/3 are used over TLS.",
        ),
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -H 'Host: portal.localhost' http://127.0.0.1:8080/lab/documents/welcome"),
    transcript: Some(include_str!("../../transcripts/511.http")),
};
