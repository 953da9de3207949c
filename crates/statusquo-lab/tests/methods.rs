//! Methods: 405 with a true `Allow`, OPTIONS that agrees with it, HEAD that is GET without content, 501 for the rest.

mod support;

use statusquo_decision::Question;
use support::{TestLab, lab};

/// Every method that the server knows and that can be sent with a path.
#[rustfmt::skip]
const KNOWN: [&str; 19] = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW",
    "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "BIND", "UNBIND", "REBIND",
];

/// A target of every resource.
const RESOURCES: [&str; 49] = [
    "/",
    "/409",
    "/codes.json",
    "/openapi.json",
    "/lab/documents/welcome",
    "/lab/documents/never",
    "/lab/documents/deleted",
    "/lab/documents/welcome/move",
    "/lab/users",
    "/lab/users/1",
    "/lab/users/99",
    "/lab/teapot",
    "/lab/variants/greeting",
    "/lab/variants/greeting/de.txt",
    "/lab/variants/never",
    "/lab/vault",
    "/lab/vault/keys",
    "/lab/jobs",
    "/lab/jobs/1",
    "/lab/jobs/1/result",
    "/lab/jobs/99",
    "/lab/uploads",
    "/lab/uploads/1",
    "/lab/uploads/99",
    "/lab/slow-page",
    "/lab/slow-page.css",
    "/lab/limited",
    "/lab/divide?by=4",
    "/lab/gateway/healthy",
    "/lab/gateway/none",
    "/lab/gateway/transforming",
    "/lab/gateway/cached",
    "/lab/guarded/plan",
    "/lab/guarded/never",
    "/lab/meter",
    "/lab/meter/top-up",
    "/lab/needs-length",
    "/lab/form",
    "/lab/form/1",
    "/lab/form/99",
    "/lab/busy?seconds=0",
    "/lab/echo",
    "/lab/dav/",
    "/lab/dav/note",
    "/lab/dav/nowhere",
    "/_/maintenance",
    "/_/exchanges",
    "/_/limits",
    "/_/exchanges/1",
];

fn furnished() -> TestLab {
    let lab = lab();
    lab.ask("PUT /lab/documents/deleted", &[], "x").expect(201);
    lab.plain("DELETE /lab/documents/deleted", &[]).expect(204);
    lab.json("POST /lab/jobs", r#"{"seconds": 0}"#).expect(202);
    lab.ask("POST /lab/form", &["Content-Type: application/x-www-form-urlencoded"], "entry=a").expect(303);
    lab.ask("POST /lab/uploads", &["Upload-Complete: ?0"], "x").expect(201);
    lab
}

#[test]
fn each_method_that_options_lists_is_not_405_and_each_other_is_with_the_same_allow() {
    for target in RESOURCES {
        let options = furnished().plain(&format!("OPTIONS {target}"), &[]).expect(204);
        let allow = options.field("Allow");
        let listed = options.list("Allow");
        assert!(listed.contains(&"OPTIONS"), "{target}");
        for method in KNOWN {
            // A fresh one each time: one method must not change what the next one finds.
            let lab = furnished();
            let answer = lab.plain(&format!("{method} {target}"), &[]);
            if listed.contains(&method) {
                assert!(answer.code() != 405 && answer.code() != 501, "{method} {target} is listed: {allow}");
                continue;
            }
            let answer = answer.expect(405);
            assert_eq!(answer.field("Allow"), allow, "{method} {target}");
            assert_eq!(lab.decided(&answer), (Question::MethodOffered, false));
        }
    }
}

#[test]
fn the_server_as_a_whole_lists_what_any_resource_offers() {
    let lab = furnished();
    let answer = lab.plain("OPTIONS *", &[]).expect(204);
    let mut listed = answer.list("Allow");
    listed.sort_unstable();
    let targets = RESOURCES.iter().copied().chain(["/anything"]);
    let offered: Vec<_> = targets.map(|target| lab.plain(&format!("OPTIONS {target}"), &[])).collect();
    let mut expected: Vec<&str> = offered.iter().flat_map(|answer| answer.list("Allow")).collect();
    expected.sort_unstable();
    expected.dedup();
    assert_eq!(listed, expected);
}

#[test]
fn trace_is_known_but_not_offered() {
    let lab = lab();
    let answer = lab.plain("TRACE /lab/documents/welcome", &[]).expect(405);
    assert_eq!(answer.field("Allow"), "GET, HEAD, PUT, DELETE, OPTIONS");
}

#[test]
fn a_method_that_the_server_does_not_implement_is_501_wherever_it_is_sent() {
    let lab = lab();
    for method in ["INVENT", "SEARCH", "get", "X", "!#$%&'*+-.^_`|~", &"M".repeat(64), &"M".repeat(65)] {
        for target in ["/lab/documents/welcome", "/lab/anything", "/nowhere", "/409", "/_/exchanges"] {
            let answer = lab.plain(&format!("{method} {target}"), &[]).expect(501);
            let question = if method.len() > 64 { Question::MethodFits } else { Question::MethodImplemented };
            assert_eq!(lab.decided(&answer), (question, false), "{method} {target}");
        }
    }
}

#[test]
fn a_transfer_coding_that_is_not_understood_is_501() {
    let lab = lab();
    let answer = lab.ask("PUT /lab/documents/a", &["Transfer-Encoding: gzip, chunked"], "0\r\n\r\n").expect(501);
    assert_eq!(lab.decided(&answer), (Question::CodingKnown, false));
    lab.get("/lab/documents/a").expect(404);
}

#[test]
fn head_has_the_fields_of_get_and_no_content() {
    let lab = furnished();
    let mut client = lab.connect();
    let targets = RESOURCES.iter().copied().chain([
        "/lab/documents/old-welcome",
        "/lab/documents/welcome-today",
        "/lab/documents/old-inbox",
        "/lab/documents/inbox-today",
        "/lab/documents/banned",
        "/lab/people",
        "/lab/people/1",
        "/lab/variants/mirror",
        "/lab/nowhere",
        "/lab/divide?by=0",
        "/lab/divide",
        "/lab/gateway/refused",
    ]);
    for target in targets.filter(|target| !matches!(*target, "/lab/users" | "/lab/jobs" | "/lab/echo")) {
        if target.ends_with("/move") {
            continue;
        }
        let get = client.ask(&format!("GET {target}"), &[], "");
        let head = client.ask(&format!("HEAD {target}"), &[], "");
        assert_eq!((get.code(), head.content.len()), (head.code(), 0), "{target}");
        // These tell of the exchange, and the list of exchanges grows with each.
        let mut passing = vec!["Date", "Statusquo-Exchange"];
        if get.code() >= 400 || target.starts_with("/_/exchanges") || target == "/lab/limited" {
            passing.extend(["Content-Length", "RateLimit"]);
        }
        // What GET brought is in the cache when HEAD comes.
        if target == "/lab/gateway/cached" {
            passing.extend(["Age", "Cache-Status"]);
        }
        assert_eq!(get.fields_without(&passing), head.fields_without(&passing), "{target}");
    }
}
