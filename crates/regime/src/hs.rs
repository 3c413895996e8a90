//! Codes of the Harmonized System (World Customs Organization), and how a code answers a heading.

use std::fmt;
use std::str::FromStr;

/// A Harmonized System code as far as it was given: chapter (2 digits), heading (4) or subheading (6),
/// or a national extension of one (7 to 10 digits).
///
/// Dots and spaces are dropped; whether the code exists is asked of [`crate::Reference`].
///
/// ```
/// use interdict_regime::HsCode;
/// let code: HsCode = "2701.12".parse().unwrap();
/// assert_eq!(code.digits(), "270112");
/// assert!("27o1".parse::<HsCode>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HsCode(String);

/// How far a code given answers a heading that the law names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HsTest {
    /// The code lies inside the heading.
    Yes,
    /// The code is shorter than the heading: a part of it may lie inside.
    Shorter,
    /// The code lies outside.
    No,
}

impl HsCode {
    /// The digits alone.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The first `length` digits, or all where there are fewer.
    pub fn truncated(&self, length: usize) -> &str {
        self.0.get(..length).unwrap_or(&self.0)
    }

    /// Whether this code lies in a heading as a file writes it, with or without dots.
    pub(crate) fn lies_in(&self, heading: &str) -> bool {
        let mut digits = self.0.chars();
        heading.chars().filter(|c| !matches!(c, '.' | ' ')).all(|digit| digits.next() == Some(digit))
    }

    /// Tests this code against a heading of the law.
    pub fn within(&self, heading: &HsCode) -> HsTest {
        if self.0.starts_with(&heading.0) {
            HsTest::Yes
        } else if heading.0.starts_with(&self.0) {
            HsTest::Shorter
        } else {
            HsTest::No
        }
    }
}

/// Why a text is no HS code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not an HS code: write 2, 4 or 6 digits, or up to 10 of a national tariff, such as 2701 or 2701.12"
)]
pub struct NotAnHsCode {
    text: String,
}

impl FromStr for HsCode {
    type Err = NotAnHsCode;

    fn from_str(text: &str) -> Result<HsCode, NotAnHsCode> {
        let digits: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
        let plausible = digits.chars().all(|c| c.is_ascii_digit()) && matches!(digits.len(), 2 | 4 | 6..=10);
        if plausible {
            Ok(HsCode(digits))
        } else {
            Err(NotAnHsCode { text: text.chars().take(40).collect() })
        }
    }
}

impl fmt::Display for HsCode {
    /// As tariffs print it: a dot after the heading.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_at_checked(4) {
            Some((heading, rest)) if !rest.is_empty() => write!(f, "{heading}.{rest}"),
            _ => f.write_str(&self.0),
        }
    }
}
