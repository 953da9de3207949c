//! The fields that a reader meets in exchanges: what each is for, in a sentence, and where it is defined.

use crate::Specification;

/// A field of HTTP, and what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldNote {
    /// Its name, as its definition writes it.
    pub name: &'static str,
    /// What it is for.
    pub says: &'static str,
    /// Where it is defined; none for the one that is this program's own.
    pub specification: Option<Specification>,
}

/// What is to be said of a field, whatever the case of its name.
///
/// ```
/// let note = statusquo_catalog::field("content-type").expect("it is common");
/// assert_eq!(note.specification.map(|source| source.to_string()).as_deref(), Some("RFC 9110 §8.3"));
/// assert!(statusquo_catalog::field("X-Unheard-Of").is_none());
/// ```
pub fn field(name: &str) -> Option<&'static FieldNote> {
    FIELDS.iter().find(|note| note.name.eq_ignore_ascii_case(name))
}

/// Every field that has a note, in the order of the alphabet.
#[rustfmt::skip]
pub const FIELDS: &[FieldNote] = &[
    semantics("Accept", "12.5.1", "The media types that the client takes, and how gladly."),
    semantics("Accept-Encoding", "12.5.3", "The content codings, such as gzip, that the client takes."),
    semantics("Accept-Language", "12.5.4", "The languages that the client prefers."),
    semantics("Accept-Ranges", "14.3", "The units in which parts of this resource can be asked for."),
    caching("Age", "5.1", "How many seconds ago the answer was made or last confirmed, as a cache counts them."),
    document("A-IM", "RFC 3229", "The differences that the client would take in place of the whole."),
    semantics("Allow", "10.2.1", "The methods that the resource offers."),
    document("Alternates", "RFC 2295", "The variants among which the client can choose."),
    semantics("Authorization", "11.6.2", "The client's credentials for the resource."),
    caching("Cache-Control", "5.2", "What caches may do with the message, and for how long."),
    semantics("Connection", "7.6.1", "Whether the connection goes on, and which fields are meant for it alone."),
    semantics("Content-Encoding", "8.4", "The codings that the content was put into, and that have to be undone to read it."),
    semantics("Content-Length", "8.6", "How many octets the content has: that is how the reader finds its end."),
    semantics("Content-Range", "14.4", "Which part of the whole this is, or with 416 how long the whole is."),
    document("Content-Security-Policy", "CSP Level 3", "What a browser may load and run on behalf of this page; sandbox lets it run nothing."),
    semantics("Content-Type", "8.3", "What kind of data the content is."),
    document("Cookie", "RFC 6265", "What the server had the client remember, given back."),
    semantics("Date", "6.6.1", "When the message was made."),
    document("DAV", "RFC 4918", "The classes of WebDAV that the resource follows."),
    document("Delta-Base", "RFC 3229", "The version that this difference starts from."),
    document("Depth", "RFC 4918", "How far down a collection the method goes: 0, 1 or infinity."),
    section("Early-Data", "RFC 8470", "5.1", "The request was sent in TLS early data on a hop before, so it may be a replay."),
    semantics("ETag", "8.8.3", "The name of this version of the representation; a later condition can ask for it."),
    semantics("Expect", "10.1.1", "With 100-continue, the client waits for a go-ahead before it sends the content."),
    caching("Expires", "5.3", "When the answer stops being fresh."),
    semantics("Host", "7.2", "The host and port that the client means; one server may answer for many."),
    document("If", "RFC 4918", "A condition on lock tokens and versions."),
    semantics("If-Match", "13.1.1", "Do it only if the current version is one of these."),
    semantics("If-Modified-Since", "13.1.3", "Send it only if it has changed since then."),
    semantics("If-None-Match", "13.1.2", "Do it only if the current version is none of these; * means: only if there is none."),
    semantics("If-Range", "13.1.5", "Send the part only if the version is still this one, else the whole."),
    semantics("If-Unmodified-Since", "13.1.4", "Do it only if it has not changed since then."),
    document("IM", "RFC 3229", "Which differences were taken to make this content."),
    semantics("Last-Modified", "8.8.2", "When the representation was last changed."),
    document("Link", "RFC 8288", "Another resource, and how it relates to this one: here one to load ahead, or what blocks it."),
    semantics("Location", "10.2.2", "Another address that has to do with the answer: where to go, or what was made."),
    document("Lock-Token", "RFC 4918", "The name of a lock, which whoever holds it has to show."),
    semantics("Max-Forwards", "7.6.2", "How many more hops the request may take."),
    document("Overwrite", "RFC 4918", "Whether something at the destination may be replaced."),
    semantics("Proxy-Authenticate", "11.7.1", "How to prove to the proxy who one is."),
    semantics("Proxy-Authorization", "11.7.2", "The client's credentials for the proxy."),
    section("Proxy-Status", "RFC 9209", "2", "What a proxy on the way has to say of the answer: what went wrong behind it."),
    semantics("Range", "14.2", "The parts of the content that the client asks for."),
    document("RateLimit", "draft-ietf-httpapi-ratelimit-headers", "What is left of the quota, and when it is refilled."),
    document("RateLimit-Policy", "draft-ietf-httpapi-ratelimit-headers", "The quota, and the time that it is for."),
    document("Referrer-Policy", "Referrer Policy", "How much of this address a browser tells the pages that it leads to."),
    semantics("Retry-After", "10.2.3", "How many seconds to wait, or until when, before asking again."),
    document("Sec-WebSocket-Accept", "RFC 6455", "Proof that the server has understood the WebSocket handshake."),
    document("Sec-WebSocket-Key", "RFC 6455", "A value from which the server has to make its proof."),
    document("Sec-WebSocket-Version", "RFC 6455", "The version of the WebSocket protocol."),
    semantics("Server", "10.2.4", "What the server calls itself."),
    document("Set-Cookie", "RFC 6265", "Something for the client to remember and give back."),
    FieldNote { name: "Statusquo-Exchange", says: "This program's own: the number under which it keeps the exchange, with its reasons.", specification: None },
    semantics("TE", "10.1.4", "The transfer codings that the client takes besides chunked, and whether it reads trailers."),
    document("Timeout", "RFC 4918", "For how long a lock is asked for or granted."),
    semantics("Trailer", "6.6.2", "The fields that will follow after the content."),
    section("Transfer-Encoding", "RFC 9112", "6.1", "How the content is put on the wire: chunked means in pieces, each with its length."),
    semantics("Upgrade", "7.8", "The protocol that the connection could go on with, or does."),
    document("Upload-Complete", "draft-ietf-httpbis-resumable-upload", "Whether this is the last of the content."),
    document("Upload-Draft-Interop-Version", "draft-ietf-httpbis-resumable-upload", "The version of the draft that is spoken."),
    document("Upload-Length", "draft-ietf-httpbis-resumable-upload", "How long the whole upload will be."),
    document("Upload-Limit", "draft-ietf-httpbis-resumable-upload", "What the server takes: how large, how long."),
    document("Upload-Offset", "draft-ietf-httpbis-resumable-upload", "How much of the upload the server has."),
    semantics("User-Agent", "10.1.5", "What the client calls itself."),
    semantics("Vary", "12.5.5", "The fields of the request that the answer depends on, for caches to compare."),
    semantics("Via", "7.6.3", "The intermediaries that the message has passed."),
    semantics("WWW-Authenticate", "11.6.1", "How to prove who one is."),
    document("X-Content-Type-Options", "Fetch", "With nosniff, a browser takes the type as it is said and guesses no other."),
];

const fn semantics(name: &'static str, number: &'static str, says: &'static str) -> FieldNote {
    section(name, "RFC 9110", number, says)
}

const fn caching(name: &'static str, number: &'static str, says: &'static str) -> FieldNote {
    section(name, "RFC 9111", number, says)
}

const fn section(name: &'static str, rfc: &'static str, number: &'static str, says: &'static str) -> FieldNote {
    FieldNote { name, says, specification: Some(Specification::section(rfc, number)) }
}

const fn document(name: &'static str, document: &'static str, says: &'static str) -> FieldNote {
    FieldNote { name, says, specification: Some(Specification::document(document)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ALL;

    #[test]
    fn notes_stand_in_the_order_of_the_alphabet_and_once() {
        assert!(FIELDS.is_sorted_by(|one, next| {
            one.name.to_ascii_lowercase().replace('-', "") < next.name.to_ascii_lowercase().replace('-', "")
        }));
    }

    #[test]
    fn every_field_of_a_captured_exchange_has_a_note() {
        let mut seen = 0;
        for line in ALL.iter().filter_map(|entry| entry.transcript).flat_map(str::lines) {
            let Some((name, _)) = line.get(2..).and_then(|line| line.split_once(": ")) else { continue };
            let is_field = line.starts_with(['>', '<'])
                && name.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-');
            // A field of no meaning, of which a trigger sends too many.
            if is_field && name != "X-Line" {
                assert!(field(name).is_some(), "{name}");
                seen += 1;
            }
        }
        assert!(seen > 500, "{seen}");
    }
}
