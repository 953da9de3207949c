//! Connections that are opened and then left alone.

use super::client::{Options, connect};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};

/// So many connections come from one address, lest it runs out of ports.
const FROM_ONE: usize = 2000;

#[derive(Debug)]
pub(crate) struct Idle {
    address: SocketAddr,
    streams: Vec<TcpStream>,
}

impl Idle {
    /// Opens so many.
    pub(crate) fn open(address: SocketAddr, count: usize) -> Result<Self, String> {
        let streams = (0..count).map(|number| one(address, number)).collect::<Result<_, _>>()?;
        Ok(Self { address, streams })
    }

    /// How many have not been closed by the server.
    pub(crate) fn still_open(&self) -> usize {
        self.streams.iter().filter(|stream| !is_closed(stream)).count()
    }

    /// Opens again what the server has closed for being idle too long; how many that were.
    pub(crate) fn reopen(&mut self) -> Result<usize, String> {
        let mut reopened = 0;
        for (number, stream) in self.streams.iter_mut().enumerate() {
            if is_closed(stream) {
                *stream = one(self.address, number)?;
                reopened += 1;
            }
        }
        Ok(reopened)
    }
}

fn one(address: SocketAddr, number: usize) -> Result<TcpStream, String> {
    let from = Ipv4Addr::new(127, 0, 1, (number / FROM_ONE) as u8 + 1);
    let stream = connect(address, Options { from: Some(from), ..Options::default() })?;
    stream.set_nonblocking(true).map_err(|error| error.to_string())?;
    Ok(stream)
}

/// Whether the other side has ended; an idle connection is sent nothing.
fn is_closed(stream: &TcpStream) -> bool {
    !matches!(stream.peek(&mut [0]), Err(error) if error.kind() == ErrorKind::WouldBlock)
}
