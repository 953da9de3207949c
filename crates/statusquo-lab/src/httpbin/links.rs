//! `/links/{n}/{offset}`: pages that lead to each other, for whoever follows every link.

use super::call::{Call, HTML};
use super::redirects;
use crate::visit::Visit;
use std::fmt::Write;

/// The most links on a page; the least is one.
const MOST: u64 = 200;

/// `/links/{n}`: sends to the first of the pages.
pub(crate) fn first(visit: &mut Visit<'_>, call: &Call) {
    redirects::send(visit, &format!("/links/{}/0", call.number(0)));
}

/// `/links/{n}/{offset}`: links to all of them, this one apart.
pub(crate) fn page(visit: &mut Visit<'_>, call: &Call) {
    let (count, own) = (call.number(0).clamp(1, MOST), call.number(1));
    let mut page = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
                    <meta name=\"color-scheme\" content=\"light dark\"><title>Links</title></head><body>\n"
        .to_owned();
    for other in 0..count {
        let _ = match other == own {
            true => writeln!(page, "{other}"),
            false => writeln!(page, "<a href='/links/{count}/{other}'>{other}</a>"),
        };
    }
    page.push_str("</body></html>\n");
    visit.say(HTML, page);
}
