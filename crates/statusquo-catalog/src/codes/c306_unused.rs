//! 306 (Unused): everything known of it.

use crate::*;

/// The entry for 306 (Unused).
pub(super) const ENTRY: Entry = Entry {
    code: 306,
    phrase: "(Unused)",
    former_phrases: &[Former { phrase: "Switch Proxy", source: "draft-cohen-http-305-306-responses" }],
    specification: Specification::section("RFC 9110", "15.4.7"),
    standing: Standing::Reserved(
        "The registry lists it as (Unused): an earlier version of the specification defined it, and the number is kept \
         so that nobody gives it a new meaning (RFC 9110 §15.4.7).",
    ),
    layer: Layer::Routing,
    meaning: "It means nothing any more: the number is reserved, and no server should send it.",
    example: None,
    rfc_says: None,
    causes: &[Cause::known("None that conforms: only a test sends it.")],
    duties: &[],
    client: Client {
        next: "Treat it as 300 of its class: show the content and follow nothing by yourself.",
        retry: Retry::Never,
    },
    author: "Never send it: there is no meaning that a client could know.",
    history: "A draft wanted it to change the proxy of later requests (\"Switch Proxy\"); RFC 2616 (1999) already \
              listed it as unused.",
    browsers: Some("No redirect status in Fetch: nothing is followed."),
    confused_with: &[
        Confusion {
            code: 305,
            difference: "305 is deprecated but had a meaning in a standard; 306 never got beyond a draft.",
        },
        Confusion {
            code: 307,
            difference: "307 is the temporary redirect that keeps the method; 306 is no redirect at all.",
        },
    ],
    elsewhere: &[],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: None,
    curl: None,
    transcript: None,
};
