//! Processes that end when this one does: by being dropped, or by the kernel if nothing else gets to it.

use crate::account;
use rustix::process::{Pid, Signal, kill_process};
use std::io::Read;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a candidate may take until it listens; far more than any needs.
const PATIENCE: Duration = Duration::from_secs(5);

/// A process that is killed when this is dropped.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    /// Where it listens.
    pub(crate) port: u16,
}

impl Running {
    /// Starts a server that will listen on this port, with nothing in between: for measuring the start itself.
    pub(crate) fn at_once(mut command: Command, port: u16) -> Result<Self, String> {
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| format!("{} does not start: {error}", command.get_program().display()))?;
        Ok(Self { child, port })
    }

    /// Starts a server and waits until it listens on this port.
    pub(crate) fn listening(command: &Command, port: u16) -> Result<Self, String> {
        let mut running = Self::at_once(bound_to_this_process(command), port)?;
        let until = Instant::now() + PATIENCE;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let name = command.get_program().display();
            if let Ok(Some(status)) = running.child.try_wait() {
                return Err(format!("{name} ended instead of listening on port {port}: {status}"));
            }
            if Instant::now() > until {
                return Err(format!("{name} does not listen on port {port} within {PATIENCE:?}"));
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Ok(running)
    }

    /// Its number.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let children = account::children(self.id());
        // It may have ended by itself; then there is nothing to kill, and waiting still takes its remains away.
        let _ = self.child.kill();
        let _ = self.child.wait();
        // Its own children would notice only after a while that it is gone.
        for child in children.into_iter().filter_map(|child| Pid::from_raw(child.try_into().ok()?)) {
            let _ = kill_process(child, Signal::KILL);
        }
    }
}

/// The same command, killed by the kernel once this process is gone: Ctrl-C leaves nothing behind.
pub(crate) fn bound_to_this_process(command: &Command) -> Command {
    let mut bound = Command::new("setpriv");
    bound.args(["--pdeathsig", "KILL", "--"]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => bound.env(name, value),
            None => bound.env_remove(name),
        };
    }
    bound
}

/// Runs a program for a bounded time; what it said.
pub(crate) fn said(command: &Command, patience: Duration) -> Result<String, String> {
    let name = command.get_program().display();
    let mut child = bound_to_this_process(command)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{name} does not start: {error}"))?;
    let until = Instant::now() + patience;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() < until => std::thread::sleep(Duration::from_millis(5)),
            state => {
                // The report of the failure matters more than whether there was still something to kill.
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("{name} does not end: {state:?}"));
            }
        }
    };
    let mut said = String::new();
    if let Some(mut output) = child.stdout.take() {
        output.read_to_string(&mut said).map_err(|error| format!("what {name} said cannot be read: {error}"))?;
    }
    if status.success() { Ok(said) } else { Err(format!("{name} failed, {status}: {said}")) }
}

/// A port of the loopback address that nobody listens on.
pub(crate) fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let address = listener.and_then(|listener| listener.local_addr());
    address.map(|address| address.port()).map_err(|error| format!("there is no free port: {error}"))
}
