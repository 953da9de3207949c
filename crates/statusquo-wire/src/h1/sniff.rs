//! Tells HTTP/2 with prior knowledge from HTTP/1.1 (RFC 9113 §3.3): its preface reads like the beginning of a request, so
//! that nothing is asked of a connection that brings none.

use super::Connection;
use super::connection::Fill;
use crate::h2::{self, PREFACE};
use crate::message::Request;
use tokio::time::Instant;

impl Connection {
    /// Whether the broken head that was just read, the first of its connection, is the preface of HTTP/2. If it is not
    /// whole yet, the rest is waited for; if it is none, the reading stands where it stood.
    pub(super) async fn begins_http2(&mut self, request: &Request) -> bool {
        let read = request.bytes().len();
        // Over TLS it is agreed on in the handshake; only who agrees on nothing may begin with either.
        let agreed = self.session().is_some_and(|session| session.protocol().is_some());
        if agreed || !self.limits.http2 || self.start != read || request.method() != "PRI" {
            return false;
        }
        self.start = 0;
        self.deadline.set(Instant::from_std(request.began) + self.limits.head_timeout);
        loop {
            let have = self.input.len().min(PREFACE.len());
            let fits = self.input[..have] == PREFACE[..have];
            if fits && have == PREFACE.len() {
                return true;
            }
            if !fits || !matches!(self.fill(false).await, Fill::Some) {
                self.start = read;
                return false;
            }
        }
    }

    /// Hands the connection over, with what was read.
    pub(super) fn into_http2(self) -> h2::Connection {
        h2::Connection::until(self.stream, self.ends, self.input, self.limits, self.clock, self.tap, self.stop)
    }
}
