//! Cross-origin sharing (the Fetch standard): every page may read what these routes answer, and nothing else of the server.

use crate::visit::Visit;
use statusquo_wire::Fields;

/// Opens an answer to the pages of every origin.
pub(crate) fn share(visit: &Visit<'_>, fields: &mut Fields) {
    let given = visit.request.fields();
    // Who is to be allowed may be what a client wants to try out.
    if !fields.section().has("Access-Control-Allow-Origin") {
        fields.push("Access-Control-Allow-Origin", given.get("Origin").unwrap_or(b"*"));
    }
    if !fields.section().has("Access-Control-Allow-Credentials") {
        fields.push("Access-Control-Allow-Credentials", "true");
    }
    if visit.method() == "OPTIONS" {
        fields.push("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, PATCH, OPTIONS");
        fields.push("Access-Control-Max-Age", "3600");
        if let Some(asked) = given.get("Access-Control-Request-Headers") {
            fields.push("Access-Control-Allow-Headers", asked);
        }
    }
}
