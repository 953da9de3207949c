//! A request as raw bytes, for where no library sends it.

use super::literal::Literal;
use super::request::Ask;

/// What is sent in one go, a literal a line.
pub(super) type Go = Vec<Literal>;

/// The bytes of a request; an answer is waited for between one go and the next.
pub(super) fn goes(ask: &Ask, authority: &str, names: &[&'static str]) -> Vec<Go> {
    // The end of the connection is then the end of the answer, and nobody has to read lengths. What breaks a rule ends it
    // anyway, and is left as it is.
    let closes =
        ask.whole && ask.version == "HTTP/1.1" && ask.field("Host").is_some() && ask.field("Connection").is_none();
    let goes = ask.bytes.iter().enumerate().map(|(at, text)| {
        let text = text.replace("{authority}", authority);
        let text = match closes && at == 0 {
            true => text.replacen("\r\n\r\n", "\r\nConnection: close\r\n\r\n", 1),
            false => text,
        };
        let lines: Vec<&str> = text.split_inclusive("\r\n").collect();
        lines.chunk_by(|a, b| a == b).map(|same| Literal::of(&same.concat(), names)).collect()
    });
    goes.collect()
}

/// Whether the connection stays as it is after the answer, and somebody has to end it.
pub(super) fn stays(ask: &Ask) -> bool {
    ask.field("Upgrade").is_some()
}
