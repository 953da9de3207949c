//! How a request is sent on to an upstream.

use crate::fields::{self, FieldChange};
use crate::hop::Hop;
use crate::settings::Gateway;
use crate::{Asked, Failure, ProxyError, via};
use statusquo_wire::Request;
use statusquo_wire::message::{Form, Target};
use std::net::SocketAddr;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;

impl Gateway {
    /// Connects to exactly this address and sends the request with its content, which has been read already.
    ///
    /// `target` is what the upstream is asked for, in origin form (or `*` for OPTIONS). Method and end-to-end fields are
    /// those of `request`, conditional and range fields and `Authorization` among them. Left out are the fields that
    /// belong to the client's connection: `Connection` and what it lists, and those of RFC 9110 §7.6.1;
    /// `Proxy-Authorization` (§11.7.2), and `Expect`, which is fulfilled once the content is here (§10.1.1).
    ///
    /// TRACE and OPTIONS with `Max-Forwards: 0` are not forwarded (§7.6.2): `ProxyInternalResponse`.
    pub async fn ask(
        &self,
        upstream: SocketAddr,
        target: &str,
        request: &Request,
        content: &[u8],
    ) -> Result<Asked, Failure> {
        self.ask_with(upstream, target, request, &[], content).await
    }

    /// The same with some fields changed: those named are sent with this value, or not at all.
    pub async fn ask_with(
        &self,
        upstream: SocketAddr,
        target: &str,
        request: &Request,
        changes: &[FieldChange<'_>],
        content: &[u8],
    ) -> Result<Asked, Failure> {
        let message = self.message(&upstream.to_string(), target, request, changes, content)?;
        let stream = match timeout(self.connect_timeout, TcpStream::connect(upstream)).await {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => return Err(Failure::connecting(&error)),
            Err(_) => {
                let detail = format!("no connection was opened within {} ms", self.connect_timeout.as_millis());
                return Err(Failure::new(ProxyError::ConnectionTimeout, detail));
            }
        };
        // Best effort: without it the answer is the same, only later.
        let _ = stream.set_nodelay(true);
        self.send(stream, request.method(), &message, content).await
    }

    /// The same over a connection that is already there; `authority` is what `Host` will say.
    pub async fn ask_over<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        stream: S,
        authority: &str,
        target: &str,
        request: &Request,
        content: &[u8],
    ) -> Result<Asked<S>, Failure> {
        let message = self.message(authority, target, request, &[], content)?;
        self.send(stream, request.method(), &message, content).await
    }

    async fn send<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        stream: S,
        method: &str,
        head: &[u8],
        content: &[u8],
    ) -> Result<Asked<S>, Failure> {
        let mut hop = Hop::new(stream);
        match timeout(self.write_timeout, hop.send(head, content)).await {
            Ok(()) => {}
            // An answer that has begun to come is worth more than the rest of the request.
            Err(_) if hop.has_input() => {}
            Err(_) => {
                let detail =
                    format!("the upstream did not take the request within {} ms", self.write_timeout.as_millis());
                return Err(Failure::new(ProxyError::ConnectionWriteTimeout, detail));
            }
        }
        Ok(Asked::new(*self, hop, method))
    }

    /// The head of the request as it goes to the upstream.
    fn message(
        &self,
        authority: &str,
        target: &str,
        request: &Request,
        changes: &[FieldChange<'_>],
        content: &[u8],
    ) -> Result<Vec<u8>, Failure> {
        let method = request.method();
        let form = Target::parse(method, target).map(|target| target.form);
        // The engine has looked at what the client sent; this looks at what the caller made of it.
        if method.is_empty()
            || !matches!(form, Some(Form::Origin | Form::Asterisk))
            || !target.bytes().all(|byte| byte.is_ascii_graphic())
        {
            return Err(Failure::new(
                ProxyError::ProxyInternalError,
                "the request cannot be forwarded with such a target",
            ));
        }
        let fields = fields::for_upstream(self, request, authority, changes, content.len())?;
        let mut message = Vec::with_capacity(method.len() + target.len() + fields.wire().len() + 16);
        message.extend_from_slice(method.as_bytes());
        message.push(b' ');
        message.extend_from_slice(target.as_bytes());
        message.extend_from_slice(b" HTTP/1.1\r\n");
        message.extend_from_slice(fields.wire());
        message.extend_from_slice(b"\r\n");
        Ok(message)
    }

    /// Whether a request has passed through this gateway before: its `Via` names it, with its mark.
    pub fn has_passed(&self, request: &Request) -> bool {
        via::names(self.mark, request)
    }
}
