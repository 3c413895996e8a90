//! The law itself, laid out: which provisions stand on a day, and which a citation names.

use jiff::civil::Date;
use serde::Serialize;

use crate::law::{Instrument, Paragraphs, Provision};
use crate::regime::Regime;

/// How a provision stands on a day, as known on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "status")]
pub enum Standing {
    /// Its instrument is not adopted yet, as far as is known.
    NotKnown,
    /// It begins later.
    NotYet {
        /// Its first day.
        from: String,
    },
    /// It is in force.
    InForce {
        /// The day it ends, that day not included, as far as is known.
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<String>,
    },
    /// A draft laid over the law puts it out of use on that day.
    Suspended {
        /// The draft's provision.
        by: String,
        /// The last day it is out of use.
        until: String,
    },
    /// It has ended.
    Ended {
        /// The first day it was no longer in force.
        since: String,
        /// The provisions that superseded it; none where it ended by itself.
        by: Vec<String>,
    },
}

impl Regime {
    /// How a provision stands on a day, as known on another.
    pub fn standing(&self, provision: &Provision, on: Date, known: Date) -> Standing {
        let adopted = self.provision(&provision.id).map(|(_, instrument)| instrument.adopted);
        if adopted.is_none_or(|adopted| adopted > known) {
            return Standing::NotKnown;
        }
        if on < provision.from {
            return Standing::NotYet { from: provision.from.to_string() };
        }
        match self.end(provision, known) {
            Some(end) if end <= on => {
                let overtaken = self.superseded_from(&provision.id, known) == Some(end);
                let by = if overtaken { self.superseders(provision, known) } else { Vec::new() };
                Standing::Ended { since: end.to_string(), by }
            }
            end => match self.suspension(provision, on, known) {
                Some((by, until)) => Standing::Suspended { by: by.to_string(), until: until.to_string() },
                None => Standing::InForce { until: end.map(|end| end.to_string()) },
            },
        }
    }

    /// The first day a provision is no longer in force, as known on a day: after its own last day, or when another
    /// supersedes it.
    pub fn end(&self, provision: &Provision, known: Date) -> Option<Date> {
        self.end_of(&provision.id, provision.until, known)
    }

    /// The provisions, known on a day, that supersede one.
    fn superseders(&self, superseded: &Provision, known: Date) -> Vec<String> {
        self.provisions()
            .filter(|(later, instrument)| {
                instrument.adopted <= known
                    && later.supersedes.iter().any(|id| **id == *superseded.id.as_str())
            })
            .map(|(later, _)| later.id.to_string())
            .collect()
    }

    /// Every provision that a citation names: `2397:6` and `2397 ¶6` all limbs of a paragraph, `2397` or a document
    /// symbol a whole instrument, `2397/fishing-rights` one provision.
    pub fn cited(&self, cite: &str) -> Vec<(&Provision, &Instrument)> {
        let plain: String =
            cite.trim().replace(['¶', '§'], ":").split_whitespace().collect::<Vec<_>>().join(" ");
        let (instrument, paragraph) = match plain.split_once(':') {
            Some((instrument, paragraph)) => {
                (instrument.trim(), Some(paragraph.trim().trim_matches(':').trim()))
            }
            None => (plain.as_str(), None),
        };
        let names =
            |header: &Instrument| *header.id == *instrument || header.symbol.eq_ignore_ascii_case(instrument);
        let limb = |provision: &Provision| match paragraph {
            None => true,
            Some(paragraph) => {
                let number = paragraph.parse::<u16>().ok();
                let within = |cite: &str| {
                    cite == paragraph
                        || cite.strip_prefix(paragraph).is_some_and(|rest| rest.starts_with('('))
                        || number.is_some_and(|number| {
                            cite.parse::<Paragraphs>().is_ok_and(|range| range.contains(number))
                        })
                };
                within(&provision.cite)
                    || provision
                        .exceptions
                        .iter()
                        .filter_map(|exception| exception.cite.as_deref())
                        .any(within)
            }
        };
        self.provisions()
            .filter(|(provision, header)| *provision.id == *plain || (names(header) && limb(provision)))
            .collect()
    }
}

impl Regime {
    /// A remark as it can be read on a day: without the sentences that name an instrument adopted later. `None` where
    /// nothing is left.
    pub fn as_known(&self, remark: &str, known: Date) -> Option<String> {
        let later: Vec<&str> = self
            .instruments()
            .iter()
            .filter(|instrument| instrument.adopted > known)
            .map(|instrument| instrument.id.as_str())
            .collect();
        // `2397`, and `R2397-04a`, a row of the fact sheets.
        let names_later = |sentence: &str| {
            let mut words = sentence.split(|c: char| !c.is_ascii_alphanumeric());
            words.any(|word| later.contains(&word.strip_prefix('R').unwrap_or(word)))
        };
        if !names_later(remark) {
            return Some(remark.to_owned());
        }
        let mut kept = String::new();
        for sentence in remark.split_inclusive(". ").filter(|sentence| !names_later(sentence)) {
            kept.push_str(sentence);
        }
        let kept = kept.trim();
        (!kept.is_empty()).then(|| kept.to_owned())
    }

    /// A provision as it can be read on a day: its remark, sources and what it lifts without what came later.
    pub fn provision_as_known(&self, provision: &Provision, known: Date) -> Provision {
        let adopted = |id: &str| self.provision(id).is_none_or(|(_, instrument)| instrument.adopted <= known);
        Provision {
            note: provision.note.as_ref().and_then(|note| self.as_known(note, known)),
            sources: self.sources_as_known(&provision.sources, known),
            lifts: provision.lifts.iter().filter(|id| adopted(id)).cloned().collect(),
            ..provision.clone()
        }
    }

    /// Sources as they can be read on a day: a copy or comment named after a later instrument is left out, its row stays.
    pub(crate) fn sources_as_known(&self, sources: &[String], known: Date) -> Vec<String> {
        let rows = |source: &String| {
            self.as_known(source, known).or_else(|| {
                let row = source.split_once(':').map(|(row, _)| row.to_owned())?;
                self.as_known(&row, known)
            })
        };
        sources.iter().filter_map(rows).collect()
    }
}
