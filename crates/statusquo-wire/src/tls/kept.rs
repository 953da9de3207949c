//! Keeps an authority in a folder, so that whoever trusts it has to do so once: made by the first program that needs it,
//! found by the next, renewed when its certificate ends or is broken.
//!
//! All hangs on the key: a certificate can be made from it at any time, and a leaf that it signed is good under any of
//! them. A key is only ever put where none is, in one step. So programs that start at once have one key, and half-written
//! files are never seen.

use super::authority::{Authority, AuthorityError, certificate, issue, issuer, new_key};
use super::validity::validity;
use rcgen::KeyPair;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, UnixTime};
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert};

/// The names of the two files.
const CERTIFICATE: &str = "ca.pem";
const KEY: &str = "ca-key.pem";

/// A certificate that ends within this time is renewed: no leaf may outlive it.
const RENEWAL: Duration = Duration::from_secs(120 * 86_400);

/// How often to look again when other programs change the folder at the same moment.
const TRIES: usize = 5;

impl Authority {
    /// The authority that is kept in a folder; it is made there if there is none.
    ///
    /// Besides it come sentences for whoever runs the program: what was found broken or at its end, and made anew.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made, or its files not be read or written.
    pub fn kept_in(folder: &Path) -> Result<(Self, Vec<String>), AuthorityError> {
        kept_in(folder, SystemTime::now())
    }
}

pub(super) fn kept_in(folder: &Path, now: SystemTime) -> Result<(Authority, Vec<String>), AuthorityError> {
    let mut notes = Vec::new();
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| at(folder, "the folder cannot be made", &error))?;
    let key = key(&folder.join(KEY), &mut notes)?;
    let path = folder.join(CERTIFICATE);
    let pem = match read(&path)? {
        None => {
            put_if_none(&path, &certificate(&key, now)?, 0o644)?;
            read(&path)?
        }
        found => found,
    };
    let pem = match pem.ok_or_else(|| "is gone".to_owned()).and_then(|pem| judge(&pem, &key, now).map(|()| pem)) {
        Ok(pem) => pem,
        Err(why) => {
            let made = certificate(&key, now)?;
            replace(&path, &made, 0o644)?;
            notes.push(format!("{} {why}; a new certificate was made: it has to be trusted anew", path.display()));
            made
        }
    };
    Ok((Authority::from_parts(key, pem, Some(path))?, notes))
}

/// The key that is kept, or a new one; whoever puts one there first has made it for all.
fn key(path: &Path, notes: &mut Vec<String>) -> Result<KeyPair, AuthorityError> {
    for _ in 0..TRIES {
        let Some(text) = read(path)? else {
            put_if_none(path, &new_key()?.serialize_pem(), 0o600)?;
            continue;
        };
        if let Ok(key) = KeyPair::from_pem(&text) {
            close_to_others(path, notes)?;
            return Ok(key);
        }
        // Not thrown away: it may be something that its owner put there by mistake.
        let aside = path.with_extension(format!("broken-{}", std::process::id()));
        match fs::rename(path, &aside) {
            Ok(()) => {}
            // Another program was faster.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(at(path, "it holds no private key, and cannot be moved aside", &error)),
        }
        match read(&aside)?.filter(|text| KeyPair::from_pem(text).is_ok()) {
            // What was moved is no longer what was read: another program has put a good key there in between.
            Some(good) => {
                put_if_none(path, &good, 0o600)?;
                remove(&aside);
            }
            None => notes.push(format!(
                "{} held no private key in PEM form: it was moved to {} and a new one made",
                path.display(),
                aside.display()
            )),
        }
    }
    Err(AuthorityError {
        path: Some(path.to_owned()),
        what: "other programs keep changing it; no key could be read".to_owned(),
    })
}

/// Whether a certificate is the key's, and holds long enough; if not, why.
fn judge(pem: &str, key: &KeyPair, now: SystemTime) -> Result<(), String> {
    let date = |time: SystemTime| httpdate::fmt_http_date(time);
    let der = CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|_| "held no certificate in PEM form")?;
    let validity = validity(&der).ok_or("held something else than a certificate")?;
    if now >= validity.end {
        return Err(format!("ended on {}", date(validity.end)));
    }
    if now + RENEWAL >= validity.end {
        return Err(format!("is about to end, on {}", date(validity.end)));
    }
    if now < validity.start {
        return Err(format!("begins only on {}", date(validity.start)));
    }
    if !vouches(&der, key, now) {
        return Err(format!("is not the certificate of the key in {KEY}"));
    }
    Ok(())
}

/// Whether clients that trust this certificate accept what the key signs.
fn vouches(der: &CertificateDer<'_>, key: &KeyPair, now: SystemTime) -> bool {
    let accepted = || {
        let anchor = anchor_from_trusted_cert(der).ok()?;
        let signer = issuer(KeyPair::try_from(key.serialized_der()).ok()?).ok()?;
        let (leaf, _) = issue(&signer, &["localhost".to_owned()], now).ok()?;
        let since_epoch = now.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let algorithms = rustls::crypto::ring::default_provider().signature_verification_algorithms.all;
        let usage = KeyUsage::server_auth();
        let time = UnixTime::since_unix_epoch(since_epoch);
        let leaf = EndEntityCert::try_from(&leaf).ok()?;
        leaf.verify_for_usage(algorithms, &[anchor], &[], time, usage, None, None).ok().map(drop)
    };
    accepted().is_some()
}

/// What a file holds, as text; nothing if there is none.
fn read(path: &Path) -> Result<Option<String>, AuthorityError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(path, "it cannot be read", &error)),
    }
}

/// Puts a whole file where none is; where there is one already, that one stays.
fn put_if_none(path: &Path, text: &str, mode: u32) -> Result<(), AuthorityError> {
    let written = write_beside(path, text, mode)?;
    // Unlike renaming, linking never replaces anything.
    let linked = fs::hard_link(&written, path);
    let put = match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && !path.exists() => {
            // A file system without links, where only the moment between these two lines is a risk.
            fs::rename(&written, path)
        }
        Ok(()) | Err(_) => Ok(()),
    };
    remove(&written);
    put.map_err(|error| at(path, "it cannot be written", &error))
}

/// Puts a whole file in the place of whatever is there.
fn replace(path: &Path, text: &str, mode: u32) -> Result<(), AuthorityError> {
    let written = write_beside(path, text, mode)?;
    fs::rename(&written, path).map_err(|error| {
        remove(&written);
        at(path, "it cannot be replaced", &error)
    })
}

/// Writes a file under a name of its own beside its place, to the disk.
fn write_beside(path: &Path, text: &str, mode: u32) -> Result<PathBuf, AuthorityError> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let beside = path.with_extension(format!("{}-{number}.new", std::process::id()));
    // Left over by a program of the same number that was killed.
    remove(&beside);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    let written = options.open(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map(|()| beside.clone()).map_err(|error| {
        remove(&beside);
        at(&beside, "it cannot be written", &error)
    })
}

/// Makes sure that nobody but its owner reads the key.
fn close_to_others(path: &Path, notes: &mut Vec<String>) -> Result<(), AuthorityError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let found = fs::metadata(path).map_err(|error| at(path, "it cannot be looked at", &error))?.permissions();
        if found.mode() & 0o077 != 0 {
            let closed = fs::set_permissions(path, fs::Permissions::from_mode(0o600));
            closed.map_err(|error| at(path, "others may read it, and that cannot be changed", &error))?;
            notes.push(format!("{} could be read by others; now by its owner alone", path.display()));
        }
    }
    // Elsewhere the user's data folder is the user's alone, and files take that over.
    #[cfg(not(unix))]
    let _ = (path, notes);
    Ok(())
}

/// What is left over is litter, not a reason to fail.
fn remove(path: &Path) {
    let _ = fs::remove_file(path);
}

fn at(path: &Path, what: &str, error: &io::Error) -> AuthorityError {
    AuthorityError { path: Some(path.to_owned()), what: format!("{what}: {error}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_secs(86_400);

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    fn kept(folder: &Path) -> (Authority, Vec<String>) {
        kept_in(folder, SystemTime::now()).unwrap()
    }

    /// What stands in the folder.
    fn listed(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn an_authority_is_made_once_and_found_again() {
        let folder = folder();
        let place = folder.path().join("not/there/yet");
        let (first, notes) = kept(&place);
        assert_eq!(notes, [""; 0]);
        assert_eq!(listed(&place), [KEY, CERTIFICATE], "nothing is left over");
        assert_eq!(first.path(), Some(place.join(CERTIFICATE).as_path()));
        assert_eq!(fs::read_to_string(place.join(CERTIFICATE)).unwrap(), first.pem());
        let (second, notes) = kept(&place);
        assert_eq!((second.pem(), notes.len()), (first.pem(), 0));
    }

    #[cfg(unix)]
    #[test]
    fn the_key_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let place = folder.path().join("ca");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        kept(&place);
        assert_eq!((mode(&place), mode(&place.join(KEY))), (0o700, 0o600));
        fs::set_permissions(place.join(KEY), fs::Permissions::from_mode(0o644)).unwrap();
        let (_, notes) = kept(&place);
        assert_eq!(mode(&place.join(KEY)), 0o600);
        assert!(notes.len() == 1 && notes[0].contains(KEY) && notes[0].contains("read by others"), "{notes:?}");
    }

    #[test]
    fn programs_that_start_at_once_agree() {
        for _ in 0..5 {
            let folder = folder();
            let pems: Vec<String> = std::thread::scope(|scope| {
                let programs: Vec<_> = (0..8).map(|_| scope.spawn(|| kept(folder.path()).0.pem().to_owned())).collect();
                programs.into_iter().map(|program| program.join().unwrap()).collect()
            });
            assert!(pems.iter().all(|pem| *pem == pems[0]));
            assert_eq!(listed(folder.path()), [KEY, CERTIFICATE]);
        }
    }

    #[test]
    fn a_certificate_at_its_end_is_renewed_with_the_same_key() {
        let folder = folder();
        let long_ago = SystemTime::now() - 6 * 365 * DAY;
        let (old, _) = kept_in(folder.path(), long_ago).unwrap();
        let key = fs::read(folder.path().join(KEY)).unwrap();
        let (new, notes) = kept(folder.path());
        assert_ne!(old.pem(), new.pem());
        assert!(notes.len() == 1 && notes[0].contains(" ended on ") && notes[0].contains("trusted anew"), "{notes:?}");
        assert_eq!(fs::read(folder.path().join(KEY)).unwrap(), key);
        assert!(kept(folder.path()).1.is_empty(), "once is enough");

        let soon = SystemTime::now() + (5 * 365 - 100) * DAY;
        let (_, notes) = kept_in(folder.path(), soon).unwrap();
        assert!(notes[0].contains("is about to end, on "), "{notes:?}");
        let (_, notes) = kept(folder.path());
        assert!(notes[0].contains("begins only on "), "{notes:?}");
    }

    #[test]
    fn broken_files_are_said_and_made_anew() {
        let folder = folder();
        let (path, key) = (folder.path().join(CERTIFICATE), folder.path().join(KEY));
        let (first, _) = kept(folder.path());
        for (text, why) in [
            (&first.pem()[..first.pem().len() / 2], "held no certificate in PEM form"),
            ("", "held no certificate in PEM form"),
            (
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "held something else than a certificate",
            ),
            (Authority::for_this_run().unwrap().pem(), "is not the certificate of the key in ca-key.pem"),
        ] {
            fs::write(&path, text).unwrap();
            let (made, notes) = kept(folder.path());
            assert!(notes.len() == 1 && notes[0].contains(why), "{notes:?}");
            assert_eq!(fs::read_to_string(&path).unwrap(), made.pem());
        }
        let half = fs::read_to_string(&key).unwrap();
        fs::write(&key, &half[..half.len() / 2]).unwrap();
        let (_, notes) = kept(folder.path());
        assert!(notes[0].contains("held no private key in PEM form") && notes[0].contains(".broken-"), "{notes:?}");
        assert!(notes[1].contains("is not the certificate of the key"), "{notes:?}");
        assert_eq!(listed(folder.path()).len(), 3, "what was there is kept aside");
        assert!(kept(folder.path()).1.is_empty());
        fs::remove_file(&key).unwrap();
        assert!(kept(folder.path()).1[0].contains("is not the certificate of the key"));
        fs::remove_file(&path).unwrap();
        assert!(kept(folder.path()).1.is_empty(), "a certificate can be made from the key at any time");
    }

    #[test]
    fn a_folder_that_cannot_be_is_named() {
        let folder = folder();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let error = kept_in(&file.join("ca"), SystemTime::now()).unwrap_err();
        assert_eq!(error.path, Some(file.join("ca")));
        assert!(error.to_string().contains("the folder cannot be made: "), "{error}");
    }
}
