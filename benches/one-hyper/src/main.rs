//! hyper with one handler that knows one answer: what a fast engine costs when nothing is decided. Answers to pipelined
//! requests are flushed together, which hyper does only when it is asked to and which is the quicker way.

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::process::ExitCode;
use tokio::net::{TcpListener, TcpSocket};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [port, content] = words.as_slice() else { return usage() };
    let (Ok(port), Ok(content)) = (port.parse(), content.parse()) else { return usage() };
    match run(port, content) {
        Ok(never) => match never {},
        Err(error) => {
            eprintln!("one-hyper: port {port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("Usage: one-hyper PORT OCTETS-OF-CONTENT");
    ExitCode::from(2)
}

fn run(port: u16, content: usize) -> std::io::Result<Infallible> {
    let content = Bytes::from(vec![b'x'; content]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let listener = listen(port)?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let content = content.clone();
            let service = service_fn(move |_: Request<Incoming>| {
                let mut response = Response::new(Full::new(content.clone()));
                response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
                async { Ok::<_, Infallible>(response) }
            });
            // A connection that fails is the load's doing, and the load reports it.
            tokio::spawn(http1::Builder::new().pipeline_flush(true).serve_connection(TokioIo::new(stream), service));
        }
    })
}

fn listen(port: u16) -> std::io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(([127, 0, 0, 1], port).into())?;
    socket.listen(4096)
}
