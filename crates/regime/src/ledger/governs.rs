//! Which provisions turn on a quota.

use jiff::civil::Date;

use crate::law::{Condition, Exception, Provision, Quota};
use crate::regime::Regime;
use crate::survey::Standing;

impl Regime {
    /// The quotas that a day knows: those that some provision adopted by then asks for room under.
    pub fn quotas_known(&self, known: Date) -> impl Iterator<Item = &Quota> {
        self.quotas().filter(move |quota| {
            let adopted = self.provisions().filter(|(_, instrument)| instrument.adopted <= known);
            let mut asks = adopted.flat_map(|(provision, _)| {
                let exceptions = provision.exceptions.iter().filter_map(|exception| exception.when.as_ref());
                provision.when.iter().chain(exceptions)
            });
            asks.any(|when| asks_room(when, &quota.id))
        })
    }

    /// The provisions in force on a day, as known on a day, that ask for room under a quota.
    pub fn caps_for(&self, quota: &str, on: Date, known: Date) -> Vec<String> {
        let capping = self.capping.iter().filter_map(|place| self.provisions.get(*place));
        let in_force = capping.map(|loaded| &loaded.provision).filter(|provision| {
            let asks = |when: &Condition| asks_room(when, quota);
            let of_own = provision.when.as_ref().is_some_and(asks);
            let stands = |exception: &Exception| {
                let name = format!("{}#{}", provision.id, exception.id);
                self.end_of(&name, exception.until, known).is_none_or(|end| on < end)
            };
            let of_exception =
                |exception: &Exception| exception.when.as_ref().is_some_and(asks) && stands(exception);
            (of_own || provision.exceptions.iter().any(of_exception))
                && matches!(self.standing(provision, on, known), Standing::InForce { .. })
        });
        in_force.map(|provision| provision.id.to_string()).collect()
    }

    /// The other quotas that provisions ask for room under in one condition with this one.
    pub(crate) fn capped_beside(&self, quota: &str, provisions: &[String]) -> Vec<String> {
        let mut beside = Vec::new();
        for (provision, _) in provisions.iter().filter_map(|id| self.provision(id)) {
            let exceptions = provision.exceptions.iter().filter_map(|exception| exception.when.as_ref());
            for when in provision.when.iter().chain(exceptions) {
                let rooms = rooms(when);
                if rooms.contains(&quota) {
                    beside.extend(rooms.into_iter().filter(|other| *other != quota).map(str::to_owned));
                }
            }
        }
        beside.sort();
        beside.dedup();
        beside
    }
}

impl Provision {
    /// Whether it, or an exception of it, asks for room under some quota.
    pub(crate) fn asks_for_room(&self) -> bool {
        let exceptions = self.exceptions.iter().filter_map(|exception| exception.when.as_ref());
        self.when.iter().chain(exceptions).any(|when| !rooms(when).is_empty())
    }
}

/// The quotas that a condition asks for room under.
fn rooms(condition: &Condition) -> Vec<&str> {
    let own = condition.room.iter().map(|quota| quota.as_str());
    own.chain(parts_of(condition).flat_map(rooms)).collect()
}

/// Whether a condition asks for room under a quota.
fn asks_room(condition: &Condition, quota: &str) -> bool {
    condition.room.as_ref().is_some_and(|room| **room == *quota)
        || parts_of(condition).any(|part| asks_room(part, quota))
}

fn parts_of(condition: &Condition) -> impl Iterator<Item = &Condition> {
    condition.all.iter().chain(&condition.any).flatten().chain(condition.not.as_deref())
}
