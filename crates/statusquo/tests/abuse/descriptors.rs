//! How many descriptors this process may open, and so those that it starts.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Raises the limit as far as it goes; what it is then.
pub(crate) fn raise() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let most = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let now = match setrlimit(Resource::Nofile, most) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    };
    now.map_or(usize::MAX, |now| usize::try_from(now).unwrap_or(usize::MAX))
}

/// So many of the idle connections that are wished for can be had, with descriptors left for all else.
pub(crate) fn idle_connections(wished: usize) -> usize {
    wished.min(raise().saturating_sub(1000))
}
