//! What a process has used, from the kernel's own accounting under /proc.

use std::fs;
use std::time::Duration;

/// CPU time of a process so far, all its threads and its children, user and system.
///
/// `/proc/PID/stat` counts it in ticks of a hundredth of a second; the scheduler's own count of each thread, the same time
/// in nanoseconds, is taken where it is there, and the coarser one watches over it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Used {
    fine: Option<Duration>,
    coarse: Duration,
}

/// A tick of `/proc/PID/stat`; Linux has shown hundredths of a second there on every common architecture since 2.6.
const TICK: Duration = Duration::from_millis(10);

/// What a process and its children have used until now.
pub(crate) fn used(process: u32) -> Result<Used, String> {
    children(process).into_iter().try_fold(used_by(process)?, |sum, child| {
        let used = used_by(child)?;
        let fine = sum.fine.zip(used.fine).map(|(sum, used)| sum + used);
        Ok(Used { fine, coarse: sum.coarse + used.coarse })
    })
}

/// The processes that this one has started and that are still there.
pub(crate) fn children(process: u32) -> Vec<u32> {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let is_child = |number: &u32| {
        let stat = fs::read_to_string(format!("/proc/{number}/stat")).unwrap_or_default();
        // Behind the name: the state, then who started it.
        let parent = stat.rsplit_once(')').and_then(|(_, after)| after.split_whitespace().nth(1)?.parse().ok());
        parent == Some(process)
    };
    numbers.filter(is_child).collect()
}

fn used_by(process: u32) -> Result<Used, String> {
    let gone = |error: std::io::Error| format!("process {process} cannot be looked at, perhaps it ended: {error}");
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).map_err(gone)?;
    // The name, in parentheses, may hold anything; after it, user and system time are the 12th and 13th.
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let mut times = after.split_whitespace().skip(11).map_while(|word| word.parse::<u32>().ok());
    let (Some(user), Some(system)) = (times.next(), times.next()) else {
        return Err(format!("/proc/{process}/stat has no times: {stat}"));
    };
    let mut fine = Some(Duration::ZERO);
    for thread in fs::read_dir(format!("/proc/{process}/task")).map_err(gone)? {
        let path = thread.map_err(gone)?.path().join("schedstat");
        let running = fs::read_to_string(path).ok();
        let running = running.as_deref().and_then(|text| text.split(' ').next()).and_then(|word| word.parse().ok());
        fine = fine.zip(running).map(|(sum, running)| sum + Duration::from_nanos(running));
    }
    Ok(Used { fine: fine.filter(|fine| !fine.is_zero()), coarse: TICK * (user + system) })
}

impl Used {
    /// What was used since an earlier look; an error if the two accounts of it do not agree.
    pub(crate) fn since(&self, earlier: &Self) -> Result<Duration, String> {
        let coarse = self.coarse.saturating_sub(earlier.coarse);
        let Some(fine) = self.fine.zip(earlier.fine).map(|(now, then)| now.saturating_sub(then)) else {
            return Ok(coarse);
        };
        if fine.abs_diff(coarse) > TICK * 4 + coarse / 20 {
            return Err(format!("two accounts of one CPU time: {fine:?} by the scheduler, {coarse:?} in ticks"));
        }
        Ok(fine)
    }
}

/// How much memory a process holds, in octets: what is resident.
pub(crate) fn resident(process: u32) -> Result<f64, String> {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup"));
    let (text, name) = match rollup {
        Ok(text) => (text, "Rss:"),
        Err(_) => (fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default(), "VmRSS:"),
    };
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()).and_then(|word| word.parse::<f64>().ok());
    kibibytes.map(|kibibytes| kibibytes * 1024.0).ok_or_else(|| format!("the memory of process {process} is not shown"))
}

/// CPU time that a core has spent on anything so far, and that the host took from it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Core {
    busy: Duration,
    stolen: Duration,
}

/// What a core has done until now; nothing where the kernel does not say.
pub(crate) fn core(number: usize) -> Core {
    let text = fs::read_to_string("/proc/stat").unwrap_or_default();
    let name = format!("cpu{number} ");
    let line = text.lines().find_map(|line| line.strip_prefix(&name)).unwrap_or("");
    let ticks: Vec<u32> = line.split_whitespace().map_while(|word| word.parse().ok()).collect();
    let tick = |at: usize| TICK * ticks.get(at).copied().unwrap_or(0);
    // User, nice, system, interrupts and soft interrupts; idle and waiting stand between them.
    Core { busy: [0, 1, 2, 5, 6].into_iter().map(tick).sum(), stolen: tick(7) }
}

impl Core {
    /// Since an earlier look: what was spent, and what the host took.
    pub(crate) fn since(&self, earlier: &Self) -> (Duration, Duration) {
        (self.busy.saturating_sub(earlier.busy), self.stolen.saturating_sub(earlier.stolen))
    }
}
