//! The certificate that all candidates present over TLS: made anew for every run, ECDSA on P-256.

use std::fs;
use std::path::{Path, PathBuf};

/// A certificate for 127.0.0.1 and its key, as files in PEM form.
#[derive(Debug)]
pub(crate) struct Certificate {
    /// The file of the certificate.
    pub(crate) chain: PathBuf,
    /// The file of its key.
    pub(crate) key: PathBuf,
    /// The certificate itself, in DER form.
    pub(crate) octets: Vec<u8>,
}

/// Makes one, and writes it into this folder.
pub(crate) fn make(folder: &Path) -> Result<Certificate, String> {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()])
        .map_err(|error| format!("a certificate cannot be made: {error}"))?;
    let write = |name: &str, text: String| {
        let place = folder.join(name);
        fs::write(&place, text).map_err(|error| format!("{} cannot be written: {error}", place.display()))?;
        Ok::<_, String>(place)
    };
    Ok(Certificate {
        chain: write("certificate.pem", made.cert.pem())?,
        key: write("key.pem", made.signing_key.serialize_pem())?,
        octets: made.cert.der().to_vec(),
    })
}
