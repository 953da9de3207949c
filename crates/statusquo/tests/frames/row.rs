//! One row of the table: what is sent, and what comes back.

use super::build::{PREFACE, settings, with_https};
use super::client::Client;
use super::trusting::Trusting;
use statusquo_lab::Running;

/// A stimulus and its outcome.
#[derive(Debug)]
pub(crate) struct Row {
    /// The section, and what is sent, in words.
    pub(crate) name: &'static str,
    pub(crate) sent: Vec<u8>,
    /// What is sent once so many events have come.
    later: Vec<(usize, Vec<u8>)>,
    /// The events that come back, in order; the last one may be `closed`.
    pub(crate) back: Vec<&'static str>,
    /// What the content of an answer says, where it matters.
    pub(crate) says: Option<&'static str>,
    /// Why the outcome is not the one that this server would choose: the library below decides before it.
    pub(crate) exception: Option<&'static str>,
    /// The preface and the first SETTINGS are in what is sent, or are left out on purpose.
    raw: bool,
    /// Each DATA frame is an event, with its size.
    sizes: bool,
    /// It is about a connection without TLS.
    cleartext: bool,
}

/// `back` is the events, with `, ` between them.
pub(crate) fn row(name: &'static str, sent: impl Into<Vec<u8>>, back: &'static str) -> Row {
    let back = if back.is_empty() { Vec::new() } else { back.split(", ").collect() };
    Row {
        name,
        sent: sent.into(),
        later: Vec::new(),
        back,
        says: None,
        exception: None,
        raw: false,
        sizes: false,
        cleartext: false,
    }
}

impl Row {
    pub(crate) fn says(self, what: &'static str) -> Self {
        Self { says: Some(what), ..self }
    }

    pub(crate) fn but(self, why: &'static str) -> Self {
        Self { exception: Some(why), ..self }
    }

    pub(crate) fn then(mut self, events: usize, sent: Vec<u8>) -> Self {
        self.later.push((events, sent));
        self
    }

    pub(crate) fn raw(self) -> Self {
        Self { raw: true, ..self }
    }

    pub(crate) fn sizes(self) -> Self {
        Self { sizes: true, ..self }
    }

    pub(crate) fn cleartext(self) -> Self {
        Self { cleartext: true, ..self }
    }

    /// Whether the connection ends.
    pub(crate) fn ends(&self) -> bool {
        self.back.last() == Some(&"closed")
    }

    /// Plays it in pieces of so many octets.
    fn play(&self, mut client: Client, piece: usize) -> Result<(), String> {
        let scheme = |bytes: &[u8]| if client.is_over_tls() { with_https(bytes) } else { bytes.to_vec() };
        let later: Vec<(usize, Vec<u8>)> = self.later.iter().map(|(events, sent)| (*events, scheme(sent))).collect();
        let own = scheme(&self.sent);
        client.sizes = self.sizes;
        let mut sent = Vec::new();
        if !self.raw {
            sent.extend_from_slice(PREFACE);
            sent.extend(settings(&[(1, 0)]));
        }
        sent.extend(own);
        // A server that has seen enough may close while it is sent more.
        let _ = sent.chunks(piece).all(|piece| client.send(piece));
        for (events, sent) in &later {
            client.listen(*events)?;
            let _ = sent.chunks(piece).all(|piece| client.send(piece));
        }
        client.listen(self.back.len())?;
        if !self.ends() {
            client.probe()?;
        }
        if by_stream(&client.trace) != by_stream(&self.back) {
            return Err(format!("{:?} came back, not {:?}", client.trace, self.back));
        }
        let content = String::from_utf8_lossy(&client.content);
        match self.says {
            Some(what) if !content.contains(what) => Err(format!("the answer says nothing of {what:?}: {content}")),
            _ => Ok(()),
        }
    }
}

/// What came back, stream by stream: streams are answered side by side, so only the order within each is promised.
fn by_stream<E: AsRef<str>>(events: &[E]) -> Vec<&str> {
    let mut events: Vec<&str> = events.iter().map(AsRef::as_ref).collect();
    events.sort_by_key(|event| event.split_once(':').and_then(|(stream, _)| stream.parse::<u32>().ok()));
    events
}

/// Plays rows, each whole and octet by octet, each time against a lab of its own.
pub(crate) fn play(rows: &[Row], lab: impl Fn() -> Running) {
    let mut wrong = Vec::new();
    for row in rows {
        let small = if row.sent.len() < 4096 { 1 } else { 1000 };
        for piece in [usize::MAX, small] {
            let lab = lab();
            if let Err(why) = row.play(Client::connect(lab.address()), piece) {
                wrong.push(format!("{} (in pieces of {piece}): {why}", row.name));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Plays rows over TLS, as far as they have a meaning there.
pub(crate) fn play_over_tls(rows: &[Row], trusting: &Trusting) {
    let played = rows.iter().filter(|row| !row.cleartext).map(|row| {
        let lab = trusting.lab();
        let client = Client::over(trusting.connect(lab.tls_addresses()[0]));
        row.play(client, usize::MAX).map_err(|why| format!("{}: {why}", row.name))
    });
    let wrong: Vec<String> = played.filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
