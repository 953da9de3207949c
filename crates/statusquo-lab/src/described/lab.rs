//! What is told of the lab: what each resource takes, and which codes have their causes there.

use super::path::{Path, schema};
use crate::world::form::FORM;
use serde_json::{Value, json};

const JSON: &str = "application/json";
const TEXT: &str = "text/plain";

fn path(template: &str, says: &str) -> Path {
    Path::new("lab", template, says)
}

/// The name of a document.
fn name() -> Value {
    json!({"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[A-Za-z0-9_-]+$"})
}

/// The name of variants.
fn variant() -> Value {
    json!({"type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[A-Za-z0-9_-]+$"})
}

fn id() -> Value {
    json!({"type": "integer", "minimum": 1, "maximum": 1_000_000_000})
}

fn any_text() -> Value {
    json!({"type": "string"})
}

/// A condition on an entity tag.
fn tags() -> Value {
    json!({"type": "string", "examples": ["*", "\"1\""]})
}

fn octets() -> Value {
    json!({"type": "integer", "minimum": 1, "maximum": 1_048_576})
}

pub(super) fn paths() -> Vec<Path> {
    [stored(), working(), refusing(), breaking()].into_iter().flatten().collect()
}

/// Things with a state.
fn stored() -> Vec<Path> {
    vec![
        path(
            "/lab/documents/{name}",
            "A document: versions, validators, ranges, differences, and memories of what was removed.",
        )
        .place("name", name(), "welcome")
        .field("GET PUT DELETE", "If-Match", tags())
        .field("GET PUT DELETE", "If-None-Match", tags())
        .field("GET", "Range", json!({"type": "string", "examples": ["bytes=0-9"]}))
        .takes("PUT", TEXT, any_text())
        .gives("*", "301 302 307 308 404 410 412 451", "")
        .gives("GET", "200 206 226 304 416", "*/*")
        .gives("PUT", "201 204 400 413 507", "*/*")
        .gives("DELETE", "204", ""),
        path("/lab/documents/{name}/move", "Moves a document: its old name answers 301, 302, 307 or 308 from then on.")
            .place("name", name(), "welcome")
            .takes("POST", JSON, schema("Move"))
            .gives("POST", "204 400 404 409 410 415 422 451 507", ""),
        path("/lab/guarded/{name}", "A document that is changed only by who has seen it.")
            .place("name", name(), "plan")
            .field("PUT DELETE", "If-Match", tags())
            .field("PUT", "If-None-Match", tags())
            .takes("PUT", TEXT, any_text())
            .gives("GET", "200 206 226 304 404 410 412 416", "*/*")
            .gives("PUT", "201 204 412 413 428 507", "*/*")
            .gives("DELETE", "204 404 410 412 428", ""),
        path("/lab/people", "Where users were before: moved for good, method and content to be kept.")
            .gives("*", "308", ""),
        path("/lab/people/{id}", "Where a user was before.").place("id", id(), 1).gives("*", "308", ""),
        path("/lab/users", "Users, who have e-mail addresses that nobody else has.")
            .takes("POST", JSON, schema("NewUser"))
            .gives("POST", "201 400 409 415 422 507", "application/json=User"),
        path("/lab/users/{id}", "A user, with a version.")
            .place("id", id(), 1)
            .field("GET PUT PATCH DELETE", "If-Match", tags())
            .takes("PUT", JSON, schema("ReplacedUser"))
            .takes("PATCH", "application/merge-patch+json", schema("PatchedUser"))
            .gives("*", "404 410 412", "")
            .gives("GET", "200 304", "application/json=User")
            .gives("PUT PATCH", "200 400 409 415 422 507", "application/json=User")
            .gives("DELETE", "204", ""),
        path("/lab/variants/{name}", "A thing in several languages and types, chosen by what the client prefers.")
            .place("name", variant(), "greeting")
            .field("GET", "Accept-Language", json!({"enum": ["de", "en", "fr", "*"]}))
            .takes("PUT", JSON, schema("Variants"))
            .gives("GET", "200 206 300 304 404 406 412 506", "*/*")
            .gives("PUT", "201 204 400 412 415 422 507", "*/*")
            .gives("DELETE", "204 404 412", ""),
        path("/lab/variants/{name}/{one}", "One of the variants.")
            .place("name", variant(), "greeting")
            .place("one", variant(), "de.txt")
            .gives("GET", "200 206 304 404 412", "*/*"),
        path("/lab/dav/{path}", "A WebDAV share, with locks and bindings.")
            .place("path", name(), "nowhere")
            .takes("PUT", TEXT, any_text())
            .gives("GET", "200 206 207 304 404 412 416", "*/*")
            .gives("PUT", "201 204 409 412 423 507", "*/*")
            .gives("DELETE", "204 207 404 412 423", "*/*"),
        path("/lab/form", "A form: see what was made, or go on with the next.")
            .takes(
                "POST",
                FORM,
                json!({
                    "type": "object",
                    "properties": {
                        "entry": {"type": "string", "minLength": 1, "maxLength": 1000, "pattern": "^[A-Za-z0-9]+$"},
                        "then": {"enum": ["show", "next"]},
                    },
                    "required": ["entry"],
                }),
            )
            .gives("GET", "200", "text/html")
            .gives("POST", "205 303 400 409 415 422 507", ""),
        path("/lab/form/{id}", "What the form made.")
            .place("id", id(), 1)
            .gives("GET", "200 206 226 304 404 410 412 416", "*/*")
            .gives("DELETE", "204 404 410 412", ""),
    ]
}

/// Work that takes its time.
fn working() -> Vec<Path> {
    vec![
        path("/lab/jobs", "Work that really goes on after its answer.").takes("POST", JSON, schema("NewJob")).gives(
            "POST",
            "202 400 415 422 503 507",
            JSON,
        ),
        path("/lab/jobs/{id}", "How far a job is; with wait, what becomes of it meanwhile.")
            .place("id", id(), 1)
            .query("GET", "wait", json!({"type": "number", "minimum": 0, "maximum": 10}))
            .gives("GET", "200 303 400 404 410", JSON),
        path("/lab/jobs/{id}/result", "What a job came to.").place("id", id(), 1).gives("GET", "200 404 410", "*/*"),
        path("/lab/uploads", "Uploads that can be interrupted and resumed.")
            .field("POST", "Upload-Complete", json!({"enum": ["?0", "?1"]}))
            .takes("POST", "application/octet-stream", any_text())
            .gives("POST", "200 201 400 409 413 507", "*/*"),
        path("/lab/uploads/{id}", "How much of an upload there is; PATCH goes on with it.")
            .place("id", id(), 1)
            .field("PATCH", "Upload-Offset", json!({"type": "integer", "minimum": 0}))
            .field("PATCH", "Upload-Complete", json!({"enum": ["?0", "?1"]}))
            .takes("PATCH", "application/partial-upload", any_text())
            .gives("GET", "200 204 404 410", "*/*")
            .gives("PATCH", "200 201 204 400 404 409 410 413 415 507", "*/*")
            .gives("DELETE", "204 404 410", ""),
        path("/lab/slow-page", "A page that hints at its style sheet before it is ready.").gives(
            "GET",
            "200",
            "text/html",
        ),
        path("/lab/slow-page.css", "The style sheet of the slow page.").gives("GET", "200 304", "text/css"),
        path("/lab/busy", "Work with two places, and a short queue.")
            .query("GET", "seconds", json!({"type": "number", "minimum": 0, "maximum": 10}))
            .gives("GET", "200 400", TEXT),
    ]
}

/// Things that refuse.
fn refusing() -> Vec<Path> {
    vec![
        path("/lab/vault", "For who has credentials: reader:reader, admin:admin.")
            .secured()
            .gives("GET", "200 401", TEXT),
        path("/lab/vault/keys", "For the administrator alone: admin:admin.").secured().gives(
            "GET",
            "200 401 403",
            TEXT,
        ),
        path("/lab/limited", "Five at once, five a second.").gives("GET", "200 429", "*/*"),
        path("/lab/meter", "A prepaid meter: three readings, then 402.").gives(
            "GET",
            "200 402 507",
            "application/json=Reading",
        ),
        path("/lab/meter/top-up", "Puts more on the meter.").may_take("POST", JSON, schema("TopUp")).gives(
            "POST",
            "200 400 409 415 422 507",
            "application/json=Reading",
        ),
        path("/lab/needs-length", "Takes nothing whose length is not told beforehand.")
            .takes("POST", TEXT, any_text())
            .gives("GET", "200", TEXT)
            .gives("POST", "200 411 413", TEXT),
        path("/lab/teapot", "A teapot, which brews no coffee.").gives("GET", "200", "*/*"),
        path("/lab/portal", "Where to log in to portal.localhost, which is 511 until then.").gives(
            "GET",
            "200",
            "text/html",
        ),
        path("/lab/portal/login", "Logs in.")
            .takes(
                "POST",
                FORM,
                json!({
                    "type": "object",
                    "properties": {
                        "terms": {"const": "accepted"},
                        "seconds": {"type": "integer", "minimum": 1, "maximum": 3600},
                    },
                    "required": ["terms"],
                }),
            )
            .gives("POST", "303 400 409 415 422 507", ""),
    ]
}

/// Things that break.
fn breaking() -> Vec<Path> {
    let echo = |template, says| path(template, says).gives("GET", "400 426", "");
    vec![
        path("/lab/divide", "Divides 100. By 0, a handler panics, and that is caught.")
            .required_query(
                "GET",
                "by",
                json!({"type": "integer", "minimum": -2_147_483_648_i64, "maximum": 2_147_483_647}),
            )
            .gives("GET", "200 400 500", TEXT),
        path("/lab/gateway/{upstream}", "A gateway, and behind it upstreams that are broken, each in its way.")
            .place("upstream", upstreams(), "healthy")
            .gives("GET", "200 203 304 404 500 502 503 504", "*/*"),
        echo("/lab/echo", "A WebSocket that sends back what comes."),
        path("/websocket/echo", "A WebSocket echo whose messages can be bounded.")
            .query("GET", "max_message_size", octets())
            .query("GET", "max_fragment_size", octets())
            .gives("GET", "400 426", ""),
    ]
}

fn upstreams() -> Value {
    json!({"enum": [
        "healthy", "refused", "garbage", "closing", "two-lengths", "truncated", "reset", "slow", "unhurried", "fresh", "hints",
        "transforming", "cached",
    ]})
}
