use std::fmt;
use std::ops::Deref;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A word of a regime file that others refer to, with the bytes it stands at, so that a complaint about it
/// can point there.
#[derive(Clone, Debug, Default)]
pub struct Text {
    value: String,
    span: std::ops::Range<usize>,
}

impl Text {
    /// Where it stands in its file, in bytes.
    pub fn span(&self) -> std::ops::Range<usize> {
        self.span.clone()
    }

    /// A word that stands at a place.
    pub(crate) fn at(value: &str, span: std::ops::Range<usize>) -> Text {
        Text { value: value.to_owned(), span }
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value)
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.value == other
    }
}

impl From<&str> for Text {
    fn from(value: &str) -> Text {
        Text { value: value.to_owned(), span: 0..0 }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        let spanned = toml::Spanned::<String>::deserialize(deserializer)?;
        Ok(Text { span: spanned.span(), value: spanned.into_inner() })
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.value)
    }
}

impl JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        String::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}
