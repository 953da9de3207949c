//! curl resumes a download where it broke off, sees that there is nothing left of one, and asks for several parts at once,
//! over HTTP/1.1 and HTTP/2.

use super::lab::TestLab;
use super::program::{Ended, run};
use std::fs;
use std::path::PathBuf;

/// A file of one test, gone when the test is over.
struct File(PathBuf);

impl File {
    fn with(name: &str, octets: &[u8]) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let file = Self(folder.join(format!("resuming-{}-{name}", std::process::id())));
        fs::write(&file.0, octets).expect("a file can be written");
        file
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("the path of this project is text")
    }

    fn octets(&self) -> Vec<u8> {
        fs::read(&self.0).expect("the file can be read")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn curl(arguments: &[&str]) -> Ended {
    run("curl", &[&["-q", "--silent", "--show-error"], arguments].concat())
}

/// Both versions that curl speaks everywhere in cleartext.
const VERSIONS: [&str; 2] = ["--http1.1", "--http2-prior-knowledge"];

/// A film, as far as octets go.
fn film() -> Vec<u8> {
    (0..300_000_u32).map(|at| (at.wrapping_mul(at) >> 5) as u8).collect()
}

/// Stores the film; its address.
fn store(lab: &TestLab, name: &str) -> String {
    let (target, film) = (lab.at("/lab/documents/film"), File::with(name, &film()));
    let ended = curl(&["-T", film.path(), "-w", "%{http_code}", "-o", "/dev/null", &target]);
    assert_eq!((ended.code, &*ended.stdout), (Some(0), "201"), "{}", ended.stderr);
    target
}

#[test]
fn a_download_that_broke_off_is_resumed() {
    let lab = TestLab::start();
    let target = store(&lab, "sent");
    for version in VERSIONS {
        let begun = File::with("begun", &film()[..123_456]);
        let ended = curl(&[version, "-C", "-", "-o", begun.path(), "-w", "%{http_code} %{size_download}", &target]);
        assert_eq!((ended.code, &*ended.stdout), (Some(0), "206 176544"), "{}", ended.stderr);
        assert!(begun.octets() == film(), "what is joined is the whole");
    }
    assert!(lab.is_left_alone(), "a connection is left");
    let codes: Vec<u16> = lab.passed(Some(3)).iter().map(|passed| passed.code).collect();
    assert_eq!(codes, [201, 206, 206]);
}

#[test]
fn a_download_that_is_whole_is_left_as_it_is() {
    let lab = TestLab::start();
    let target = store(&lab, "whole");
    let begun = File::with("complete", &film());
    let ended = curl(&["-C", "-", "-o", begun.path(), "-w", "%{http_code}", &target]);
    // curl reads in Content-Range that there is no more.
    assert_eq!((ended.code, &*ended.stdout), (Some(0), "416"), "{}", ended.stderr);
    assert!(begun.octets() == film());
}

#[test]
fn several_parts_come_apart() {
    let lab = TestLab::start();
    let target = lab.at("/lab/documents/welcome");
    let ended = curl(&["-i", "-r", "15-17,0-6,-12", &target]);
    assert!(ended.stdout.starts_with("HTTP/1.1 206 Partial Content"), "{}", ended.stdout);
    let said = ended.stdout.replace("\r\n", "\n");
    for part in [
        "\nContent-Range: bytes 15-17/54\n\nlab\n--",
        "\nContent-Range: bytes 0-6/54\n\nWelcome\n--",
        "\nContent-Range: bytes 42-53/54\n\nreal cause.\n\n--",
    ] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn large_parts_are_the_same_over_both_versions() {
    let lab = TestLab::start();
    let target = store(&lab, "parts");
    let seen = VERSIONS.map(|version| {
        let parts = File::with("large", b"");
        let ended =
            curl(&[version, "-r", "250000-,0-0,100000-199999", "-o", parts.path(), "-w", "%{http_code}", &target]);
        assert_eq!((ended.code, &*ended.stdout), (Some(0), "206"), "{}", ended.stderr);
        parts.octets()
    });
    let [one, other] = &seen;
    assert!(one == other);
    assert!((150_001..151_000).contains(&one.len()), "{}", one.len());
    let parts = [&film()[250_000..], &film()[100_000..200_000]];
    assert!(
        one.windows(50_000).any(|window| window == parts[0]) && one.windows(100_000).any(|window| window == parts[1])
    );
}
