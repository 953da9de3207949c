//! One request over every version of HTTP, written as HTTP/1.1: what comes back is to be the same.

use super::{TestLab, request};
use statusquo_catalog::{Step, Trigger};
use statusquo_lab::play::{Answer, play_over};
use statusquo_wire::Version;

/// The versions in which a test asks.
pub(crate) const VERSIONS: [Version; 3] = [Version::Http11, Version::Http2, Version::Http3];

/// The answers to one request, interim ones first. For HTTP/3 the lab has to listen for TLS.
pub(crate) fn ask_over(
    version: Version,
    lab: &TestLab,
    line: &str,
    fields: &[&str],
    content: impl AsRef<[u8]>,
) -> Vec<Answer> {
    let octets = request(lab.place(), line, fields, content.as_ref());
    // A trigger is data of the catalog's, which lives as long as the program.
    let text: &'static str = String::from_utf8(octets).expect("text").leak();
    let trigger = Trigger { steps: vec![Step::send(text)].leak() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let played = runtime.block_on(play_over(version, &trigger, &**lab)).expect("it is answered");
    let answers = played.events.into_iter().filter_map(|timed| match timed.event {
        statusquo_lab::play::Event::Answered(_, answer) => Some(answer),
        _ => None,
    });
    answers.collect()
}
