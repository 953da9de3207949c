//! Plays rows against a lab: each whole, cut into octets or around its fault, and each good twin likewise.

use crate::client::{Answer, Client, Cut};
use crate::table::row::{Ending, Fate, Row, get, put};
use serde_json::Value;
use statusquo_lab::Running;
use statusquo_wire::message::Part;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Rows up to this size are sent octet by octet too; longer ones are cut around their fault.
const SHORT: usize = 2 * 1024;

/// Plays every row, so many at a time, and panics with all that went wrong.
pub(crate) fn all(lab: &Running, rows: &[Row], at_a_time: usize) {
    let address = lab.address();
    make_document(address).expect("a document can be stored");
    let next = AtomicUsize::new(0);
    let work = || {
        let mut wrong = Vec::new();
        while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
            for cut in cuts(row) {
                let stimulus = play(address, row, cut).map_err(|error| (row.sent.as_slice(), error));
                let twin = play_twin(address, row, cut).map_err(|error| (row.twin.as_deref().unwrap_or(b""), error));
                for (sent, error) in [stimulus, twin].into_iter().filter_map(Result::err) {
                    let shown = sent[..sent.len().min(300)].escape_ascii();
                    wrong.push(format!("{}\n  cut {cut:?}\n  sent {shown}\n  {error}", row.name));
                }
            }
        }
        wrong
    };
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..at_a_time).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect()
    });
    assert!(wrong.is_empty(), "{} went wrong:\n\n{}\n", wrong.len(), wrong.join("\n\n"));
}

/// What the rows replace must be there, so that each is answered alike.
fn make_document(address: SocketAddr) -> Result<(), String> {
    let mut client = Client::connect(address)?;
    client.send(&put(b"Content-Length: 5", b"first"), Cut::Nowhere)?;
    expect(&client.answer("PUT")?, 201)
}

fn cuts(row: &Row) -> Vec<Cut> {
    match (row.sent.len(), row.fault) {
        (..=SHORT, _) => vec![Cut::Nowhere, Cut::Everywhere],
        (_, Some(fault)) => vec![Cut::Nowhere, Cut::At(fault - 1), Cut::At(fault), Cut::At(fault + 1)],
        (length, None) => vec![Cut::Nowhere, Cut::At(length - 1)],
    }
}

/// The request that is sent after a stimulus, and answered only if the connection stays.
fn second() -> Vec<u8> {
    get(b"Host: lab")
}

/// Sends the stimulus and checks its answers, the connection's fate, and that nothing else is answered.
fn play(address: SocketAddr, row: &Row, cut: Cut) -> Result<(), String> {
    let mut client = Client::connect(address)?;
    // A client that asked for the end has no business to send more after it was read.
    let followed = row.ending == Ending::Followed && !(row.fate == Fate::Ends && matches!(cut, Cut::Everywhere));
    let rest = if followed { second() } else { Vec::new() };
    client.send(&[&row.sent[..], &rest].concat(), cut)?;
    if row.ending == Ending::HalfClosed {
        client.close_half()?;
    }
    for code in &row.before {
        expect(&client.answer("GET")?, *code)?;
    }
    let answer = client.answer(method(&row.sent))?;
    expect(&answer, row.code)?;
    explains(&answer, row)?;
    if row.ending != Ending::HalfClosed && answer.close != (row.fate != Fate::Stays) {
        return Err(format!("the answer announces close: {}, the connection {:?}", answer.close, row.fate));
    }
    if row.ending == Ending::Open {
        client.send(&second(), Cut::Nowhere)?;
    }
    if row.ending != Ending::HalfClosed && row.fate == Fate::Stays {
        expect(&client.answer("GET")?, 200)?;
        client.close_half()?;
    }
    client.end()
}

/// Sends the good twin and checks that it succeeds, and a request after it.
fn play_twin(address: SocketAddr, row: &Row, cut: Cut) -> Result<(), String> {
    let Some(twin) = &row.twin else { return Ok(()) };
    let mut client = Client::connect(address)?;
    client.send(twin, cut)?;
    if row.ending == Ending::HalfClosed {
        client.close_half()?;
    }
    let earlier = row.before.iter().filter(|code| **code >= 200).count();
    let mut last = None;
    for _ in 0..=earlier {
        let answer = loop {
            let answer = client.answer(method(twin))?;
            if answer.code >= 200 {
                break answer;
            }
        };
        if answer.code >= 300 {
            return Err(format!("the good twin gets {}: {}", answer.code, String::from_utf8_lossy(&answer.content)));
        }
        last = Some(answer);
    }
    if row.ending != Ending::HalfClosed && last.is_some_and(|last| !last.close) {
        client.send(&second(), Cut::Nowhere)?;
        expect(&client.answer("GET")?, 200)?;
        client.close_half()?;
    }
    client.end()
}

/// Only HEAD changes how an answer is read.
fn method(sent: &[u8]) -> &'static str {
    if sent.starts_with(b"HEAD ") { "HEAD" } else { "GET" }
}

fn expect(answer: &Answer, code: u16) -> Result<(), String> {
    match answer.code == code {
        true => Ok(()),
        false => Err(format!("{code} was to come, {} came: {}", answer.code, String::from_utf8_lossy(&answer.content))),
    }
}

/// Compares what the problem document says of the rule with what the row says.
fn explains(answer: &Answer, row: &Row) -> Result<(), String> {
    if answer.code < 400 || method(&row.sent) == "HEAD" {
        return Ok(());
    }
    let problem: Value = serde_json::from_slice(&answer.content).map_err(|error| format!("no problem: {error}"))?;
    let part = row.at.map(|(part, _)| match part {
        Part::Head => "head",
        Part::Content => "content",
    });
    let mut wanted = vec![
        ("rule", Value::from(row.rule.map(|rule| rule.sentence()))),
        ("section", Value::from(row.rule.map(|rule| rule.section()))),
        ("part", Value::from(part)),
        ("at", Value::from(row.at.map(|(_, at)| at))),
        ("limit", Value::from(row.limit)),
    ];
    wanted.extend(row.field.map(|field| ("field", Value::from(field))));
    for (member, value) in wanted {
        if problem[member] != value {
            return Err(format!("{member} was to be {value}, but is {}", problem[member]));
        }
    }
    Ok(())
}
