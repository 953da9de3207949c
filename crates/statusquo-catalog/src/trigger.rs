//! What a client does to make a code happen in the lab: steps of bytes, pauses, bursts and captured values.

/// The way to make a code happen: steps, played in order against a fresh lab.
///
/// The steps share one connection, opened before the first; a step that finds it closed, or not of the kind that
/// [`Step::tls`] asks for, opens another, and a step with [`Step::parallel`] opens its own. After each step the player waits for the answers that are owed, unless the step
/// says [`Step::wait_ms`]; where the request is not whole yet (its head, or its content), one answer is enough, and an
/// interim one counts. After the last step it waits for every final answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The steps, in order; at least one.
    pub steps: &'static [Step],
}

impl Trigger {
    /// The code of the answer in whose content the trigger's own code stands; none where that is the code of an answer.
    pub fn inside(&self) -> Option<u16> {
        self.steps.iter().find_map(|step| step.inside)
    }
}

/// One step: bytes to send, and how.
///
/// In the bytes `{authority}` stands for the lab's own address and port (over TLS, those for TLS), and `{name}` for a value that an earlier
/// step captured under that name; every other brace is sent as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The bytes, with their line ends written out.
    pub send: &'static str,
    /// Pause this many milliseconds after sending instead of waiting for answers.
    pub wait_ms: Option<u32>,
    /// Send the bytes on this many new connections at the same time.
    pub parallel: Option<u16>,
    /// Send the bytes this many times, one after the other, each after the answer to the one before.
    pub repeat: Option<u16>,
    /// Keep a field's value of the last final answer to this step for later steps.
    pub capture: Option<Capture>,
    /// Send the bytes over TLS, to the lab's address for it, and ask for this server in the handshake (SNI).
    pub tls: Option<&'static str>,
    /// The trigger's code stands within the content of the answer to this step, and that answer has this code.
    pub inside: Option<u16>,
}

/// A value kept for later steps: the field it is read from, and the name it is used by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capture {
    /// The placeholder's name, used as `{name}`.
    pub name: &'static str,
    /// The response field whose value is kept: `ETag`, `Location`.
    pub field: &'static str,
}

impl Step {
    /// A step that sends these bytes and waits for an answer.
    ///
    /// ```
    /// use statusquo_catalog::Step;
    /// const STEP: Step = Step::send("GET /lab/limited HTTP/1.1\r\nHost: {authority}\r\n\r\n").repeat(6);
    /// assert_eq!(STEP.repeat, Some(6));
    /// ```
    pub const fn send(send: &'static str) -> Self {
        Self { send, wait_ms: None, parallel: None, repeat: None, capture: None, tls: None, inside: None }
    }

    /// The same, followed by a pause in place of waiting for an answer.
    pub const fn wait_ms(self, milliseconds: u32) -> Self {
        Self { wait_ms: Some(milliseconds), ..self }
    }

    /// The same, on `connections` new connections at once.
    pub const fn parallel(self, connections: u16) -> Self {
        Self { parallel: Some(connections), ..self }
    }

    /// The same, `times` times in a row.
    pub const fn repeat(self, times: u16) -> Self {
        Self { repeat: Some(times), ..self }
    }

    /// The same, keeping the value of `field` as `{name}`.
    pub const fn capture(self, name: &'static str, field: &'static str) -> Self {
        Self { capture: Some(Capture { name, field }), ..self }
    }

    /// The same, where the trigger's code is to be found within the content of the answer, which has this code.
    pub const fn inside(self, code: u16) -> Self {
        Self { inside: Some(code), ..self }
    }

    /// The same over TLS, asking for `server` in the handshake.
    pub const fn over_tls(self, server: &'static str) -> Self {
        Self { tls: Some(server), ..self }
    }
}
