//! Sections of the catalog as they are: classes, comparisons, numbers that nobody registered.

use crate::prose::{chip, prose, source};
use crate::site::Site;
use maud::{Markup, html};
use statusquo_catalog::{Line, Section, entry};

/// Sections, each with its title but the first, whose title is the page's.
pub(crate) fn sections(site: &Site, sections: &[Section]) -> Markup {
    html! {
        @for (at, section) in sections.iter().enumerate() {
            section.part {
                @if at > 0 { h2 { (section.title) } }
                @for line in &section.lines { (written(site, line)) }
            }
        }
    }
}

fn written(site: &Site, line: &Line) -> Markup {
    html! {
        @match line {
            Line::Text(text) => p { (prose(text)) },
            Line::Fact { label, text } => p { b { (label) ": " } (prose(text)) },
            Line::Item { text, lab } => p.item { (prose(text)) @if let Some(lab) = lab { " " small { "In the lab: " (lab) } } },
            Line::Duty { level, text, section } => p.item { span.level.(level.to_string().to_lowercase()) { (level) } " " (prose(text)) " " small { (source(section)) } },
            Line::See { code, phrase, text } => div.see { (chip(site, *code)) p { b { (phrase) } " " (prose(text)) } },
            Line::Measured { cause, answers } => p { (prose(cause)) ": " @for (who, what) in *answers { span.measured { (who) " " b { (what) } } " " } },
            Line::Of { code, text } => div.see { (chip(site, *code)) p { (prose(text)) } },
            Line::Table { head, rows } => div.scroll tabindex="0" role="region" aria-label="Side by side" { table {
                thead { tr { th scope="col" { span.unseen { "Code" } } @for name in head { th scope="col" { (name) } } } }
                tbody { @for (code, cells) in rows { tr { th scope="row" { (chip(site, *code)) } @for cell in cells { td { @if cell == "-" { span.quiet { "none" } } @else { (prose(cell)) } } } } } }
            } },
            Line::CommandOf { code, command } => div.see { (chip(site, *code)) p {
                code { (site.place().fill_in(command)) }
                @if site.makes_happen() && entry(*code).is_some_and(|entry| entry.trigger.is_some()) {
                    " " a.nowrap href=(site.path(&format!("/{code}#happen"))) { "Make " (code) " happen" }
                }
            } },
            Line::Command(command) | Line::Bytes(command) => pre { (site.place().fill_in(command)) },
        }
    }
}
