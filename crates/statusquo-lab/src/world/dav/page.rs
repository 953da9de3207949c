//! A collection as a page for people: its members, each a link.

use crate::store::dav::{Path, Resource, Share};
use crate::visit::Visit;
use maud::html;
use statusquo_page::{Site, plain};

/// Lists the members.
pub(super) fn show(visit: &mut Visit<'_>, share: &Share, path: &Path, resource: &Resource) {
    let title = path.names().last().map_or("WebDAV share", String::as_str);
    let list = html! {
        ul {
            @if let Some((above, _)) = path.split() { li { a href=(above.href(true)) { ".." } } }
            @for (name, id) in resource.members() { li { a href=(path.member(name).href(share.is_collection(id))) { (name) } } }
        }
        p { small { "PROPFIND tells more of them." } }
    };
    visit.say_page(plain(&Site::live(), "", title, list));
}
