//! Bytes to exchanges: what a server sends, what somebody pastes, and octets that are neither.

mod any;
mod pasted;
mod transcripts;
mod wire;

use statusquo_catalog::Level;
use statusquo_check::{Exchange, Outcome, examine};

/// What is broken in an exchange: code, level, section, evidence, and the octets at fault with the offset of the first.
fn broken(exchange: &Exchange) -> Vec<String> {
    let mut all = Vec::new();
    for (received, findings) in exchange.answers.iter().zip(examine(exchange)) {
        for finding in findings.iter().filter(|finding| finding.outcome == Outcome::Broken) {
            let duty = finding.duty;
            let place = finding.place.as_ref().map(|place| {
                let (at, octets) = received.octets(place);
                format!(" @{at} {}", octets.escape_ascii())
            });
            let level = if duty.level == Level::Must { "" } else { "(should) " };
            let section = duty.specification.to_string();
            all.push(format!("{level}{section}: {}{}", finding.evidence, place.unwrap_or_default()));
        }
    }
    all
}

fn codes(exchange: &Exchange) -> Vec<u16> {
    exchange.answers.iter().map(|answer| answer.status).collect()
}
