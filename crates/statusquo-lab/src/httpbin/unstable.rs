//! `/unstable`: fails as often as it is asked to, and with which code.

use super::call::Call;
use super::parameters::{Parameters, Wrong};
use super::status;
use crate::chance;
use crate::visit::{Body, Visit};

/// The code of a failure, and whether this is one.
fn drawn(visit: &mut Visit<'_>) -> Result<(u16, bool), Wrong> {
    let parameters = Parameters::of(visit);
    let rate = parameters.share("failure_rate", 0.5)?;
    let code = parameters.code("status_code", 400, 500)?;
    status::can_be_sent(visit, code).map_err(|detail| Wrong::new("status_code", detail))?;
    let Some(mut source) = parameters.source()? else {
        chance::refuse(visit);
        return Ok((code, false));
    };
    Ok((code, source.fraction() < rate))
}

/// A failure is one by its number: it has no other cause.
pub(crate) fn fail(visit: &mut Visit<'_>, _: &Call) {
    if let Ok((code, true)) = drawn(visit) {
        status::furnish(visit, code);
        visit.force(code);
    }
}

/// Looks at what is asked for.
pub(crate) fn find(visit: &mut Visit<'_>, _: &Call) {
    if let Err(wrong) = drawn(visit) {
        wrong.refuse(visit);
    }
}

/// Says nothing, as it went well.
pub(crate) fn show(visit: &mut Visit<'_>, _: &Call) {
    visit.media_type = Some("text/plain; charset=utf-8".into());
    visit.body = Body::Owned(Vec::new());
}
