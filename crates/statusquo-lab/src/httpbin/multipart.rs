//! Forms in parts (RFC 7578), read from a content that is there as a whole.

/// The most parts of one form.
pub(crate) const PARTS: usize = 1000;

/// One part of a form.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) name: String,
    /// It is a file if it has one, though that may be empty.
    pub(crate) filename: Option<String>,
    pub(crate) content_type: Option<String>,
    /// Its head, each field on a line of its own.
    head: String,
    pub(crate) content: Vec<u8>,
}

impl Part {
    /// The fields of its head, in order.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        fields(&self.head)
    }
}

/// Why a content is no form.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    /// It does not keep to the grammar.
    Malformed,
    /// A part says not what it is called; the first one is 1.
    Nameless(usize),
    /// There are more parts than are read.
    TooMany,
}

/// The parts between the delimiters.
pub(crate) fn parts(content: &[u8], boundary: &str) -> Result<Vec<Part>, Broken> {
    let mut parts = Vec::new();
    let mut delimiter = find_delimiter(content, 0, boundary.as_bytes(), true).ok_or(Broken::Malformed)?;
    while !delimiter.is_last {
        if parts.len() == PARTS {
            return Err(Broken::TooMany);
        }
        let rest = &content[delimiter.end..];
        let (head, body) = split_head(rest).ok_or(Broken::Malformed)?;
        let from = delimiter.end + body;
        delimiter = find_delimiter(content, from, boundary.as_bytes(), false).ok_or(Broken::Malformed)?;
        // The line end behind the head may be the one before the delimiter: then there is no content.
        let start = from + line_end(&content[from..]);
        let body = content.get(start..delimiter.start).unwrap_or_default();
        parts.push(part(head, body, parts.len() + 1)?);
    }
    Ok(parts)
}

/// A line that ends a part.
struct Delimiter {
    /// Where the line end before it begins.
    start: usize,
    /// Where the next part begins.
    end: usize,
    is_last: bool,
}

fn find_delimiter(content: &[u8], from: usize, boundary: &[u8], first: bool) -> Option<Delimiter> {
    let mut at = from;
    loop {
        let dashes = at + content[at..].windows(2).position(|two| two == b"--")?;
        at = dashes + 1;
        let Some(rest) = content[dashes + 2..].strip_prefix(boundary) else { continue };
        let before = &content[from..dashes];
        let start = dashes - usize::from(before.ends_with(b"\n") || before.ends_with(b"\r"));
        let start = start - usize::from(content[from..dashes].ends_with(b"\r\n"));
        if start == dashes && !first {
            continue;
        }
        let is_last = rest.starts_with(b"--");
        let rest = if is_last { &rest[2..] } else { rest };
        let padding = rest.iter().take_while(|octet| matches!(octet, b' ' | b'\t')).count();
        let ending = line_end(&rest[padding..]);
        if is_last || ending > 0 {
            let end = content.len() - rest.len() + padding + ending;
            return Some(Delimiter { start, end, is_last });
        }
    }
}

/// How many octets the line end takes that stands here.
fn line_end(octets: &[u8]) -> usize {
    match octets {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// The fields of a part, and where the line end begins that ends the empty line behind them.
fn split_head(octets: &[u8]) -> Option<(&[u8], usize)> {
    let at = (0..octets.len()).find(|at| {
        let rest = &octets[*at..];
        rest.starts_with(b"\r\n\r\n") || rest.starts_with(b"\n\n") || rest.starts_with(b"\r\r")
    })?;
    let one = line_end(&octets[at..]);
    Some((&octets[..at], at + one))
}

fn part(head: &[u8], content: &[u8], number: usize) -> Result<Part, Broken> {
    let head = std::str::from_utf8(head).map_err(|_| Broken::Malformed)?;
    let head = unfold(head);
    let field = |name: &str| fields(&head).find(|(have, _)| have.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    let disposition = field("Content-Disposition").ok_or(Broken::Malformed)?;
    Ok(Part {
        name: parameter(disposition, "name").ok_or(Broken::Nameless(number))?,
        filename: parameter(disposition, "filename"),
        content_type: field("Content-Type").filter(|given| !given.is_empty()).map(str::to_owned),
        content: content.to_vec(),
        head,
    })
}

/// The fields of a head.
fn fields(head: &str) -> impl Iterator<Item = (&str, &str)> {
    head.split(['\r', '\n']).filter_map(|line| line.split_once(':')).map(|(name, value)| (trim(name), trim(value)))
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// A head whose continued lines are one line each.
fn unfold(head: &str) -> String {
    let head = head.replace("\r\n", "\n").replace('\r', "\n");
    head.replace("\n ", " ").replace("\n\t", " ")
}

/// A parameter behind the semicolons of a field value, without its quotes; also one in the form `name*=UTF-8''…`.
pub(crate) fn parameter(value: &str, name: &str) -> Option<String> {
    let mut rest = value.split_once(';')?.1;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ';']);
        let (key, after) = rest.split_once('=')?;
        let key = key.trim_matches([' ', '\t']);
        let after = after.trim_start_matches([' ', '\t']);
        let (text, next) = match after.strip_prefix('"') {
            Some(quoted) => unquote(quoted)?,
            None => {
                let end = after.find(';').unwrap_or(after.len());
                (after[..end].trim_end_matches([' ', '\t']).to_owned(), &after[end..])
            }
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(text);
        }
        if key.strip_suffix('*').is_some_and(|key| key.eq_ignore_ascii_case(name)) {
            let encoded = text.rsplit('\'').next().unwrap_or("");
            return Some(super::place::decoded(encoded));
        }
        rest = next;
    }
}

/// What stands up to the closing quote, and what follows that.
fn unquote(quoted: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut escaped = false;
    for (at, character) in quoted.char_indices() {
        match character {
            '"' if !escaped => return Some((text.replace("%22", "\""), &quoted[at + 1..])),
            '\\' if !escaped => escaped = true,
            '"' | '\\' => {
                text.push(character);
                escaped = false;
            }
            _ => {
                if escaped {
                    text.push('\\');
                }
                text.push(character);
                escaped = false;
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(content: &str) -> Result<Vec<(String, bool, String)>, Broken> {
        let all = parts(content.as_bytes(), "b")?;
        let text = |octets| String::from_utf8(octets).expect("text");
        Ok(all.into_iter().map(|part| (part.name, part.filename.is_some(), text(part.content))).collect())
    }

    #[test]
    fn parts_are_what_stands_between_delimiters() {
        let content = "preamble\r\n--b \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--bb\r\n--b\r\n\
                       content-disposition: form-data; name=f; filename=\"\"\r\nContent-Type: a/b\r\n\r\n\r\n--b--\r\nepilogue";
        assert_eq!(
            named(content),
            Ok(vec![("a".into(), false, "one\r\n--bb".into()), ("f".into(), true, String::new())])
        );
        assert_eq!(parts(content.as_bytes(), "b").unwrap()[1].content_type.as_deref(), Some("a/b"));
        assert_eq!(named("--b\nContent-Disposition: form-data; name=a\n\n\n--b--").unwrap()[0].2, "");
        assert_eq!(named("--b--").unwrap(), []);
    }

    #[test]
    fn what_is_broken_is_told_by_kind() {
        assert_eq!(named(""), Err(Broken::Malformed));
        assert_eq!(named("--b\r\nfoo"), Err(Broken::Malformed));
        assert_eq!(named("--b\r\nContent-Type: a/b\r\n\r\n1\r\n--b--"), Err(Broken::Malformed));
        assert_eq!(named("--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--"), Err(Broken::Nameless(1)));
        let many = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n".repeat(PARTS + 1) + "--b--";
        assert_eq!(named(&many), Err(Broken::TooMany));
    }

    #[test]
    fn parameters_lose_their_quotes() {
        let value = r#"form-data; x="a;name=\"no"; name="q\"\\x%22y\z" ; filename*=UTF-8''%e2%82%ac"#;
        assert_eq!(parameter(value, "name").as_deref(), Some(r#"q"\x"y\z"#));
        assert_eq!(parameter(value, "filename").as_deref(), Some("€"));
        assert_eq!(parameter("form-data", "name"), None);
        assert_eq!(parameter("form-data; name=\"open", "name"), None);
    }
}
