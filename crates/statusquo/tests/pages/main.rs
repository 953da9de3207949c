//! The page in a browser, Chromium without a window: what opens, what happens by clicking, how it looks, and that nothing runs
//! that others wrote. The cases are scripts beside this file; each has a lab and a browser of its own.

use serde_json::{Value, json};
use statusquo_catalog::{ALL, Entry, PAGE};
use statusquo_lab::{Lab, Settings};
use std::panic;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

/// How long a case may take, on a machine under load.
const DEADLINE: Duration = Duration::from_secs(240);

static QUIET: Once = Once::new();

/// One browser at a time: each is many processes by itself.
static TURN: Mutex<()> = Mutex::new(());

/// A script that does not outlive its test. Its browser ends with it, since its pipes do.
struct Tied(Child);

impl Drop for Tied {
    fn drop(&mut self) {
        // Both fail if it has ended already, which is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a case of the scripts.
fn see(case: &str) {
    see_within(case, DEADLINE);
}

fn see_within(case: &str, deadline: Duration) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    quiet();
    let lab =
        Lab::start(Settings { threads: 1, ..Settings::on_free_port() }, None).expect("a lab starts on a free port");
    let given = json!({
        "base": format!("http://{}", lab.address()),
        "chromium": std::env::var("STATUSQUO_CHROMIUM").unwrap_or_else(|_| "chromium".to_owned()),
        "axe": set_up("STATUSQUO_AXE", "target/test-python/axe.min.js"),
        "pictures": root().join("target/pages"),
        "codes": codes(),
    });
    let began = Instant::now();
    let child = Command::new(set_up("STATUSQUO_NODE", "target/test-python/bin/node"))
        .arg("--no-warnings")
        .arg(root().join("crates/statusquo/tests/pages/drive.mjs"))
        .arg(case)
        .env("STATUSQUO_PAGES", given.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn();
    let mut script = Tied(child.expect("Node.js starts"));
    let out = script.0.stdout.take().expect("stdout is piped");
    let said = thread::spawn(move || std::io::read_to_string(out).expect("what a script says can be read"));
    let mut ended = None;
    while ended.is_none() && began.elapsed() < deadline {
        ended = script.0.try_wait().expect("a child can be asked whether it has ended");
        sleep(Duration::from_millis(5));
    }
    drop(script);
    let said = said.join().expect("what a script says can be read");
    assert!(ended.is_some(), "{case} did not end within {deadline:?}\n{said}");
    let is_well = ended.is_some_and(|status| status.success()) && said.lines().last() == Some("seen");
    assert!(is_well, "{case} finds wrong:\n{said}");
}

/// The lab panics where it is asked to; a test that fails is another matter.
fn quiet() {
    QUIET.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name().is_none_or(|name| !name.starts_with("serve-")) {
                usual(info);
            }
        }));
    });
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What `./test` sets up, unless the environment names another.
fn set_up(variable: &str, place: &str) -> PathBuf {
    let path = std::env::var_os(variable).map_or_else(|| root().join(place), PathBuf::from);
    assert!(path.is_file(), "{} is not there, and no test is skipped without it: run ./test", path.display());
    path
}

/// Every code with the versions over which it can be made to happen, and the causes for which it can.
fn codes() -> Vec<Value> {
    let versions = |entry: &Entry| -> Vec<&str> {
        let all = entry.versions.each().into_iter().filter(|(_, carried)| entry.trigger.is_some() && carried.exists());
        all.map(|(name, _)| name).collect()
    };
    let causes = |entry: &Entry| -> Vec<usize> { entry.causes_with_steps().map(|(number, _)| number).collect() };
    let one = |entry: &Entry| json!({ "code": entry.code, "page": PAGE.contains(&entry.code), "versions": versions(entry), "causes": causes(entry) });
    ALL.iter().map(one).collect()
}

#[test]
fn every_case_is_run() {
    let folder = root().join("crates/statusquo/tests/pages");
    let mut cases = 0;
    for entry in folder.read_dir().expect("the scripts") {
        let script = std::fs::read_to_string(entry.expect("a script").path()).expect("text");
        for line in script.lines().filter_map(|line| line.strip_prefix("export async function ")) {
            let case = line.split('(').next().unwrap_or(line);
            assert!(include_str!("main.rs").contains(&format!("(\"{case}\"")), "{case} is run by no test");
            cases += 1;
        }
    }
    assert!(cases > 8, "{cases} cases");
}

#[test]
fn every_page_opens_without_complaint_and_fits() {
    see("openEveryPage");
}

#[test]
fn codes_are_made_to_happen_by_clicking() {
    see("makeCodesHappen");
}

#[test]
#[ignore = "every code over every version takes half a minute: ./test all runs it"]
fn every_code_is_made_to_happen_over_every_version() {
    see_within("makeEveryCodeHappen", 4 * DEADLINE);
}

#[test]
fn causes_are_made_to_happen_by_clicking() {
    see("makeCausesHappen");
}

#[test]
#[ignore = "every cause of every code takes half a minute: ./test all runs it"]
fn every_cause_is_made_to_happen() {
    see_within("makeEveryCauseHappen", 4 * DEADLINE);
}

#[test]
fn a_code_is_made_to_happen_by_the_keyboard() {
    see("makeOneHappenByKeyboard");
}

#[test]
fn the_box_names_what_is_wrong_with_an_answer() {
    see("pasteTenAnswers");
}

#[test]
fn the_journal_follows_and_filters() {
    see("followOthers");
}

#[test]
fn pages_look_as_they_should() {
    see("takePictures");
}

#[test]
fn nobody_is_kept_out() {
    see("askAxe");
}

#[test]
fn what_others_wrote_stays_text() {
    see("sendWhatWouldRun");
}

#[test]
fn pages_work_without_script() {
    see("useThemWithoutScript");
}
