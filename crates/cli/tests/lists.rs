//! What a person sees of `interdict lists`: exit code, standard output, standard error.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Exit code, standard output and standard error, the latter in one line without its ornaments.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::cargo_bin("interdict").unwrap();
        command
            .arg("lists")
            .args(arguments)
            .env("NO_COLOR", "1")
            .env("INTERDICT_LISTS", self.0.path().join("shelf"));
        let output = command.current_dir(self.0.path()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let err = text(output.stderr).replace(['│', '×'], " ");
        let err = err.split_whitespace().collect::<Vec<_>>().join(" ");
        (output.status.code().unwrap(), text(output.stdout), err)
    }
}

fn un(date: &str, names: &[&str]) -> String {
    let mut out = format!("<CONSOLIDATED_LIST dateGenerated=\"{date}\"><INDIVIDUALS>");
    for (number, name) in names.iter().enumerate() {
        out += &format!(
            "<INDIVIDUAL><FIRST_NAME>{name}</FIRST_NAME><UN_LIST_TYPE>Atlantis</UN_LIST_TYPE>\
             <REFERENCE_NUMBER>ATi.{number:03}</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON></INDIVIDUAL>"
        );
    }
    out + "</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>"
}

#[test]
fn a_fresh_machine_has_the_designations() {
    let desk = Desk::new();
    let (code, out, err) = desk.run(&["status"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let first = "un-1718  compiled in, text of 2026-01-28, 214 entries (80 person, 75 entity, 59 vessel)\n";
    assert!(out.starts_with(first), "{out}");

    let (code, out, _) = desk.run(&["show", "un-1718", "KPe.046", "--known", "2017-06-02"]);
    assert_eq!(code, 0);
    let row =
        "KPe.046  STRATEGIC ROCKET FORCE OF THE KOREAN PEOPLE’S ARMY  2017-06-02 by 2356:3  asset-freeze\n";
    assert!(out.contains(row), "{out}");
    let (code, _, err) = desk.run(&["show", "un-1718", "KPe.046", "--known", "2017-06-01"]);
    assert_eq!(code, 2);
    assert!(err.contains("`KPe.046` is not on `un-1718`"), "{err}");

    let (_, out, _) = desk.run(&["show", "--on", "2017-06-01", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["listed"].as_array().unwrap().len(), 39 + 42 + 22);
}

#[test]
fn editions_are_taken_in_compared_and_refused() {
    let desk = Desk::new();
    desk.file("a.xml", &un("2026-01-01", &["ANN", "BOB", "CAT"]));
    desk.file("b.xml", &un("2026-02-01", &["ANNIE", "BOB", "CAT", "DAN"]));
    desk.file("old.xml", &un("2025-01-01", &["ANN", "BOB", "CAT", "DAN"]));
    desk.file("small.xml", &un("2026-03-01", &["ANN"]));
    desk.file("half.xml", un("2026-03-01", &["ANN", "BOB", "CAT", "DAN"]).get(..300).unwrap());

    let (code, out, err) = desk.run(&["add", "un", "a.xml"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let said = "un: took in 3 entries, 0 aliases, published 2026-01-01\n  3 person · un-xml · ";
    assert!(out.starts_with(said), "{out}");
    let (_, out, _) = desk.run(&["add", "un", "a.xml"]);
    assert!(out.starts_with("un: held already: 3 entries"), "{out}");
    assert_eq!(desk.run(&["add", "un", "b.xml"]).0, 0);

    for (file, said) in [
        ("old.xml", "refused: stale: published 2025-01-01, the edition held is of 2026-02-01 help: "),
        ("small.xml", "refused: shrunken: 1 entries where 4 were, more than 10 % fewer help: "),
        ("half.xml", "refused: truncated: half.xml:1 (byte "),
    ] {
        let (code, out, err) = desk.run(&["add", "un", file]);
        assert_eq!((code, out.as_str()), (3, ""), "{file}");
        assert!(err.starts_with(said), "{err}");
    }
    let (_, out, _) = desk.run(&["diff", "un"]);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("un: 2026-01-01 (") && lines[0].ends_with("): +1 −0, 1 changed"), "{out}");
    assert_eq!(lines[1..3], ["+ ATi.003  DAN", "~ ATi.000  ANNIE"]);
    assert!(lines[3].starts_with("    names − full: ANN"), "{out}");

    let (_, out, _) = desk.run(&["diff", "un", "old.xml", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["delta"]["changed"][0]["id"], "ATi.000");
    let (_, out, _) = desk.run(&["show", "un", "--on", "2026-01-15"]);
    assert!(out.starts_with("un: 3 entries, published 2026-01-01, "), "{out}");
    assert_eq!(desk.run(&["add", "un", "old.xml", "--allow-older"]).0, 0);
}

#[test]
fn an_own_list_reports_bad_rows_and_keeps_the_rest() {
    let desk = Desk::new();
    let rows =
        "id,kind,name,born\n1,person,Ann Onymous,1960\n2,person,Bob,yesterday\n3,vessel,BATHYSCAPHE,\n";
    desk.file("own.csv", rows);
    let (code, out, err) = desk.run(&["add", "house", "own.csv"]);
    assert_eq!(code, 0);
    assert!(out.ends_with("  1 malformed left out\n"), "{out}");
    let said =
        "left out: bad record `2`: own.csv:3 (byte 44) in `born`: `yesterday` is no date write 1962, 1962-03";
    assert!(err.starts_with(said), "{err}");
    let (_, out, _) = desk.run(&["show", "house", "1"]);
    assert!(out.contains("  born: 1960\n"), "{out}");

    let misspelt = desk.file("typo.csv", "id,kind,name,borne\n1,person,Ann,1960\n");
    let (code, _, err) = desk.run(&["add", "house", misspelt.to_str().unwrap()]);
    assert_eq!(code, 3);
    assert!(err.contains("unknown column `borne`"), "{err}");
}

#[test]
fn what_is_asked_wrongly_says_so() {
    let desk = Desk::new();
    desk.file("letter.txt", "Dear Sir");
    for (arguments, said) in [
        (&["add", "un", "letter.txt"][..], "its format is not clear"),
        (&["add", "un", "nowhere.xml"], "nowhere.xml: "),
        (&["add", "../un", "letter.txt", "--as", "un-xml"], "`../un` is no name for a list"),
        (&["add", "un", "letter.txt", "--as", "xml"], "no format `xml`"),
        (&["show", "un"], "no edition of `un`"),
        (&["update", "house"], "no address of `house` is known"),
        (&["update", "un", "--from", "http://example.org/list.xml"], "is no address to fetch a list from"),
        (&["show", "un", "--known", "2017-06-02"], "only a regime's own designations"),
    ] {
        let (code, out, err) = desk.run(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(said), "{arguments:?}: {err}");
    }
}

/// Serves the texts one after the other, on this machine only.
fn serve(texts: Vec<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/list.xml", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for (stream, text) in listener.incoming().zip(texts) {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|read| read > 2) {
                line.clear();
            }
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", text.len());
            let _ = stream.write_all((head + &text).as_bytes());
        }
    });
    address
}

#[test]
fn an_update_fetches_and_refuses_like_add() {
    let desk = Desk::new();
    let half: String = un("2026-03-01", &["ANN", "BOB"]).chars().take(200).collect();
    let address = serve(vec![un("2026-01-01", &["ANN"]), half, un("2026-02-01", &["ANNIE"])]);
    let update = || desk.run(&["update", "un", "--from", &address]);
    let (code, out, err) = update();
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("un: took in 1 entries, 0 aliases, published 2026-01-01"), "{out}");
    let (code, _, err) = update();
    assert_eq!(code, 3);
    assert!(err.contains("refused: truncated"), "{err}");
    assert!(desk.run(&["show", "un"]).1.contains("ANN"));
    assert_eq!(update().0, 0);
    assert!(desk.run(&["show", "un"]).1.contains("ANNIE"));
}

#[test]
fn the_real_lists_on_the_command_line() {
    let mut workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    workspace.pop();
    workspace.pop();
    let shared = workspace.parent().map(|beside| beside.join("shared/data/un")).filter(|path| path.exists());
    let Some(shared) = shared else {
        eprintln!("skipped: the shared lists are not beside the workspace");
        return;
    };
    let desk = Desk::new();
    let add = |name: &str| {
        let path: &Path = &shared.join(name);
        desk.run(&["add", "un", path.to_str().unwrap()])
    };
    assert_eq!(add("consolidated_2025-11-20.xml.gz").0, 0);
    assert_eq!(add("consolidated_2026-01-28.xml.gz").0, 0);
    assert_eq!(add("malformed_2025-08-16_bad-encoding.xml.gz").0, 3);
    let (_, out, _) = desk.run(&["diff", "un"]);
    assert!(out.lines().next().unwrap().ends_with("+0 −1, 2 changed"), "{out}");
    assert!(out.contains("− IQi.074") && out.contains("~ HTi.006") && out.contains("~ SOi.022"), "{out}");
}
