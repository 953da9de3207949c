//! What is told of the pages for people, and of the files for programs.

use super::path::Path;
use crate::world::form::FORM;
use serde_json::{Value, json};

/// The codes that the lab has a cause for.
fn caused() -> Vec<u16> {
    statusquo_catalog::ALL.iter().filter(|entry| entry.trigger.is_some()).map(|entry| entry.code).collect()
}

fn page(template: &str, says: &str) -> Path {
    Path::new("reference", template, says).gives("GET", "200 304", "text/html")
}

/// Numbers of three digits, with hyphens between them.
fn several() -> Value {
    json!({"type": "string", "pattern": "^[1-5][0-9]{2}(-[1-5][0-9]{2}){1,3}$"})
}

pub(super) fn paths() -> Vec<Path> {
    let file = |template, says| Path::new("reference", template, says).gives("GET", "200 304", "application/json");
    let mut all = vec![
        page("/", "What there is to ask for.").gives("GET", "200", "text/plain text/html"),
        page("/{code}", "All that is known of a code.")
            .place("code", json!({"type": "integer", "minimum": 100, "maximum": 599}), 409)
            .gives("GET", "200", "text/plain application/json=Code text/html"),
        Path::new("reference", "/{code}/happen", "Makes a code happen in a fresh lab, and tells what goes to and fro.")
            .place("code", json!({"type": "integer", "enum": caused()}), 409)
            .takes(
                "POST",
                FORM,
                json!({
                    "type": "object",
                    "properties": {
                        "version": {"type": "string", "enum": ["HTTP/1.1", "HTTP/2", "HTTP/3"]},
                        "cause": {
                            "type": "integer",
                            "minimum": 1,
                            "description": "One of the causes on the page of the code that have a button, by its place there.",
                        },
                    },
                    "required": ["version"],
                }),
            )
            .gives("POST", "200 403 422 503", "text/html text/event-stream"),
        page("/decision", "The questions that decide a code, in their order.").query(
            "GET",
            "turn",
            json!({"type": "string", "description": "Questions by their names, whose answers are turned."}),
        ),
        page("/decision/{question}", "One question, and the codes that lie behind it.").place(
            "question",
            json!({"type": "string"}),
            "method-offered",
        ),
        page("/compare/{codes}", "Codes side by side: 401-403.").place("codes", several(), "401-403"),
        page("/find", "Codes by words, by a status line or by a pasted answer.")
            .query("GET", "q", json!({"type": "string", "maxLength": 100}))
            .takes("POST", FORM, json!({"type": "object", "properties": {"pasted": {"type": "string"}}}))
            .gives("GET POST", "200 303", "text/html"),
        Path::new("reference", "/assets/{file}", "What pages load.")
            .place("file", json!({"type": "string", "enum": ["style.css", "page.js", "mark.svg"]}), "style.css")
            .gives("GET", "200 304", "*/*"),
        file("/codes.json", "All that is known of every code."),
        file("/openapi.json", "This document."),
    ];
    all.extend(["/1xx", "/2xx", "/3xx", "/4xx", "/5xx"].map(|class| page(class, "The codes of a class.")));
    all
}
