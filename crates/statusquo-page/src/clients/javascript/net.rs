//! A request as raw bytes over a socket of Node.js.

use crate::clients::bytes::{Go, goes, stays};
use crate::clients::layout::{JAVASCRIPT, bracketed, indented};
use crate::clients::literal::Literal;
use crate::clients::request::Ask;
use crate::clients::script::Script;

const AWAIT: &str = "await once(socket, \"data\");\n";

/// Adds the bytes, and what shows what comes back.
pub(super) fn ask(script: &mut Script<'_>, ask: &Ask) {
    let end = script.end(ask);
    let (host, port) = (&end.host, end.port);
    let is_name = host.parse::<std::net::IpAddr>().is_err();
    let mut options = vec![format!("host: \"{host}\""), format!("port: {port}")];
    if end.tls && is_name {
        options.push(format!("servername: \"{host}\""));
    }
    if end.tls && !end.proved {
        options.push("rejectUnauthorized: false".to_owned());
    }
    let opened = bracketed(JAVASCRIPT, "const socket = connect({", &options, "});");
    script.loads.insert(match end.tls {
        true => "import { connect } from \"node:tls\";",
        false => "import { connect } from \"node:net\";",
    });
    let sent: Vec<String> = goes(ask, script.place.authority(), &script.names).iter().map(send).collect();
    let mut lines = format!("{opened}\nsocket.pipe(process.stdout);\n{}", sent.join(AWAIT));
    if stays(ask) {
        lines.push_str(&format!("{AWAIT}socket.end();\n"));
    }
    if lines.contains(AWAIT) {
        script.loads.insert("import { once } from \"node:events\";");
    }
    script.add(lines);
}

/// Sends what goes out in one go.
fn send(go: &Go) -> String {
    let lines: Vec<String> = go.iter().map(Literal::javascript).collect();
    match &lines[..] {
        [line] => format!("socket.write({line});\n"),
        _ => format!("socket.write(\n{});\n", indented(JAVASCRIPT, &format!("{},", lines.join(" +\n")))),
    }
}
