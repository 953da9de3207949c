//! The table as a picture: a line down, ends to the right, leaps to the left; a way that was taken is lit.

use super::question::path;
use crate::Site;
use crate::prose::colour;
use maud::{Markup, html};
use statusquo_decision::{End, Next, Question, Row, TABLE, Way, word};

/// The height of a row, and what stands above the first.
const ROW: usize = 26;
const TOP: usize = 18;
/// Where the line runs, with room for leaps on its left.
const LINE: usize = 118;
/// The distance of leaps that pass one another.
const LANE: usize = 11;
/// Where the ends stand, behind the longest question.
const ENDS: usize = 850;
const WIDTH: usize = 1000;
/// The most characters of a question that have room.
const FITS: usize = 104;

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
    drawn(site, &rows, way)
}

/// These rows, which are in the order of the table.
pub(super) fn drawn(site: &Site, rows: &[&Row], way: Option<Way>) -> Markup {
    let height = TOP + rows.len() * ROW + 8;
    let place = |question: Question| rows.iter().position(|row| row.question >= question);
    let asked = |row: &Row| way.is_some_and(|way| way.answer(row.question).is_some());
    let taken = |row: &Row, yes: bool| way.is_some_and(|way| way.answer(row.question) == Some(yes));
    let leaps = leaps(rows, &place, &taken);
    // Where fewer leaps are drawn, their room is not left empty.
    let lanes = leaps.iter().map(|leap| leap.lane + 1).max().unwrap_or(0);
    let left = LINE.saturating_sub(24 + lanes * LANE);
    html! {
        div.diagram tabindex="0" role="region" aria-label="The decision table as a diagram" {
            svg viewBox=(format!("{left} 0 {WIDTH} {height}")) width=(WIDTH) height=(height) class=(if way.is_some() { "walked" } else { "whole" }) role="group"
                aria-label="Questions from top to bottom, with the code that each answer decides" {
                @for (at, row) in rows.iter().enumerate() {
                    @let goes_on = [true, false].into_iter().find(|yes| after(row, *yes).and_then(place) == Some(at + 1));
                    @if let Some(yes) = goes_on { @if at + 1 < rows.len() {
                        path.spine.lit[taken(row, yes)] d=(format!("M{LINE} {}v{}", y(at), ROW)) {}
                    } }
                }
                @for leap in &leaps {
                    path.leap.lit[leap.lit] d=(format!("M{LINE} {}H{}V{}H{LINE}", y(leap.from), LINE - 14 - leap.lane * LANE, y(leap.to))) {}
                }
                @for (at, row) in rows.iter().enumerate() {
                    g.row.lit[asked(row)] {
                        circle cx=(LINE) cy=(y(at)) r="4.5" {}
                        a href=(site.path(&path(row.question))) {
                            text x=(LINE + 14) y=(y(at) + 4) { (clipped(row.text)) }
                        }
                        @for yes in [true, false] { (exit(site, row, yes, at, taken(row, yes))) }
                    }
                }
            }
        }
    }
}

fn y(at: usize) -> usize {
    TOP + at * ROW
}

fn clipped(text: &str) -> String {
    if text.chars().count() <= FITS {
        text.to_owned()
    } else {
        text.chars().take(FITS - 2).collect::<String>() + " …"
    }
}

/// The question after an answer, if there is one.
fn after(row: &Row, yes: bool) -> Option<Question> {
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
fn exit(site: &Site, row: &Row, yes: bool, at: usize, lit: bool) -> Markup {
    let next = if yes { row.yes } else { row.no };
    // Of two ends the unusual one stands first.
    let x = ENDS + if yes == row.usual && both_end(row) { 78 } else { 0 };
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
    let label = html! { text.exit.(class).lit[lit] x=(x) y=(y(at) + 4) { (text) } };
    html! {
        @match code { Some(code) => a href=(site.path(&format!("/{code}"))) { (label) }, None => (label) }
    }
}

fn both_end(row: &Row) -> bool {
    matches!((row.yes, row.no), (Next::End(_), Next::End(_)))
}
