//! What was found, for people: a block for each answer, what is broken first.

use super::{Checked, Judged};
use crate::style::Style;
use statusquo_catalog::text::{Role, wrap};
use statusquo_catalog::{Class, Level, Test, entry};
use statusquo_check::asking::Url;
use statusquo_check::{Exchange, Finding, Outcome, Received, meaning, printable};

/// All targets, a blank line between their answers.
pub(super) fn all(all: &[Checked], verbose: bool, width: usize, style: Style) -> String {
    let mut page = Page { out: String::new(), width, style, verbose };
    for checked in all {
        let Ok(exchanges) = &checked.came else { continue };
        for Judged { exchange, findings } in exchanges {
            page.exchange(&checked.target, exchange, findings);
        }
    }
    page.out
}

struct Page {
    out: String,
    width: usize,
    style: Style,
    verbose: bool,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    /// A text with an indent, wrapped.
    fn text(&mut self, indent: usize, role: Option<Role>, text: &str) {
        for part in wrap(text, self.width.saturating_sub(indent)) {
            let part = role.map_or(part.clone(), |role| self.style.paint(role, &part));
            self.line(&format!("{}{part}", " ".repeat(indent)));
        }
    }

    fn exchange(&mut self, target: &str, exchange: &Exchange, findings: &[Vec<Finding>]) {
        let codes: Vec<u16> = exchange.answers.iter().map(|answer| answer.status).collect();
        for (at, (received, findings)) in exchange.answers.iter().zip(findings).enumerate() {
            if !self.out.is_empty() {
                self.out.push('\n');
            }
            let method = &exchange.asked.method;
            let asked = match target {
                "-" if exchange.asked.assumed => "standard input, taken for an answer to GET".to_owned(),
                "-" => format!("standard input, an answer to {method}"),
                url => format!("{method} {url}"),
            };
            self.line(&self.style.paint(Role::Title, &asked));
            self.name(received);
            for sentence in meaning(&exchange.answer(at, &codes)) {
                self.text(2, None, &sentence);
            }
            if let Some(sentence) = leads_to(target, received) {
                self.text(2, None, &sentence);
            }
            for remark in &received.remarks {
                self.text(2, Some(Role::Aside), &format!("Note: {remark}."));
            }
            self.findings(received, findings);
        }
        if exchange.last().is_none() {
            self.text(2, Some(Role::Code(Class::ServerError)), "No final answer followed.");
        }
    }

    /// The status line as it came, its registered name if that is another, and what the code means.
    fn name(&mut self, received: &Received) {
        let class = Class::of_digit(received.status / 100).unwrap_or(Class::ServerError);
        let line = format!("{} {} {}", received.version.name(), received.status, printable(&received.reason));
        self.line(&format!("  {}", self.style.paint(Role::Code(class), line.trim_end())));
        let Some(entry) = entry(received.status) else { return };
        if !entry.phrase.eq_ignore_ascii_case(&received.reason) && !received.reason.is_empty() {
            let former = entry.former_phrases.iter().any(|former| former.phrase.eq_ignore_ascii_case(&received.reason));
            let was = if former { ", as it was called once" } else { "" };
            let note = format!("Registered as {} {}{was}; a phrase binds nobody.", entry.code, entry.phrase);
            self.text(2, Some(Role::Aside), &note);
        }
        self.text(2, None, entry.meaning);
    }

    fn findings(&mut self, received: &Received, findings: &[Finding]) {
        let of = |outcome| findings.iter().filter(move |finding| finding.outcome == outcome);
        let mut broken: Vec<&Finding> = of(Outcome::Broken).collect();
        broken.sort_by_key(|finding| std::cmp::Reverse(finding.duty.level));
        if !broken.is_empty() {
            self.title("broken", Role::Code(Class::ServerError));
            for finding in broken {
                self.finding(received, finding);
            }
        }
        // One that would be broken if something were known is worth a look; the others are worth a number.
        let (doubtful, open): (Vec<&Finding>, Vec<&Finding>) =
            of(Outcome::NotJudged).partition(|finding| finding.duty.test == Test::Date);
        if !doubtful.is_empty() {
            self.title("perhaps broken", Role::Code(Class::ClientError));
            for finding in doubtful {
                self.finding(received, finding);
            }
        }
        let kept: Vec<&Finding> = of(Outcome::Kept).collect();
        if !kept.is_empty() {
            self.title("kept", Role::Code(Class::Successful));
            for finding in kept {
                self.duty(finding);
            }
        }
        if open.is_empty() {
            return;
        }
        if self.verbose {
            self.title("not judged", Role::Aside);
            for finding in open {
                self.finding(received, finding);
            }
            return;
        }
        let musts = open.iter().filter(|finding| finding.duty.level == Level::Must).count();
        let count = format!("not judged: {}, {musts} of them MUST (--verbose shows them)", open.len());
        self.line(&format!("  {}", self.style.paint(Role::Aside, &count)));
    }

    fn title(&mut self, title: &str, role: Role) {
        self.line(&format!("  {}", self.style.paint(role, title)));
    }

    /// Level, sentence and section.
    fn duty(&mut self, finding: &Finding) {
        let duty = finding.duty;
        let section = duty.specification.to_string();
        let joined = section.replace(' ', JOINED);
        let mut parts = wrap(&format!("{} {joined}", duty.text), self.width.saturating_sub(12));
        for (at, part) in parts.iter_mut().enumerate() {
            let level = if at == 0 { format!("{:<6}", duty.level) } else { " ".repeat(6) };
            let part = part.replace(JOINED, " ");
            let part = match part.strip_suffix(&section) {
                Some(text) => format!("{text}{}", self.style.paint(Role::Aside, &section)),
                None => part,
            };
            self.line(&format!("    {}  {part}", self.style.paint(Role::Level, &level)));
        }
    }

    /// The duty, the evidence, and the octets that show it.
    fn finding(&mut self, received: &Received, finding: &Finding) {
        self.duty(finding);
        self.text(12, None, &finding.evidence);
        if let Some(place) = finding.place.as_ref().filter(|_| finding.outcome == Outcome::Broken) {
            let (from, octets) = received.octets(place);
            let shown = quoted(octets);
            if !octets.is_empty() {
                self.line(&format!(
                    "            {}",
                    self.style.paint(Role::Received, &format!("octet {from}: {shown}"))
                ));
            }
        }
    }
}

/// The address that a relative Location means, where it is known what was asked.
fn leads_to(target: &str, received: &Received) -> Option<String> {
    let location = received.fields().text("Location")?;
    let to = printable(&Url::parse(target).ok()?.resolve(location));
    (to != location).then(|| format!("Seen from here, that is {to}"))
}

/// Stands for a space that is no place to break a line, so that a section is not torn apart.
const JOINED: &str = "\u{e000}";

/// So many octets are shown.
const SHOWN: usize = 72;

/// Octets in quotes; what is not printable ASCII is escaped, what is long is cut.
fn quoted(octets: &[u8]) -> String {
    let more = if octets.len() > SHOWN { "…" } else { "" };
    format!("\"{}\"{more}", octets[..octets.len().min(SHOWN)].escape_ascii())
}
