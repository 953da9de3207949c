//! What is told of the admin side.

use super::path::{Path, schema};
use crate::world::form::FORM;
use serde_json::{Value, json};

fn number() -> Value {
    json!({"type": "integer", "minimum": 1, "maximum": 1_000_000_000})
}

fn count() -> Value {
    json!({"type": "integer", "minimum": 0, "maximum": 1_000_000_000})
}

fn filter() -> Value {
    json!({"type": "string", "maxLength": 50})
}

fn path(template: &str, says: &str) -> Path {
    Path::new("admin", template, says).gives("*", "401 403", "")
}

pub(super) fn paths() -> Vec<Path> {
    vec![
        path("/_/", "The newest exchanges, as a page or as JSON.")
            .query("GET", "limit", count())
            .query("GET", "before", count())
            .query("GET", "filter", filter())
            .gives("GET", "200", "text/html application/json=Exchanges"),
        path("/_/exchanges", "The newest exchanges; DELETE forgets all of them.")
            .query("GET", "limit", count())
            .query("GET", "before", count())
            .query("GET", "filter", filter())
            .takes(
                "POST",
                FORM,
                json!({"type": "object", "properties": {"journal": {"const": "empty"}}, "required": ["journal"]}),
            )
            .gives("GET", "200", "application/json=Exchanges")
            .gives("POST", "303", "")
            .gives("DELETE", "204", ""),
        path("/_/exchanges/{id}", "One exchange in full; with .har behind its number, as HAR 1.2.")
            .place("id", number(), 1)
            .gives("GET", "200 404", "application/json text/html"),
        path("/_/har", "The newest exchanges as HAR 1.2.").query("GET", "filter", filter()).gives(
            "GET",
            "200 404",
            "application/json",
        ),
        path("/_/events", "Each exchange as it comes.")
            .query("GET", "after", count())
            .query("GET", "filter", filter())
            .gives("GET", "200 404 503", "text/event-stream"),
        path("/_/limits", "How much, how many and how long, and which flag sets it.").gives(
            "GET",
            "200",
            "application/json",
        ),
        path("/_/maintenance", "Whether the lab is closed; PUT closes it for a while, DELETE opens it.")
            .takes("PUT", "application/json", schema("Seconds"))
            .takes(
                "POST",
                FORM,
                json!({
                    "type": "object",
                    "properties": {
                        "maintenance": {"enum": ["on", "off"]},
                        "seconds": {"type": "number", "minimum": 0, "maximum": 86400},
                    },
                    "required": ["maintenance", "seconds"],
                }),
            )
            .gives("GET", "200", "application/json")
            .gives("PUT", "204 400 415 422 507", "")
            .gives("POST", "303 400 415 422 507", "")
            .gives("DELETE", "204", ""),
        path("/_/ca.pem", "The authority to trust for TLS.").gives("GET", "200 404", "*/*"),
    ]
}
