//! The part of a file that a request asks for, as players and readers of PDF do.
//!
//! In: the `Range` header, the length of the file. Out: which bytes. Never: more than one part; several are answered with the whole.

use axum::http::{HeaderMap, header};
use std::ops::Range;

/// What of a file is to be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// All of it: no part was asked for, or not in a form that is answered.
    Whole,
    /// Some of it.
    Part(Range<usize>),
    /// It has no such part.
    Nothing,
}

/// Reads the header.
pub fn wanted(headers: &HeaderMap, length: usize) -> Wanted {
    let asked = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let Some((from, to)) = asked.and_then(|asked| asked.strip_prefix("bytes=")?.split_once('-')) else { return Wanted::Whole };
    let number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse::<usize>().unwrap_or(usize::MAX));
    match (from, to) {
        ("", "") => Wanted::Whole,
        // The last so many bytes.
        ("", last) => number(last).map_or(Wanted::Whole, |last| part(length.saturating_sub(last), length, length)),
        (from, "") => number(from).map_or(Wanted::Whole, |from| part(from, length, length)),
        (from, to) => match number(from).zip(number(to)) {
            Some((from, to)) if from <= to => part(from, to.saturating_add(1), length),
            _ => Wanted::Whole,
        },
    }
}

fn part(from: usize, to: usize, length: usize) -> Wanted {
    let to = to.min(length);
    if from < to { Wanted::Part(from..to) } else { Wanted::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_lie_inside_of_the_file() {
        let of = |asked: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, header::HeaderValue::from_static(asked));
            wanted(&headers, 10)
        };
        for (asked, part) in
            [("bytes=0-3", 0..4), ("bytes=7-", 7..10), ("bytes=-2", 8..10), ("bytes=-99", 0..10), ("bytes=5-99", 5..10)]
        {
            assert_eq!(of(asked), Wanted::Part(part), "{asked}");
        }
        for asked in ["bytes=10-", "bytes=-0", "bytes=99999999999999999999999-"] {
            assert_eq!(of(asked), Wanted::Nothing, "{asked}");
        }
        for asked in ["bytes=3-1", "bytes=-", "bytes=0-1,4-5", "lines=1-2", "bytes=a-b", "bytes=+1-2"] {
            assert_eq!(of(asked), Wanted::Whole, "{asked}");
        }
    }
}
