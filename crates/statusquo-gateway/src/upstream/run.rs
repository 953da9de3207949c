//! Runs the upstreams: a listener for each on a free loopback port, one thread for all, ended on drop.

use super::healthy;
use super::table::{Act, Behaviour, behaviours};
use statusquo_wire::h1::{ContentReader, HeadReader};
use statusquo_wire::{Limits, Request};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{sleep, timeout};

/// The most connections that one upstream serves at a time; more wait to be accepted.
const CONNECTIONS: usize = 256;

/// How long any connection may last, whatever it is doing.
const LIFE: Duration = Duration::from_secs(60);

/// How long a request may take to come.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a connection that was shut down is still read.
const LINGER: Duration = Duration::from_secs(2);

/// The longest content that is read before the answer.
const CONTENT: u64 = 2 * 1024 * 1024;

/// What the large upstream sends to who does not say how much.
const LARGE: u64 = 2 * 1024 * 1024;

/// The largest answer that `?size=` can ask for.
const SIZE: u64 = 64 * 1024 * 1024;

/// The upstreams, running. Dropping it ends them and waits for the end.
///
/// ```
/// use statusquo_gateway::upstream::{NAMES, Upstreams};
/// let upstreams = Upstreams::start().unwrap();
/// assert!(NAMES.iter().all(|name| upstreams.address(name).is_some_and(|address| address.ip().is_loopback())));
/// assert_eq!(upstreams.address("elsewhere"), None);
/// ```
#[derive(Debug)]
pub struct Upstreams {
    addresses: Vec<(&'static str, SocketAddr)>,
    /// Bound and never listening: while they live, their ports refuse.
    _refusing: Vec<TcpSocket>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Upstreams {
    /// Takes a free port of 127.0.0.1 for each behaviour and serves them all.
    pub fn start() -> io::Result<Self> {
        let mut addresses = Vec::new();
        let mut refusing = Vec::new();
        let mut listeners = Vec::new();
        let free = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        for behaviour in behaviours() {
            if let Act::Refuse = behaviour.act {
                let socket = TcpSocket::new_v4()?;
                socket.bind(free)?;
                addresses.push((behaviour.name, socket.local_addr()?));
                refusing.push(socket);
            } else {
                let listener = std::net::TcpListener::bind(free)?;
                listener.set_nonblocking(true)?;
                addresses.push((behaviour.name, listener.local_addr()?));
                listeners.push((behaviour, listener));
            }
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        {
            let _inside = runtime.enter();
            for (behaviour, listener) in listeners {
                runtime.spawn(listen(behaviour, TcpListener::from_std(listener)?));
            }
        }
        let thread = std::thread::Builder::new().name("upstreams".to_owned()).spawn(move || run(&runtime, stopped))?;
        Ok(Self { addresses, _refusing: refusing, stop: Some(stop), thread: Some(thread) })
    }

    /// Where the upstream of this name is.
    pub fn address(&self, name: &str) -> Option<SocketAddr> {
        self.addresses.iter().find(|(known, _)| *known == name).map(|(_, address)| *address)
    }
}

impl Drop for Upstreams {
    fn drop(&mut self) {
        // Dropping the sender is the signal.
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // A thread that ended in a panic has ended too.
            let _ = thread.join();
        }
    }
}

/// Runs all tasks until the signal; they end with the runtime.
fn run(runtime: &Runtime, stopped: oneshot::Receiver<()>) {
    // That the sender is gone is the signal, so the error is the expected outcome.
    let _ = runtime.block_on(stopped);
}

/// Accepts for one upstream.
async fn listen(behaviour: &'static Behaviour, listener: TcpListener) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    while let Ok(permit) = Arc::clone(&room).acquire_owned().await {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(async move {
                    // A client that does wrong or leaves has ended its own connection: there is nobody to tell.
                    let _ = timeout(LIFE, converse(behaviour.act, stream)).await;
                    drop(permit);
                });
            }
            // Out of descriptors, most likely: a moment later there may be one.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}

/// One connection: a request, what the table says, the end.
async fn converse(act: Act, mut stream: TcpStream) -> io::Result<()> {
    // Best effort: without it the answer is the same, only later.
    let _ = stream.set_nodelay(true);
    let Some(request) = timeout(PATIENCE, read_request(&mut stream)).await?? else { return Ok(()) };
    match act {
        // Such an upstream has no listener.
        Act::Refuse => {}
        Act::Serve { cache_control } => stream.write_all(&healthy::answer(&request, cache_control)).await?,
        Act::Say(bytes) => stream.write_all(bytes).await?,
        Act::Long { cut } => long(&mut stream, &request, cut).await?,
        Act::Stall(time) => {
            tokio::select! {
                () = sleep(time) => stream.write_all(&healthy::answer(&request, None)).await?,
                () = left(&mut stream) => return Ok(()),
            }
        }
        Act::Reset(bytes) => {
            stream.write_all(bytes).await?;
            return stream.set_zero_linger();
        }
    }
    stream.shutdown().await?;
    // Octets that nobody reads turn a close into a reset, which could overtake the answer (RFC 9112 §9.6).
    let _ = timeout(LINGER, left(&mut stream)).await;
    Ok(())
}

/// Reads a head and the content behind it; `None` if the client left before the end of either.
async fn read_request(stream: &mut TcpStream) -> io::Result<Option<Request>> {
    let limits = Limits { fields: 48 * 1024, lines: 128, ..Limits::default() };
    let mut request = Request::default();
    let mut reader = HeadReader::default();
    let mut input = Vec::with_capacity(4096);
    let end = loop {
        if stream.read_buf(&mut input).await? == 0 {
            return Ok(None);
        }
        if let Some(end) = reader.advance(&input, &limits, &mut request) {
            break end;
        }
    };
    if request.violation.is_some() {
        return Ok(Some(request));
    }
    input.drain(..end);
    let mut content = ContentReader::new(request.framing);
    let mut taken = 0;
    while !content.is_done() && taken <= CONTENT {
        let progress = content.advance(&input, &limits, |data| taken += data.len() as u64);
        let Ok(progress) = progress else { break };
        input.drain(..progress.used);
        if !progress.done && stream.read_buf(&mut input).await? == 0 {
            return Ok(None);
        }
    }
    Ok(Some(request))
}

/// Ends when the client closes its side; what it still sends is not read as anything.
async fn left(stream: &mut TcpStream) {
    let mut thrown_away = [0; 512];
    loop {
        match stream.read(&mut thrown_away).await {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// Sends many lines; cut, it announces more than it sends.
async fn long(stream: &mut TcpStream, request: &Request, cut: bool) -> io::Result<()> {
    const LINE: &[u8; 64] = b"one of many lines, each of sixty-four octets, from the upstream\n";
    let query = request.split_target().query.unwrap_or("");
    let size = query.split('&').find_map(|pair| pair.strip_prefix("size=")).and_then(|size| size.parse::<u64>().ok());
    let size = size.map(|size| size.min(SIZE));
    let (announced, sent) = match (size, cut) {
        (Some(size), true) => (size, size / 4 * 3),
        (None, true) => (1000, 400),
        (_, false) => (size.unwrap_or(LARGE), size.unwrap_or(LARGE)),
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Type: text/plain\r\n\
         Content-Length: {announced}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    if request.is_head() {
        return Ok(());
    }
    let block = LINE.repeat(256);
    let mut left = sent;
    while left > 0 {
        let piece = &block[..block.len().min(usize::try_from(left).unwrap_or(usize::MAX))];
        stream.write_all(piece).await?;
        left -= piece.len() as u64;
    }
    Ok(())
}
