//! 202 Accepted: everything known of it.

use crate::*;

/// How it is made to happen: the steps of the trigger, which are those of one of the causes.
const STEPS: &[Step] = &[Step::send(
    "POST /lab/jobs HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
     Content-Length: 15\r\n\r\n{\"seconds\":0.5}",
)];

/// The entry for 202 Accepted.
pub(super) const ENTRY: Entry = Entry {
    code: 202,
    phrase: "Accepted",
    former_phrases: &[],
    specification: Specification::section("RFC 9110", "15.3.3"),
    standing: Standing::Standard,
    layer: Layer::Resource,
    meaning: "The request has been accepted for processing, but the processing is not complete; whether it will \
              succeed, or happen at all, is still open.",
    example: None,
    rfc_says: Some(
        "202 promises nothing: the request may still be turned down when its turn comes, and HTTP has no way of \
         sending the outcome later. The answer ought to tell the current status and point to a monitor where the \
         client can ask, but no field is demanded (RFC 9110 §15.3.3).",
    ),
    causes: &[
        Cause::in_lab(
            "The work takes longer than a request should, so it goes on in the background.",
            "POST /lab/jobs",
        )
        .by(STEPS),
        Cause::known("The request was put into a queue for another process, perhaps one that runs once a day."),
        Cause::known("The client said that it does not want to wait (Prefer: respond-async, RFC 7240)."),
        Cause::known("A DELETE will probably succeed but has not been carried out yet."),
        Cause::known("A webhook's receiver notes the event first and handles it later."),
    ],
    duties: &[
        Duty::should(
            "Be the answer to a DELETE that will likely succeed but has not been enacted.",
            Specification::section("RFC 9110", "9.3.5"),
            Test::NotFromOneAnswer,
        )
        .when(When::Method("DELETE")),
        Duty::must(
            "Give in Location, if it is there, one valid URI reference.",
            Specification::section("RFC 9110", "10.2.2"),
            Test::UriReference("Location"),
        ),
    ],
    client: Client {
        next: "Ask the monitor that the answer names, no more often than Retry-After allows, until it reports the end. \
               Do not send the request again: that would be a second job.",
        retry: Retry::NotNeeded,
    },
    author: "Send it once the work is safely noted, never for work that you may forget, and check first all that can \
             be checked, so that a bad request gets its 4xx at once. Name a monitor in Location, say in Retry-After \
             how often to ask, and let the monitor end in a result or an error.",
    history: "Since HTTP/1.0 (RFC 1945, 1996).",
    browsers: None,
    confused_with: &[
        Confusion { code: 200, difference: "200 when the work is done; 202 when it has yet to be done." },
        Confusion {
            code: 201,
            difference: "201 when the new resource exists; 202 when it may exist later. A Location in a 202 usually \
                         names the monitor, not the result.",
        },
        Confusion {
            code: 204,
            difference: "204 when it is done and there is nothing to say; 202 when it is not done.",
        },
        Confusion {
            code: 102,
            difference: "202 is the final answer to this request; 102 is interim, and the outcome follows on the same \
                         connection.",
        },
        Confusion {
            code: 303,
            difference: "202 while the work goes on; 303 when the monitor is asked and the result is there to be \
                         fetched.",
        },
    ],
    elsewhere: &[],
    caching: Caching::Explicit,
    versions: Versions::ALL,
    trigger: Some(Trigger { steps: STEPS }),
    curl: Some("curl -si http://127.0.0.1:8080/lab/jobs --json '{\"seconds\": 0.5}'"),
    transcript: Some(include_str!("../../transcripts/202.http")),
};
