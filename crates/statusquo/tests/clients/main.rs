//! Real clients against a real lab: curl, nghttp, litmus, Python's requests, websockets and aioquic, Node.js, and Chromium
//! see what each code promises.
//!
//! The clients are the ones that everybody has, unmodified; `./test` sets them up, and nothing here is skipped without
//! them, but that Chromium, which is large, is installed and run by `./test all` alone. Each test starts a lab of its own,
//! since what a client did before (a rate, a job, a user) is remembered.

mod aioquic;
mod authority;
mod chromium;
mod commands;
mod curl;
mod curl_choices;
mod curl_guards;
mod curl_http2;
mod curl_versions;
mod hints;
mod interim;
mod lab;
mod litmus;
mod moving;
mod nghttp;
mod node;
mod program;
mod proxy;
mod requests;
mod resuming;
mod uploads;
mod websockets;
