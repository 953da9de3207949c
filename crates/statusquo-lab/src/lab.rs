//! The lab itself: takes each request down the road from facts to answer to journal.

use crate::answer;
use crate::form::phrase;
use crate::happening::{self, Case, GivenUp, Outcome, World};
use crate::observe::{Observer, Seen};
use crate::play::{Place, Tell};
use crate::reason::Reason;
use crate::resource::Resource;
use crate::route;
use crate::secured;
use crate::settings::Settings;
use crate::state::State;
use crate::visit::Visit;
use statusquo_decision::{Act, End, Question, Step, Walk, Way};
use statusquo_journal::{Finished, Record};
use statusquo_wire::h1::Connection;
use statusquo_wire::tls::{Acceptor, Authority, Certificates, HandshakeError, Protocol};
use statusquo_wire::transport::{BindError, Bound, Ends, Server, Stream};
use statusquo_wire::{Exchange, Fields, Request, Service, unwinding};
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A lab: what outlives a request, and the numbers of its exchanges.
pub struct Lab {
    state: State,
    ids: AtomicU64,
    observer: Option<Observer>,
}

impl fmt::Debug for Lab {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lab").field("settings", &self.state.settings).finish_non_exhaustive()
    }
}

impl Lab {
    /// Takes the addresses, sets up the world and serves it.
    pub fn start(mut settings: Settings, observer: Option<Observer>) -> Result<Running, StartError> {
        let mut bound = Bound::bind(&settings.listen, settings.threads).map_err(StartError::Bind)?;
        if !settings.tls_listen.is_empty() {
            let acceptor = acceptor(&mut settings).map_err(StartError::World)?;
            bound =
                bound.with_tls(&settings.tls_listen, acceptor, settings.limits.http3).map_err(StartError::BindTls)?;
        }
        let listeners: Vec<_> = bound.addresses().iter().chain(bound.tls_addresses()).copied().collect();
        let lab = Arc::new(Self::new(settings, listeners, observer).map_err(StartError::World)?);
        let settings = &lab.state.settings;
        let (limits, clock, tap) = (settings.limits, settings.clock, settings.tap());
        let server = Server::start(bound, limits, clock, tap, lab.clone()).map_err(StartError::World)?;
        Ok(Running { lab, server })
    }

    /// Sets up a world that listens nowhere; [`Lab::serve`] gives it connections one by one.
    ///
    /// # Errors
    ///
    /// When the upstreams of the gateway cannot be started.
    pub fn detached(settings: Settings) -> io::Result<Self> {
        Self::new(settings, Vec::new(), None)
    }

    /// Makes a code happen over a version of HTTP, in a lab of its own that lives as long as that takes, and tells each event
    /// as it happens. It blocks, and is given up when this says so.
    ///
    /// ```
    /// use statusquo_lab::{Lab, happening::{Case, Outcome}};
    /// use statusquo_wire::Version;
    /// let conflict = Case::new(statusquo_catalog::entry(409).expect("409 is registered"), Version::Http11);
    /// let mut events = 0;
    /// let outcome = Lab::happen(conflict, &mut |_, _| events += 1, Box::pin(std::future::pending()));
    /// let Outcome::Happened(happened) = outcome else { panic!("{outcome:?}") };
    /// assert_eq!((happened.record.code, happened.played.events.len()), (409, events));
    /// ```
    pub fn happen(case: Case, tell: Tell<'_>, given_up: GivenUp<'_>) -> Outcome {
        happening::happen::<Running>(case, tell, given_up)
    }

    /// Serves one connection until it ends.
    pub async fn serve(&self, stream: Stream) {
        let (_running, stop) = tokio::sync::watch::channel(false);
        let settings = &self.state.settings;
        let ends = Ends::of(&stream);
        Connection::new(stream, ends, settings.limits, settings.clock, settings.tap(), stop).run(self, false).await;
    }

    fn new(settings: Settings, listeners: Vec<SocketAddr>, observer: Option<Observer>) -> io::Result<Self> {
        Ok(Self { state: State::new(settings, listeners, Self::happen)?, ids: AtomicU64::new(0), observer })
    }

    /// Does one act; a panic in it is caught here, at the edge, and becomes a fact.
    async fn act<'v>(act: Act, visit: &mut Visit<'v>, resource: &mut Resource<'v>, exchange: &mut Exchange<'_>) {
        let work = async {
            match act {
                Act::Admit => {
                    *resource = route::find(visit).await;
                    if resource.waits() {
                        // If the client is gone, giving the answer will tell.
                        let _ = exchange.flush().await;
                    }
                    resource.admit(visit).await;
                }
                Act::Find => {
                    if !resource.takes_any_method() {
                        visit.judge_method(resource.methods(visit.request.version));
                    }
                    visit.judge_expectation();
                    resource.find(visit).await;
                    if !visit.facts.get(Question::ContentFollows) {
                        resource.judge(visit);
                    }
                }
                Act::Read => {
                    if Self::read(visit, resource, exchange).await {
                        resource.judge(visit);
                    }
                }
                Act::Perform => resource.perform(visit, exchange).await,
                Act::PassOn => resource.pass_on(visit, exchange).await,
            }
        };
        if unwinding(pin!(work)).await.is_err() {
            // What it was stays in the log: a client is told nothing of our insides.
            visit.refuse(Question::EndedWell, "The server met an unexpected condition; it is noted in its log.");
            *resource = Resource::Failed;
        }
    }

    /// Reads the content; false if it did not come as it should, or is kept already.
    async fn read<'v>(visit: &mut Visit<'v>, resource: &mut Resource<'v>, exchange: &mut Exchange<'_>) -> bool {
        if let Resource::Upload(upload) = resource
            && upload.takes_pieces()
        {
            Box::pin(upload.receive(visit, exchange)).await;
            return false;
        }
        let Some(wanted) = resource.wants(visit) else { return true };
        let content = match resource.reads_framing() {
            true => Box::pin(exchange.framed_content(wanted.limit)).await,
            false => exchange.content(wanted.limit).await,
        };
        match content {
            Ok(content) => {
                visit.look_at_the_clock();
                visit.content = content;
                true
            }
            Err(unread) => {
                visit.unread(unread);
                false
            }
        }
    }
}

/// Sets TLS up; an authority for this run is made if no certificates are there.
fn acceptor(settings: &mut Settings) -> io::Result<Acceptor> {
    let certificates = match &settings.certificates {
        Some(certificates) => certificates.clone(),
        None => Arc::new(Certificates::signed_by(Authority::for_this_run().map_err(io::Error::other)?)),
    };
    settings.certificates = Some(certificates.clone());
    let protocols = [Protocol::Http2, Protocol::Http11];
    let offered = if settings.limits.http2 { &protocols[..] } else { &protocols[1..] };
    Acceptor::new(certificates, offered).map_err(io::Error::other)
}

impl Service for Lab {
    async fn exchange(&self, request: &Request, exchange: &mut Exchange<'_>) {
        let id = self.ids.fetch_add(1, Ordering::Relaxed) + 1;
        let mut visit = Visit::new(&self.state, request, exchange.peer(), exchange.local(), id);
        let mut resource = Resource::Nothing;
        if request.crowded {
            visit.object(
                Reason::new(
                    Question::RoomForConnection,
                    format!(
                        "{} connections are open, the most that are served at a time.",
                        self.state.settings.limits.connections
                    ),
                )
                .retry_after(Duration::from_secs(1)),
            );
        }
        if let Some(violation) = &request.violation {
            visit.violate(violation);
        }
        secured::judge(&mut visit, exchange.session());
        let mut walk = Walk::default();
        let end = loop {
            match walk.next(&visit.facts) {
                Step::Say(code) => {
                    // If the client is gone, reading its content will tell.
                    let _ = exchange.interim(code, phrase(code), &Fields::default()).await;
                    visit.interim.push(code);
                }
                // It was admitted before.
                Step::Do(Act::Admit) if visit.number > 0 => {}
                step @ (Step::Do(act) | Step::DoSaying(act, _)) => {
                    visit.saying = if let Step::DoSaying(_, code) = step { Some(code) } else { None };
                    Self::act(act, &mut visit, &mut resource, exchange).await;
                    if act == Act::Read && visit.number > 0 {
                        // Only the content asks for a number, and the table has to hear of it: it is read once more.
                        walk = Walk::default();
                    }
                }
                Step::End(end) => break end,
            }
        };
        let code = answer::give(&mut visit, &mut resource, end, walk.way(), exchange).await;
        self.remember(id, &visit, end, code, walk.way(), exchange);
    }

    fn handshake_failed(&self, peer: SocketAddr, error: &HandshakeError) {
        if let Some(observer) = &self.observer {
            observer.handshake_failed(peer, error);
        }
    }
}

impl Lab {
    /// Writes the exchange into the journal and tells the observer.
    fn remember(&self, id: u64, visit: &Visit<'_>, end: End, code: u16, way: Way, exchange: &mut Exchange<'_>) {
        if self.observer.is_none() && self.state.journal.is_none() {
            return;
        }
        let request = visit.request;
        let (method, target) = (visit.method(), request.target());
        let took = request.began.elapsed();
        let forced = end == End::Forced;
        if let Some(observer) = &self.observer {
            observer.exchange(&Seen { id, method, target, code, forced, way, took, peer: visit.peer });
        }
        if let Some(journal) = &self.state.journal {
            let mut recording = exchange.take_recording();
            journal.record(Finished {
                id,
                version: request.version.name(),
                method,
                target,
                code,
                interim: &visit.interim,
                forced,
                secured: visit.secured,
                way,
                peer: visit.peer,
                began: self.state.clock.wall_clock(request.began),
                start: request.began,
                duration: took,
                recording: &mut recording,
            });
            recording.give_back();
            self.state.followers.tell(id);
        }
    }
}

/// A lab could not start.
#[derive(Debug)]
pub enum StartError {
    /// An address could not be listened on.
    Bind(BindError),
    /// An address could not be listened on for TLS.
    BindTls(BindError),
    /// The upstreams or the threads could not be started.
    World(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StartError::Bind(error) | StartError::BindTls(error) => error.fmt(f),
            StartError::World(error) => write!(f, "the lab could not be set up: {error}"),
        }
    }
}

impl std::error::Error for StartError {}

/// A lab that is being served. Dropping it ends it at once.
#[derive(Debug)]
pub struct Running {
    lab: Arc<Lab>,
    server: Server,
}

impl World for Running {
    fn begin(settings: Settings) -> Result<Self, String> {
        Lab::start(settings, None).map_err(|error| error.to_string())
    }

    fn place(&self) -> Place {
        self.into()
    }

    fn recorded(&self, exchange: u64) -> Option<Record<Way>> {
        Running::recorded(self, exchange)
    }
}

impl From<&Running> for Place {
    fn from(running: &Running) -> Self {
        let authority = running.certificates().and_then(|certificates| certificates.authority());
        let tls = running.tls_addresses().first().copied().zip(authority.map(Authority::pem));
        Self::new(running.address(), tls)
    }
}

impl Running {
    /// The addresses, with the ports that were taken.
    pub fn addresses(&self) -> &[SocketAddr] {
        self.server.addresses()
    }

    /// The addresses for TLS, with the ports that were taken.
    pub fn tls_addresses(&self) -> &[SocketAddr] {
        self.server.tls_addresses()
    }

    /// The addresses, of UDP, on which HTTP/3 is spoken.
    pub fn http3_addresses(&self) -> &[SocketAddr] {
        self.server.http3_addresses()
    }

    /// The certificates that are presented there, if TLS is spoken.
    pub fn certificates(&self) -> Option<&Arc<Certificates>> {
        self.lab.state.settings.certificates.as_ref()
    }

    /// The first address.
    pub fn address(&self) -> SocketAddr {
        self.server.addresses()[0]
    }

    /// Whether every listener is on loopback.
    pub fn is_local_only(&self) -> bool {
        self.lab.state.local_only
    }

    /// How many connections are open.
    pub fn connections(&self) -> usize {
        self.server.connections()
    }

    /// What the journal keeps of an exchange.
    pub fn recorded(&self, id: u64) -> Option<Record<Way>> {
        self.lab.state.journal.as_ref()?.get(id)
    }

    /// The newest exchanges in the journal, newest first.
    pub fn newest(&self, most: usize) -> Vec<Record<Way>> {
        self.lab.state.journal.as_ref().map_or_else(Vec::new, |journal| journal.newest(None).take(most).collect())
    }

    /// Stops accepting, lets exchanges under way end within the grace, and ends.
    pub fn stop(self, grace: Duration) {
        self.lab.state.waits.close();
        self.lab.state.stays.close();
        self.lab.state.followers.places.close();
        self.server.stop(grace);
    }
}
