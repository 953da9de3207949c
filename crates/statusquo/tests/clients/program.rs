//! Runs a client program: cut off from the outside, with a deadline, ended whatever happens.

use std::ffi::OsStr;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

/// The longest that a client may take.
const DEADLINE: Duration = Duration::from_secs(60);

/// What became of a program.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Its exit code, if it was not killed.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) took: Duration,
}

/// A child that does not outlive its test.
struct Tied(Child);

impl Drop for Tied {
    fn drop(&mut self) {
        // Both fail if it has ended already, which is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a program to its end.
pub(crate) fn run(program: impl AsRef<OsStr>, arguments: &[&str]) -> Ended {
    run_with(program, arguments, &[])
}

/// Runs it with these variables in its environment.
pub(crate) fn run_with(program: impl AsRef<OsStr>, arguments: &[&str], environment: &[(&str, &str)]) -> Ended {
    let program = program.as_ref();
    let mut command = Command::new(program);
    command
        .args(arguments)
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    // Whatever proxy or password file this machine has set up, nothing of it is for the lab.
    command.env("NO_PROXY", "*").env("no_proxy", "*").env("NETRC", "/dev/null");
    let began = Instant::now();
    let mut child = match command.spawn() {
        Ok(child) => Tied(child),
        Err(error) if error.kind() == ErrorKind::NotFound => missing(program),
        Err(error) => panic!("{} does not start: {error}", program.display()),
    };
    let stdout = collect(child.0.stdout.take().expect("stdout is piped"));
    let stderr = collect(child.0.stderr.take().expect("stderr is piped"));
    let (mut status, mut late) = (None, false);
    while status.is_none() && !late {
        status = child.0.try_wait().expect("a child can be asked whether it has ended");
        late = began.elapsed() > DEADLINE;
        sleep(Duration::from_millis(2));
    }
    let took = began.elapsed();
    drop(child);
    let [stdout, stderr] = [stdout, stderr].map(|reader| reader.join().expect("what a child says can be read"));
    match status {
        Some(status) => Ended { code: status.code(), stdout, stderr, took },
        None => panic!("{} {arguments:?} did not end within {DEADLINE:?}:\n{stdout}{stderr}", program.display()),
    }
}

/// Runs one case of a script that asserts what its client saw, and says `seen` as its last word.
pub(crate) fn run_case(program: &Path, options: &[&str], script: &str, case: &str, arguments: &[&str]) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(script);
    let script = script.to_str().expect("the path of this project is text");
    let ended = run(program, &[options, &[script, case], arguments].concat());
    let is_well = ended.code == Some(0) && ended.stdout.lines().last() == Some("seen");
    assert!(is_well, "{case} of {script}: exit code {:?}\n{}{}", ended.code, ended.stdout, ended.stderr);
}

/// Where `./test` puts a client, unless the environment names another.
pub(crate) fn set_up(variable: &str, name: &str) -> PathBuf {
    let path = std::env::var_os(variable).map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/test-python/bin").join(name),
        PathBuf::from,
    );
    if path.is_file() { path } else { missing(path.as_os_str()) }
}

fn missing(program: &OsStr) -> ! {
    panic!("{} is not there, and no test is skipped without it: run ./test, which sets it up", program.display());
}

/// Checks that each function of a script whose definition begins with the marker is run by the tests of a file.
pub(crate) fn assert_all_run(script: &str, marker: &str, tests: &str) {
    let names = script.lines().filter_map(|line| line.strip_prefix(marker)?.split('(').next());
    let cases: Vec<&str> = names.filter(|name| !name.starts_with('_')).collect();
    assert!(!cases.is_empty(), "no line of the script begins with {marker:?}");
    for case in cases {
        assert!(tests.contains(&format!("see(\"{case}\"")), "{case} is run by no test");
    }
}

fn collect(mut stream: impl Read + Send + 'static) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut octets = Vec::new();
        stream.read_to_end(&mut octets).expect("a pipe can be read");
        String::from_utf8_lossy(&octets).into_owned()
    })
}
