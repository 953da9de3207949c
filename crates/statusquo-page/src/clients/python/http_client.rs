//! A request by Python's own http.client, field by field.

use crate::clients::layout::{PYTHON, indented};
use crate::clients::literal::Literal;
use crate::clients::request::{Ask, Content};
use crate::clients::script::Script;
use std::fmt::Write;

/// Adds the request, and what shows its answer.
pub(super) fn ask(script: &mut Script<'_>, ask: &Ask) {
    let end = script.end(ask);
    let class = if end.tls { "HTTPSConnection" } else { "HTTPConnection" };
    script.loads.insert(match end.tls {
        true => "from http.client import HTTPSConnection",
        false => "from http.client import HTTPConnection",
    });
    let text = |text: &str| Literal::of(text, &script.names).python();
    let skip = if ask.field("Host").is_none() { ", skip_host=True" } else { "" };
    let mut lines = format!("connection = {class}(\"{}\", {})\n", end.host, end.port);
    let _ = writeln!(lines, "connection.putrequest(\"{}\", {}{skip})", ask.method, text(&ask.target));
    let told: Vec<(&str, &str)> = ask.told().collect();
    for same in told.chunk_by(|a, b| a == b) {
        let line = format!("connection.putheader(\"{}\", {})\n", same[0].0, text(same[0].1));
        match same.len() {
            1 => lines.push_str(&line),
            count => {
                let _ = write!(lines, "for _ in range({count}):\n{}", indented(PYTHON, &line));
            }
        }
    }
    if let Content::Text(content) = &ask.content {
        let _ = writeln!(lines, "connection.putheader(\"Content-Length\", \"{}\")", content.len());
        let _ = writeln!(lines, "connection.endheaders({}.encode())", text(content));
    } else {
        lines.push_str("connection.endheaders()\n");
    }
    lines.push_str("answer = connection.getresponse()\nprint(answer.status, answer.reason)\n");
    if let Some(capture) = ask.capture {
        let _ = writeln!(lines, "{} = answer.headers[\"{}\"]", capture.name, capture.field);
    }
    lines.push_str("connection.close()\n");
    script.names.extend(ask.capture.map(|capture| capture.name));
    script.add(lines);
}
