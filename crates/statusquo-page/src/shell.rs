//! What stands around every page: its head, the way to everything else, and the search.

use crate::assets;
use crate::site::Site;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A page, before anything stands around it.
pub(crate) struct Page<'p> {
    /// Its own path: `/409`.
    pub(crate) path: &'p str,
    /// What the window is called.
    pub(crate) title: &'p str,
    /// In a sentence or two, for those who find it by searching.
    pub(crate) description: &'p str,
    /// The class whose colour it has, if it has one.
    pub(crate) class: &'p str,
    /// What was searched for, if this came of it.
    pub(crate) sought: &'p str,
    pub(crate) body: Markup,
}

/// The mark, drawn in the colours of the page.
const MARK: PreEscaped<&str> = PreEscaped(
    "<svg class=\"mark\" viewBox=\"0 0 32 32\" width=\"28\" height=\"28\" aria-hidden=\"true\"><path d=\"M5 10.5h19m-5-5 5 5-5 5\"/>\
     <path class=\"back\" d=\"M27 21.5H8m5-5-5 5 5 5\"/></svg>",
);

/// The whole page.
pub(crate) fn whole(site: &Site, page: &Page<'_>) -> String {
    let here = |path: &str| (page.path == path).then_some("page");
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (page.title) }
                meta name="description" content=(page.description);
                // A page that stands at no address of its own, as what is shown where nothing is, is nobody's to find.
                @if let Some(canonical) = site.canonical(page.path).filter(|_| !page.path.is_empty()) {
                    link rel="canonical" href=(canonical);
                    meta property="og:url" content=(canonical);
                    meta property="og:title" content=(page.title);
                    meta property="og:description" content=(page.description);
                    meta property="og:type" content="article";
                    meta property="og:image" content=[site.canonical(assets::CARD)];
                    meta name="twitter:card" content="summary_large_image";
                }
                meta name="color-scheme" content="light dark";
                link rel="icon" type="image/svg+xml" href=(site.path(assets::MARK));
                link rel="stylesheet" href=(site.path(assets::STYLE));
                script src=(site.path(assets::SCRIPT)) defer {}
            }
            body class=(page.class) {
                a.skip href="#main" { "Skip to the content" }
                header.top {
                    a.brand href=(site.path("/")) { (MARK) span { "statusquo" } }
                    nav aria-label="The whole site" {
                        a href=(site.path("/#codes")) { "Codes" }
                        a href=(site.path("/decision")) aria-current=[here("/decision")] { "Decision table" }
                        @if site.is_live() {
                            a href="/_/" aria-current=[here("/_/")] { "Journal" }
                            a href="/#lab" { "Lab" }
                        }
                    }
                    @if site.is_live() {
                        form.find action="/find" role="search" {
                            label.unseen for="q" { "Find a code by number, words or status line" }
                            input #q name="q" type="search" placeholder="409, already taken, HTTP/1.1 502 …" value=(page.sought)
                                maxlength="2000" autocomplete="off" spellcheck="false";
                            button { "Find" }
                        }
                    }
                }
                main #main tabindex="-1" { (page.body) }
                footer {
                    p { "Every exchange shown here was captured from the lab, and every statement of a rule names its section." }
                    p {
                        a href=(site.path("/")) { "All codes" } " · "
                        a href=(site.path("/decision")) { "How a code is decided" }
                        " · " a href=(site.path("/codes.json")) { "codes.json" }
                        @if site.is_live() { " · " a href="/openapi.json" { "openapi.json" } }
                    }
                }
            }
        }
    };
    markup.into_string()
}
