//! `/range/{n}`: so many letters of the alphabet, or the range of them that is asked for, in their own time.
//!
//! Ranges are understood as httpbin does it, which its clients' tests look for: one range, and a last octet beyond the end
//! is not cut down to it but refused. Conditions are not looked at, but for `If-Range`, which has no other use than here.

use super::bytes::{OCTETS, PIECE, chunk_size};
use super::call::Call;
use super::pace::{Paced, share};
use super::parameters::{Parameters, Wrong};
use crate::reason::Reason;
use crate::visit::Visit;
use statusquo_decision::Question;
use std::time::Duration;

/// Some of the octets: the first and the last.
type Span = (u64, u64);

/// What is asked for, of octets of this number; none if it is nothing that is understood.
fn asked(visit: &Visit<'_>, count: u64) -> Option<Span> {
    let mut ranges = visit.request.fields().all("Range");
    let (Some(range), None) = (ranges.next(), ranges.next()) else { return None };
    let (first, last) = std::str::from_utf8(range).ok()?.trim().strip_prefix("bytes=")?.split_once('-')?;
    match (first.trim(), last.trim()) {
        ("", last) => Some((count.saturating_sub(number(last)?), count - 1)),
        (first, "") => Some((number(first)?, count - 1)),
        (first, last) => Some((number(first)?, number(last)?)),
    }
}

/// A place, which is beyond every end if it is too large for a number.
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

/// How fast they come: the size of a chunk, and the time that all of them would take.
fn speed(visit: &Visit<'_>) -> Result<(u64, Duration), Wrong> {
    let parameters = Parameters::of(visit);
    let takes = parameters.time_up_to("duration", Duration::ZERO, visit.state.settings.httpbin.duration)?;
    Ok((chunk_size(&parameters)?, takes))
}

/// Looks whether there are so many octets, which of them are asked for, and how long that takes.
pub(crate) fn find(visit: &mut Visit<'_>, call: &Call) {
    let (count, most) = (call.number(0), visit.state.settings.httpbin.made_bytes);
    if !(1..=most).contains(&count) {
        let detail = format!("There is no range of {count} octets; there are those of 1 to {most}.");
        return visit.object(Reason::new(Question::Exists, detail).member("limit", most));
    }
    let takes = match speed(visit) {
        Ok((_, takes)) => takes,
        Err(wrong) => return wrong.refuse(visit),
    };
    let tag = tag(count);
    let whole = (0, count - 1);
    let (first, last) = asked(visit, count).filter(|_| visit.asks_for_less()).unwrap_or(whole);
    if first > last || last >= count {
        visit.know(Question::RangesAsked, true);
        let detail =
            format!("The octets {first} to {last} are asked for, and there are those from 0 to {}.", count - 1);
        return visit.object(
            Reason::new(Question::RangeSatisfiable, detail)
                .field("Content-Type", "text/plain; charset=utf-8")
                .field("Accept-Ranges", "bytes")
                .field("ETag", tag)
                .field("Content-Range", format!("bytes */{count}"))
                .silent(),
        );
    }
    if (first, last) != whole {
        visit.know(Question::RangesAsked, true);
        if let Some(given) = visit.request.fields().get("If-Range")
            && given != tag.as_bytes()
        {
            let given = String::from_utf8_lossy(given);
            let detail = format!("If-Range has {given}, but the entity tag is {tag}: here is the whole.");
            visit.refuse(Question::IfRangeHolds, detail);
        }
    }
    if takes > Duration::ZERO && visit.method() != "HEAD" {
        visit.stay(Duration::ZERO, takes, Question::PlaceFree);
    }
}

fn tag(count: u64) -> String {
    format!("range{count}")
}

/// Sends them, if they are there.
pub(crate) fn show(visit: &mut Visit<'_>, call: &Call) {
    if !visit.facts.get(Question::RangeSatisfiable) {
        return;
    }
    let count = call.number(0);
    let (chunk, takes) = speed(visit).unwrap_or((PIECE, Duration::ZERO));
    let less = visit.facts.get(Question::RangesAsked) && visit.facts.get(Question::IfRangeHolds);
    let (first, last) = asked(visit, count).filter(|_| less).unwrap_or((0, count - 1));
    let length = last - first + 1;
    visit.fields.push("ETag", tag(count));
    visit.fields.push("Accept-Ranges", "bytes");
    // With 200 it has no meaning (RFC 9110 §14.4), but httpbin's clients look for it there as well.
    visit.fields.push("Content-Range", format!("bytes {first}-{last}/{count}"));
    let letter = move |at: u64| b'a' + ((first + at) % 26) as u8;
    visit.flow(OCTETS, Some(length), Paced::new(length, chunk, share(takes, length, count), letter));
}
