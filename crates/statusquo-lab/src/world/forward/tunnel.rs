//! A tunnel: octets go both ways, through buffers of a fixed size, until one side is done, nothing moves any more, or it
//! has lasted for long enough.

use futures_util::future::{Either, select};
use statusquo_wire::Tunnel;
use std::io;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

/// How many octets are on their way in one direction.
const BUFFER: usize = 16 * 1024;

/// How long a tunnel lasts at most.
const LONGEST: Duration = Duration::from_secs(600);

/// Carries octets between the client and the other end, until nothing has moved for `patience`, or one side is done. What
/// came from that side is delivered before both are closed (RFC 9110 §9.3.6); the other end may go on with its answer,
/// the client has `linger` to hear that it is over.
pub(super) async fn carry(mut client: Tunnel<'_>, mut end: TcpStream, patience: Duration, linger: Duration) {
    let moved = AtomicU64::new(0);
    let broken = {
        let (from_client, to_client) = tokio::io::split(&mut client);
        let (from_end, to_end) = end.split();
        let there = pin!(pour(from_client, to_end, &moved));
        let back = pin!(pour(from_end, to_client, &moved));
        let work = pin!(async {
            match select(there, back).await {
                Either::Left((Ok(()), back)) => back.await,
                Either::Right((Ok(()), there)) => timeout(linger, there).await.unwrap_or(Ok(())),
                Either::Left((broken, _)) | Either::Right((broken, _)) => broken,
            }
        });
        let quiet = pin!(async {
            loop {
                let before = moved.load(Ordering::Relaxed);
                sleep(patience).await;
                if moved.load(Ordering::Relaxed) == before {
                    return;
                }
            }
        });
        let carried = timeout(LONGEST, select(work, quiet)).await;
        matches!(carried, Ok(Either::Left((Err(_), _))))
    };
    if broken {
        client.break_off();
    }
}

/// Carries octets one way to their end, and the end as well.
async fn pour(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, moved: &AtomicU64) -> io::Result<()> {
    let mut octets = vec![0; BUFFER].into_boxed_slice();
    loop {
        match from.read(&mut octets).await? {
            0 => return to.shutdown().await,
            count => {
                to.write_all(&octets[..count]).await?;
                to.flush().await?;
                moved.fetch_add(count as u64, Ordering::Relaxed);
            }
        }
    }
}
