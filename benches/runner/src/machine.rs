//! The machine: which it is, which two cores are used, and what else runs on them.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the figures were measured on.
#[derive(Debug)]
pub(crate) struct Machine {
    /// The processor's name.
    pub(crate) processor: String,
    /// How many cores may be used.
    pub(crate) cores: usize,
    /// The kernel.
    pub(crate) kernel: String,
    /// The versions of the programs that were measured.
    pub(crate) versions: Vec<String>,
    /// How busy the machine was before: the load average of a minute.
    pub(crate) load_before: String,
    /// The core of the candidates.
    pub(crate) server_core: usize,
    /// The core of the load.
    pub(crate) load_core: usize,
}

impl Machine {
    /// Looks around, and lets this process run on the load's core alone.
    pub(crate) fn look(statusquo: &Path) -> Result<Self, String> {
        let allowed = sched_getaffinity(None).map_err(|error| format!("cannot ask for the cores: {error}"))?;
        let cores: Vec<usize> = (0..CpuSet::MAX_CPU).filter(|core| allowed.is_set(*core)).collect();
        let [server_core, .., last] = cores.as_slice() else {
            return Err("server and load need a core each, and here is only one".to_owned());
        };
        // Two threads of one core share its execution units, so what one does shows in the other's time.
        let siblings = siblings(*server_core);
        let load_core = cores[1..].iter().find(|core| !siblings.contains(core)).unwrap_or(last);
        let name = rustix::system::uname();
        let machine = Self {
            processor: processor(),
            cores: cores.len(),
            kernel: format!("{} {}", name.sysname().to_string_lossy(), name.release().to_string_lossy()),
            versions: versions(statusquo),
            load_before: fs::read_to_string("/proc/loadavg")
                .map_or_else(|_| "unknown".to_owned(), |text| text.split(' ').next().unwrap_or("").to_owned()),
            server_core: *server_core,
            load_core: *load_core,
        };
        machine.stand_on(machine.load_core)?;
        let limit = getrlimit(Resource::Nofile);
        setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum })
            .map_err(|error| format!("cannot raise the limit of open files: {error}"))?;
        Ok(machine)
    }

    /// Lets this process, and those that it starts from now on, run on one core alone.
    pub(crate) fn stand_on(&self, core: usize) -> Result<(), String> {
        let mut set = CpuSet::new();
        set.set(core);
        sched_setaffinity(None, &set).map_err(|error| format!("cannot use core {core}: {error}"))
    }

    /// The machine in one line.
    pub(crate) fn shown(&self) -> String {
        format!(
            "{}, {} cores; {}; server on core {}, load on core {}; load average before: {}",
            self.processor, self.cores, self.kernel, self.server_core, self.load_core, self.load_before
        )
    }
}

/// The hardware threads that share a core with this one, itself among them: "0,4" or "0-1".
fn siblings(core: usize) -> Vec<usize> {
    let path = format!("/sys/devices/system/cpu/cpu{core}/topology/thread_siblings_list");
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut found = vec![core];
    for part in text.trim().split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        if let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) {
            found.extend(first..=last);
        }
    }
    found
}

fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let named = text.lines().find_map(|line| line.strip_prefix("model name"));
    named.map_or_else(|| std::env::consts::ARCH.to_owned(), |name| name.trim_start_matches([' ', '\t', ':']).to_owned())
}

fn versions(statusquo: &Path) -> Vec<String> {
    let mut found = vec![first_line(Command::new(statusquo).arg("--version"))];
    let lock = include_str!("../../Cargo.lock");
    for name in ["hyper", "axum", "tokio", "rustls"] {
        let after = lock.split(&format!("name = \"{name}\"\nversion = \"")).nth(1);
        let version = after.and_then(|after| after.split('"').next()).unwrap_or("of unknown version");
        found.push(format!("{name} {version}"));
    }
    found.push(first_line(Command::new("nginx").arg("-v")).replace("nginx version: nginx/", "nginx "));
    found.push(first_line(Command::new("h2load").arg("--version")).replace("nghttp2/", ""));
    let wrk = first_line(Command::new("wrk").arg("-v"));
    found.push(wrk.split(" [").next().unwrap_or("wrk").to_owned());
    found
}

/// The first line that a program says, on whichever of its outputs.
fn first_line(command: &mut Command) -> String {
    let said = command.output().map(|output| [output.stdout, output.stderr].concat()).unwrap_or_default();
    String::from_utf8_lossy(&said).lines().next().unwrap_or("unknown").trim().to_owned()
}
