//! A resource that wants to know beforehand how much will come; here 411 has its cause.

use crate::visit::{Visit, Wanted};
use statusquo_decision::Question;
use statusquo_wire::{Framing, Version};

/// The methods of the resource.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "POST", "OPTIONS"];

/// What it would use of a content.
pub(crate) fn wants(visit: &Visit<'_>) -> Option<Wanted> {
    (visit.method() == "POST").then_some(Wanted { limit: visit.state.settings.document_bytes, media_type: None })
}

/// Makes known whether the length of the content is told in the head.
pub(crate) fn find(visit: &mut Visit<'_>) {
    let Some(wanted) = wants(visit) else { return };
    visit.judge_declared_content(wanted);
    // A request with neither length nor coding has no content, and its length is known (RFC 9112 §6.3).
    if visit.request.framing == Framing::Chunked {
        let comes = match visit.request.version {
            Version::Http10 | Version::Http11 => "in chunks",
            Version::Http2 | Version::Http3 => "in frames until its stream ends",
        };
        visit.refuse(
            Question::LengthGiven,
            format!("The content comes {comes}, and nothing says how long it is: here Content-Length has to."),
        );
    }
}

/// Says how much came; it is not kept.
pub(crate) fn perform(visit: &mut Visit<'_>) {
    let text = match visit.method() {
        "POST" => format!("{} octets came, as the head had said.\n", visit.content.len()),
        _ => {
            "POST something, with a Content-Length: this resource takes nothing whose length it does not know.\n".into()
        }
    };
    visit.say("text/plain; charset=utf-8", text);
}
