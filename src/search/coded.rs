//! Numbers as the index writes them: base 46 with 92 printable characters, small ones in one of them.
//!
//! In: numbers, or bytes. Out: bytes, or numbers. Never: two spellings of one number; a panic, whatever the bytes are.

/// The character of 0.
const ZERO: u8 = b'#';
const BASE: u32 = 46;

/// Writes a number: digits with another behind them are 46 higher than the last one.
pub fn write(number: u32, out: &mut Vec<u8>) {
    let mut digits = [0; 6];
    let (mut rest, mut more) = (number, 0);
    for (at, digit) in digits.iter_mut().enumerate().rev() {
        *digit = ZERO + (rest % BASE + more) as u8;
        (rest, more) = (rest / BASE, BASE);
        if rest == 0 {
            out.extend_from_slice(digits.get(at..).unwrap_or_default());
            return;
        }
    }
}

/// Takes a number from the front of some bytes. `None` for what `write` would not have written.
pub fn read(bytes: &mut &[u8]) -> Option<u32> {
    let mut number: u32 = 0;
    let mut first = true;
    loop {
        let (digit, rest) = bytes.split_first()?;
        let digit = u32::from(digit.checked_sub(ZERO)?);
        *bytes = rest;
        let (digit, last) = if digit < BASE { (digit, true) } else { (digit - BASE, false) };
        if digit >= BASE || (first && !last && digit == 0) {
            return None;
        }
        number = number.checked_mul(BASE)?.checked_add(digit)?;
        first = false;
        if last {
            return Some(number);
        }
    }
}

/// All numbers of some bytes.
pub fn all(mut bytes: &[u8]) -> Option<Vec<u32>> {
    let mut out = Vec::with_capacity(bytes.len());
    while !bytes.is_empty() {
        out.push(read(&mut bytes)?);
    }
    Some(out)
}

/// Numbers that are written as the difference from the one before.
pub fn ascending(bytes: &[u8]) -> Option<Vec<u32>> {
    let mut out = all(bytes)?;
    let mut sum: u32 = 0;
    for step in &mut out {
        sum = sum.checked_add(*step)?;
        *step = sum;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(number: u32) -> Vec<u8> {
        let mut out = Vec::new();
        write(number, &mut out);
        out
    }

    #[test]
    fn the_numbers_of_the_contract() {
        for (number, text) in [(0, "#"), (45, "P"), (46, "R#"), (46 * 46 - 1, "~P"), (46 * 46, "RQ#")] {
            assert_eq!(String::from_utf8(written(number)).expect("text"), text);
        }
    }

    #[test]
    fn nothing_else_is_a_number() {
        for bytes in ["", "R", "Q#", "\"", "\u{7f}", "~~~~~~~~~P", "あ"] {
            assert_eq!(read(&mut bytes.as_bytes()), None, "{bytes}");
        }
        assert_eq!(ascending(&[written(u32::MAX), written(1)].concat()), None);
    }

    proptest! {
        #[test]
        fn there_and_back(numbers in proptest::collection::vec(any::<u32>(), 0..20), small in 0u32..5000) {
            let bytes: Vec<u8> = numbers.iter().flat_map(|n| written(*n)).collect();
            prop_assert_eq!(all(&bytes), Some(numbers));
            prop_assert_eq!(all(&written(small)), Some(vec![small]));
        }

        #[test]
        fn bytes_that_are_read_are_those_that_are_written(bytes in proptest::collection::vec(30u8..=130, 0..12)) {
            if let Some(numbers) = all(&bytes) {
                prop_assert_eq!(numbers.into_iter().flat_map(written).collect::<Vec<u8>>(), bytes);
            }
        }
    }
}
