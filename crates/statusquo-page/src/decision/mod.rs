//! `/decision`: the whole table, as a diagram and as text; each question by itself; and what one other answer would change.

mod address;
mod diagram;
mod question;
mod way;

pub use address::{named, path};
pub use question::question;
pub(crate) use way::deciding;
pub use way::{code_of, lit};

use crate::prose::{capital, chip, source};
use crate::shell::{Page, whole};
use crate::site::Site;
use maud::{Markup, html};
use statusquo_catalog::entry;
use statusquo_decision::{Block, End, Facts, NEVER, Next, Question, Row, Step, TABLE, Walk, Way, word};

/// The most answers that are turned at a time; each makes every link to one more longer.
const MOST: usize = 12;

/// The whole table; with the answers to some questions turned, and the way that comes of it.
pub fn decision(site: &Site, turned: &[Question]) -> String {
    let (way, end) = walked(turned);
    let body = html! {
        section.hero {
            h1 { "How a code is decided" }
            p.lead {
                "One table of " (TABLE.len()) " questions, read from top to bottom, turns what is known of a request into a status code. "
                "A question leads to a later one or to an end, and is never asked twice. That is why the order matters: a request "
                "with two faults gets the code of the one that is asked about first."
            }
        }
        @if site.is_live() { (what_if(site, turned, way, end)) }
        section #diagram aria-labelledby="diagram-title" {
            div.heading {
                h2 #diagram-title { "The table, drawn" }
                p { "Down the line as long as the answer is the usual one; to the right where a code is decided; to the left where questions are passed over. The same stands below " a href="#text" { "as text" } "." }
            }
            (diagram::whole(site, (!turned.is_empty()).then_some(way)))
        }
        section #text aria-labelledby="text-title" {
            div.heading {
                h2 #text-title { "The table, as text" }
                p { "Each question leads to a page that says which codes lie beyond it." }
            }
            @for block in [Block::Head, Block::Content, Block::Outcome] { (rows(site, block, turned, way)) }
            h3 { "Codes that no row ends in" }
            ul.never { @for (code, why) in NEVER { li { (chip(site, *code)) " " (why) } } }
        }
    };
    let page = Page {
        path: "/decision",
        title: "How an HTTP status code is decided: the whole table",
        description: "Every question that decides an HTTP status code, in the order in which the RFCs have them asked, and \
                      where each answer leads.",
        class: "wide",
        sought: "",
        body,
    };
    whole(site, &page)
}

/// Where the table ends if these questions have the answer that is not the usual one.
fn walked(turned: &[Question]) -> (Way, End) {
    let mut facts = Facts::default();
    for question in turned {
        facts.set(*question, !question.row().usual);
    }
    let mut walk = Walk::default();
    loop {
        if let Step::End(end) = walk.next(&facts) {
            return (walk.way(), end);
        }
    }
}

/// The questions whose answers are turned, from the query: `17,53`, counted from 1; no more than twelve.
///
/// ```
/// use statusquo_decision::Question;
/// assert_eq!(statusquo_page::decision::turned("3,1,3,x,999"), [Question::HeadInTime, Question::RoomForConnection]);
/// ```
pub fn turned(text: &str) -> Vec<Question> {
    let mut turned = Vec::new();
    for row in text.split(',').filter_map(|number| TABLE.get(number.parse::<usize>().ok()?.checked_sub(1)?)) {
        if !turned.contains(&row.question) && turned.len() < MOST {
            turned.push(row.question);
        }
    }
    turned
}

/// The address of the table with these answers turned.
fn turning(turned: &[Question]) -> String {
    let rows: Vec<String> = turned.iter().map(|question| (*question as usize + 1).to_string()).collect();
    if rows.is_empty() { "/decision".to_owned() } else { format!("/decision?turn={}", rows.join(",")) }
}

/// What the code would be.
fn what_if(site: &Site, turned: &[Question], way: Way, end: End) -> Markup {
    html! {
        section.whatif.turned[!turned.is_empty()] #what-if aria-labelledby="what-if-title" {
            div.heading {
                h2 #what-if-title { "What if?" }
                p { "Turn an answer " a href="#text" { "in the text below" } ", and see which code it would be then." }
            }
            @if turned.is_empty() {
                p { "With every answer as usual it is " (ending(site, end)) "." }
            } @else {
                ul {
                    @for question in turned {
                        @let rest: Vec<Question> = turned.iter().copied().filter(|other| other != question).collect();
                        @let asked = way.answer(*question);
                        li {
                            (capital(question.text())) " " b { (word(!question.row().usual)) } " "
                            @if asked.is_none() { small { "(not asked then) " } }
                            a href=(turning(&rest)) { "as usual" }
                        }
                    }
                }
                p.outcome { "Then it is " (ending(site, end)) "." }
            }
        }
    }
}

/// An end in words.
fn ending(site: &Site, end: End) -> Markup {
    html! {
        @match end {
            End::Code(code) => { (chip(site, code)) @if let Some(entry) = entry(code) { " " (entry.phrase) } },
            End::Forced => "the number that was asked for",
            End::Relay => "the upstream's own code, passed on",
            End::Cut => "no code: the answer is cut, since its head is out already",
        }
    }
}

fn rows(site: &Site, block: Block, turned: &[Question], way: Way) -> Markup {
    let below = |question| format!("#{}", address::name(question));
    html! {
        h3 { (title(block)) }
        ol.rows {
            @for (at, row) in TABLE.iter().enumerate().filter(|(_, row)| row.block == block) {
                @let asked = turned.is_empty() || way.answer(row.question).is_some();
                li id=(address::name(row.question)) value=(at + 1) class=[(!asked).then_some("passed")] {
                    a href=(site.path(&path(row.question))) { (capital(row.text)) }
                    " " small { (source(row.source)) }
                    div.leads { (leads(site, row, true, &below)) (leads(site, row, false, &below)) @if site.is_live() { (turn(row, turned)) } }
                }
            }
        }
    }
}

/// What an answer leads to. Where a question stands is a part of the table, or a page.
fn leads(site: &Site, row: &Row, yes: bool, at: &dyn Fn(Question) -> String) -> Markup {
    html! {
        span class=(if yes == row.usual { "usual" } else { "other" }) { b { (word(yes)) } " " (lead(site, row, yes, at)) }
    }
}

/// The same without the answer.
fn lead(site: &Site, row: &Row, yes: bool, at: &dyn Fn(Question) -> String) -> Markup {
    let here = row.question as usize;
    html! {
        @match if yes { row.yes } else { row.no } {
            Next::End(end) => (ending(site, end)),
            Next::Row(later) | Next::Do(_, later) => (to(here, later, at)),
            Next::Say(code, later) | Next::DoSaying(_, code, later) => { "say " (chip(site, code)) ", " (to(here, later, at)) },
        }
    }
}

fn to(here: usize, later: Question, at: &dyn Fn(Question) -> String) -> Markup {
    html! { @if later as usize == here + 1 { "go on" } @else { a href=(at(later)) { "go to " (later as usize + 1) } } }
}

/// A way to turn the answer, or to turn it back.
fn turn(row: &Row, turned: &[Question]) -> Markup {
    let mut then: Vec<Question> = turned.iter().copied().filter(|question| *question != row.question).collect();
    let is_turned = then.len() < turned.len();
    if !is_turned {
        then.push(row.question);
    }
    html! {
        @if then.len() <= MOST {
            a.turn-it href=(turning(&then)) rel="nofollow" {
                @if is_turned { "as usual" } @else { "what if " (word(!row.usual)) "?" }
            }
        }
    }
}

fn title(block: Block) -> &'static str {
    match block {
        Block::Head => "Decided by the head",
        Block::Content => "Decided by the content",
        Block::Outcome => "Decided by the outcome",
    }
}
