//! A lab with an authority in a folder of its own.

use statusquo_lab::{Lab, Running, Settings};
use statusquo_wire::tls::{Authority, Certificates};
use std::path::PathBuf;
use std::sync::Arc;

pub(crate) struct TrustedLab {
    pub(crate) running: Running,
    folder: tempfile::TempDir,
}

impl TrustedLab {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (authority, _) = Authority::kept_in(folder.path()).expect("an authority");
        let certificates = Some(Arc::new(Certificates::signed_by(authority)));
        let settings = Settings { threads: 1, certificates, ..Settings::on_free_ports() };
        Self { running: Lab::start(settings, None).expect("a lab"), folder }
    }

    /// The port for TLS.
    pub(crate) fn port(&self) -> u16 {
        self.running.tls_addresses()[0].port()
    }

    /// The certificate to be trusted.
    pub(crate) fn authority(&self) -> String {
        self.path("ca.pem")
    }

    /// A file of this test's own.
    pub(crate) fn path(&self, name: &str) -> String {
        let path: PathBuf = self.folder.path().join(name);
        path.to_str().expect("text").to_owned()
    }
}
