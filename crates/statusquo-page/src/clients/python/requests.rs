//! A request by the library requests.

use crate::clients::layout::{PYTHON, bracketed, indented};
use crate::clients::literal::Literal;
use crate::clients::objects::{basic, form, is_object, spaced};
use crate::clients::request::{Ask, Content, Times};
use crate::clients::script::{LAB, Script};

const PRINT: &str = "print(answer.status_code, answer.reason)\n";

/// The methods that have a function of their own.
const FUNCTIONS: [&str; 7] = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

/// Adds the request, and what shows its answer.
pub(super) fn ask(script: &mut Script<'_>, ask: &Ask, keep_redirects: bool) {
    script.loads.insert("import requests");
    let arguments = arguments(script, ask, keep_redirects);
    match ask.times {
        Times::Once => {
            let call = bracketed(PYTHON, &opening("answer = requests.", ask), &arguments, ")");
            let mut lines = format!("{call}\n{PRINT}");
            if ask.inside {
                lines.push_str("print(answer.text)\n");
            }
            if let Some(capture) = ask.capture {
                lines.push_str(&format!("{} = answer.headers[\"{}\"]\n", capture.name, capture.field));
                script.names.push(capture.name);
            }
            script.add(lines);
        }
        Times::InARow(count) => {
            let call = bracketed(PYTHON, &opening("answer = session.", ask), &arguments, ")");
            let lines = indented(PYTHON, &format!("{call}\n{PRINT}"));
            let lines = format!("for _ in range({count}):\n{lines}");
            script.add(format!("with requests.Session() as session:\n{}", indented(PYTHON, &lines)));
        }
        Times::AtOnce(count) => {
            script.loads.insert("from concurrent.futures import ThreadPoolExecutor");
            let call = bracketed(PYTHON, &opening("return requests.", ask), &arguments, ")");
            script.add(format!("\ndef ask(_):\n{}", indented(PYTHON, &call)));
            let lines = format!("for answer in pool.map(ask, range({count})):\n{}", indented(PYTHON, PRINT));
            script.add(format!("\nwith ThreadPoolExecutor({count}) as pool:\n{}", indented(PYTHON, &lines)));
        }
    }
}

/// How the call begins: with the function for the method, if there is one.
fn opening(before: &str, ask: &Ask) -> String {
    let name = if has_function(ask) { ask.method.to_ascii_lowercase() } else { "request".to_owned() };
    format!("{before}{name}(")
}

fn has_function(ask: &Ask) -> bool {
    FUNCTIONS.contains(&ask.method.as_str())
}

fn arguments(script: &Script<'_>, ask: &Ask, keep_redirects: bool) -> Vec<String> {
    let mut arguments = Vec::new();
    if !has_function(ask) {
        arguments.push(format!("\"{}\"", ask.method));
    }
    arguments.push(url(script, ask));
    let mut fields: Vec<(&str, &str)> = ask.told().collect();
    if let Some((name, password)) = ask.field("Authorization").and_then(basic) {
        fields.retain(|(name, _)| *name != "Authorization");
        arguments.push(format!("auth=(\"{name}\", \"{password}\")"));
    }
    let content = content(ask, &mut fields);
    if !fields.is_empty() {
        let text = |text: &str| Literal::of(text, &script.names).python();
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("\"{name}\": {}", text(value))).collect();
        arguments.push(bracketed(PYTHON, "headers={", &pairs, "}"));
    }
    arguments.extend(content);
    if ask.proxied().is_some() {
        arguments.push(format!("proxies={{\"http\": \"{}\"}}", script.end(ask).origin));
    }
    if keep_redirects {
        arguments.push("allow_redirects=False".to_owned());
    }
    if !script.end(ask).proved {
        arguments.push("verify=False".to_owned());
    }
    arguments
}

/// Where the request goes: whole, or after the variable that more than one request begins with.
fn url(script: &Script<'_>, ask: &Ask) -> String {
    let end = script.end(ask);
    if ask.proxied().is_some() {
        Literal::of(&ask.target, &script.names).python()
    } else if script.several && ask.tls.is_none() {
        Literal::of(&ask.target, &script.names).after(LAB).python()
    } else {
        Literal::of(&format!("{}{}", end.origin, ask.target), &script.names).python()
    }
}

/// The content; a field that the library writes for it is taken out.
fn content(ask: &Ask, fields: &mut Vec<(&str, &str)>) -> Option<String> {
    let media_type = ask.field("Content-Type").unwrap_or_default();
    let mut without_type = || fields.retain(|(name, _)| *name != "Content-Type");
    match &ask.content {
        Content::None => None,
        Content::Octets(count) => Some(format!("data=bytes({count})")),
        Content::Chunked(text) => Some(format!("data=iter([b{}])", Literal::of(text, &[]).python())),
        Content::Text(text) if media_type == "application/json" && is_object(text) => {
            without_type();
            Some(format!("json={}", spaced(text, false)))
        }
        Content::Text(text) => {
            let pairs = if media_type == "application/x-www-form-urlencoded" { form(text) } else { None };
            let Some(pairs) = pairs else { return Some(format!("data={}", Literal::of(text, &[]).python())) };
            without_type();
            let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("\"{name}\": \"{value}\"")).collect();
            Some(format!("data={{{}}}", pairs.join(", ")))
        }
    }
}
