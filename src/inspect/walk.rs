//! Walking through bytes without ever stepping outside.
//!
//! In: bytes. Out: pieces and numbers, or `None` at the end. Never: an index that panics.

/// The rest of a file.
pub struct Walk<'a>(pub &'a [u8]);

impl<'a> Walk<'a> {
    /// The next `n` bytes.
    pub fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(head)
    }

    /// The next byte.
    pub fn u8(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    /// Two bytes, big end first.
    pub fn u16_be(&mut self) -> Option<usize> {
        Some(u16::from_be_bytes(self.take(2)?.try_into().ok()?) as usize)
    }

    /// Four bytes, big end first.
    pub fn u32_be(&mut self) -> Option<usize> {
        Some(u32::from_be_bytes(self.take(4)?.try_into().ok()?) as usize)
    }

    /// Four bytes, little end first.
    pub fn u32_le(&mut self) -> Option<usize> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?) as usize)
    }

    /// What is left.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// The name of a chunk or element as it may be printed: what names are made of, and nothing else of the file.
pub fn name(bytes: &[u8]) -> String {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-' | b'_');
    bytes.iter().map(|b| if plain(b) { *b as char } else { '?' }).collect()
}
