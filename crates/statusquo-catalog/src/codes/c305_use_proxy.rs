//! 305 Use Proxy: everything known of it.

use crate::*;

/// The entry for 305 Use Proxy.
pub(super) const ENTRY: Entry = Entry {
    code: 305,
    phrase: "Use Proxy",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.4.6"),
    standing: Standing::Deprecated(
        "Deprecated since RFC 7231 (Appendix B): letting any answer choose the client's proxy proved to be a danger.",
    ),
    layer: Layer::Routing,
    meaning: "Once it meant that the resource had to be fetched through the proxy named in Location; today no server \
              should send it and no client should follow it.",
    example: None,
    rfc_says: None,
    causes: &[Cause::known("None that conforms: only a very old server or a test sends it.")],
    duties: &[],
    client: Client {
        next: "Treat it as 300 of its class: show the content and do not use the proxy that it names. A client's proxy \
               is set by its user or network, not by an answer.",
        retry: Retry::Never,
    },
    author: "Never send it. Which proxy a client uses is for its user or network to say, for instance in a proxy \
             configuration file.",
    history: "Since HTTP/1.1 (RFC 2068, 1997); deprecated by RFC 7231 (2014).",
    browsers: Some("No redirect status in Fetch: nothing is followed, and no proxy is used."),
    confused_with: &[
        Confusion {
            code: 407,
            difference: "305 wanted a proxy to be used; 407 comes from a proxy in use that wants to know who is \
                         asking.",
        },
        Confusion {
            code: 302,
            difference: "302 names another address to ask; 305 named another way to ask the same address.",
        },
        Confusion { code: 421, difference: "To say that a request came to the wrong server there is 421, not 305." },
    ],
    elsewhere: &[],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: None,
    curl: None,
    transcript: None,
};
