//! Which page a request was made by: one of this server's own, or one of somebody else's.

use crate::visit::Visit;

/// What is said to a foreign page.
pub(crate) const FOREIGN: &str = "The request was made by a page of another origin.";

/// Whether it was made by a page of another origin, as far as browsers tell.
pub(crate) fn is_foreign(visit: &Visit<'_>) -> bool {
    let fields = visit.request.fields();
    let authority = visit.request.authority().unwrap_or("");
    let sites = || fields.all("Sec-Fetch-Site");
    // Where something before this server ends TLS, the browser knows another scheme than this connection speaks; that it is of
    // the same origin all the same, no page can make it say.
    let known = sites().any(|site| site == b"same-origin");
    let own =
        |origin| is_same_origin(origin, visit.secured, authority) || (known && is_same_origin(origin, true, authority));
    fields.all("Origin").any(|origin| !own(origin)) || sites().any(|site| !matches!(site, b"same-origin" | b"none"))
}

/// Whether an `Origin` is that of the authority asked for, over this scheme.
fn is_same_origin(origin: &[u8], secured: bool, authority: &str) -> bool {
    let scheme: &[u8] = if secured { b"https://" } else { b"http://" };
    let Some(host) = origin.strip_prefix(scheme) else { return false };
    host.eq_ignore_ascii_case(authority.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::is_same_origin;

    #[test]
    fn an_origin_is_own_only_with_the_same_scheme_and_authority() {
        assert!(is_same_origin(b"http://localhost:8080", false, "localhost:8080"));
        assert!(is_same_origin(b"https://localhost:8443", true, "localhost:8443"));
        assert!(!is_same_origin(b"http://localhost:8443", true, "localhost:8443"));
        for foreign in [&b"http://localhost:8081"[..], b"https://localhost:8080", b"null", b"http://evil.test"] {
            assert!(!is_same_origin(foreign, false, "localhost:8080"));
        }
    }
}
