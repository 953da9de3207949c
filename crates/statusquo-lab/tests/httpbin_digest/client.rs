//! A client of `/digest-auth` that computes its responses by itself.

use crate::support::{Answer, TestLab};
use md5::Md5;
use sha2::{Digest, Sha256, Sha512};

pub(crate) const REALM: &str = "me@kennethreitz.com";
pub(crate) const NONCE: &str = "0123456789abcdef0123456789abcdef";

/// A hash in hexadecimal.
fn hash(algorithm: &str, text: &str) -> String {
    let octets = match algorithm {
        "SHA-256" => Sha256::digest(text).to_vec(),
        "SHA-512" => Sha512::digest(text).to_vec(),
        _ => Md5::digest(text).to_vec(),
    };
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// What a client sends that knows how.
#[derive(Clone, Copy)]
pub(crate) struct Credentials<'c> {
    pub(crate) method: &'c str,
    pub(crate) uri: &'c str,
    pub(crate) user: &'c str,
    pub(crate) password: &'c str,
    pub(crate) realm: &'c str,
    pub(crate) nonce: &'c str,
    pub(crate) algorithm: &'c str,
    pub(crate) qop: &'c str,
    pub(crate) content: &'c str,
}

impl<'c> Credentials<'c> {
    pub(crate) fn new(uri: &'c str) -> Self {
        Credentials {
            method: "GET",
            uri,
            user: "u",
            password: "p",
            realm: REALM,
            nonce: NONCE,
            algorithm: "MD5",
            qop: "auth",
            content: "",
        }
    }

    pub(crate) fn response(&self) -> String {
        let hash = |text: &str| hash(self.algorithm, text);
        let Credentials { method, uri, user, password, realm, nonce, qop, .. } = self;
        let secret = hash(&format!("{user}:{realm}:{password}"));
        let covered = match *qop {
            "auth-int" => hash(&format!("{method}:{uri}:{}", hash(self.content))),
            _ => hash(&format!("{method}:{uri}")),
        };
        match *qop {
            "" => hash(&format!("{secret}:{nonce}:{covered}")),
            qop => hash(&format!("{secret}:{nonce}:00000001:abc:{qop}:{covered}")),
        }
    }

    pub(crate) fn field(&self) -> String {
        let Credentials { uri, user, realm, nonce, algorithm, qop, .. } = self;
        let response = self.response();
        let mut field = format!(
            "Authorization: Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\", \
             response=\"{response}\", algorithm=\"{algorithm}\""
        );
        if !qop.is_empty() {
            field += &format!(", qop={qop}, nc=00000001, cnonce=\"abc\"");
        }
        field
    }

    pub(crate) fn send(&self, lab: &TestLab, more: &[&str]) -> Answer {
        let field = self.field();
        let fields = [&[field.as_str()], more].concat();
        lab.ask(&format!("{} {}", self.method, self.uri), &fields, self.content)
    }
}

/// A parameter of a challenge, without its quotes.
pub(crate) fn told(answer: &Answer, name: &str) -> String {
    let challenge = answer.field("WWW-Authenticate").strip_prefix("Digest ").expect("Digest").to_owned();
    let (_, rest) = challenge.split_once(&format!("{name}=")).expect(name);
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().expect("a value").to_owned(),
        None => rest.split(',').next().expect("a value").to_owned(),
    }
}
