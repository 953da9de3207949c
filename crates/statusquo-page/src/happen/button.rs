//! A button that makes a code happen for one of its causes, and the room below it for what comes of it.

use super::stage::stage;
use crate::site::Site;
use maud::{Markup, html};
use statusquo_catalog::{Cause, Entry};

/// The version in which the steps of causes are written, and which has every code.
const VERSION: &str = "HTTP/1.1";

/// Whether a cause of this code can be made to happen: a lab answers, and the cause has steps for it.
pub(crate) fn can_happen(site: &Site, entry: &Entry, cause: &Cause) -> bool {
    site.makes_happen() && entry.trigger.is_some() && cause.trigger.is_some()
}

/// The button; its name is completed by the element that has the cause's text.
pub(crate) fn button(entry: &Entry, number: usize, text_id: &str) -> Markup {
    let own = format!("make-{number}");
    html! {
        form.one-cause action=(format!("/{}/happen", entry.code)) method="post" {
            input type="hidden" name="version" value=(VERSION);
            input type="hidden" name="cause" value=(number);
            button.quiet-button #(own) aria-labelledby=(format!("{own} {text_id}")) { "Make it happen" }
        }
    }
}

/// Where it happens: below its cause, and no longer than it has to be.
pub(crate) fn below(entry: &Entry) -> Markup {
    stage(|whole| {
        html! {
            details.happened hidden {
                summary { "What went to and fro, and why it was " (entry.code) }
                (whole)
            }
        }
    })
}
