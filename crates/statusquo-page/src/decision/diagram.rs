//! The table as a picture: a line down, ends to the right, leaps to the left; a way that was taken is lit.

use super::address::path;
use super::title;
use crate::prose::{capital, colour};
use crate::site::Site;
use maud::{Markup, html};
use statusquo_decision::{End, Next, Question, Row, TABLE, Way, word};

/// The height of a row, and what stands above the first.
const ROW: usize = 26;
const TOP: usize = 18;
/// Where the line runs, with room for leaps on its left.
const LINE: usize = 118;
/// The distance of leaps that pass one another.
const LANE: usize = 11;
/// Where a question begins, and how wide a character of it is at most, in tenths.
const TEXT: usize = LINE + 14;
const CHARACTER: usize = 65;
/// The most characters of a question that have room.
const FITS: usize = 104;
/// What the name of a block takes.
const BLOCK: usize = 44;
/// The room for ends, behind the longest question.
const EXITS: usize = 168;
/// How much larger it is shown than it is drawn, in percent: the whole table as large as fits on a page, a part as text is.
const SHOWN: [usize; 2] = [113, 124];

/// A way that passes questions over.
struct Leap {
    from: usize,
    to: usize,
    lane: usize,
    lit: bool,
}

/// The whole table; where a way is given, what it asked is lit.
pub(super) fn whole(site: &Site, way: Option<Way>) -> Markup {
    let rows: Vec<&Row> = TABLE.iter().collect();
    with(site, &rows, way, true)
}

/// These rows, which are in the order of the table.
pub(super) fn drawn(site: &Site, rows: &[&Row], way: Option<Way>) -> Markup {
    with(site, rows, way, false)
}

/// The same, with the names of the blocks or without.
fn with(site: &Site, rows: &[&Row], way: Option<Way>, names: bool) -> Markup {
    let begins = |at: usize| names && (at == 0 || rows[at - 1].block != rows[at].block);
    let mut down = TOP;
    let heights: Vec<usize> = (0..rows.len())
        .map(|at| {
            down += if begins(at) { BLOCK } else { 0 };
            down += ROW;
            down - ROW
        })
        .collect();
    let y = |at: usize| heights.get(at).copied().unwrap_or(down);
    let height = heights.last().map_or(TOP, |last| last + 16);
    let longest = rows.iter().map(|row| row.text.chars().count().min(FITS)).max().unwrap_or(0);
    let ends = TEXT + longest * CHARACTER / 10 + 16;
    let place = |question: Question| rows.iter().position(|row| row.question >= question);
    let asked = |row: &Row| way.is_some_and(|way| way.answer(row.question).is_some());
    let taken = |row: &Row, yes: bool| way.is_some_and(|way| way.answer(row.question) == Some(yes));
    let leaps = leaps(rows, &place, &taken);
    // Where fewer leaps are drawn, their room is not left empty.
    let lanes = leaps.iter().map(|leap| leap.lane + 1).max().unwrap_or(0);
    let left = LINE.saturating_sub(24 + lanes * LANE);
    let width = ends + EXITS - left;
    let shown = SHOWN[usize::from(names)];
    // All lines of a kind are one path, and what is lit lies on top.
    let (mut plain, mut lit) = (String::new(), String::new());
    for (at, row) in rows.iter().enumerate().take(rows.len().saturating_sub(1)) {
        let mut on =
            [true, false].into_iter().filter(|yes| after(row, *yes).and_then(place) == Some(at + 1)).peekable();
        if on.peek().is_some() {
            let line = if on.any(|yes| taken(row, yes)) { &mut lit } else { &mut plain };
            line.push_str(&format!("M{LINE} {}V{}", y(at), y(at + 1)));
        }
    }
    for leap in &leaps {
        let line = if leap.lit { &mut lit } else { &mut plain };
        let lane = LINE - 14 - leap.lane * LANE;
        line.push_str(&format!("M{LINE} {}H{lane}V{}H{LINE}", y(leap.from), y(leap.to)));
    }
    html! {
        div.diagram tabindex="0" role="region" aria-label="The decision table as a diagram" {
            svg viewBox=(format!("{left} 0 {width} {height}")) width=(width * shown / 100) height=(height * shown / 100) class=(if way.is_some() { "walked" } else { "whole" }) role="group"
                aria-label="Questions from top to bottom, with the code that each answer decides" {
                path d=(plain) {}
                @if !lit.is_empty() { path.lit d=(lit) {} }
                @for (at, row) in rows.iter().enumerate() {
                    @if begins(at) { text.block x=(TEXT) y=(y(at) - ROW) { (title(row.block)) } }
                    g.row.lit[asked(row)] {
                        circle cx=(LINE) cy=(y(at)) r="4.5" {}
                        a href=(site.path(&path(row.question))) {
                            text x=(TEXT) y=(y(at) + 4) { (clipped(row.text)) }
                        }
                        @for yes in [true, false] { (exit(site, row, yes, (ends, y(at)), taken(row, yes))) }
                    }
                }
            }
        }
    }
}

fn clipped(text: &str) -> String {
    if text.chars().count() <= FITS {
        capital(text)
    } else {
        capital(text).chars().take(FITS - 2).collect::<String>() + " …"
    }
}

/// The question after an answer, if there is one.
pub(super) fn after(row: &Row, yes: bool) -> Option<Question> {
    match if yes { row.yes } else { row.no } {
        Next::Row(later) | Next::Do(_, later) | Next::Say(_, later) | Next::DoSaying(_, _, later) => Some(later),
        Next::End(_) => None,
    }
}

/// The leaps, each in the nearest lane that is free from its beginning to its end.
fn leaps(rows: &[&Row], place: &dyn Fn(Question) -> Option<usize>, taken: &dyn Fn(&Row, bool) -> bool) -> Vec<Leap> {
    let mut leaps: Vec<Leap> = Vec::new();
    for (from, row) in rows.iter().enumerate() {
        for yes in [true, false] {
            if let Some(to) = after(row, yes).and_then(place).filter(|to| *to > from + 1) {
                leaps.push(Leap { from, to, lane: 0, lit: taken(row, yes) });
            }
        }
    }
    leaps.sort_by_key(|leap| leap.to - leap.from);
    for at in 0..leaps.len() {
        let busy = |lane: usize| {
            leaps[..at].iter().any(|other| other.lane == lane && other.from < leaps[at].to && leaps[at].from < other.to)
        };
        leaps[at].lane = (0..).find(|lane| !busy(*lane)).unwrap_or(0);
    }
    leaps
}

/// Where an answer decides something, or has something said: a short line and what it is.
fn exit(site: &Site, row: &Row, yes: bool, (ends, y): (usize, usize), lit: bool) -> Markup {
    let next = if yes { row.yes } else { row.no };
    // Of two ends the unusual one stands first.
    let x = ends + if yes == row.usual && both_end(row) { 78 } else { 0 };
    let word = word(yes);
    let (text, code) = match next {
        Next::End(End::Code(code)) => (format!("{word} {code}"), Some(code)),
        Next::End(End::Forced) => (format!("{word} forced"), None),
        Next::End(End::Relay) => (format!("{word} relay"), None),
        Next::End(End::Cut) => (format!("{word} cut"), None),
        Next::Say(code, _) | Next::DoSaying(_, code, _) => (format!("{word} say {code}"), Some(code)),
        Next::Row(_) | Next::Do(..) => return html! {},
    };
    let class = code.map_or("c0", colour);
    let label = html! { text.exit.(class).lit[lit] x=(x) y=(y + 4) { (text) } };
    html! {
        @match code { Some(code) => a href=(site.path(&format!("/{code}"))) { (label) }, None => (label) }
    }
}

fn both_end(row: &Row) -> bool {
    matches!((row.yes, row.no), (Next::End(_), Next::End(_)))
}
