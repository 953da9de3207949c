//! How a gateway calls itself in `Via` (RFC 9110 §7.6.3), and how it knows what it has passed on before.

use statusquo_wire::{Request, Version};

/// The name that this gateway gives itself in `Via` and `Proxy-Status` (RFC 9209 §2).
pub const PSEUDONYM: &str = "statusquo";

/// The version of a message as it was received, and who passes it on.
pub(crate) fn via(mark: Option<u64>, version: Version) -> String {
    let version = match version {
        Version::Http10 => "1.0",
        Version::Http11 => "1.1",
        Version::Http2 => "2",
        Version::Http3 => "3",
    };
    format!("{version} {}", pseudonym(mark))
}

/// Whether the `Via` of a request names the gateway with this mark.
pub(crate) fn names(mark: Option<u64>, request: &Request) -> bool {
    let own = pseudonym(mark);
    let mut passed = request.fields().list("Via").filter_map(|member| std::str::from_utf8(member).ok());
    // After the version comes the name, then perhaps a comment.
    passed.any(|member| member.split_ascii_whitespace().nth(1).is_some_and(|name| name.eq_ignore_ascii_case(&own)))
}

fn pseudonym(mark: Option<u64>) -> String {
    mark.map_or(PSEUDONYM.to_owned(), |mark| format!("{PSEUDONYM}-{mark:016x}"))
}
