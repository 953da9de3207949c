//! h2load, which makes the load of streams: its command line, its report.

use crate::load::Report;
use crate::process::said;
use crate::work::{PATH, Security};
use std::process::Command;
use std::time::Duration;

/// How many streams are open at a time, all on one connection.
const STREAMS: u32 = 100;

/// How much longer than its time h2load may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Asks so many times; how many octets of content came.
pub(crate) fn times(port: u16, security: Security, times: u32) -> Result<u64, String> {
    let said = said(command(port, security).arg(format!("-n{times}")), PATIENCE)?;
    if security == Security::Tls && !said.contains("TLS Protocol: TLSv1.3") {
        return Err(format!("TLS 1.3 was not agreed on: {said}"));
    }
    let report = read(&said)?;
    match octets_of_content(&said) {
        Some(octets) if report.requests == times && report.refused == 0 => Ok(octets),
        _ => Err(format!("{times} requests were to be answered with 200: {said}")),
    }
}

/// Loads the server on this port for so many seconds, and says what came of it.
pub(crate) fn seconds(port: u16, security: Security, seconds: u64) -> Result<Report, String> {
    let said = said(command(port, security).arg(format!("-D{seconds}")), Duration::from_secs(seconds) + PATIENCE)?;
    read(&said)
}

fn command(port: u16, security: Security) -> Command {
    let scheme = match security {
        Security::Cleartext => "http",
        Security::Tls => "https",
    };
    let mut command = Command::new("h2load");
    command.args(["-t1", "-c1", &format!("-m{STREAMS}"), &format!("{scheme}://127.0.0.1:{port}{PATH}")]);
    command
}

/// The number before a word, in the line that begins so: "requests: 10 total, 10 started, 10 done".
fn number(said: &str, line: &str, word: &str) -> Option<u32> {
    let line = said.lines().find_map(|all| all.strip_prefix(line))?;
    line.split(',').find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
}

/// Of "traffic: 128.95KB (132049) total, 58.59KB (60000) headers (space savings 47.37%), 52.73KB (54000) data".
fn octets_of_content(said: &str) -> Option<u64> {
    let traffic = said.lines().find(|line| line.starts_with("traffic:"))?;
    traffic.strip_suffix(") data")?.rsplit_once('(')?.1.parse().ok()
}

fn read(said: &str) -> Result<Report, String> {
    let counted = |word| number(said, "requests:", word);
    let rate = number_before(said, " req/s");
    match (counted("done"), counted("failed"), counted("errored"), number(said, "status codes:", "2xx"), rate) {
        (Some(done @ 1..), Some(0), Some(0), Some(good), Some(rate)) => {
            Ok(Report { requests: done, rate, refused: done.saturating_sub(good) })
        }
        (Some(_), Some(failed), Some(errored), ..) if failed + errored > 0 => {
            Err(format!("{failed} requests failed and {errored} were cut off: {said}"))
        }
        _ => Err(format!("h2load's report is not understood, or nothing was answered: {said}")),
    }
}

/// Of "finished in 1.00s, 160040.00 req/s, 20.15MB/s".
fn number_before(said: &str, mark: &str) -> Option<f64> {
    let line = said.lines().find(|line| line.starts_with("finished in"))?;
    line.split(mark).next()?.rsplit(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{octets_of_content, read};
    use crate::load::Report;

    const SAID: &str = "starting benchmark...
Application protocol: h2c

finished in 1.00s, 160040.00 req/s, 20.15MB/s
requests: 160040 total, 160140 started, 160040 done, 160040 succeeded, 0 failed, 0 errored, 0 timeout
status codes: 160040 2xx, 0 3xx, 0 4xx, 0 5xx
traffic: 20.15MB (21125329) total, 9.16MB (9602400) headers (space savings 47.37%), 8.24MB (8642160) data
                     min         max         mean         sd        +/- sd
";

    #[test]
    fn a_report_is_read() {
        assert_eq!(read(SAID), Ok(Report { requests: 160_040, rate: 160_040.0, refused: 0 }));
        assert_eq!(octets_of_content(SAID), Some(8_642_160));
        let refused = SAID.replace("160040 2xx", "160000 2xx");
        assert_eq!(read(&refused).map(|report| report.refused), Ok(40));
    }

    #[test]
    fn errors_are_not_overlooked() {
        assert!(read(&SAID.replace("0 failed", "7 failed")).is_err_and(|error| error.starts_with("7 requests failed")));
        assert!(read(&SAID.replace("160040 done", "0 done")).is_err());
        assert!(read("").is_err());
    }
}
