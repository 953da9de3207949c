//! The document: OpenAPI 3.1, from what is told of each path, and from the methods that its resource offers.

use super::path::Path;
use super::{admin, httpbin, lab, pages, schemas};
use serde_json::{Map, Value, json};

/// The methods that the resource at an address offers.
pub(crate) type Offered = fn(&str) -> &'static [&'static str];

/// The methods that OpenAPI 3.1 has words for.
const NAMED: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

/// Every path.
pub(crate) fn paths() -> Vec<Path> {
    [pages::paths(), lab::paths(), admin::paths(), httpbin::paths()].into_iter().flatten().collect()
}

/// The whole document.
pub(super) fn document(offered: Offered) -> Value {
    let paths: Map<String, Value> =
        paths().into_iter().map(|path| (path.template.clone(), item(&path, offered(&path.example)))).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "statusquo",
            "summary": "HTTP status codes, caused and explained.",
            "description": "The reference, the lab in which every code has its cause, httpbin's routes, and the admin side. Methods \
                that OpenAPI has no words for stand in x-other-methods.",
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [
            {"name": "reference", "description": "What is known of the codes, and how they are decided."},
            {"name": "lab", "description": "Where codes have causes."},
            {"name": "admin", "description": "For those on the server's machine, or with a token."},
            {"name": "httpbin", "description": "httpbin's routes, and those of its kin."},
        ],
        "paths": paths,
        "components": {"schemas": schemas::all(), "securitySchemes": {
            "basic": {"type": "http", "scheme": "basic"},
            "bearer": {"type": "http", "scheme": "bearer"},
        }},
    })
}

/// What may be asked for at one path.
fn item(path: &Path, methods: &[&str]) -> Value {
    let mut item = Map::new();
    if !path.parameters.is_empty() {
        item.insert("parameters".into(), json!(path.parameters));
    }
    let (named, others): (Vec<&str>, Vec<&str>) = methods.iter().partition(|method| NAMED.contains(method));
    for method in named {
        item.insert(method.to_ascii_lowercase(), path.operation(method));
    }
    if !others.is_empty() {
        item.insert("x-other-methods".into(), json!(others));
    }
    Value::Object(item)
}
