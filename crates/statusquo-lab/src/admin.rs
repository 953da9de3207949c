//! Who may use the admin side `/_/`: nobody whose name for it could be somebody else's, no foreign page, and from
//! beyond loopback only the holder of a token.

use crate::reason::Reason;
use crate::visit::Visit;
use crate::world::{origin, vault};
use statusquo_decision::Question;
use std::net::IpAddr;

const BASIC: &str = "Basic realm=\"admin\", charset=\"UTF-8\"";
const BEARER: &str = "Bearer realm=\"admin\"";
const BEARER_INVALID: &str = "Bearer realm=\"admin\", error=\"invalid_token\"";

/// Makes known whether the request may reach the admin side.
pub(crate) fn judge(visit: &mut Visit<'_>) {
    visit.know(Question::AdminSide, true);
    let settings = &visit.state.settings;
    let fields = visit.request.fields();
    if !visit.state.local_only && settings.admin_token.is_none() {
        visit.refuse(
            Question::AdminReachable,
            "A listener is not on loopback, so the admin side needs a token: start with --admin-token.",
        );
    }
    let authority = visit.request.authority().unwrap_or("");
    if !is_own(authority, &settings.admin_hosts) {
        let detail = format!(
            "The admin side answers to localhost, *.localhost, IP addresses and --admin-host names alone, not to {authority:?}: \
             any other name could be pointed here by a stranger."
        );
        visit.refuse(Question::HostTrusted, detail);
    }
    if origin::is_foreign(visit) {
        visit.refuse(Question::OriginOwn, origin::FOREIGN);
    }
    if let Some(token) = &settings.admin_token {
        visit.know(Question::CredentialsNeeded, true);
        match vault::secret(visit.request) {
            None if !fields.has("Authorization") => {
                let detail = "The admin side asks for its token: as a Bearer token, or as a password, with any name.";
                visit.object(challenged(Question::CredentialsGiven, detail, BEARER));
            }
            Some(given) if vault::same(&given, token) => {}
            _ => {
                let detail = "That is not the admin side's token.";
                visit.object(challenged(Question::CredentialsValid, detail, BEARER_INVALID));
            }
        }
    }
}

/// Tools bring the token itself; a browser can only ask its user for a name and a password (RFC 7617).
fn challenged(question: Question, detail: &str, bearer: &'static str) -> Reason {
    Reason::new(question, detail).field("WWW-Authenticate", BASIC).field("WWW-Authenticate", bearer)
}

/// Whether an authority names this machine in a way that DNS cannot change, or as the operator allowed.
fn is_own(authority: &str, allowed: &[String]) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => authority.rsplit_once(':').map_or(authority, |(host, _)| host),
    };
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<IpAddr>().is_ok()
        || allowed.iter().any(|name| name.eq_ignore_ascii_case(&host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_dns_cannot_change_are_own() {
        for own in
            ["localhost", "LOCALHOST:8080", "a.localhost:1", "127.0.0.1:8080", "[::1]:8080", "10.0.0.7", "lab.test:80"]
        {
            assert!(is_own(own, &["lab.test".into()]), "{own}");
        }
        for foreign in
            ["", "evil.test", "localhost.evil.test:8080", "127.0.0.1.evil.test", "notlocalhost", "lab.test.evil"]
        {
            assert!(!is_own(foreign, &["lab.test".into()]), "{foreign}");
        }
    }
}
