//! `statusquo serve`: the lab on an address, a banner with what to try, a line an exchange.

use crate::ending::Ending;
use crate::log::{Log, LogForm};
use crate::{certificates, descriptors, usage};
use clap::{Args, ValueEnum};
use statusquo_lab::{Journaling, Lab, Running, Settings, StartError};
use statusquo_wire::Limits;
use statusquo_wire::tls::Certificates;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// How long exchanges under way may take to end once the program is asked to.
const GRACE: Duration = Duration::from_millis(800);

/// The ports, if nobody names one.
const PORT: u16 = 8080;
const TLS_PORT: u16 = 8443;

/// Run the lab: a server in which every code has a real cause
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    // No doc comment: what stands in brackets there would be taken for a link.
    #[arg(short, long, value_name = "ADDR", value_parser = listen, help = LISTEN_HELP)]
    listen: Vec<Listen>,
    /// The port where an address names none; 0 takes a free one [default: 8080]
    #[arg(short, long, value_name = "N", env = "PORT", value_parser = port)]
    port: Option<u16>,
    /// The address where no --listen is given [default: 127.0.0.1]
    #[arg(long, value_name = "HOST", env = "HOST", hide = true, value_parser = listen)]
    host: Option<Listen>,
    #[arg(long, value_name = "ADDR", value_parser = listen, help = TLS_LISTEN_HELP)]
    tls_listen: Vec<Listen>,
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
    max_connections: usize,
    /// What is kept of each exchange: why and all bytes, why and heads, or nothing
    #[arg(long, value_enum, default_value = "on")]
    journal: Journal,
    /// Keep Authorization, Proxy-Authorization, Cookie and Set-Cookie readable in the journal
    #[arg(long)]
    show_secrets: bool,
    /// A further name of the lab's own, under which the admin side /_/ may be asked for; may be given several times
    #[arg(long, value_name = "NAME")]
    admin_host: Vec<String>,
    /// The bearer token of the admin side; without one it is closed unless every listener is on loopback
    #[arg(long, value_name = "TOKEN", env = "STATUSQUO_ADMIN_TOKEN", hide_env_values = true)]
    admin_token: Option<String>,
    /// How many threads serve [default: one a core]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    threads: Option<usize>,
    /// Print the address and nothing else
    #[arg(short, long)]
    quiet: bool,
    /// The form of the line an exchange
    #[arg(long, value_enum, default_value = "text")]
    log: LogForm,
}

const LISTEN_HELP: &str =
    "Where to listen: 127.0.0.1:8080, [::1]:8080, localhost, an IP address; may be given several times";

const TLS_LISTEN_HELP: &str = "Where to listen for TLS, with port 8443 unless another is named; may be given several times \
    (default: 127.0.0.1:8443, unless there is a --listen)";

const AFTER_HELP: &str = "\
Without --cert, certificates for localhost, the names under it and local addresses are made as they are asked for. \
They are signed by an authority of this program's own, kept in the user's data folder; GET /_/ca.pem shows what to trust.

Times are written as 500ms, 10s, 2m or 1h.
HOST and PORT in the environment are taken where --listen and --port are not given.

Examples:
  statusquo serve
  statusquo serve --port 0 --quiet
  statusquo serve -l 127.0.0.1:8080 -l '[::1]:8080' --head-timeout 2s
  statusquo serve --tls-listen localhost:8443 --cert chain.pem --key key.pem
  statusquo serve --log json --journal off

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

/// An address, and the port if it names one.
#[derive(Clone, Copy, Debug)]
struct Listen {
    ip: IpAddr,
    port: Option<u16>,
}

fn listen(text: &str) -> Result<Listen, String> {
    if let Ok(address) = text.parse::<SocketAddr>() {
        return Ok(Listen { ip: address.ip(), port: Some(address.port()) });
    }
    if let Ok(ip) = text.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
        return Ok(Listen { ip, port: None });
    }
    let (host, port) = text.split_once(':').map_or((text, None), |(host, port)| (host, Some(port)));
    let port =
        port.map(str::parse::<u16>).transpose().map_err(|_| "the port is a number from 0 to 65535".to_owned())?;
    match host {
        "localhost" => Ok(Listen { ip: Ipv4Addr::LOCALHOST.into(), port }),
        _ => {
            Err("an address is an IP address or localhost, perhaps with a port: 127.0.0.1:8080, [::1]:8080".to_owned())
        }
    }
}

fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "a port is a number from 0 to 65535".to_owned())
}

fn duration(text: &str) -> Result<Duration, String> {
    let teach = || "a time is a number and a unit: 500ms, 10s, 2m, 1h".to_owned();
    let at = text.find(|character: char| !character.is_ascii_digit() && character != '.').ok_or_else(teach)?;
    let (number, unit) = text.split_at(at);
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => return Err(teach()),
    };
    let time = number.parse::<f64>().ok().and_then(|number| Duration::try_from_secs_f64(number * seconds).ok());
    match time.ok_or_else(teach)? {
        time if time < Duration::from_millis(1) => Err("a time is at least 1ms".to_owned()),
        time if time > Duration::from_secs(86_400) => Err("a time is at most 24h: every wait has an end".to_owned()),
        time => Ok(time),
    }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=1_000_000) => Ok(number),
        _ => Err("a whole number from 1 to 1000000".to_owned()),
    }
}

impl Listen {
    fn address(self, port: u16) -> SocketAddr {
        SocketAddr::new(self.ip, self.port.unwrap_or(port))
    }
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
    fn certificates(&self) -> Result<Option<Arc<Certificates>>, ExitCode> {
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

    fn settings(&self) -> Settings {
        let port = self.port.unwrap_or(PORT);
        let host = self.host.unwrap_or(Listen { ip: Ipv4Addr::LOCALHOST.into(), port: None });
        let listen = if self.listen.is_empty() { vec![host] } else { self.listen.clone() };
        let usual = Settings::default();
        Settings {
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
            shown_env: shown_env(),
            ..usual
        }
    }
}

/// What of the environment is there to be shown, as its names say; it is read once.
fn shown_env() -> Vec<(String, String)> {
    let all =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    all.filter(|(name, _)| name.starts_with("HTTPBIN_ENV_")).collect()
}

/// Serves until it is asked to end.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    // The message of a panic is for the operator alone: one line here, and not a word of it to the client.
    std::panic::set_hook(Box::new(|panic| {
        let message = panic.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        eprintln!("statusquo: a request ran into a bug: {message}");
    }));
    // Whoever sees the address may ask for the end at once.
    let ending = match Ending::listen() {
        Ok(ending) => ending,
        Err(error) => {
            eprintln!("statusquo: cannot wait for Ctrl-C: {error}");
            return ExitCode::from(1);
        }
    };
    let log = Log::start(arguments.log, arguments.quiet);
    let mut settings = arguments.settings();
    match arguments.certificates() {
        Ok(certificates) => settings.certificates = certificates,
        Err(code) => return code,
    }
    settings.limits.connections = descriptors::make_room(arguments.max_connections);
    if settings.limits.connections < arguments.max_connections {
        eprintln!(
            "statusquo: the system allows this process {} connections at a time, not --max-connections {}",
            settings.limits.connections, arguments.max_connections
        );
    }
    let running = match start(settings, arguments.tls_listen.is_empty(), &log) {
        Ok(running) => running,
        Err(StartError::BindTls(error)) if error.udp => {
            return usage::fail(&format!(
                "{error}; choose another with --tls-listen, or speak no HTTP/3 with --no-http3"
            ));
        }
        Err(StartError::BindTls(error)) => {
            return usage::fail(&format!("{error}; choose another with --tls-listen (0 as the port takes a free one)"));
        }
        Err(StartError::Bind(error)) => {
            let flag = if arguments.listen.is_empty() { "--port" } else { "--listen" };
            return usage::fail(&format!("{error}; choose another with {flag} (0 as the port takes a free one)"));
        }
        Err(error) => {
            eprintln!("statusquo: {error}");
            return ExitCode::from(1);
        }
    };
    log.listening(&running);
    if !running.is_local_only() && arguments.admin_token.is_none() {
        eprintln!(
            "statusquo: a listener is not on loopback, so the admin side /_/ is closed; open it with --admin-token"
        );
    }
    ending.wait();
    running.stop(GRACE);
    log.end();
    ExitCode::SUCCESS
}

/// Starts the lab; if nobody asked for TLS or HTTP/3 where they cannot be had, without them.
fn start(mut settings: Settings, tls_is_optional: bool, log: &Log) -> Result<Running, StartError> {
    match Lab::start(settings.clone(), log.observer()) {
        Err(StartError::BindTls(error)) if tls_is_optional && error.udp => {
            eprintln!("statusquo: {error}; so HTTP/3 is not spoken: name another address with --tls-listen");
            settings.limits.http3 = false;
            start(settings, tls_is_optional, log)
        }
        Err(StartError::BindTls(error)) if tls_is_optional => {
            eprintln!("statusquo: {error}; so TLS is not spoken: name another address with --tls-listen");
            settings.tls_listen.clear();
            settings.certificates = None;
            Lab::start(settings, log.observer())
        }
        started => started,
    }
}

#[cfg(test)]
mod tests {
    use super::{duration, listen};
    use std::time::Duration;

    #[test]
    fn times_have_units_and_bounds() {
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("1.5s"), Ok(Duration::from_millis(1500)));
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        for wrong in ["", "10", "s", "-1s", "1.2.3s", "0s", "25h", "1d", "infs"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn addresses_are_literal_or_localhost() {
        for (text, ip, port) in [
            ("127.0.0.1:80", "127.0.0.1", Some(80)),
            ("[::1]:80", "::1", Some(80)),
            ("::1", "::1", None),
            ("[::1]", "::1", None),
            ("localhost", "127.0.0.1", None),
            ("localhost:0", "127.0.0.1", Some(0)),
        ] {
            let parsed = listen(text).unwrap();
            assert_eq!((parsed.ip.to_string().as_str(), parsed.port), (ip, port), "{text}");
        }
        for wrong in ["", "example.test", "localhost:x", "127.0.0.1:99999", ":80"] {
            assert!(listen(wrong).is_err(), "{wrong}");
        }
    }
}
