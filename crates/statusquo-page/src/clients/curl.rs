//! The command for curl: the entry's own, laid out so that it can be read.

use super::command::{Command, HTTP_1_1, How};
use super::place::Place;
use statusquo_catalog::Entry;

const TELNET: &str = "curl sends no request line like this one; to `telnet://` it sends bytes as they are.";
const UNPROVED: &str = "The lab's certificate is its own: `-k` takes it unproved.";

/// The command, if the entry has one.
pub(super) fn command(entry: &Entry, place: &Place) -> Option<Command> {
    let text = place.fill_in(entry.curl?);
    let how = match () {
        () if text.contains(" telnet://") => How::raw(TELNET),
        () if text.contains("curl -sik ") => How::mind(UNPROVED),
        () => How::ITSELF,
    };
    let agrees = text.contains("https://") && !text.contains("--http1.1");
    let speaks = if agrees { "HTTP/2, if TLS agrees on it" } else { HTTP_1_1 };
    Some(Command { client: "curl", tool: "curl", speaks, how, text: broken(&text) })
}

/// The longest line, and how long one has to be before it is broken.
const WIDTH: usize = 88;

/// A command in lines, broken before options and addresses, never within quotes.
fn broken(command: &str) -> String {
    if command.chars().count() <= WIDTH {
        return command.to_owned();
    }
    let mut lines: Vec<String> = Vec::new();
    for (word, may_begin) in words(command) {
        let Some(line) = lines.last_mut() else {
            lines.push(word.to_owned());
            continue;
        };
        let fits = line.chars().count() + 1 + word.chars().count() <= WIDTH;
        if line.ends_with([';', '&']) {
            lines.push(word.to_owned());
        } else if word == "--next" || may_begin && !fits {
            line.push_str(" \\");
            lines.push(format!("  {word}"));
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines.join("\n")
}

/// The words of a command, and whether a line may begin with each: with an option and what belongs to it, an address, or what joins
/// commands.
fn words(command: &str) -> Vec<(&str, bool)> {
    let mut words = Vec::new();
    let (mut quote, mut depth, mut from) = (None, 0usize, 0);
    for (at, character) in command.char_indices() {
        match character {
            '\'' | '"' if quote == Some(character) => quote = None,
            '\'' | '"' if quote.is_none() => quote = Some(character),
            '(' if quote.is_none() => depth += 1,
            ')' if quote.is_none() => depth = depth.saturating_sub(1),
            ' ' if quote.is_none() && depth == 0 => {
                words.push(&command[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    words.push(&command[from..]);
    let begins = |word: &str| {
        let joins = ["&&", "|", "curl"].contains(&word);
        joins || word.starts_with('-') || word.trim_start_matches(['\'', '"']).starts_with("http")
    };
    // `-H` stands with its value, which may look like anything.
    let mut is_value = false;
    let mut found = Vec::new();
    for word in words {
        found.push((word, !is_value && begins(word)));
        is_value = ["-H", "-X", "-d", "-x", "-u", "-r", "-T", "--json", "--data-binary", "--max-time"].contains(&word);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_commands_are_broken_before_options_and_short_ones_are_not() {
        let short = "curl -si -H 'Expect: tea' http://127.0.0.1:8080/lab/documents/welcome";
        assert_eq!(broken(short), short);
        let long = "curl -s -X PUT -d 'soon gone' http://127.0.0.1:8080/lab/documents/note --next -s -X DELETE \
                    http://127.0.0.1:8080/lab/documents/note";
        let expected = "curl -s -X PUT -d 'soon gone' http://127.0.0.1:8080/lab/documents/note \\\n  --next -s -X DELETE \
                        http://127.0.0.1:8080/lab/documents/note";
        assert_eq!(broken(long), expected);
    }

    #[test]
    fn nothing_but_line_ends_is_added() {
        for command in statusquo_catalog::ALL.iter().filter_map(|entry| entry.curl) {
            assert_eq!(broken(command).replace(" \\\n  ", " ").replace('\n', " "), command);
        }
    }

    #[test]
    fn what_stands_in_quotes_or_brackets_is_left_alone() {
        let quoted =
            format!("u=$(a -b -c); curl -d '{} -x http://a' -H \"b: {} -c\"", "a ".repeat(40), "d ".repeat(40));
        let lines = broken(&quoted);
        assert_eq!(lines.replace(" \\\n  ", " ").replace('\n', " "), quoted);
        assert!(lines.starts_with("u=$(a -b -c);\ncurl -d 'a a"), "{lines}");
        assert!(lines.contains("-x http://a' \\\n  -H \"b: d"), "{lines}");
    }
}
