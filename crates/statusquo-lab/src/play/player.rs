//! The player: steps, pauses, parallel connections and captured values, whatever the version of HTTP.

use super::carrier::Carrier;
use super::failed::Failed;
use super::notes::{Notes, Tell};
use super::place::tcp;
use super::{Event, Place, Played, http1, http2, http3};
use futures_util::future::try_join_all;
use statusquo_catalog::{Step, Trigger};
use statusquo_wire::Version;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Plays a trigger against a server, over HTTP/1.1.
///
/// # Errors
///
/// When the server cannot be connected to, does not answer in time, or sends what is no HTTP.
pub async fn play(trigger: &Trigger, place: impl Into<Place>) -> Result<Played, Failed> {
    play_over(Version::Http11, trigger, place).await
}

/// Plays a trigger against a server, over a version of HTTP. Its steps are written as HTTP/1.1; where streams share a
/// connection each request goes on one of its own, with the same method, target, fields and content.
///
/// # Errors
///
/// The same, and when the version has no way to say what a step says.
pub async fn play_over(version: Version, trigger: &Trigger, place: impl Into<Place>) -> Result<Played, Failed> {
    play_told(version, trigger, place, &mut |_, _| {}).await
}

/// The same, telling each event as it happens: answers of parallel connections in the order in which they come.
///
/// # Errors
///
/// The same.
pub async fn play_told(
    version: Version,
    trigger: &Trigger,
    place: impl Into<Place>,
    tell: Tell<'_>,
) -> Result<Played, Failed> {
    let (place, notes) = (place.into(), Notes::new(Instant::now(), tell));
    let mut player = Player { version, place, notes, captured: Vec::new(), connections: 0 };
    let mut current: Option<Line> = None;
    for (at, step) in trigger.steps.iter().enumerate() {
        let last = at + 1 == trigger.steps.len();
        let bytes = player.fill_in(step)?;
        if let Some(connections) = step.parallel {
            player.parallel(&bytes, step, connections).await?;
            continue;
        }
        for _ in 0..step.repeat.unwrap_or(1) {
            let line = match current.take().filter(|line| line.serves(step.tls)) {
                Some(line) => line,
                None => player.connect(step.tls).await?,
            };
            let current = current.insert(line);
            let sent = current.send(&bytes).await?;
            player.notes.note(Event::Sent(current.number(), sent));
            match step.wait_ms {
                Some(milliseconds) => {
                    tokio::time::sleep(Duration::from_millis(milliseconds.into())).await;
                    player.notes.note(Event::Paused(milliseconds));
                }
                None => current.listen(&mut player.notes, last).await?,
            }
        }
        player.capture(step);
    }
    if let Some(current) = &mut current {
        current.listen(&mut player.notes, true).await?;
    }
    Ok(player.notes.played)
}

fn no_tls() -> Failed {
    Failed::Broken("no address of the lab speaks TLS".to_owned())
}

struct Player<'t> {
    version: Version,
    place: Place,
    notes: Notes<'t>,
    captured: Vec<(&'static str, String)>,
    connections: usize,
}

impl Player<'_> {
    /// Opens a connection, in cleartext or over TLS to a server that is asked for by name.
    async fn connect(&mut self, tls: Option<&'static str>) -> Result<Line, Failed> {
        let number = self.connections;
        self.connections += 1;
        if self.version == Version::Http3 {
            let secured = self.place.tls.as_ref().ok_or_else(no_tls)?;
            let speaker = Speaker::Http3(http3::Line::new(secured, tls, number).await?);
            if let Some(server) = tls {
                self.notes.note(Event::Secured(number, server));
            }
            return Ok(Line { tls, speaker });
        }
        let protocol = if self.version == Version::Http2 { "h2" } else { "http/1.1" };
        let stream: Box<dyn Carrier> = match (tls, &self.place.tls) {
            (Some(server), Some(secured)) => {
                let stream = secured.connect(server, protocol).await?;
                self.notes.note(Event::Secured(number, server));
                Box::new(stream)
            }
            _ => Box::new(tcp(self.address(tls)?).await?),
        };
        let scheme = if tls.is_some() { "https" } else { "http" };
        let speaker = match self.version {
            Version::Http2 => Speaker::Http2(http2::Line::new(stream, scheme, number).await?),
            _ => Speaker::Http1(http1::Line::new(stream, number)),
        };
        Ok(Line { tls, speaker })
    }

    fn address(&self, tls: Option<&'static str>) -> Result<SocketAddr, Failed> {
        match (tls, &self.place.tls) {
            (None, _) if self.version != Version::Http3 => Ok(self.place.cleartext),
            (_, Some(secured)) => Ok(secured.address),
            (_, None) => Err(no_tls()),
        }
    }

    fn fill_in(&self, step: &Step) -> Result<Vec<u8>, Failed> {
        let mut text = step.send.replace("{authority}", &self.address(step.tls)?.to_string());
        for (name, value) in &self.captured {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        Ok(text.into_bytes())
    }

    fn capture(&mut self, step: &Step) {
        let Some(capture) = step.capture else { return };
        let value = self.notes.played.answers().last().and_then(|answer| answer.head.fields().text(capture.field));
        let value = value.unwrap_or_default().to_owned();
        self.captured.push((capture.name, value));
    }

    /// Sends the same on several connections at once and waits for all their answers.
    async fn parallel(&mut self, bytes: &[u8], step: &Step, connections: u16) -> Result<(), Failed> {
        let mut lines = Vec::new();
        for _ in 0..connections {
            lines.push(self.connect(step.tls).await?);
        }
        for line in &mut lines {
            let sent = line.send(bytes).await?;
            self.notes.note(Event::Sent(line.number(), sent));
        }
        let began = self.notes.began;
        let tell: Tell<'_> = &mut *self.notes.tell;
        let tell = Mutex::new(tell);
        let mut heard = try_join_all(lines.into_iter().map(|line| hear(line, began, &tell))).await?;
        heard.sort_by_key(|played| played.answers().last().map(|answer| answer.head.status));
        self.notes.played.events.extend(heard.into_iter().flat_map(|played| played.events));
        Ok(())
    }
}

/// All that comes on a connection, told beside what comes on others.
async fn hear(mut line: Line, began: Instant, tell: &Mutex<Tell<'_>>) -> Result<Played, Failed> {
    let mut beside = |event: &Event, at: Duration| (tell.lock().unwrap_or_else(PoisonError::into_inner))(event, at);
    let mut notes = Notes::new(began, &mut beside);
    line.listen(&mut notes, true).await?;
    Ok(notes.played)
}

/// One connection of the player.
struct Line {
    /// The server that was asked for in the handshake, if it is TLS.
    tls: Option<&'static str>,
    speaker: Speaker,
}

/// What a connection speaks.
enum Speaker {
    Http1(http1::Line),
    Http2(http2::Line),
    Http3(http3::Line),
}

impl Line {
    fn number(&self) -> usize {
        match &self.speaker {
            Speaker::Http1(line) => line.number,
            Speaker::Http2(line) => line.number,
            Speaker::Http3(line) => line.number,
        }
    }

    /// Whether a step can go on here that wants TLS with this server, or cleartext.
    fn serves(&self, tls: Option<&'static str>) -> bool {
        let closed = match &self.speaker {
            Speaker::Http1(line) => line.closed,
            Speaker::Http2(line) => line.closed,
            Speaker::Http3(line) => line.closed,
        };
        !closed && self.tls == tls
    }

    /// Sends bytes of HTTP/1.1, or what they say; what went out, to be shown.
    async fn send(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Failed> {
        match &mut self.speaker {
            Speaker::Http1(line) => line.send(bytes).await,
            Speaker::Http2(line) => line.send(bytes).await,
            Speaker::Http3(line) => line.send(bytes).await,
        }
    }

    /// Reads the answers that are owed; while a request is not whole, any one answer will do, unless it is the end.
    async fn listen(&mut self, notes: &mut Notes<'_>, end: bool) -> Result<(), Failed> {
        match &mut self.speaker {
            Speaker::Http1(line) => line.listen(notes, end).await,
            Speaker::Http2(line) => line.listen(notes, end).await,
            Speaker::Http3(line) => line.listen(notes, end).await,
        }
    }
}
