//! A set of small numbers, one bit each: so few bytes that asking costs little.

/// Which of so many numbers are in.
#[derive(Debug, Default)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// Some of so many numbers.
    pub(crate) fn of(count: usize, some: impl Iterator<Item = u32>) -> Self {
        let mut bits = Self::default();
        bits.resize(count);
        some.for_each(|at| bits.set(at));
        bits
    }

    /// From now on of so many numbers.
    pub(crate) fn resize(&mut self, count: usize) {
        self.0.resize(count.div_ceil(64), 0);
    }

    #[inline]
    pub(crate) fn has(&self, at: u32) -> bool {
        self.0.get(at as usize / 64).is_some_and(|bits| bits >> (at % 64) & 1 != 0)
    }

    pub(crate) fn set(&mut self, at: u32) {
        if let Some(bits) = self.0.get_mut(at as usize / 64) {
            *bits |= 1 << (at % 64);
        }
    }

    pub(crate) fn clear(&mut self, at: u32) {
        if let Some(bits) = self.0.get_mut(at as usize / 64) {
            *bits &= !(1 << (at % 64));
        }
    }
}
