//! Proactive negotiation by `Accept-Language` (RFC 9110 §12.5.4): what weight a language has for the client.

use super::accept::{FULL, quality};
use statusquo_wire::message::FieldSection;

/// The weight of a language in thousandths: all of them if the client states no preference, none if it wants no such one.
pub(crate) fn weight(fields: FieldSection<'_>, tag: &str) -> u16 {
    let mut stated = false;
    let mut best = None;
    for member in fields.list("Accept-Language") {
        let Some((range, weight)) = std::str::from_utf8(member).ok().and_then(parse) else { continue };
        stated = true;
        best = best.max(fits(range, tag, weight).map(|how| (how, weight)));
    }
    match best {
        Some((_, weight)) => weight,
        None if stated => 0,
        None => FULL,
    }
}

/// A language range and its weight.
fn parse(member: &str) -> Option<(&str, u16)> {
    let mut parts = member.split(';').map(str::trim);
    let range = parts.next().filter(|range| !range.is_empty())?;
    Some((range, quality(parts)?))
}

/// How well a range fits a tag. A tag that is the range, or goes on where it ends, fits best (basic filtering); then one
/// that is what is left of the range when its last subtags are taken away one by one (lookup), so that who asks for
/// Swiss German gets German; then any, if that is what is asked for.
fn fits(range: &str, tag: &str, weight: u16) -> Option<(u8, usize)> {
    if range == "*" {
        return Some((0, 0));
    }
    if begins(tag, range) {
        return Some((2, range.len()));
    }
    // To refuse Swiss German is not to refuse German.
    (weight > 0 && begins(range, tag)).then_some((1, 0))
}

/// Whether a tag is another, or goes on where that one ends.
fn begins(long: &str, short: &str) -> bool {
    let (long, short) = (long.as_bytes(), short.as_bytes());
    long.get(..short.len()).is_some_and(|start| start.eq_ignore_ascii_case(short))
        && long.get(short.len()).is_none_or(|next| *next == b'-')
}

#[cfg(test)]
mod tests {
    use super::weight;
    use statusquo_wire::Fields;

    #[test]
    fn the_range_that_fits_best_decides_and_a_longer_one_falls_back() {
        assert_eq!(weight(Fields::default().section(), "de"), 1000);
        for (accepted, tag, expected) in [
            ("", "de", 1000),
            ("de", "de", 1000),
            ("DE;q=0.5", "de", 500),
            ("de", "de-AT", 1000),
            ("de-CH", "de", 1000),
            ("de-CH-1996;q=0.3", "de", 300),
            ("de-CH;q=0", "de", 0),
            ("de-CH;q=0, de", "de", 1000),
            ("de;q=0, *;q=0.4", "de", 0),
            ("de;q=0, *;q=0.4", "fr", 400),
            ("den", "de", 0),
            ("de", "den", 0),
            ("en-GB, en;q=0.5", "en", 500),
            ("en;q=0.5, en-GB", "en-GB", 1000),
            ("fr, de;q=nonsense", "de", 0),
            ("*", "de", 1000),
        ] {
            let mut fields = Fields::default();
            fields.push("Accept-Language", accepted);
            assert_eq!(weight(fields.section(), tag), expected, "{accepted} for {tag}");
        }
    }
}
