//! What `serve` says once it listens: what to try, and how to trust it.

use statusquo_wire::tls::{Authority, Certificates};
use std::net::SocketAddr;
use std::sync::Arc;

/// What to try, and what comes of it.
const TRY: [(&str, &str); 10] = [
    ("curl -si {url}/409", "all about 409, or any other code"),
    ("curl -si {url}/lab/documents/welcome", "200 from a versioned store, with validators"),
    ("curl -si {url}/lab/documents/old-welcome", "301: it really moved"),
    (
        "curl -si {url}/lab/users --json '{\"name\": \"Ada\", \"email\": \"grace@example.test\"}'",
        "409: the address is taken",
    ),
    ("curl -si -u reader:reader {url}/lab/vault/keys", "403; without -u 401, as admin:admin 200"),
    ("curl -si '{url}/lab/limited?[1-6]'", "429, with a Retry-After that is true"),
    ("curl -si '{url}/lab/divide?by=0'", "500: a real panic, really caught"),
    ("curl -si {url}/lab/gateway/garbage", "502: an upstream that answers rubbish"),
    ("curl -si {url}/status/418", "any number, forced and not caused"),
    ("curl -s  {url}/_/exchanges", "what passed, and why"),
];

/// What `serve` says once it listens.
pub(crate) fn banner(
    address: SocketAddr,
    tls_address: Option<SocketAddr>,
    http3_address: Option<SocketAddr>,
    certificates: Option<&Arc<Certificates>>,
) -> String {
    let url = format!("http://{address}");
    let width = TRY.iter().map(|(command, _)| command.len()).filter(|width| *width < 60).max().unwrap_or(0) + url.len();
    let mut out = format!("\nOpen {url} in a browser, or try:\n");
    for (command, outcome) in TRY {
        let command = command.replace("{url}", &url);
        out.push_str(&format!("  {command:<width$}  # {outcome}\n"));
    }
    if let (Some(tls_address), Some(authority)) = (tls_address, certificates.and_then(|all| all.authority())) {
        out.push_str(&trust(&url, tls_address, authority));
    }
    if let Some(address) = http3_address {
        out.push_str(&format!("\nHTTP/3 on UDP port {}, announced to clients of TLS by Alt-Svc.\n", address.port()));
    }
    out.push_str("\nEvery exchange is one line below; Ctrl-C ends.\n\n");
    out
}

/// How to trust the authority: for curl, and for the programs that are started from a shell.
fn trust(url: &str, tls_address: SocketAddr, authority: &Authority) -> String {
    let mut out =
        format!("\nOver TLS, at https://{tls_address}, with an authority of this program's own to be trusted:\n");
    let file = match authority.path() {
        Some(path) => quoted(&path.display().to_string()),
        None => {
            out.push_str(&format!("  curl -so ca.pem {url}/_/ca.pem\n"));
            "ca.pem".to_owned()
        }
    };
    let port = tls_address.port();
    out.push_str(&format!("  curl -si --cacert {file} https://localhost:{port}/409\n"));
    let variables = ["CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"].map(|name| format!("{name}={file}"));
    out.push_str(&format!("  export {}  # in one shell; some programs then trust nothing else\n", variables.join(" ")));
    out
}

/// A word as a shell has to be given it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@%".contains(c);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}
