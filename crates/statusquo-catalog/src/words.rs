//! How words are compared: case, punctuation, plural and tense do not matter, and a slip of a finger is measured.

/// Words that carry no meaning of their own in a question about a status code.
const STOP: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "did", "do", "does", "for", "from", "had",
    "has", "have", "how", "i", "if", "in", "is", "it", "its", "me", "mean", "my", "of", "on", "or", "that", "the",
    "this", "to", "was", "were", "what", "when", "which", "who", "why", "with", "you", "your", "get", "got", "vs",
    "versus",
];

/// Words that stand beside any code.
const GENERIC: &[&str] = &["http", "https", "status", "code", "error", "response", "answer"];

/// What else the catalog may call a thing. Several lines for one word are several names.
const SAME: &[(&str, &str)] = &[
    ("backend", "upstream"),
    ("backend", "behind"),
    ("became", "turn"),
    ("become", "turn"),
    ("big", "large"),
    ("body", "content"),
    ("censored", "legal"),
    ("cookie", "field"),
    ("crash", "internal"),
    ("crash", "panic"),
    ("deny", "forbidden"),
    ("deny", "refuse"),
    ("division", "divide"),
    ("down", "maintenance"),
    ("duplicate", "taken"),
    ("etag", "validator"),
    ("header", "field"),
    ("jwt", "token"),
    ("login", "credentials"),
    ("login", "unauthorized"),
    ("malformed", "syntax"),
    ("missing", "exist"),
    ("missing", "found"),
    ("nonexistent", "exist"),
    ("password", "credentials"),
    ("payload", "content"),
    ("permission", "access"),
    ("reset", "close"),
    ("throttle", "rate"),
    ("unauthenticated", "credentials"),
    ("unauthenticated", "unauthorized"),
    ("unknown", "know"),
    ("unknown", "known"),
    ("unrecognized", "know"),
    ("upstream", "behind"),
    ("upstream", "gateway"),
    ("url", "uri"),
    ("verb", "method"),
    ("wifi", "network"),
    ("zero", "0"),
];

/// The words of a text, in order, brought to a common form. An apostrophe joins, a hyphen after one letter too (e-mail).
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for part in text.to_lowercase().replace(['\'', '’'], "").split(|c: char| !c.is_alphanumeric() && c != '-') {
        let mut pending = String::new();
        for piece in part.split('-').filter(|piece| !piece.is_empty()) {
            pending.push_str(piece);
            if pending.chars().count() > 1 || piece.chars().any(|c| c.is_ascii_digit()) {
                words.push(std::mem::take(&mut pending));
            }
        }
        if !pending.is_empty() {
            words.push(pending);
        }
    }
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        match joined.last_mut() {
            // "timed out", "time-out" and "timeout" are one thing, and so are "logged in" and "login".
            Some(last) if word == "out" && matches!(last.as_str(), "time" | "timed") => *last = "timeout".to_string(),
            Some(last) if word == "in" && matches!(last.as_str(), "log" | "logged") => *last = "login".to_string(),
            _ => joined.push(word),
        }
    }
    joined.iter().map(|word| stem(word)).collect()
}

/// The same without the words that say nothing, unless nothing else is left.
pub(crate) fn telling_tokens(text: &str) -> Vec<String> {
    let all = tokens(text);
    let stems: Vec<String> = STOP.iter().map(|word| stem(word)).collect();
    let mut telling: Vec<String> =
        all.iter().filter(|token| !stems.contains(token) && !is_generic(token)).cloned().collect();
    if telling.is_empty() {
        telling = all;
    }
    let mut seen = Vec::new();
    telling.retain(|token| {
        let new = !seen.contains(token);
        seen.push(token.clone());
        new
    });
    telling
}

/// Whether a token stands beside any code and so tells none apart.
pub(crate) fn is_generic(token: &str) -> bool {
    GENERIC.iter().any(|word| stem(word) == token)
}

/// A word that is searched for.
pub(crate) struct Asked {
    /// The word in the common form.
    pub(crate) token: String,
    /// Other words for the same thing.
    same: Vec<String>,
}

impl Asked {
    /// Looks up what else the word may be called.
    pub(crate) fn new(token: String) -> Self {
        let same = SAME.iter().filter(|(word, _)| stem(word) == token).map(|(_, other)| stem(other)).collect();
        Self { token, same }
    }

    /// How much another word is this one: the same, the same thing by another name, or this one's beginning.
    pub(crate) fn likeness(&self, other: &str) -> f64 {
        let renamed = self.same.iter().any(|same| same == other);
        let begun = self.token.len() >= 4 && other.starts_with(&self.token);
        match (self.token == other, renamed || begun) {
            (true, _) => 1.0,
            (false, true) => 0.7,
            (false, false) => 0.0,
        }
    }

    /// The number that it is, if it is one.
    pub(crate) fn number(&self) -> Option<u16> {
        self.token.parse().ok()
    }
}

/// Cuts the endings that plural and tense put on a word, so that "limits", "limited" and "limiting" meet.
fn stem(word: &str) -> String {
    // CONNECT is a method and no connection.
    if matches!(word, "connection" | "connections") {
        return "connection".to_string();
    }
    let letters = word.chars().count();
    let ending = |end: &str, left: usize| word.strip_suffix(end).filter(|_| letters >= end.len() + left);
    let base = if let Some(base) = ending("ies", 2).or_else(|| ending("ied", 2)) {
        return format!("{base}y");
    } else if let Some(base) = ending("ing", 3).or_else(|| ending("ion", 4)).or_else(|| ending("ed", 3)) {
        doubled(base)
    } else if word.ends_with("ss") || word.ends_with("us") {
        word
    } else if let Some(base) = ending("ions", 4).or_else(|| ending("s", 3)) {
        base
    } else {
        word
    };
    base.strip_suffix('e').filter(|base| base.len() >= 3).unwrap_or(base).to_string()
}

/// "stopped" has a letter that "stop" has not.
fn doubled(base: &str) -> &str {
    let bytes = base.as_bytes();
    match bytes {
        [.., a, b] if a == b && !matches!(b, b's' | b'l' | b'e' | b'o') && bytes.len() > 3 => &base[..base.len() - 1],
        _ => base,
    }
}

/// How many letters have to be added, left out, changed or swapped with their neighbour to make one text the other.
pub(crate) fn distance(one: &str, other: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_marks_do_not_matter() {
        for (one, other) in [
            ("Conflicts", "conflict"),
            ("limiting", "limited"),
            ("overload", "overloaded"),
            ("redirection", "redirects"),
            ("e-mail", "email"),
            ("timed out", "timeout"),
            ("time-out", "time out"),
            ("I'm a teapot", "Im a teapot!"),
            ("Non-Authoritative", "non authoritative"),
            ("dependencies", "dependency"),
            ("denied", "deny"),
            ("logged in", "login"),
            ("stopped", "stop"),
            ("moved", "move"),
        ] {
            assert_eq!(tokens(one), tokens(other), "{one} / {other}");
        }
        assert_ne!(tokens("gone"), tokens("going on"));
        assert_ne!(tokens("connection"), tokens("CONNECT"));
        assert_eq!(telling_tokens("what does the error mean: conflict, conflict"), tokens("conflict"));
        assert_eq!(telling_tokens("what is it"), tokens("what is it"));
    }

    #[test]
    fn slips_are_measured() {
        assert_eq!(distance("conflict", "conflict"), 0);
        assert_eq!(distance("confilct", "conflict"), 1);
        assert_eq!(distance("unauthorised", "unauthorized"), 1);
        assert_eq!(distance("", "gone"), 4);
    }
}
