//! What the server says of itself: nothing that its operator did not mean everybody to know.

use super::call::{Call, say};
use super::json::Json;
use crate::visit::Visit;

/// `/env`: the environment variables that are there to be shown.
pub(crate) fn env(visit: &mut Visit<'_>, _: &Call) {
    let shown = visit.state.settings.shown_env.iter();
    let shown = Json::object(shown.map(|(name, value)| (name.as_str(), value.as_str().into())));
    say(visit, &Json::object([("env", shown)]));
}

/// `/health`: an answer at all is what is asked for.
pub(crate) fn health(visit: &mut Visit<'_>, _: &Call) {
    visit.say("text/plain; charset=utf-8", "ok");
}

/// `/hostname`: never the machine's, which is nobody's business.
pub(crate) fn hostname(visit: &mut Visit<'_>, _: &Call) {
    say(visit, &Json::object([("hostname", "statusquo".into())]));
}

/// `/version`: that of this program.
pub(crate) fn version(visit: &mut Visit<'_>, _: &Call) {
    say(visit, &Json::object([("version", env!("CARGO_PKG_VERSION").into())]));
}
