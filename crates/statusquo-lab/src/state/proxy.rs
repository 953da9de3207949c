//! The gateway and its upstreams, as they live with the lab.

use statusquo_gateway::Gateway;
use statusquo_gateway::upstream::Upstreams;
use std::io;

/// The gateway and the upstreams behind it: real listeners on loopback, for as long as the lab lives.
#[derive(Debug)]
pub(crate) struct Proxy {
    pub(crate) upstreams: Upstreams,
    pub(crate) gateway: Gateway,
}

impl Proxy {
    pub(crate) fn start() -> io::Result<Self> {
        Ok(Self { upstreams: Upstreams::start()?, gateway: Gateway::default() })
    }
}
