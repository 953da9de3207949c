//! Colour: on a terminal that wants it, and nowhere else.

use statusquo_catalog::Class;
use statusquo_catalog::text::Role;
use std::env;
use std::io::{IsTerminal, stdout};

/// Whether to colour, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    on: bool,
}

impl Style {
    /// For what goes to standard output: on if that is a terminal, neither `NO_COLOR` is set nor `TERM` dumb.
    pub(crate) fn of_stdout() -> Self {
        let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_some_and(|value| value == "dumb");
        Self { on: stdout().is_terminal() && !refused && !dumb }
    }

    /// The text as it is, or in the colour of its role.
    pub(crate) fn paint(self, role: Role, text: &str) -> String {
        if self.on && !text.trim().is_empty() {
            format!("\x1b[{}m{text}\x1b[0m", colour(role))
        } else {
            text.to_string()
        }
    }
}

/// The terminal's own sixteen colours, so that the user's theme decides; no dark blue, which few can read on black.
const fn colour(role: Role) -> &'static str {
    match role {
        Role::Code(Class::Informational) => "1;35",
        Role::Code(Class::Successful) => "1;32",
        Role::Code(Class::Redirection) => "1;36",
        Role::Code(Class::ClientError) => "1;33",
        Role::Code(Class::ServerError) => "1;31",
        Role::Title | Role::Level => "1",
        Role::Aside => "2",
        Role::Command | Role::Sent => "36",
        Role::Received => "0",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn off_changes_nothing_and_on_ends_what_it_begins() {
        let role = Role::Code(Class::ClientError);
        assert_eq!(Style { on: false }.paint(role, "409"), "409");
        assert_eq!(Style { on: true }.paint(role, "409"), "\x1b[1;33m409\x1b[0m");
        assert_eq!(Style { on: true }.paint(role, "  "), "  ");
    }
}
