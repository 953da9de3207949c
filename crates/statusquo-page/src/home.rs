//! The first page: what this is, the 21 codes that it grew from, every code as a tile, what the lab has.

use crate::compare;
use crate::prose::{class_name, prose, source};
use crate::shell::{Page, whole};
use crate::site::Site;
use maud::{Markup, html};
use statusquo_catalog::{ALL, Class, Entry, PAGE, Standing, entry};

/// Something that the lab offers.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'o> {
    /// The method.
    pub method: &'o str,
    /// The target; braces stand for what a client fills in.
    pub target: &'o str,
    /// What it is, in a line.
    pub says: &'o str,
}

/// Offers that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Offers<'o> {
    /// What they are.
    pub title: &'o str,
    /// In a sentence.
    pub says: &'o str,
    /// They.
    pub offers: &'o [Offer<'o>],
}

const CLASSES: [Class; 5] =
    [Class::Informational, Class::Successful, Class::Redirection, Class::ClientError, Class::ServerError];

/// The first page.
pub fn home(site: &Site, offers: &[Offers<'_>]) -> String {
    let caused = ALL.iter().filter(|entry| entry.trigger.is_some()).count();
    let body = html! {
        section.hero {
            p.wire aria-hidden="true" {
                span.ask { "GET / HTTP/1.1" } span.answer { b.c2 { "200" } " OK" }
            }
            h1 { "HTTP status codes," br; "caused and explained." }
            p.lead {
                "Look a code up, make it happen for its real reason, and see why it was this one and not that one. "
                (ALL.len()) " codes are registered; " (caused) " of them happen "
                @if site.is_live() { "here" } @else { "in the lab" } " because something really conflicts, expires, breaks or is refused."
            }
            @if !site.is_live() {
                p { "This is the reference alone. " code { "statusquo serve" } " has the same pages beside the lab: there each code happens at the press of a button." }
            }
            @if site.is_live() { (paste(None)) }
        }
        section #page aria-labelledby="page-title" {
            div.heading {
                h2 #page-title { "The " (PAGE.len()) " that come up every day" }
                p { "This project grew from one page that listed these, a sentence each. Here they are again, in its order, and each of them " @if site.is_live() { "can be made to happen." } @else { "as it really happened." } }
            }
            ol.daily { @for code in PAGE { @if let Some(entry) = entry(code) { (daily(site, entry)) } } }
        }
        section #codes aria-labelledby="codes-title" {
            div.heading {
                h2 #codes-title { "Every registered code" }
                p { "By class: the first digit alone says whose turn it is." }
            }
            @for class in CLASSES { (tiles(site, class)) }
        }
        section #compare aria-labelledby="compare-title" {
            div.heading {
                h2 #compare-title { "Which one is it?" }
                p { "Codes that are mistaken for one another, side by side, with the question that decides." }
            }
            (compare::all(site))
        }
        @if !offers.is_empty() {
            section #lab aria-labelledby="lab-title" {
                div.heading {
                    h2 #lab-title { "The lab" }
                    p { "These are real resources with real state. Ask them with any client; every answer can say why it is what it is." }
                }
                @for group in offers { (offered(group)) }
            }
        }
    };
    whole(
        site,
        &Page {
            path: "/",
            title: "statusquo: HTTP status codes, caused and explained",
            description: "Every HTTP status code: what it means, what really causes it, what an answer owes, how to tell it from \
                          its neighbours, and the exchange as it went over the wire.",
            class: "home",
            sought: "",
            body,
        },
    )
}

/// Where an answer can be pasted.
pub(crate) fn paste(pasted: Option<&str>) -> Markup {
    html! {
        details.paste open[pasted.is_some()] {
            summary { "Paste a whole answer and see what is wrong with it" }
            form action="/find" method="post" {
                label for="pasted" { "An answer as it came, head and content; " code { "curl -si" } " prints one" }
                textarea #pasted name="pasted" rows="9" spellcheck="false" autocomplete="off" maxlength="60000"
                    placeholder="HTTP/1.1 405 Method Not Allowed\nContent-Type: text/html\n\n<h1>Not allowed</h1>" { (pasted.unwrap_or("")) }
                button { "Judge it" }
            }
        }
    }
}

fn daily(site: &Site, entry: &Entry) -> Markup {
    html! {
        li.(class_name(entry.class())) {
            a href=(site.path(&format!("/{}", entry.code))) { span.code { (entry.code) } " " span.phrase { (entry.phrase) } }
            p { (prose(entry.meaning)) @if let Some(example) = entry.example { " " em { (prose(example)) } } }
        }
    }
}

fn tiles(site: &Site, class: Class) -> Markup {
    html! {
        div.class.(class_name(class)) {
            h3 { a href=(site.path(&format!("/{}", class.pattern()))) { span.code { (class.pattern()) } " " (class.name()) } }
            p { (class.meaning()) " " b { "Next: " } (class.next()) " " small { (source(&format!("RFC 9110 §{}", class.section()))) } }
            ul.tiles {
                @for entry in class.entries() {
                    li { a href=(site.path(&format!("/{}", entry.code))) class=[(entry.standing != Standing::Standard).then_some("odd")] {
                        span.code { (entry.code) } span.phrase { (entry.phrase) }
                        @if entry.standing != Standing::Standard { small { (entry.standing.name()) } }
                    } }
                }
            }
        }
    }
}

fn offered(group: &Offers<'_>) -> Markup {
    html! {
        div.offers {
            h3 { (group.title) }
            p { (group.says) }
            dl {
                @for offer in group.offers {
                    dt { code { b { (offer.method) } " "
                        @if offer.method == "GET" { a href=(offer.target.replace(' ', "%20")) { (offer.target) } } @else { (offer.target) } } }
                    dd { (offer.says) }
                }
            }
        }
    }
}
