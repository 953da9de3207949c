//! Which certificate is presented to whom: the one that was given, or one of the own authority's for each loopback name.

use super::Authority;
use super::authority::LEAF_LIFETIME;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::ServerName;
use rustls::sign::CertifiedKey;
use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;
use webpki::EndEntityCert;

/// How many leaves are kept ready. Names are chosen by clients: a flood of them costs making leaves anew, not memory.
const READY: usize = 256;

/// The certificates of a server.
#[derive(Debug)]
pub struct Certificates {
    source: Source,
}

#[derive(Debug)]
enum Source {
    /// One for everybody, whatever name is asked for.
    Given(Arc<Leaf>),
    /// One for each loopback name, made when it is asked for, and one for all else.
    Own { authority: Box<Authority>, ready: Mutex<HashMap<String, Arc<Leaf>>> },
}

/// A certificate that is presented, with its chain and key.
pub struct Leaf {
    key: Arc<CertifiedKey>,
    /// From when on a new one is made in its place.
    stale: Option<SystemTime>,
}

impl fmt::Debug for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Leaf").field("names", &self.names()).finish_non_exhaustive()
    }
}

impl Certificates {
    /// Leaves of this authority, made when they are asked for.
    pub fn signed_by(authority: Authority) -> Self {
        Self { source: Source::Own { authority: Box::new(authority), ready: Mutex::default() } }
    }

    pub(super) fn given(key: CertifiedKey) -> Self {
        Self { source: Source::Given(Arc::new(Leaf { key: Arc::new(key), stale: None })) }
    }

    /// The authority that signs them, if it is our own.
    pub fn authority(&self) -> Option<&Authority> {
        match &self.source {
            Source::Given(_) => None,
            Source::Own { authority, .. } => Some(authority),
        }
    }

    /// The certificate for a client that named this server in its handshake, or named none, and connected to this
    /// address. None if no leaf could be made.
    ///
    /// A name that is no loopback name is nothing that the own authority could vouch for: it gets what a client without
    /// a name gets.
    pub fn choose(&self, name: Option<&str>, local: IpAddr) -> Option<Arc<Leaf>> {
        let (authority, ready) = match &self.source {
            Source::Given(leaf) => return Some(leaf.clone()),
            Source::Own { authority, ready } => (authority, ready),
        };
        let name = name.map(str::to_ascii_lowercase).filter(|name| is_loopback_name(name));
        let local = local.to_canonical();
        let key = name.clone().unwrap_or_else(|| local.to_string());
        let now = SystemTime::now();
        let mut ready = ready.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(leaf) = ready.get(&key).filter(|leaf| leaf.stale.is_none_or(|stale| now < stale)) {
            return Some(leaf.clone());
        }
        let names = match name {
            Some(name) => vec![name],
            None => without_name(local),
        };
        let (certificate, private) = authority.issue(&names, now).ok()?;
        let key_pair = CertifiedKey::from_der(vec![certificate], private, &default_provider()).ok()?;
        let leaf = Arc::new(Leaf { key: Arc::new(key_pair), stale: Some(now + LEAF_LIFETIME / 2) });
        if ready.len() >= READY {
            ready.clear();
        }
        ready.insert(key, leaf.clone());
        Some(leaf)
    }
}

/// What a client may mean that names no server: a client that was given an IP address has no name to send.
fn without_name(local: IpAddr) -> Vec<String> {
    let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
    let local = local.to_string();
    if !names.contains(&local) {
        names.push(local);
    }
    names
}

/// Whether a name always means this machine (RFC 6761).
fn is_loopback_name(name: &str) -> bool {
    name == "localhost" || name.strip_suffix(".localhost").is_some_and(|rest| !rest.is_empty())
}

impl Leaf {
    /// The certificate and its key, as the handshake needs them.
    pub fn key(&self) -> &Arc<CertifiedKey> {
        &self.key
    }

    /// Whether the certificate is valid for a host: a name, or an IP address without brackets (RFC 9110 §4.3.4).
    pub fn covers(&self, host: &str) -> bool {
        let (Some(leaf), Ok(name)) = (self.parsed(), ServerName::try_from(host)) else { return false };
        leaf.verify_is_valid_for_subject_name(&name).is_ok()
    }

    /// The names that it covers, wildcards as they stand there; addresses are not among them.
    pub fn names(&self) -> Vec<String> {
        self.parsed().map_or_else(Vec::new, |leaf| leaf.valid_dns_names().map(str::to_owned).collect())
    }

    fn parsed(&self) -> Option<EndEntityCert<'_>> {
        EndEntityCert::try_from(self.key.cert.first()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::pki_types::UnixTime;
    use rustls::pki_types::pem::PemObject;
    use std::net::{Ipv4Addr, Ipv6Addr};
    use webpki::{KeyUsage, anchor_from_trusted_cert};

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    fn own() -> Certificates {
        Certificates::signed_by(Authority::for_this_run().unwrap())
    }

    /// Whether a client that trusts the authority, and wants this host, accepts the leaf.
    fn accepted(certificates: &Certificates, leaf: &Leaf, host: &str) -> bool {
        let pem = certificates.authority().unwrap().pem();
        let trusted = rustls::pki_types::CertificateDer::from_pem_slice(pem.as_bytes()).unwrap();
        let anchors = [anchor_from_trusted_cert(&trusted).unwrap()];
        let algorithms = default_provider().signature_verification_algorithms.all;
        let leaf_certificate = leaf.parsed().unwrap();
        let usage = KeyUsage::server_auth();
        let verified = leaf_certificate.verify_for_usage(algorithms, &anchors, &[], UnixTime::now(), usage, None, None);
        verified.is_ok() && leaf.covers(host)
    }

    #[test]
    fn each_loopback_name_has_a_leaf_of_its_own() {
        let certificates = own();
        for name in ["localhost", "a.localhost", "A.B.LocalHost"] {
            let leaf = certificates.choose(Some(name), HERE).unwrap();
            assert!(accepted(&certificates, &leaf, name), "{name}");
            assert_eq!(leaf.names(), [name.to_ascii_lowercase()]);
            assert!(!leaf.covers("other.localhost") && !leaf.covers("127.0.0.1"), "{name} alone");
            assert!(Arc::ptr_eq(&leaf, &certificates.choose(Some(name), HERE).unwrap()), "made once");
        }
    }

    #[test]
    fn without_a_loopback_name_the_leaf_covers_what_a_client_may_mean() {
        let certificates = own();
        for name in [None, Some("example.test"), Some("localhost.example.test"), Some(".localhost")] {
            let leaf = certificates.choose(name, HERE).unwrap();
            for host in ["localhost", "127.0.0.1", "::1"] {
                assert!(accepted(&certificates, &leaf, host), "{host}");
            }
            assert!(!leaf.covers("example.test") && !leaf.covers("a.localhost") && !leaf.covers("127.0.0.2"));
        }
        for address in ["127.0.0.2", "10.1.2.3", "192.168.0.7", "fe80::1", "fd00::1"] {
            let leaf = certificates.choose(None, address.parse().unwrap()).unwrap();
            assert!(accepted(&certificates, &leaf, address), "{address}");
        }
        let mapped = IpAddr::V6(Ipv4Addr::new(10, 1, 2, 3).to_ipv6_mapped());
        assert!(certificates.choose(None, mapped).unwrap().covers("10.1.2.3"), "an IPv4 client of an IPv6 listener");
    }

    #[test]
    fn the_authority_can_vouch_for_nobody_beyond_the_neighbourhood() {
        let certificates = own();
        let public = certificates.choose(None, "192.0.2.1".parse().unwrap()).unwrap();
        assert!(public.covers("192.0.2.1") && !accepted(&certificates, &public, "192.0.2.1"), "clients refuse it");
        let authority = certificates.authority().unwrap();
        let (leaf, key) = authority.issue(&["example.com".to_owned()], SystemTime::now()).unwrap();
        let pair = CertifiedKey::from_der(vec![leaf], key, &default_provider()).unwrap();
        let stolen = Leaf { key: Arc::new(pair), stale: None };
        assert!(stolen.covers("example.com") && !accepted(&certificates, &stolen, "example.com"));
    }

    #[test]
    fn a_flood_of_names_takes_no_more_memory_than_a_few() {
        let certificates = own();
        for number in 0..READY + 10 {
            let name = format!("n{number}.localhost");
            assert!(certificates.choose(Some(&name), IpAddr::V6(Ipv6Addr::LOCALHOST)).unwrap().covers(&name));
        }
        let Source::Own { ready, .. } = &certificates.source else { panic!("the own authority") };
        assert!(ready.lock().unwrap().len() <= READY);
    }
}
