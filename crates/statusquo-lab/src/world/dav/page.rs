//! A collection as a page for people: its members, each a link.

use crate::form::page;
use crate::store::dav::{Path, Resource, Share};
use crate::visit::Visit;
use std::fmt::Write;

/// Lists the members.
pub(super) fn show(visit: &mut Visit<'_>, share: &Share, path: &Path, resource: &Resource) {
    let mut list = String::from("<ul>\n");
    if path.split().is_some() {
        let above = path.split().map(|(above, _)| above.href(true)).unwrap_or_default();
        let _ = writeln!(list, "<li><a href=\"{}\">..</a></li>", page::escape(&above));
    }
    for (name, id) in resource.members() {
        let href = path.member(name).href(share.is_collection(id));
        let _ = writeln!(list, "<li><a href=\"{}\">{}</a></li>", page::escape(&href), page::escape(name));
    }
    list.push_str("</ul>\n<p><small>PROPFIND tells more of them.</small></p>\n");
    let title = path.names().last().map_or("WebDAV share", String::as_str);
    let media_type = "text/html; charset=utf-8";
    visit.say(media_type, page::page(title, &list));
    page::protect(media_type, &mut visit.fields);
}
