//! Abusers that want the server to work and to keep much for little: content that grows when it is read, paths that go
//! round in circles, tunnels and waits that are held. Each does one round of it and checks the answers.

use super::abusers::{Site, from};
use super::behaving::request;
use super::client::{Client, connect};
use super::random::Random;

/// What a share is asked for, and the codes that are right: one where it has room, one where it is full or locked.
struct Greed {
    line: (&'static str, &'static str),
    fields: &'static str,
    content: fn() -> String,
    codes: &'static [u16],
}

const GREEDS: [Greed; 8] = [
    Greed { line: ("PROPFIND", "/lab/dav/"), fields: "Depth: 1\r\n", content: prefixes, codes: &[400] },
    Greed { line: ("PROPFIND", "/lab/dav/"), fields: "Depth: 1\r\n", content: long_namespace, codes: &[400] },
    Greed {
        line: ("PROPFIND", "/lab/dav/"),
        fields: "Depth: infinity\r\n",
        content: many_names,
        codes: &[207, 403, 508],
    },
    Greed { line: ("BIND", "/lab/dav/"), fields: "", content: circle, codes: &[201, 204, 507] },
    Greed {
        line: ("PROPFIND", "/lab/dav/s/s/s/s/s/s/s/s"),
        fields: "DAV: bind\r\n",
        content: String::new,
        codes: &[207, 404],
    },
    Greed { line: ("LOCK", "/lab/dav/note"), fields: "Timeout: Second-1\r\n", content: owner, codes: &[200, 422, 507] },
    Greed { line: ("PUT", "/lab/documents/greedy"), fields: "", content: || "a\nb\n".repeat(5000), codes: &[201, 204] },
    Greed {
        line: ("POST", "/lab/uploads"),
        fields: "Upload-Complete: ?0\r\n",
        content: || "x".repeat(999),
        codes: &[201, 507],
    },
];

fn prefixes() -> String {
    let prefixes: String = (0..2000).map(|number| format!(" xmlns:p{number}=\"u\"")).collect();
    format!("<a{prefixes}>{}</a>", "<b xmlns=\"u\"/>".repeat(1500))
}

fn long_namespace() -> String {
    format!("<propfind xmlns=\"DAV:\"><prop xmlns=\"{}\">{}</prop></propfind>", "u".repeat(30_000), "<b/>".repeat(7000))
}

fn many_names() -> String {
    let names: String = (0..4000).map(|number| format!("<n{number}/>")).collect();
    format!("<propfind xmlns=\"DAV:\"><prop>{names}</prop></propfind>")
}

fn circle() -> String {
    "<bind xmlns=\"DAV:\"><segment>s</segment><href>/lab/dav/</href></bind>".to_owned()
}

fn owner() -> String {
    let owner = "\"".repeat(1500);
    format!(
        "<lockinfo xmlns=\"DAV:\"><lockscope><shared/></lockscope><locktype><write/></locktype><owner>{owner}</owner></lockinfo>"
    )
}

/// Asks for one thing that looks small and is not.
pub(crate) fn greed(site: &Site, random: &mut Random) -> Result<(), String> {
    let Greed { line: (method, target), fields, content, codes } = random.one_of(&GREEDS);
    let content = content();
    let mut client = Client::over(connect(site.address, from(random))?);
    let fields = format!("{fields}Content-Length: {}\r\n", content.len());
    client.send(request(method, target, &fields) + &content)?;
    match client.last_answer(method)?.code() {
        code if codes.contains(&code) => Ok(()),
        code => Err(format!("{code} to {method} {target}")),
    }
}

/// Begins what lasts, a tunnel, a wait or an upload, and goes away in the middle of it.
pub(crate) fn holding(site: &Site, random: &mut Random) -> Result<(), String> {
    let address = site.address;
    // proxy:proxy
    let proxy = "Proxy-Authorization: Basic cHJveHk6cHJveHk=\r\n";
    let mut client = Client::over(connect(address, from(random))?);
    let (method, octets, codes) = match random.below(4) {
        // Where thousands connect at once the lab's own queue may be full for a second: a tunnel to it is then a 504.
        0 => ("CONNECT", request("CONNECT", &address.to_string(), proxy), &[200, 503, 504][..]),
        1 => ("GET", request("GET", "/lab/jobs/1?wait=2", ""), &[102, 303, 404, 503][..]),
        2 => ("GET", request("GET", "/lab/slow-page", ""), &[103, 503][..]),
        _ => {
            let fields = "Upload-Complete: ?1\r\nUpload-Draft-Interop-Version: 8\r\nContent-Length: 100\r\n";
            ("POST", request("POST", "/lab/uploads", fields) + "half", &[104, 507][..])
        }
    };
    client.send(octets)?;
    match client.answer(method)?.code() {
        code if codes.contains(&code) => Ok(()),
        code => Err(format!("{code} to {method}, in the middle of which its client goes away")),
    }
}
