//! The lab's own certificate authority, as a resource: what a client has to trust before it speaks TLS with the lab.

use crate::visit::Visit;
use statusquo_decision::Question;
use statusquo_wire::tls::Authority;

/// Makes known whether the lab has an authority of its own.
pub(crate) fn find(visit: &mut Visit<'_>) {
    if pem(visit).is_some() {
        return;
    }
    let detail = match visit.state.settings.certificates {
        Some(_) => "The certificate was given with --cert: whoever issued it is to be trusted, not the lab.",
        None => "No address speaks TLS, so there is nothing to trust: start with --tls-listen.",
    };
    visit.refuse(Question::Exists, detail);
}

/// Shows its certificate (RFC 8555 registers the media type).
pub(crate) fn perform(visit: &mut Visit<'_>) {
    let pem = pem(visit).unwrap_or_default().to_owned();
    visit.fields.push("Cache-Control", "no-store");
    visit.sandbox();
    visit.say("application/pem-certificate-chain", pem);
}

fn pem<'v>(visit: &Visit<'v>) -> Option<&'v str> {
    visit.state.settings.certificates.as_ref()?.authority().map(Authority::pem)
}
