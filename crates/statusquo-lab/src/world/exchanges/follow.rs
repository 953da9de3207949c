//! The journal as it comes: a row of its page for each exchange that fits, as server-sent events.

use super::{filter, number};
use crate::flow::{Flow, Stay};
use crate::form::page::EVENTS;
use crate::reason::Reason;
use crate::state::followers::{Following, News};
use crate::visit::{Body, Visit};
use futures_util::future::select;
use statusquo_decision::{Question, Way};
use statusquo_journal::{Journal, Record};
use statusquo_page::Site;
use statusquo_page::journal::{Filter, row};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout_at};

/// What begins the stream: when to ask again, in milliseconds, once it is over.
const OPENING: &[u8] = b"retry: 1000\n\n";

/// What goes when nothing else has to for so long, so that a client that is gone is noticed: by the second of them as a rule, and
/// sooner than somebody who loads the page again and again has taken all places.
const MEANWHILE: (Duration, &[u8]) = (Duration::from_secs(1), b":\n\n");

/// How many rows wait for a client that reads slowly.
const WAITING: usize = 16;

/// How many exchanges are looked at without a pause, and how long that is: what a follower costs the lab is bounded.
const AT_ONCE: usize = 64;
const PAUSE: Duration = Duration::from_millis(100);

/// How much of what passed meanwhile is caught up with.
const LOOKED_AT: usize = 2000;
const CAUGHT_UP: usize = 200;

/// Begins to follow.
pub(super) fn follow(visit: &mut Visit<'_>) {
    let state = visit.state;
    let Some(journal) = state.journal.clone() else { return };
    visit.fields.push("X-Content-Type-Options", "nosniff");
    // A proxy that gathers answers would have nothing come as it happens.
    visit.fields.push("X-Accel-Buffering", "no");
    visit.media_type = Some(EVENTS.into());
    if visit.method() == "HEAD" {
        visit.body = Body::Flow(Box::new(Flow::new(None, std::iter::empty())));
        return;
    }
    let (most, now, life) = (state.settings.followers, state.now(), state.settings.following);
    let place = match state.followers.places.enter(most, now.after(life)) {
        Ok(place) => place,
        Err(first) => {
            let detail = format!("{most} follow the journal, the most at a time.");
            return visit.object(Reason::all_taken(Question::PlaceFree, most, detail, first, now));
        }
    };
    visit.stay = Some(Box::new(Stay::new(place, Duration::ZERO)));
    // What a browser has seen when it asks again is more than what the page had.
    let seen = visit.request.fields().text("Last-Event-ID").and_then(|id| id.parse().ok());
    let (pieces, told) = mpsc::channel(WAITING);
    let follower = Follower {
        following: state.followers.follow(),
        journal,
        filter: filter(visit).unwrap_or_default(),
        pieces: pieces.clone(),
        caught_up: Vec::new(),
        newest: 0,
        site: Site::live(),
    };
    let after = seen.or_else(|| number(visit, "after"));
    let end = Instant::now() + life;
    tokio::spawn(async move {
        let work = timeout_at(end, follower.run(after));
        // Once the client is gone, nothing more is to be told.
        select(pin!(pieces.closed()), pin!(work)).await;
    });
    visit.body = Body::Flow(Box::new(Flow::told(told, MEANWHILE)));
}

/// The client is gone.
struct Gone;

struct Follower {
    following: Following,
    journal: Arc<Journal<Way>>,
    filter: Filter,
    pieces: mpsc::Sender<Vec<u8>>,
    /// What was caught up with, and may be told once more as news.
    caught_up: Vec<u64>,
    /// The largest number that the client knows of. Exchanges end in another order than they begin, and who asks for what came
    /// after an early one that ended late would get all between once more.
    newest: u64,
    site: Site,
}

impl Follower {
    /// Tells what passed after an exchange, if one is named, and then what comes.
    async fn run(mut self, after: Option<u64>) {
        if self.tell(OPENING.to_vec()).await.is_err() {
            return;
        }
        if let Some(after) = after
            && self.catch_up(after).await.is_err()
        {
            return;
        }
        let (mut began, mut looked_at) = (Instant::now(), 0);
        while let Some(news) = self.following.next().await {
            let told = match news {
                News::Lost(lost) => self.lost(lost).await,
                News::Kept(id) if self.caught_up.contains(&id) => Ok(()),
                News::Kept(id) => match self.journal.get(id) {
                    Some(record) if self.filter.fits(&record) => self.tell_row(record.id, &self.row(&record)).await,
                    Some(_) => Ok(()),
                    None => self.lost(1).await,
                },
            };
            if told.is_err() {
                return;
            }
            looked_at += 1;
            if looked_at == AT_ONCE {
                sleep_until(began + PAUSE).await;
                (began, looked_at) = (Instant::now(), 0);
            }
        }
    }

    /// Tells what the journal has of the exchanges after one, the oldest first.
    async fn catch_up(&mut self, after: u64) -> Result<(), Gone> {
        let (mut rows, mut left_out) = (Vec::new(), 0);
        // A number that is not there yet was given by a program that ran before this one.
        self.newest = self.journal.newest(None).next().map_or(0, |record| record.id).min(after);
        for (at, record) in self.journal.newest(None).take_while(|record| record.id > after).enumerate() {
            if at == LOOKED_AT || rows.len() == CAUGHT_UP {
                left_out = record.id - after;
                break;
            }
            self.caught_up.push(record.id);
            if self.filter.fits(&record) {
                rows.push((record.id, self.row(&record)));
            }
        }
        if left_out > 0 {
            self.lost(left_out).await?;
        }
        for (id, row) in rows.iter().rev() {
            self.tell_row(*id, row).await?;
        }
        Ok(())
    }

    fn row(&self, record: &Record<Way>) -> String {
        row(&self.site, record).into_string()
    }

    /// Tells a row, with the number by which the client asks for what comes after it.
    async fn tell_row(&mut self, id: u64, row: &str) -> Result<(), Gone> {
        self.newest = self.newest.max(id);
        let mut event = format!("id: {}\nevent: row\n", self.newest);
        for line in row.split(['\n', '\r']) {
            event.push_str("data: ");
            event.push_str(line);
            event.push('\n');
        }
        event.push('\n');
        self.tell(event.into_bytes()).await
    }

    /// Tells that so many exchanges were not looked at.
    async fn lost(&self, count: u64) -> Result<(), Gone> {
        self.tell(format!("event: lost\ndata: {count}\n\n").into_bytes()).await
    }

    async fn tell(&self, piece: Vec<u8>) -> Result<(), Gone> {
        self.pieces.send(piece).await.map_err(|_| Gone)
    }
}
