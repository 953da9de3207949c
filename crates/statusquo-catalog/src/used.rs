//! What is said of a number that nobody registered, for each who uses it.

/// One use of a number that is not registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// The number.
    pub code: u16,
    /// Who uses it.
    pub whose: &'static str,
    /// What they call it, if they gave it a name.
    pub name: Option<&'static str>,
    /// What they mean by it, in one or two sentences.
    pub meaning: &'static str,
    /// What to do about it, in one sentence.
    pub next: &'static str,
    /// Where it is met.
    pub seen: Seen,
    /// The registered codes that say most nearly the same.
    pub nearest: &'static [u16],
}

/// Where a number that is not registered is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// In answers.
    Answers,
    /// In logs alone; the client is sent something else, or nothing.
    Logs,
    /// Inside a client or its library; no server sent it.
    Clients,
}

impl Seen {
    /// One word for machines.
    pub const fn name(self) -> &'static str {
        match self {
            Seen::Answers => "answers",
            Seen::Logs => "logs",
            Seen::Clients => "clients",
        }
    }

    /// The same for people.
    pub const fn sentence(self) -> &'static str {
        match self {
            Seen::Answers => "sent in answers",
            Seen::Logs => "in logs only, never sent under this number",
            Seen::Clients => "made up by the client, sent by no server",
        }
    }
}
