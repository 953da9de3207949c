//! 226 IM Used: everything known of it.

use crate::*;

/// The entry for 226 IM Used.
pub(super) const ENTRY: Entry = Entry {
    code: 226,
    phrase: "IM Used",
    former_phrases: &[],
    specification: Specification::document("RFC 3229"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "The server sends not the resource itself but the result of applying one or more instance manipulations \
              to it: usually the difference from the version that the client already has.",
    example: None,
    rfc_says: None,
    causes: &[
        Cause::known(
            "A client that has an old version asked with A-IM for the difference, and the server still knows that \
             version.",
        ),
        Cause::known("A feed reader asked with A-IM: feed for the new entries only."),
    ],
    duties: &[
        Duty::must(
            "Answer only a request whose A-IM names the manipulation that was used.",
            Specification::document("RFC 3229"),
            Test::Offered("IM", "A-IM"),
        ),
        Duty::must("Name the manipulations in IM.", Specification::document("RFC 3229"), Test::Has("IM")),
        Duty::must("Carry the ETag of the current version.", Specification::document("RFC 3229"), Test::Has("ETag")),
        Duty::must(
            "Name in Delta-Base the version that a difference starts from.",
            Specification::document("RFC 3229"),
            Test::NotFromOneAnswer,
        ),
    ],
    client: Client {
        next: "Apply the manipulations to the version that you have and keep the result with the new ETag. If that \
               fails, ask again without A-IM.",
        retry: Retry::NotNeeded,
    },
    author: "Send it only if A-IM names the manipulation and you still have the version that the client names; else \
             200 with the whole. For a new design, compression dictionaries (RFC 9842) do the same under a plain 200.",
    history: "From RFC 3229 (2002). Few servers ever did it, mostly for feeds (A-IM: feed).",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 206,
            difference: "226 carries a difference between two versions; 206 carries a part of one version.",
        },
        Confusion {
            code: 200,
            difference: "226 has to be combined with what the client has; 200 is complete in itself, also when a \
                         compression dictionary was used.",
        },
        Confusion { code: 304, difference: "304 says that nothing has changed; 226 tells what has." },
    ],
    elsewhere: &[],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: None,
    curl: None,
    transcript: None,
};
