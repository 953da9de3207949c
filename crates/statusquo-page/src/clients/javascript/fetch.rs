//! A request by fetch.

use crate::clients::layout::{JAVASCRIPT, bracketed, indented};
use crate::clients::literal::Literal;
use crate::clients::objects::{basic, form, is_object, spaced};
use crate::clients::request::{Ask, Content, Times};
use crate::clients::script::{LAB, Script};

const PRINT: &str = "console.log(answer.status, answer.statusText);\n";

/// Adds the request, and what shows its answer.
pub(super) fn ask(script: &mut Script<'_>, ask: &Ask, keep_redirects: bool, declared: &mut bool) {
    let call = call(script, ask, keep_redirects);
    match ask.times {
        Times::Once => {
            let keyword = match (script.several, *declared) {
                (false, _) => "const ",
                (true, false) => "let ",
                (true, true) => "",
            };
            *declared = true;
            let mut lines = format!("{keyword}answer = await {call};\n{PRINT}");
            if ask.inside {
                lines.push_str("console.log(await answer.text());\n");
            }
            if let Some(capture) = ask.capture {
                let (name, field) = (capture.name, capture.field);
                lines.push_str(&format!("const {name} = answer.headers.get(\"{field}\");\n"));
                script.names.push(name);
            }
            script.add(lines);
        }
        Times::InARow(count) => {
            let lines = indented(JAVASCRIPT, &format!("const answer = await {call};\n{PRINT}"));
            script.add(format!("for (let time = 1; time <= {count}; time++) {{\n{lines}}}"));
        }
        Times::AtOnce(count) => {
            script.add(format!("const ask = () => {call};"));
            script.add(format!(
                "for (const answer of await Promise.all(Array.from({{ length: {count} }}, ask))) {{\n{}}}",
                indented(JAVASCRIPT, PRINT)
            ));
        }
    }
}

/// The call itself.
fn call(script: &Script<'_>, ask: &Ask, keep_redirects: bool) -> String {
    let text = |text: &str| Literal::of(text, &script.names);
    let url = match script.several {
        true => text(&ask.target).after(LAB).javascript(),
        false => text(&format!("{}{}", script.end(ask).origin, ask.target)).javascript(),
    };
    let mut options = Vec::new();
    if ask.method != "GET" {
        options.push(format!("method: \"{}\"", ask.method));
    }
    let mut fields: Vec<(&str, &str)> = ask.told().collect();
    let body = body(ask, &mut fields);
    if !fields.is_empty() {
        let value = |name: &str, value: &str| match basic(value).filter(|_| name == "Authorization") {
            Some((name, password)) => format!("\"Basic \" + btoa(\"{name}:{password}\")"),
            None => text(value).javascript(),
        };
        let quoted = |name: &str| if name.contains('-') { format!("\"{name}\"") } else { name.to_owned() };
        let pairs: Vec<String> =
            fields.iter().map(|(name, text)| format!("{}: {}", quoted(name), value(name, text))).collect();
        options.push(bracketed(JAVASCRIPT, "headers: {", &pairs, "}"));
    }
    options.extend(body);
    if keep_redirects {
        options.push("redirect: \"manual\"".to_owned());
    }
    match &options[..] {
        [] => format!("fetch({url})"),
        _ => bracketed(JAVASCRIPT, &format!("fetch({url}, {{"), &options, "})"),
    }
}

/// The content; a field that fetch writes for it is taken out.
fn body(ask: &Ask, fields: &mut Vec<(&str, &str)>) -> Option<String> {
    let media_type = ask.field("Content-Type").unwrap_or_default();
    let text = |text: &str| Literal::of(text, &[]).javascript();
    match &ask.content {
        Content::None => None,
        Content::Octets(count) => Some(format!("body: new Uint8Array({count})")),
        Content::Chunked(content) => Some(format!("body: new Blob([{}]).stream(),\nduplex: \"half\"", text(content))),
        Content::Text(content) if media_type == "application/json" && is_object(content) => {
            Some(format!("body: JSON.stringify({})", spaced(content, true)))
        }
        Content::Text(content) => {
            let pairs = if media_type == "application/x-www-form-urlencoded" { form(content) } else { None };
            let Some(pairs) = pairs else { return Some(format!("body: {}", text(content))) };
            fields.retain(|(name, _)| *name != "Content-Type");
            let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}: \"{value}\"")).collect();
            Some(format!("body: new URLSearchParams({{ {} }})", pairs.join(", ")))
        }
    }
}
