//! How many connections the system lets this process have: the soft limit on descriptors is raised to the hard one.

/// What the process needs beside its connections: listeners, upstreams, runtimes, standard streams.
const BESIDE: u64 = 256;

/// Makes room for so many connections; fewer, if the system does not allow them.
#[cfg(unix)]
pub(crate) fn make_room(connections: usize) -> usize {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let wanted = connections as u64 + BESIDE;
    let Some(soft) = limit.current.filter(|soft| *soft < wanted) else { return connections };
    let reachable = limit.maximum.map_or(wanted, |hard| hard.min(wanted));
    let raised = rustix::process::Rlimit { current: Some(reachable), maximum: limit.maximum };
    let has = if setrlimit(Resource::Nofile, raised).is_ok() { reachable } else { soft };
    // At least one, so that a tiny limit is felt and not hidden.
    usize::try_from(has.saturating_sub(BESIDE)).unwrap_or(connections).clamp(1, connections)
}

/// Elsewhere there is no such limit to raise.
#[cfg(not(unix))]
pub(crate) fn make_room(connections: usize) -> usize {
    let _ = BESIDE;
    connections
}
