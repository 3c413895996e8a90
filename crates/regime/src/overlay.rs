//! A draft laid over the law. What it makes is a regime of its own, marked hypothetical wherever it speaks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::evaluate::occurrence;
use crate::law::{
    Addressee, CapChange, Condition, Confidence, DateTest, Excepting, Exception, Instrument,
    InstrumentConfidence, Norm, OverlayFile, OverlayHeader, Provision, Quota, QuotaPeriod, Standing,
    Suspension, Text, ThanBefore, Vote,
};
use crate::load::{LoadError, SourceFile, check_instrument, check_quotas, parse_file};
use crate::regime::{Loaded, Regime};

/// The name of the exception by which a draft suspends a provision.
const SUSPENDED: &str = "suspended";

/// Whether a provision is a draft's suspension of others.
pub(crate) fn suspends(provision: &Provision) -> bool {
    provision.norm == Norm::Exemption
        && provision.exceptions.iter().any(|exception| *exception.id == *SUSPENDED)
}

impl Regime {
    /// The law with a draft laid over it. What the draft suspends is lifted between its days, what it lifts ends, what it
    /// excepts gets an exception; what it adds is law from its first day.
    ///
    /// The regime it gives answers as any other; its name, its edition, the draft's citations and a notice on every
    /// determination say that it is hypothetical.
    ///
    /// # Errors
    /// Every fault of the file, with line, words and mend: a provision that the law does not hold, days in the wrong order, a
    /// name that is taken, and all that an instrument file is refused for.
    pub fn overlaid(&self, file: &SourceFile) -> Result<Regime, LoadError> {
        let draft: OverlayFile = parse_file(file)?;
        let mut regime = self.clone();
        let place = regime.instruments.len();
        regime.instruments.push(header(&draft.overlay));
        regime.accounted.push(Vec::new());
        for set in draft.goods.iter().cloned() {
            regime.add_goods(set, file)?;
        }
        for change in &draft.cap {
            let quota = regime.quotas.iter_mut().find(|quota| *quota.id == *change.quota);
            let quota = quota.ok_or_else(|| {
                refused(file, &change.quota, "is no quota of the law", "see quotas.toml for their names")
            })?;
            recap(quota, change);
        }
        if let Some(taken) = draft.quota.iter().find(|quota| self.quota(&quota.id).is_some()) {
            return Err(refused(
                file,
                &taken.id,
                "is a quota of the law already",
                "use [[cap]] to change it",
            ));
        }
        regime.quotas.extend(draft.quota.iter().cloned());
        let drawn = Drafting { law: self, file, draft: &draft };
        let provisions = drawn.provisions()?;
        regime
            .provisions
            .extend(provisions.into_iter().map(|provision| Loaded { provision, instrument: place }));
        regime.note_superseders();
        check_quotas(&regime, file, &draft.quota)?;
        check_instrument(&regime, place, file)?;
        regime.about.id = format!("{}+{}", self.about.id, draft.overlay.id);
        regime.about.short = format!("{}, HYPOTHETICAL with `{}`", self.about.short, draft.overlay.id);
        regime.edition = edition_with(&self.edition, &file.text);
        regime.overlay = Some(draft.overlay);
        Ok(regime)
    }

    /// The draft's suspension of a provision on a day, with its last day.
    pub(crate) fn suspension(&self, provision: &Provision, on: Date, known: Date) -> Option<(&Text, Date)> {
        let drafts = self.provisions().filter(|(held, draft)| {
            draft.hypothetical && draft.adopted <= known && suspends(held) && held.from <= on
        });
        let suspending = drafts.filter(|(held, _)| held.may_lift(provision));
        suspending.filter_map(|(held, _)| Some((&held.id, held.until?))).find(|(_, until)| on <= *until)
    }

    /// The notice that every determination under a draft carries.
    pub(crate) fn overlay_notice(&self) -> Option<String> {
        let draft = self.overlay.as_ref()?;
        Some(format!("Hypothetical: the draft `{}` is laid over the law. {}", draft.id, draft.says))
    }
}

fn refused(file: &SourceFile, words: &Text, problem: &str, mend: &str) -> LoadError {
    LoadError::refused(file, words.span(), format!("`{words}` {problem}"), Some(mend.to_owned()))
}

/// A draft's provisions being written.
struct Drafting<'a> {
    law: &'a Regime,
    file: &'a SourceFile,
    draft: &'a OverlayFile,
}

impl Drafting<'_> {
    fn provisions(&self) -> Result<Vec<Provision>, LoadError> {
        let mut provisions = Vec::new();
        let mut cite = 0;
        for suspension in &self.draft.suspend {
            cite += 1;
            provisions.extend(self.exempting("suspend", SUSPENDED, cite, &self.suspending(suspension)?)?);
        }
        for excepting in &self.draft.except {
            cite += 1;
            provisions.extend(self.exempting("except", "excepted", cite, excepting)?);
        }
        for lifting in &self.draft.lift {
            cite += 1;
            for (subject, supersedes) in self.named(&lifting.provisions, |_| true)? {
                let summary = format!("Ended from {} on.", lifting.from);
                provisions.push(Provision {
                    supersedes,
                    than_before: Some(ThanBefore::Laxer),
                    ..self.blank("lift", cite, &subject, Norm::Declaration, lifting.from, &summary)
                });
            }
        }
        provisions.extend(self.draft.provision.iter().cloned());
        Ok(provisions)
    }

    /// A suspension as the exception that it is: every day that the dealing has lies inside, not just one of them.
    fn suspending(&self, suspension: &Suspension) -> Result<Excepting, LoadError> {
        let (from, until) = (suspension.from, suspension.until);
        if until < from {
            let first = suspension.provisions.first().unwrap_or(&self.draft.overlay.id);
            return Err(refused(
                self.file,
                first,
                "is suspended until before it begins",
                "mend `from` or `until`",
            ));
        }
        let held = DateTest { from: Some(from), to: Some(until), ..DateTest::default() };
        Ok(Excepting {
            provisions: suspension.provisions.clone(),
            from,
            until: Some(until),
            summary: format!("Suspended from {from} to {until}."),
            when: Some(Condition {
                import_date: Some(held),
                supply_date: Some(held),
                ..Condition::default()
            }),
            steps: Vec::new(),
        })
    }

    /// Exemptions, one for each subject, that lift prohibitions by one exception.
    fn exempting(
        &self,
        what: &str,
        exception: &str,
        cite: u16,
        excepting: &Excepting,
    ) -> Result<Vec<Provision>, LoadError> {
        let bans = self.named(&excepting.provisions, Provision::forbids)?;
        let exemptions = bans.into_iter().map(|(subject, lifts)| Provision {
            lifts,
            until: excepting.until,
            exceptions: vec![Exception {
                id: exception.into(),
                cite: None,
                summary: excepting.summary.clone(),
                when: excepting.when.clone(),
                steps: excepting.steps.clone(),
                until: None,
                duties: Vec::new(),
            }],
            ..self.blank(what, cite, &subject, Norm::Exemption, excepting.from, &excepting.summary)
        });
        Ok(exemptions.collect())
    }

    /// The provisions that names and citations stand for, by subject.
    fn named(
        &self,
        names: &[Text],
        counts: impl Fn(&Provision) -> bool,
    ) -> Result<BTreeMap<String, Vec<Text>>, LoadError> {
        let mut by_subject: BTreeMap<String, Vec<Text>> = BTreeMap::new();
        for name in names {
            let cited = self.law.cited(name);
            if cited.is_empty() {
                let mend = "write a provision's id, `2397:6` for a paragraph, or `2397` for an instrument";
                return Err(refused(self.file, name, "names nothing that the law holds", mend));
            }
            let mut found = false;
            for (provision, _) in cited.into_iter().filter(|(provision, _)| counts(provision)) {
                found = true;
                let id = Text::at(&provision.id, name.span());
                by_subject.entry(provision.subject.to_string()).or_default().push(id);
            }
            if !found {
                let mend = "only what forbids can be suspended or excepted; [[lift]] ends any provision";
                return Err(refused(self.file, name, "forbids nothing", mend));
            }
        }
        Ok(by_subject)
    }

    fn blank(
        &self,
        what: &str,
        cite: u16,
        subject: &str,
        norm: Norm,
        from: Date,
        summary: &str,
    ) -> Provision {
        let draft = &self.draft.overlay;
        Provision {
            id: Text::at(&format!("{}/{what}-{cite}-{subject}", draft.id), draft.id.span()),
            cite: cite.to_string(),
            norm,
            binding: true,
            addressee: Addressee::AllStates,
            subject: subject.into(),
            verbs: Vec::new(),
            objects: Vec::new(),
            direction: None,
            goods: None,
            when: None,
            tests: Vec::new(),
            from,
            until: None,
            supersedes: Vec::new(),
            than_before: None,
            restates: Vec::new(),
            lifts: Vec::new(),
            open: None,
            breached_by: Vec::new(),
            breached_on_reading: BTreeMap::new(),
            summary: summary.to_owned(),
            note: Some("Hypothetical.".to_owned()),
            confidence: Confidence {
                rule: Standing::Unverified,
                number: Standing::Unverified,
                codes: None,
                dates: Standing::Unverified,
            },
            sources: vec![format!("the draft `{}`", draft.id)],
            exceptions: Vec::new(),
            duties: Vec::new(),
        }
    }
}

fn header(draft: &OverlayHeader) -> Instrument {
    Instrument {
        id: draft.id.clone(),
        symbol: format!("hypothetical {}", draft.id),
        adopted: draft.adopted,
        meeting: None,
        vote: Vote { in_favour: 0, against: 0, abstained: 0 },
        trigger: draft.says.clone(),
        basis: "none: hypothetical".to_owned(),
        paragraphs: None,
        annexes: None,
        confidence: InstrumentConfidence {
            adopted: Standing::Unverified,
            meeting: Standing::Unverified,
            vote: Standing::Unverified,
            paragraphs: Standing::Unverified,
        },
        sources: draft.sources.clone(),
        hypothetical: true,
    }
}

/// Gives the periods of a quota from a day on another cap. Of the periods that hold a day the last one written counts.
fn recap(quota: &mut Quota, change: &CapChange) {
    let changed: Vec<QuotaPeriod> = quota
        .periods
        .iter()
        .filter_map(|period| {
            let from = match occurrence(period, change.from) {
                Some(held) => held.first,
                None if period.from > change.from => period.from,
                None => return None,
            };
            Some(QuotaPeriod { from, cap: change.cap, ..period.clone() })
        })
        .collect();
    quota.periods.extend(changed);
}

fn edition_with(edition: &str, draft: &str) -> String {
    let mut hash = Sha256::new();
    for part in [edition, draft] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
