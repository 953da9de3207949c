//! A page that takes its time, and the style sheet that it is known to need: here 103 has its cause.
//!
//! The hint goes to every client of HTTP/1.1 and later that GETs the page. RFC 8297 §3 has servers be careful with
//! clients of HTTP/1.1 that may take an interim answer for the final one: whoever asks this page asks to see the hint, and
//! nothing secret follows it. Over HTTP/1.1 browsers read past it.

use crate::form::page;
use crate::visit::Visit;
use statusquo_decision::Question;
use statusquo_gateway::Failure;
use statusquo_wire::h1::HeadReader;
use statusquo_wire::{Exchange, Fields, Limits, Request};
use std::time::Duration;

/// The methods of the page.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "OPTIONS"];

/// What the page needs, as it is hinted at and as the page itself says it.
const LINK: &str = "</lab/slow-page.css>; rel=preload; as=style";
/// The same in the page.
const SHEET: &str = "<link rel=\"stylesheet\" href=\"/lab/slow-page.css\">";

/// The upstream that the page is made from; it answers after half a second.
const UPSTREAM: &str = "unhurried";
/// What it is asked.
const ASKED: &[u8] = b"GET / HTTP/1.1\r\nHost: upstream\r\n\r\n";
/// The longest that a page may take, for the count of those who wait: the gateway's own limits are below.
const LONGEST: Duration = Duration::from_secs(5);

/// Makes known that there is something to prepare for.
pub(crate) fn judge(visit: &mut Visit<'_>) {
    if visit.method() == "GET" && visit.hears_interim() {
        visit.know(Question::HintsKnown, true);
    }
}

/// Hints at the style sheet, asks the upstream, and makes the page of what it says.
pub(crate) async fn perform(visit: &mut Visit<'_>, exchange: &mut Exchange<'_>) {
    let (state, most) = (visit.state, visit.state.settings.waiting_requests);
    let Some(_place) = visit.enter(&state.waits, most, LONGEST, Question::PlaceFree, "") else { return };
    let mut hints = Fields::default();
    hints.push("Link", LINK);
    // If the client is gone, giving the answer will tell.
    let _ = visit.say_meanwhile(exchange, &hints).await;
    let _ = exchange.flush().await;
    let said = match ask(visit).await {
        Ok(text) => text,
        Err(failure) => format!("It did not answer: {}.", failure.detail),
    };
    visit.fields.append(&hints);
    visit.fields.push("X-Content-Type-Options", "nosniff");
    visit.fields.push("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'");
    visit.say("text/html; charset=utf-8", html(&said));
}

/// What the upstream says.
async fn ask(visit: &Visit<'_>) -> Result<String, Failure> {
    let proxy = &visit.state.proxy;
    let Some(address) = proxy.upstreams.address(UPSTREAM) else { return Ok(String::new()) };
    let mut request = Request::default();
    HeadReader::default().advance(ASKED, &Limits::default(), &mut request);
    let mut asked = proxy.gateway.ask(address, "/", &request, &[]).await?;
    while asked.interim().await?.is_some() {}
    let reply = asked.reply().await?;
    Ok(String::from_utf8_lossy(reply.content()).into_owned())
}

fn html(said: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>A slow page</title>\n{SHEET}\n</head>\n\
         <body>\n<h1>A slow page</h1>\n<p>This page had to ask another server first. It said:</p>\n<blockquote>{}</blockquote>\n\
         <p>The style sheet was hinted at with <a href=\"/103\">103</a> before that.</p>\n</body>\n</html>\n",
        page::escape(said.trim_end())
    )
}

/// The style sheet.
pub(crate) fn sheet(visit: &mut Visit<'_>) {
    visit.fields.push("Cache-Control", "max-age=60");
    visit.fields.push("X-Content-Type-Options", "nosniff");
    visit.say(
        "text/css; charset=utf-8",
        ":root{color-scheme:light dark}\nbody{font:1rem/1.55 system-ui,sans-serif;max-width:46rem;margin:2.5rem auto;padding:0 1rem}\n\
         h1{color:rebeccapurple}\nblockquote{border-left:.25rem solid rebeccapurple;margin:0;padding-left:1rem}\n",
    );
}
