//! A spelling in Latin letters, and the bounded list of them.

use super::latin;

/// No text has more forms than this.
pub const MOST_FORMS: usize = 8;

/// The rules by which a form was spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum System {
    /// The text was in Latin letters already.
    Latin,
    /// The DPRK's own rules for Korean (1992).
    Dprk,
    /// The Republic of Korea's Revised Romanization (Ministry of Culture and Tourism, 2000).
    Revised,
    /// McCune–Reischauer (1939), without breves and apostrophes.
    McCuneReischauer,
    /// Korean as people write their own names in passports.
    KoreanUsage,
    /// Hanyu Pinyin (ISO 7098:2015), without tones.
    Pinyin,
    /// Wade–Giles, without apostrophes and umlauts, as on passports of Taiwan.
    WadeGiles,
    /// A Chinese family name as people outside the mainland spell it, the given name in Pinyin.
    ChineseUsage,
    /// Chinese characters in their Korean reading, by the DPRK's rules.
    KoreanReading,
    /// The words of an organisation's name, in English.
    Gloss,
    /// The usual Latin spelling of an Arabic, Persian, Urdu or Pashto name, from a table.
    ArabicUsage,
    /// Arabic letters one by one, with vowels supplied.
    ArabicLetters,
    /// Cyrillic as the English-language press writes it.
    CyrillicUsage,
    /// For Cyrillic BGN/PCGN, or the national system where the letters show the language; for Greek ELOT 743.
    National,
    /// ICAO Doc 9303, as in Russian passports since 2014.
    Passport,
    /// ISO 9:1995 and the scholarly systems, without their marks.
    Scholarly,
    /// German usage for Cyrillic.
    German,
    /// French usage for Cyrillic.
    French,
    /// Hepburn, long vowels short.
    Hepburn,
    /// A general table of letters, for the scripts without rules of their own.
    Fallback,
}

/// One spelling of a text in Latin letters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LatinForm {
    /// Lower-case ASCII letters and digits; tokens separated by one space.
    pub text: String,
    /// The rules by which it was spelled.
    pub system: System,
    /// The script leaves the sound open: vowels not written, or a character of several readings.
    pub uncertain: bool,
}

/// The forms of a stretch of text, while they are being gathered.
#[derive(Default)]
pub(super) struct Forms(Vec<LatinForm>);

impl Forms {
    /// A stretch with only one way to write it.
    pub(super) fn single(text: String, system: System) -> Self {
        let mut forms = Self::default();
        forms.push(text, system, false);
        forms
    }

    /// Adds a form unless it is empty or said already.
    pub(super) fn push(&mut self, text: String, system: System, uncertain: bool) {
        let text = latin::tidy(text);
        if !text.is_empty() && self.0.iter().all(|form| form.text != text) {
            self.0.push(LatinForm { text, system, uncertain });
        }
    }

    /// Adds the forms of another reading of the same stretch.
    pub(super) fn extend(&mut self, others: Self) {
        for form in others.0 {
            self.push(form.text, form.system, form.uncertain);
        }
    }

    /// Joins the forms of the next stretch rank by rank; the shorter list repeats its first.
    // Every combination would multiply the forms without adding usual ones: nobody writes one word of a
    // name by one standard and the next by another.
    pub(super) fn append(&mut self, next: Self) {
        if next.0.is_empty() {
            return;
        }
        if self.0.is_empty() {
            *self = next;
            return;
        }
        let longest = self.0.len().max(next.0.len());
        let mut joined = Self::default();
        for rank in 0..longest {
            let own = self.0.get(rank).or(self.0.first());
            let other = next.0.get(rank).or(next.0.first());
            if let (Some(own), Some(other)) = (own, other) {
                let system = if own.system == System::Latin { other.system } else { own.system };
                joined.push(format!("{} {}", own.text, other.text), system, own.uncertain || other.uncertain);
            }
        }
        *self = joined;
    }

    /// The forms, cut to the bound.
    pub(super) fn finish(mut self) -> Vec<LatinForm> {
        self.0.truncate(MOST_FORMS);
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_join_rank_by_rank() {
        let mut left = Forms::single("a".into(), System::Latin);
        let mut right = Forms::single("x".into(), System::Dprk);
        right.push("y".into(), System::Revised, true);
        left.append(right);
        let texts: Vec<_> = left.finish().into_iter().map(|form| (form.text, form.system)).collect();
        assert_eq!(texts, [("a x".to_owned(), System::Dprk), ("a y".to_owned(), System::Revised)]);
    }
}
