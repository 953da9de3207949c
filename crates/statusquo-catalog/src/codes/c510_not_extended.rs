//! 510 Not Extended: everything known of it.

use crate::*;

/// The entry for 510 Not Extended.
pub(super) const ENTRY: Entry = Entry {
    code: 510,
    phrase: "Not Extended",
    former_phrases: &[],
    specification: Specification::document("RFC 2774"),
    standing: Standing::Obsolete(
        "The registry marks it (OBSOLETED): the experiment of RFC 2774 was never taken up, and the document has been \
         made historic.",
    ),
    layer: Layer::Policy,
    meaning: "Once it meant that the request had to declare an extension of HTTP before the server would answer it; \
              today no server should send it.",
    example: None,
    rfc_says: None,
    causes: &[Cause::known(
        "None that is in use: in the framework of RFC 2774 the request lacked a mandatory extension, declared with a \
         method such as M-GET and the field Man.",
    )],
    duties: &[Duty::should(
        "Explain which extension was missing.",
        Specification::section("RFC 9110", "15.6"),
        Test::SomeContent,
    )
    .when(When::NotMethod("HEAD"))],
    client: Client {
        next: "Treat it as 500 of its class; nothing can be declared today that would satisfy it.",
        retry: Retry::Never,
    },
    author: "Never send it. Where a request lacks what you need, 400, 426 and 428 say so.",
    history: "From the experimental RFC 2774 (2000), whose methods that begin with M- hardly anybody implemented.",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 501,
            difference: "501 when the server lacks what the request needs; 510 was for a request that lacked what the \
                         server needs.",
        },
        Confusion {
            code: 426,
            difference: "To insist on another protocol there is 426; 510 insisted on an extension of HTTP.",
        },
        Confusion {
            code: 417,
            difference: "417 when the server cannot meet what the client expects in Expect; 510 was the other way \
                         round.",
        },
    ],
    elsewhere: &[],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: None,
    curl: None,
    transcript: None,
};
