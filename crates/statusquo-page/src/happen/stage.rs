//! Room for what comes of it as it comes, which a script fills: what is said of it, the time line, and all of it at the end.

use maud::{Markup, html};

/// The room; what is shown at the end is whatever stands around this place.
pub(super) fn stage(whole: impl FnOnce(Markup) -> Markup) -> Markup {
    html! {
        p.told role="status" {}
        ol.timeline hidden aria-label="What goes to and fro, and when" {}
        (whole(html! { div.whole {} }))
    }
}
