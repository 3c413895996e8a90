//! The edition that answers now.

use std::sync::Arc;

use arc_swap::ArcSwap;

use super::Compiled;

/// The edition that answers now. A new one takes its place at once, while readers go on: none waits, and whoever has begun
/// ends with the edition it began with.
///
/// ```
/// use std::sync::Arc;
/// use interdict_regime::{Clocks, Compiled, Current, Profile, Regime, read_folder};
///
/// let files = read_folder(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../regimes")))?;
/// let regime = Arc::new(Regime::load("un-1718", &files)?);
/// let known = |known| Clocks { on: None, known };
/// let sooner = Compiled::new(Arc::clone(&regime), known(jiff::civil::date(2017, 6, 2)), Profile::default())?;
/// let later = Compiled::new(regime, known(jiff::civil::date(2026, 11, 21)), Profile::default())?;
///
/// let current = Current::new(sooner);
/// let begun = current.load();
/// current.replace(later);
/// assert_eq!(begun.clocks().known.year(), 2017);
/// assert_eq!(current.load().clocks().known.year(), 2026);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Current(ArcSwap<Compiled>);

impl Current {
    /// Begins with an edition.
    pub fn new(compiled: impl Into<Arc<Compiled>>) -> Current {
        Current(ArcSwap::new(compiled.into()))
    }

    /// The edition that answers now: take it once for a dealing, or for a batch that must be of one edition.
    pub fn load(&self) -> Arc<Compiled> {
        self.0.load_full()
    }

    /// Puts a new edition in its place, and hands back the old one.
    pub fn replace(&self, compiled: impl Into<Arc<Compiled>>) -> Arc<Compiled> {
        self.0.swap(compiled.into())
    }
}
