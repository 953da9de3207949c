//! An answer as the client got it, and what tests ask of it.

use serde_json::Value;
use statusquo_wire::Version;
use statusquo_wire::h1::ResponseHead;

/// One answer, interim or final.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) method: String,
    pub(crate) target: String,
    /// The version of the request.
    pub(crate) version: Version,
    pub(crate) head: ResponseHead,
    pub(crate) content: Vec<u8>,
    /// Whether all of the content came that was announced.
    pub(crate) whole: bool,
    /// The interim answers before it.
    pub(crate) interim: Vec<Answer>,
}

impl Answer {
    pub(crate) fn code(&self) -> u16 {
        self.head.status
    }

    pub(crate) fn is_final(&self) -> bool {
        self.code() >= 200 || self.code() == 101
    }

    pub(crate) fn interim_codes(&self) -> Vec<u16> {
        self.interim.iter().map(Answer::code).collect()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.head.fields().has(name)
    }

    /// The value of a field that has to be there.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.optional(name).unwrap_or_else(|| panic!("no {name} in {}", self.shown()))
    }

    pub(crate) fn optional(&self, name: &str) -> Option<&str> {
        self.head.fields().text(name)
    }

    /// Every line of a field.
    pub(crate) fn fields(&self, name: &str) -> Vec<&str> {
        self.head.fields().all(name).map(|value| std::str::from_utf8(value).expect("text")).collect()
    }

    /// The members of a list field.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        self.head.fields().list(name).map(|value| std::str::from_utf8(value).expect("text")).collect()
    }

    /// The field lines in order, but for those named.
    pub(crate) fn fields_without(&self, names: &[&str]) -> Vec<(String, String)> {
        let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
        let all = self.head.fields().iter().map(|(name, value)| (text(name), text(value)));
        all.filter(|(name, _)| !names.iter().any(|left_out| left_out.eq_ignore_ascii_case(name))).collect()
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.content).expect("the content is text")
    }

    /// The page without the elements that load scripts of ours, so that no other `<script` may be left in it.
    pub(crate) fn without_our_scripts(&self) -> String {
        let scripts =
            ["page", "happen", "journal"].map(|name| format!("<script src=\"/assets/{name}.js\" defer></script>"));
        scripts.iter().fold(self.text().to_owned(), |text, script| text.replace(script, ""))
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.content).unwrap_or_else(|error| panic!("{error} in {}", self.shown()))
    }

    /// The problem's sentence.
    pub(crate) fn detail(&self) -> String {
        self.json()["detail"].as_str().expect("a detail").to_owned()
    }

    /// The number of its exchange.
    pub(crate) fn exchange(&self) -> u64 {
        self.field("Statusquo-Exchange").parse().expect("a number")
    }

    pub(crate) fn retry_after(&self) -> u64 {
        self.field("Retry-After").parse().expect("whole seconds")
    }

    /// The same answer, if it has this code; else the test ends with all that came.
    #[track_caller]
    pub(crate) fn expect(self, code: u16) -> Self {
        assert_eq!(self.code(), code, "{}", self.shown());
        self
    }

    /// All of it, for the message of a test that fails.
    pub(crate) fn shown(&self) -> String {
        let head = String::from_utf8_lossy(self.head.bytes());
        let content = String::from_utf8_lossy(&self.content);
        let content: String = content.chars().take(2000).collect();
        format!("the answer to {} {}:\n{head}{content}", self.method, self.target)
    }
}
