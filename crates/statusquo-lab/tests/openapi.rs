//! The files for programs: `/openapi.json`, which describes what the tables lead to and nothing else, and `/codes.json`.

mod support;

use serde_json::{Map, Value};
use statusquo_lab::entry_json;
use std::collections::BTreeSet;
use support::{TestLab, lab};

/// The methods that OpenAPI 3.1 has words for.
const NAMED: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

fn document(lab: &TestLab) -> Value {
    let answer = lab.get("/openapi.json").expect(200);
    assert_eq!(answer.field("Content-Type"), "application/json");
    answer.json()
}

fn paths(document: &Value) -> &Map<String, Value> {
    document["paths"].as_object().expect("paths")
}

/// The operations of a path, by their methods.
fn operations(item: &Value) -> impl Iterator<Item = (&String, &Value)> {
    item.as_object().expect("an item").iter().filter(|(name, _)| NAMED.contains(&name.as_str()))
}

/// An address that leads to a path, by the examples of its parameters.
fn example(path: &str, item: &Value) -> String {
    let mut target = path.to_owned();
    for parameter in item["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] == "path") {
        let example = &parameter["example"];
        let text = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
        target = target.replace(&format!("{{{}}}", parameter["name"].as_str().expect("a name")), &text);
    }
    target
}

#[test]
fn the_methods_of_every_path_are_those_that_allow_lists() {
    let lab = lab();
    let document = document(&lab);
    let mut client = lab.connect();
    for (path, item) in paths(&document) {
        let target = example(path, item);
        assert!(!target.contains('{'), "{path} has an open place without an example");
        let answer = client.ask(&format!("OPTIONS {target}"), &[], "");
        assert!(matches!(answer.code(), 200 | 204 | 308), "{}", answer.shown());
        let others = item["x-other-methods"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let mut told: BTreeSet<String> = operations(item).map(|(method, _)| method.to_ascii_uppercase()).collect();
        told.extend(others.map(str::to_owned));
        assert!(told.contains("OPTIONS"), "{path}");
        // What has moved says so whatever the method, and lists none.
        if answer.code() != 308 {
            let allowed: BTreeSet<String> = answer.list("Allow").into_iter().map(str::to_owned).collect();
            assert_eq!(told, allowed, "{path}");
        }
    }
}

#[test]
fn every_route_of_httpbins_is_described() {
    let lab = lab();
    let document = document(&lab);
    let listed = lab.get("/spec.json").expect(200).json();
    for path in paths(&listed).keys() {
        assert_eq!(document["paths"][path]["get"]["summary"], listed["paths"][path]["get"]["summary"], "{path}");
        assert!(document["paths"][path].is_object(), "{path}");
    }
    assert!(paths(&document).len() > paths(&listed).len() + 40);
}

#[test]
fn every_offer_of_the_first_page_is_described() {
    let lab = lab();
    let document = document(&lab);
    let text = lab.get("/").expect(200).text().to_owned();
    let leads = |path: &str, target: &str| {
        let (wanted, given): (Vec<_>, Vec<_>) = (path.split('/').collect(), target.split('/').collect());
        wanted.len() == given.len()
            && wanted.iter().zip(given).all(|(one, other)| one.starts_with('{') || *one == other)
    };
    for line in text.lines().filter(|line| line.starts_with("  ") && line.contains(" /")) {
        let target = line.split_whitespace().nth(1).expect("a target").split('?').next().expect("a path");
        let found = paths(&document).keys().any(|path| leads(path, target));
        assert!(found || target == "/lab/dav/", "{line}");
    }
}

#[test]
fn every_operation_says_what_it_takes_and_which_codes_it_gives() {
    let lab = lab();
    let document = document(&lab);
    assert_eq!(document["openapi"], "3.1.0");
    let mut ids = BTreeSet::new();
    let mut named = BTreeSet::new();
    for (path, item) in paths(&document) {
        let places: BTreeSet<&str> = path.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        let given = item["parameters"].as_array().into_iter().flatten().filter_map(|one| one["name"].as_str());
        assert_eq!(places, given.collect::<BTreeSet<_>>(), "{path}");
        for (method, operation) in operations(item) {
            assert!(ids.insert(operation["operationId"].as_str().expect("an id").to_owned()), "{method} {path}");
            assert!(operation["summary"].as_str().is_some_and(|says| says.ends_with('.')), "{method} {path}");
            let responses = operation["responses"].as_object().expect("responses");
            assert!(responses.keys().any(|code| code.starts_with(['2', '3', '4'])), "{method} {path}");
            assert!(responses.contains_key("4XX"), "{method} {path}");
            assert!(responses.values().all(|one| one["description"].is_string()), "{method} {path}");
            references(operation, &mut named);
        }
    }
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    for schema in schemas.values() {
        references(schema, &mut named);
    }
    let there: BTreeSet<String> = schemas.keys().map(|name| format!("#/components/schemas/{name}")).collect();
    assert_eq!(named, there, "what is named is there, and what is there is named");
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn the_codes_are_what_the_catalog_has_of_each() {
    let lab = lab();
    let answer = lab.get("/codes.json").expect(200);
    assert_eq!(answer.field("Content-Type"), "application/json");
    let all: Value = statusquo_catalog::ALL.iter().map(entry_json::entry).collect();
    assert_eq!(answer.text(), entry_json::text(&all));
}

#[test]
fn they_come_in_codings_and_on_conditions() {
    let lab = lab();
    let mut client = lab.connect();
    for path in ["/codes.json", "/openapi.json"] {
        let get = format!("GET {path}");
        let plain = client.ask(&get, &[], "").expect(200);
        let mut tags = BTreeSet::from([plain.field("ETag").to_owned()]);
        for coding in ["br", "zstd", "gzip", "deflate"] {
            let accepts = format!("Accept-Encoding: {coding}");
            let coded = client.ask(&get, &[&accepts], "").expect(200);
            assert_eq!(coded.field("Content-Encoding"), coding, "{path}");
            assert_eq!(coded.field("Vary"), "Accept-Encoding");
            assert!(coded.content.len() * 2 < plain.content.len(), "{path} {coding}: {}", coded.content.len());
            assert!(tags.insert(coded.field("ETag").to_owned()), "{path} {coding}");
            let condition = format!("If-None-Match: {}", coded.field("ETag"));
            let kept = client.ask(&get, &[&accepts, &condition], "").expect(304);
            assert_eq!(kept.field("ETag"), coded.field("ETag"));
            let again = client.ask(&get, &[&accepts], "").expect(200);
            assert_eq!(again.content, coded.content);
        }
        let condition = format!("If-None-Match: {}", plain.field("ETag"));
        client.ask(&get, &[&condition], "").expect(304);
        client.ask(&get, &["If-Match: \"another\""], "").expect(412);
        let head = client.ask(&format!("HEAD {path}"), &[], "").expect(200);
        assert_eq!((head.field("ETag"), head.content.len()), (plain.field("ETag"), 0));
        client.ask(&format!("POST {path}"), &[], "").expect(405);
    }
}
