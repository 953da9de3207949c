//! The list of httpbin's routes, for people and for programs.

mod support;

use serde_json::Value;
use statusquo_lab::ServesAs;
use std::collections::BTreeSet;
use support::{TestLab, lab, lab_with};

const METHODS: [&str; 6] = ["get", "head", "post", "put", "patch", "delete"];

fn spec(lab: &TestLab) -> Value {
    let answer = lab.get("/spec.json").expect(200);
    assert_eq!(answer.field("Content-Type"), "application/json");
    answer.json()
}

#[test]
fn the_page_names_every_route_with_its_methods_and_a_sentence() {
    let lab = lab();
    let answer = lab.get("/legacy").expect(200);
    assert_eq!(answer.field("Content-Type"), "text/html; charset=utf-8");
    let text = answer.text();
    assert!(text.contains("HTTP Request &amp; Response Service"));
    assert!(text.contains("<title>httpbin</title>") && text.contains("color-scheme"));
    assert!(!answer.without_our_scripts().contains("<script"));
    for line in [
        "<dt><code><a href=\"/get\">/get</a></code> <small>GET</small></dt>",
        "<dt><code>/status/{codes}</code> <small>GET POST PUT DELETE PATCH TRACE</small></dt>",
        "<dt><code>/basic-auth/{user}/{passwd}</code> <small>GET</small></dt>",
        "<dt><code>/head</code> <small>HEAD</small></dt>",
        "<dt><code>/post</code> <small>POST</small></dt>",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    let listed: Vec<_> = text.split("<dt><code>").skip(1).collect();
    assert!(listed.iter().all(|entry| entry.contains("</dt><dd>") && entry.contains(".</dd>")));
    let named = spec(&lab)["paths"].as_object().expect("paths").len();
    assert_eq!(listed.len(), named);
}

#[test]
fn every_page_that_is_linked_is_there() {
    let lab = lab();
    let text = lab.get("/legacy").text().to_owned();
    let links: Vec<_> = text.split("<code><a href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.len() > 30, "{links:?}");
    for target in links {
        let answer = lab.plain(&format!("HEAD {target}"), &[]);
        assert!(![404, 405, 501].contains(&answer.code()), "{}", answer.shown());
    }
}

#[test]
fn the_document_is_what_swagger_asks_for() {
    let lab = lab();
    let spec = spec(&lab);
    assert_eq!((&spec["swagger"], &spec["basePath"]), (&"2.0".into(), &"/".into()));
    assert_eq!(spec["info"]["version"], env!("CARGO_PKG_VERSION"));
    for (path, item) in spec["paths"].as_object().expect("paths") {
        let named: BTreeSet<_> = path.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        let item = item.as_object().expect("operations");
        assert!(path.starts_with('/') && !item.is_empty(), "{path}");
        for (method, operation) in item {
            assert!(METHODS.contains(&method.as_str()), "{method}");
            assert!(operation["summary"].as_str().is_some_and(|says| says.ends_with('.')), "{path}");
            assert!(operation["responses"]["default"]["description"].is_string());
            let parameters = operation["parameters"].as_array().expect("a list");
            let told = parameters.iter().map(|one| one["name"].as_str().expect("a name"));
            assert_eq!(told.collect::<BTreeSet<_>>(), named, "{path}");
            assert!(parameters.iter().all(|one| one["in"] == "path" && one["required"] == true));
        }
    }
    let parameters = &spec["paths"]["/links/{n}/{offset}"]["get"]["parameters"];
    assert_eq!((&parameters[1]["name"], &parameters[1]["type"]), (&"offset".into(), &"integer".into()));
}

#[test]
fn what_is_only_listed_is_no_way_around_the_labs_own_table() {
    let lab = lab();
    lab.get("/status/204").expect(204);
    // Of several slashes at the beginning one is made; nothing else leads there.
    lab.get("//status/204").expect(204);
    lab.get("/%73tatus/204").expect(404);
    lab.get("/status%2F204").expect(404);
}

#[test]
fn it_is_the_first_page_where_the_lab_stands_in_httpbins_place() {
    for (serves_as, is_first) in [(ServesAs::Httpbin, true), (ServesAs::GoHttpbin, true), (ServesAs::Statusquo, false)]
    {
        let lab = lab_with(|settings| settings.serves_as = serves_as);
        let (first, list) = (lab.get("/").expect(200), lab.get("/legacy").expect(200));
        assert_eq!(first.content == list.content, is_first, "{serves_as:?}");
        // The lab is where it was.
        lab.get("/409").expect(200);
        lab.get("/lab/documents/welcome").expect(200);
        lab.get("/_/limits").expect(200);
    }
}
