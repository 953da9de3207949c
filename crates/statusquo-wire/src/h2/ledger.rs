//! What is known of a connection's frames: which stream they belonged to, what is written, and whether there are too many.

use super::account::{Account, Claimed};
use super::closed::Closed;
use super::frames::{
    ACK, CONTINUATION, DATA, END_HEADERS, END_STREAM, Found, Frames, HEADERS, Head, PING, RST_STREAM, SETTINGS,
    WINDOW_UPDATE,
};
use super::trailers::Trailers;
use crate::Limits;
use crate::streams::{Budget, RESET_COST};
use crate::transport::{Direction, Recording};
use h2::Reason;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Instant;

/// How many streams are kept account of that never became a request, for each that may be open.
const UNCLAIMED: usize = 2;

/// How many control frames a client may send for each DATA frame that it gets: it has to open two windows for it.
const EARNED: u32 = 4;

#[derive(Debug)]
struct Book {
    /// In rising order of their streams. Most end in the order in which they began, and a front is cheap to take off.
    accounts: VecDeque<Account>,
    /// Of those that have none any more.
    gone: Closed,
    /// The highest stream that the client began.
    last: u32,
    most: usize,
    tapped: bool,
    received: Frames,
    sent: Frames,
    /// Whether the bytes looked at last were early data, and whether the frame begun last was.
    early: bool,
    early_frame: bool,
    /// Whether anything was.
    early_seen: bool,
    settings_seen: bool,
    /// Since when something that has to come at once is under way: a field section, a control frame.
    since: Option<Instant>,
    in_section: bool,
    trailers: Trailers,
    budget: Budget,
    fatal: Option<Reason>,
    /// There is more to come before the next writing.
    holds_back: bool,
    closed: bool,
}

/// The book of a connection, shared by what reads and writes it and by its streams.
#[derive(Clone, Debug)]
pub(super) struct Ledger(Arc<Mutex<Book>>);

impl Ledger {
    pub(super) fn new(limits: &Limits, tapped: bool) -> Self {
        let budget = Budget::new(limits.control_frames);
        Self(Arc::new(Mutex::new(Book {
            accounts: VecDeque::new(),
            gone: Closed::default(),
            last: 0,
            most: limits.streams as usize * UNCLAIMED,
            tapped,
            received: Frames::default(),
            sent: Frames::default(),
            early: false,
            early_frame: false,
            early_seen: false,
            settings_seen: false,
            since: None,
            in_section: false,
            trailers: Trailers::default(),
            budget,
            fatal: None,
            holds_back: false,
            closed: false,
        })))
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        // Nothing that runs under the lock leaves it half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at bytes that were received, as TLS early data or not; false if the connection has to end because of them.
    pub(super) fn received(&self, bytes: &[u8], early: bool) -> bool {
        let book = &mut *self.book();
        let mut frames = std::mem::take(&mut book.received);
        // A frame is as early as its first octet.
        let mut next_is_early = early || book.early && frames.is_within_head();
        book.early = early;
        book.early_seen |= early;
        frames.advance(bytes, |found| {
            if matches!(found, Found::Begun(_)) {
                book.early_frame = std::mem::replace(&mut next_is_early, early);
            }
            book.receive(found)
        });
        book.received = frames;
        book.fatal.is_none()
    }

    /// Looks at bytes that were sent.
    pub(super) fn sent(&self, slices: &[&[u8]]) {
        let book = &mut *self.book();
        let mut frames = std::mem::take(&mut book.sent);
        for bytes in slices {
            frames.advance(bytes, |found| {
                if let Found::Ended(head, first) = found {
                    book.send(head, first);
                }
                true
            });
        }
        book.sent = frames;
    }

    /// Why the connection has to end, if it has to.
    pub(super) fn fatal(&self) -> Option<Reason> {
        self.book().fatal
    }

    /// Nothing is to be written while there is more to come; whoever says so lets the connection write soon after.
    pub(super) fn hold_back(&self, more: bool) {
        self.book().holds_back = more;
    }

    /// Whether nothing is to be written now.
    pub(super) fn holds_back(&self) -> bool {
        self.book().holds_back
    }

    /// Whether the client's SETTINGS have come.
    pub(super) fn settings_seen(&self) -> bool {
        self.book().settings_seen
    }

    /// Since when something is under way that has to come at once.
    pub(super) fn under_way_since(&self) -> Option<Instant> {
        self.book().since
    }

    /// A request has come of this stream; how it began.
    pub(super) fn claim(&self, id: u32) -> Claimed {
        let book = &mut *self.book();
        if let Err(at) = book.accounts.binary_search_by_key(&id, |account| account.id) {
            // Nobody saw it begin: it may have been early, if anything was.
            let first = Claimed { began: Instant::now(), early: book.early_seen };
            book.accounts.insert(at, Account::new(id, first));
        }
        match book.account(id) {
            Some(account) => {
                account.claimed = true;
                account.first
            }
            None => Claimed { began: Instant::now(), early: book.early_seen },
        }
    }

    /// Ready once so many field sections and octets of content of a stream are written, or nothing more will be.
    pub(super) fn poll_written(&self, id: u32, heads: u32, data: u64, context: &mut Context<'_>) -> Poll<()> {
        let book = &mut *self.book();
        let closed = book.closed;
        match book.account(id) {
            Some(account) if !account.over && !closed && (account.heads < heads || account.data < data) => {
                account.waiting = Some(context.waker().clone());
                Poll::Pending
            }
            _ => Poll::Ready(()),
        }
    }

    /// Whether either side has reset a stream, or the connection is gone.
    pub(super) fn is_reset(&self, id: u32) -> bool {
        let book = &mut *self.book();
        book.closed || book.account(id).is_none_or(|account| account.reset)
    }

    /// Whether the trailers of a stream hold control data.
    pub(super) fn is_malformed(&self, id: u32) -> bool {
        self.book().account(id).is_some_and(|account| account.malformed)
    }

    /// Ready once the window of a stream is too large, and the crate below has not looked.
    pub(super) fn poll_overflowed(&self, id: u32, context: &mut Context<'_>) -> Poll<()> {
        match self.book().account(id) {
            Some(account) if account.overflowed => Poll::Ready(()),
            Some(account) => {
                account.waiting = Some(context.waker().clone());
                Poll::Pending
            }
            None => Poll::Pending,
        }
    }

    /// What is wrong with a stream that the crate below overlooks.
    pub(super) fn objection(&self, id: u32) -> Option<Reason> {
        let book = &mut *self.book();
        let account = book.account(id)?;
        if account.overflowed {
            return Some(Reason::FLOW_CONTROL_ERROR);
        }
        account.malformed.then_some(Reason::PROTOCOL_ERROR)
    }

    /// Ends the connection with an error.
    pub(super) fn fail(&self, reason: Reason) {
        self.book().fatal.get_or_insert(reason);
    }

    /// Hands over the frames of a stream.
    pub(super) fn take_frames(&self, id: u32, recording: &mut Recording) {
        if let Some(account) = self.book().account(id) {
            let taken = std::mem::take(&mut account.recording);
            recording.frames = taken.frames;
            recording.frames_omitted = taken.frames_omitted;
        }
    }

    /// Closes the account of a stream.
    pub(super) fn forget(&self, id: u32) {
        let book = &mut *self.book();
        if let Ok(at) = book.accounts.binary_search_by_key(&id, |account| account.id) {
            book.remove(at);
        }
    }

    /// Nothing more will be written.
    pub(super) fn close(&self) {
        let book = &mut *self.book();
        book.closed = true;
        for account in &mut book.accounts {
            account.wake();
        }
    }
}

impl Book {
    fn account(&mut self, id: u32) -> Option<&mut Account> {
        let at = self.accounts.binary_search_by_key(&id, |account| account.id).ok()?;
        Some(&mut self.accounts[at])
    }

    fn receive(&mut self, found: Found<'_>) -> bool {
        let (head, first) = match found {
            Found::Begun(head) => {
                self.begin(head);
                return self.fatal.is_none();
            }
            Found::Piece(bytes) => {
                self.trailers.add(bytes);
                return true;
            }
            Found::Ended(head, first) => (head, first),
        };
        self.note(Direction::Received, head, first);
        if matches!(head.kind, HEADERS | CONTINUATION) {
            self.in_section = !head.has(END_HEADERS);
            if let Some(id) = self.trailers.end(head)
                && let Some(account) = self.account(id)
            {
                account.malformed = true;
            }
        }
        if !self.in_section {
            self.since = None;
        }
        match head.kind {
            RST_STREAM => self.end(head.stream, true),
            WINDOW_UPDATE => self.grant(head.stream, first),
            _ => {}
        }
        true
    }

    /// A frame has begun to come.
    fn begin(&mut self, head: Head) {
        if !self.settings_seen {
            // The crate below would serve a client that says nothing of itself first (RFC 9113 §3.4).
            self.settings_seen = head.kind == SETTINGS && !head.has(ACK);
            if !self.settings_seen {
                self.fatal = Some(Reason::PROTOCOL_ERROR);
                return;
            }
        }
        if !head.fits() {
            // The crate below calls most of these by a more general name (RFC 9113 §4.2).
            self.fatal = Some(Reason::FRAME_SIZE_ERROR);
            return;
        }
        // A content may be slow, and has its own time; all else comes at once.
        if head.kind != DATA {
            self.since.get_or_insert_with(Instant::now);
        }
        match head.kind {
            HEADERS if head.stream > self.last && head.stream % 2 == 1 => {
                self.last = head.stream;
                self.open(head);
            }
            HEADERS | DATA => self.go_on(head),
            _ => {}
        }
        let cost = match head.kind {
            RST_STREAM => RESET_COST,
            DATA if head.length == 0 && !head.has(END_STREAM) => 1,
            PING | SETTINGS if head.has(ACK) => 0,
            DATA | HEADERS | CONTINUATION => 0,
            _ => 1,
        };
        if self.fatal.is_none() && cost > 0 && !self.budget.spend(cost) {
            self.fatal = Some(Reason::ENHANCE_YOUR_CALM);
        }
    }

    /// The client has opened a window. Once an answer is over, the crate below does not add up any more.
    fn grant(&mut self, id: u32, first: [u8; 4]) {
        let Some(account) = self.account(id) else { return };
        account.granted += u64::from(u32::from_be_bytes(first) & 0x7fff_ffff);
        account.look_at_window();
    }

    fn open(&mut self, head: Head) {
        // More are on their way than may be open: most will be refused, and whichever is not gets its account then.
        if self.accounts.len() < self.most {
            let first = Claimed { began: Instant::now(), early: self.early_frame };
            self.accounts.push_back(Account { ended: head.has(END_STREAM), ..Account::new(head.stream, first) });
        }
    }

    /// A frame has begun to come on a stream that began before; if both sides have ended it, that is fatal (RFC 9113 §5.1).
    fn go_on(&mut self, head: Head) {
        let gone = self.gone.has(head.stream);
        match self.account(head.stream) {
            Some(account) if !account.is_closed() => {
                account.ended |= head.has(END_STREAM);
                if head.kind == HEADERS {
                    self.trailers.begin(head.stream);
                }
            }
            None if !gone => {}
            _ => self.fatal = Some(Reason::STREAM_CLOSED),
        }
    }

    fn send(&mut self, head: Head, first: [u8; 4]) {
        self.note(Direction::Sent, head, first);
        if head.kind == DATA {
            self.budget.earn(EARNED);
        }
        if head.stream == 0 {
            return;
        }
        if let Some(account) = self.account(head.stream) {
            match head.kind {
                HEADERS | CONTINUATION if head.has(END_HEADERS) => account.heads += 1,
                DATA => account.data += u64::from(head.length),
                _ => {}
            }
            account.wake();
        }
        if head.kind == RST_STREAM {
            self.end(head.stream, true);
        } else if matches!(head.kind, HEADERS | DATA) && head.has(END_STREAM) {
            self.end(head.stream, false);
        }
    }

    /// Nothing more will be written to a stream.
    fn end(&mut self, id: u32, reset: bool) {
        let Ok(at) = self.accounts.binary_search_by_key(&id, |account| account.id) else { return };
        let account = &mut self.accounts[at];
        account.over = true;
        account.reset |= reset;
        account.look_at_window();
        account.wake();
        if !account.claimed {
            self.remove(at);
        }
    }

    fn remove(&mut self, at: usize) {
        if let Some(account) = self.accounts.remove(at)
            && account.is_closed()
        {
            self.gone.remember(account.id);
        }
    }

    fn note(&mut self, direction: Direction, head: Head, first: [u8; 4]) {
        if !self.tapped || head.stream == 0 {
            return;
        }
        if let Some(account) = self.account(head.stream) {
            account.recording.note_frame(head.frame(direction, first));
        }
    }
}
