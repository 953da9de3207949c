//! The contents that go in and out, by their names.

use serde_json::{Value, json};

pub(super) fn all() -> Value {
    let named = |is: Value| json!({"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[A-Za-z][A-Za-z .-]*$", "examples": [is]});
    let user = json!({
        "name": named(json!("Ada")),
        "email": {"type": "string", "maxLength": 100, "pattern": "^[a-z0-9]{1,20}@[a-z0-9]{1,20}\\.test$", "examples": ["ada@example.test"]},
        "age": {"type": "integer", "minimum": 0, "maximum": 150},
    });
    let mut replaced = user.clone();
    replaced["version"] =
        json!({"type": "integer", "minimum": 1, "description": "Which version it is meant to replace."});
    let mut patched = replaced.clone();
    patched["age"] = json!({"type": ["integer", "null"], "minimum": 0, "maximum": 150});
    json!({
        "Problem": {
            "type": "object",
            "description": "Problem details (RFC 9457), and the questions that were asked, with their answers.",
            "properties": {
                "type": {"type": "string", "description": "The page of the code, or what others have named."},
                "title": {"type": "string"},
                "status": {"type": "integer", "minimum": 100, "maximum": 599},
                "detail": {"type": "string"},
                "instance": {"type": "string", "description": "The exchange, in the journal."},
                "why": {"type": "array", "items": {
                    "type": "object",
                    "properties": {"question": {"type": "string"}, "answer": {"enum": ["yes", "no"]}},
                    "required": ["question", "answer"],
                }},
            },
            "required": ["type", "title", "status", "detail", "why"],
        },
        "Code": {
            "type": "object",
            "properties": {
                "code": {"type": "integer"},
                "class": {"enum": ["1xx", "2xx", "3xx", "4xx", "5xx"]},
                "registered": {"type": "boolean"},
                "phrase": {"type": "string"},
                "meaning": {"type": "string"},
            },
            "required": ["code", "class", "registered"],
        },
        "Exchanges": {
            "type": "object",
            "properties": {"exchanges": {"type": "array", "items": {"type": "object"}}},
        },
        "NewUser": {"type": "object", "properties": user, "required": ["name", "email"]},
        "ReplacedUser": {"type": "object", "properties": replaced, "required": ["name", "email"]},
        "PatchedUser": {"type": "object", "properties": patched},
        "User": {
            "type": "object",
            "properties": {
                "id": {"type": "integer", "minimum": 1},
                "name": {"type": "string"},
                "email": {"type": "string"},
                "age": {"type": "integer"},
                "version": {"type": "integer", "minimum": 1},
            },
            "required": ["id", "name", "email", "version"],
        },
        "NewJob": {
            "type": "object",
            "properties": {"seconds": {"type": "number", "minimum": 0, "maximum": 60}},
            "required": ["seconds"],
        },
        "Seconds": {
            "type": "object",
            "properties": {"seconds": {"type": "number", "minimum": 0, "maximum": 86400}},
            "required": ["seconds"],
        },
        "Move": {
            "type": "object",
            "description": "Where to, and whether for good; one that lasts only so many seconds is not for good.",
            "properties": {
                "to": {"type": "string", "pattern": "^[a-z0-9-]{1,40}$"},
                "permanent": {"type": "boolean"},
                "keep_method": {"type": "boolean"},
                "seconds": {"type": "number", "minimum": 0, "maximum": 86400},
            },
            "required": ["to"],
        },
        "Variants": {
            "type": "object",
            "properties": {"variants": {"type": "array", "minItems": 1, "maxItems": 5, "items": {
                "type": "object",
                "description": "One variant: its content, or the name of another list.",
                "properties": {
                    "name": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
                    "type": {"enum": ["text/plain", "text/html", "application/json"]},
                    "language": {"type": "string", "pattern": "^[a-z]{2,8}(-[A-Z]{2})?$"},
                    "content": {"type": "string"},
                    "list": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
                },
                "required": ["name", "type"],
                "oneOf": [{"required": ["content"]}, {"required": ["list"]}],
            }}},
            "required": ["variants"],
        },
        "TopUp": {
            "type": "object",
            "properties": {"units": {"type": "integer", "minimum": 1, "maximum": 100}},
            "required": ["units"],
        },
        "Reading": {
            "type": "object",
            "properties": {"price": {"type": "integer"}, "balance": {"type": "integer", "minimum": 0}},
            "required": ["price", "balance"],
        },
    })
}
