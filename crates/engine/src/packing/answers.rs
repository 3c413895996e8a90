//! The law's answers on a list. Lines are put to it one by one, and together only where they share a cap: of a long list every
//! question would otherwise be weighed against every line.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use interdict_regime::{
    Assumption, Compiled, Dealing, Determination, GoodsLine, HsCode, HsTest, Object, Question, Regime,
};

use super::PackingList;

/// Each line's answer, with its place among the lines that the answer is about.
pub(super) struct Answers<'a> {
    law: &'a Compiled,
    shipment: Dealing,
    notices: Vec<String>,
    lines: Vec<(GoodsLine, Rc<Determination>, usize)>,
}

impl<'a> Answers<'a> {
    pub(super) fn of(dealing: &Dealing, law: &'a Compiled) -> Answers<'a> {
        let mut shipment = dealing.clone();
        let notices = std::mem::take(&mut shipment.notices);
        let mut goods = Vec::new();
        for act in &mut shipment.acts {
            if let Object::Goods(lines) = &mut act.object {
                goods.append(lines);
            }
        }
        let mut answers = Answers { law, shipment, notices, lines: Vec::new() };
        let caps = capped(law.regime());
        let draws = |line: &GoodsLine| {
            line.hs.as_ref().is_some_and(|code| caps.iter().any(|cap| code.within(cap) == HsTest::Yes))
        };
        let sharing: Vec<GoodsLine> = goods.iter().filter(|line| draws(line)).cloned().collect();
        let together = (!sharing.is_empty()).then(|| Rc::new(answers.ask(sharing)));
        let mut alone: BTreeMap<String, Rc<Determination>> = BTreeMap::new();
        let mut shared = 0..;
        for line in goods {
            let (found, place) = match together.as_ref().filter(|_| draws(&line)) {
                Some(found) => (Rc::clone(found), shared.next().unwrap_or_default()),
                None => {
                    // What a line is called decides nothing.
                    let nameless = GoodsLine { description: None, ..line.clone() };
                    let found = alone
                        .entry(format!("{nameless:?}"))
                        .or_insert_with(|| Rc::new(answers.ask(vec![nameless])));
                    (Rc::clone(found), 0)
                }
            };
            answers.lines.push((line, found, place));
        }
        answers
    }

    fn ask(&self, goods: Vec<GoodsLine>) -> Determination {
        let mut dealing = self.shipment.clone();
        if let Some(act) = dealing.acts.first_mut() {
            act.object = Object::Goods(goods);
        }
        self.law.determine(&dealing)
    }

    /// The answer on a line, and the line's place in it.
    pub(super) fn on(&self, line: usize) -> Option<(&Determination, usize)> {
        self.lines.get(line).map(|(_, found, place)| (&**found, *place))
    }

    /// The most decisive question of a line: of the line by itself, or else of the lines that share a cap with it.
    pub(super) fn question(&self, line: usize) -> Option<Question> {
        let (goods, found, _) = self.lines.get(line)?;
        let own = if found.lines.len() > 1 {
            self.ask(vec![goods.clone()]).questions.into_iter().next()
        } else {
            None
        };
        own.or_else(|| found.questions.first().cloned())
    }

    /// What the answers say besides, each thing once.
    pub(super) fn beside(&self, list: &mut PackingList) {
        let mut assumed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        list.notices.clone_from(&self.notices);
        for (_, found, _) in &self.lines {
            list.contested |= found.contested;
            add(&mut list.nexus, &found.nexus);
            add(&mut list.notices, &found.notices);
            add(&mut list.not_examined, &found.not_examined);
            add(&mut list.reservations, &found.reservations);
            for assumption in &found.assumptions {
                assumed.entry(assumption.says.clone()).or_default().extend(assumption.provisions.clone());
            }
            list.editions.get_or_insert_with(|| found.editions.clone());
        }
        let assumed = assumed.into_iter();
        list.assumptions = assumed
            .map(|(says, provisions)| Assumption { says, provisions: provisions.into_iter().collect() })
            .collect();
    }
}

/// The headings of everything that a cap counts.
fn capped(regime: &Regime) -> Vec<HsCode> {
    let sets = regime.quotas().filter_map(|quota| regime.goods_set(&quota.goods));
    let codes = sets.flat_map(|set| &set.codes).flat_map(|group| &group.hs);
    codes.filter_map(|code| code.parse().ok()).collect()
}

fn add<T: Clone + PartialEq>(known: &mut Vec<T>, more: &[T]) {
    for one in more {
        if !known.contains(one) {
            known.push(one.clone());
        }
    }
}
