//! Differences between versions of a document (RFC 3229): earlier versions are kept for a while, and who still has one and
//! takes `diffe` is sent the script that turns it into the current one.

use super::diffe;
use crate::store::document::Representation;
use crate::store::earlier::Earlier;
use crate::store::{Expected, Key, Kind, NotStored, Stored, Value};
use crate::visit::Visit;
use std::sync::Arc;
use std::time::Duration;

/// The instance manipulation that is known here.
const DIFFE: &[u8] = b"diffe";

/// How many earlier versions of a document are kept, for how long, and how large one may be, in octets.
const VERSIONS: usize = 4;
const KEPT: Duration = Duration::from_secs(60 * 60);
const LARGEST: usize = 256 * 1024;

/// How often to try to keep a version while others change the same document.
const TRIES: usize = 4;

/// The script that turns a version that the client has into this one, and the fields that say so. `None` if it takes none,
/// has no version that is kept, or would have no use of it.
pub(crate) async fn difference(visit: &mut Visit<'_>, name: &str, held: &Representation) -> Option<Vec<u8>> {
    let fields = visit.request.fields();
    if held.content.len() > LARGEST || !fields.has("If-None-Match") || !fields.list("A-IM").any(takes_diffe) {
        return None;
    }
    let earlier = look_up(visit, name).await.1?;
    // Weak entity tags name no octets, so no script could start from them.
    let base = visit.request.fields().list("If-None-Match").find_map(|etag| earlier.version(etag))?;
    let script = diffe::script(&base.content, &held.content)?;
    if script.len() >= held.content.len() {
        return None;
    }
    visit.fields.push("IM", DIFFE);
    visit.fields.push("Delta-Base", &base.etag);
    // A cache that does not know of differences keeps none; one that does overlooks no-store for the sake of im.
    visit.fields.push("Cache-Control", "no-store, im, retain");
    Some(script)
}

/// Whether a member of A-IM takes it: `diffe`, with a weight or without, but not with none.
fn takes_diffe(member: &[u8]) -> bool {
    let mut pieces = member.split(|octet| *octet == b';').map(<[u8]>::trim_ascii);
    let named = pieces.next().is_some_and(|name| name.eq_ignore_ascii_case(DIFFE));
    let refused = pieces.any(|parameter| {
        let weight = parameter.strip_prefix(b"q=").or(parameter.strip_prefix(b"Q="));
        weight.is_some_and(|weight| !weight.iter().any(|octet| (b'1'..=b'9').contains(octet)))
    });
    named && !refused
}

/// Keeps what a document was before, if differences can start from it. It is a convenience: where there is no room, or
/// others are faster, it is not kept.
pub(crate) async fn keep(visit: &Visit<'_>, name: &str, before: Arc<Representation>) {
    if before.content.len() > LARGEST || !diffe::is_text(&before.content) {
        return;
    }
    let (store, now) = (&visit.state.store, visit.now());
    let key = Key::new(Kind::Earlier, name);
    for _ in 0..TRIES {
        let (stored, earlier) = look_up(visit, name).await;
        let earlier = earlier.unwrap_or_default().with(before.clone(), VERSIONS);
        let value = Some(Value::Earlier(Arc::new(earlier)));
        let written =
            store.compare_and_set(key, Expected::of(stored.as_ref()), value, Some(now.after(KEPT)), now).await;
        if !matches!(written, Err(NotStored::Changed(_))) {
            return;
        }
    }
}

/// Lets go of what a document was before.
pub(crate) async fn forget(visit: &Visit<'_>, name: &str) {
    if let Some(stored) = look_up(visit, name).await.0 {
        let key = Key::new(Kind::Earlier, name);
        let _ = visit.state.store.compare_and_set(key, Expected::Stamp(stored.stamp), None, None, visit.now()).await;
    }
}

async fn look_up(visit: &Visit<'_>, name: &str) -> (Option<Stored>, Option<Arc<Earlier>>) {
    let stored = visit.state.store.read(Key::new(Kind::Earlier, name), visit.now()).await;
    let earlier = match &stored {
        Some(Stored { value: Value::Earlier(earlier), .. }) => Some(earlier.clone()),
        _ => None,
    };
    (stored, earlier)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diffe_is_taken_unless_its_weight_is_nothing() {
        for taken in ["diffe", "DiffE", "diffe;q=0.5", "diffe ; q=1", "diffe;q=0.001"] {
            assert!(takes_diffe(taken.as_bytes()), "{taken}");
        }
        for refused in ["", "diff", "vcdiff", "diffe2", "diffe;q=0", "diffe; q=0.000", "gzip;x=diffe", "identity"] {
            assert!(!takes_diffe(refused.as_bytes()), "{refused}");
        }
    }
}
