//! What there is to ask for, a line each: the index in text and on the first page.

use statusquo_page::home::{Offer, Offers};
use std::fmt::Write;

/// All of it, by what it is good for.
pub(crate) const ALL: &[Offers<'_>] = &[
    Offers {
        title: "Look it up",
        says: "What is known of a code, and the number alone.",
        offers: &[
            offer("GET", "/409", "what a code means, causes, owes"),
            offer("GET", "/decision", "the questions that decide a code, in their order"),
            offer("GET", "/find?q=already taken", "codes by words, by a status line or a pasted answer"),
            offer(
                "POST",
                "/409/happen",
                "makes it happen in a fresh lab, and tells what goes to and fro: version=HTTP/1.1",
            ),
            offer("GET", "/codes.json", "all that is known of every code, for programs"),
            offer("GET", "/openapi.json", "all that can be asked for here, for programs"),
            offer("ANY", "/status/409", "the number alone: forced, not caused"),
        ],
    },
    Offers {
        title: "Things with a state",
        says: "They conflict, move, go away, are locked and come in several forms.",
        offers: &[
            offer(
                "GET",
                "/lab/documents/welcome",
                "a versioned store: PUT, GET, DELETE, move, preconditions, ranges, differences",
            ),
            offer("GET", "/lab/documents/old-inbox", "moved for good, method and content to be kept"),
            offer("GET", "/lab/documents/banned", "denied for a legal reason"),
            offer("GET", "/lab/guarded/plan", "changed only by who has seen it"),
            offer("POST", "/lab/users", "JSON, unique e-mail addresses, versions; PATCH on one"),
            offer("GET", "/lab/variants/greeting", "three languages, two types: say what you prefer"),
            offer("PROPFIND", "/lab/dav/", "a WebDAV share, with locks and bindings"),
            offer("GET", "/lab/form", "a form: see what was made, or go on with the next"),
        ],
    },
    Offers {
        title: "Work that takes its time",
        says: "Jobs, uploads and slow pages, and what is said meanwhile.",
        offers: &[
            offer("POST", "/lab/jobs", "work that really goes on"),
            offer("GET", "/lab/jobs/1?wait=3", "waits for it, and hears meanwhile that it goes on"),
            offer("POST", "/lab/uploads", "an upload that can be interrupted and resumed"),
            offer("GET", "/lab/slow-page", "a page that hints at its style sheet before it is ready"),
        ],
    },
    Offers {
        title: "Things that refuse",
        says: "For who asks, how often, with what, and for what it costs.",
        offers: &[
            offer("GET", "/lab/vault", "credentials: reader:reader, admin:admin"),
            offer("GET", "/lab/limited", "five at once, five a second"),
            offer("GET", "/lab/busy", "two at a time"),
            offer("GET", "/lab/meter", "prepaid: three readings, then POST /lab/meter/top-up"),
            offer("POST", "/lab/needs-length", "nothing whose length is not told beforehand"),
            offer("GET", "/lab/portal", "log in to portal.localhost, which is 511 until then"),
            offer("BREW", "/lab/teapot", "no coffee"),
        ],
    },
    Offers {
        title: "Things that break",
        says: "A handler that panics, upstreams that answer rubbish, other protocols.",
        offers: &[
            offer("GET", "/lab/divide?by=0", "a real panic, really caught"),
            offer(
                "GET",
                "/lab/gateway/healthy",
                "and refused, garbage, closing, two-lengths, truncated, reset, slow, unhurried, fresh, hints",
            ),
            offer("GET", "/lab/gateway/transforming", "text in capitals, unless no-transform is said"),
            offer("GET", "/lab/gateway/cached", "a small shared cache: Age, Cache-Status, only-if-cached"),
            offer("GET", "/lab/echo", "a WebSocket echo"),
            offer("CONNECT", "127.0.0.1:8080", "a forward proxy for proxy:proxy, to the lab's own addresses alone"),
        ],
    },
    Offers {
        title: "httpbin's routes",
        says: "They stand here too, for the clients that know them.",
        offers: &[
            offer("GET", "/legacy", "the list of them"),
            offer("GET", "/get", "the request as it came: query, fields, address"),
            offer("ANY", "/anything", "the same for any method, with what it brought"),
        ],
    },
    Offers {
        title: "The admin side",
        says: "For those on this machine, or with a token.",
        offers: &[
            offer("GET", "/_/", "what passed, and why, as it comes"),
            offer("GET", "/_/exchanges", "the same as JSON"),
            offer("GET", "/_/har", "the same as HAR 1.2"),
            offer("GET", "/_/limits", "how much, how many and how long, and which flag sets it"),
            offer("PUT", "/_/maintenance", "close the lab for a while"),
            offer("GET", "/_/ca.pem", "the authority to trust for TLS"),
        ],
    },
];

const fn offer(method: &'static str, target: &'static str, says: &'static str) -> Offer<'static> {
    Offer { method, target, says }
}

/// The same as text.
pub(crate) fn text() -> String {
    let mut text = String::from("statusquo: HTTP status codes, caused and explained.\n");
    for group in ALL {
        let _ = write!(text, "\n{}\n", group.title);
        for offer in group.offers {
            let _ = writeln!(text, "  {:<30} {}", format!("{} {}", offer.method, offer.target), offer.says);
        }
    }
    text
}
