//! Approvals put to the lines of a dealing, in order.

use std::collections::BTreeMap;

use interdict_regime::{
    Act, Clocks, CountryFact, DateKind, Dealing, Finding, GoodsLine, HsTest, Location, Object, Role, Said,
    Verb,
};
use jiff::civil::Date;

use super::{Amount, Approval, ApprovalUse, Approvals, Covered, Item, NotCovered, Why, plain};

/// Whose activity an approval may be for.
const HOLDERS: [Role; 4] = [Role::Consignor, Role::Exporter, Role::Seller, Role::Provider];
/// For whom an approval may be.
const RECIPIENTS: [Role; 6] =
    [Role::Consignee, Role::Importer, Role::Buyer, Role::EndUser, Role::Recipient, Role::Beneficiary];

impl Approvals {
    /// Puts the approvals to every line of goods, in order, and records on each line that one covers a finding of the
    /// approval's kind, author, day and reference.
    ///
    /// A line is covered wholly or not at all: by an item of its goods, of an approval known by `clocks.known` and usable on the
    /// act's day (its own, else the dealing's, else `clocks.on`) and on the days of dispatch and import where they are given, to
    /// the act's destination, sender and receiver where it names them, of which enough is left after the draws dated on or
    /// before both the act's day and `clocks.known`. Lines draw on an item in order, and once one does not fit no later one
    /// does: an approval more never takes from a line what an approval less would give it. One cargo in two acts (its sale, its
    /// carriage) draws once.
    ///
    /// The approvals themselves are not drawn on: only dated draws do that. The result has one entry for each line of goods that
    /// some item is, or may be, about. What the law makes of a finding is the law's own: one of the wrong kind lifts nothing.
    pub fn apply(&self, dealing: &mut Dealing, clocks: Clocks) -> Vec<ApprovalUse> {
        let mut desk = Desk { approvals: self, clocks, items: BTreeMap::new(), cargoes: BTreeMap::new() };
        let mut uses = Vec::new();
        let of_dealing = dealing.date.or(clocks.on);
        for (place, act) in dealing.acts.iter_mut().enumerate() {
            let day = act.date.or(of_dealing);
            for line in 0..act.lines() {
                let Some(put) = desk.line(act, place, line, day) else { continue };
                if let (Some(finding), Object::Goods(lines)) = (put.1, &mut act.object)
                    && let Some(goods) = lines.get_mut(line)
                {
                    goods.findings.push(finding);
                }
                uses.push(put.0);
            }
        }
        uses
    }
}

/// An item: the approval's place, and the item's place in it.
type Place = (usize, usize);

/// What the lines so far have taken.
struct Desk<'a> {
    approvals: &'a Approvals,
    clocks: Clocks,
    items: BTreeMap<Place, Taken>,
    cargoes: BTreeMap<String, Cargo>,
}

#[derive(Default)]
struct Taken {
    amount: Amount,
    /// The first line that did not fit.
    full_at: Option<String>,
}

/// Lines alike in ends, goods and quantity: the n-th of one verb is the n-th of another.
#[derive(Default)]
struct Cargo {
    covered_by: Vec<Option<(Place, Amount)>>,
    met: BTreeMap<Verb, usize>,
}

impl<'a> Desk<'a> {
    /// One line: what covers it and what does not, with the finding to record; nothing where no item is about it.
    fn line(
        &mut self,
        act: &Act,
        place: usize,
        line: usize,
        day: Option<Date>,
    ) -> Option<(ApprovalUse, Option<Finding>)> {
        let goods = act.goods(line)?;
        let at = format!("acts[{place}].goods[{line}]");
        let key = alike(act, goods);
        let cargo = self.cargoes.entry(key.clone()).or_default();
        let met = cargo.met.entry(act.verb).or_default();
        let number = *met;
        *met += 1;
        let taken_already = cargo.covered_by.get(number).copied().flatten();
        let mut not_covered = Vec::new();
        let mut covered = taken_already.and_then(|taken| self.again(taken, act, goods, day));
        if covered.is_none() {
            covered = self.anew(act, goods, day, &at, &mut not_covered);
        }
        let cargo = self.cargoes.entry(key).or_default();
        let by = covered.as_ref().map(|(place, covered)| (*place, covered.used));
        match cargo.covered_by.get_mut(number) {
            Some(known) => *known = known.or(by),
            None => cargo.covered_by.push(by),
        }
        if covered.is_none() && not_covered.is_empty() {
            return None;
        }
        let finding = by.and_then(|(place, _)| self.approval(place)).map(finding);
        let covered = covered.map(|(_, covered)| covered);
        Some((ApprovalUse { act: place, line, at, covered, not_covered }, finding))
    }

    fn approval(&self, (approval, _): Place) -> Option<&'a Approval> {
        self.approvals.approvals.get(approval)
    }

    /// The item that another act about the same cargo drew on, if this act may use it as well.
    fn again(
        &self,
        (place, used): (Place, Amount),
        act: &Act,
        goods: &GoodsLine,
        day: Option<Date>,
    ) -> Option<(Place, Covered)> {
        let approval = self.approval(place)?;
        let item = approval.items.get(place.1)?;
        let day = usable(approval, act, day).ok()?;
        // The carriage may state less than the sale did; what states more is more than was drawn.
        let asked = Amount { quantity: goods.quantity, value: goods.value };
        if !used.holds(asked) {
            return None;
        }
        let taken = self.items.get(&place).map(|taken| taken.amount).unwrap_or_default();
        let before = self.drawn(approval, item, day).plus(taken);
        let remaining = item.limit.after(before);
        Some((place, covered(approval, item, used, remaining, true)))
    }

    /// The first item that covers a line, and those before it that do not.
    fn anew(
        &mut self,
        act: &Act,
        goods: &GoodsLine,
        day: Option<Date>,
        at: &str,
        not_covered: &mut Vec<NotCovered>,
    ) -> Option<(Place, Covered)> {
        let approvals = self.approvals;
        let known = self.clocks.known;
        let decided = approvals.approvals.iter().enumerate().filter(|(_, a)| a.decided_on <= known);
        for (number, approval) in decided {
            for (item_number, item) in approval.items.iter().enumerate() {
                let place = (number, item_number);
                let holds = item.holds(goods);
                if holds == HsTest::No {
                    continue;
                }
                match self.tried(approval, item, place, holds, (act, goods, day, at)) {
                    Ok(covered) => return Some((place, covered)),
                    Err(why) => not_covered.push(NotCovered {
                        reference: approval.reference.clone(),
                        item: item.id.clone(),
                        why,
                    }),
                }
            }
        }
        None
    }

    fn tried(
        &mut self,
        approval: &Approval,
        item: &Item,
        place: Place,
        holds: HsTest,
        (act, goods, day, at): (&Act, &GoodsLine, Option<Date>, &str),
    ) -> Result<Covered, Why> {
        if let Some(why) = self.approvals.held(&approval.reference, self.clocks.known) {
            return Err(Why::HeldBack(why.to_owned()));
        }
        if holds == HsTest::Shorter {
            return Err(goods.hs.clone().map_or(Why::NoCode, |given| Why::TooShort { given }));
        }
        let day = usable(approval, act, day)?;
        let before = self.drawn(approval, item, day);
        let taken = self.items.entry(place).or_default();
        if let Some(line) = &taken.full_at {
            return Err(Why::AfterTooMuch { line: line.clone() });
        }
        let asked = Amount { quantity: goods.quantity, value: goods.value };
        match item.limit.take(before.plus(taken.amount), asked) {
            Ok((used, remaining)) => {
                taken.amount = taken.amount.plus(used);
                Ok(covered(approval, item, used, remaining, false))
            }
            Err(why) => {
                if matches!(why, Why::TooMuch { .. }) {
                    taken.full_at = Some(at.to_owned());
                }
                Err(why)
            }
        }
    }

    /// What was drawn on an item by a day, as known.
    fn drawn(&self, approval: &Approval, item: &Item, day: Date) -> Amount {
        let last = day.min(self.clocks.known);
        let draws = self.approvals.draws.iter().filter(|draw| {
            draw.reference == approval.reference
                && draw.item.as_deref().is_none_or(|id| id == item.id)
                && draw.on <= last
        });
        // One that cannot be counted holds the approval back.
        let counted = draws.filter_map(|draw| item.limit.counted(draw.amount).ok());
        counted.fold(Amount::NOTHING, Amount::plus)
    }
}

/// The day of an act on which the approval can be used; else why not.
fn usable(approval: &Approval, act: &Act, day: Option<Date>) -> Result<Date, Why> {
    let day = day.ok_or(Why::NoDay)?;
    let first = approval.valid_from.map_or(approval.decided_on, |from| from.max(approval.decided_on));
    // A contract may be older than the approval of what it sells; the movement of the goods may not.
    let moved = act.dates.iter().filter(|(kind, _)| **kind != DateKind::Contract);
    for day in moved.map(|(_, day)| *day).chain([day]) {
        if day < first {
            return Err(Why::TooEarly { from: first, day });
        }
        if let Some(until) = approval.valid_until.filter(|until| day > *until) {
            return Err(Why::TooLate { until, day });
        }
    }
    if !reaches(&approval.to, &act.to) {
        let place = approval.to.place.clone().or(approval.to.country.known().map(|code| code.to_string()));
        return Err(Why::Elsewhere(place.unwrap_or_default()));
    }
    let among = |name: &String, roles: &[Role]| {
        let mut given = act.parties.iter().filter(|party| roles.contains(&party.role));
        given.any(|party| party.name.as_ref().is_some_and(|given| plain(given) == plain(name)))
    };
    if let Some(holder) = approval.holder.as_ref().filter(|name| !among(name, &HOLDERS)) {
        return Err(Why::NotTheHolder(holder.clone()));
    }
    if let Some(recipient) = approval.recipient.as_ref().filter(|name| !among(name, &RECIPIENTS)) {
        return Err(Why::NotTheRecipient(recipient.clone()));
    }
    Ok(day)
}

/// Whether an act plainly goes where an approval says, as far as that says anything.
fn reaches(wanted: &Location, given: &Location) -> bool {
    let country = match &wanted.country {
        CountryFact::Absent => true,
        wanted => wanted.known().is_some_and(|wanted| given.country.known() == Some(wanted)),
    };
    country && wanted.place.as_ref().is_none_or(|place| given.place.as_ref() == Some(place))
}

fn covered(approval: &Approval, item: &Item, used: Amount, remaining: Amount, shared: bool) -> Covered {
    Covered {
        reference: approval.reference.clone(),
        item: item.id.clone(),
        says: item.says(),
        kind: approval.kind.clone(),
        used,
        remaining,
        shared,
    }
}

fn finding(approval: &Approval) -> Finding {
    Finding {
        kind: approval.kind.clone(),
        by: approval.by.clone(),
        state: approval.state,
        date: Some(approval.decided_on),
        reference: Some(approval.reference.clone()),
        status: Said::Yes,
    }
}

/// What makes two lines one cargo, as caps count it: ends, code and quantity, and without a code the words.
fn alike(act: &Act, goods: &GoodsLine) -> String {
    // By value: `1.0 t` sold and `1 t` carried are one cargo.
    let quantity = goods.quantity.map(|quantity| (quantity.amount().normalize(), quantity.unit()));
    let words = goods.description.as_deref().filter(|_| goods.hs.is_none()).map(plain);
    format!("{:?} {:?} {:?} {words:?} {quantity:?}", act.from, act.to, goods.hs)
}
