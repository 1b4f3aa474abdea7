//! What was worked out of the data, kept for as long as the data are the same.
//!
//! In: the data, by identity. Out: what follows from them, worked out once. Never: another room's result; a comparison of contents.

use super::Data;
use std::sync::Arc;

/// What follows from the data alone; empty before the first time.
pub struct OfData<T>(Option<(Arc<Data>, T)>);

/// Whether two lists share the very same things.
pub fn shared<T>(one: &[Arc<T>], other: &[Arc<T>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| Arc::ptr_eq(one, other))
}

impl<T> Default for OfData<T> {
    fn default() -> OfData<T> {
        OfData(None)
    }
}

impl<T> OfData<T> {
    /// What follows from `data`: worked out by `make` where they are not those of the time before.
    pub fn of(&mut self, data: &Arc<Data>, make: impl FnOnce() -> T) -> &T {
        let same = self.0.take().filter(|(of, _)| Arc::ptr_eq(of, data));
        &self.0.insert(same.unwrap_or_else(|| (Arc::clone(data), make()))).1
    }
}
