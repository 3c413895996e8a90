//! What a well-formed regime must also be: every reference leads somewhere, every rule has what its norm needs.

mod history;
mod ledger;

use std::collections::BTreeSet;
use std::ops::Range;

use super::{LoadError, SourceFile};
use crate::law::{Condition, CountryTest, Direction, Exception, FactOf, Norm, Provision, Quota, Text};
use crate::quantity::Money;
use crate::regime::Regime;
use crate::vocabulary::ObjectKind;

type Find<'a> = dyn Fn(&str) -> Result<&'a SourceFile, LoadError> + 'a;

/// Checks a loaded regime against itself. `sources` are the instrument files in the regime's order.
pub(crate) fn check(regime: &Regime, sources: &[&SourceFile], own: &Find<'_>) -> Result<(), LoadError> {
    check_vocabulary(regime, own)?;
    for place in 0..regime.instruments.len() {
        let Some(file) = sources.get(place) else { continue };
        check_instrument(regime, place, file)?;
        history::accounts(regime, place, file)?;
    }
    history::events(regime, own)
}

/// Checks the instrument at a place: its header and its provisions.
pub(crate) fn check_instrument(regime: &Regime, place: usize, file: &SourceFile) -> Result<(), LoadError> {
    let Some(header) = regime.instruments.get(place) else { return Ok(()) };
    let checker = Checker { regime, file };
    if regime.instruments.iter().filter(|other| *other.id == *header.id).count() > 1 {
        let problem = format!("two instruments have the id `{}`", header.id);
        return Err(checker.refuse_at(header.id.span(), problem, "give each its own id"));
    }
    let mut ids = BTreeSet::new();
    for loaded in regime.provisions.iter().filter(|loaded| loaded.instrument == place) {
        checker.provision(&loaded.provision, header)?;
        if !ids.insert(loaded.provision.id.as_str()) {
            return Err(checker.refuse(
                &loaded.provision.id,
                "is the id of another provision already",
                "give it an id of its own",
            ));
        }
    }
    Ok(())
}

/// Checks the caps against the rest of the regime.
pub(crate) fn check_quotas(regime: &Regime, file: &SourceFile, quotas: &[Quota]) -> Result<(), LoadError> {
    let checker = Checker { regime, file };
    for quota in quotas {
        checker.goods(&quota.goods)?;
        if let Some(stop) = &quota.stopped_by {
            checker.finding(&stop.kind)?;
            checker.authority(&stop.kind, &stop.by)?;
        }
        if let Some(notices) = &quota.notices
            && (!notices.percent.is_sorted()
                || notices.percent.iter().any(|share| !(1..=100).contains(share)))
        {
            return Err(checker.refuse(
                &quota.id,
                "has notices that are no rising shares of a cap",
                "write for example percent = [75, 90, 95]",
            ));
        }
        for period in &quota.periods {
            if let Some(reading) = &period.reading {
                checker.reading(reading)?;
            }
            if period.to.is_some() == period.every.is_some() {
                return Err(checker.refuse(
                    &quota.id,
                    "has a period with neither or both of `to` and `every`",
                    "give one of them",
                ));
            }
        }
    }
    Ok(())
}

fn check_vocabulary(regime: &Regime, own: &Find<'_>) -> Result<(), LoadError> {
    if let Some(reading) = &regime.about.transit_reading {
        Checker { regime, file: own("regime.toml")? }.reading(reading)?;
    }
    if let Some(example) = &regime.about.example {
        Checker { regime, file: own("regime.toml")? }.instrument(example)?;
    }
    if let Some(aid) = &regime.about.aid {
        let checker = Checker { regime, file: own("regime.toml")? };
        let of_act = regime.facts.get(&*aid.fact).is_some_and(|fact| fact.of == FactOf::Act);
        if !of_act {
            return Err(checker.refuse(&aid.fact, "is no fact of an act", "declare it in facts.toml"));
        }
        let mut asks = aid.application.iter().flat_map(|application| &application.asks);
        if asks.any(|part| part.sources.is_empty() || part.until.is_some_and(|until| until < part.from)) {
            let problem = "asks for something without a source, or that ends before it begins";
            return Err(checker.refuse(&aid.fact, problem, "give each part its sources, and days in order"));
        }
    }
    let goods = Checker { regime, file: own("goods.toml")? };
    for (set, headings) in regime.goods.values() {
        for headings in headings.iter() {
            if let Some(reading) = &headings.group.reading {
                goods.reading(reading)?;
            }
            if headings.codes.is_empty() {
                return Err(goods.refuse(&set.id, "has a group without codes", "give at least one HS code"));
            }
        }
    }
    check_quotas(regime, own("quotas.toml")?, &regime.quotas)?;
    let facts = Checker { regime, file: own("facts.toml")? };
    for fact in regime.facts() {
        if fact.listed_for.is_some() && !matches!(fact.of, FactOf::Object | FactOf::Ship) {
            return Err(facts.refuse(
                &fact.id,
                "has `listed-for` and is no fact of an object or a ship",
                "of parties, rules ask whether they are designated: see `designated` in regime.toml",
            ));
        }
        if fact.held_by_designated.is_some() && fact.of != FactOf::Party {
            return Err(facts.refuse(
                &fact.id,
                "has `held-by-designated` and is no fact of a party",
                "write of = \"party\"",
            ));
        }
    }
    if let Ok(file) = own("ledger.toml") {
        ledger::entries(regime, file)?;
    }
    let readings = Checker { regime, file: own("readings.toml")? };
    for reading in &regime.readings {
        if reading.options.len() < 2 {
            return Err(readings.refuse(
                &reading.id,
                "has fewer than two options",
                "a reading needs two; otherwise it is the law",
            ));
        }
        if let Some(option) = reading.options.iter().find(|option| option.sources.is_empty()) {
            return Err(readings.refuse(
                &option.id,
                "has no source",
                "say who reads it so: sources = [\"…\"]",
            ));
        }
    }
    let places = Checker { regime, file: own("places.toml")? };
    for place in &regime.places {
        if regime.reference.country(&place.country).is_none() {
            return Err(places.refuse(
                &place.id,
                "lies in a country that ISO 3166-1 does not have",
                "use an alpha-2 code",
            ));
        }
    }
    Ok(())
}

struct Checker<'a> {
    regime: &'a Regime,
    file: &'a SourceFile,
}

impl Checker<'_> {
    fn refuse(&self, words: &Text, problem: &str, mend: &str) -> LoadError {
        self.refuse_at(words.span(), format!("`{words}` {problem}"), mend)
    }

    fn refuse_at(&self, span: Range<usize>, problem: String, mend: &str) -> LoadError {
        LoadError::refused(self.file, span, problem, Some(mend.to_owned()))
    }

    fn provision(&self, provision: &Provision, header: &crate::law::Instrument) -> Result<(), LoadError> {
        let id = &provision.id;
        if id.split_once('/').is_none_or(|(instrument, name)| instrument != &*header.id || name.is_empty()) {
            return Err(self.refuse(
                id,
                "does not begin with its instrument",
                &format!("write `{}/…`", header.id),
            ));
        }
        if provision.sources.is_empty() {
            return Err(self.refuse(
                id,
                "has no source",
                "add sources = [\"…\"]: which row or text it rests on",
            ));
        }
        if provision.summary.trim().is_empty() {
            return Err(self.refuse(id, "has no summary", "say in your own words what it holds"));
        }
        if provision.from < header.adopted {
            return Err(self.refuse(
                id,
                "begins before its instrument was adopted",
                "mend `from`, or the header's `adopted`",
            ));
        }
        if provision.until.is_some_and(|until| until < provision.from) {
            return Err(self.refuse(id, "ends before it begins", "mend `from` or `until`"));
        }
        if provision.norm == Norm::Prohibition && provision.verbs.is_empty() {
            return Err(self.refuse(id, "forbids nothing", "add verbs = [\"…\"]"));
        }
        if provision.norm == Norm::Duty && provision.duties.is_empty() {
            return Err(self.refuse(id, "is a duty without one", "add [[provision.duty]] with who and act"));
        }
        if provision.norm == Norm::Exemption
            && (provision.lifts.is_empty() || provision.exceptions.is_empty())
        {
            return Err(self.refuse(
                id,
                "exempts nothing",
                "an exemption needs lifts = [\"…\"] and [[provision.exception]]",
            ));
        }
        if provision.goods.is_some() && !provision.objects.contains(&ObjectKind::Goods) {
            return Err(self.refuse(
                id,
                "names goods and is not about goods",
                "add \"goods\" to `objects`, or drop `goods`",
            ));
        }
        if provision.goods.is_some() != provision.confidence.codes.is_some() {
            return Err(self.refuse(
                id,
                "has goods and no confidence of codes, or the reverse",
                "codes = \"…\" goes with goods",
            ));
        }
        let crosses = provision.objects.contains(&ObjectKind::Goods) && provision.norm == Norm::Prohibition;
        if crosses && provision.direction.is_none() && provision.when.is_none() {
            return Err(self.refuse(
                id,
                "is about goods and names no direction",
                "add direction = \"to-target\", \"from-target\" or \"either\"",
            ));
        }
        if provision.direction == Some(Direction::Either)
            && provision.goods.is_none()
            && crosses
            && provision.when.is_none()
            && provision.open.is_none()
        {
            return Err(self.refuse(id, "would forbid all trade", "name the goods, or what must hold"));
        }
        self.place_in_the_whole(provision)?;
        if let Some(set) = &provision.goods {
            self.goods(set)?;
        }
        if let Some(when) = &provision.when {
            self.condition(when)?;
        }
        for superseded in &provision.supersedes {
            self.earlier_provision(superseded, provision)?;
        }
        for other in
            provision.restates.iter().chain(provision.lifts.iter().filter(|lifted| ***lifted != *"*"))
        {
            self.known_provision(other)?;
        }
        let mut names = BTreeSet::new();
        for exception in &provision.exceptions {
            if !names.insert(exception.id.as_str()) {
                return Err(self.refuse(
                    &exception.id,
                    "names two exceptions of this provision",
                    "give each its own name",
                ));
            }
            self.exception(exception)?;
        }
        Ok(())
    }

    fn exception(&self, exception: &Exception) -> Result<(), LoadError> {
        if exception.when.is_none() && exception.steps.is_empty() {
            return Err(self.refuse(
                &exception.id,
                "lifts its provision unconditionally",
                "add `when` or `steps`",
            ));
        }
        if let Some(when) = &exception.when {
            self.condition(when)?;
        }
        for step in &exception.steps {
            self.finding(&step.finding)?;
            self.authority(&step.finding, &step.by)?;
        }
        Ok(())
    }

    fn condition(&self, condition: &Condition) -> Result<(), LoadError> {
        for part in condition
            .all
            .iter()
            .flatten()
            .chain(condition.any.iter().flatten())
            .chain(condition.not.as_deref())
        {
            self.condition(part)?;
        }
        if let Some(reading) = &condition.reading {
            self.reading(reading)?;
        }
        for fact in condition.is.iter().flatten().chain(condition.is_not.iter().flatten()) {
            self.fact(fact, |of| of != FactOf::Party, "an act")?;
        }
        if let Some(finding) = &condition.finding {
            self.finding(&finding.kind)?;
            self.authority(&finding.kind, &finding.by)?;
        }
        let countries =
            [&condition.origin, &condition.from, &condition.to, &condition.flag, &condition.nationality];
        for test in countries.into_iter().flatten() {
            self.countries(test)?;
        }
        if let Some(party) = &condition.any_party {
            for fact in party.is.iter().chain(&party.is_not) {
                self.fact(fact, |of| of == FactOf::Party, "a party")?;
            }
            for test in [&party.country, &party.nationality].into_iter().flatten() {
                self.countries(test)?;
            }
        }
        for place in condition.loading.iter().flat_map(|test| &test.is) {
            if !self.regime.places.iter().any(|known| *known.id == **place) {
                return Err(self.refuse(place, "is no place of places.toml", "declare it there"));
            }
        }
        if let Some(set) = &condition.goods {
            self.goods(set)?;
        }
        if let Some(value) = &condition.value
            && let Err(error) = value.over.parse::<Money>()
        {
            return Err(self.refuse_at(
                value.over.span(),
                error.to_string(),
                "write for example over = \"500 USD\"",
            ));
        }
        if let Some(quota) = &condition.room
            && self.regime.quota(quota).is_none()
        {
            return Err(self.refuse(quota, "is no quota of quotas.toml", "declare it there"));
        }
        Ok(())
    }

    fn countries(&self, test: &CountryTest) -> Result<(), LoadError> {
        for word in test.is.iter().chain(&test.is_not) {
            if **word != *"target" && self.regime.reference.country(word).is_none() {
                return Err(self.refuse(word, "is no ISO 3166-1 code", "use an alpha-2 code, or \"target\""));
            }
        }
        Ok(())
    }

    fn goods(&self, set: &Text) -> Result<(), LoadError> {
        if self.regime.goods.contains_key(&**set) {
            return Ok(());
        }
        Err(self.refuse(
            set,
            "is no set of goods.toml",
            &self.nearest(set, self.regime.goods.keys().map(String::as_str)),
        ))
    }

    fn fact(&self, fact: &Text, fits: impl Fn(FactOf) -> bool, what: &str) -> Result<(), LoadError> {
        let of = match self.regime.facts.get(&**fact) {
            Some(declaration) => declaration.of,
            None if self.regime.goods.contains_key(&**fact) => FactOf::Goods,
            None => {
                return Err(self.refuse(
                    fact,
                    "is no fact of facts.toml",
                    &self.nearest(fact, self.regime.fact_ids()),
                ));
            }
        };
        if fits(of) {
            Ok(())
        } else {
            Err(self.refuse(fact, &format!("is not stated of {what}"), "see `of` in facts.toml"))
        }
    }

    fn finding(&self, kind: &Text) -> Result<(), LoadError> {
        if self.regime.has_finding(kind) {
            return Ok(());
        }
        Err(self.refuse(
            kind,
            "is no kind of finding of facts.toml",
            &self.nearest(kind, self.regime.finding_kinds()),
        ))
    }

    fn authority(&self, beside: &Text, by: &str) -> Result<(), LoadError> {
        if self.regime.has_authority(by) {
            return Ok(());
        }
        let problem = format!("`{by}` is no authority of regime.toml");
        Err(self.refuse_at(beside.span(), problem, &self.nearest(by, self.regime.authorities())))
    }

    fn reading(&self, name: &Text) -> Result<(), LoadError> {
        let known = name.split_once('/').is_some_and(|(reading, option)| {
            let declared = self.regime.readings.iter().find(|declared| *declared.id == *reading);
            declared.is_some_and(|declared| declared.options.iter().any(|known| *known.id == *option))
        });
        if known {
            Ok(())
        } else {
            Err(self.refuse(
                name,
                "is no reading of readings.toml",
                "write `reading/option`, both declared there",
            ))
        }
    }

    fn instrument(&self, id: &Text) -> Result<(), LoadError> {
        let ids = self.regime.instruments.iter().map(|instrument| instrument.id.as_str());
        if ids.clone().any(|known| known == id.as_str()) {
            return Ok(());
        }
        Err(self.refuse(id, "is no instrument", &self.nearest(id, ids)))
    }

    fn known_provision(&self, id: &Text) -> Result<&Provision, LoadError> {
        let found =
            self.regime.provisions.iter().map(|loaded| &loaded.provision).find(|other| *other.id == **id);
        let ids = self.regime.provisions.iter().map(|loaded| loaded.provision.id.as_str());
        found.ok_or_else(|| self.refuse(id, "is no provision", &self.nearest(id, ids)))
    }

    fn earlier_provision(&self, name: &Text, later: &Provision) -> Result<(), LoadError> {
        let (id, exception) =
            name.split_once('#').map_or((name.as_str(), None), |(id, exception)| (id, Some(exception)));
        let words = Text::at(id, name.span());
        let earlier = self.known_provision(&words)?;
        if let Some(exception) = exception
            && !earlier.exceptions.iter().any(|known| *known.id == *exception)
        {
            return Err(self.refuse(
                name,
                "names no exception of that provision",
                "write `provision#exception`",
            ));
        }
        if later.id.as_str() == id || later.from < earlier.from {
            return Err(self.refuse(
                name,
                "begins no earlier than what is to replace it",
                "only the later supersedes the earlier",
            ));
        }
        Ok(())
    }

    fn nearest<'w>(&self, word: &str, known: impl Iterator<Item = &'w str>) -> String {
        match crate::dealing::nearest(word, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "declare it, or mend the name".to_owned(),
        }
    }
}
