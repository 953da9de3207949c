//! XML content, read into elements: no document type, nothing that expands, no more elements and depth than a request needs.

use crate::store::dav::element::XML;
use crate::store::dav::{Attribute, Element, Name, Node};
use roxmltree::{Document, ParsingOptions};

/// The most nodes of a document.
const NODES: u32 = 8192;
/// The most prefixes that are declared at one place.
const PREFIXES: usize = 64;
/// The most declarations of namespaces in all: what the parser takes for each one grows with the square of those around it.
const DECLARATIONS: usize = 512;
/// The longest name of a namespace, in octets: each name in it is kept with one.
const NAMESPACE: usize = 512;
/// How deep elements are nested at most.
const DEPTH: usize = 32;

/// The root of a document; what is wrong, if it is none.
pub(super) fn parse(content: &[u8]) -> Result<Element, String> {
    let text = decode(content)?;
    if text.matches("xmlns").nth(DECLARATIONS).is_some() {
        return Err(format!("it has xmlns more than {DECLARATIONS} times, the most that is taken here"));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => "it has a document type, which is not taken here".to_owned(),
        roxmltree::Error::NodesLimitReached => format!("it has more than {NODES} nodes, the most that are taken here"),
        error => error.to_string(),
    })?;
    read(document.root_element(), DEPTH)
}

/// UTF-8 or UTF-16, as every XML processor reads them.
fn decode(content: &[u8]) -> Result<String, String> {
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let (pairs, rest) = content[2..].as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        let whole = if rest.is_empty() { String::from_utf16(&units).ok() } else { None };
        whole.ok_or("it begins as UTF-16 and is not".to_owned())
    };
    match content {
        [0xfe, 0xff, ..] => utf16(u16::from_be_bytes),
        [0xff, 0xfe, ..] => utf16(u16::from_le_bytes),
        content => match std::str::from_utf8(content) {
            Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
            Err(error) => Err(format!("octet {} is no UTF-8", error.valid_up_to())),
        },
    }
}

fn read(node: roxmltree::Node<'_, '_>, depth: usize) -> Result<Element, String> {
    if depth == 0 {
        return Err(format!("its elements are nested more than {DEPTH} deep, the most that is taken here"));
    }
    if node.namespaces().len() > PREFIXES {
        return Err(format!("more than {PREFIXES} prefixes are declared at one place, the most that is taken here"));
    }
    if node.namespaces().any(|declared| declared.uri().len() > NAMESPACE) {
        return Err(format!("a namespace has more than {NAMESPACE} octets, the most that is taken here"));
    }
    // Namespaces in XML 1.0, §5: only the default namespace can be taken back; the parser lets it pass.
    if let Some(empty) = node.namespaces().find(|declared| declared.name().is_some() && declared.uri().is_empty()) {
        return Err(format!("it declares the prefix {} for no namespace", empty.name().unwrap_or("")));
    }
    let name = |namespace: Option<&str>, local: &str| Name {
        namespace: namespace.unwrap_or("").to_owned(),
        local: local.to_owned(),
    };
    // An attribute without a prefix is in no namespace, whatever the default one is.
    let prefix = |namespace: &str| match namespace {
        XML => Some("xml".to_owned()),
        _ => {
            let mut declared = node.namespaces().filter(|declared| declared.uri() == namespace);
            declared.find_map(|declared| declared.name()).map(str::to_owned)
        }
    };
    let tag = node.tag_name();
    let attributes = node.attributes().map(|attribute| Attribute {
        prefix: attribute.namespace().and_then(prefix),
        name: name(attribute.namespace(), attribute.name()),
        value: attribute.value().to_owned(),
    });
    let attributes = attributes.collect();
    let mut children = Vec::new();
    for child in node.children() {
        if child.is_element() {
            children.push(Node::Element(read(child, depth - 1)?));
        } else if let Some(text) = child.text().filter(|_| child.is_text()) {
            children.push(Node::Text(text.to_owned()));
        }
    }
    let is_default = |namespace: &str| node.default_namespace() == Some(namespace);
    let prefix = tag.namespace().filter(|namespace| !is_default(namespace)).and_then(prefix);
    Ok(Element { prefix, name: name(tag.namespace(), tag.name()), attributes, children })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_attributes_and_text_are_kept() {
        let root = parse(
            b"\xef\xbb\xbf<?xml version=\"1.0\"?><a:x xmlns:a=\"urn:a\" xml:lang=\"en\" a:b=\"1\">t<y/>&amp;</a:x>",
        )
        .unwrap();
        assert_eq!(
            (root.prefix.as_deref(), root.name.namespace.as_str(), root.name.local.as_str()),
            (Some("a"), "urn:a", "x")
        );
        assert_eq!(root.attributes.len(), 2);
        assert_eq!(root.text(), "t&");
        assert_eq!(root.elements().count(), 1);
        let utf16: Vec<u8> = [0xfe, 0xff].into_iter().chain("<a/>".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        assert_eq!(parse(&utf16).unwrap().name.local, "a");
    }

    #[test]
    fn what_is_no_xml_expands_or_is_too_much_is_told_apart() {
        let nested = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
        assert!(parse(nested(DEPTH).as_bytes()).is_ok());
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        for (content, why) in [
            ("<a>", ""),
            ("", ""),
            ("<a/><b/>", ""),
            ("<p:a/>", "p"),
            ("<a>&b;</a>", "b"),
            ("<a xmlns:p=\"\"/>", "prefix p"),
            (
                &format!("<a {}/>", (0..=PREFIXES).map(|n| format!("xmlns:p{n}=\"urn:n\" ")).collect::<String>()),
                "prefixes",
            ),
            (bomb, "document type"),
            (&format!("<a>{}</a>", "<b xmlns=\"u\"/>".repeat(DECLARATIONS + 1)), "xmlns"),
            (&format!("<a><b xmlns=\"{}\"/></a>", "u".repeat(NAMESPACE + 1)), "a namespace"),
            (&nested(DEPTH + 1), "deep"),
            (&nested(NODES as usize), "nodes"),
            (&format!("<a>{}</a>", "<b/>".repeat(NODES as usize)), "nodes"),
        ] {
            let error = parse(content.as_bytes()).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
        assert!(parse(b"<a>\xff</a>").unwrap_err().contains("octet 3"));
    }
}
