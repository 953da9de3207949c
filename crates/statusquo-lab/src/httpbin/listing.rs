//! The routes themselves, from the table that leads to them: as a page, and as a Swagger document for programs.

use super::call::{Call, HTML, Kind, Route, say};
use super::json::Json;
use crate::form::page;
use crate::visit::Visit;
use std::fmt::Write;

/// `/legacy`: all of them on a page.
pub(crate) fn page(visit: &mut Visit<'_>, call: &Call) {
    page::protect(HTML, &mut visit.fields);
    visit.say(HTML, page_of(call.routes));
}

fn page_of(routes: &[Route]) -> String {
    // Suites that ask httpbin for its first page look for what httpbin calls itself there.
    let mut body =
        "<p>HTTP Request &amp; Response Service: what can be asked for here. HEAD goes wherever GET does, and \
                    OPTIONS everywhere. A request that is refused gets a problem document that says why, and \
                    <a href=\"/404\">/404</a> or any other status code tells all about it.</p>\n<dl>\n"
            .to_owned();
    for route in routes {
        let methods: Vec<_> = route.told_methods().collect();
        let path = page::escape(&route.template());
        let path = match methods.contains(&"GET") && route.places().next().is_none() {
            true => format!("<a href=\"{path}\">{path}</a>"),
            false => path,
        };
        let says = page::escape(route.says);
        let _ = writeln!(body, "<dt><code>{path}</code> <small>{}</small></dt>\n<dd>{says}</dd>", methods.join(" "));
    }
    body.push_str("</dl>\n");
    page::page("httpbin", &body)
}

/// `/spec.json`: all of them in Swagger 2.0, as far as that has words for them.
pub(crate) fn swagger(visit: &mut Visit<'_>, call: &Call) {
    let paths = call.routes.iter().map(|route| (route.template(), operations(route)));
    let info = Json::object([
        ("title", "httpbin".into()),
        ("description", "httpbin's routes, answered by statusquo.".into()),
        ("version", env!("CARGO_PKG_VERSION").into()),
    ]);
    let document = Json::object([
        ("swagger", "2.0".into()),
        ("info", info),
        ("basePath", "/".into()),
        ("paths", Json::object(paths.collect::<Vec<_>>())),
    ]);
    say(visit, &document);
}

/// What may be asked of one route: by methods that Swagger knows.
fn operations(route: &Route) -> Json {
    const KNOWN: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
    let methods = route.told_methods().filter(|method| KNOWN.contains(method));
    Json::object(methods.map(|method| (method.to_ascii_lowercase(), operation(route))))
}

fn operation(route: &Route) -> Json {
    let parameters = route.places().map(|(kind, name)| {
        let type_name = if kind == Kind::Int { "integer" } else { "string" };
        Json::object([
            ("in", "path".into()),
            ("name", name.into()),
            ("required", true.into()),
            ("type", type_name.into()),
        ])
    });
    let description = "What is asked for, or a problem document that says why not.";
    let responses = Json::object([("default", Json::object([("description", description.into())]))]);
    Json::object([
        ("parameters", Json::List(parameters.collect())),
        ("responses", responses),
        ("summary", route.says.into()),
    ])
}
