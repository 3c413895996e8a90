//! Chance for tests, the same everywhere.

/// A number below a bound that looks like chance.
pub(crate) fn dice(seed: &mut u64, below: usize) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize % below
}
