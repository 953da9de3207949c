//! `Link`: targets in angle brackets with parameters, as far as the relations of RFC 8288 need.

use statusquo_wire::message::FieldSection;

/// Whether one of the links of an answer has this relation; what is no link has none.
///
/// ```
/// use statusquo_check::syntax::has_relation;
/// let mut fields = statusquo_wire::Fields::default();
/// fields.push("Link", "</a,b>; rel=preload, <https://x.example/>; title=\"a, b\"; rel=\"next Blocked-By\"");
/// assert!(has_relation(fields.section(), "blocked-by"));
/// assert!(!has_relation(fields.section(), "blocked"));
/// ```
pub fn has_relation(fields: FieldSection<'_>, relation: &str) -> bool {
    fields.all("Link").any(|value| split(value, b',').any(|link| relates(link, relation)))
}

fn relates(link: &[u8], relation: &str) -> bool {
    let Some(close) = link.iter().position(|octet| *octet == b'>').filter(|_| link.starts_with(b"<")) else {
        return false;
    };
    // Of several rel parameters in one link, the first counts.
    let rel = split(&link[close + 1..], b';').find_map(|parameter| {
        let equals = parameter.iter().position(|octet| *octet == b'=')?;
        let (name, value) = (parameter[..equals].trim_ascii(), parameter[equals + 1..].trim_ascii());
        name.eq_ignore_ascii_case(b"rel").then_some(value)
    });
    let Some(rel) = rel else { return false };
    let rel = rel.strip_prefix(b"\"").and_then(|rel| rel.strip_suffix(b"\"")).unwrap_or(rel);
    rel.split(u8::is_ascii_whitespace).any(|one| one.eq_ignore_ascii_case(relation.as_bytes()))
}

/// What stands between the separators that are in neither angle brackets nor quoted strings.
pub(crate) fn split(value: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    let (mut bracketed, mut quoted, mut escaped) = (false, false, false);
    let parts = value.split(move |octet| {
        match octet {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' if !bracketed => quoted = !quoted,
            b'<' if !quoted => bracketed = true,
            b'>' if !quoted => bracketed = false,
            octet if *octet == separator => return !quoted && !bracketed,
            _ => {}
        }
        false
    });
    parts.map(<[u8]>::trim_ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_rel_of_a_link_counts() {
        let table = [
            ("<a>; rel=blocked-by", true),
            ("<a>;crossorigin ; REL = \"blocked-by\"", true),
            ("<a>; rel=next; rel=blocked-by", false),
            ("<a>; title=\"; rel=blocked-by\"", false),
            ("a; rel=blocked-by", false),
            ("<a; rel=blocked-by", false),
            ("", false),
        ];
        for (value, expected) in table {
            let mut fields = statusquo_wire::Fields::default();
            fields.push("Link", value);
            assert_eq!(has_relation(fields.section(), "blocked-by"), expected, "{value}");
        }
    }
}
