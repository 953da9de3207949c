//! hyper's server beside us, fed from memory: method, target and content of each request, and the table of exceptions.

use crate::support::oracle::{Exceptions, Stricter, Theirs};
use crate::support::ours::Message;
use hyper::body::{Body, Bytes, Frame, Incoming};
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode, Uri};
use statusquo_wire::Rule;
use statusquo_wire::message::{Form, Target};
use std::cell::RefCell;
use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// What hyper may see otherwise.
pub(crate) fn exceptions() -> Exceptions {
    Exceptions::new("hyper", STRICTER, LAXER)
}

const STRICTER: &[Stricter] = &[
    Stricter {
        name: "a later minor version",
        applies: Message::is_of_later_version,
        otherwise: false,
        says: "RFC 9110 §2.5: SHOULD process the message as if it were in the highest minor version within that major \
               version to which the recipient is conformant",
    },
    Stricter {
        name: "octets in a target that no URI has",
        applies: |message| message.target.bytes().any(|byte| b"<>\\^`{|}\"[]".contains(&byte)),
        otherwise: false,
        says: "RFC 9112 §3.2: Recipients of an invalid request-line SHOULD respond with either a 400 (Bad Request) \
               error or a 301 (Moved Permanently) redirect (no boundary depends on it)",
    },
    Stricter {
        name: "an escape in a target's host",
        applies: |message| {
            let target = Target::parse(&message.method, &message.target);
            target.and_then(|target| target.authority).is_some_and(|authority| authority.contains('%'))
        },
        otherwise: false,
        says: "RFC 3986 §3.2.2: reg-name = *( unreserved / pct-encoded / sub-delims )",
    },
];

const LAXER: &[Rule] = &[
    Rule::LineEnd,
    Rule::EmptyLines,
    Rule::MethodLength,
    Rule::TargetLength,
    Rule::TargetForm,
    Rule::TargetOctets,
    Rule::TargetPercent,
    Rule::HostOne,
    Rule::HostForm,
    Rule::FramingOne,
    Rule::LengthOne,
    Rule::LengthDigits,
    Rule::LengthSize,
    Rule::CodingForm,
    Rule::CodingOnce,
    Rule::CodingKnown,
    Rule::ChunkSize,
    Rule::ChunkCount,
    Rule::ChunkExtension,
    Rule::TrailerFraming,
];

/// Whether hyper's target, taken apart and put together again, is the one that was sent.
pub(crate) fn same_target(message: &Message, theirs: &Theirs) -> bool {
    let Some(target) = Target::parse(&message.method, &message.target) else { return false };
    let Ok(uri) = theirs.target.parse::<Uri>() else { return false };
    let authority = uri.authority().map(|authority| authority.as_str());
    match target.form {
        Form::Authority => authority == target.authority,
        Form::Asterisk => uri.path() == "*",
        Form::Origin => authority.is_none() && uri.path() == target.path && uri.query() == target.query,
        Form::Absolute => authority == target.authority && uri.path() == target.path && uri.query() == target.query,
    }
}

/// Bytes that are there at once and then nothing; what is written goes nowhere.
struct Memory<'b>(&'b [u8]);

impl Read for Memory<'_> {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, mut into: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        if self.0.is_empty() {
            // Not the end: a stream that may go on, as ours.
            return Poll::Pending;
        }
        let (now, later) = self.0.split_at(self.0.len().min(into.remaining()));
        into.put_slice(now);
        self.0 = later;
        Poll::Ready(Ok(()))
    }
}

impl Write for Memory<'_> {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// The content of every answer: none.
struct Nothing;

impl Body for Nothing {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        true
    }
}

/// Remembers that it was woken.
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// All requests that hyper makes out in these bytes.
pub(crate) fn read(bytes: &[u8]) -> Vec<Theirs> {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let service = service_fn(|request| answer(request, seen.clone()));
    let connection = http1::Builder::new().serve_connection(Memory(bytes), service);
    let mut connection = pin!(connection);
    let woken = Arc::new(Woken(AtomicBool::new(true)));
    let waker = Waker::from(woken.clone());
    let mut context = Context::from_waker(&waker);
    while woken.0.swap(false, Ordering::Relaxed) {
        // An error is hyper's refusal; that it saw no more requests is all that is compared.
        if connection.as_mut().poll(&mut context).is_ready() {
            break;
        }
    }
    seen.take()
}

async fn answer(request: Request<Incoming>, seen: Rc<RefCell<Vec<Theirs>>>) -> Result<Response<Nothing>, Infallible> {
    let (head, mut content) = request.into_parts();
    let (method, target) = (head.method.as_str().to_owned(), head.uri.to_string());
    let number = seen.borrow().len();
    seen.borrow_mut().push(Theirs { method, target, ..Theirs::default() });
    let whole = loop {
        match poll_fn(|context| Pin::new(&mut content).poll_frame(context)).await {
            None => break true,
            Some(Err(_)) => break false,
            Some(Ok(frame)) => {
                if let Some(data) = frame.data_ref() {
                    seen.borrow_mut()[number].content.extend_from_slice(data);
                }
            }
        }
    };
    seen.borrow_mut()[number].whole = whole;
    let mut response = Response::new(Nothing);
    // Not a success, so that CONNECT does not become a tunnel.
    *response.status_mut() = StatusCode::NOT_FOUND;
    Ok(response)
}
