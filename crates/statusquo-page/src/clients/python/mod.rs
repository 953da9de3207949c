//! The script for Python: with requests where that can do it, else with http.client, else with a socket.

mod http_client;
mod requests;
mod socket;

use super::command::{Command, HTTP_1_1, How};
use super::place::Place;
use super::request::{Ask, is_followed};
use super::script::{LAB, Script};
use statusquo_catalog::Entry;

/// What of Python sends a request.
#[derive(Debug)]
enum Tool {
    Requests,
    /// Why not requests.
    HttpClient(String),
    /// Why neither.
    Socket(String),
}

const INTERIM: &str = "requests reads with Python's `http.client`, which skips 100 and takes any other interim answer for \
                       the final one.";
const HALF: &str = "requests and `http.client` send whole requests: neither stops within one and waits.";
const VERSION: &str = "requests and `http.client` write HTTP/1.1 into every request line.";
const CONNECT: &str = "requests sends CONNECT on its way to another server alone.";
const NO_HOST: &str = "requests names the host in every request; `http.client` can leave it out.";
const UNPROVED: &str = "The lab's certificate is its own: `verify=False` takes it unproved.";

/// The script.
pub(super) fn command(entry: &Entry, asks: &[Ask], place: &Place) -> Command {
    let by_library = asks.iter().filter(|ask| matches!(tool_for(ask), Tool::Requests)).count();
    let mut script = Script::new(place, by_library > 1);
    let (mut tool, mut how) = ("requests", How::ITSELF);
    if script.several {
        script.add(format!("{LAB} = \"{}\"", place.origin()));
    }
    for ask in asks {
        if let Some(milliseconds) = ask.pause {
            script.loads.insert("import time");
            script.add(format!("time.sleep({})", f64::from(milliseconds) / 1000.0));
        }
        match tool_for(ask) {
            Tool::Requests => {
                if ask.tls.is_some() {
                    how = How::mind(UNPROVED);
                }
                requests::ask(&mut script, ask, is_followed(entry.code));
            }
            Tool::HttpClient(why) => {
                (tool, how) = ("http.client", How::mind(why));
                http_client::ask(&mut script, ask);
            }
            Tool::Socket(why) => {
                (tool, how) = (if script.end(ask).tls { "ssl" } else { "socket" }, How::raw(why));
                socket::ask(&mut script, ask);
            }
        }
    }
    // What comes with Python stands before what does not.
    let (theirs, own): (Vec<&str>, Vec<&str>) = script.loads.iter().partition(|load| load.contains("requests"));
    let groups = [own.join("\n"), theirs.join("\n")];
    let text = script.text(groups.join("\n\n").trim());
    Command { client: "Python", tool, speaks: HTTP_1_1, how, text }
}

/// What sends a request.
fn tool_for(ask: &Ask) -> Tool {
    match () {
        () if ask.interim => Tool::Socket(INTERIM.to_owned()),
        () if !ask.whole => Tool::Socket(HALF.to_owned()),
        () if ask.version != "HTTP/1.1" => Tool::Socket(VERSION.to_owned()),
        () if ask.method == "CONNECT" => Tool::Socket(CONNECT.to_owned()),
        () if ask.field("Host").is_none() => Tool::HttpClient(NO_HOST.to_owned()),
        () => match ask.repeated() {
            Some(name) => Tool::HttpClient(format!(
                "requests keeps fields in a dict, which has each name once; `http.client` sends `{name}` as often as it is told."
            )),
            None => Tool::Requests,
        },
    }
}
