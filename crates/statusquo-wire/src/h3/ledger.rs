//! What is known of a connection's streams beside what `h3` tells: when they began, which frames went by, and whether
//! the client has given them up.

use super::frames::{Head, name};
use crate::Limits;
use crate::streams::{Budget, RESET_COST};
use crate::transport::{Direction, Frame, Recording};
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Ready once the client has all that was sent, or wants no more of it.
pub(super) type Taken = Pin<Box<dyn Future<Output = ()> + Send>>;

struct Account {
    began: Instant,
    /// Whether a request came of it.
    claimed: bool,
    /// The client has sent all that it will send, and no content.
    ended: bool,
    /// Something was sent.
    wrote: bool,
    reset: bool,
    recording: Recording,
    taken: Option<Taken>,
}

struct Book {
    accounts: HashMap<u64, Account>,
    last: Option<u64>,
    tapped: bool,
    budget: Budget,
}

/// The book of a connection, shared by its streams.
#[derive(Clone)]
pub(super) struct Ledger(Arc<Mutex<Book>>);

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ledger").finish_non_exhaustive()
    }
}

impl Ledger {
    pub(super) fn new(limits: &Limits, tapped: bool) -> Self {
        let budget = Budget::new(limits.control_frames);
        Self(Arc::new(Mutex::new(Book { accounts: HashMap::new(), last: None, tapped, budget })))
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        // Nothing that runs under the lock leaves it half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T: Default>(&self, id: u64, change: impl FnOnce(&mut Account) -> T) -> T {
        self.book().accounts.get_mut(&id).map(change).unwrap_or_default()
    }

    /// A client has begun a stream.
    pub(super) fn open(&self, id: u64, taken: Taken) {
        let mut book = self.book();
        book.last = Some(id);
        let account = Account {
            began: Instant::now(),
            claimed: false,
            ended: false,
            wrote: false,
            reset: false,
            recording: Recording::default(),
            taken: Some(taken),
        };
        book.accounts.insert(id, account);
    }

    /// The stream that was begun last.
    pub(super) fn last(&self) -> Option<u64> {
        self.book().last
    }

    /// A request has come of a stream: when its first octet came, and whether there is no content.
    pub(super) fn claim(&self, id: u64) -> (Instant, bool) {
        let claim = |account: &mut Account| {
            account.claimed = true;
            (account.began, account.ended)
        };
        self.book().accounts.get_mut(&id).map_or_else(|| (Instant::now(), false), claim)
    }

    /// Whether a request came of a stream, and whether anything was sent on it.
    pub(super) fn state(&self, id: u64) -> (bool, bool) {
        self.with(id, |account| (account.claimed, account.wrote))
    }

    /// A frame went by.
    pub(super) fn frame(&self, id: u64, direction: Direction, head: Head) {
        let mut book = self.book();
        let tapped = book.tapped;
        let Some(account) = book.accounts.get_mut(&id) else { return };
        account.wrote |= direction == Direction::Sent;
        if tapped {
            let (kind, length) = (name(head.kind), head.length);
            account.recording.note_frame(Frame { direction, at: Instant::now(), kind, flags: 0, length, error: None });
        }
    }

    /// The client has sent all that it will send on a stream, and no content.
    pub(super) fn ended(&self, id: u64) {
        self.with(id, |account| account.ended = true);
    }

    /// One side has ended a stream with an error.
    pub(super) fn reset(&self, id: u64) {
        self.with(id, |account| account.reset = true);
    }

    pub(super) fn is_reset(&self, id: u64) -> bool {
        self.book().accounts.get(&id).is_none_or(|account| account.reset)
    }

    /// Takes the cost of something that answers no request; false if there was too much of it.
    pub(super) fn spend(&self) -> bool {
        self.book().budget.spend(1)
    }

    /// The same for a stream that was begun and given up.
    pub(super) fn spend_reset(&self) -> bool {
        self.book().budget.spend(RESET_COST)
    }

    /// Hands over the frames of a stream.
    pub(super) fn take_frames(&self, id: u64, recording: &mut Recording) {
        let taken = self.with(id, |account| std::mem::take(&mut account.recording));
        recording.frames = taken.frames;
        recording.frames_omitted = taken.frames_omitted;
    }

    /// Hands over what tells that the client has all.
    pub(super) fn taken(&self, id: u64) -> Option<Taken> {
        self.with(id, |account| account.taken.take())
    }

    /// Keeps it for later, since it has nothing to tell yet.
    pub(super) fn keep(&self, id: u64, taken: Taken) {
        self.with(id, |account| account.taken = Some(taken));
    }

    /// Closes the account of a stream.
    pub(super) fn forget(&self, id: u64) {
        self.book().accounts.remove(&id);
    }
}
