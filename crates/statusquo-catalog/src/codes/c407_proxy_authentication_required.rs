//! 407 Proxy Authentication Required: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n")];

/// The entry for 407 Proxy Authentication Required.
pub(super) const ENTRY: Entry = Entry {
    code: 407,
    phrase: "Proxy Authentication Required",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.5.8"),
    standing: Standing::Standard,
    layer: Layer::Identity,
    meaning: "The proxy on the way, not the origin server, wants credentials before it handles the request.",
    example: None,
    rfc_says: Some(
        "It is a 401 in everything but the sender: a proxy, on the way to wherever the request goes. Its fields are \
         Proxy-Authenticate and Proxy-Authorization, and credentials for one are of no use to the other (RFC 9110 \
         §15.5.8).",
    ),
    causes: &[
        Cause::in_lab(
            "A company's forward proxy is used without a user name and password.",
            "GET http://example.com/, the whole URI as the target: the lab is a forward proxy for what is not its own",
        )
        .by(STEPS),
        Cause::in_lab(
            "The password that is stored in the proxy settings or in HTTPS_PROXY has expired, or holds characters that \
             were not percent-encoded.",
            "the same with Proxy-Authorization: Basic and other credentials than proxy:proxy",
        )
        .by(&[Step::send(
            "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\
             Proxy-Authorization: Basic cHJveHk6b3RoZXI=\r\n\r\n",
        )]),
        Cause::known("A tool or a build job cannot do the scheme that the proxy asks for, such as NTLM or Kerberos."),
        Cause::in_lab(
            "A CONNECT for an HTTPS site is refused, so the request itself was never sent.",
            "CONNECT example.com:443",
        )
        .by(&[Step::send("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")]),
    ],
    duties: &[
        Duty::must(
            "Carry Proxy-Authenticate with a challenge that applies to the proxy for this request.",
            Specification::section("RFC 9110", "15.5.8"),
            Test::Challenges("Proxy-Authenticate"),
        ),
        Duty::should(
            "Answer 407 with a challenge where proxy credentials are missing, invalid or only partial.",
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
        next: "Send the request again with Proxy-Authorization in a scheme that Proxy-Authenticate names; never send \
               those credentials to an origin server.",
        retry: Retry::Changed,
    },
    author: "Only a proxy sends it, always with Proxy-Authenticate; an origin server that wants to know who asks says \
             401. Answer a CONNECT before the tunnel is opened.",
    history: "Since HTTP/1.1 (RFC 2068, 1997).",
    browsers: Some(
        "The browser asks the user by itself; where it has no window to ask in, Fetch makes it a network error.",
    ),
    confused_with: &[
        Confusion {
            code: 401,
            difference: "407 is a proxy's challenge (Proxy-Authenticate); 401 is the origin server's \
                         (WWW-Authenticate).",
        },
        Confusion {
            code: 511,
            difference: "407 comes from a proxy that the client chose; 511 from a network that stepped in between.",
        },
        Confusion {
            code: 403,
            difference: "407 when the proxy wants credentials; 403 when it has them, or needs none, and refuses the \
                         destination.",
        },
    ],
    elsewhere: &[
        Elsewhere { cause: "a forward proxy without credentials", answers: &[("Squid 5.7", "407")] },
        Elsewhere {
            cause: "a 407 in the wild (field study, May 2023)",
            answers: &[("6 popular hosts", "407 without Proxy-Authenticate, against the MUST")],
        },
    ],
    caching: Caching::Explicit,
    versions: Versions {
        http2: Carried::ForAnotherCause {
            why: "In cleartext nothing tells a request to a proxy from one to a server that is known by that name, since \
                  there is no absolute form; CONNECT tells, and so does an http URI over TLS.",
            trigger: Trigger {
                steps: &[Step::send("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")],
            },
        },
        ..Versions::ALL
    },
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si -x http://127.0.0.1:8080 http://example.com/"),
    transcript: Some(include_str!("../../transcripts/407.http")),
};
