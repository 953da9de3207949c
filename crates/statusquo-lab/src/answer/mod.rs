//! Writes what the walk came to: a success from the world, a problem with its reasons, a number by force, or nothing more.

mod accept;
mod page;
mod problem;

pub(crate) use accept::choose;
pub(crate) use page::sections as html_sections;

use crate::resource::Resource;
use crate::visit::{Body, Visit};
use crate::world::echo;
use statusquo_decision::{End, Way};
use statusquo_wire::{Broken, Content, Exchange, Fields};

/// The field that names the exchange, so that it can be looked up.
const EXCHANGE: &str = "Statusquo-Exchange";

/// The fields that a 304 repeats from the 200 that it stands for (RFC 9110 §15.4.5).
const IN_304: [&str; 6] = ["Cache-Control", "Content-Location", "Date", "ETag", "Expires", "Vary"];

/// The registered phrase of a code, or none.
pub(crate) fn phrase(code: u16) -> &'static str {
    statusquo_catalog::entry(code).map_or("", |entry| entry.phrase)
}

/// Gives the answer; the code that went out.
pub(crate) async fn give(
    visit: &mut Visit<'_>,
    resource: &mut Resource,
    end: End,
    way: Way,
    exchange: &mut Exchange<'_>,
) -> u16 {
    // A client that is gone, or does not read, cannot be told; the engine closes its connection.
    let (code, _told) = match end {
        End::Code(101) => (101, switch(visit, exchange).await),
        End::Code(code) => (code, respond(visit, code, way, exchange).await),
        End::Forced => force(visit, resource, exchange).await,
        End::Relay | End::Cut => relay(visit, resource, exchange).await,
    };
    code
}

/// Sends 101 and speaks the other protocol until it ends.
async fn switch(visit: &mut Visit<'_>, exchange: &mut Exchange<'_>) -> Result<(), Broken> {
    visit.fields.push(EXCHANGE, visit.id.to_string());
    let tunnel = exchange.upgrade(phrase(101), &visit.fields).await?;
    echo::run(tunnel, visit.lab.settings.limits.idle_timeout).await;
    Ok(())
}

async fn respond(visit: &mut Visit<'_>, code: u16, way: Way, exchange: &mut Exchange<'_>) -> Result<(), Broken> {
    let mut fields = Fields::default();
    let reason = way.deciding().and_then(|(question, _)| visit.reason(question));
    for (name, value) in reason.iter().flat_map(|reason| &reason.fields) {
        fields.push(name, value);
    }
    let body = match code {
        ..400 => {
            for (name, value) in visit.fields.section().iter() {
                let name = std::str::from_utf8(name).unwrap_or(EXCHANGE);
                if code != 304
                    || IN_304.iter().any(|kept| kept.eq_ignore_ascii_case(name)) && !fields.section().has(name)
                {
                    fields.push(name, value);
                }
            }
            success(visit, code, &mut fields)
        }
        400.. => {
            let problem =
                problem::Problem { code, reason, way, exchange: visit.id, journaled: visit.lab.journal.is_some() };
            let (media_type, text) = problem.write(visit.request.fields());
            fields.push("Content-Type", media_type);
            fields.push("Vary", "Accept");
            page::protect(media_type, &mut fields);
            Body::Owned(text.into_bytes())
        }
    };
    fields.push(EXCHANGE, decimal(visit.id, &mut [0; 20]));
    exchange.respond(code, phrase(code), &fields, Content::Bytes(body.bytes())).await
}

/// The content of what is no error; a redirection says in a line where to go.
fn success(visit: &mut Visit<'_>, code: u16, fields: &mut Fields) -> Body {
    if matches!(visit.body, Body::Empty) && (300..400).contains(&code) && code != 304 {
        let location = visit.fields.section().text("Location").unwrap_or("").to_owned();
        visit.say("text/plain; charset=utf-8", format!("{code} {}: {location}\n", phrase(code)));
    }
    if matches!(code, 204 | 304) {
        return Body::Empty;
    }
    if let Some(media_type) = &visit.media_type {
        fields.push("Content-Type", media_type.as_bytes());
    }
    std::mem::take(&mut visit.body)
}

/// Sends the number that was asked for, with what it must carry and no more.
async fn force(visit: &mut Visit<'_>, resource: &Resource, exchange: &mut Exchange<'_>) -> (u16, Result<(), Broken>) {
    let Resource::Number(number) = resource else { return (500, Err(Broken)) };
    number.furnish(visit);
    match number.code {
        101 => {
            echo::perform(visit);
            (101, switch(visit, exchange).await)
        }
        interim @ 100..200 => {
            if exchange.interim(interim, phrase(interim), &visit.fields).await.is_ok() {
                visit.interim.push(interim);
            }
            let text = format!("{interim} is an interim answer; this is the final one that has to follow it.\n");
            let mut fields = Fields::default();
            fields.push("Content-Type", "text/plain; charset=utf-8");
            (200, exchange.respond(200, phrase(200), &fields, Content::Bytes(text.as_bytes())).await)
        }
        code => (code, exchange.respond(code, phrase(code), &visit.fields, Content::Bytes(visit.body.bytes())).await),
    }
}

/// Sends the upstream's answer, unless it was passed on piece by piece already.
async fn relay(
    visit: &mut Visit<'_>,
    resource: &mut Resource,
    exchange: &mut Exchange<'_>,
) -> (u16, Result<(), Broken>) {
    let Resource::Gateway(gateway) = resource else { return (500, Err(Broken)) };
    gateway.relay(visit, exchange).await
}

/// A number as text, without an allocation.
fn decimal(mut number: u64, digits: &mut [u8; 20]) -> &[u8] {
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return &digits[at..];
        }
    }
}

/// The address of an exchange in the journal.
pub(crate) fn exchange_path(id: u64) -> String {
    format!("/_/exchanges/{id}")
}
