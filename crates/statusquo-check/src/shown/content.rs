//! Tests on the content: whether there is any, and of which type.

use super::field::line;
use super::{Shown, broken, count, kept, not_judged};
use crate::Answer;
use crate::syntax;

pub(super) fn none(answer: &Answer<'_>) -> Shown {
    if answer.is_tunnel() {
        return not_judged("what follows belongs to the new protocol");
    }
    match answer.content.len() {
        0 => kept("no octet follows the head"),
        octets => broken(format!("{} behind the head", count(octets))).in_content(0..octets),
    }
}

pub(super) fn some(answer: &Answer<'_>) -> Shown {
    match answer.content.len() {
        _ if answer.ends_with_head() => not_judged("this answer has no content by rule"),
        0 if answer.cut => not_judged("the content is not known"),
        0 => broken("there is no content"),
        octets => kept(format!("{} of content", count(octets))),
    }
}

pub(super) fn media_type(answer: &Answer<'_>, wanted: &[&str]) -> Shown {
    let Some(value) = answer.fields.get("Content-Type") else { return broken("there is no Content-Type") };
    match syntax::media_type(value) {
        Err(malformed) => {
            broken(format!("{}: {malformed}", line("Content-Type", value))).at_line(answer.fields, "Content-Type")
        }
        Ok(found) if wanted.iter().any(|one| found.essence.eq_ignore_ascii_case(one)) => {
            kept(line("Content-Type", value))
        }
        Ok(_) => broken(format!("{}, not {}", line("Content-Type", value), wanted.join(" or ")))
            .at_line(answer.fields, "Content-Type"),
    }
}

pub(super) fn xml_root(answer: &Answer<'_>, wanted: &str) -> Shown {
    if answer.ends_with_head() {
        return not_judged("this answer has no content by rule");
    }
    if let Some(shown) = coded(answer) {
        return shown;
    }
    match syntax::xml_root(answer.content) {
        Ok(root) if root == wanted => kept(format!("the root element is {root}")),
        Ok(root) => broken(format!("the root element is {root}, not {wanted}")).in_content(0..answer.content.len()),
        Err(_) if answer.cut => not_judged("the content is not all here"),
        Err(malformed) => {
            broken(format!("the content: {malformed}")).in_content(malformed.at..answer.content.len().max(malformed.at))
        }
    }
}

/// Content with a coding is not looked into.
fn coded(answer: &Answer<'_>) -> Option<Shown> {
    let coding = answer.fields.get("Content-Encoding").filter(|coding| !coding.eq_ignore_ascii_case(b"identity"))?;
    Some(not_judged(format!("{}: the content is not decoded here", line("Content-Encoding", coding))))
}
