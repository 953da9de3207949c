//! wrk, which makes the load: its command line, its scripts, its report.

use crate::process::said;
use crate::work::{Load, Shape};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// How many connections the load has: enough that a server always finds work waiting.
const CONNECTIONS: usize = 64;

/// How much longer than its time wrk may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What came of a load.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Report {
    /// How many answers came.
    pub(crate) requests: u32,
    /// How many a second.
    pub(crate) rate: f64,
    /// How many of them were neither 2xx nor 3xx.
    pub(crate) refused: u32,
}

/// Loads the server on this port, and says what came of it.
pub(crate) fn run(port: u16, load: &Load, seconds: u64, script: Option<&Path>) -> Result<Report, String> {
    let mut command = Command::new("wrk");
    command.args(["-t1", &format!("-c{CONNECTIONS}"), &format!("-d{seconds}s")]);
    if let Some(field) = load.field {
        command.args(["-H", field]);
    }
    if let Some(script) = script {
        command.arg("-s").arg(script);
    }
    command.arg(format!("http://127.0.0.1:{port}{}", load.path));
    let said = said(&command, Duration::from_secs(seconds) + PATIENCE)?;
    read(&said)
}

fn read(said: &str) -> Result<Report, String> {
    let number_before = |mark: &str| {
        let line = said.lines().find(|line| line.contains(mark))?;
        line.split(mark).next()?.trim().parse::<u32>().ok()
    };
    let after = |mark: &str| said.lines().find_map(|line| line.trim().strip_prefix(mark)).map(str::trim);
    if let Some(errors) = after("Socket errors:") {
        return Err(format!("the load met socket errors: {errors}"));
    }
    let requests = number_before(" requests in ").filter(|requests| *requests > 0);
    let rate = after("Requests/sec:").and_then(|rate| rate.parse().ok());
    let refused = after("Non-2xx or 3xx responses:").map_or(Some(0), |number| number.parse().ok());
    match (requests, rate, refused) {
        (Some(requests), Some(rate), Some(refused)) => Ok(Report { requests, rate, refused }),
        _ => Err(format!("wrk's report is not understood: {said}")),
    }
}

/// Writes the script that a load needs, if it needs one.
pub(crate) fn script(folder: &Path, load: &Load) -> Result<Option<PathBuf>, String> {
    let Shape::Pipelined(times) = load.shape else { return Ok(None) };
    let text = format!(
        "-- {times} requests at once.
local requests
function init(arguments)
    local all = {{}}
    for number = 1, {times} do
        all[number] = wrk.format()
    end
    requests = table.concat(all)
end
function request()
    return requests
end
"
    );
    write(folder, "pipelined.lua", &text).map(Some)
}

/// Writes the script that asks for so many documents, each as likely as the others.
pub(crate) fn script_for_documents(folder: &Path, documents: usize) -> Result<PathBuf, String> {
    let text = format!(
        "-- One of {documents} documents, each as likely as the others; the same ones in every run.
local requests = {{}}
function init(arguments)
    math.randomseed(110)
    for number = 1, {documents} do
        requests[number] = wrk.format(\"GET\", string.format(\"/lab/documents/d%05d\", number))
    end
end
function request()
    return requests[math.random(#requests)]
end
"
    );
    write(folder, &format!("documents-{documents}.lua"), &text)
}

fn write(folder: &Path, name: &str, text: &str) -> Result<PathBuf, String> {
    let place = folder.join(name);
    std::fs::write(&place, text).map_err(|error| format!("{} cannot be written: {error}", place.display()))?;
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::{Report, read};

    const SAID: &str = "Running 1s test @ http://127.0.0.1:8080/
  1 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   500.00us  100.00us   2.00ms   90.00%
  104211 requests in 1.01s, 33.79MB read
Requests/sec: 103180.19
Transfer/sec:     33.45MB
";

    #[test]
    fn a_report_is_read() {
        assert_eq!(read(SAID), Ok(Report { requests: 104_211, rate: 103_180.19, refused: 0 }));
        let refused = SAID.replace("Requests/sec", "  Non-2xx or 3xx responses: 7\nRequests/sec");
        assert_eq!(read(&refused).map(|report| report.refused), Ok(7));
    }

    #[test]
    fn errors_are_not_overlooked() {
        let errors =
            SAID.replace("Requests/sec", "  Socket errors: connect 0, read 3, write 0, timeout 0\nRequests/sec");
        assert!(read(&errors).is_err());
        assert!(read("").is_err());
    }
}
