//! Code as people lay it out: a call on one line where it fits, else an argument a line.

/// The longest line.
const WIDTH: usize = 88;

/// What a step of indentation is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) indent: &'static str,
    /// What stands between the brackets and what is within, on one line.
    pub(super) gap: &'static str,
}

/// As Python is laid out.
pub(super) const PYTHON: Style = Style { indent: "    ", gap: "" };

/// As JavaScript is.
pub(super) const JAVASCRIPT: Style = Style { indent: "  ", gap: " " };

/// Things between brackets.
pub(super) fn bracketed(style: Style, open: &str, things: &[String], close: &str) -> String {
    let gap = style.gap;
    let line = format!("{open}{gap}{}{gap}{close}", things.join(", "));
    let is_one_line = !things.iter().any(|thing| thing.contains('\n'));
    if things.is_empty() {
        format!("{open}{close}")
    } else if is_one_line && line.chars().count() <= WIDTH {
        line
    } else {
        format!("{open}\n{}{close}", indented(style, &format!("{},\n", things.join(",\n"))))
    }
}

/// Lines, a step to the right.
pub(super) fn indented(style: Style, lines: &str) -> String {
    lines.lines().fold(String::new(), |text, line| match line {
        "" => text + "\n",
        _ => text + style.indent + line + "\n",
    })
}
