//! "Make it happen": the panel on the page of a code from which a lab is asked to cause it, and what came of that.

mod button;
mod panel;
mod stage;

pub(crate) use button::{below, button, can_happen};
pub(crate) use panel::panel;

use crate::decision;
use crate::decision::lit;
use crate::prose::{chip, class_name, prose};
use crate::sequence::{Message, sequence};
use crate::shell::{Page, whole};
use crate::site::Site;
use crate::transcript::text_of;
use maud::{Markup, html};
use statusquo_catalog::{Cause, Entry};
use statusquo_decision::{Question, Way};

/// What was to happen.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'h> {
    /// The code.
    pub entry: &'h Entry,
    /// The version: `HTTP/1.1`.
    pub version: &'h str,
    /// Which of its causes, by its number, if not what the entry shows.
    pub cause: Option<(usize, &'h Cause)>,
}

/// A code that happened over a version of HTTP.
#[derive(Clone, Copy, Debug)]
pub struct Happened<'h> {
    /// What was asked for.
    pub asked: Asked<'h>,
    /// Why not for the cause that it has in HTTP/1.1, where that gives no answer.
    pub other_cause: Option<&'h str>,
    /// What went to and fro.
    pub messages: &'h [Message],
    /// The same as text: `>` before what went out, `<` before what came in, `#` before what is to know.
    pub transcript: &'h str,
    /// The question that decided, and its answer.
    pub decided: Option<(Question, bool)>,
    /// The code of the answer in whose content it stands, if it is not that of an answer.
    pub inside: Option<u16>,
    /// The way of the exchange in which it came.
    pub way: Way,
}

/// What came of it, as a part of a page: as a sequence diagram, as text, and why.
pub fn result(site: &Site, happened: &Happened<'_>) -> Markup {
    let code = happened.asked.entry.code;
    html! {
        @if let Some(why) = happened.other_cause { p.note { (prose(why)) } }
        h3 { "To and fro" }
        (sequence(happened.messages))
        h3 { "The same as text" }
        (text_of("What went to and fro, as text", happened.transcript))
        h3 { "Why " (code) ", and not another?" }
        @match (happened.inside, happened.decided) {
            (Some(outer), Some((question, yes))) => {
                p { "It stands within the content of a " (chip(site, outer)) ": each part of that is a request of its own, which asks the same table. Here it ended at:" }
                (decision::deciding(site, question, yes))
                p { "The answer that holds it is a " (outer) " because of this:" }
                (lit(site, happened.way, outer))
            }
            _ => (lit(site, happened.way, code)),
        }
    }
}

/// The same as a page of its own, or why it did not happen, for who has no script.
pub fn page(site: &Site, asked: &Asked<'_>, outcome: Result<&Happened<'_>, &str>) -> String {
    let Asked { entry, version, cause } = *asked;
    let title = format!("{} {} over {version}", entry.code, entry.phrase);
    let about = site.path(&format!("/{}", entry.code));
    let body = html! {
        header.plate {
            p.line { span.version { (version) } " " span.code { (entry.code) } " " }
            h1 { span.unseen { (entry.code) " " } (entry.phrase) @if outcome.is_ok() { ", just now" } }
            @if let Some((_, cause)) = cause { p.note { b { "For this cause: " } (prose(cause.text)) } }
            p.meaning { @match outcome {
                Ok(_) => { "It happened, in a fresh world, over a real socket. This is what went to and fro, and why." },
                Err(why) => { "It did not happen: " (why) "." },
            } }
        }
        @if let Ok(happened) = outcome { section.happened aria-labelledby="happened-title" { div.heading { h2 #happened-title { "What happened" } } (result(site, happened)) } }
        (panel(site, entry, Some(asked)))
        @if let Some((number, _)) = cause { p { a href=(format!("{about}#cause-{number}")) { "The causes of " (entry.code) } } }
        p { a href=(about) { "All about " (entry.code) } }
    };
    let page = Page {
        path: "",
        title: &title,
        description: entry.meaning,
        class: class_name(entry.class()),
        sought: "",
        body,
    };
    whole(site, &page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use statusquo_catalog::entry;

    fn asked(version: &str) -> Asked<'_> {
        Asked { entry: entry(409).unwrap(), version, cause: None }
    }

    fn happened<'h>(messages: &'h [Message], transcript: &'h str) -> Happened<'h> {
        Happened {
            asked: asked("HTTP/1.1"),
            other_cause: None,
            messages,
            transcript,
            decided: Some((Question::Conflict, true)),
            inside: None,
            way: Way::default(),
        }
    }

    #[test]
    fn what_a_lab_said_stays_text() {
        let evil = "<script>alert(1)</script>\"'&";
        let message =
            Message { at_micros: 1, sent: true, connection: 0, label: evil.into(), octets: evil.len() as u64 };
        let transcript = format!("> {evil}\n< {evil}\n# {evil}\n");
        let messages = [message];
        let shown = Happened { other_cause: Some(evil), ..happened(&messages, &transcript) };
        for html in [result(&Site::live(), &shown).into_string(), page(&Site::live(), &asked(evil), Err(evil))] {
            assert!(!html.contains("<script>") && !html.contains("\"'&\""), "{html}");
            assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
        }
    }

    #[test]
    fn a_code_within_a_content_says_where_it_stands() {
        let site = Site::live();
        let one = Happened {
            asked: Asked { entry: entry(424).unwrap(), version: "HTTP/1.1", cause: None },
            inside: Some(207),
            decided: Some((Question::OthersWorked, false)),
            ..happened(&[], "")
        };
        let html = result(&site, &one).into_string();
        assert!(html.contains("within the content of a ") && html.contains(Question::OthersWorked.text()), "{html}");
        assert!(!result(&site, &happened(&[], "")).into_string().contains("within the content"));
    }

    #[test]
    fn versions_that_lack_a_code_cannot_be_chosen_and_say_why() {
        let panel = |code, chosen| panel(&Site::live(), entry(code).unwrap(), chosen).into_string();
        let switching = panel(101, None);
        assert_eq!(switching.matches("type=\"radio\"").count(), 3);
        assert_eq!(switching.matches(" disabled").count(), 2);
        assert_eq!(switching.matches(" checked").count(), 1);
        assert_eq!(switching.matches("aria-describedby").count(), 2);
        let conflict = panel(409, Some(&asked("HTTP/3")));
        assert!(conflict.contains("value=\"HTTP/3\" checked") && !conflict.contains(" disabled"), "{conflict}");
        assert!(conflict.contains("action=\"/409/happen\" method=\"post\""));
    }

    #[test]
    fn nothing_is_to_be_made_happen_where_no_lab_is_or_it_has_no_cause() {
        let below = Site::below("https://codes.example/").unwrap();
        assert_eq!(panel(&below, entry(409).unwrap(), None).into_string(), "");
        assert_eq!(panel(&Site::live(), entry(306).unwrap(), None).into_string(), "");
    }
}
