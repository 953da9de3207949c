//! The gateway and its upstreams, and the forward proxy, as they live with the lab.

use statusquo_gateway::Gateway;
use statusquo_gateway::upstream::Upstreams;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How many requests the forward proxy passes on at a time, tunnels among them.
pub(crate) const PLACES: usize = 64;

/// The gateway and the upstreams behind it: real listeners on loopback, for as long as the lab lives.
#[derive(Debug)]
pub(crate) struct Proxy {
    pub(crate) upstreams: Upstreams,
    pub(crate) gateway: Gateway,
    /// What tells this forward proxy from others.
    mark: u64,
    /// Places for requests that the forward proxy passes on.
    pub(crate) places: Arc<Semaphore>,
}

impl Proxy {
    pub(crate) fn start() -> io::Result<Self> {
        Ok(Self {
            upstreams: Upstreams::start()?,
            gateway: Gateway::default(),
            // Not secret, only its own.
            mark: RandomState::new().hash_one("proxy"),
            places: Arc::new(Semaphore::new(PLACES)),
        })
    }

    /// The forward proxy: what it asks has time to work, and its requests are known when they come back.
    pub(crate) fn forward(&self) -> Gateway {
        Gateway {
            mark: Some(self.mark),
            response_timeout: Duration::from_secs(30),
            read_timeout: Duration::from_secs(10),
            content_timeout: Duration::from_secs(120),
            ..self.gateway
        }
    }
}
