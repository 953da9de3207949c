//! The candidates, and how each is started.

use crate::certificate::Certificate;
use crate::nginx;
use crate::process;
use crate::serving::{Serving, Speaks};
use std::path::PathBuf;
use std::process::Command;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Candidate {
    /// statusquo that keeps nothing of the exchanges.
    JournalOff,
    /// statusquo as it is started without flags: why, times, heads and octets of every exchange are kept.
    JournalOn,
    /// The limit on this kernel.
    RawEpoll,
    /// An engine with nothing to decide.
    Hyper,
    /// A framework with nothing to decide.
    Axum,
    /// `return 200`.
    Nginx,
    /// PyPI's httpbin under gunicorn, with one worker that keeps connections.
    Httpbin,
}

impl Candidate {
    /// Those that any answer can be asked of, in the order in which they are shown.
    pub(crate) const ALL: [Self; 6] =
        [Self::JournalOff, Self::JournalOn, Self::RawEpoll, Self::Hyper, Self::Axum, Self::Nginx];

    /// Those that speak HTTP/2 and TLS; a framework adds nothing to its engine there.
    pub(crate) const WITH_TLS: [Self; 4] = [Self::JournalOff, Self::JournalOn, Self::Hyper, Self::Nginx];

    /// The name in tables and files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::JournalOff => "statusquo, journal off",
            Self::JournalOn => "statusquo, journal on",
            Self::RawEpoll => "raw epoll",
            Self::Hyper => "hyper",
            Self::Axum => "axum",
            Self::Nginx => "nginx",
            Self::Httpbin => "httpbin under gunicorn",
        }
    }

    /// Whether it decides what to answer; the others are told.
    pub(crate) fn decides(self) -> bool {
        matches!(self, Self::JournalOff | Self::JournalOn | Self::Httpbin)
    }
}

/// Where the programs are, and where their configuration may be written.
#[derive(Debug)]
pub(crate) struct Programs {
    /// The program under test.
    pub(crate) statusquo: PathBuf,
    /// The folder of those that it is compared with.
    pub(crate) others: PathBuf,
    /// The virtual environment that httpbin and gunicorn are in, if they could be had.
    pub(crate) httpbin: Option<PathBuf>,
    /// A folder for configurations and scripts.
    pub(crate) scratch: PathBuf,
    /// What is presented over TLS.
    pub(crate) certificate: Certificate,
}

impl Programs {
    /// The command that starts a candidate on a free port, and that port.
    pub(crate) fn command(&self, candidate: Candidate, serving: Serving<'_>) -> Result<(Command, u16), String> {
        let port = process::free_port()?;
        let content = serving.content.to_string();
        let told = |name: &str| {
            let mut command = Command::new(self.others.join(name));
            command.arg(port.to_string()).arg(&content);
            command
        };
        let lab = |journal: &str| {
            let mut command = Command::new(&self.statusquo);
            command.args(["serve", "--quiet", "--max-connections", "15000", "--journal", journal]);
            command.arg("--threads").arg(serving.threads.to_string());
            let (address, any) = (format!("127.0.0.1:{port}"), "127.0.0.1:0");
            match serving.speaks {
                Speaks::Http1 | Speaks::Http2 => command.args(["--listen", &address]),
                // The authority that it makes of its own is not to stand in the user's folder.
                Speaks::Usual => {
                    command.args(["--listen", &address, "--tls-listen", any]).env("XDG_DATA_HOME", &self.scratch)
                }
                Speaks::Tls => command
                    .args(["--listen", any, "--tls-listen", &address])
                    .arg("--cert")
                    .arg(&self.certificate.chain)
                    .arg("--key")
                    .arg(&self.certificate.key),
            };
            command
        };
        let command = match candidate {
            Candidate::JournalOff => lab("off"),
            Candidate::JournalOn => lab("on"),
            Candidate::RawEpoll => {
                let mut command = told("raw-epoll");
                command.args(serving.close.then_some("close"));
                command
            }
            Candidate::Hyper => {
                let mut command = told("one-hyper");
                match serving.speaks {
                    Speaks::Http1 | Speaks::Usual => &mut command,
                    Speaks::Http2 => command.arg("h2"),
                    Speaks::Tls => command.arg("tls").arg(&self.certificate.chain).arg(&self.certificate.key),
                };
                command
            }
            Candidate::Axum => {
                let mut command = told("one-axum");
                command.arg(serving.path);
                command
            }
            Candidate::Nginx => {
                let folder = self.scratch.join("nginx");
                let configuration = nginx::configure(&folder, port, serving, &self.certificate)?;
                let mut command = Command::new("nginx");
                command.arg("-p").arg(folder).arg("-c").arg(configuration).args(["-e", "stderr"]);
                command
            }
            Candidate::Httpbin => {
                let environment = self.httpbin.as_ref().ok_or("httpbin is not there")?;
                let mut command = Command::new(environment.join("bin/gunicorn"));
                command.args(["--bind", &format!("127.0.0.1:{port}"), "--workers", "1", "--worker-class", "gthread"]);
                command.args(["--keep-alive", "60", "--no-control-socket", "httpbin:app"]);
                // What both say when they start would stand between the figures.
                command.args(["--capture-output", "--error-logfile"]).arg(self.scratch.join("gunicorn.log"));
                command
            }
        };
        Ok((command, port))
    }
}
