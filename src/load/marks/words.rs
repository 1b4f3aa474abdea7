//! The mark word, and the words that are taken for a misspelt one.
//!
//! In: a word without blanks, in lower case. Out: whether somebody may have meant 非公表. Never: a correction.
//!
//! Inside double angle brackets the judgement is strict. In the documents they are how a withheld part is shown, a title hardly
//! ever consists of one word about secrecy, and the two mistakes weigh differently: a title that is refused costs its author a
//! backslash, a mark that is not seen costs what stood behind it. In other brackets （非公開） and 「未公表」 are ordinary Japanese;
//! there a misspelt word counts only with something behind it that only a mark has.

use super::WORDS;

/// What people write who mean 非公表 but say something else.
const MEANT: [&str; 38] = [
    "非公開",
    "不公開",
    "未公開",
    "非開示",
    "不開示",
    "未開示",
    "非公示",
    "非公布",
    "非表示",
    "未公表",
    "不公表",
    "公表不可",
    "公開不可",
    "開示不可",
    "公表しない",
    "公表せず",
    "秘匿",
    "極秘",
    "部外秘",
    "社外秘",
    "取扱注意",
    "黒塗り",
    "墨塗り",
    "墨消し",
    "伏せ字",
    "伏字",
    "ひこうひょう",
    "ヒコウヒョウ",
    "hikohyo",
    "hikouhyou",
    "redacted",
    "undisclosed",
    "nondisclosed",
    "notdisclosed",
    "unpublished",
    "notpublic",
    "nonpublic",
    "confidential",
];

/// Words one character away from 非公表 that say something else.
const OTHER: [&str; 22] = [
    "公表",
    "既公表",
    "再公表",
    "初公表",
    "要公表",
    "先公表",
    "後公表",
    "新公表",
    "旧公表",
    "全公表",
    "可公表",
    "本公表",
    "仮公表",
    "各公表",
    "両公表",
    "非公式",
    "非公認",
    "非公募",
    "非公務",
    "非公立",
    "非公用",
    "非代表",
];

/// Whether a whole word, or one with signs between its letters, is a misspelt mark word.
pub fn misspelt(word: &str) -> bool {
    // An address such as /withheld/#W-2024-001, which leads to the register.
    if word.starts_with('/') {
        return false;
    }
    let letters: String = word.chars().filter(|c| c.is_alphanumeric() || *c == 'ー').collect();
    if letters.is_empty() || OTHER.contains(&letters.as_str()) {
        return false;
    }
    MEANT.contains(&letters.as_str())
        || (letters.chars().count() <= 4 && strsim::osa_distance(&letters, WORDS[0]) <= 1)
        || (letters.is_ascii() && strsim::osa_distance(&letters, WORDS[1]) <= 2)
}

/// The same where a bar stands behind the word, as before what a mark hides: then a part of the word is enough.
pub fn speaks_of_secrecy(words: &str) -> bool {
    misspelt(words)
        || ["非公", "公表", "公開", "開示", "秘", "withh", "wheld", "disclos", "redact"].iter().any(|part| words.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_recognised() {
        for word in ["非公開", "不公表", "未公表", "非公评", "非公評", "被公表", "非好表", "非公", "非公表表", "非・公・表"]
        {
            assert!(misspelt(word), "{word}");
        }
        for word in ["witheld", "whitheld", "withhold", "withhelt", "with-held", "withheeld", "wihtheld", "redacted"] {
            assert!(misspelt(word), "{word}");
        }
    }

    #[test]
    fn other_words_are_other_words() {
        for word in
            ["/withheld/", "公表", "非公募", "非公式", "既公表", "主な発信先", "shield", "interface", "within", "", "表", "3"]
        {
            assert!(!misspelt(word), "{word}");
        }
    }
}
