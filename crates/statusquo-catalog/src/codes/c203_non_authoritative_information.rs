//! 203 Non-Authoritative Information: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send("GET /lab/gateway/transforming HTTP/1.1\r\nHost: {authority}\r\n\r\n")];

/// The entry for 203 Non-Authoritative Information.
pub(super) const ENTRY: Entry = Entry {
    code: 203,
    phrase: "Non-Authoritative Information",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.3.4"),
    standing: Standing::Standard,
    layer: Layer::Upstream,
    meaning: "The request has succeeded, but a proxy on the way has changed the content of the origin server's 200.",
    example: None,
    rfc_says: Some(
        "203 is for a transforming proxy only. It does not mark a mirror, a cache or a copy of uncertain origin, and a \
         proxy that transforms may just as well leave the 200 as it was (RFC 9110 §7.7).",
    ),
    causes: &[
        Cause::known("A proxy recompressed images, shrank scripts or converted a format to save bandwidth."),
        Cause::known("A filter removed malware or advertisements from a page, or put a notice into it."),
        Cause::in_lab(
            "A gateway rewrote the text itself: translated it, shortened it, or set it in other letters.",
            "GET /lab/gateway/transforming",
        )
        .by(STEPS),
    ],
    duties: &[
        Duty::must(
            "Never be the result of transforming content that was marked no-transform.",
            Specification::section("RFC 9110", "7.7"),
            Test::NotFromOneAnswer,
        ),
        Duty::may(
            "Be the result of transforming content that was not so marked.",
            Specification::section("RFC 9110", "7.7"),
        ),
        Duty::should(
            "Leave alone the fields that describe the endpoints, the resource and the representation, apart from what \
             the changed content makes necessary.",
            Specification::section("RFC 9110", "7.7"),
            Test::NotFromOneAnswer,
        ),
    ],
    client: Client {
        next: "Use the content as after 200, knowing that the origin may have sent something else. To prevent it, ask \
               with Cache-Control: no-transform or use HTTPS.",
        retry: Retry::NotNeeded,
    },
    author: "Only an intermediary sends it, when it has changed the content of a 200; it may leave the 200 instead. Do \
             not let the changed content keep the origin's strong ETag, and leave alone what says no-transform.",
    history: "Since HTTP/1.1 (RFC 2068, 1997), at first for metadata that came from a copy; RFC 7231 (2014) widened it \
              to changed content, which is all that RFC 9110 speaks of.",
    browsers: None,
    confused_with: &[
        Confusion {
            code: 200,
            difference: "200 is the origin's own word, even out of a cache; 203 tells that somebody in between has \
                         changed it.",
        },
        Confusion { code: 206, difference: "203 carries changed content; 206 carries an unchanged part of it." },
    ],
    elsewhere: &[],
    caching: Caching::Heuristic,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si http://127.0.0.1:8080/lab/gateway/transforming"),
    transcript: Some(include_str!("../../transcripts/203.http")),
};
