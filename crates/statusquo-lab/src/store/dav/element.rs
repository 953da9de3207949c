//! An XML element as it is kept: a property that a client set, or who says that a lock is theirs.

use crate::form::xml;

/// A name in a namespace; the namespace may be empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name {
    pub(crate) namespace: String,
    pub(crate) local: String,
}

/// The namespace of WebDAV.
pub(crate) const DAV: &str = "DAV:";
/// The namespace of `xml:lang` and its like, whose prefix is never declared.
pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";

impl Name {
    /// Whether it is this name of WebDAV's own.
    pub(crate) fn is_dav(&self, local: &str) -> bool {
        self.namespace == DAV && self.local == local
    }
}

/// An attribute that is no declaration of a namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attribute {
    pub(crate) prefix: Option<String>,
    pub(crate) name: Name,
    pub(crate) value: String,
}

/// Octets that an element, an attribute or a text counts for besides what is written in it: many small ones take room too.
const NODE: usize = 64;

/// What stands in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// An element with all that a server has to keep of it (RFC 4918): names, prefixes, attributes, children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) prefix: Option<String>,
    pub(crate) name: Name,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<Node>,
}

/// The prefixes that are declared around a place, the innermost last.
#[derive(Debug)]
pub(crate) struct Scope(Vec<(Option<String>, String)>);

impl Default for Scope {
    /// In what this server writes, `D` stands for WebDAV's namespace, and there is no default namespace.
    fn default() -> Self {
        Self(vec![(None, String::new()), (Some("D".to_owned()), DAV.to_owned())])
    }
}

impl Scope {
    fn namespace(&self, prefix: Option<&str>) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known.as_deref() == prefix).map(|(_, namespace)| namespace.as_str())
    }

    /// Declares a prefix where it is not declared yet.
    fn need(&mut self, prefix: Option<&str>, namespace: &str, out: &mut String) {
        if namespace == XML || self.namespace(prefix) == Some(namespace) {
            return;
        }
        out.push_str(" xmlns");
        if let Some(prefix) = prefix {
            out.push(':');
            out.push_str(prefix);
        }
        out.push_str("=\"");
        out.push_str(&xml::escape(namespace));
        out.push('"');
        self.0.push((prefix.map(str::to_owned), namespace.to_owned()));
    }
}

impl Element {
    /// The elements in it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element in it with this name of WebDAV's own.
    pub(crate) fn dav(&self, local: &str) -> Option<&Element> {
        self.elements().find(|element| element.name.is_dav(local))
    }

    /// The text that stands directly in it.
    pub(crate) fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|child| match child {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }

    /// Octets that it counts for.
    pub(crate) fn size(&self) -> usize {
        let name = |prefix: &Option<String>, name: &Name| {
            NODE + prefix.as_ref().map_or(0, String::len) + name.namespace.len() + name.local.len()
        };
        let attributes =
            self.attributes.iter().map(|attribute| name(&attribute.prefix, &attribute.name) + attribute.value.len());
        let children = self.children.iter().map(|child| match child {
            Node::Element(element) => element.size(),
            Node::Text(text) => NODE + text.len(),
        });
        name(&self.prefix, &self.name) + attributes.sum::<usize>() + children.sum::<usize>()
    }

    /// Writes it, declaring the prefixes that are not in scope.
    pub(crate) fn write(&self, out: &mut String, scope: &mut Scope) {
        let outside = scope.0.len();
        let qualified = |prefix: Option<&str>, local: &str| match prefix {
            Some(prefix) => format!("{prefix}:{local}"),
            None => local.to_owned(),
        };
        let tag = qualified(self.prefix.as_deref(), &self.name.local);
        out.push('<');
        out.push_str(&tag);
        scope.need(self.prefix.as_deref(), &self.name.namespace, out);
        for attribute in &self.attributes {
            if attribute.prefix.is_some() {
                scope.need(attribute.prefix.as_deref(), &attribute.name.namespace, out);
            }
            out.push(' ');
            out.push_str(&qualified(attribute.prefix.as_deref(), &attribute.name.local));
            out.push_str("=\"");
            out.push_str(&xml::escape(&attribute.value));
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
        } else {
            out.push('>');
            for child in &self.children {
                match child {
                    Node::Element(element) => element.write(out, scope),
                    Node::Text(text) => out.push_str(&xml::escape(text)),
                }
            }
            out.push_str("</");
            out.push_str(&tag);
            out.push('>');
        }
        scope.0.truncate(outside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(prefix: Option<&str>, namespace: &str, local: &str, children: Vec<Node>) -> Element {
        let name = Name { namespace: namespace.to_owned(), local: local.to_owned() };
        Element { prefix: prefix.map(str::to_owned), name, attributes: Vec::new(), children }
    }

    #[test]
    fn whatever_is_kept_of_an_element_counts() {
        let text = |text: &str| Node::Text(text.to_owned());
        let bare = element(None, "", "a", Vec::new()).size();
        assert_eq!(bare, NODE + 1);
        assert_eq!(element(Some(&"p".repeat(100)), "", "a", Vec::new()).size(), bare + 100);
        assert_eq!(element(None, &"u".repeat(100), "a", Vec::new()).size(), bare + 100);
        assert_eq!(element(None, "", "a", vec![text("x"), text("y")]).size(), bare + 2 * (NODE + 1));
        assert_eq!(element(None, "", "a", vec![Node::Element(element(None, "", "b", Vec::new()))]).size(), 2 * bare);
    }

    #[test]
    fn prefixes_are_declared_where_they_are_needed_and_only_there() {
        let inner = element(Some("a"), "urn:a", "in", vec![Node::Text("1 < 2 & \"3\"".to_owned())]);
        let none = element(None, "", "bare", Vec::new());
        let outer = element(Some("a"), "urn:a", "out", vec![Node::Element(inner), Node::Element(none)]);
        let mut out = String::new();
        outer.write(&mut out, &mut Scope::default());
        assert_eq!(out, "<a:out xmlns:a=\"urn:a\"><a:in>1 &lt; 2 &amp; &quot;3&quot;</a:in><bare/></a:out>");
        let default = element(None, "urn:b", "out", vec![Node::Element(element(None, "", "bare", Vec::new()))]);
        let mut out = String::new();
        default.write(&mut out, &mut Scope::default());
        assert_eq!(out, "<out xmlns=\"urn:b\"><bare xmlns=\"\"/></out>");
    }
}
