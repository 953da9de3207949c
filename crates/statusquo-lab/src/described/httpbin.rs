//! What is told of httpbin's routes: all that their table says, and what their queries may say besides.

use super::path::Path;
use crate::httpbin::call::{Kind, Route};
use crate::httpbin::routes;
use serde_json::{Value, json};

const ANY: &str = "*/*";

/// What more is told of some of them.
type More = fn(Path) -> Path;

const MORE: &[(&str, More)] = &[
    ("/status/{codes}", Path::forced),
    ("/sequence/{codes}", Path::forced),
    ("/mix", Path::forced),
    ("/mix/{path}", Path::forced),
    ("/drip", |path| timed(path).query("GET", "numbytes", count(1000)).query("GET", "code", code()).forced()),
    ("/unstable", |path| path.query("*", "failure_rate", share()).query("*", "status_code", code()).forced()),
    ("/sse", events),
    ("/jsonl", events),
    ("/range/{n}", |path| path.query("GET", "duration", seconds()).gives("GET", "200 206 404 412 416 503", ANY)),
    ("/delay/{seconds}", |path| path.gives("*", "200 503", ANY)),
    ("/bytes/{n}", |path| path.query("GET", "seed", json!({"type": "integer"}))),
    ("/stream-bytes/{n}", |path| {
        path.query("GET", "seed", json!({"type": "integer"})).query("GET", "chunk_size", count(100_000))
    }),
    ("/response-headers", |path| path.query("GET POST", "freeform", json!({"type": "string", "pattern": "^[a-z]+$"}))),
    ("/redirect/{n}", leads),
    ("/relative-redirect/{n}", leads),
    ("/absolute-redirect/{n}", leads),
    ("/links/{n}", leads),
    ("/redirect-to", |path| {
        path.required_query("*", "url", json!({"type": "string", "pattern": "^/[a-z]{1,20}$", "examples": ["/get"]}))
            .query("*", "status_code", json!({"type": "integer", "minimum": 300, "maximum": 399}))
            .gives("*", "3XX", "")
    }),
    ("/cookies/set", leads),
    ("/cookies/set/{name}/{value}", leads),
    ("/cookies/delete", leads),
    ("/cache", |path| path.field("GET", "If-None-Match", json!({"type": "string"})).gives("GET", "200 304", ANY)),
    ("/etag/{etag}", |path| path.gives("GET", "200 304 412", ANY)),
    ("/image", |path| path.gives("GET", "200 406", ANY)),
    ("/basic-auth/{user}/{passwd}", |path| path.gives("GET", "200 401", ANY)),
    ("/bearer", |path| path.gives("GET", "200 401", ANY)),
];

fn leads(path: Path) -> Path {
    path.gives("GET", "302", "")
}

fn timed(path: Path) -> Path {
    path.query("GET", "duration", seconds()).query("GET", "delay", seconds())
}

fn events(path: Path) -> Path {
    timed(path)
        .query("GET", "count", count(100))
        .query("GET", "jitter", share())
        .query("GET", "seed", json!({"type": "integer"}))
        .gives("GET", "200 503", ANY)
}

fn count(most: u64) -> Value {
    json!({"type": "integer", "minimum": 1, "maximum": most})
}

fn seconds() -> Value {
    json!({"type": "number", "minimum": 0, "maximum": 10})
}

fn share() -> Value {
    json!({"type": "number", "minimum": 0, "maximum": 1})
}

fn code() -> Value {
    json!({"type": "integer", "minimum": 400, "maximum": 599})
}

/// What may stand at an open place, and something that does.
fn place(path: Path, kind: Kind, name: &str) -> Path {
    match (kind, name) {
        (Kind::Int, "n") if path.template.contains("redirect") => path.place(name, count(100), 3),
        (Kind::Int, _) => path.place(name, json!({"type": "integer", "minimum": 0, "maximum": 100}), 3),
        (_, "codes") => path.place(name, json!({"type": "string", "pattern": "^[2-5][0-9]{2}$"}), "204"),
        (_, "seconds") => path.place(name, seconds(), 0),
        (_, "qop") => path.place(name, json!({"enum": ["auth", "auth-int"]}), "auth"),
        (_, "algorithm") => path.place(name, json!({"enum": ["MD5", "SHA-256", "SHA-512"]}), "MD5"),
        (_, "value") => path.place(name, json!({"type": "string", "pattern": "^([A-Za-z0-9]{4})+$"}), "YWJj"),
        _ => path.place(name, json!({"type": "string", "pattern": "^[A-Za-z0-9_-]+$"}), name),
    }
}

fn of(route: &Route) -> Path {
    let template = route.template();
    let path = Path::new("httpbin", &template, route.says);
    let path = route.places().fold(path, |path, (kind, name)| place(path, kind, name));
    match MORE.iter().find(|(own, _)| *own == template) {
        Some((_, more)) => more(path),
        None => path,
    }
}

pub(super) fn paths() -> Vec<Path> {
    routes::ROUTES.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_is_told_only_of_routes_that_there_are() {
        for (template, _) in MORE {
            assert!(routes::ROUTES.iter().any(|route| route.template() == *template), "{template}");
        }
    }
}
