//! What a document was before: a few versions, for the differences that start from them.

use super::document::Representation;
use std::sync::Arc;

/// The versions of one document that are kept.
#[derive(Debug, Default)]
pub(crate) struct Earlier {
    /// The newest first.
    versions: Vec<Arc<Representation>>,
}

impl Earlier {
    /// These and a newer one; of so many only the newest.
    pub(crate) fn with(&self, newer: Arc<Representation>, most: usize) -> Self {
        let older = self.versions.iter().take(most.saturating_sub(1)).cloned();
        Self { versions: std::iter::once(newer).chain(older).collect() }
    }

    /// The version that had this entity tag.
    pub(crate) fn version(&self, etag: &[u8]) -> Option<&Arc<Representation>> {
        self.versions.iter().find(|version| version.etag.as_bytes() == etag)
    }

    /// Their octets that count against the bound.
    pub(crate) fn size(&self) -> u64 {
        self.versions.iter().map(|version| version.size()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(number: u64) -> Arc<Representation> {
        Representation::new(number, vec![b'x'; number as usize], "text/plain".into(), 0)
    }

    #[test]
    fn only_so_many_are_kept_and_the_oldest_goes() {
        let mut earlier = Earlier::default();
        for number in 1..=5 {
            earlier = earlier.with(version(number), 3);
        }
        assert_eq!(earlier.size(), (3 + 4 + 5) + 3 * "text/plain".len() as u64);
        assert!(earlier.version(version(5).etag.as_bytes()).is_some());
        assert!(earlier.version(version(2).etag.as_bytes()).is_none());
        assert!(earlier.version(b"*").is_none());
    }
}
