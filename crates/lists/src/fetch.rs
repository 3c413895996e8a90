//! Fetching a list over HTTPS: bounded in time, size and tries, into a file that nobody reads until it is whole.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use miette::Diagnostic;
use thiserror::Error;
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};

use crate::read::Role;
use crate::shelf::Given;

/// A publisher's address: `https`, or `http` on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn is_local(&self) -> bool {
        self.0.starts_with("http://")
    }
}

impl FromStr for Address {
    type Err = FetchError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(rest) = text.strip_prefix("http://") {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
            if matches!(name, "127.0.0.1" | "localhost" | "[::1]") {
                return Ok(Self(text.to_owned()));
            }
        }
        if text.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/')) {
            return Ok(Self(text.to_owned()));
        }
        Err(FetchError::Address(text.to_owned()))
    }
}

/// Why a list could not be fetched. Nothing of it is kept.
#[derive(Debug, Error, Diagnostic)]
#[non_exhaustive]
pub enum FetchError {
    /// The address is not one that a list may be fetched from.
    #[error("`{0}` is no address to fetch a list from")]
    #[diagnostic(help("give one that begins with https://"))]
    Address(String),
    /// The server answered, but not with the list.
    #[error("{address} answered {status}")]
    #[diagnostic(help("look whether the publisher has moved the list, and give its address with --from"))]
    Status {
        /// The address.
        address: String,
        /// The HTTP status.
        status: u16,
    },
    /// No answer came, or not the whole of it.
    #[error("{address}: {reason} ({tries} tr{})", if *tries == 1 { "y" } else { "ies" })]
    #[diagnostic(help("check the connection and HTTPS_PROXY, then try again"))]
    Failed {
        /// The address.
        address: String,
        /// What went wrong last.
        reason: String,
        /// How often it was tried.
        tries: u32,
    },
    /// More came than any list has.
    #[error("{address} sent more than {limit} bytes")]
    #[diagnostic(help("check the address; if it is right, raise the limit"))]
    TooLarge {
        /// The address.
        address: String,
        /// The limit.
        limit: u64,
    },
    /// It could not be written.
    #[error("the download could not be written: {0}")]
    Write(#[source] io::Error),
}

/// How to fetch. The proxy is taken from `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`.
#[derive(Clone, Copy, Debug)]
pub struct Fetcher {
    /// Tries in all, the first included.
    pub tries: u32,
    /// The wait before the second try; it doubles with each further one.
    pub pause: Duration,
    /// The longest that one try may take.
    pub timeout: Duration,
    /// Most bytes on the wire.
    pub bytes: u64,
}

impl Default for Fetcher {
    /// Three tries, a second apart at first, five minutes each, 512 MiB.
    fn default() -> Self {
        let (pause, timeout) = (Duration::from_secs(1), Duration::from_secs(300));
        Self { tries: 3, pause, timeout, bytes: 512 << 20 }
    }
}

/// A list that was fetched.
#[derive(Debug)]
pub struct Fetched {
    /// Its files, in the directory that was given.
    pub files: Vec<Given>,
    /// Bytes on the wire.
    pub bytes: u64,
}

enum Attempt {
    /// Trying again may help.
    Again(String),
    /// It will not.
    Never(FetchError),
}

impl Fetcher {
    /// Fetches every file of a list into a directory: all of them, or an error.
    ///
    /// # Errors
    /// [`FetchError`], after the last try.
    pub fn fetch(&self, addresses: &[(Role, Address)], into: &Path) -> Result<Fetched, FetchError> {
        let mut fetched = Fetched { files: Vec::new(), bytes: 0 };
        for (index, (role, address)) in addresses.iter().enumerate() {
            let path = into.join(format!("{index}-{}", file_name(address)));
            fetched.bytes += self.one(address, &path)?;
            fetched.files.push(Given { role: *role, path });
        }
        Ok(fetched)
    }

    fn one(&self, address: &Address, path: &Path) -> Result<u64, FetchError> {
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let mut config = Agent::config_builder()
            .https_only(!address.is_local())
            .timeout_global(Some(self.timeout))
            .timeout_connect(Some(self.timeout.min(Duration::from_secs(30))))
            .max_redirects(5)
            .user_agent(concat!("interdict/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls);
        if address.is_local() {
            config = config.proxy(None);
        }
        let agent: Agent = config.build().into();
        let mut pause = self.pause;
        let mut tries = 0;
        loop {
            tries += 1;
            match self.attempt(&agent, address, path) {
                Ok(bytes) => return Ok(bytes),
                Err(Attempt::Never(error)) => return Err(error),
                Err(Attempt::Again(reason)) if tries >= self.tries => {
                    return Err(FetchError::Failed { address: address.0.clone(), reason, tries });
                }
                Err(Attempt::Again(_)) => {
                    std::thread::sleep(pause);
                    pause = pause.saturating_mul(2);
                }
            }
        }
    }

    fn attempt(&self, agent: &Agent, address: &Address, path: &Path) -> Result<u64, Attempt> {
        let response = agent.get(&address.0).call().map_err(|error| match error {
            ureq::Error::StatusCode(status) if status == 408 || status == 429 || status >= 500 => {
                Attempt::Again(format!("the server answered {status}"))
            }
            ureq::Error::StatusCode(status) => {
                Attempt::Never(FetchError::Status { address: address.0.clone(), status })
            }
            ureq::Error::BadUri(_) | ureq::Error::RequireHttpsOnly(_) => {
                Attempt::Never(FetchError::Address(address.0.clone()))
            }
            other => Attempt::Again(other.to_string()),
        })?;
        let said = response.body().content_length();
        let mut body = response.into_body().into_with_config().limit(u64::MAX).reader();
        let write = |error| Attempt::Never(FetchError::Write(error));
        let mut file = BufWriter::new(File::create(path).map_err(write)?);
        let (mut total, mut buffer) = (0u64, vec![0; 1 << 16]);
        loop {
            let read = body.read(&mut buffer).map_err(|error| Attempt::Again(error.to_string()))?;
            if read == 0 {
                break;
            }
            total += read as u64;
            if total > self.bytes {
                let address = address.0.clone();
                return Err(Attempt::Never(FetchError::TooLarge { address, limit: self.bytes }));
            }
            file.write_all(buffer.get(..read).unwrap_or_default()).map_err(write)?;
        }
        if let Some(said) = said.filter(|said| *said != total) {
            return Err(Attempt::Again(format!("{total} of {said} bytes came")));
        }
        file.into_inner().map_err(|error| write(error.into_error()))?.sync_all().map_err(write)?;
        Ok(total)
    }
}

/// The last part of the address, for messages; the list's reader never trusts it.
fn file_name(address: &Address) -> String {
    let path = address.0.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name: String = name.chars().filter(|c| plain(*c)).take(80).collect();
    if name.is_empty() { "list".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_or_this_machine() {
        for good in [
            "https://example.org/list.xml",
            "http://127.0.0.1:8080/list",
            "http://localhost/x",
            "http://[::1]:1/x",
        ] {
            assert!(good.parse::<Address>().is_ok(), "{good}");
        }
        for bad in [
            "http://example.org/list.xml",
            "http://127.0.0.1.example.org/",
            "http://localhost@example.org/",
            "ftp://x",
            "https://",
            "file:///secret",
        ] {
            assert!(bad.parse::<Address>().is_err(), "{bad}");
        }
    }
}
