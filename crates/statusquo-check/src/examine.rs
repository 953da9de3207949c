//! The one function that judges an exchange: its bytes by the rules of messages, its answers by their duties. Pure.

use crate::{Exchange, Finding, judge};

/// What is found on each answer of an exchange, in their order: the rules of message syntax that its bytes broke, then
/// the duties of its code and those of every answer.
///
/// ```
/// use statusquo_check::{Outcome, examine, reading};
/// let exchanges = reading::pasted(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", None).unwrap();
/// let findings = &examine(&exchanges[0])[0];
/// let broken = findings.iter().find(|finding| finding.outcome == Outcome::Broken).unwrap();
/// assert_eq!(broken.duty.specification.to_string(), "RFC 9110 §8.6");
/// let place = broken.place.as_ref().unwrap();
/// assert_eq!(exchanges[0].answers[0].octets(place), (25, &b"Content-Length: 0"[..]));
/// ```
pub fn examine(exchange: &Exchange) -> Vec<Vec<Finding>> {
    let codes: Vec<u16> = exchange.answers.iter().map(|answer| answer.status).collect();
    let each = exchange.answers.iter().enumerate().map(|(at, received)| {
        let mut findings = received.breaches.clone();
        findings.extend(judge(&exchange.answer(at, &codes)));
        findings
    });
    each.collect()
}
