//! axum with one route that knows one answer: what the framework that many would take costs when nothing is decided.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use axum::serve::ListenerExt;
use bytes::Bytes;
use std::process::ExitCode;
use tokio::net::{TcpListener, TcpSocket};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [port, content, path] = words.as_slice() else { return usage() };
    let (Ok(port), Ok(content)) = (port.parse(), content.parse()) else { return usage() };
    match run(port, content, path) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("one-axum: port {port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("Usage: one-axum PORT OCTETS-OF-CONTENT PATH");
    ExitCode::from(2)
}

fn run(port: u16, content: usize, path: &str) -> std::io::Result<()> {
    let content = Bytes::from(vec![b'x'; content]);
    let answer = move || {
        let content = content.clone();
        async move { ([(CONTENT_TYPE, "text/plain; charset=utf-8")], content) }
    };
    let app = Router::new().route(path, get(answer));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let listener = listen(port)?.tap_io(|stream| {
            // Without it a small answer may wait for the one before it; a socket that refuses still works.
            let _ = stream.set_nodelay(true);
        });
        axum::serve(listener, app).await
    })
}

fn listen(port: u16) -> std::io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(([127, 0, 0, 1], port).into())?;
    socket.listen(4096)
}
