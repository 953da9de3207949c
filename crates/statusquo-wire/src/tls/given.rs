//! A certificate and a key that the operator gives as files; what is wrong with them is said with the file's name.

use super::Certificates;
use super::validity::validity;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use webpki::EndEntityCert;

/// What a file of certificates looks like, and what one with a key does.
const CHAIN: &str = "a chain in PEM form was expected, the server's own certificate first: -----BEGIN CERTIFICATE-----";
const KEY: &str = "a private key in PEM form was expected, without a passphrase: -----BEGIN PRIVATE KEY-----, \
                   -----BEGIN EC PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY-----";

/// A file that was given is not what it should be.
#[derive(Debug)]
pub struct CertificateError {
    /// The file.
    pub path: PathBuf,
    /// What was found, and what was expected.
    pub what: String,
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.what)
    }
}

impl std::error::Error for CertificateError {}

impl Certificates {
    /// The certificate in one file, presented to every client, with its key in another.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, holds something else, or the key is not the certificate's.
    pub fn from_files(chain: &Path, key: &Path) -> Result<Self, CertificateError> {
        let wrong = |path: &Path, what: String| CertificateError { path: path.to_owned(), what };
        let certificates = read_chain(chain).map_err(|what| wrong(chain, what))?;
        let private = read_key(key).map_err(|what| wrong(key, what))?;
        let signing = default_provider().key_provider.load_private_key(private).map_err(|_| {
            wrong(key, "the private key is of a kind that is not known here: ECDSA (P-256, P-384), RSA of 2048 to 8192 bits and Ed25519 are".to_owned())
        })?;
        let pair = CertifiedKey::new(certificates, signing);
        if pair.keys_match().is_err() {
            let what = format!("this is not the private key of the certificate in {}", chain.display());
            return Err(wrong(key, what));
        }
        Ok(Self::given(pair))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("it cannot be read: {error}"))
}

fn read_chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let bytes = read(path)?;
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    let chain = chain.map_err(|error| format!("{}; {CHAIN}", broken(&error)))?;
    let Some(first) = chain.first() else { return Err(format!("{}; {CHAIN}", found(&bytes))) };
    if EndEntityCert::try_from(first).is_err() {
        return Err("its first certificate is not one of X.509 version 3 (RFC 5280)".to_owned());
    }
    let ended = validity(first).map(|validity| validity.end).filter(|end| *end <= SystemTime::now());
    match ended {
        Some(end) => Err(format!("its first certificate ended on {}", httpdate::fmt_http_date(end))),
        None => Ok(chain),
    }
}

fn read_key(path: &Path) -> Result<PrivateKeyDer<'static>, String> {
    let bytes = read(path)?;
    match PrivateKeyDer::from_pem_slice(&bytes) {
        Ok(key) => Ok(key),
        Err(pem::Error::NoItemsFound) => Err(format!("{}; {KEY}", found(&bytes))),
        Err(error) => Err(format!("{}; {KEY}", broken(&error))),
    }
}

/// What a file holds in which nothing of the right kind was found.
fn found(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "the file is empty".to_owned();
    }
    let text = String::from_utf8_lossy(bytes);
    let label = text.lines().find_map(|line| line.trim().strip_prefix("-----BEGIN ")?.strip_suffix("-----"));
    match label {
        Some("ENCRYPTED PRIVATE KEY") => "it holds a private key behind a passphrase".to_owned(),
        Some(label) => format!("it holds another thing, {:?}", label.chars().take(40).collect::<String>()),
        None if bytes.first() == Some(&0x30) => "it looks like DER, the binary form, not PEM".to_owned(),
        None => "it holds no PEM block at all".to_owned(),
    }
}

fn broken(error: &pem::Error) -> String {
    match error {
        pem::Error::MissingSectionEnd { .. } => "a PEM block is not whole: its -----END line is missing".to_owned(),
        pem::Error::IllegalSectionStart { .. } => "a -----BEGIN line is malformed".to_owned(),
        pem::Error::Base64Decode(_) => "a PEM block is not base64".to_owned(),
        error => format!("it is not PEM: {error}"),
    }
}
