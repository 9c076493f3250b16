//! No crate of the project contains unsafe code: the compiler refuses it
//! wherever a package takes the lints of the workspace, so each has to.

use std::fs;

use inquit_tests::tests_folder;

#[test]
fn every_package_takes_the_lints_of_the_workspace() {
    let root = tests_folder().join("..");
    let read = |path: &str| -> toml::Value {
        let text = fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    let workspace = read("Cargo.toml");
    assert_eq!(workspace["workspace"]["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
    let members = workspace["workspace"]["members"].as_array().unwrap_or_else(|| panic!("no members"));
    assert!(members.len() >= 5);
    for member in members {
        let path = format!("{}/Cargo.toml", member.as_str().unwrap_or_default());
        let lints = read(&path).get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool);
        assert_eq!(lints, Some(true), "{path}: add [lints] workspace = true");
    }
}
