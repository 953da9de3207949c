//! Memory under use: for each of many idle connections, and after very many exchanges.

use crate::account;
use crate::bench::Bench;
use crate::candidate::Candidate;
use crate::client::{self, Client};
use crate::figures::{Series, Unit};
use crate::serving::Serving;
use crate::work::{PATH, Work};
use rustix::net::{AddressFamily, SocketType};
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::time::Duration;

/// Idle connections.
const CONNECTIONS: u16 = 10_000;

/// How many of them come from one address; an address has some 28,000 ports for clients, and others use them too.
const FROM_ONE_ADDRESS: u16 = 2_500;

/// Exchanges that fill the journal, so that what it holds is not taken for what connections hold.
const FILLING: usize = 20_000;

const MILLION: usize = 1_000_000;

/// How long a process is left alone before its memory is looked at.
const REST: Duration = Duration::from_millis(200);

/// What each of many connections holds, when it has had its answer and now does nothing.
pub(crate) fn idle(bench: &Bench, work: &'static Work) -> Result<Vec<Series>, String> {
    let mut all: Vec<_> = Candidate::ALL
        .iter()
        .map(|candidate| Series::new(work.name, "memory", candidate.name(), Unit::Octets))
        .collect();
    for _ in 0..bench.care.few_rounds() {
        for (candidate, series) in Candidate::ALL.into_iter().zip(&mut all) {
            series.values.push(one_idle(bench, candidate)?);
        }
    }
    Ok(all)
}

fn one_idle(bench: &Bench, candidate: Candidate) -> Result<f64, String> {
    let failed = |error: std::io::Error| format!("idle connections to {}: {error}", candidate.name());
    let running = bench.start(candidate, Serving::of(PATH, 54))?;
    let request = client::get(PATH, None);
    Client::to(running.port).and_then(|mut client| client.repeat(&request, FILLING)).map_err(failed)?;
    std::thread::sleep(REST);
    let before = account::resident(running.id())?;
    let mut connections = Vec::new();
    for number in 0..CONNECTIONS {
        let mut client = connect(number, running.port).and_then(Client::over).map_err(failed)?;
        client.ask(&request).map_err(failed)?;
        connections.push(client);
    }
    std::thread::sleep(REST);
    let after = account::resident(running.id())?;
    // All of them must still be there, or their memory would be too.
    for client in &mut connections {
        client.ask(&request).map_err(failed)?;
    }
    // The server goes first, so that no port of a client has to wait for the last segments of its connection.
    drop(running);
    Ok((after - before) / f64::from(CONNECTIONS))
}

/// A connection from one of several loopback addresses.
fn connect(number: u16, port: u16) -> std::io::Result<TcpStream> {
    let address = Ipv4Addr::from(Ipv4Addr::LOCALHOST.to_bits() + 1 + u32::from(number / FROM_ONE_ADDRESS));
    let socket = rustix::net::socket(AddressFamily::INET, SocketType::STREAM, None)?;
    rustix::net::bind(&socket, &SocketAddrV4::new(address, 0))?;
    rustix::net::connect(&socket, &SocketAddrV4::new(Ipv4Addr::LOCALHOST, port))?;
    Ok(socket.into())
}

/// How much more is resident after a million exchanges than after one.
pub(crate) fn million(bench: &Bench, work: &'static Work) -> Result<Vec<Series>, String> {
    let mut all = Vec::new();
    for candidate in [Candidate::JournalOff, Candidate::JournalOn] {
        let mut resident = Series::new(work.name, "memory", candidate.name(), Unit::Octets);
        let mut grown = Series::new(work.name, "growth", candidate.name(), Unit::Octets);
        // What is bounded has stopped growing by then.
        let mut second_half = Series::new(work.name, "growth in the second half", candidate.name(), Unit::Octets);
        for _ in 0..bench.care.few_rounds() {
            let running = bench.start(candidate, Serving::of(PATH, 0))?;
            let request = client::get(PATH, None);
            let failed = |error: std::io::Error| format!("a million exchanges with {}: {error}", candidate.name());
            let mut client = Client::to(running.port).map_err(failed)?;
            client.ask(&request).map_err(failed)?;
            std::thread::sleep(REST);
            let before = account::resident(running.id())?;
            client.repeat(&request, MILLION / 2).map_err(failed)?;
            let middle = account::resident(running.id())?;
            client.repeat(&request, MILLION / 2).map_err(failed)?;
            std::thread::sleep(REST);
            let after = account::resident(running.id())?;
            resident.values.push(after);
            grown.values.push(after - before);
            second_half.values.push(after - middle);
        }
        all.extend([resident, grown, second_half]);
    }
    Ok(all)
}
