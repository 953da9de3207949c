//! The panel: a choice of the version, a button, and room for what comes of it.

use super::Asked;
use super::stage::stage;
use crate::assets;
use crate::prose::prose;
use crate::site::Site;
use maud::{Markup, html};
use statusquo_catalog::{Carried, Entry};

/// The panel; nothing where no lab answers, or has no cause for the code. Behind what was asked for, it asks for the same again.
pub(crate) fn panel(site: &Site, entry: &Entry, again: Option<&Asked<'_>>) -> Markup {
    if !site.makes_happen() || entry.trigger.is_none() {
        return html! {};
    }
    let each = entry.versions.each();
    let first = each.iter().find(|(_, carried)| carried.exists()).map(|(name, _)| *name);
    let chosen = again.map(|asked| asked.version);
    let chosen = each.iter().find(|(name, carried)| carried.exists() && Some(*name) == chosen).map(|(name, _)| *name);
    let cause = again.and_then(|asked| asked.cause);
    let checked = chosen.or(first);
    html! {
        section.happen #happen aria-labelledby="happen-title" {
            div.ask {
                h2 #happen-title { "Make it happen" }
                p { "This server starts a fresh lab, does there over a real socket what causes a " (entry.code) @if cause.is_some() { ", here for the cause above" } ", and tells what goes to and fro." }
                form action=(format!("/{}/happen", entry.code)) method="post" {
                    @if let Some((number, _)) = cause { input type="hidden" name="cause" value=(number); }
                    fieldset {
                        legend { "Over which version of HTTP?" }
                        @for (at, (name, carried)) in each.iter().enumerate() { (version(at, name, *carried, checked == Some(*name))) }
                    }
                    button { "Make " (entry.code) " happen" }
                    noscript { p { small { "Without script the answer is a page, which comes when it is over." } } }
                }
            }
            (stage(|whole| html! { div.happened hidden { (whole) } }))
            script src=(site.path(assets::HAPPEN)) defer {}
        }
    }
}

/// A version to choose; one that does not have the code says why not.
fn version(at: usize, name: &str, carried: Carried, checked: bool) -> Markup {
    let id = format!("without-{at}");
    html! {
        @if let Carried::No { why, .. } = carried {
            div.without {
                label { input type="radio" name="version" value=(name) disabled aria-describedby=(id); " " s { (name) } }
                small #(id) { (prose(why)) }
            }
        } @else {
            label { input type="radio" name="version" value=(name) checked[checked]; " " (name) }
        }
    }
}
