//! The script for JavaScript: with fetch where that can do it, in Node.js and in browsers; else with a socket of Node.js.

mod fetch;
mod net;

use super::command::{Command, HTTP_1_1, How};
use super::place::Place;
use super::request::{Ask, Content, is_followed};
use super::script::{LAB, Script};
use statusquo_catalog::Entry;

/// Fields that the Fetch standard lets no script set, and what the names of others begin with.
const FORBIDDEN: [&str; 17] = [
    "Accept-Charset",
    "Accept-Encoding",
    "Connection",
    "Content-Length",
    "Cookie",
    "Date",
    "DNT",
    "Expect",
    "Host",
    "Keep-Alive",
    "Origin",
    "Referer",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "Via",
];
const FORBIDDEN_BEGINNINGS: [&str; 2] = ["Proxy-", "Sec-"];

/// Methods that it lets no script use.
const FORBIDDEN_METHODS: [&str; 3] = ["CONNECT", "TRACE", "TRACK"];

const INTERIM: &str = "fetch keeps interim answers to itself: a script is given the final one alone.";
const HALF: &str = "fetch sends whole requests: it does not stop within one and wait.";
const VERSION: &str = "fetch writes the version into the request by itself.";
const NO_HOST: &str = "fetch names the host in every request.";
const PROXY: &str = "fetch has no option for a proxy.";
const HIDDEN: &str = "Node.js shows the code. A browser hides redirections from scripts: `status` is 0 there.";
const STREAM: &str = "Node.js sends it in chunks. Browsers stream content over HTTP/2 and HTTP/3 alone.";

/// The script.
pub(super) fn command(entry: &Entry, asks: &[Ask], place: &Place) -> Command {
    let by_library = asks.iter().filter(|ask| why_not(ask).is_none()).count();
    let mut script = Script::new(place, by_library > 1);
    let is_redirect = is_followed(entry.code);
    let mut tool = "fetch";
    let mut how = if is_redirect { How::mind(HIDDEN) } else { How::ITSELF };
    if script.several {
        script.add(format!("const {LAB} = \"{}\";", place.origin()));
    }
    let mut declared = false;
    for ask in asks {
        if let Some(milliseconds) = ask.pause {
            script.add(format!("await new Promise((done) => setTimeout(done, {milliseconds}));"));
        }
        if let Some(why) = why_not(ask) {
            (tool, how) = (if script.end(ask).tls { "node:tls" } else { "node:net" }, How::raw(why));
            net::ask(&mut script, ask);
        } else {
            if matches!(ask.content, Content::Chunked(_)) {
                how = How::mind(STREAM);
            }
            fetch::ask(&mut script, ask, is_redirect, &mut declared);
        }
    }
    let loads: Vec<&str> = script.loads.iter().copied().collect();
    let text = script.text(&loads.join("\n"));
    Command { client: "JavaScript", tool, speaks: HTTP_1_1, how, text }
}

/// Why fetch cannot send a request, or not show what it brings.
fn why_not(ask: &Ask) -> Option<String> {
    let forbidden = |name: &str| {
        FORBIDDEN.contains(&name) || FORBIDDEN_BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
    };
    match () {
        () if ask.interim => Some(INTERIM.to_owned()),
        () if !ask.whole => Some(HALF.to_owned()),
        () if ask.version != "HTTP/1.1" => Some(VERSION.to_owned()),
        () if ask.proxied().is_some() => Some(PROXY.to_owned()),
        () if FORBIDDEN_METHODS.contains(&ask.method.as_str()) => {
            Some(format!("fetch lets no script use {}.", ask.method))
        }
        () if ask.field("Host").is_none() => Some(NO_HOST.to_owned()),
        () => match (ask.told().find(|(name, _)| forbidden(name)), ask.repeated()) {
            (Some((name, _)), _) => Some(format!("fetch lets no script set `{name}`.")),
            (None, Some(name)) => Some(format!("fetch joins the values of `{name}` in one line.")),
            (None, None) => None,
        },
    }
}
