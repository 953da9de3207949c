//! A request as raw bytes over a socket of Python.

use crate::clients::bytes::{Go, goes, stays};
use crate::clients::layout::{PYTHON, indented};
use crate::clients::literal::Literal;
use crate::clients::request::Ask;
use crate::clients::script::Script;

const READ: &str = "print(connection.recv(65536).decode(errors=\"replace\"), end=\"\")\n";
const READ_ON: &str = "while piece := connection.recv(65536):\n    print(piece.decode(errors=\"replace\"), end=\"\")\n";

/// Adds the bytes, and what shows what comes back.
pub(super) fn ask(script: &mut Script<'_>, ask: &Ask) {
    script.loads.insert("import socket");
    let end = script.end(ask);
    let mut opened = format!("socket.create_connection((\"{}\", {}))", end.host, end.port);
    let mut text = String::new();
    if end.tls {
        script.loads.insert("import ssl");
        text.push_str("context = ssl.create_default_context()\n");
        if !end.proved {
            text.push_str("context.check_hostname = False\ncontext.verify_mode = ssl.CERT_NONE\n");
        }
        text.push_str(&format!("tcp = {opened}\n"));
        opened = format!("context.wrap_socket(tcp, server_hostname=\"{}\")", end.host);
    }
    let sent: Vec<String> = goes(ask, script.place.authority(), &script.names).iter().map(send).collect();
    let heard = if stays(ask) { READ } else { READ_ON };
    let lines = format!("{}{heard}", sent.join(READ));
    text.push_str(&format!("with {opened} as connection:\n{}", indented(PYTHON, &lines)));
    script.add(text);
}

/// Sends what goes out in one go.
fn send(go: &Go) -> String {
    let lines: Vec<String> = go.iter().map(Literal::python).collect();
    let is_plain = lines.iter().all(|line| line.starts_with(['"', '\'']) && !line.contains("\" * "));
    let join = |before: &str, between: &str| {
        lines.iter().map(|line| format!("{before}{line}")).collect::<Vec<_>>().join(between)
    };
    match &lines[..] {
        [line] if is_plain => format!("connection.sendall(b{line})\n"),
        _ if is_plain => format!("connection.sendall(\n{})\n", indented(PYTHON, &join("b", "\n"))),
        _ => {
            let between = if lines.iter().any(|line| line.contains("\" * ")) { " +\n" } else { "\n" };
            let text = format!("(\n{}).encode()", indented(PYTHON, &join("", between)));
            format!("connection.sendall(\n{})\n", indented(PYTHON, &text))
        }
    }
}
