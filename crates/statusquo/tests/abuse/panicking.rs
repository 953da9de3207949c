//! A service that panics where it is asked to, before, within and after its answer; the lab has no such place.

use statusquo_wire::transport::{Bound, Server, Tap};
use statusquo_wire::{Clock, Content, Exchange, Fields, Limits, Request, Service};
use std::net::SocketAddr;
use std::sync::Arc;

/// Answers `/whole` in full; panics elsewhere.
#[derive(Debug)]
pub(crate) struct Panicking;

impl Service for Panicking {
    async fn exchange(&self, request: &Request, exchange: &mut Exchange<'_>) {
        let fields = Fields::default();
        let begun = match request.target() {
            "/whole" => {
                let _ = exchange.respond(200, "OK", &fields, Content::Bytes(b"whole")).await;
                return;
            }
            "/chunks" => exchange.begin(200, "OK", &fields, None).await,
            "/length" => exchange.begin(200, "OK", &fields, Some(100)).await,
            "/interim" => exchange.interim(103, "Early Hints", &fields).await,
            "/content" => exchange.content(100).await.map(drop).map_err(|_| statusquo_wire::Broken),
            _ => Ok(()),
        };
        if matches!(request.target(), "/chunks" | "/length") {
            let _ = exchange.write(b"a part of it").await;
        }
        panic!("on purpose, after {begun:?}");
    }
}

/// Serves it with one thread, which all connections share.
pub(crate) fn serve() -> Server {
    let bound = Bound::bind(&[SocketAddr::from(([127, 0, 0, 1], 0))], 1).expect("a free port");
    Server::start(bound, Limits::default(), Clock::System, Tap::All(1000), Arc::new(Panicking)).expect("a server")
}
