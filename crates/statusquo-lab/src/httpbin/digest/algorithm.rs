//! The hashes that Digest is computed with, as their names stand in challenges.

use crate::chance;
use crate::form::hexadecimal;
use md5::Md5;
use sha2::{Digest, Sha256, Sha512};

/// One of the hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Md5,
    Sha256,
    Sha512,
}

const ALL: [Algorithm; 3] = [Algorithm::Md5, Algorithm::Sha256, Algorithm::Sha512];

impl Algorithm {
    /// The one that is called so, by a path; MD5 for any other name.
    pub(crate) fn asked(name: &str) -> Self {
        ALL.into_iter().find(|algorithm| algorithm.name() == name).unwrap_or(Self::Md5)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha256 => "SHA-256",
            Self::Sha512 => "SHA-512",
        }
    }

    /// The hash of all of these with a colon between each two, in hexadecimal.
    pub(crate) fn of(self, parts: &[&[u8]]) -> String {
        let joined = parts.join(&b':');
        match self {
            Self::Md5 => hexadecimal(&Md5::digest(joined)),
            Self::Sha256 => hexadecimal(&Sha256::digest(joined)),
            Self::Sha512 => hexadecimal(&Sha512::digest(joined)),
        }
    }

    /// What nobody can foresee, as long as a hash; none if there is no chance to be had.
    pub(crate) fn unforeseen(self) -> Option<String> {
        Some(self.of(&[&chance::octets::<16>()?]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hash_is_the_one_that_it_is_called() {
        // The first two as `printf abc | md5sum` and its like say them; the last to its first octets.
        assert_eq!(Algorithm::Md5.of(&[b"abc"]), "900150983cd24fb0d6963f7d28e17f72");
        let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Algorithm::Sha256.of(&[b"abc"]), sha256);
        assert!(Algorithm::Sha512.of(&[b"abc"]).starts_with("ddaf35a193617abacc417349ae204131"));
        assert_eq!(Algorithm::Md5.of(&[b"a", b"", b"b"]), Algorithm::Md5.of(&[b"a::b"]));
    }

    #[test]
    fn only_the_exact_names_lead_elsewhere_than_to_md5() {
        for (name, algorithm) in [("SHA-256", Algorithm::Sha256), ("SHA-512", Algorithm::Sha512)] {
            assert_eq!((Algorithm::asked(name), algorithm.name()), (algorithm, name));
        }
        for name in ["MD5", "", "sha-256", "SHA-1", "MD5-sess", "SHA-512-256"] {
            assert_eq!(Algorithm::asked(name), Algorithm::Md5, "{name}");
        }
        let one = Algorithm::Sha512.unforeseen().expect("chance");
        assert_eq!(one.len(), 128);
        assert_ne!(Some(one), Algorithm::Sha512.unforeseen());
    }
}
