//! What servers print and people say in place of a code's phrase, so that a search finds the code by it.

/// A code, and what is said for it that is neither its phrase nor one that it had.
pub(crate) const ALSO_SAID: &[(u16, &str)] = &[
    (204, "Nothing to return"),
    (301, "POST became GET"),
    (302, "POST became GET"),
    (304, "Use your cached copy"),
    (308, "Resume Incomplete"),
    (400, "Invalid JSON"),
    (400, "Malformed JSON"),
    (400, "Malformed request"),
    (400, "Syntax error"),
    (401, "Authorization Required"),
    (401, "Login required"),
    (401, "Not logged in"),
    (401, "Not signed in"),
    (403, "Access denied"),
    (403, "Permission denied"),
    (403, "Not allowed to access"),
    (404, "No such page"),
    (404, "Page missing"),
    (405, "Not Allowed"),
    (405, "Wrong method"),
    (409, "Already exists"),
    (409, "Edit conflict"),
    (413, "File too big"),
    (413, "Request body too large"),
    (414, "Request-URI Too Large"),
    (422, "Validation failed"),
    (425, "Unordered Collection"),
    (429, "Quota exceeded"),
    (429, "Slow down"),
    (431, "Request Header Or Cookie Too Large"),
    (500, "Server crashed"),
    (500, "Unhandled exception"),
    (501, "Method Not Implemented"),
    (501, "Unknown method"),
    (502, "Backend down"),
    (502, "Connection reset by upstream"),
    (502, "Upstream down"),
    (503, "Service Temporarily Unavailable"),
    (503, "Server overloaded"),
    (504, "Upstream timed out"),
    (508, "Resource limit is reached"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ALL, entry};

    #[test]
    fn nothing_here_is_the_catalogs_to_say() {
        for (code, said) in ALSO_SAID {
            assert!(entry(*code).is_some(), "{code}");
            assert!(!ALL.iter().any(|entry| entry.phrase.eq_ignore_ascii_case(said)), "{said} is a phrase");
        }
        assert!(ALSO_SAID.is_sorted_by_key(|(code, _)| code));
    }
}
