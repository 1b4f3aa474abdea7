//! One layer of escapes taken off: HTML entities, percent, `\u` and its kin, CSS escapes, Punycode.
//!
//! In: text. Out: the same text with each escape replaced by its character. Never: a parser's opinion of whether an escape is
//! allowed where it stands; the scan would rather read one too many.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Every named reference of HTML with its characters: `amp;<tab>26`.
static NAMED: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    let characters = |codes: &str| codes.split(' ').filter_map(|c| char::from_u32(u32::from_str_radix(c, 16).ok()?)).collect();
    include_str!("entities.txt").lines().filter_map(|line| line.split_once('\t')).map(|(n, c)| (n, characters(c))).collect()
});

/// The longest name in that table.
const LONGEST_NAME: usize = 32;

/// Takes off one layer.
pub fn decode(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut next = memchr::memchr3_iter(b'&', b'%', b'\\', bytes);
    let Some(first) = next.next() else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let (mut copied, mut changed) = (0, false);
    for at in std::iter::once(first).chain(next).filter(|at| *at < bytes.len()) {
        if at < copied {
            continue;
        }
        out.push_str(text.get(copied..at).unwrap_or_default());
        copied = at;
        let rest = text.get(at..).unwrap_or_default();
        let read = match rest.as_bytes().first() {
            Some(b'&') => entity(rest),
            Some(b'%') => percent(rest, out.as_bytes().last().copied()),
            _ => backslash(rest),
        };
        if let Some((decoded, length)) = read {
            out.push_str(&decoded);
            copied = at + length;
            changed = true;
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    if changed { Cow::Owned(out) } else { Cow::Borrowed(text) }
}

/// What an escape says, and how many bytes it took.
type Read = Option<(String, usize)>;

/// `&amp;`, `&#12298;`, `&#x300a;`; the semicolon may be missing where browsers forgive it.
fn entity(text: &str) -> Read {
    let body = text.get(1..)?;
    if let Some(number) = body.strip_prefix('#') {
        let (digits, radix, prefix) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16, 3),
            None => (number, 10, 2),
        };
        let length = digits.bytes().take(12).take_while(|b| (*b as char).is_digit(radix)).count();
        let c = char::from_u32(u32::from_str_radix(digits.get(..length)?, radix).ok()?)?;
        let semicolon = usize::from(digits.as_bytes().get(length) == Some(&b';'));
        return Some((c.to_string(), prefix + length + semicolon));
    }
    let letters = body.bytes().take(LONGEST_NAME).take_while(u8::is_ascii_alphanumeric).count();
    let with_semicolon = body.get(..letters + 1).filter(|name| name.ends_with(';'));
    let candidates = with_semicolon.into_iter().chain((2..=letters).rev().filter_map(|length| body.get(..length)));
    candidates.into_iter().find_map(|name| Some((NAMED.get(name)?.clone(), 1 + name.len())))
}

/// `%E6%8A%95`, a run at a time, in UTF-8 or Shift_JIS. Behind a digit, `%41` is more likely a percentage and another
/// figure: nobody escapes letters and digits there.
fn percent(text: &str, before: Option<u8>) -> Read {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [b'%', high, low, tail @ ..] = rest {
        let (Some(high), Some(low)) = ((*high as char).to_digit(16), (*low as char).to_digit(16)) else { break };
        bytes.push((high * 16 + low) as u8);
        rest = tail;
    }
    let first = *bytes.first()?;
    let doubtful = before.is_some_and(|b| b.is_ascii_digit()) && bytes.len() == 1;
    if doubtful && (first.is_ascii_alphanumeric() || first.is_ascii_control()) {
        return None;
    }
    let length = bytes.len() * 3;
    let decoded = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let bytes = error.into_bytes();
            let (text, _, faulty) = encoding_rs::SHIFT_JIS.decode(&bytes);
            if faulty { String::from_utf8_lossy(&bytes).into_owned() } else { text.into_owned() }
        }
    };
    Some((decoded, length))
}

/// `\u6295`, `\ud842\udfb7`, `\u{6295}`, `\x41`, `\n`, `\"`, and `\6295 ` as CSS writes it.
fn backslash(text: &str) -> Read {
    let body = text.get(1..)?;
    match body.chars().next()? {
        'u' | 'U' if body.get(1..2) == Some("{") => {
            let end = body.find('}').filter(|end| *end <= 9)?;
            Some((hex(body.get(2..end)?)?.to_string(), 1 + end + 1))
        }
        'U' if body.get(1..9).and_then(hex).is_some() => Some((hex(body.get(1..9)?)?.to_string(), 10)),
        'u' => unicode(body),
        'x' => Some((hex(body.get(1..3)?)?.to_string(), 4)),
        'n' | 'r' | 't' => Some((" ".to_owned(), 2)),
        c if c.is_ascii_hexdigit() => css(body),
        // An escaped quote, slash or backslash stands for itself.
        c if c.is_ascii_punctuation() => Some((c.to_string(), 2)),
        _ => None,
    }
}

fn hex(digits: &str) -> Option<char> {
    let all = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    all.then(|| char::from_u32(u32::from_str_radix(digits, 16).ok()?))?
}

fn unicode(body: &str) -> Read {
    let unit = |from: usize| u16::from_str_radix(body.get(from..from + 4)?, 16).ok();
    let first = unit(1)?;
    if let Some(c) = char::from_u32(u32::from(first)) {
        return Some((c.to_string(), 6));
    }
    let second = body.get(5..7).filter(|mark| *mark == "\\u").and_then(|_| unit(7))?;
    let c = char::decode_utf16([first, second]).next()?.ok()?;
    Some((c.to_string(), 12))
}

/// One digit alone is a JSON escape such as `\b`, not a character of a word.
fn css(body: &str) -> Read {
    let length = body.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
    if length < 2 {
        return Some((" ".to_owned(), 2)).filter(|_| body.starts_with(['b', 'f']));
    }
    let space = usize::from(body.as_bytes().get(length).is_some_and(u8::is_ascii_whitespace));
    Some((hex(body.get(..length)?)?.to_string(), 1 + length + space))
}

/// Names such as `xn--fiqs8s` in a text, as their readers see them.
pub fn punycode_names(text: &str) -> Vec<String> {
    let starts = memchr::memmem::find_iter(text.as_bytes(), b"xn--");
    let label = |at: usize| {
        let body = text.get(at + 4..)?;
        let length = body.bytes().take(60).take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        punycode(body.get(..length)?)
    };
    starts.filter_map(label).collect()
}

/// RFC 3492, decoding. `None` for what is not Punycode.
fn punycode(label: &str) -> Option<String> {
    let (basic, digits) = label.rsplit_once('-').unwrap_or(("", label));
    let mut out: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (128u32, 0u32, 72u32);
    let mut digits = digits.bytes();
    while let Some(first) = digits.next() {
        let (start, mut weight, mut digit) = (i, 1u32, first);
        for k in (36..).step_by(36) {
            let value = match digit {
                b'a'..=b'z' => u32::from(digit - b'a'),
                b'A'..=b'Z' => u32::from(digit - b'A'),
                b'0'..=b'9' => u32::from(digit - b'0') + 26,
                _ => return None,
            };
            i = i.checked_add(value.checked_mul(weight)?)?;
            let threshold = u32::clamp(u32::saturating_sub(k, bias), 1, 26);
            if value < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
            digit = digits.next()?;
        }
        let length = u32::try_from(out.len()).ok()? + 1;
        bias = adapted(i - start, length, start == 0);
        n = n.checked_add(i / length)?;
        i %= length;
        out.insert(i as usize, char::from_u32(n)?);
        i += 1;
    }
    Some(out.into_iter().collect())
}

fn adapted(delta: u32, length: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / length;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn takes_off_one_layer() {
        for (escaped, plain) in [
            ("&#12298;&#x300A;&lt;&amp;lt;", "《《<&lt;"),
            ("&eacute;&yen;&ampx&nosuch;", "é¥&x&nosuch;"),
            ("%E6%8A%95%e8%b3%87%2525", "投資%25"),
            ("%93%8A%8E%91", "投資"),
            (r#"\u6295\u8cc7 \ud842\udfb7 \u{6295}\x41\"\\n"#, "投資 𠮷 投A\"\\n"),
            (r"\6295 \8cc7 ", "投資"),
            ("100%11億円 50%41億円", "100%11億円 50%41億円"),
            ("\\", "\\"),
            ("%E6%8", "\u{fffd}%8"),
        ] {
            assert_eq!(decode(escaped), plain, "{escaped}");
        }
    }

    #[test]
    fn names_in_punycode_are_read() {
        assert_eq!(punycode_names("http://xn--wgv71a119e.jp/ xn--bcher-kva"), ["日本語", "bücher"]);
    }

    proptest! {
        #[test]
        fn never_panics(text in "([&%\\\\#xu0-9a-fA-F;{}あ-]|xn--|\\PC){0,40}") {
            let once = decode(&text).into_owned();
            let _ = decode(&once);
            let _ = punycode_names(&text);
        }
    }
}
