//! The same with clients that everybody has: what to run in curl, Python and JavaScript, and why not, where one cannot.

use crate::clients::{Command, How, commands};
use crate::prose::prose;
use crate::site::Site;
use maud::{Markup, html};
use statusquo_catalog::Entry;

/// A block a client; the first one stands open.
pub(super) fn panel(site: &Site, entry: &Entry) -> Markup {
    html! {
        p { "For a lab at " code { (site.place().origin()) } ". Each prints the code; a test runs them all, and sees it." }
        @for (at, command) in commands(entry, site.place()).iter().enumerate() {
            // Blocks of one name: browsers close one when another is opened.
            details.client name="client" open[at == 0] {
                summary { (command.client) " " small { (by(command)) } }
                @match &command.how {
                    How::Itself { mind: Some(mind) } => p.mind { (prose(mind)) },
                    How::Itself { mind: None } => {},
                    How::Raw { because } => p.mind { b { "Not by itself. " } (prose(because)) " So here are the bytes themselves." },
                }
                // The script puts a button here: without it there would be nothing behind one.
                div.copied data-client=(command.client) {
                    pre tabindex="0" role="region" aria-label=(format!("What to run: {}", command.client)) {
                        code { (command.text.trim_end()) }
                    }
                }
            }
        }
    }
}

/// With what of the client, and in which version of HTTP.
fn by(command: &Command) -> String {
    let tool = if command.tool == command.client { String::new() } else { format!("with {}, ", command.tool) };
    let bytes = if matches!(command.how, How::Raw { .. }) { "raw bytes of " } else { "" };
    format!("{tool}{bytes}{}", command.speaks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_stands_above_raw_bytes_and_the_first_block_is_open() {
        let entry = statusquo_catalog::entry(103).expect("103 is registered");
        let text = panel(&Site::live(), entry).into_string();
        assert_eq!(text.matches("<details class=\"client\" name=\"client\"").count(), 3);
        assert_eq!(text.matches(" open>").count(), 1);
        let fetch = text.split("<summary>").last().expect("a block");
        let (reason, bytes) = (fetch.find("Not by itself."), fetch.find("node:net&quot;"));
        assert!(reason.is_some() && reason < bytes, "{fetch}");
        assert!(!text.contains("<button"), "without the script it would do nothing");
    }
}
