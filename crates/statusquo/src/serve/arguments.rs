//! The flags of `serve`, and the settings that they come to.

use super::httpbin::Httpbin;
use super::parse::{Listen, at_least_one, duration, listen, port};
use crate::log::LogForm;
use crate::{certificates, usage};
use clap::{Args, ValueEnum};
use statusquo_lab::{Journaling, Settings};
use statusquo_wire::Limits;
use statusquo_wire::tls::Certificates;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// The port for TLS, if nobody names one.
const TLS_PORT: u16 = 8443;

/// Run the lab: a server in which every code has a real cause
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    // No doc comment: what stands in brackets there would be taken for a link.
    #[arg(short, long, value_name = "ADDR", value_parser = listen, help = LISTEN_HELP)]
    pub(super) listen: Vec<Listen>,
    /// The port where an address names none; 0 takes a free one [default: 8080; with --as httpbin: 80]
    #[arg(short, long, value_name = "N", env = "PORT", value_parser = port)]
    port: Option<u16>,
    /// The address where no --listen is given [default: 127.0.0.1]
    #[arg(long, value_name = "HOST", env = "HOST", hide = true, value_parser = listen)]
    host: Option<Listen>,
    #[arg(long, value_name = "ADDR", value_parser = listen, help = TLS_LISTEN_HELP)]
    pub(super) tls_listen: Vec<Listen>,
    /// The certificate to present over TLS: a file in PEM form, the server's own first; needs --key
    #[arg(long, value_name = "FILE", requires = "key")]
    cert: Option<PathBuf>,
    /// The private key of the certificate: a file in PEM form; needs --cert
    #[arg(long, value_name = "FILE", requires = "cert")]
    key: Option<PathBuf>,
    /// Speak no HTTP/2
    #[arg(long)]
    no_http2: bool,
    /// Speak no HTTP/3, and leave the UDP ports of the addresses for TLS alone
    #[arg(long)]
    no_http3: bool,
    /// From the first octet of a request to the end of its head, or of a TLS handshake; then 408
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = duration)]
    head_timeout: Duration,
    /// From the head to the end of the content; then 408
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = duration)]
    content_timeout: Duration,
    /// Between two requests on a connection; then it is closed in silence
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = duration)]
    idle_timeout: Duration,
    /// The most connections served at a time; more get 503
    #[arg(long, value_name = "N", default_value_t = Limits::default().connections, value_parser = at_least_one)]
    pub(super) max_connections: usize,
    /// The most codes that pages make happen at a time, each in a lab of its own; 0 makes none happen
    #[arg(long, value_name = "N", default_value_t = Settings::default().happenings)]
    happenings: usize,
    /// What is kept of each exchange: why and all bytes, why and heads, or nothing
    #[arg(long, value_enum, default_value = "on")]
    journal: Journal,
    /// Keep Authorization, Proxy-Authorization, Cookie and Set-Cookie readable in the journal
    #[arg(long)]
    show_secrets: bool,
    /// A further name of the lab's own, under which the admin side /_/ may be asked for; may be given several times
    #[arg(long, value_name = "NAME")]
    admin_host: Vec<String>,
    /// The token of the admin side, by Bearer or, in a browser, as the password; without one it is closed unless every listener
    /// is on loopback
    #[arg(long, value_name = "TOKEN", env = "STATUSQUO_ADMIN_TOKEN", hide_env_values = true)]
    pub(super) admin_token: Option<String>,
    /// How many threads serve [default: one a core]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    threads: Option<usize>,
    /// Print the address and nothing else
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// The form of the line an exchange
    #[arg(long, value_enum, default_value = "text")]
    pub(super) log: LogForm,
    #[command(flatten)]
    httpbin: Httpbin,
}

const LISTEN_HELP: &str =
    "Where to listen: 127.0.0.1:8080, [::1]:8080, localhost, an IP address; may be given several times";

const TLS_LISTEN_HELP: &str = "Where to listen for TLS, with port 8443 unless another is named; may be given several times \
    (default: 127.0.0.1:8443, unless there is a --listen)";

const AFTER_HELP: &str = "\
A browser that opens the address gets pages: every code explained and made to happen, the table that decides, and the \
journal at /_/, which follows what comes. Every other client gets text or JSON.

Without --cert, certificates for localhost, the names under it and local addresses are made as they are asked for. \
They are signed by an authority of this program's own, kept in the user's data folder; GET /_/ca.pem shows what to trust.

Times are written as 500ms, 10s, 2m or 1h, sizes as 1048576, 64k or 1m. GET /_/limits shows every limit.
HOST and PORT in the environment are taken where --listen and --port are not given.

Examples:
  statusquo serve
  statusquo serve --port 0 --quiet
  statusquo serve -l 127.0.0.1:8080 -l '[::1]:8080' --head-timeout 2s
  statusquo serve --tls-listen localhost:8443 --cert chain.pem --key key.pem
  statusquo serve --log json --journal off
  statusquo serve --as httpbin --listen 0.0.0.0 --redirect-hosts example.test

Exit codes:
  0  ended by Ctrl-C
  1  the lab could not be set up
  2  bad usage, an address that cannot be listened on, or a certificate or key that is none";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Journal {
    On,
    Heads,
    Off,
}

impl Arguments {
    /// Where to listen for TLS: where it is asked for, else on the usual address, unless somebody chose where to listen.
    fn tls_listen(&self) -> Vec<SocketAddr> {
        if self.tls_listen.is_empty() && self.listen.is_empty() {
            return vec![SocketAddr::from((Ipv4Addr::LOCALHOST, TLS_PORT))];
        }
        self.tls_listen.iter().map(|listen| listen.address(TLS_PORT)).collect()
    }

    /// What is presented over TLS, if it is spoken.
    pub(super) fn certificates(&self) -> Result<Option<Arc<Certificates>>, ExitCode> {
        if self.tls_listen().is_empty() {
            return match self.cert {
                Some(_) => Err(usage::fail("--cert is for TLS, which no address speaks: name one with --tls-listen")),
                None => Ok(None),
            };
        }
        if let (Some(chain), Some(key)) = (&self.cert, &self.key) {
            return certificates::given(chain, key).map(Some).map_err(|what| usage::fail(&what));
        }
        match certificates::own() {
            Ok((certificates, notes)) => {
                notes.iter().for_each(|note| eprintln!("statusquo: {note}"));
                Ok(Some(certificates))
            }
            Err(why) => {
                eprintln!("statusquo: {why}");
                Err(ExitCode::from(1))
            }
        }
    }

    pub(super) fn settings(&self) -> Settings {
        let port = self.port.unwrap_or_else(|| self.httpbin.port());
        let host = self.host.unwrap_or(Listen::of(Ipv4Addr::LOCALHOST));
        let listen = if self.listen.is_empty() { vec![host] } else { self.listen.clone() };
        let usual = Settings::default();
        let mut settings = Settings {
            listen: listen.iter().map(|listen| listen.address(port)).collect(),
            tls_listen: self.tls_listen(),
            threads: self.threads.unwrap_or(usual.threads),
            limits: Limits {
                connections: self.max_connections,
                http2: !self.no_http2,
                http3: !self.no_http3,
                head_timeout: self.head_timeout,
                content_timeout: self.content_timeout,
                idle_timeout: self.idle_timeout,
                ..usual.limits
            },
            journaling: match self.journal {
                Journal::On => Journaling::On,
                Journal::Heads => Journaling::Heads,
                Journal::Off => Journaling::Off,
            },
            show_secrets: self.show_secrets,
            admin_hosts: self.admin_host.clone(),
            admin_token: self.admin_token.clone(),
            happenings: self.happenings,
            shown_env: shown_env(),
            ..usual
        };
        self.httpbin.bind(&mut settings);
        settings
    }
}

/// What of the environment is there to be shown, as its names say; it is read once.
fn shown_env() -> Vec<(String, String)> {
    let all =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    all.filter(|(name, _)| name.starts_with("HTTPBIN_ENV_")).collect()
}
