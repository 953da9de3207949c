//! WebDAV in tests: contents to send, and what a 207 tells of each resource.

use super::{Answer, TestLab};
use roxmltree::{Document, Node};

/// Content that is XML.
pub(crate) const XML: &str = "Content-Type: application/xml";

/// What stands in the `D:` namespace of an answer.
pub(crate) const DAV: &str = "DAV:";

/// The content that asks for a lock.
pub(crate) fn lock_info(scope: &str) -> String {
    format!(
        "<lockinfo xmlns=\"DAV:\"><lockscope><{scope}/></lockscope><locktype><write/></locktype><owner>Ada</owner></lockinfo>"
    )
}

/// The content that binds a name.
pub(crate) fn binding(method: &str, segment: &str, href: &str) -> String {
    format!("<{method} xmlns=\"DAV:\"><segment>{segment}</segment><href>{href}</href></{method}>")
}

/// The content that asks for properties of WebDAV's own.
pub(crate) fn wanted(names: &[&str]) -> String {
    let names: String = names.iter().map(|name| format!("<{name}/>")).collect();
    format!("<propfind xmlns=\"DAV:\"><prop>{names}</prop></propfind>")
}

impl TestLab {
    /// Locks a path; the token in angle brackets.
    pub(crate) fn lock(&self, path: &str, scope: &str, fields: &[&str]) -> String {
        let answer = self.ask(&format!("LOCK {path}"), &[&[XML], fields].concat(), lock_info(scope));
        assert!(matches!(answer.code(), 200 | 201), "{}", answer.shown());
        answer.field("Lock-Token").to_owned()
    }

    /// Binds a name in a collection.
    pub(crate) fn bind(&self, collection: &str, segment: &str, href: &str) -> Answer {
        self.ask(&format!("BIND {collection}"), &[XML], binding("bind", segment, href))
    }
}

/// A status that is told of a resource, and the names of the properties that have it.
pub(crate) type Told = (u16, Vec<String>);

/// What a 207 tells: each href, and each status that is told of it.
pub(crate) fn told(answer: &Answer) -> Vec<(String, Vec<Told>)> {
    assert_eq!(answer.code(), 207, "{}", answer.shown());
    assert!(answer.field("Content-Type").starts_with("application/xml"));
    let document = Document::parse(answer.text()).unwrap_or_else(|error| panic!("{error}: {}", answer.shown()));
    let root = document.root_element();
    assert!(root.has_tag_name((DAV, "multistatus")));
    let responses = root.children().filter(|node| node.has_tag_name((DAV, "response")));
    responses.map(|response| (text_of(response, "href"), statuses(response))).collect()
}

fn statuses(response: Node<'_, '_>) -> Vec<Told> {
    let groups = response.children().filter(|node| node.has_tag_name((DAV, "propstat")));
    let mut all: Vec<Told> = groups
        .map(|group| {
            let properties = group.children().find(|node| node.has_tag_name((DAV, "prop"))).expect("a prop");
            let names = properties.children().filter(Node::is_element).map(|it| it.tag_name().name().to_owned());
            (code(group), names.collect())
        })
        .collect();
    if all.is_empty() {
        all.push((code(response), Vec::new()));
    }
    all
}

fn code(node: Node<'_, '_>) -> u16 {
    let status = text_of(node, "status");
    let code = status.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).expect("a status line");
    code.parse().expect("a code")
}

fn text_of(node: Node<'_, '_>, name: &str) -> String {
    let child = node.children().find(|node| node.has_tag_name((DAV, name))).unwrap_or_else(|| panic!("no {name}"));
    child.text().unwrap_or("").to_owned()
}

/// The precondition of WebDAV that an answer says was broken, and the href in it, if there is one.
pub(crate) fn broken(answer: &Answer) -> (String, Option<String>) {
    assert!(answer.field("Content-Type").starts_with("application/xml"), "{}", answer.shown());
    let document = Document::parse(answer.text()).unwrap_or_else(|error| panic!("{error}: {}", answer.shown()));
    let root = document.root_element();
    assert!(root.has_tag_name((DAV, "error")), "{}", answer.shown());
    let condition = root.children().find(Node::is_element).expect("a precondition");
    let href = condition.children().find(|node| node.has_tag_name((DAV, "href"))).and_then(|node| node.text());
    (condition.tag_name().name().to_owned(), href.map(str::to_owned))
}
