//! Certificates that are given as files, and what is said of files that hold something else.

use super::client::{ask, config, get};
use super::service::Running;
use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P384_SHA384, PKCS_ED25519};
use statusquo_wire::Limits;
use statusquo_wire::tls::Certificates;
use std::fs;
use std::path::{Path, PathBuf};

/// A certificate for these names and its key, in PEM form.
fn made(names: &[&str], key: &KeyPair) -> String {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    CertificateParams::new(names).expect("names").self_signed(key).expect("a certificate").pem()
}

struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).expect("it is written");
        path
    }
}

#[test]
fn it_is_presented_to_everybody_whatever_name_is_asked_for() {
    let files = Files::new();
    for algorithm in [&rcgen::PKCS_ECDSA_P256_SHA256, &PKCS_ECDSA_P384_SHA384, &PKCS_ED25519] {
        let key = KeyPair::generate_for(algorithm).expect("a key");
        let pem = made(&["lab.test", "*.lab.test", "127.0.0.1"], &key);
        let (chain, key) = (files.put("chain.pem", &pem), files.put("key.pem", key.serialize_pem()));
        let certificates = Certificates::from_files(&chain, &key).expect("they belong together");
        assert!(certificates.authority().is_none());
        let running = Running::presenting(certificates, pem, Limits::default());
        let client = config(&running.pem, rustls::ALL_VERSIONS, &["http/1.1"]);
        for (host, authority, told) in [
            ("lab.test", "lab.test:8443", "name=lab.test covered=true"),
            ("a.lab.test", "b.lab.test", "name=a.lab.test covered=true"),
            ("lab.test", "a.b.lab.test", "name=lab.test covered=false"),
            ("lab.test", "other.test", "name=lab.test covered=false"),
            ("127.0.0.1", "127.0.0.1", "name=none covered=true"),
        ] {
            let answer = ask(&client, host, running.address, &get("/", authority));
            assert!(answer.contains(told), "{host} {authority}: {answer}");
            assert!(answer.contains(" lab.test+*.lab.test "), "{answer}");
        }
    }
}

#[test]
fn what_is_wrong_is_said_with_the_file_what_was_found_and_what_was_expected() {
    let files = Files::new();
    let key = KeyPair::generate().expect("a key");
    let pem = made(&["lab.test"], &key);
    let mut ended = CertificateParams::new(vec!["lab.test".to_owned()]).expect("names");
    ended.not_after = rcgen::date_time_ymd(2020, 2, 29);
    let ended = ended.self_signed(&key).expect("a certificate").pem();
    let cut = &pem[..pem.len() - 30];
    let good_chain = files.put("chain.pem", &pem);
    let good_key = files.put("key.pem", key.serialize_pem());
    let nowhere = files.folder.path().join("nowhere.pem");
    let said = |chain: &Path, key: &Path| Certificates::from_files(chain, key).expect_err("it is refused");

    let chains: [(&str, &[u8], &str); 7] = [
        ("empty.pem", b"", "the file is empty; a chain in PEM form was expected"),
        ("text.pem", b"hello\n", "it holds no PEM block at all; "),
        ("binary.der", b"\x30\x82\x01\x00", "it looks like DER, the binary form, not PEM; "),
        ("a-key.pem", key.serialize_pem().leak().as_bytes(), "it holds another thing, \"PRIVATE KEY\"; "),
        ("cut.pem", cut.as_bytes(), "a PEM block is not whole: its -----END line is missing; "),
        (
            "odd.pem",
            b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "its first certificate is not one of X.509 version 3",
        ),
        ("ended.pem", ended.as_bytes(), "its first certificate ended on Sat, 29 Feb 2020"),
    ];
    for (name, content, what) in chains {
        let chain = files.put(name, content);
        let error = said(&chain, &good_key);
        assert_eq!(error.path, chain);
        assert!(error.what.starts_with(what), "{name}: {error}");
    }
    assert!(said(&nowhere, &good_key).to_string().contains("nowhere.pem: it cannot be read: "));

    let other = KeyPair::generate().expect("a key").serialize_pem();
    let keys: [(&str, &str, &str); 6] = [
        ("empty.pem", "", "the file is empty; a private key in PEM form was expected"),
        ("cert.pem", &pem, "it holds another thing, \"CERTIFICATE\"; a private key"),
        (
            "locked.pem",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
            "it holds a private key behind a passphrase; ",
        ),
        ("odd.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "the private key is of a kind"),
        ("bad.pem", "-----BEGIN PRIVATE KEY-----\n****\n-----END PRIVATE KEY-----\n", "a PEM block is not base64; "),
        ("other.pem", &other, "this is not the private key of the certificate in "),
    ];
    for (name, content, what) in keys {
        let path = files.put(name, content);
        let error = said(&good_chain, &path);
        assert_eq!(error.path, path);
        assert!(error.what.starts_with(what), "{name}: {error}");
    }
    assert!(said(&good_chain, &nowhere).to_string().contains("nowhere.pem: it cannot be read: "));
}
