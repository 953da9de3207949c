//! Proactive negotiation by `Accept` (RFC 9110 §12.5.1): what weight an offer has, and which the client likes best.

use statusquo_wire::message::FieldSection;

/// The place of the offer with the highest weight; ties, and a client that takes none of them, get the first.
pub(crate) fn choose(fields: FieldSection<'_>, offers: &[&str]) -> usize {
    if !fields.has("Accept") {
        return 0;
    }
    let ranges = ranges(fields);
    let mut best = (0, 0);
    for (at, offer) in offers.iter().enumerate() {
        let weight = weigh(&ranges, offer);
        if weight > best.1 {
            best = (at, weight);
        }
    }
    best.0
}

/// The weight of an offer in thousandths: all of them if the client states no preference, none if it takes no such thing.
pub(crate) fn weight(fields: FieldSection<'_>, offer: &str) -> u16 {
    let ranges = ranges(fields);
    if ranges.is_empty() { FULL } else { weigh(&ranges, offer) }
}

/// The weight of what is wanted without reserve.
pub(super) const FULL: u16 = 1000;

fn ranges(fields: FieldSection<'_>) -> Vec<Range<'_>> {
    fields.list("Accept").filter_map(|member| Range::parse(std::str::from_utf8(member).ok()?)).collect()
}

/// The most specific range that fits decides.
fn weigh(ranges: &[Range<'_>], offer: &str) -> u16 {
    ranges.iter().filter_map(|range| range.fits(offer)).max().map_or(0, |(_, weight)| weight)
}

/// The weight among the parameters of a member (RFC 9110 §12.4.2); none if it cannot be read.
pub(super) fn quality<'a>(mut parameters: impl Iterator<Item = &'a str>) -> Option<u16> {
    let weight = parameters.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    let weight = weight.map_or(Some(1.0), |weight| weight.parse::<f32>().ok())?;
    Some((weight.clamp(0.0, 1.0) * f32::from(FULL)) as u16)
}

/// One media range and its weight in thousandths.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    weight: u16,
}

impl<'a> Range<'a> {
    fn parse(member: &'a str) -> Option<Self> {
        let mut parts = member.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        Some(Self { kind, subtype, weight: quality(parts)? })
    }

    /// How specific it is to an offer, and its weight; none if it does not fit.
    fn fits(&self, offer: &str) -> Option<(u8, u16)> {
        let (kind, subtype) = offer.split_once('/')?;
        let same = |range: &str, has: &str| range.eq_ignore_ascii_case(has);
        match (same(self.kind, kind), same(self.subtype, subtype)) {
            (true, true) => Some((2, self.weight)),
            (true, false) if self.subtype == "*" => Some((1, self.weight)),
            _ if self.kind == "*" && self.subtype == "*" => Some((0, self.weight)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{choose, weight};
    use statusquo_wire::Fields;

    fn chosen(accept: &str) -> usize {
        let mut fields = Fields::default();
        fields.push("Accept", accept);
        choose(fields.section(), &["text/plain", "application/json", "text/html"])
    }

    #[test]
    fn the_highest_weight_wins_the_more_specific_range_decides_it_and_ties_go_to_the_first() {
        assert_eq!(choose(Fields::default().section(), &["a/b", "c/d"]), 0);
        assert_eq!(chosen("*/*"), 0);
        assert_eq!(chosen("application/json"), 1);
        assert_eq!(chosen("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), 2);
        assert_eq!(chosen("text/*;q=0.3, application/json;q=0.7"), 1);
        assert_eq!(chosen("text/plain;q=0, text/html;q=0.1"), 2);
        assert_eq!(chosen("*/*, text/plain;q=0.1"), 1);
        assert_eq!(chosen("image/png"), 0);
        assert_eq!(chosen("nonsense, ;q=, text/html"), 2);
    }

    #[test]
    fn an_offer_has_the_weight_of_the_most_specific_range_and_all_of_it_where_none_is_stated() {
        let weight = |accept: &str| {
            let mut fields = Fields::default();
            fields.push("Accept", accept);
            weight(fields.section(), "text/html")
        };
        assert_eq!(super::weight(Fields::default().section(), "text/html"), 1000);
        for (accept, expected) in [
            ("", 1000),
            ("nonsense", 1000),
            ("*/*", 1000),
            ("*/*;q=0", 0),
            ("text/*;q=0.5, */*;q=0.9", 500),
            ("TEXT/HTML;q=0.25, text/*", 250),
            ("image/png", 0),
        ] {
            assert_eq!(weight(accept), expected, "{accept}");
        }
    }
}
