//! Chance, where an answer is to be one that nobody can foresee.

use crate::visit::Visit;
use statusquo_decision::Question;
use tokio_rustls::rustls::crypto::ring::default_provider;

/// So many octets, each as likely as any other; none if the system gives none.
pub(crate) fn octets<const COUNT: usize>() -> Option<[u8; COUNT]> {
    let mut octets = [0; COUNT];
    default_provider().secure_random.fill(&mut octets).ok()?;
    Some(octets)
}

/// Makes known that there were none.
pub(crate) fn refuse(visit: &mut Visit<'_>) {
    visit.refuse(Question::EndedWell, "There was no chance to be had.");
}
