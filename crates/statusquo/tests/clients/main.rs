//! Real clients against a real lab: curl, Python's requests, websockets and aioquic, and Node.js see what each code promises.
//!
//! The clients are the ones that everybody has, unmodified; `./test` sets them up, and nothing here is skipped without
//! them. Each test starts a lab of its own, since what a client did before (a rate, a job, a user) is remembered.

mod aioquic;
mod curl;
mod curl_http2;
mod lab;
mod node;
mod program;
mod requests;
mod websockets;
