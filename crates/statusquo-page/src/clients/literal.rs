//! Text of a request as an expression of a language: what is plain, what was read from an earlier answer, what is repeated.

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Plain(String),
    /// The value of a variable.
    Held(&'static str),
    /// Text so many times.
    Again(String, usize),
}

/// Text that is an expression: its pieces, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Literal(Vec<Piece>);

/// Text that is longer is looked through for what is repeated in it.
const LONG: usize = 400;

/// The longest text whose repetition is looked for.
const PERIOD: usize = 64;

impl Literal {
    /// Text in which `{name}` stands for a variable of that name.
    pub(super) fn of(text: &str, names: &[&'static str]) -> Self {
        let mut literal = Self::default();
        let mut rest = text;
        while let Some((at, name)) = first(rest, names) {
            literal.say(&rest[..at]);
            literal.0.push(Piece::Held(name));
            rest = &rest[at + name.len() + 2..];
        }
        literal.say(rest);
        literal
    }

    /// The same after the value of a variable.
    pub(super) fn after(mut self, name: &'static str) -> Self {
        self.0.insert(0, Piece::Held(name));
        self
    }

    fn say(&mut self, text: &str) {
        let plain = |text: &str| (!text.is_empty()).then(|| Piece::Plain(text.to_owned()));
        match repeated(text) {
            Some((at, period, times)) => {
                self.0.extend(plain(&text[..at]));
                self.0.push(Piece::Again(text[at..at + period].to_owned(), times));
                self.0.extend(plain(&text[at + period * times..]));
            }
            None => self.0.extend(plain(text)),
        }
    }

    /// As an expression of Python.
    pub(super) fn python(&self) -> String {
        self.expression(
            |text, held| {
                let text = if held { text.replace('{', "{{").replace('}', "}}") } else { text.to_owned() };
                escaped(&text, "")
            },
            |name| format!("{{{name}}}"),
            |inner, held| {
                let quote = if inner.contains('"') && !inner.contains('\'') { '\'' } else { '"' };
                let inner = if quote == '"' { inner.replace('"', "\\\"") } else { inner.to_owned() };
                format!("{}{quote}{inner}{quote}", if held { "f" } else { "" })
            },
            |text, times| format!("\"{}\" * {times}", escaped(text, "\"")),
        )
    }

    /// As an expression of JavaScript.
    pub(super) fn javascript(&self) -> String {
        self.expression(
            |text, held| escaped(text, if held { "`$" } else { "" }),
            |name| format!("${{{name}}}"),
            |inner, held| {
                let quote = match held {
                    true => return format!("`{inner}`"),
                    false if inner.contains('"') && !inner.contains('\'') => '\'',
                    false => '"',
                };
                let inner = if quote == '"' { inner.replace('"', "\\\"") } else { inner.to_owned() };
                format!("{quote}{inner}{quote}")
            },
            |text, times| format!("\"{}\".repeat({times})", escaped(text, "\"")),
        )
    }

    /// Runs of plain text and of variables as one literal each, with what is repeated between them.
    fn expression(
        &self,
        plain: impl Fn(&str, bool) -> String,
        held: impl Fn(&str) -> String,
        quoted: impl Fn(&str, bool) -> String,
        again: impl Fn(&str, usize) -> String,
    ) -> String {
        if let [Piece::Held(name)] = &self.0[..] {
            return (*name).to_owned();
        }
        let is_again = |piece: &Piece| matches!(piece, Piece::Again(..));
        let mut terms = Vec::new();
        for run in self.0.chunk_by(|a, b| !is_again(a) && !is_again(b)) {
            if let [Piece::Again(text, times)] = run {
                terms.push(again(text, *times));
                continue;
            }
            let holds = run.iter().any(|piece| matches!(piece, Piece::Held(_)));
            let inner = run.iter().map(|piece| match piece {
                Piece::Plain(text) | Piece::Again(text, _) => plain(text, holds),
                Piece::Held(name) => held(name),
            });
            terms.push(quoted(&inner.collect::<String>(), holds));
        }
        if terms.is_empty() { "\"\"".to_owned() } else { terms.join(" + ") }
    }
}

/// The first variable that is named.
fn first(text: &str, names: &[&'static str]) -> Option<(usize, &'static str)> {
    names.iter().filter_map(|name| Some((text.find(&format!("{{{name}}}"))?, *name))).min()
}

/// Text within quotes: controls as both languages write them, and these characters with a backslash.
fn escaped(text: &str, also: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '\r' => out.push_str("\\r"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if character == '\\' || also.contains(character) => out.extend(['\\', character]),
            _ => out.push(character),
        }
    }
    out
}

/// Where long text repeats itself: from where, how long what is repeated is, and how often.
fn repeated(text: &str) -> Option<(usize, usize, usize)> {
    let octets = text.as_bytes();
    if octets.len() <= LONG || !text.is_ascii() {
        return None;
    }
    // From where, of which period, how long.
    let mut best = (0, 1, 0);
    for period in 1..=PERIOD {
        let mut same = 0;
        for at in period..octets.len() {
            same = if octets[at] == octets[at - period] { same + 1 } else { 0 };
            if same >= period && same + period > best.2 {
                best = (at + 1 - same - period, period, same + period);
            }
        }
    }
    let (at, period, length) = best;
    // From where a line begins, if it is lines.
    let begins = |at: &usize| *at == 0 || octets[at - 1] == b'\n';
    let from = (at..at + period).find(begins).unwrap_or(at);
    let times = (length + at - from) / period;
    (times * period > LONG).then_some((from, period, times))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(literal: &Literal) -> [String; 2] {
        [literal.python(), literal.javascript()]
    }

    #[test]
    fn plain_text_is_quoted() {
        let text = Literal::of("a\\b\r\n{c}$`", &[]);
        assert_eq!(both(&text), ["\"a\\\\b\\r\\n{c}$`\"", "\"a\\\\b\\r\\n{c}$`\""]);
        assert_eq!(both(&Literal::of("<a b=\"c\">", &[])), ["'<a b=\"c\">'", "'<a b=\"c\">'"]);
        assert_eq!(both(&Literal::of("\"it's\"", &[])), ["\"\\\"it's\\\"\"", "\"\\\"it's\\\"\""]);
        assert_eq!(both(&Literal::of("", &[])), ["\"\"", "\"\""]);
    }

    #[test]
    fn what_was_read_is_a_variable() {
        assert_eq!(both(&Literal::of("{etag}", &["etag"])), ["etag", "etag"]);
        let text = Literal::of("{job}?a={b}`$", &["etag", "job"]).after("lab");
        assert_eq!(both(&text), ["f\"{lab}{job}?a={{b}}`$\"", "`${lab}${job}?a={b}\\`\\$`"]);
    }

    #[test]
    fn what_is_repeated_is_said_once() {
        let text = Literal::of(&format!("/a?b={}", "never-".repeat(100)), &[]);
        assert_eq!(both(&text), ["\"/a?b=\" + \"never-\" * 100", "\"/a?b=\" + \"never-\".repeat(100)"]);
        let text = Literal::of(&format!("GET\r\n{}\r\n", "X: 1\r\n".repeat(100)), &[]);
        assert_eq!(text.python(), "\"GET\\r\\n\" + \"X: 1\\r\\n\" * 100 + \"\\r\\n\"");
    }
}
