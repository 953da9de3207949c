//! An HTML form: what it sends is kept, and the answer leads to it (303) or makes room for the next entry (205).

use super::documents;
use crate::reason::Reason;
use crate::store::document::{Document, Representation, State};
use crate::store::{Expected, Key, Kind, NotStored, Value};
use crate::visit::{Visit, Wanted};
use maud::{Markup, html};
use percent_encoding::percent_decode_str;
use serde_json::json;
use statusquo_decision::Question;
use statusquo_page::{Site, plain};
use std::sync::Arc;

/// The methods of the form.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "POST", "OPTIONS"];

/// The media type of what forms send.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
/// The longest entry, in characters.
const LONGEST: usize = 1000;
/// The counter that gives out ids.
const COUNTER: &str = "entries";

/// The form as a browser shows it. The first button is the one that the Enter key presses.
fn form() -> Markup {
    html! {
        form method="post" action="/lab/form" {
            p { label { "Entry: " input name="entry" maxlength=(LONGEST) required autofocus; } }
            p {
                button name="then" value="show" { "Keep it and show it (303)" } " "
                button name="then" value="next" { "Keep it and go on with the next (205)" }
            }
        }
        p { "Browsers do nothing when they get a 205: they do not even empty the form." }
    }
}

/// What it would use of a content.
pub(crate) fn wants(visit: &Visit<'_>) -> Option<Wanted> {
    let limit = visit.state.settings.json_bytes;
    (visit.method() == "POST").then_some(Wanted { limit, media_type: Some(FORM) })
}

/// Looks at what the head says of the content.
pub(crate) fn find(visit: &mut Visit<'_>) {
    if let Some(wanted) = wants(visit) {
        visit.judge_declared_content(wanted);
    }
}

/// A request for the form, or what it sends.
#[derive(Debug, Default)]
pub(crate) struct FormVisit {
    entry: String,
    /// Whether the next entry is to be made, rather than this one shown.
    next: bool,
}

impl FormVisit {
    /// What only the content shows.
    pub(crate) fn judge(&mut self, visit: &mut Visit<'_>) {
        if visit.method() != "POST" {
            return;
        }
        let Some(pairs) = pairs(&visit.content) else {
            return visit.refuse(
                Question::Understood,
                format!("The content cannot be read as {FORM}: what it encodes is not UTF-8."),
            );
        };
        let first = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let Some(entry) = first("entry") else {
            let reason = Reason::new(Question::Complete, "The form lacks what is required: entry.");
            return visit.object(reason.member("missing", ["entry"].as_slice()));
        };
        let mut errors = Vec::new();
        if entry.trim().is_empty() || entry.chars().count() > LONGEST || entry.contains(char::is_control) {
            errors.push(("entry", format!("1 to {LONGEST} characters, not only white space, without controls")));
        }
        match first("then").unwrap_or("show") {
            "show" => {}
            "next" => self.next = true,
            _ => errors.push(("then", "show or next".to_owned())),
        }
        self.entry = entry.to_owned();
        if !errors.is_empty() {
            let words: Vec<String> = errors.iter().map(|(name, is)| format!("{name} must be {is}")).collect();
            let detail = format!("The form can be read, but not kept: {}.", words.join("; "));
            let errors: Vec<_> =
                errors.iter().map(|(name, is)| json!({"name": name, "detail": format!("must be {is}")})).collect();
            visit.object(Reason::new(Question::Possible, detail).member("errors", errors));
        }
    }

    pub(crate) async fn perform(&mut self, visit: &mut Visit<'_>) {
        if visit.method() != "POST" {
            return visit.say_page(plain(&Site::live(), "/lab/form", "A form", form()));
        }
        let path = match self.keep(visit).await {
            Ok(path) => path,
            Err(NotStored::Full { records, octets }) => return visit.object(documents::full(records, octets)),
            Err(NotStored::Changed(_)) => {
                return visit.refuse(Question::Conflict, "Somebody else made an entry at the same time; try again.");
            }
        };
        if self.next {
            return visit.know(Question::ViewToReset, true);
        }
        visit.know(Question::SeenElsewhere, true);
        let note = html! { p { "It is kept as " a href=(path) { (path) } "." } };
        visit.say_page(plain(&Site::live(), "/lab/form", "Your entry", note));
        visit.fields.push("Location", path);
    }

    /// Keeps the entry under a new number; where it is.
    async fn keep(&mut self, visit: &Visit<'_>) -> Result<String, NotStored> {
        let (store, now) = (&visit.state.store, visit.now());
        let id = store.count_up(COUNTER, now).await?;
        let content = format!("{}\n", self.entry).into_bytes();
        let modified = visit.state.settings.clock.seconds();
        let held = Representation::new(1, content, "text/plain; charset=utf-8".into(), modified);
        let document = Arc::new(Document { version: 1, state: State::Present(held) });
        let name = id.to_string();
        let key = Key::new(Kind::Entry, &name);
        if let Err(error) =
            store.compare_and_set(key, Expected::Nothing, Some(Value::Document(document)), None, now).await
        {
            store.count_back(COUNTER, id, now).await;
            return Err(error);
        }
        Ok(documents::path_among(Kind::Entry, &name))
    }
}

/// The names and values that a form sent, decoded; none if what is encoded is not UTF-8.
pub(crate) fn pairs(content: &[u8]) -> Option<Vec<(String, String)>> {
    let decode = |text: &str| {
        let spaced = text.replace('+', " ");
        percent_decode_str(&spaced).decode_utf8().ok().map(|text| text.into_owned())
    };
    let content = std::str::from_utf8(content).ok()?;
    content
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value)?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn a_form_is_read_as_browsers_write_it() {
        let read = |content: &str| pairs(content.as_bytes());
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(read("entry=a+b%26c&then=next"), Some(vec![pair("entry", "a b&c"), pair("then", "next")]));
        assert_eq!(read("entry=Gr%C3%BC%C3%9Fe&&a"), Some(vec![pair("entry", "Grüße"), pair("a", "")]));
        assert_eq!(read(""), Some(vec![]));
        assert_eq!(read("a=1=2"), Some(vec![pair("a", "1=2")]));
        assert_eq!(read("entry=%FF"), None);
        assert_eq!(pairs(b"entry=\xff"), None);
    }
}
