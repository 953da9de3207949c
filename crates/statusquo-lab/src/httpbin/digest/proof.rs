//! Digest credentials as a proof: whether their response is what the name and the password of the path come to, by the
//! computation of RFC 7616.

use super::algorithm::Algorithm;
use super::parameters::{Parameters, broken, unlike};
use crate::reason::Reason;
use crate::visit::Visit;
use crate::world::vault::same;

/// The realm of every path.
pub(crate) const REALM: &str = "me@kennethreitz.com";

/// What a response covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quality {
    /// Method and target.
    Auth,
    /// The content too.
    AuthInt,
}

impl Quality {
    /// The one of this name.
    pub(crate) fn named(name: &[u8]) -> Option<Self> {
        [Self::Auth, Self::AuthInt].into_iter().find(|quality| quality.name().as_bytes() == name)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::AuthInt => "auth-int",
        }
    }
}

/// What a path asks for.
#[derive(Debug)]
pub(crate) struct Asked<'c> {
    /// Either will do if none is told.
    pub(crate) quality: Option<Quality>,
    pub(crate) algorithm: Algorithm,
    pub(crate) user: &'c str,
    pub(crate) password: &'c str,
}

/// Credentials that are whole, and of the kind that is asked for.
#[derive(Debug)]
pub(crate) struct Proof {
    parameters: Parameters,
    quality: Option<Quality>,
}

impl Proof {
    /// Looks whether the proof can be judged at all.
    pub(crate) fn of(parameters: Parameters, asked: &Asked<'_>) -> Result<Self, Reason> {
        for name in ["username", "realm", "nonce", "uri", "response"] {
            parameters.required(name)?;
        }
        // Clients that are older than these parameters send neither.
        let algorithm = parameters.get("algorithm").unwrap_or(b"MD5");
        if !algorithm.eq_ignore_ascii_case(asked.algorithm.name().as_bytes()) {
            let name = asked.algorithm.name();
            let what = format!("is not {name}, which the challenge asks for; where there is none, MD5 is meant");
            return Err(unlike("algorithm", &what));
        }
        let quality = match parameters.get("qop") {
            None => None,
            Some(name) => {
                let quality = Quality::named(name).ok_or_else(|| broken("qop", "is neither auth nor auth-int"))?;
                if asked.quality.is_some_and(|asked| asked != quality) {
                    return Err(unlike("qop", "is not one that the challenge offers"));
                }
                parameters.required("cnonce")?;
                let count = parameters.required("nc")?;
                if count.len() != 8 || !count.iter().all(u8::is_ascii_hexdigit) {
                    return Err(broken("nc", "is not eight hexadecimal digits"));
                }
                Some(quality)
            }
        };
        Ok(Self { parameters, quality })
    }

    pub(crate) fn nonce(&self) -> &[u8] {
        self.get("nonce")
    }

    /// Whether there is nothing to judge before the content is there.
    pub(crate) fn covers_content(&self) -> bool {
        self.quality == Some(Quality::AuthInt)
    }

    /// Whether it is of the name of the path and of the one realm.
    pub(crate) fn is_of(&self, asked: &Asked<'_>) -> bool {
        let named = encodings(asked.user).any(|name| name == self.get("username"));
        named & (self.get("realm") == REALM.as_bytes())
    }

    /// Whether who made it knows the password.
    pub(crate) fn holds(&self, asked: &Asked<'_>, method: &str, content: &[u8]) -> bool {
        let algorithm = asked.algorithm;
        let given = str::from_utf8(self.get("response")).unwrap_or("");
        let mut covered = vec![method.as_bytes(), self.get("uri")];
        let hash = algorithm.of(&[content]);
        if self.covers_content() {
            covered.push(hash.as_bytes());
        }
        let covered = algorithm.of(&covered);
        let once = match self.quality {
            None => vec![self.nonce()],
            Some(quality) => vec![self.nonce(), self.get("nc"), self.get("cnonce"), quality.name().as_bytes()],
        };
        encodings(asked.user).zip(encodings(asked.password)).fold(false, |holds, (user, password)| {
            let secret = algorithm.of(&[&user, REALM.as_bytes(), &password]);
            let all = [&[secret.as_bytes()], once.as_slice(), &[covered.as_bytes()]].concat();
            holds | same(given, &algorithm.of(&all))
        })
    }

    /// Refuses a proof that holds, but for another target.
    pub(crate) fn judge_target(&self, visit: &mut Visit<'_>) {
        if !self.is_for(visit) {
            visit.object(unlike("uri", "is not the target of this request"));
        }
    }

    /// Whether it was made for this target: as it was sent, or as a path and a query.
    fn is_for(&self, visit: &Visit<'_>) -> bool {
        let target = &visit.target;
        let query = target.query.map_or(String::new(), |query| format!("?{query}"));
        let uri = self.get("uri");
        uri == visit.request.target().as_bytes() || uri == (target.path.to_owned() + &query).as_bytes()
    }

    /// One that is known to be there.
    fn get(&self, name: &str) -> &[u8] {
        self.parameters.get(name).unwrap_or_default()
    }
}

/// A name or a password as octets: clients that send no ASCII take UTF-8, or Latin-1 as long as it has the letters.
fn encodings(text: &str) -> impl Iterator<Item = Vec<u8>> {
    let latin1 = text.chars().map(|character| u8::try_from(u32::from(character)).ok()).collect::<Option<Vec<_>>>();
    let utf8 = text.as_bytes().to_vec();
    [utf8.clone(), latin1.unwrap_or(utf8)].into_iter()
}
