//! A teapot: it is one, it holds tea, and asked to brew coffee it cannot. Here 418 has its cause.

use crate::visit::Visit;
use statusquo_decision::Question;

/// The methods of the teapot: it understands BREW (RFC 2324), which is why it can decline.
pub(crate) const METHODS: &[&str] = &["GET", "HEAD", "BREW", "OPTIONS"];

const TEAPOT: &str = "\
A teapot, short and stout. It holds tea; coffee it does not brew.

      _
   __(_)__   ,-.
  /       \\ /_/
 |  o   o  |/
 |    -    |
  \\_______/
";

/// Whatever coffee is asked for, it is the wrong pot.
pub(crate) fn find(visit: &mut Visit<'_>) {
    if visit.method() == "BREW" {
        visit.refuse(
            Question::InItsNature,
            "BREW asks for coffee, and this is a teapot: no request will ever change that. GET shows the pot.",
        );
    }
}

/// Shows the pot.
pub(crate) fn perform(visit: &mut Visit<'_>) {
    visit.say("text/plain; charset=utf-8", TEAPOT);
}
