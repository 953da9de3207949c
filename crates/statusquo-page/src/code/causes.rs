//! The real causes of a code, the most common first; what the lab has of each, and where one answers, a button for it.

use crate::happen::{below, button, can_happen};
use crate::prose::prose;
use crate::site::Site;
use maud::{Markup, html};
use statusquo_catalog::Entry;

/// Each cause, under an address of its own.
pub(super) fn causes(site: &Site, entry: &Entry) -> Markup {
    html! {
        ol.causes {
            @for (number, cause) in (1..).zip(entry.causes) {
                @let (own, text) = (format!("cause-{number}"), format!("cause-{number}-text"));
                @let can_happen = can_happen(site, entry, cause);
                li #(own) {
                    p #(text) { (prose(cause.text)) }
                    @if cause.lab.is_some() || can_happen {
                        div.in-lab {
                            @if let Some(lab) = cause.lab { p.lab { "In the lab: " code { (lab) } } }
                            @if can_happen { (button(entry, number, &text)) }
                        }
                    }
                    @if can_happen { (below(entry)) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_catalog::{ALL, Carried};

    #[test]
    fn each_cause_with_steps_has_a_button_that_says_which_and_no_other_has_one() {
        let mut buttons = 0;
        for entry in ALL {
            let text = causes(&Site::live(), entry).into_string();
            let forms = text.matches("<form").count();
            assert_eq!(forms, if entry.trigger.is_some() { entry.causes_with_steps().count() } else { 0 });
            assert_eq!(text.matches("role=\"status\"").count(), forms, "{}: as much room as buttons", entry.code);
            for (number, _) in entry.causes_with_steps() {
                for part in [
                    format!("name=\"cause\" value=\"{number}\""),
                    format!("aria-labelledby=\"make-{number} cause-{number}-text\""),
                    format!("<p id=\"cause-{number}-text\">"),
                ] {
                    assert!(text.contains(&part), "{}: no {part}", entry.code);
                }
            }
            buttons += forms;
        }
        assert!(buttons > 0);
    }

    #[test]
    fn the_version_of_the_buttons_has_every_code() {
        let lacks = |entry: &&Entry| matches!(entry.versions.http1_1, Carried::No { .. });
        assert!(!ALL.iter().any(|entry| lacks(&entry)));
    }

    #[test]
    fn nothing_can_be_pressed_where_no_lab_is() {
        let site = Site::below("https://codes.example/").expect("a URL");
        for entry in ALL {
            let text = causes(&site, entry).into_string();
            assert!(!text.contains("<form") && !text.contains("<button"), "{}", entry.code);
        }
    }
}
