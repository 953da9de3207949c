//! Finds a host's addresses and opens a connection to the first that takes one.

use super::failure::seconds;
use super::{Failure, Step, Url};
use std::io;
use std::time::Duration;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout_at};

pub(super) async fn connect(url: &Url, patience: Duration) -> Result<TcpStream, Failure> {
    let until = Instant::now() + patience;
    let late = |step, what: &str| Failure::new(step, format!("{what} within {}", seconds(patience)));
    let found = match timeout_at(until, lookup_host((url.host(), url.port()))).await {
        Ok(Ok(found)) => found.collect::<Vec<_>>(),
        Ok(Err(error)) => {
            return Err(Failure::new(Step::Name, format!("no address was found for {}: {error}", url.host())));
        }
        Err(_) => return Err(late(Step::Name, "no address was found")),
    };
    let mut last = Failure::new(Step::Name, format!("{} has no address", url.host()));
    let addresses = found.len();
    for (at, address) in found.into_iter().enumerate() {
        // Whoever says nothing takes only its share of the time from those after it.
        let left = until.saturating_duration_since(Instant::now()) / (addresses - at) as u32;
        match timeout_at(Instant::now() + left, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                // Best effort: without it the answer is the same, only later.
                let _ = stream.set_nodelay(true);
                return Ok(stream);
            }
            Ok(Err(error)) => last = Failure::new(Step::Connection, refused(&error, &address.to_string())),
            Err(_) => last = late(Step::Connection, &format!("no connection to {address} was opened")),
        }
    }
    Err(last)
}

fn refused(error: &io::Error, address: &str) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => format!("nobody listens at {address}: the connection was refused"),
        io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable => format!("no route leads to {address}"),
        _ => format!("no connection to {address} could be opened: {error}"),
    }
}
