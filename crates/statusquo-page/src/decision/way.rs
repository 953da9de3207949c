//! The way that one request took: the questions that mattered, drawn, and all of them in words.

use super::address::path;
use super::diagram;
use crate::prose::{capital, prose, source};
use crate::site::Site;
use maud::{Markup, html};
use statusquo_decision::{End, Next, Question, Row, TABLE, Way, word};

/// How many questions before the one that decided are drawn, whatever they were answered.
const BEFORE: usize = 4;

/// The way to a code: what was not as usual and what came last as a diagram, then every question.
pub fn lit(site: &Site, way: Way, code: u16) -> Markup {
    let steps: Vec<(Question, bool)> = way.steps().collect();
    let deciding = way.deciding_for(code);
    let last = deciding.and_then(|(question, _)| steps.iter().position(|(asked, _)| *asked == question));
    let matters = |at: usize, question: Question, yes: bool| {
        at == 0
            || yes != question.row().usual
            || last.is_some_and(|last| (last.saturating_sub(BEFORE)..=last + 1).contains(&at))
            || at + 1 == steps.len()
    };
    let rows: Vec<&Row> = steps
        .iter()
        .enumerate()
        .filter(|(at, (question, yes))| matters(*at, *question, *yes))
        .map(|(_, (question, _))| question.row())
        .collect();
    html! {
        @if let Some((question, yes)) = deciding {
            (self::deciding(site, question, yes))
        }
        (diagram::drawn(site, &rows, Some(way)))
        details {
            summary { "All " (steps.len()) " questions that were asked" }
            ol.asked-all {
                @for (question, yes) in &steps {
                    li class=[(Some((*question, *yes)) == deciding).then_some("deciding")] {
                        (capital(question.text())) " " b { (word(*yes)) } " " small { (source(question.row().source)) }
                        p.quiet { (prose(question.rule())) }
                    }
                }
            }
        }
    }
}

/// The question that decided, and where it is written.
pub(crate) fn deciding(site: &Site, question: Question, yes: bool) -> Markup {
    html! {
        p.deciding { "Decided by: " a href=(site.path(&path(question))) { (question.text()) } " "
            b { (word(yes)) } ". " small { (source(question.row().source)) } }
        p.quiet { (prose(question.rule())) }
    }
}

/// The code that a way ended in, if the table named it.
pub fn code_of(way: Way) -> Option<u16> {
    let (question, yes) = way.deciding()?;
    let row = TABLE.get(question as usize)?;
    match if yes { row.yes } else { row.no } {
        Next::End(End::Code(code)) => Some(code),
        _ => None,
    }
}
