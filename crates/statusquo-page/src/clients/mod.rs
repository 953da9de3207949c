//! The trigger of a code as what people run: commands for curl, Python and JavaScript, and raw bytes where a client cannot
//! do it.

mod bytes;
mod command;
mod curl;
mod interim;
mod javascript;
mod layout;
mod literal;
mod objects;
mod place;
mod python;
mod request;
mod script;

pub use command::{Command, How};
use interim::bringing;
pub use place::Place;
use statusquo_catalog::Entry;

/// How each client makes a code happen in a lab at a place; none where the lab has no cause for the code.
///
/// ```
/// use statusquo_page::clients::{How, Place, commands};
/// let entry = statusquo_catalog::entry(417).expect("417 is registered");
/// let all = commands(entry, &Place::default());
/// let tools: Vec<&str> = all.iter().map(|command| command.tool).collect();
/// assert_eq!(tools, ["curl", "requests", "node:net"]);
/// assert!(matches!(&all[2].how, How::Raw { because } if because.contains("`Expect`")));
/// ```
pub fn commands(entry: &Entry, place: &Place) -> Vec<Command> {
    let Some(trigger) = &entry.trigger else { return Vec::new() };
    let mut asks = request::requests(trigger);
    if let Some(last) = bringing(entry, &asks) {
        // Who sees the interim answer has seen it: what the trigger does afterwards shows another thing.
        asks.truncate(last + 1);
        asks.iter_mut().skip(last).for_each(|ask| ask.interim = true);
    }
    let all = [curl::command(entry, place), Some(python::command(entry, &asks, place))];
    all.into_iter().flatten().chain([javascript::command(entry, &asks, place)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_catalog::ALL;

    /// The codes for which a client works with a tool.
    fn with(tool: &str) -> Vec<u16> {
        let uses = |entry: &&Entry| commands(entry, &Place::default()).iter().any(|command| command.tool == tool);
        ALL.iter().filter(uses).map(|entry| entry.code).collect()
    }

    #[test]
    fn every_code_that_has_a_cause_has_three_commands() {
        for entry in ALL {
            let all = commands(entry, &Place::default());
            let clients: Vec<&str> = all.iter().map(|command| command.client).collect();
            let expected: &[&str] = if entry.trigger.is_some() { &["curl", "Python", "JavaScript"] } else { &[] };
            assert_eq!(clients, expected, "{}", entry.code);
            for command in all {
                let (client, text) = (command.client, &command.text);
                assert!(text.len() < 2000 && !text.contains("{authority}"), "{} {client}: {text}", entry.code);
                let note = command.how.note().unwrap_or("A sentence.");
                assert!(note.ends_with('.') && note.matches('`').count() % 2 == 0, "{} {client}: {note}", entry.code);
            }
        }
    }

    #[test]
    fn raw_bytes_are_for_what_the_clients_cannot_do() {
        assert_eq!(with("socket"), [100, 102, 103, 104, 408, 505]);
        assert_eq!(with("http.client"), [400, 431]);
        assert_eq!(with("node:net"), [100, 101, 102, 103, 104, 400, 407, 408, 417, 431, 505, 511]);
        assert_eq!(with("node:tls"), [421]);
        let is_raw = |command: &Command| matches!(command.how, How::Raw { .. });
        for command in ALL.iter().flat_map(|entry| commands(entry, &Place::default())) {
            let by_hand = ["socket", "ssl", "node:net", "node:tls"].contains(&command.tool);
            let telnet = command.text.contains("telnet://");
            assert_eq!(is_raw(&command), by_hand || telnet, "{}", command.text);
        }
    }

    #[test]
    fn over_tls_the_bytes_go_over_tls_too() {
        let place = Place::asked("lab.test:8443", true).expect("a plain authority");
        let [curl, python, javascript] = &commands(statusquo_catalog::entry(103).expect("registered"), &place)[..]
        else {
            panic!("three commands")
        };
        assert_eq!(curl.text, "curl --http1.1 -si https://lab.test:8443/lab/slow-page");
        assert_eq!((python.tool, javascript.tool), ("ssl", "node:tls"));
        assert!(
            python.text.contains("server_hostname=\"lab.test\"") && !python.text.contains("CERT_NONE"),
            "{python:?}"
        );
        assert!(
            javascript.text.contains("servername: \"lab.test\"") && !javascript.text.contains("rejectUnauthorized")
        );
    }
}
