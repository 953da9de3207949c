//! The gateway against upstreams on loopback and in memory: what it forwards, what it refuses, and by which name.

mod fields;
mod malformed;
mod relay;
mod scripts;
mod timeouts;
mod upstreams;
