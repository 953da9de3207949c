//! curl sees interim answers while work goes on, over HTTP/1.1 and HTTP/2: how many, in which order, and what they carry.

use super::lab::TestLab;
use super::program::run;
use std::time::Duration;

/// The options for each version that cleartext can be asked in.
const VERSIONS: [&str; 2] = ["--http1.1", "--http2-prior-knowledge"];

/// Runs curl; the lines of all heads, in lower case where they are fields.
fn curl(version: &str, arguments: &[&str]) -> (Vec<String>, Duration) {
    let ended = run("curl", &[&["-q", "-sSi", "--max-time", "20", version], arguments].concat());
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let wanted = |line: &str| match line.split_once(": ") {
        Some((name, value)) => {
            let name = name.to_ascii_lowercase();
            let shown = ["link", "location", "upload-limit", "upload-draft-interop-version"].contains(&name.as_str());
            shown.then(|| format!("{name}: {value}"))
        }
        None => line.strip_prefix("HTTP/").and_then(|line| Some(line.split_once(' ')?.1.get(..3)?.to_owned())),
    };
    (ended.stdout.lines().map(str::trim_end).filter_map(wanted).collect(), ended.took)
}

#[test]
fn who_waits_for_a_job_sees_102_until_it_is_done() {
    for version in VERSIONS {
        let lab = TestLab::start();
        curl(version, &[&lab.at("/lab/jobs"), "--json", r#"{"seconds": 1.5}"#]);
        let (heads, took) = curl(version, &[&lab.at("/lab/jobs/1?wait=8")]);
        assert_eq!(heads, ["102", "102", "303", "location: /lab/jobs/1/result"], "{version}");
        assert!(took < Duration::from_secs(7), "it is told when the job is done");
    }
    // curl follows where the 303 leads, past the interim answers.
    let lab = TestLab::start();
    curl("--http1.1", &[&lab.at("/lab/jobs"), "--json", r#"{"seconds": 0.5}"#]);
    let (heads, _) = curl("--http1.1", &["-L", &lab.at("/lab/jobs/1?wait=8")]);
    assert_eq!(heads, ["102", "303", "location: /lab/jobs/1/result", "200"]);
}

#[test]
fn the_hint_comes_before_the_page_and_the_page_says_the_same() {
    let link = "link: </lab/slow-page.css>; rel=preload; as=style";
    for version in VERSIONS {
        let lab = TestLab::start();
        let (heads, _) = curl(version, &[&lab.at("/lab/slow-page")]);
        assert_eq!(heads, ["103", link, "200", link], "{version}");
        let (heads, _) = curl(version, &[&lab.at("/lab/slow-page.css")]);
        assert_eq!(heads, ["200"], "{version}");
    }
    let lab = TestLab::start();
    assert_eq!(curl("--http1.0", &[&lab.at("/lab/slow-page")]).0, ["200", link], "HTTP/1.0 has no interim answers");
}

#[test]
fn an_upload_is_told_where_it_can_be_gone_on_with() {
    for version in VERSIONS {
        let lab = TestLab::start();
        let fields = ["-H", "Upload-Draft-Interop-Version: 8", "-H", "Upload-Complete: ?1", "-d", "hello"];
        let (heads, _) = curl(version, &[&fields[..], &[&lab.at("/lab/uploads")]].concat());
        let limit = "upload-limit: max-size=1048576, max-age=3600";
        let (here, there) = ("location: /lab/uploads/1", "location: /lab/documents/upload-1");
        assert_eq!(heads, ["104", "upload-draft-interop-version: 8", here, limit, "201", there], "{version}");
        let (heads, _) = curl(version, &[&lab.at("/lab/uploads"), "-H", "Upload-Complete: ?1", "-d", "hello"]);
        assert_eq!(heads, ["201", "location: /lab/documents/upload-2"], "{version}: it does not know the draft");
    }
}
