//! Text metrics without a font: how wide a text may become, where it may break, how it is shortened.
//!
//! In: text, size in tenths of a pixel. Out: widths in tenths of a pixel, lines. Never: an under-estimate for the faces of
//! the site (the tables hold the larger advance of Noto Sans CJK JP and of Arial), a panic on any text.

/// One pixel in backend units. plotters counts in whole units; a tenth of a pixel keeps edges exact.
pub(super) const PX: i32 = 10;

/// Advances of U+0020–U+007E in thousandths of an em, regular.
const REGULAR: [u16; 95] = [
    278, 323, 474, 556, 556, 921, 680, 278, 338, 338, 467, 584, 278, 347, 278, 392, 556, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 728, 293, 535, 667, 556, 833, 723, 778, 667, 778,
    722, 667, 611, 722, 667, 944, 667, 667, 611, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620, 556, 325, 564, 607, 275, 275,
    552, 284, 926, 610, 606, 620, 620, 388, 500, 377, 607, 521, 802, 500, 521, 500, 338, 270, 338, 584,
];

/// The same, bold.
const BOLD: [u16; 95] = [
    278, 370, 574, 590, 590, 963, 740, 325, 378, 378, 507, 590, 325, 370, 325, 387, 590, 590, 590, 590, 590, 590, 590, 590, 590,
    590, 333, 333, 590, 590, 590, 611, 1007, 722, 722, 722, 722, 667, 611, 778, 757, 330, 568, 722, 611, 853, 749, 778, 667, 778,
    722, 667, 625, 748, 667, 944, 667, 667, 613, 378, 387, 378, 590, 567, 626, 591, 644, 556, 644, 581, 372, 611, 640, 304, 306,
    604, 315, 964, 641, 626, 644, 644, 436, 556, 421, 637, 576, 863, 562, 574, 511, 389, 296, 389, 590,
];

/// Characters that may not open a line (行頭禁則).
const NOT_FIRST: &str =
    "、。，．・：；？！」』】〕〉》）］｝’”ーゝゞ々〜～…‥％℃ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%";
/// Characters that may not close a line (行末禁則).
const NOT_LAST: &str = "「『【〔〈《（［｛‘“([{";

/// Characters that may not stand in an SVG of ours: not XML, or able to turn the direction of the text around them.
pub(super) fn is_dropped(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    control || matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn thousandths(c: char, bold: bool) -> i32 {
    let table = if bold { &BOLD } else { &REGULAR };
    match c as u32 {
        _ if is_dropped(c) || is_joined(c) => 0,
        0x20..=0x7E => i32::from(table[c as usize - 0x20]),
        0x09 | 0x0A | 0x0D | 0xA0 => i32::from(table[0]),
        0xFF61..=0xFF9F => 500,
        0x00C0..=0x024F => 700,
        // Cuneiform, some emoji and the longest ligatures are wider than an em; they may take what they need.
        0x1F000..=0x1FAFF => 1400,
        0x2E80..=0xFFEF | 0x20000..=0x3FFFF => 1000,
        0x2010..=0x2027 | 0x2030..=0x205E | 0x00A1..=0x00BF => 1000,
        _ => 1200,
    }
}

/// Combining marks and joiners: drawn on the character before them.
fn is_joined(c: char) -> bool {
    let marks = matches!(c as u32, 0x300..=0x36F | 0x20D0..=0x20FF | 0x3099..=0x309A | 0xFE20..=0xFE2F);
    let joiners = matches!(c as u32, 0x200B..=0x200D | 0xFE00..=0xFE0F | 0xE0100..=0xE01EF);
    marks || joiners
}

/// The width of a text, in the unit of `size`, rounded up.
pub(super) fn width(text: &str, size: i32, bold: bool) -> i32 {
    rounded_up(advance(text, bold), size)
}

/// The sum of the advances of a text, in thousandths of an em.
fn advance(text: &str, bold: bool) -> i64 {
    text.chars().map(|c| i64::from(thousandths(c, bold))).sum()
}

fn rounded_up(advance: i64, size: i32) -> i32 {
    let units = (advance * i64::from(size) + 999) / 1000;
    i32::try_from(units).unwrap_or(i32::MAX / 4).min(i32::MAX / 4)
}

/// The text, or as much of it as fits followed by an ellipsis.
pub(super) fn fit(text: &str, size: i32, bold: bool, max: i32) -> String {
    if width(text, size, bold) <= max {
        return text.to_string();
    }
    let room = max - width("…", size, bold);
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if width(&out, size, bold) > room {
            out.pop();
            break;
        }
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// Breaks a text into at most `max_lines` lines; the last one is shortened when the rest does not fit.
pub(super) fn wrap(text: &str, size: i32, bold: bool, max: i32, max_lines: usize) -> Vec<String> {
    let whole = text.trim();
    if width(whole, size, bold) <= max {
        return if whole.is_empty() { Vec::new() } else { vec![whole.to_string()] };
    }
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for atom in atoms(text) {
        for piece in split_long(atom, size, bold, max) {
            let joined = rounded_up(used, size) + width(piece.trim_end(), size, bold);
            if joined > max && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            let piece = if line.is_empty() { piece.trim_start() } else { piece };
            line.push_str(piece);
            used += advance(piece, bold);
        }
    }
    lines.push(line);
    shorten(lines, size, bold, max, max_lines)
}

fn shorten(mut lines: Vec<String>, size: i32, bold: bool, max: i32, max_lines: usize) -> Vec<String> {
    if lines.len() > max_lines && max_lines > 0 {
        let rest = lines.split_off(max_lines - 1).concat();
        lines.push(fit(&rest, size, bold, max));
    }
    lines.into_iter().map(|line| line.trim_end().to_string()).filter(|line| !line.is_empty()).collect()
}

/// Pieces between which a line may break: words, and single characters of Japanese text with their punctuation.
fn atoms(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            out.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    out.push(&text[start..]);
    out
}

fn may_break(before: char, after: char) -> bool {
    // Most of Japanese text, and none of it is in the lists.
    let kanji = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}');
    if kanji(before) && kanji(after) {
        return true;
    }
    if is_joined(after) || is_joined(before) || NOT_FIRST.contains(after) || NOT_LAST.contains(before) {
        return false;
    }
    let wide = |c: char| matches!(c as u32, 0x2E80..=0xFF60 | 0x20000..=0x3FFFF);
    (before.is_whitespace() && !after.is_whitespace()) || wide(before) || wide(after)
}

/// An atom wider than a line is cut wherever it must be.
fn split_long(atom: &str, size: i32, bold: bool, max: i32) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut used = 0i64;
    let limit = i64::from(max) * 1000;
    for (at, c) in atom.char_indices() {
        let advance = i64::from(thousandths(c, bold)) * i64::from(size);
        if at > start && used + advance > limit && !is_joined(c) {
            out.push(&atom[start..at]);
            (start, used) = (at, 0);
        }
        used += advance;
    }
    out.push(&atom[start..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn japanese_is_one_em_and_half_width_kana_half() {
        assert_eq!(width("進捗度", 120, false), 360);
        assert_eq!(width("ｱｲ", 120, false), 120);
        assert_eq!(width("", 120, true), 0);
        assert!(width("111", 120, true) > width("111", 120, false));
    }

    #[test]
    fn no_line_opens_with_punctuation() {
        let lines = wrap("目標を達成した、ただし。見込を含む", 120, false, 840, 9);
        assert_eq!(lines.concat(), "目標を達成した、ただし。見込を含む");
        assert!(lines.iter().all(|line| !line.starts_with(['、', '。'])), "{lines:?}");
    }

    #[test]
    fn shortens_the_last_line_only() {
        let lines = wrap("The number of companies and institutions", 120, false, 900, 2);
        assert_eq!(lines.len(), 2);
        assert!(!lines[0].ends_with('…') && lines[1].ends_with('…'), "{lines:?}");
    }

    proptest! {
        #[test]
        fn every_line_fits(text in "\\PC{0,80}", max in 200i32..3000, lines in 1usize..5) {
            for line in wrap(&text, 120, true, max, lines) {
                prop_assert!(width(&line, 120, true) <= max, "{line}");
            }
        }

        #[test]
        fn a_fitted_text_fits(text in "\\PC{0,80}", max in 170i32..3000) {
            prop_assert!(width(&fit(&text, 120, false, max), 120, false) <= max);
        }
    }
}
