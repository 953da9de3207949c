//! The root element of XML content, as far as telling what it is needs.

use super::Malformed;

/// The local name of the root element, without its prefix. What follows its name is not looked at.
///
/// ```
/// use statusquo_check::syntax::xml_root;
/// let content = b"<?xml version=\"1.0\"?>\n<!-- a > b -->\n<D:multistatus xmlns:D=\"DAV:\">";
/// assert_eq!(xml_root(content), Ok("multistatus"));
/// ```
pub fn xml_root(content: &[u8]) -> Result<&str, Malformed> {
    let mut at = if content.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    loop {
        at += content[at..].iter().take_while(|octet| octet.is_ascii_whitespace()).count();
        let rest = &content[at..];
        // Declaration and instructions, comments, a document type: each has its own end.
        let ends: &[(&[u8], &[u8])] = &[(b"<?", b"?>"), (b"<!--", b"-->"), (b"<!", b">")];
        let Some((_, end)) = ends.iter().find(|(start, _)| rest.starts_with(start)) else { break };
        match rest.windows(end.len()).position(|window| window == *end) {
            Some(found) => at += found + end.len(),
            None => return Err(Malformed::at(content.len(), "what begins before the root element has no end")),
        }
    }
    if content.get(at) != Some(&b'<') {
        return Err(Malformed::at(at, "XML begins with an element"));
    }
    let name = &content[at + 1..];
    let length = name.iter().take_while(|octet| !octet.is_ascii_whitespace() && !b"/><&=\"'".contains(octet)).count();
    let name = std::str::from_utf8(&name[..length]).map_err(|_| Malformed::at(at + 1, "a name is text"))?;
    match name.rsplit_once(':').map_or(name, |(_, local)| local) {
        "" => Err(Malformed::at(at + 1, "an element has a name")),
        local => Ok(local),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_element_has_no_root() {
        let table: &[(&[u8], usize)] = &[(b"", 0), (b" {}", 1), (b"<>", 1), (b"<!-- a", 6), (b"<a:/>", 1)];
        for (content, at) in table {
            assert_eq!(xml_root(content).expect_err("no root").at, *at, "{}", String::from_utf8_lossy(content));
        }
        assert_eq!(xml_root(b"<a/>"), Ok("a"));
    }
}
