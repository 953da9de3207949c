//! A page as plain text of a given width; a painter may colour its parts, and decides nothing else.

use crate::{Class, Line, Section};

/// What a piece of text is, for a painter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The name of a code, with its class.
    Code(Class),
    /// A title or a label.
    Title,
    /// A level: MUST, SHOULD, MAY.
    Level,
    /// What stands beside the matter: where it is written.
    Aside,
    /// A command to type.
    Command,
    /// What was sent.
    Sent,
    /// What came back.
    Received,
}

/// Wraps a piece of text in what a terminal needs to colour it; `str::to_string` without the role paints nothing.
pub type Painter<'a> = &'a dyn Fn(Role, &str) -> String;

/// Leaves everything as it is.
pub fn plain(_: Role, text: &str) -> String {
    text.to_string()
}

/// The page as text. Sentences are wrapped at `width`; commands and bytes are left whole, so that they can be copied.
///
/// ```
/// use statusquo_catalog::{entry, sections, text};
/// let entry = entry(409).expect("409 is registered");
/// let page = text::render(&sections(entry), 80, &text::plain);
/// assert!(page.starts_with("409 Conflict\n"));
/// ```
pub fn render(page: &[Section], width: usize, paint: Painter<'_>) -> String {
    let mut out = String::new();
    for (at, section) in page.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let role = match leading_class(&section.title).filter(|_| at == 0) {
            Some(class) => Role::Code(class),
            None => Role::Title,
        };
        for part in wrap(&section.title, width) {
            out.push_str(&paint(role, &part));
            out.push('\n');
        }
        let labels = section.lines.iter().map(label_width).max().unwrap_or(0);
        for (at, line) in section.lines.iter().enumerate() {
            // A sentence stands apart from the facts and lists that follow it, but leads to its command.
            let leads_on = matches!(line, Line::Command(_) | Line::CommandOf { .. } | Line::Of { .. });
            if at > 0 && matches!(section.lines[at - 1], Line::Text(_)) && !leads_on {
                out.push('\n');
            }
            write_line(&mut out, line, labels, width, paint);
        }
    }
    out
}

/// The class of the number that a title begins with.
fn leading_class(title: &str) -> Option<Class> {
    title.bytes().next().and_then(|byte| Class::of_digit(u16::from(byte.wrapping_sub(b'0'))))
}

fn label_width(line: &Line) -> usize {
    match line {
        Line::Fact { label, .. } => label.chars().count(),
        _ => 0,
    }
}

fn write_line(out: &mut String, line: &Line, labels: usize, width: usize, paint: Painter<'_>) {
    let mut push = |line: String| {
        out.push_str(&line);
        out.push('\n');
    };
    match line {
        Line::Text(text) => wrap(text, width.saturating_sub(2)).iter().for_each(|part| push(format!("  {part}"))),
        Line::Fact { label, text } => {
            let room = width.saturating_sub(labels + 4);
            for (at, part) in wrap(text, room).iter().enumerate() {
                let label = if at == 0 { *label } else { "" };
                let gap = " ".repeat(labels - label.chars().count());
                push(format!("  {}{gap}  {part}", paint(Role::Title, label)));
            }
        }
        Line::Item { text, lab } => {
            hanging("- ", text, width).into_iter().for_each(&mut push);
            if let Some(lab) = lab {
                let parts = wrap(&format!("in the lab: {lab}"), width.saturating_sub(4));
                parts.iter().for_each(|part| push(format!("    {}", paint(Role::Aside, part))));
            }
        }
        Line::Duty { level, text, section } => {
            let room = width.saturating_sub(10);
            let mut lines = wrap(text, room);
            // The section goes behind the sentence if it fits there, else under it.
            let behind = lines.last().is_some_and(|last| last.chars().count() + 1 + section.chars().count() <= room);
            let aside = if behind { lines.pop().map(|last| last + " ") } else { None };
            for (at, part) in lines.iter().chain(&aside).enumerate() {
                let level = if at == 0 { format!("{level:<6}") } else { " ".repeat(6) };
                let end = if at == lines.len() { paint(Role::Aside, section) } else { String::new() };
                push(format!("  {}  {part}{end}", paint(Role::Level, &level)));
            }
            if aside.is_none() {
                push(format!("          {}", paint(Role::Aside, section)));
            }
        }
        Line::See { code, phrase, text } => {
            let name = format!("{code} {phrase}");
            let role = Class::of_digit(code / 100).map_or(Role::Title, Role::Code);
            push(format!("  {}", paint(role, &name)));
            wrap(text, width.saturating_sub(6)).iter().for_each(|part| push(format!("      {part}")));
        }
        Line::Measured { cause, answers } => {
            hanging("- ", &format!("{cause}:"), width).into_iter().for_each(&mut push);
            let names = answers.iter().map(|(who, _)| who.chars().count()).max().unwrap_or(0);
            for (who, what) in *answers {
                let who_said = format!("{who:<names$}");
                // On a narrow page the answer goes under the name.
                if names > width / 3 {
                    push(format!("      {}", paint(Role::Aside, who)));
                    wrap(what, width.saturating_sub(8)).iter().for_each(|part| push(format!("        {part}")));
                    continue;
                }
                for (at, part) in wrap(what, width.saturating_sub(names + 8)).iter().enumerate() {
                    let before = if at == 0 { paint(Role::Aside, &who_said) } else { " ".repeat(names) };
                    push(format!("      {before}  {part}"));
                }
            }
        }
        Line::Of { code, text } => {
            for (at, part) in wrap(text, width.saturating_sub(7)).iter().enumerate() {
                push(if at == 0 { format!("  {}  {part}", number(*code, paint)) } else { format!("       {part}") });
            }
        }
        Line::Table { head, rows } => table(head, rows, width, paint).into_iter().for_each(&mut push),
        Line::CommandOf { code, command } => {
            push(format!("  {}  {}", number(*code, paint), paint(Role::Command, command)));
        }
        Line::Command(command) => command.lines().for_each(|line| push(format!("  {}", paint(Role::Command, line)))),
        Line::Bytes(bytes) => push(match bytes.bytes().next() {
            Some(b'>') => format!("  {}", paint(Role::Sent, bytes)),
            Some(b'<') => format!("  {}", paint(Role::Received, bytes)),
            _ => format!("  {bytes}").trim_end().to_string(),
        }),
    }
}

/// A number in the colour of its class.
fn number(code: u16, paint: Painter<'_>) -> String {
    paint(Class::of_digit(code / 100).map_or(Role::Title, Role::Code), &format!("{code:03}"))
}

/// Rows of cells under a head. Where they are wider than the page, the widest column that can be is narrowed first, never
/// below its longest word, and its cells are broken over several lines.
fn table(head: &[&'static str], rows: &[(u16, Vec<String>)], width: usize, paint: Painter<'_>) -> Vec<String> {
    let length = |text: &str| text.chars().count();
    let column = |at: usize| rows.iter().map(move |(_, cells)| cells[at].as_str()).chain([head[at]]);
    let word = |text: &str| text.split_whitespace().map(length).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..head.len()).map(|at| column(at).map(length).max().unwrap_or(0)).collect();
    let least: Vec<usize> = (0..head.len()).map(|at| column(at).map(word).max().unwrap_or(0)).collect();
    // The number and a gap before each column.
    let room = width.saturating_sub(5 + 2 * head.len());
    while widths.iter().sum::<usize>() > room {
        match widths.iter_mut().zip(&least).filter(|(width, least)| **width > **least).max() {
            Some((widest, _)) => *widest -= 1,
            None => break,
        }
    }
    let mut out = Vec::new();
    let heading: Vec<String> = head.iter().map(|text| (*text).to_string()).collect();
    let all = std::iter::once((None, &heading)).chain(rows.iter().map(|(code, cells)| (Some(*code), cells)));
    for (code, cells) in all {
        let broken: Vec<Vec<String>> = cells.iter().zip(&widths).map(|(cell, width)| wrap(cell, *width)).collect();
        for at in 0..broken.iter().map(Vec::len).max().unwrap_or(0) {
            let mut line = match code {
                Some(code) if at == 0 => format!("  {}", number(code, paint)),
                _ => " ".repeat(5),
            };
            for (parts, width) in broken.iter().zip(&widths) {
                let text = parts.get(at).map_or("", String::as_str);
                let gap = " ".repeat(width.saturating_sub(length(text)));
                let text = if code.is_none() { paint(Role::Title, text) } else { text.to_string() };
                line.push_str(&format!("  {text}{gap}"));
            }
            out.push(line.trim_end().to_string());
        }
    }
    out
}

/// Text behind a mark, its further lines under its first.
fn hanging(mark: &str, text: &str, width: usize) -> Vec<String> {
    let inner = width.saturating_sub(2 + mark.len());
    let blank = " ".repeat(mark.len());
    wrap(text, inner)
        .into_iter()
        .enumerate()
        .map(|(at, part)| format!("  {}{part}", if at == 0 { mark } else { &blank }))
        .collect()
}

/// Breaks a text at spaces into lines of at most `width` characters; a longer word stands alone and whole.
///
/// ```
/// assert_eq!(statusquo_catalog::text::wrap("to be or not", 6), ["to be", "or not"]);
/// assert!(statusquo_catalog::text::wrap("", 6).is_empty());
/// ```
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let long = word.chars().count();
        match lines.last_mut() {
            Some(line) if used + 1 + long <= width => {
                line.push(' ');
                line.push_str(word);
                used += 1 + long;
            }
            _ => {
                lines.push(word.to_string());
                used = long;
            }
        }
    }
    lines
}

/// At most `width` characters of a text; what was cut is shown by an ellipsis.
///
/// ```
/// assert_eq!(statusquo_catalog::text::clip("to be or not to be", 12), "to be or…");
/// assert_eq!(statusquo_catalog::text::clip("to be", 12), "to be");
/// ```
pub fn clip(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_string();
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    // A word is not cut in half unless it is the only one.
    let kept = match text.chars().nth(width.saturating_sub(1)) {
        Some(' ') => kept.as_str(),
        _ => kept.rsplit_once(' ').map_or(kept.as_str(), |(words, _)| words),
    };
    format!("{}…", kept.trim_end_matches([' ', ',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ALL, class_sections, sections, unregistered_sections};

    #[test]
    fn nothing_but_commands_bytes_and_long_words_is_wider_than_asked() {
        for width in [40, 80, 100] {
            for entry in ALL {
                let page: Vec<Section> = sections(entry)
                    .into_iter()
                    .filter(|section| {
                        !section.lines.iter().any(|line| matches!(line, Line::Command(_) | Line::Bytes(_)))
                    })
                    .collect();
                for line in render(&page, width, &plain).lines().skip(1) {
                    let fits =
                        line.chars().count() <= width || line.split_whitespace().any(|word| word.len() > width / 2);
                    assert!(fits || line.trim_start().starts_with(char::is_numeric), "{}: {line:?}", entry.code);
                }
            }
        }
    }

    #[test]
    fn a_painter_adds_marks_and_changes_no_words() {
        let marked = |_: Role, text: &str| format!("\u{1}{text}\u{2}");
        for page in [sections(&ALL[0]), class_sections(Class::ClientError), unregistered_sections(499)] {
            let painted = render(&page, 80, &marked).replace(['\u{1}', '\u{2}'], "");
            assert_eq!(painted, render(&page, 80, &plain));
        }
    }

    #[test]
    fn no_line_ends_in_a_space() {
        for entry in ALL {
            assert!(!render(&sections(entry), 80, &plain).lines().any(|line| line.ends_with(' ')), "{}", entry.code);
        }
    }
}
