//! The certificate of a lab's authority, fetched as a user would and kept in a file as long as it is needed.

use super::lab::TestLab;
use super::program::run;
use tempfile::NamedTempFile;

/// A file with the certificate.
pub(crate) struct Trusted(NamedTempFile);

impl Trusted {
    /// Fetches it with curl, without TLS.
    pub(crate) fn fetch(lab: &TestLab) -> Self {
        let trusted = Self(NamedTempFile::new().expect("a temporary file"));
        let fetched = run("curl", &["-q", "-sS", "--fail", "-o", trusted.path(), &lab.at("/_/ca.pem")]);
        assert_eq!(fetched.code, Some(0), "{}", fetched.stderr);
        trusted
    }

    pub(crate) fn path(&self) -> &str {
        self.0.path().to_str().expect("the path of a temporary file is text")
    }
}
