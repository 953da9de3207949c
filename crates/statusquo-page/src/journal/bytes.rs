//! Octets and names that others chose, made to be read: nothing in them is taken for markup, nothing turns the line around, and
//! there is an end to it.

use maud::{Markup, html};

/// How much of one way is shown on a page, in characters and lines as they come to stand in HTML.
const ROOM: usize = 24 * 1024;

/// What a line costs beside its characters: `<div></div>`.
const LINE: usize = 11;

/// Octets to be read, a line a line; what cannot be shown is written as its number.
pub(super) fn octets(title: &str, kept: &[u8], omitted: u64) -> Markup {
    let (lines, shown) = lines(kept);
    html! {
        h3 { (title) " " small { (kept.len() as u64 + omitted) " octets" @if omitted > 0 { ", of which " (omitted) " were not kept" } } }
        div.exchange tabindex="0" role="region" aria-label=(title) {
            @for line in &lines { div { (line) } }
        }
        @if shown < kept.len() { p { small { "The other " (kept.len() - shown) " octets that were kept are in the HAR." } } }
    }
}

/// The lines that have room, and how many octets they are.
fn lines(kept: &[u8]) -> (Vec<String>, usize) {
    let (mut lines, mut room, mut shown) = (Vec::new(), ROOM, 0);
    for line in kept.split_inclusive(|octet| *octet == b'\n') {
        if room <= LINE {
            break;
        }
        let text = line.strip_suffix(b"\n").unwrap_or(line);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        let (readable, used) = readable(text, &mut room);
        room = room.saturating_sub(LINE);
        lines.push(readable);
        shown += if used == text.len() { line.len() } else { used };
        if used < text.len() {
            break;
        }
    }
    (lines, shown)
}

/// Octets as text as far as there is room, and how many of them that is.
fn readable(octets: &[u8], room: &mut usize) -> (String, usize) {
    let (mut out, mut used) = (String::new(), 0);
    let mut push = |out: &mut String, text: &str, octets: usize| {
        let cost: usize = text.chars().map(cost).sum();
        let fits = cost <= *room;
        *room = if fits { *room - cost } else { 0 };
        if fits {
            out.push_str(text);
            used += octets;
        }
        fits
    };
    'all: for chunk in octets.utf8_chunks() {
        for character in chunk.valid().chars() {
            let fits = match character {
                '\t' => push(&mut out, "\t", 1),
                odd if is_odd(odd) => push(&mut out, &odd.escape_unicode().to_string(), odd.len_utf8()),
                shown => push(&mut out, shown.encode_utf8(&mut [0; 4]), shown.len_utf8()),
            };
            if !fits {
                break 'all;
            }
        }
        for octet in chunk.invalid() {
            if !push(&mut out, &format!("\\x{octet:02x}"), 1) {
                break 'all;
            }
        }
    }
    (out, used)
}

/// How many octets of HTML a character becomes.
fn cost(character: char) -> usize {
    match character {
        '&' | '<' | '>' => 5,
        '"' => 6,
        other => other.len_utf8(),
    }
}

/// What is not seen, or changes the direction of what is.
fn is_odd(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Text with as many characters at most.
pub(super) fn clipped(text: &str, most: usize) -> String {
    let mut characters = text.chars().map(|character| if is_odd(character) { '·' } else { character });
    let mut out: String = characters.by_ref().take(most).collect();
    if characters.next().is_some() {
        out.pop();
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_written_out_and_nothing_is_markup() {
        let shown = octets("Received", b"a\x00<b>\r\n\xff\xc3\xa9\xe2\x80\xae\n\ttab", 3).into_string();
        for part in [
            "<div>a\\u{0}&lt;b&gt;</div>",
            "<div>\\xff\u{e9}\\u{202e}</div>",
            "<div>\ttab</div>",
            "of which 3 were not kept",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
    }

    #[test]
    fn there_is_an_end_to_it_whatever_the_octets_are() {
        for octet in [b'a', b'<', b'\n', 0, 0xff, b'"'] {
            let shown = octets("Sent", &vec![octet; 64 * 1024], 0).into_string();
            assert!((ROOM / 2..ROOM + 1024).contains(&shown.len()), "{octet}: {}", shown.len());
            assert!(shown.contains("are in the HAR"));
        }
        let (lines, used) = lines(b"one\r\ntwo\n\nlast");
        assert_eq!((lines, used), (["one", "two", "", "last"].map(str::to_owned).to_vec(), 14));
    }

    #[test]
    fn long_names_are_clipped() {
        assert_eq!(clipped("GET", 3), "GET");
        assert_eq!(clipped("PATCH", 4), "PAT…");
        assert_eq!(clipped("a\u{202e}\r", 4), "a··");
    }
}
