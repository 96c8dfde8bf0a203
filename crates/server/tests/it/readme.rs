//! What the README shows is what happens: its calls are made as they stand there.

use std::process::Command;

use testkit::TempDir;

use crate::running::Server;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md");

/// The lines of the README's `nth` shell block that has such calls in it.
fn calls(nth: usize) -> String {
    let text = std::fs::read_to_string(README).unwrap();
    let blocks = text.split("```sh\n").skip(1);
    let mut blocks = blocks
        .filter_map(|block| block.split("```").next())
        .filter(|block| block.contains("curl -s $api"));
    blocks.nth(nth).unwrap().to_owned()
}

/// What a shell prints that is given these lines, on a new book.
fn printed(lines: &str) -> (String, TempDir) {
    let folder = TempDir::new();
    let data = folder.path().join("data");
    let server = Server::start(&[
        ("DATA_DIR", data.to_str().unwrap()),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
    ]);
    server.wait_for("/readyz", 200);
    let shell = Command::new("bash")
        .args(["-eu", "-c"])
        .arg(lines.replace("localhost:5555", &server.address.to_string()))
        .env("NO_PROXY", "*")
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&shell.stderr);
    assert!(shell.status.success(), "{said}");
    (String::from_utf8(shell.stdout).unwrap(), folder)
}

#[test]
fn a_contact_is_made_found_changed_and_exported() {
    let (printed, folder) = printed(&calls(0));
    for part in [
        r#""username":"ada""#,
        r#""full":"Grace Hopper""#,
        r#""birthday":"1906-12-09""#,
        "TEL;TYPE=CELL:+1 555 0100",
        "BDAY:1906-12-09",
        "ORG:Navy",
    ] {
        assert!(printed.contains(part), "{part}: {printed}");
    }
    let exported = std::fs::read_to_string(folder.path().join("contacts.vcf")).unwrap();
    assert!(exported.contains("\r\nFN:Grace Hopper\r\n"), "{exported}");
}

#[test]
fn two_notes_take_five_calls() {
    let calls = calls(1);
    assert_eq!(calls.matches("curl -s ").count(), 5);
    let (printed, _folder) = printed(&calls);
    let list = &printed[printed.rfind(r#"{"items""#).unwrap()..];
    let list: serde_json::Value = serde_json::from_str(list).unwrap();
    let notes = list["items"].as_array().unwrap();
    let titles: Vec<_> = notes.iter().map(|note| &note["title"]).collect();
    assert_eq!(titles, ["Call the plumber", "Shopping"]);
    assert_eq!(notes[1]["body"], "milk, apples");
}
