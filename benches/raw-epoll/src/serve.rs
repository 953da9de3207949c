//! The loop itself: one thread, level-triggered, one read and one write for all requests that a read brings.

use crate::blank::Blank;
use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::io::Errno;
use rustix::net::{self, AddressFamily, SendFlags, SocketFlags, SocketType, sockopt};
use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::os::fd::{AsRawFd, OwnedFd};

/// The listener's mark among the events; a connection's is its descriptor.
const LISTENER: u64 = u64::MAX;

/// About how many octets a write takes from the answers at once.
const WRITE: usize = 64 * 1024;

struct Connection {
    socket: OwnedFd,
    blank: Blank,
    /// Octets of answers that wait to be written.
    owed: usize,
    waits_to_write: bool,
}

/// The answer, as often as one write may want it.
struct Answers {
    octets: Vec<u8>,
    one: usize,
}

impl Answers {
    fn new(content: usize, close: bool) -> Self {
        let connection = if close { "Connection: close\r\n" } else { "" };
        let mut one = format!("HTTP/1.1 200 OK\r\nContent-Length: {content}\r\n{connection}\r\n").into_bytes();
        one.resize(one.len() + content, b'x');
        Self { octets: one.repeat(WRITE / one.len() + 2), one: one.len() }
    }

    /// What to write next while this much is owed.
    fn next(&self, owed: usize) -> &[u8] {
        let from = (self.one - owed % self.one) % self.one;
        &self.octets[from..(from + owed).min(self.octets.len())]
    }
}

/// What became of a connection after an event.
enum Fate {
    Kept,
    Closed,
}

/// Serves until it is killed.
pub(crate) fn run(port: u16, content: usize, close: bool) -> rustix::io::Result<Infallible> {
    let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
    let listener = net::socket_with(AddressFamily::INET, SocketType::STREAM, flags, None)?;
    sockopt::set_socket_reuseaddr(&listener, true)?;
    net::bind(&listener, &SocketAddrV4::new(Ipv4Addr::LOCALHOST, port))?;
    net::listen(&listener, 4096)?;
    let queue = epoll::create(CreateFlags::CLOEXEC)?;
    epoll::add(&queue, &listener, EventData::new_u64(LISTENER), EventFlags::IN)?;

    let answers = Answers::new(content, close);
    let mut connections: Vec<Option<Connection>> = Vec::new();
    let mut events = Vec::with_capacity(256);
    let mut buffer = vec![0; 16 * 1024];
    loop {
        events.clear();
        match epoll::wait(&queue, spare_capacity(&mut events), None) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error),
        }
        for event in &events {
            let mark = event.data.u64();
            if mark == LISTENER {
                accept(&listener, &queue, &mut connections)?;
                continue;
            }
            let Some(place) = usize::try_from(mark).ok().and_then(|at| connections.get_mut(at)) else { continue };
            let Some(connection) = place else { continue };
            match serve(connection, &mut buffer, &answers, close) {
                Ok(Fate::Kept) => settle(connection, &queue, mark)?,
                Ok(Fate::Closed) | Err(_) => *place = None,
            }
        }
    }
}

fn accept(listener: &OwnedFd, queue: &OwnedFd, connections: &mut Vec<Option<Connection>>) -> rustix::io::Result<()> {
    loop {
        let socket = match net::accept_with(listener, SocketFlags::NONBLOCK | SocketFlags::CLOEXEC) {
            Ok(socket) => socket,
            Err(Errno::AGAIN) => return Ok(()),
            Err(Errno::INTR | Errno::CONNABORTED) => continue,
            Err(error) => return Err(error),
        };
        sockopt::set_tcp_nodelay(&socket, true)?;
        let Ok(at) = usize::try_from(socket.as_raw_fd()) else { continue };
        epoll::add(queue, &socket, EventData::new_u64(at as u64), EventFlags::IN)?;
        if connections.len() <= at {
            connections.resize_with(at + 1, || None);
        }
        connections[at] = Some(Connection { socket, blank: Blank::default(), owed: 0, waits_to_write: false });
    }
}

/// One read and, for all that it asks, one write; whatever does not fit waits until the socket takes more.
fn serve(connection: &mut Connection, buffer: &mut [u8], answers: &Answers, close: bool) -> rustix::io::Result<Fate> {
    if connection.owed == 0 {
        let read = match rustix::net::recv(&connection.socket, &mut *buffer, net::RecvFlags::empty()) {
            Ok((0, _)) => return Ok(Fate::Closed),
            Ok((read, _)) => read,
            Err(Errno::AGAIN | Errno::INTR) => return Ok(Fate::Kept),
            Err(error) => return Err(error),
        };
        connection.owed = connection.blank.count(&buffer[..read]) * answers.one;
        if connection.owed == 0 {
            return Ok(Fate::Kept);
        }
    }
    while connection.owed > 0 {
        match net::send(&connection.socket, answers.next(connection.owed), SendFlags::NOSIGNAL) {
            Ok(written) => connection.owed -= written,
            Err(Errno::AGAIN) => return Ok(Fate::Kept),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(if close { Fate::Closed } else { Fate::Kept })
}

/// Waits for what the connection needs next: more requests, or room for its answers.
fn settle(connection: &mut Connection, queue: &OwnedFd, mark: u64) -> rustix::io::Result<()> {
    let owes = connection.owed > 0;
    if owes == connection.waits_to_write {
        return Ok(());
    }
    connection.waits_to_write = owes;
    let flags = if owes { EventFlags::OUT } else { EventFlags::IN };
    epoll::modify(queue, &connection.socket, EventData::new_u64(mark), flags)
}

#[cfg(test)]
mod tests {
    use super::Answers;

    #[test]
    fn whatever_is_owed_continues_the_answer_where_it_stopped() {
        let answers = Answers::new(10, false);
        let one = answers.next(answers.one).to_vec();
        assert!(one.ends_with(b"\r\n\r\nxxxxxxxxxx"));
        assert_eq!(answers.next(3), b"xxx");
        assert_eq!(answers.next(answers.one + 3), [b"xxx", one.as_slice()].concat());
        assert_eq!(answers.next(answers.one * 2), one.repeat(2));
    }
}
