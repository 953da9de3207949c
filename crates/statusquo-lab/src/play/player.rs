//! The player: steps, pauses, parallel connections and captured values, whatever the version of HTTP.

use super::{Event, Played, http1, http2};
use statusquo_catalog::{Step, Trigger};
use statusquo_wire::Version;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;

/// Plays a trigger against a server, over HTTP/1.1.
///
/// # Errors
///
/// When the server cannot be connected to, does not answer in time, or sends what is no HTTP.
pub async fn play(trigger: &Trigger, server: SocketAddr) -> Result<Played, Failed> {
    play_over(Version::Http11, trigger, server).await
}

/// Plays a trigger against a server, over a version of HTTP. Its steps are written as HTTP/1.1; where streams share a
/// connection each request goes on one of its own, with the same method, target, fields and content.
///
/// # Errors
///
/// The same, and when the version has no way to say what a step says.
pub async fn play_over(version: Version, trigger: &Trigger, server: SocketAddr) -> Result<Played, Failed> {
    let mut player = Player { version, server, played: Played::default(), captured: Vec::new(), connections: 0 };
    let mut current: Option<Line> = None;
    for (at, step) in trigger.steps.iter().enumerate() {
        let last = at + 1 == trigger.steps.len();
        let bytes = player.fill_in(step.send);
        if let Some(connections) = step.parallel {
            player.parallel(&bytes, connections).await?;
            continue;
        }
        for _ in 0..step.repeat.unwrap_or(1) {
            let line = match current.take().filter(|line| !line.is_closed()) {
                Some(line) => line,
                None => player.connect().await?,
            };
            let current = current.insert(line);
            let sent = current.send(&bytes).await?;
            player.played.events.push(Event::Sent(current.number(), sent));
            match step.wait_ms {
                Some(milliseconds) => {
                    tokio::time::sleep(Duration::from_millis(milliseconds.into())).await;
                    player.played.events.push(Event::Paused(milliseconds));
                }
                None => current.listen(&mut player.played, last).await?,
            }
        }
        player.capture(step);
    }
    if let Some(current) = &mut current {
        current.listen(&mut player.played, true).await?;
    }
    Ok(player.played)
}

/// A trigger could not be played.
#[derive(Debug)]
pub struct Failed(pub(super) String);

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failed {}

pub(super) fn failed(what: &str) -> impl Fn(std::io::Error) -> Failed {
    move |error| Failed(format!("{what}: {error}"))
}

struct Player {
    version: Version,
    server: SocketAddr,
    played: Played,
    captured: Vec<(&'static str, String)>,
    connections: usize,
}

impl Player {
    async fn connect(&mut self) -> Result<Line, Failed> {
        let stream = TcpStream::connect(self.server).await.map_err(failed("cannot connect"))?;
        stream.set_nodelay(true).map_err(failed("cannot set up the connection"))?;
        let number = self.connections;
        self.connections += 1;
        Ok(match self.version {
            Version::Http10 | Version::Http11 => Line::Http1(http1::Line::new(stream, number)),
            Version::Http2 => Line::Http2(http2::Line::new(stream, number).await?),
            Version::Http3 => return Err(Failed("HTTP/3 is not played yet".to_owned())),
        })
    }

    fn fill_in(&self, text: &str) -> Vec<u8> {
        let mut text = text.replace("{authority}", &self.server.to_string());
        for (name, value) in &self.captured {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text.into_bytes()
    }

    fn capture(&mut self, step: &Step) {
        let Some(capture) = step.capture else { return };
        let value = self.played.answers().last().and_then(|answer| answer.head.fields().text(capture.field));
        let value = value.unwrap_or_default().to_owned();
        self.captured.push((capture.name, value));
    }

    /// Sends the same on several connections at once and waits for all their answers.
    async fn parallel(&mut self, bytes: &[u8], connections: u16) -> Result<(), Failed> {
        let mut lines = Vec::new();
        for _ in 0..connections {
            lines.push(self.connect().await?);
        }
        for line in &mut lines {
            let sent = line.send(bytes).await?;
            self.played.events.push(Event::Sent(line.number(), sent));
        }
        let mut heard = Vec::new();
        for mut line in lines {
            let mut played = Played::default();
            line.listen(&mut played, true).await?;
            heard.push(played);
        }
        heard.sort_by_key(|played| played.answers().last().map(|answer| answer.head.status));
        self.played.events.extend(heard.into_iter().flat_map(|played| played.events));
        Ok(())
    }
}

/// One connection of the player.
enum Line {
    Http1(http1::Line),
    Http2(http2::Line),
}

impl Line {
    fn number(&self) -> usize {
        match self {
            Line::Http1(line) => line.number,
            Line::Http2(line) => line.number,
        }
    }

    fn is_closed(&self) -> bool {
        match self {
            Line::Http1(line) => line.closed,
            Line::Http2(line) => line.closed,
        }
    }

    /// Sends bytes of HTTP/1.1, or what they say; what went out, to be shown.
    async fn send(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Failed> {
        match self {
            Line::Http1(line) => line.send(bytes).await,
            Line::Http2(line) => line.send(bytes).await,
        }
    }

    /// Reads the answers that are owed; while a request is not whole, any one answer will do, unless it is the end.
    async fn listen(&mut self, played: &mut Played, end: bool) -> Result<(), Failed> {
        match self {
            Line::Http1(line) => line.listen(played, end).await,
            Line::Http2(line) => line.listen(played, end).await,
        }
    }
}
