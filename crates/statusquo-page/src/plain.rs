//! A page of a few words, for what the lab shows besides codes: a listing, a form, a choice.

use crate::shell::{Page, whole};
use crate::site::Site;
use maud::{Markup, html};

/// A page with this title and body.
pub fn plain(site: &Site, path: &str, title: &str, body: Markup) -> String {
    let body = html! { section.hero.plain { h1 { (title) } (body) } };
    whole(site, &Page { path, title, description: title, class: "", sought: "", body })
}
