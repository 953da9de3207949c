//! Tests on ranges: whether the content is what `Content-Range` says, in one part or in several.

use super::field::{line, one};
use super::{Shown, broken, kept, not_judged};
use crate::Answer;
use crate::syntax::{self, Malformed};

pub(super) fn single(answer: &Answer<'_>) -> Shown {
    if !answer.fields.has("Content-Range") {
        return broken("there is no Content-Range");
    }
    let shown = one(answer.fields, "Content-Range", |value| satisfied(value).map(drop));
    let found = answer.fields.get("Content-Range").and_then(|value| satisfied(value).ok());
    let positions = found.filter(|(unit, _)| unit.eq_ignore_ascii_case("bytes")).map(|(_, positions)| positions);
    let here = answer.content.len() as u64;
    match positions.map(|(first, last)| (last - first).saturating_add(1)) {
        Some(octets) if !answer.ends_with_head() && !answer.cut && octets != here => {
            broken(format!("the range has {octets} octets, and the content {here}"))
                .at_line(answer.fields, "Content-Range")
        }
        _ => shown,
    }
}

/// The unit and the positions of a range that was sent.
fn satisfied(value: &[u8]) -> Result<(&str, (u64, u64)), Malformed> {
    let range = syntax::content_range(value)?;
    match range.positions {
        Some(positions) => Ok((range.unit, positions)),
        None => Err(Malformed::at(range.unit.len() + 1, "a part is of a range")),
    }
}

/// The boundary of several parts, or what is shown where there is none.
fn boundary(answer: &Answer<'_>) -> Result<String, Shown> {
    let value = answer.fields.get("Content-Type").unwrap_or_default();
    let shown = |what: String| Err(broken(what).at_line(answer.fields, "Content-Type"));
    match syntax::media_type(value) {
        Err(malformed) => shown(format!("{}: {malformed}", line("Content-Type", value))),
        Ok(found) => match found.parameter("boundary").filter(|boundary| !boundary.is_empty()) {
            Some(boundary) => Ok(boundary.to_owned()),
            None => shown(format!("{}, without a boundary", line("Content-Type", value))),
        },
    }
}

pub(super) fn parts(answer: &Answer<'_>) -> Shown {
    let boundary = match boundary(answer) {
        Ok(boundary) => boundary,
        Err(shown) => return shown,
    };
    if answer.cut || answer.ends_with_head() {
        return not_judged("the content is not all here");
    }
    match syntax::byte_ranges(answer.content, &boundary) {
        Ok(ranges) => kept(format!("parts with their Content-Range: {}", ranges.len())),
        Err(malformed) => {
            broken(format!("the content: {malformed}")).in_content(malformed.at..answer.content.len().max(malformed.at))
        }
    }
}

/// Ranges may be merged and left out, so only parts that are just what was asked for are compared.
pub(super) fn in_order(answer: &Answer<'_>) -> Shown {
    let Some(asked) = answer.asked else { return not_judged("the request is not known") };
    let wanted: Option<Vec<(u64, u64)>> = asked
        .text("Range")
        .and_then(|value| value.strip_prefix("bytes="))
        .and_then(|ranges| ranges.split(',').map(|range| positions(range.trim())).collect());
    let Some(wanted) = wanted else { return not_judged("not all ranges were asked for by both their ends") };
    let found = boundary(answer).ok().and_then(|boundary| syntax::byte_ranges(answer.content, &boundary).ok());
    let Some(found) = found.filter(|_| !answer.cut) else { return not_judged("the parts cannot be told apart") };
    let order: Option<Vec<usize>> = found.iter().map(|part| wanted.iter().position(|range| range == part)).collect();
    match order {
        None => not_judged("the parts are not just the ranges that were asked for"),
        Some(order) if order.is_sorted() => kept("the parts stand in the order of Range"),
        Some(_) => broken(format!(
            "the parts stand in another order than in {}",
            line("Range", asked.get("Range").unwrap_or_default())
        )),
    }
}

/// `0-4`, with both ends.
fn positions(range: &str) -> Option<(u64, u64)> {
    let (first, last) = range.split_once('-')?;
    Some((first.parse().ok()?, last.parse().ok()?))
}
