//! A service that answers well, badly, late, or not at all, as it is asked to.

use statusquo_wire::message::Rule;
use statusquo_wire::{Content, Exchange, Fields, Request, Service, Unread};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::sleep;

/// What a service noted.
#[derive(Clone, Default)]
pub(crate) struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    pub(crate) fn add(&self, note: String) {
        self.0.lock().unwrap().push(note);
    }

    pub(crate) fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

/// A service that does what the path says.
#[derive(Default)]
pub(crate) struct Paths {
    pub(crate) notes: Notes,
}

impl Service for Paths {
    async fn exchange(&self, request: &Request, exchange: &mut Exchange<'_>) {
        let fields = Fields::default();
        let path = request.split_target().path;
        match path {
            "/interim" => {
                assert!(exchange.interim(101, "", &fields).await.is_err(), "101 is no interim answer here");
                assert!(exchange.interim(200, "", &fields).await.is_err(), "200 is none anywhere");
                for status in [100, 102, 103] {
                    exchange.interim(status, "", &fields).await.unwrap();
                }
                exchange.respond(200, "", &fields, Content::Empty).await.unwrap();
                assert!(exchange.interim(103, "", &fields).await.is_err(), "the final answer is out");
            }
            "/reset" => {
                // The client resets the stream once it has seen this.
                exchange.interim(102, "", &fields).await.unwrap();
                assert_eq!(exchange.content(100).await, Err(Unread::Gone));
                assert!(exchange.interim(103, "", &fields).await.is_err());
                assert!(exchange.respond(200, "", &fields, Content::Empty).await.is_err());
                self.notes.add("gone".to_owned());
            }
            "/silent" => {}
            "/panic" => panic!("on purpose"),
            "/half" => {
                exchange.begin(200, "", &fields, Some(10)).await.unwrap();
                exchange.write(b"half").await.unwrap();
            }
            "/half-panic" => {
                exchange.begin(200, "", &fields, None).await.unwrap();
                exchange.write(b"half").await.unwrap();
                panic!("on purpose");
            }
            "/pieces" => {
                exchange.begin(200, "", &fields, Some(10)).await.unwrap();
                for piece in [&b"12345"[..], b"", b"67890"] {
                    exchange.write(piece).await.unwrap();
                }
                assert!(exchange.write(b"more").await.is_err(), "more than was announced");
                exchange.finish().await.unwrap();
            }
            "/trailers" | "/trailers-announced" => {
                let length = (path == "/trailers-announced").then_some(4);
                exchange.begin(200, "", &fields, length).await.unwrap();
                exchange.write(b"body").await.unwrap();
                let mut trailers = Fields::default();
                for (name, value) in [("X-Sum", "1"), ("Connection", "close"), ("X-Sum", "2")] {
                    trailers.push(name, value);
                }
                exchange.finish_with(&trailers).await.unwrap();
                assert!(exchange.finish_with(&trailers).await.is_err(), "it is over");
            }
            "/read" => {
                let read = exchange.content(10).await;
                let text = match read {
                    Ok(content) => String::from_utf8_lossy(&content).into_owned(),
                    Err(Unread::Violation(violation)) => format!("{:?}", violation.rule),
                    Err(other) => format!("{other:?}"),
                };
                self.notes.add(text.clone());
                let status = if text == format!("{:?}", Rule::ContentInTime) { 408 } else { 200 };
                let _ = exchange.respond(status, "", &fields, Content::Bytes(text.as_bytes())).await;
            }
            "/large" => {
                let content = vec![b'x'; 300_000];
                let sent = exchange.respond(200, "", &fields, Content::Bytes(&content)).await;
                self.notes.add(format!("large {}", sent.is_ok()));
            }
            "/tunnel" => match exchange.upgrade("", &fields).await {
                Ok(mut tunnel) => {
                    let mut text = Vec::new();
                    tunnel.read_to_end(&mut text).await.unwrap();
                    text.reverse();
                    tunnel.write_all(&text).await.unwrap();
                    tunnel.shutdown().await.unwrap();
                }
                Err(_) => exchange.respond(400, "", &fields, Content::Empty).await.unwrap(),
            },
            "/connection" => {
                let mut fields = Fields::default();
                fields.push("Connection", "close");
                fields.push("Upgrade", "h2c");
                fields.push("X-Kept", "yes");
                exchange.respond(200, "", &fields, Content::Empty).await.unwrap();
            }
            "/slow" => {
                sleep(Duration::from_millis(100)).await;
                exchange.respond(200, "", &fields, Content::Bytes(b"slow")).await.unwrap();
            }
            "/recorded" => {
                exchange.respond(200, "", &fields, Content::Bytes(b"here")).await.unwrap();
                let recording = exchange.take_recording();
                for frame in recording.frames {
                    self.notes.add(format!("{:?} {} {}", frame.direction, frame.kind, frame.length));
                }
                self.notes.add(String::from_utf8(recording.received).unwrap());
                self.notes.add(String::from_utf8(recording.sent).unwrap());
            }
            _ => {
                let status = if request.violation.is_some() || request.crowded { 503 } else { 200 };
                exchange.respond(status, "", &fields, Content::Bytes(path.as_bytes())).await.unwrap();
            }
        }
    }
}
