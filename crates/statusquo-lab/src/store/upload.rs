//! An upload that may be interrupted and resumed: what has come of it so far, and who is sending.

use super::moment::Moment;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// How long an upload is kept, whether it is complete or not.
pub(crate) const LIFE: Duration = Duration::from_secs(3600);
/// It is kept this much longer than it says, so that what it says holds.
const MARGIN: Duration = Duration::from_secs(1);
/// Small pieces are put together up to this size.
const PIECE: usize = 16 * 1024;

/// An upload. Every change is a new one, which shares its content with the one before.
#[derive(Clone)]
pub(crate) struct Upload {
    pub(crate) id: u64,
    /// Its content so far.
    pub(crate) pieces: Vec<Arc<[u8]>>,
    /// Octets that have come.
    pub(crate) offset: u64,
    /// Octets that it will have, if the client has said so.
    pub(crate) length: Option<u64>,
    /// The media type of the whole.
    pub(crate) media_type: Arc<str>,
    pub(crate) ends: Moment,
    /// The exchange that sends content now.
    pub(crate) writer: Option<u64>,
    /// Wakes it when it has to make way.
    pub(crate) turn: Arc<Notify>,
    /// Nothing can be added any more.
    pub(crate) complete: bool,
    /// The path of the document that was made of it.
    pub(crate) document: Option<String>,
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("id", &self.id).field("offset", &self.offset).finish_non_exhaustive()
    }
}

impl Upload {
    pub(crate) fn new(id: u64, media_type: Arc<str>, now: Moment) -> Self {
        Self {
            id,
            pieces: Vec::new(),
            offset: 0,
            length: None,
            media_type,
            ends: now.after(LIFE).after(MARGIN),
            writer: None,
            turn: Arc::default(),
            complete: false,
            document: None,
        }
    }

    pub(crate) fn path(&self) -> String {
        format!("/lab/uploads/{}", self.id)
    }

    /// The same with more content.
    pub(crate) fn with(&self, piece: &[u8]) -> Self {
        let mut more = self.clone();
        more.offset += piece.len() as u64;
        match more.pieces.last_mut() {
            _ if piece.is_empty() => {}
            Some(last) if last.len() + piece.len() <= PIECE => *last = [last, piece].concat().into(),
            _ => more.pieces.push(piece.into()),
        }
        more
    }

    /// All that has come.
    pub(crate) fn content(&self) -> Vec<u8> {
        self.pieces.concat()
    }

    /// The same, once its content is kept elsewhere.
    pub(crate) fn made(&self, document: String) -> Self {
        Self { pieces: Vec::new(), media_type: Arc::from(""), document: Some(document), ..self.clone() }
    }

    /// Octets that are kept of it: a media type can be as long as a head.
    pub(crate) fn size(&self) -> u64 {
        self.media_type.len() as u64 + self.pieces.iter().map(|piece| piece.len() as u64).sum::<u64>()
    }

    /// How much longer it is kept, as the client is told: in whole seconds, rounded down.
    pub(crate) fn age_left(&self, now: Moment) -> u64 {
        self.ends.since(now).min(LIFE).as_secs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_large_and_small_come_together_in_order() {
        let mut upload = Upload::new(1, "text/plain".into(), Moment::FIRST);
        let mut whole = Vec::new();
        for (octet, length) in [(1, 1), (2, 20_000), (3, 10), (4, 16_374), (5, 1), (6, 3)] {
            let piece = vec![octet; length];
            whole.extend_from_slice(&piece);
            upload = upload.with(&piece);
            let size = whole.len() + "text/plain".len();
            assert_eq!((upload.offset, upload.size()), (whole.len() as u64, size as u64));
        }
        assert_eq!(upload.pieces.iter().map(|piece| piece.len()).collect::<Vec<_>>(), [1, 20_000, 16_384, 4]);
        assert_eq!(upload.content(), whole);
        let made = upload.made("/lab/documents/upload-1".to_owned());
        assert_eq!((made.offset, made.size()), (whole.len() as u64, 0));
    }

    #[test]
    fn it_is_kept_at_least_as_long_as_it_says() {
        let upload = Upload::new(1, "text/plain".into(), Moment::FIRST);
        for (passed, said) in [(0, 3600), (999, 3600), (1001, 3599), (3_599_500, 1), (3_600_500, 0), (9_999_999, 0)] {
            let now = Moment::FIRST.after(Duration::from_millis(passed));
            assert_eq!(upload.age_left(now), said, "{passed}");
            assert!(said == 0 || now.after(Duration::from_secs(said)) < upload.ends, "{passed}");
        }
    }
}
