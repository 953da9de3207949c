//! hyper with one handler that knows one answer: what a fast engine costs when nothing is decided. Answers to pipelined
//! requests are flushed together, which hyper does only when it is asked to and which is the quicker way.

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use std::convert::Infallible;
use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpSocket};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// What is spoken.
#[derive(Clone)]
enum Speaks {
    Http1,
    Http2,
    /// Whichever of both is agreed on.
    Tls(TlsAcceptor),
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let [port, content, rest @ ..] = words.as_slice() else { return usage() };
    let (Ok(port), Ok(content)) = (port.parse(), content.parse()) else { return usage() };
    let speaks = match rest {
        [] => Ok(Speaks::Http1),
        ["h2"] => Ok(Speaks::Http2),
        ["tls", chain, key] => acceptor(chain, key).map(Speaks::Tls),
        _ => return usage(),
    };
    match speaks.and_then(|speaks| Ok(run(port, content, &speaks)?)) {
        Ok(never) => match never {},
        Err(error) => {
            eprintln!("one-hyper: port {port}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("Usage: one-hyper PORT OCTETS-OF-CONTENT [h2 | tls CERTIFICATE KEY]");
    ExitCode::from(2)
}

fn acceptor(chain: &str, key: &str) -> Result<TlsAcceptor, Box<dyn Error>> {
    let chain = CertificateDer::pem_file_iter(chain)?.collect::<Result<Vec<_>, _>>()?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, PrivateKeyDer::from_pem_file(key)?)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config).into())
}

fn run(port: u16, content: usize, speaks: &Speaks) -> std::io::Result<Infallible> {
    let content = Bytes::from(vec![b'x'; content]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let listener = listen(port)?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let (content, speaks) = (content.clone(), speaks.clone());
            // A connection that fails is the load's doing, and the load reports it.
            tokio::spawn(async move {
                match speaks {
                    Speaks::Http1 => serve(stream, false, content).await,
                    Speaks::Http2 => serve(stream, true, content).await,
                    Speaks::Tls(acceptor) => {
                        let stream = acceptor.accept(stream).await?;
                        let http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
                        serve(stream, http2, content).await
                    }
                }
            });
        }
    })
}

/// Answers what comes on a connection.
async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    http2: bool,
    content: Bytes,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let service = service_fn(move |_: Request<Incoming>| {
        let mut response = Response::new(Full::new(content.clone()));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        async { Ok::<_, Infallible>(response) }
    });
    let stream = TokioIo::new(stream);
    if http2 {
        http2::Builder::new(TokioExecutor::new()).serve_connection(stream, service).await?;
    } else {
        http1::Builder::new().pipeline_flush(true).serve_connection(stream, service).await?;
    }
    Ok(())
}

fn listen(port: u16) -> std::io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(([127, 0, 0, 1], port).into())?;
    socket.listen(4096)
}
