//! The routes themselves, from the table that leads to them: as a page, and as a Swagger document for programs.

use super::call::{Call, Kind, Route, say};
use super::json::Json;
use crate::visit::Visit;
use maud::html;
use statusquo_page::{Site, plain};

/// `/legacy`: all of them on a page.
pub(crate) fn page(visit: &mut Visit<'_>, call: &Call) {
    visit.say_page(page_of(call.routes));
}

fn page_of(routes: &[Route]) -> String {
    let list = html! {
        p {
            // Suites that ask httpbin for its first page look for what httpbin calls itself there.
            "HTTP Request & Response Service: what can be asked for here. HEAD goes wherever GET does, and OPTIONS everywhere. A \
             request that is refused gets a problem document that says why, and " a href="/404" { "/404" } " or any other status code tells all about it."
        }
        dl.routes {
            @for route in routes {
                @let methods: Vec<_> = route.told_methods().collect();
                @let path = route.template();
                dt {
                    code { @if methods.contains(&"GET") && route.places().next().is_none() { a href=(path) { (path) } } @else { (path) } }
                    " " small { (methods.join(" ")) }
                }
                dd { (route.says) }
            }
        }
    };
    plain(&Site::live(), "/legacy", "httpbin", list)
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
