//! What guarded documents ask for: nobody changes one without saying which version they have seen. Here 428 has its cause.

use crate::reason::Reason;
use crate::visit::Visit;
use statusquo_decision::Question;

/// Makes known whether a change brings the precondition that it has to.
///
/// What counts is what really keeps an update from being lost: `If-Match`, or `If-None-Match: *` for what is not there
/// yet. A date does not, since two changes within a second have the same; nor does an `If-None-Match` with entity tags,
/// which holds for every version but those.
pub(crate) fn judge(visit: &mut Visit<'_>, exists: bool) {
    let fields = visit.request.fields();
    if visit.reads() || fields.has("If-Match") || fields.list("If-None-Match").any(|tag| tag == b"*") {
        return;
    }
    // The entity tag is not told: who sent it back unseen would overwrite all the same.
    let (how, required) = if exists {
        ("GET it, make the change in what came, and send that with the ETag of the GET in If-Match", "If-Match")
    } else {
        ("to make it only if nobody else has, send If-None-Match: *", "If-None-Match: *")
    };
    let also = match fields.has("If-Unmodified-Since") || fields.has("If-None-Match") {
        true => " The condition that came would let through a change that was never seen.",
        false => "",
    };
    let detail = format!("{} is done here only with a condition: {how}.{also}", visit.method());
    visit.object(Reason::new(Question::ConditionGiven, detail).member("required", required));
}
