//! TLS as clients meet it: handshakes good and bad, early data, certificates that are given.

mod client;
mod early_data;
mod given;
mod handshakes;
mod http2;
mod service;
mod transfer;
