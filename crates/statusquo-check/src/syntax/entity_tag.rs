//! `ETag`: an opaque string in quotes, perhaps weak (RFC 9110 §8.8.3).

use super::Malformed;

/// Says where a value stops being one entity tag.
///
/// ```
/// use statusquo_check::syntax::entity_tag;
/// assert!(entity_tag(b"W/\"a,b\"").is_ok() && entity_tag(b"\"\"").is_ok());
/// assert_eq!(entity_tag(b"abc").unwrap_err().at, 0);
/// assert_eq!(entity_tag(b"w/\"a\"").unwrap_err().at, 0);
/// ```
pub fn entity_tag(value: &[u8]) -> Result<(), Malformed> {
    let from = if value.starts_with(b"W/") { 2 } else { 0 };
    if value.get(from) != Some(&b'"') {
        return Err(Malformed::at(from, "an entity tag begins with a quotation mark"));
    }
    let allowed = |octet: &u8| matches!(octet, 0x21 | 0x23..=0x7e | 0x80..);
    let end = from + 1 + value[from + 1..].iter().take_while(|octet| allowed(octet)).count();
    match value.get(end) {
        None => Err(Malformed::at(end, "the quotation mark at the end is missing")),
        Some(b'"') if end + 1 == value.len() => Ok(()),
        Some(b'"') => Err(Malformed::at(end + 1, "nothing may follow an entity tag")),
        Some(_) => Err(Malformed::at(end, "this octet may not stand in an entity tag")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_is_found_at_its_octet() {
        let table: &[(&[u8], usize)] =
            &[(b"", 0), (b"W/", 2), (b"\"a", 2), (b"\"a b\"", 2), (b"\"a\", \"b\"", 3), (b"W/ \"a\"", 2)];
        for (value, at) in table {
            assert_eq!(entity_tag(value).expect_err("malformed").at, *at, "{}", String::from_utf8_lossy(value));
        }
    }
}
