//! Whether the connection is right for the request: what came in early data may be a replay (425), and a certificate
//! vouches for its own names alone (421).

use crate::reason::Reason;
use crate::visit::Visit;
use crate::world::{forward, meter};
use statusquo_decision::Question;
use statusquo_wire::message::Form;
use statusquo_wire::tls::Session;

/// The methods that ask for no change (RFC 9110 §9.2.1).
const SAFE: [&str; 4] = ["GET", "HEAD", "OPTIONS", "TRACE"];

/// Where a request can change something.
const CHANGEABLE: [&str; 2] = ["/lab/", "/_/"];

/// Makes known what the connection says of the request; a plain one in cleartext costs two looks.
pub(crate) fn judge(visit: &mut Visit<'_>, session: Option<&Session>) {
    if visit.request.violation.is_some() {
        return;
    }
    if visit.request.early || visit.request.early_before {
        judge_early_data(visit);
    }
    if let Some(session) = session {
        visit.secured = true;
        judge_authority(visit, session);
    }
}

fn judge_early_data(visit: &mut Visit<'_>) {
    visit.know(Question::EarlyData, true);
    let method = visit.method();
    // Nobody knows what a replay would do elsewhere.
    let elsewhere = forward::is_asked(visit);
    let changes = !SAFE.contains(&method) && CHANGEABLE.iter().any(|start| visit.target.path.starts_with(start));
    let what = match (elsewhere, changes) {
        (true, _) => "is for another server",
        (false, true) => "is no safe method",
        // Some resources have side effects of safe methods, too (RFC 8470 §3).
        (false, false) if method == "GET" && visit.target.path == meter::PATH => {
            "is safe, but here it takes what was paid for"
        }
        (false, false) => return,
    };
    let (came, next) = match visit.request.early {
        true => ("came in TLS early data", "send it again, now that the handshake is complete"),
        false => (
            "is marked with Early-Data, so on an earlier hop it came in TLS early data",
            "send it again once the handshake is complete, without the mark",
        ),
    };
    visit.refuse(
        Question::ReplayHarmless,
        format!(
            "{method} {what}, and the request {came}, which anybody can record and replay: nothing was done; {next}."
        ),
    );
}

fn judge_authority(visit: &mut Visit<'_>, session: &Session) {
    // What CONNECT names is where a proxy shall connect to, and no proxy may answer 421 (RFC 9110 §15.5.20).
    let (Some(asked), Some(authority), Form::Origin | Form::Absolute | Form::Asterisk) =
        (session.server_name(), visit.request.authority(), visit.target.form)
    else {
        return;
    };
    // Nor does a certificate vouch for an http resource that a proxy is asked for.
    let elsewhere = !visit.target.secure && forward::is_asked(visit);
    if elsewhere || session.covers(authority) {
        return;
    }
    let names = session.leaf().names();
    let covered = match names.is_empty() {
        true => "no name".to_owned(),
        false => names.join(", "),
    };
    let detail = format!(
        "The handshake asked for {asked}, and the certificate that was presented covers {covered}: that does not vouch for \
         {authority}. Connect anew, and ask for that host in the handshake."
    );
    visit.object(
        Reason::new(Question::Authoritative, detail)
            .member("server_name", asked)
            .member("authority", authority)
            .member("certificate", names),
    );
}
