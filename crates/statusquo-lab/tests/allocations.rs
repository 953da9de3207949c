//! What a plain request allocates: nothing in the engine, at most three times in the lab, and nothing in the journal.

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use statusquo_lab::{Journaling, Lab, Settings};
use statusquo_wire::h1::Connection;
use statusquo_wire::transport::{Ends, Stream, Tap};
use statusquo_wire::{Clock, Content, Exchange, Fields, Limits, Request, Service};
use std::alloc::System;
use std::future::Future;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::watch;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const GET: &[u8] = b"GET /lab/documents/welcome HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nUser-Agent: test\r\n\r\n";

/// How many rounds warm everything up, and how many are counted.
const ROUNDS: usize = 200;

/// A service that adds nothing of its own.
struct Plain(Fields);

impl Service for Plain {
    async fn exchange(&self, request: &Request, exchange: &mut Exchange<'_>) {
        assert!(request.violation.is_none());
        let _ = exchange.respond(200, "OK", &self.0, Content::Bytes(b"hello\n")).await;
    }
}

/// How often a round allocates, client and pipe and all, once everything is warm.
fn allocations<S: Future<Output = ()>>(serve: impl FnOnce(Stream) -> S) -> f64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let (mut client, theirs) = tokio::io::duplex(64 * 1024);
    let mut answer = [0; 4096];
    let mut round = async || {
        client.write_all(GET).await.expect("it is sent");
        let mut heard = 0;
        while !answer[..heard].ends_with(b"\n") || !answer[..heard].windows(4).any(|end| end == b"\r\n\r\n") {
            heard += client.read(&mut answer[heard..]).await.expect("an answer");
        }
        assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\n"));
    };
    let asking = async {
        for _ in 0..ROUNDS {
            round().await;
        }
        let region = Region::new(ALLOCATOR);
        for _ in 0..ROUNDS {
            round().await;
        }
        let change = region.change();
        (change.allocations + change.reallocations) as f64 / ROUNDS as f64
    };
    runtime.block_on(async {
        tokio::select! {
            count = asking => count,
            () = serve(Stream::Pipe(theirs)) => panic!("the connection ended"),
        }
    })
}

// One test, since the allocator counts for the whole process.
#[test]
fn a_plain_get_allocates_nothing_in_the_engine_at_most_three_times_in_the_lab_and_nothing_in_the_journal() {
    let (_running, stop) = watch::channel(false);
    let plain = Plain(Fields::default());
    let engine = allocations(|stream| {
        let ends = Ends::of(&stream);
        Connection::new(stream, ends, Limits::default(), Clock::System, Tap::Off, stop).run(&plain, false)
    });
    assert!(engine < 0.05, "the engine allocates {engine} times a request");
    for journaling in [Journaling::Off, Journaling::On, Journaling::Heads] {
        let lab = Lab::detached(Settings { journaling, ..Settings::default() }).expect("a lab");
        let lab = allocations(|stream| lab.serve(stream));
        assert!(lab <= 3.05, "the lab allocates {lab} times a request, with the journal {journaling:?}");
    }
}
