//! The minimum Rust version that the workspace promises: no dependency asks for more, and the workflow builds with it.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// What `cargo metadata` says of this workspace and all that it depends on, on any platform.
fn metadata() -> Value {
    let arguments = ["metadata", "--format-version", "1", "--locked"];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let output = output.expect("cargo runs");
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

/// A version as numbers that can be compared; what is not said counts as zero.
fn version(text: &str) -> [u32; 3] {
    let mut numbers = text.split('.').map(|number| number.parse().expect("a Rust version is numbers and points"));
    [(); 3].map(|()| numbers.next().unwrap_or(0))
}

#[test]
fn no_dependency_asks_for_a_newer_rust() {
    let ours = version(env!("CARGO_PKG_RUST_VERSION"));
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("there are packages");
    let (mut said, mut newer) = (0, Vec::new());
    for package in packages {
        if let Some(theirs) = package["rust_version"].as_str() {
            said += 1;
            if version(theirs) > ours {
                newer.push(format!("{} {} asks for Rust {theirs}", package["name"], package["version"]));
            }
        }
    }
    // Our own packages say it too, each the same.
    let members = metadata["workspace_members"].as_array().expect("there are members").len();
    assert!(said > members, "{said} packages say which Rust they need, {members} of them our own");
    assert!(newer.is_empty(), "the workspace promises Rust {}, but {newer:#?}", env!("CARGO_PKG_RUST_VERSION"));
}

#[test]
fn the_workflow_builds_with_the_version_that_is_promised() {
    let workflow = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.github/workflows/test.yml");
    let workflow = std::fs::read_to_string(workflow).expect("the workflow is there");
    let line = format!("MINIMUM_RUST: \"{}\"", env!("CARGO_PKG_RUST_VERSION"));
    assert!(workflow.contains(&line), "the workflow has no line {line}");
}

#[test]
fn versions_compare_by_number() {
    assert!(version("1.9") < version("1.10") && version("1.88") == version("1.88.0"));
    assert!(version("1.88.1") > version("1.88") && version("2") > version("1.99"));
}
