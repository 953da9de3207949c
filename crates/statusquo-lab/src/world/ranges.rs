//! What a Range field asks for, by the grammar of RFC 9110 §14.1: which octets of a content of a given length.

use std::ops::Range;

/// The most ranges that are served at a time.
pub(crate) const MOST: usize = 32;

/// One range of octets, as it was asked for (RFC 9110 §14.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spec {
    /// From one octet to another, or to the end. What is too large for 64 bits is taken as the largest that is not:
    /// no content is as long.
    From { first: u64, last: Option<u64> },
    /// The last octets, so many.
    Last(u64),
}

impl Spec {
    fn parse(spec: &[u8]) -> Option<Self> {
        let dash = spec.iter().position(|octet| *octet == b'-')?;
        let (first, last) = (&spec[..dash], &spec[dash + 1..]);
        Some(match (first, last) {
            ([], length) => Spec::Last(number(length)?),
            (first, []) => Spec::From { first: number(first)?, last: None },
            (first, last) => {
                let spec = Spec::From { first: number(first)?, last: Some(number(last)?) };
                if is_less(last, first) {
                    return None;
                }
                spec
            }
        })
    }

    /// Which octets these are of a content that is so long; none if it cannot be satisfied.
    fn of(self, length: usize) -> Option<Range<usize>> {
        let fit = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        match self {
            Spec::From { first, last } => {
                let after = last.map_or(length, |last| fit(last).saturating_add(1).min(length));
                (fit(first) < length).then(|| fit(first)..after)
            }
            Spec::Last(0) => None,
            Spec::Last(most) => Some(length - fit(most).min(length)..length),
        }
    }
}

/// The ranges that the values of Range ask for; `None` for what is to be ignored: another unit than bytes, which is not
/// understood, or what no grammar allows, several lines among it (§14.2: the first must be ignored, the second may be).
pub(crate) fn parse<'v>(mut values: impl Iterator<Item = &'v [u8]>) -> Option<Vec<Spec>> {
    let value = values.next()?;
    if values.next().is_some() {
        return None;
    }
    let equals = value.iter().position(|octet| *octet == b'=')?;
    if !value[..equals].eq_ignore_ascii_case(b"bytes") {
        return None;
    }
    let elements = value[equals + 1..].split(|octet| *octet == b',').map(trim);
    // Empty elements of a list are overlooked (§5.6.1.2); a head has an end, and so has their number.
    let specs = elements.filter(|spec| !spec.is_empty()).map(Spec::parse);
    specs.collect::<Option<Vec<Spec>>>().filter(|specs| !specs.is_empty())
}

/// Whether Range may be ignored because the content is empty, and has to be: its last octets can be asked for, but no
/// Content-Range could say which ones they are (§14.1.2, §14.2).
pub(crate) fn ask_for_the_end_of_nothing(specs: &[Spec], length: usize) -> bool {
    length == 0 && specs.iter().any(|spec| spec.of(0).is_some())
}

/// The octets of those that can be satisfied, in the order in which they were asked for.
pub(crate) fn satisfiable(specs: &[Spec], length: usize) -> Vec<Range<usize>> {
    specs.iter().filter_map(|spec| spec.of(length)).collect()
}

/// Why so many ranges, or such, are not served; `None` where they are (§17.15).
pub(crate) fn excess(specs: &[Spec], length: usize) -> Option<String> {
    if specs.len() > MOST {
        return Some(format!("Range asks for {} ranges; {MOST} are served at a time.", specs.len()));
    }
    // Where ranges begin and end: an end sorts before a beginning at the same octet.
    let mut edges: Vec<(usize, bool)> =
        satisfiable(specs, length).into_iter().flat_map(|range| [(range.start, true), (range.end, false)]).collect();
    edges.sort_unstable();
    let mut depth = 0;
    for (at, begins) in edges {
        depth = if begins { depth + 1 } else { depth - 1 };
        if depth > 2 {
            return Some(format!("More than two of the ranges overlap, at octet {at}; two may."));
        }
    }
    None
}

/// A number in decimal digits, however long.
fn number(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(digits.iter().fold(0, |number: u64, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0'))))
}

/// Whether one number in decimal digits is less than another, however long both are.
fn is_less(one: &[u8], other: &[u8]) -> bool {
    let plain = |digits: &[u8]| digits.iter().position(|digit| *digit != b'0').unwrap_or(digits.len());
    let (one, other) = (&one[plain(one)..], &other[plain(other)..]);
    (one.len(), one) < (other.len(), other)
}

fn trim(element: &[u8]) -> &[u8] {
    element.trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(value: &str, length: usize) -> Option<Vec<Range<usize>>> {
        parse([value.as_bytes()].into_iter()).map(|specs| satisfiable(&specs, length))
    }

    #[test]
    fn ranges_are_read_cut_and_kept_in_order() {
        let cases: &[(&str, &[(usize, usize)])] = &[
            ("bytes=0-3", &[(0, 4)]),
            ("BYTES=0-3", &[(0, 4)]),
            ("bytes=0-0,-1", &[(0, 1), (9, 10)]),
            ("bytes= 5-6 ,\t0-1", &[(5, 7), (0, 2)]),
            ("bytes=,, 1-1 ,", &[(1, 2)]),
            ("bytes=8-", &[(8, 10)]),
            ("bytes=8-9999", &[(8, 10)]),
            ("bytes=8-99999999999999999999999", &[(8, 10)]),
            ("bytes=00000000000000000000000001-1", &[(1, 2)]),
            ("bytes=-3", &[(7, 10)]),
            ("bytes=-99999999999999999999999", &[(0, 10)]),
            ("bytes=0-1,0-1", &[(0, 2), (0, 2)]),
            ("bytes=10-", &[]),
            ("bytes=99999999999999999999999-", &[]),
            ("bytes=99999999999999999999998-99999999999999999999999", &[]),
            ("bytes=-0", &[]),
            ("bytes=-0,20-30,9-9", &[(9, 10)]),
        ];
        for (value, expected) in cases {
            let asked = asked(value, 10).map(|ranges| ranges.iter().map(|range| (range.start, range.end)).collect());
            assert_eq!(asked, Some(expected.to_vec()), "{value}");
        }
    }

    #[test]
    fn what_is_no_range_of_octets_is_none() {
        for value in [
            "",
            "bytes",
            "bytes=",
            "bytes=,",
            "lines=0-1",
            "none=0-1",
            "bytes =0-1",
            " =0-1",
            "bytes=-",
            "bytes=a-b",
            "bytes=0-1-2",
            "bytes=--1",
            "bytes=+1-2",
            "bytes=0 - 1",
            "bytes=0x1-2",
            "bytes=3",
            "bytes=9-2",
            "bytes=99999999999999999999999-99999999999999999999998",
            "bytes=0-1;2-3",
            "bytes=0-1,x",
            "bytes=0-1,9-2",
            "bytes=0-1, bytes=2-3",
        ] {
            assert_eq!(asked(value, 10), None, "{value}");
        }
        assert_eq!(parse([&b"bytes=0-1"[..], b"bytes=2-3"].into_iter()), None);
        assert_eq!(parse(std::iter::empty()), None);
    }

    #[test]
    fn an_empty_content_has_an_end_but_no_octets() {
        for (value, ends) in [("bytes=0-", false), ("bytes=-0", false), ("bytes=-1", true), ("bytes=0-,-1", true)] {
            let specs = parse([value.as_bytes()].into_iter()).unwrap();
            assert_eq!(ask_for_the_end_of_nothing(&specs, 0), ends, "{value}");
            assert!(!ask_for_the_end_of_nothing(&specs, 1), "{value}");
        }
    }

    #[test]
    fn two_may_overlap_and_so_many_may_be_asked_for() {
        let excess = |value: &str| excess(&parse([value.as_bytes()].into_iter()).unwrap(), 100);
        let many = |count: usize| format!("bytes={}", vec!["0-0,50-50"; count.div_ceil(2)].join(",").as_str());
        assert_eq!(excess("bytes=0-9,0-9"), None);
        assert_eq!(excess("bytes=0-9,9-19,19-29,20-20"), None, "never three at one octet");
        assert_eq!(excess("bytes=0-9,10-19,20-29"), None, "side by side");
        assert!(excess("bytes=0-9,5-15,9-10").is_some_and(|why| why.contains("octet 9")));
        assert!(excess("bytes=0-,1-,-1").is_some());
        assert_eq!(excess("bytes=200-,200-,200-"), None, "what is not there does not overlap");
        assert!(excess(&many(34)).is_some_and(|why| why.contains("34 ranges")));
        let apart: Vec<String> = (0..MOST).map(|at| format!("{at}-{at}")).collect();
        assert_eq!(excess(&format!("bytes={}", apart.join(","))), None);
        assert!(excess(&format!("bytes={},90-90", apart.join(","))).is_some());
    }
}
