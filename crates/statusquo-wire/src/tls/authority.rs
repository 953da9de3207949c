//! A certificate authority of the lab's own, which can vouch for this machine and its neighbourhood and for nobody else.

use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, NameConstraints, PKCS_ECDSA_P256_SHA256, SerialNumber, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DAY: Duration = Duration::from_secs(86_400);

/// How long the authority's own certificate holds: who trusts it has to do so once in five years.
const LIFETIME: Duration = Duration::from_secs(5 * 365 * 86_400);

/// How long a leaf holds. Several clients refuse one of more than 825 days, some soon one of more than 100.
pub(super) const LEAF_LIFETIME: Duration = Duration::from_secs(90 * 86_400);

/// Clocks of clients may be behind.
const BACKDATED: Duration = DAY;

/// The addresses that the authority may vouch for: loopback, private and link-local ones (RFC 6890).
const NEIGHBOURHOOD: [(&str, u8); 8] = [
    ("127.0.0.0", 8),
    ("10.0.0.0", 8),
    ("172.16.0.0", 12),
    ("192.168.0.0", 16),
    ("169.254.0.0", 16),
    ("::1", 128),
    ("fc00::", 7),
    ("fe80::", 10),
];

/// A certificate authority that signs leaves for `localhost`, the names under it, and addresses of the neighbourhood.
///
/// That is all it can do: its certificate says so (name constraints, RFC 5280), so that whoever trusts it, and
/// then loses its key, has lost no more than this.
#[derive(Debug)]
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
    path: Option<PathBuf>,
}

/// The authority could not be made, or not be kept.
#[derive(Debug)]
pub struct AuthorityError {
    /// The file or folder at fault, if it is one.
    pub path: Option<PathBuf>,
    /// What went wrong, in words.
    pub what: String,
}

impl fmt::Display for AuthorityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{}: {}", path.display(), self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl std::error::Error for AuthorityError {}

impl From<rcgen::Error> for AuthorityError {
    fn from(error: rcgen::Error) -> Self {
        Self { path: None, what: format!("a certificate could not be made: {error}") }
    }
}

impl Authority {
    /// An authority that is kept nowhere: its key is gone when the program ends.
    ///
    /// # Errors
    ///
    /// When the system gives no random numbers for a key.
    pub fn for_this_run() -> Result<Self, AuthorityError> {
        let key = new_key()?;
        let pem = certificate(&key, SystemTime::now())?;
        Self::from_parts(key, pem, None)
    }

    /// The authority of this key, whose certificate this is.
    pub(super) fn from_parts(key: KeyPair, pem: String, path: Option<PathBuf>) -> Result<Self, AuthorityError> {
        Ok(Self { issuer: issuer(key)?, pem, path })
    }

    /// Its certificate in PEM form: what a client has to trust.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// Where its certificate is kept, if it is.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// A new leaf for these names and addresses, with its key.
    pub(super) fn issue(
        &self,
        names: &[String],
        now: SystemTime,
    ) -> Result<(CertificateDer<'static>, PrivateKeyDer<'static>), AuthorityError> {
        issue(&self.issuer, names, now)
    }
}

/// A key for an authority, or for a leaf.
pub(super) fn new_key() -> Result<KeyPair, AuthorityError> {
    Ok(KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?)
}

/// A certificate that an authority signs for itself, in PEM form.
pub(super) fn certificate(key: &KeyPair, now: SystemTime) -> Result<String, AuthorityError> {
    let mut params = params(key);
    holds(&mut params, now, LIFETIME);
    // One that replaces another must not have its number: some clients take two such for a forgery.
    let nanoseconds = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    params.serial_number = Some(SerialNumber::from_slice(&(nanoseconds as u64 >> 1).to_be_bytes()));
    Ok(params.self_signed(key)?.pem())
}

/// Who signs with this key: that and the name, which follows from it, are all that a leaf has to do with.
pub(super) fn issuer(key: KeyPair) -> Result<Issuer<'static, KeyPair>, AuthorityError> {
    Ok(Issuer::new(params(&key), key))
}

/// A leaf signed by this issuer, with a key and so a serial number of its own.
pub(super) fn issue(
    issuer: &Issuer<'static, KeyPair>,
    names: &[String],
    now: SystemTime,
) -> Result<(CertificateDer<'static>, PrivateKeyDer<'static>), AuthorityError> {
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "statusquo lab");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    holds(&mut params, now, LEAF_LIFETIME);
    let key = new_key()?;
    let leaf = params.signed_by(&key, issuer)?;
    Ok((leaf.der().clone(), PrivatePkcs8KeyDer::from(key.serialize_der()).into()))
}

fn params(key: &KeyPair) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let mut permitted = vec![GeneralSubtree::DnsName("localhost".to_owned())];
    permitted.extend(NEIGHBOURHOOD.iter().filter_map(|(address, length)| {
        Some(GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address.parse().ok()?, *length)))
    }));
    params.name_constraints = Some(NameConstraints { permitted_subtrees: permitted, excluded_subtrees: Vec::new() });
    // Two authorities in one list of the trusted must not have one name.
    let id: String = params.key_identifier(key).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, format!("statusquo lab CA {id}"));
    params
}

/// Sets from when and until when, in whole seconds.
fn holds(params: &mut CertificateParams, now: SystemTime, lifetime: Duration) {
    let now = Duration::from_secs(now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs());
    params.not_before = date_time_ymd(1970, 1, 1) + now.saturating_sub(BACKDATED);
    params.not_after = date_time_ymd(1970, 1, 1) + now + lifetime;
}
