//! Writes what the walk came to: a success from the world, a problem with its reasons, a number by force, or nothing more.

mod problem;

use crate::flow::Stay;
use crate::form::{EXCHANGE, page, phrase};
use crate::httpbin::cors;
use crate::resource::Resource;
use crate::settings::ServesAs;
use crate::visit::{Body, Visit};
use crate::world::echo;
use statusquo_decision::{End, Way};
use statusquo_wire::{Broken, Content, Exchange, Fields, Version};
use std::borrow::Cow;

/// The fields that a 304 repeats from the 200 that it stands for (RFC 9110 §15.4.5).
const IN_304: [&str; 6] = ["Cache-Control", "Content-Location", "Date", "ETag", "Expires", "Vary"];

/// Gives the answer; the code that went out.
pub(crate) async fn give(
    visit: &mut Visit<'_>,
    resource: &mut Resource<'_>,
    end: End,
    way: Way,
    exchange: &mut Exchange<'_>,
) -> u16 {
    if let (End::Code(..400), Some(stay)) = (end, &mut visit.stay) {
        Box::pin(stay.pass(exchange)).await;
    }
    // A client that is gone, or does not read, cannot be told; the engine closes its connection.
    let (code, _told) = match end {
        End::Code(101) => (101, Box::pin(switch(visit, resource, exchange)).await),
        End::Code(200) if visit.tunnels => (200, Box::pin(connect(visit, resource, exchange)).await),
        End::Code(code) if resource.passes_on() => Box::pin(relay(visit, resource, Some(code), exchange)).await,
        End::Code(code) => (code, respond(visit, resource, code, way, exchange).await),
        End::Forced => Box::pin(force(visit, resource, exchange)).await,
        End::Relay | End::Cut => Box::pin(relay(visit, resource, None, exchange)).await,
    };
    code
}

/// Sends 200 to CONNECT, and lets the stream be what was asked for: a tunnel to another server, or another protocol.
async fn connect(
    visit: &mut Visit<'_>,
    resource: &mut Resource<'_>,
    exchange: &mut Exchange<'_>,
) -> Result<(), Broken> {
    match resource {
        Resource::Forward(forward) => {
            visit.fields.push_number(EXCHANGE, visit.id);
            forward.tunnel(visit, exchange).await
        }
        _ => switch(visit, resource, exchange).await,
    }
}

/// Sends 101, or 200 to an extended CONNECT, and speaks the other protocol until it ends.
async fn switch(visit: &mut Visit<'_>, resource: &Resource<'_>, exchange: &mut Exchange<'_>) -> Result<(), Broken> {
    visit.fields.push_number(EXCHANGE, visit.id);
    let tunnel = exchange.upgrade(phrase(101), &visit.fields).await?;
    echo::run(tunnel, visit.state.settings.limits.idle_timeout, resource.echo_bounds()).await;
    Ok(())
}

async fn respond(
    visit: &mut Visit<'_>,
    resource: &Resource<'_>,
    code: u16,
    way: Way,
    exchange: &mut Exchange<'_>,
) -> Result<(), Broken> {
    let (mut fields, mut body) = match code {
        ..400 => success(visit, code, way),
        400.. => refusal(visit, resource, code, way),
    };
    share(visit, resource, &mut fields);
    if tells_exchange(visit, resource) {
        fields.push_number(EXCHANGE, visit.id);
    }
    let said = said(visit, code);
    let sent = send(code, &said, &fields, &mut body, &mut visit.stay, exchange).await;
    visit.fields = fields;
    sent
}

/// Whether an answer tells under which number it can be looked up. Where the lab stands in another server's place, clients
/// compare answers to the same request with each other, and play them back.
fn tells_exchange(visit: &Visit<'_>, resource: &Resource<'_>) -> bool {
    visit.state.settings.serves_as == ServesAs::Statusquo || !resource.is_shared()
}

/// The phrase of a code, in capitals where Werkzeug would have written it, which has one for 418 too.
fn said(visit: &Visit<'_>, code: u16) -> Cow<'static, str> {
    match (visit.state.settings.serves_as, code) {
        (ServesAs::Httpbin, 418) => "I'M A TEAPOT".into(),
        (ServesAs::Httpbin, _) => phrase(code).to_ascii_uppercase().into(),
        _ => phrase(code).into(),
    }
}

/// What is no error: the fields that the world gave, and its content; a redirection says in a line where to go.
fn success(visit: &mut Visit<'_>, code: u16, way: Way) -> (Fields, Body) {
    let mut fields = std::mem::take(&mut visit.fields);
    if code == 304 {
        fields = not_modified(&fields);
    }
    if let Some(reason) = way.deciding().and_then(|(question, _)| visit.reason(question)) {
        for (name, value) in &reason.fields {
            if !fields.section().has(name) {
                fields.push(name, value);
            }
        }
    }
    if matches!(code, 204 | 304) {
        return (fields, Body::Empty);
    }
    if (300..400).contains(&code) && matches!(visit.body, Body::Empty) {
        let location = fields.section().text("Location").unwrap_or("").to_owned();
        visit.say("text/plain; charset=utf-8", format!("{code} {}: {location}\n", phrase(code)));
    }
    if let Some(media_type) = &visit.media_type {
        fields.push("Content-Type", media_type.as_bytes());
    }
    (fields, std::mem::take(&mut visit.body))
}

/// The fields of the 200 that a 304 repeats.
fn not_modified(all: &Fields) -> Fields {
    let mut fields = Fields::default();
    for name in IN_304 {
        for value in all.section().all(name) {
            fields.push(name, value);
        }
    }
    fields
}

/// A problem, with the fields that its reason brings along; none where nothing is to be said.
fn refusal(visit: &Visit<'_>, resource: &Resource<'_>, code: u16, way: Way) -> (Fields, Body) {
    let mut fields = Fields::default();
    let reason = way.deciding().and_then(|(question, _)| visit.reason(question));
    for (name, value) in reason.iter().flat_map(|reason| &reason.fields) {
        fields.push(name, value);
    }
    if reason.is_some_and(|reason| reason.silent) {
        return (fields, Body::Empty);
    }
    let problem = problem::Problem {
        code,
        reason,
        way,
        exchange: visit.id,
        told: visit.state.journal.is_some() && tells_exchange(visit, resource),
        as_go: visit.state.settings.serves_as == ServesAs::GoHttpbin,
    };
    let (media_type, text) = problem.write(visit.request.fields());
    fields.push("Content-Type", media_type);
    fields.push("Vary", "Accept");
    page::protect(media_type, &mut fields);
    (fields, Body::Owned(text.into_bytes()))
}

/// Sends the number that was asked for, with what it must carry and no more.
async fn force(
    visit: &mut Visit<'_>,
    resource: &Resource<'_>,
    exchange: &mut Exchange<'_>,
) -> (u16, Result<(), Broken>) {
    say_before(visit, exchange).await;
    if let Some(stay) = &mut visit.stay {
        stay.pass(exchange).await;
    }
    if let Some(media_type) = visit.media_type.take() {
        visit.fields.push("Content-Type", media_type.as_bytes());
    }
    let mut fields = std::mem::take(&mut visit.fields);
    match visit.number {
        101 => {
            // It was waited for; what is said now needs no place among those who wait.
            visit.stay = None;
            visit.fields = fields;
            echo::perform(visit);
            (101, switch(visit, resource, exchange).await)
        }
        interim @ 100..200 => {
            let sent = exchange.interim(interim, phrase(interim), &fields).await;
            // To HTTP/1.0 none is sent.
            if sent.is_ok() && visit.request.version >= Version::Http11 {
                visit.interim.push(interim);
            }
            let text = format!("{interim} is an interim answer; this is the final one that has to follow it.\n");
            let mut fields = Fields::default();
            fields.push("Content-Type", "text/plain; charset=utf-8");
            share(visit, resource, &mut fields);
            (200, exchange.respond(200, phrase(200), &fields, Content::Bytes(text.as_bytes())).await)
        }
        code => {
            share(visit, resource, &mut fields);
            let mut body = std::mem::take(&mut visit.body);
            let said = said(visit, code);
            let sent = send(code, &said, &fields, &mut body, &mut visit.stay, exchange).await;
            visit.fields = fields;
            (code, sent)
        }
    }
}

/// Sends the interim answers that were asked for.
async fn say_before(visit: &mut Visit<'_>, exchange: &mut Exchange<'_>) {
    for (code, fields) in std::mem::take(&mut visit.before) {
        // If the client is gone, giving the answer will tell.
        let sent = exchange.interim(code, phrase(code), &fields).await;
        if sent.is_ok() && visit.hears_interim() {
            visit.interim.push(code);
        }
    }
}

/// Opens the answer to every page, where the resource is open to them.
fn share(visit: &Visit<'_>, resource: &Resource<'_>, fields: &mut Fields) {
    if resource.is_shared() {
        cors::share(visit, fields);
    }
}

async fn send(
    code: u16,
    said: &str,
    fields: &Fields,
    body: &mut Body,
    stay: &mut Option<Box<Stay>>,
    exchange: &mut Exchange<'_>,
) -> Result<(), Broken> {
    match body {
        Body::Flow(flow) => Box::pin(flow.send(code, said, fields, stay.as_deref_mut(), exchange)).await,
        Body::Parts(parts) => Box::pin(parts.send(code, fields, exchange)).await,
        body => exchange.respond(code, said, fields, Content::Bytes(body.bytes())).await,
    }
}

/// Sends the upstream's answer, unless it was passed on piece by piece already; under another code, if the table named one.
async fn relay(
    visit: &mut Visit<'_>,
    resource: &mut Resource<'_>,
    code: Option<u16>,
    exchange: &mut Exchange<'_>,
) -> (u16, Result<(), Broken>) {
    let Some(gateway) = resource.road() else { return (500, Err(Broken)) };
    gateway.relay(visit, code, exchange).await
}
