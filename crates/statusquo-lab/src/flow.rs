//! Content that comes piece by piece, each in its own time, and answers that are held back for a while.

use crate::state::waits::Waiting;
use statusquo_wire::{Broken, Exchange, Fields};
use std::fmt;
use std::time::Duration;
use tokio::sync::mpsc::Receiver;
use tokio::task::yield_now;
use tokio::time::{Instant, timeout};

/// How long a client may be gone before its place is free.
const LOOK: Duration = Duration::from_millis(500);

/// How long pieces are made and sent before others have their turn on the same thread.
const TURN: Duration = Duration::from_millis(5);

/// A place among those who wait, for as long as an answer takes on purpose.
#[derive(Debug)]
pub(crate) struct Stay {
    place: Waiting,
    /// How long nothing is said.
    before: Duration,
}

impl Stay {
    pub(crate) fn new(place: Waiting, before: Duration) -> Self {
        Self { place, before }
    }

    /// Lets the time pass before the answer; answers that are owed before it go out first. The lab's closing ends it.
    pub(crate) async fn pass(&mut self, exchange: &mut Exchange<'_>) {
        if self.before > Duration::ZERO {
            // If the client is gone, giving the answer will tell.
            let _ = exchange.flush().await;
            wait(&mut self.place, Instant::now() + self.before, exchange).await;
        }
    }
}

/// Waits until a point in time; false if the lab closes before, or if the client of a stream has gone, whose place is for
/// others then.
async fn wait(place: &mut Waiting, until: Instant, exchange: &mut Exchange<'_>) -> bool {
    loop {
        let look = until.min(Instant::now() + LOOK);
        if !place.until(look).await || exchange.is_given_up() {
            return false;
        }
        if look == until {
            return true;
        }
    }
}

/// Some octets, and the time that passes before they come.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) wait: Duration,
    pub(crate) octets: Vec<u8>,
}

impl Piece {
    /// A piece for which nobody waits.
    pub(crate) fn at_once(octets: impl Into<Vec<u8>>) -> Self {
        Self { wait: Duration::ZERO, octets: octets.into() }
    }
}

/// Who makes the pieces.
enum Source {
    /// The one who sends them, in their own time.
    Made(Box<dyn Iterator<Item = Piece> + Send + Sync>),
    /// Somebody else, who ends them by letting go of the channel.
    Told(Told),
}

/// Pieces that come when they come.
struct Told {
    pieces: Receiver<Vec<u8>>,
    /// What is sent where nothing has come for so long, so that a client that is gone is noticed.
    meanwhile: (Duration, &'static [u8]),
}

/// A content that is made while it is sent. Where time passes between its pieces, the visit needs a [`Stay`] for it all.
pub(crate) struct Flow {
    /// Its length in octets, if it is announced; else it goes in chunks, one a piece.
    length: Option<u64>,
    source: Source,
    /// What follows it, where it goes in chunks.
    trailers: Fields,
}

impl fmt::Debug for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Flow").field("length", &self.length).finish_non_exhaustive()
    }
}

impl Flow {
    /// A content of these pieces. If the length is given, they have that many octets together.
    pub(crate) fn new(length: Option<u64>, pieces: impl Iterator<Item = Piece> + Send + Sync + 'static) -> Self {
        Self { length, source: Source::Made(Box::new(pieces)), trailers: Fields::default() }
    }

    /// A content whose pieces come through a channel, until that ends; the visit needs a [`Stay`] for it. Where nothing comes
    /// for a while, these octets go meanwhile. If the client goes, or the lab closes, the channel's other end is told by
    /// its being closed.
    pub(crate) fn told(pieces: Receiver<Vec<u8>>, meanwhile: (Duration, &'static [u8])) -> Self {
        Self { length: None, source: Source::Told(Told { pieces, meanwhile }), trailers: Fields::default() }
    }

    /// With these fields after it.
    pub(crate) fn followed_by(self, trailers: Fields) -> Self {
        Self { trailers, ..self }
    }

    /// Sends it as a whole answer. If the lab closes meanwhile, it is cut.
    pub(crate) async fn send(
        &mut self,
        code: u16,
        said: &str,
        fields: &Fields,
        stay: Option<&mut Stay>,
        exchange: &mut Exchange<'_>,
    ) -> Result<(), Broken> {
        exchange.begin(code, said, fields, self.length).await?;
        let mut place = stay.map(|stay| &mut stay.place);
        match &mut self.source {
            Source::Made(pieces) => make(pieces, place.as_deref_mut(), exchange).await?,
            Source::Told(told) => told.pass_on(place.ok_or(Broken)?, exchange).await?,
        }
        exchange.finish_with(&self.trailers).await
    }
}

/// Sends the pieces, each in its time.
async fn make(
    pieces: &mut (dyn Iterator<Item = Piece> + Send + Sync),
    mut place: Option<&mut Waiting>,
    exchange: &mut Exchange<'_>,
) -> Result<(), Broken> {
    // Counted from the beginning, so that what writing takes is not added to it.
    let mut next = Instant::now();
    let mut turn = next;
    for piece in pieces {
        if piece.wait > Duration::ZERO {
            next += piece.wait;
            let Some(place) = &mut place else { return Err(Broken) };
            if !wait(place, next, exchange).await {
                return Err(Broken);
            }
        }
        if !piece.octets.is_empty() {
            exchange.write(&piece.octets).await?;
        }
        // A client that reads fast never lets a write wait, so that this would go on alone to its end.
        if turn.elapsed() > TURN {
            yield_now().await;
            turn = Instant::now();
        }
    }
    Ok(())
}

impl Told {
    /// Sends what comes, as it comes.
    async fn pass_on(&mut self, place: &mut Waiting, exchange: &mut Exchange<'_>) -> Result<(), Broken> {
        let (quiet, meanwhile) = self.meanwhile;
        loop {
            match place.unless_closed(timeout(quiet, self.pieces.recv())).await.ok_or(Broken)? {
                Ok(Some(piece)) if piece.is_empty() => {}
                Ok(Some(piece)) => exchange.write(&piece).await?,
                Ok(None) => return Ok(()),
                Err(_) if meanwhile.is_empty() => {}
                Err(_) => exchange.write(meanwhile).await?,
            }
        }
    }
}
