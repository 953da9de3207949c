//! HTTP/3 as clients meet it: exchanges with a real client, and what raw streams come to.

mod exchanges;
mod qpack;
mod raw;
mod server;
mod stimuli;
