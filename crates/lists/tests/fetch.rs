//! Fetching, against a server on this machine that the test itself starts.
#![cfg(feature = "fetch")]
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use interdict_lists::{Address, FetchError, Fetcher, Format, Older, Role, Rules, Shelf};

/// Serves one canned answer after the other, then repeats the last.
fn server(answers: Vec<Vec<u8>>) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { break };
            let mut lines = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|read| read > 2) {
                line.clear();
            }
            let number = count.fetch_add(1, Ordering::SeqCst);
            let answer = answers.get(number).or(answers.last()).unwrap();
            let _ = stream.write_all(answer);
            let _ = stream.flush();
        }
    });
    (address, asked)
}

fn ok(body: &[u8]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())
        .into_bytes();
    out.extend_from_slice(body);
    out
}

fn status(line: &str) -> Vec<u8> {
    format!("HTTP/1.1 {line}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").into_bytes()
}

fn quick() -> Fetcher {
    Fetcher { tries: 3, pause: Duration::from_millis(1), timeout: Duration::from_secs(5), bytes: 1 << 20 }
}

fn fetch(fetcher: Fetcher, address: &str) -> (Result<String, FetchError>, usize) {
    let directory = tempfile::tempdir().unwrap();
    let address: Address = format!("{address}/list.xml?token=x").parse().unwrap();
    let fetched = fetcher.fetch(&[(Role::Primary, address)], directory.path()).map(|fetched| {
        let mut text = String::new();
        std::fs::File::open(&fetched.files.first().unwrap().path).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(fetched.bytes, text.len() as u64);
        text
    });
    (fetched, std::fs::read_dir(directory.path()).unwrap().count())
}

#[test]
fn a_list_comes_whole() {
    let (address, asked) = server(vec![ok(b"<list/>")]);
    assert_eq!(fetch(quick(), &address).0.unwrap(), "<list/>");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[test]
fn what_may_pass_is_tried_again() {
    let mut cut = ok(b"<list/>");
    cut.truncate(cut.len() - 3);
    let (address, asked) = server(vec![status("503 Busy"), cut, ok(b"<list/>")]);
    assert_eq!(fetch(quick(), &address).0.unwrap(), "<list/>");
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[test]
fn what_will_not_pass_is_not() {
    let (address, asked) = server(vec![status("404 Not Found")]);
    let error = fetch(quick(), &address).0.unwrap_err();
    assert!(matches!(error, FetchError::Status { status: 404, .. }), "{error}");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[test]
fn tries_are_bounded() {
    let (address, asked) = server(vec![status("500 Broken")]);
    let error = fetch(quick(), &address).0.unwrap_err();
    assert_eq!(error.to_string(), format!("{address}/list.xml?token=x: the server answered 500 (3 tries)"));
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[test]
fn size_and_time_are_bounded() {
    let (address, _) = server(vec![ok(&[b'x'; 5000])]);
    let error = fetch(Fetcher { bytes: 1000, ..quick() }, &address).0.unwrap_err();
    assert!(matches!(error, FetchError::TooLarge { limit: 1000, .. }), "{error}");

    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", silent.local_addr().unwrap());
    let fetcher = Fetcher { tries: 2, timeout: Duration::from_millis(100), ..quick() };
    let error = fetch(fetcher, &address).0.unwrap_err();
    assert!(matches!(error, FetchError::Failed { tries: 2, .. }), "{error}");
}

#[test]
fn a_redirect_to_another_scheme_is_not_followed() {
    let away =
        b"HTTP/1.1 302 Found\r\nLocation: file:///secret\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let (address, _) = server(vec![away.to_vec()]);
    assert!(fetch(quick(), &address).0.is_err());
}

#[test]
fn an_update_is_all_or_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let shelf = Shelf::at(directory.path().join("shelf"));
    let list = |date: &str, name: &str| {
        format!(
            "<CONSOLIDATED_LIST dateGenerated=\"{date}\"><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>{name}</FIRST_NAME>\
             <REFERENCE_NUMBER>ATi.001</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON></INDIVIDUAL></INDIVIDUALS>\
             <ENTITIES/></CONSOLIDATED_LIST>"
        )
    };
    let (good, later) = (list("2026-01-01", "ANN"), list("2026-02-01", "ANNIE"));
    let half = later.get(..later.len() / 2).unwrap();
    // The server serves half of the new list as if it were whole: the old one must stay.
    let (address, _) = server(vec![ok(good.as_bytes()), ok(half.as_bytes()), ok(later.as_bytes())]);
    let update = || {
        let into = tempfile::tempdir().unwrap();
        let address: Address = format!("{address}/list.xml").parse().unwrap();
        let fetched = quick().fetch(&[(Role::Primary, address)], into.path()).unwrap();
        shelf.add("un", Format::UnXml, &fetched.files, Rules::of(Format::UnXml), Older::Refuse)
    };
    let name = || {
        let edition = shelf.current("un").unwrap().unwrap();
        shelf.entries("un", &edition).unwrap()[0].name().to_owned()
    };
    update().unwrap();
    assert_eq!(name(), "ANN");
    assert!(update().unwrap_err().to_string().starts_with("refused: truncated"));
    assert_eq!(name(), "ANN");
    update().unwrap();
    assert_eq!(name(), "ANNIE");
}
