//! nginx's configuration: one process that answers everything with the same octets, and writes nothing down.

use crate::certificate::Certificate;
use crate::serving::{Serving, Speaks};
use std::fs;
use std::path::{Path, PathBuf};

/// The longest word that nginx reads in a configuration is a little under 4096 octets.
const WORD: usize = 2048;

/// Writes the configuration into a folder of its own, and says where it is.
pub(crate) fn configure(
    folder: &Path,
    port: u16,
    serving: Serving<'_>,
    certificate: &Certificate,
) -> Result<PathBuf, String> {
    let place = folder.join("nginx.conf");
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .iter()
        .map(|kind| format!("    {kind}_temp_path temporary;\n"))
        .collect();
    let speaks = match serving.speaks {
        Speaks::Http1 | Speaks::Usual => "",
        Speaks::Http2 => " http2",
        Speaks::Tls => " ssl http2",
    };
    let (chain, key) = (certificate.chain.display(), certificate.key.display());
    let text = format!(
        "daemon off;
master_process off;
worker_processes 1;
pid nginx.pid;
error_log stderr crit;
worker_rlimit_nofile 20000;
events {{
    worker_connections 15000;
}}
http {{
{temporary}    access_log off;
    default_type text/plain;
    charset utf-8;
    keepalive_requests 1000000000;
    keepalive_timeout 600s;
    server {{
        listen 127.0.0.1:{port}{speaks} backlog=4096;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_certificate \"{chain}\";
        ssl_certificate_key \"{key}\";
        location / {{
{}        }}
    }}
}}
",
        answer(serving.content)
    );
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&place, text))
        .map_err(|error| format!("{} cannot be written: {error}", place.display()))?;
    Ok(place)
}

/// `return 200` with so many octets; what is longer than a word is put together from a variable.
fn answer(content: usize) -> String {
    if content <= WORD {
        return format!("            return 200 \"{}\";\n", "x".repeat(content));
    }
    let rest = "x".repeat(content % WORD);
    let times = "${word}".repeat(content / WORD);
    format!("            set $word \"{}\";\n            return 200 \"{times}{rest}\";\n", "x".repeat(WORD))
}

#[cfg(test)]
mod tests {
    use super::{WORD, answer};

    #[test]
    fn every_word_is_short_enough() {
        assert_eq!(answer(3).trim(), "return 200 \"xxx\";");
        let long = answer(64 * 1024 + 1);
        assert_eq!(long.matches("${word}").count(), 64 * 1024 / WORD);
        assert!(long.split_whitespace().all(|word| word.len() < 4000));
    }
}
