//! Names of copies that programs and people leave behind: they hold earlier wordings and are never meant to go out.
//!
//! In: a path. Out: yes or no. Never: the content.

/// Endings of copies, of programs' own and of those made by hand.
const ENDINGS: [&str; 14] =
    ["~", ".bak", ".orig", ".tmp", ".temp", ".old", ".swp", ".swo", ".rej", ".save", ".backup", ".autosave", ".wbk", ".asd"];

/// Whether a file is a copy left behind, or lies in a folder of such copies.
pub fn is_backup(path: &str) -> bool {
    path.split('/').any(is_backup_name)
}

fn is_backup_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let numbered =
        lower.rsplit_once(".~").is_some_and(|(_, rest)| rest.trim_end_matches('~').bytes().all(|b| b.is_ascii_digit()));
    ENDINGS.iter().any(|ending| lower.ends_with(ending))
        || numbered
        || (lower.starts_with('#') && lower.ends_with('#'))
        || lower.starts_with("~$")
        || names_a_copy(&lower)
}

/// `報告 - コピー.pdf`, `報告のコピー.pdf`, `copy of report.pdf`, `report - copy (2).pdf`, `report copy.pdf`, `report_copy.pdf`.
fn names_a_copy(lower: &str) -> bool {
    let stem = lower.split('.').next().unwrap_or_default().trim();
    let stem = stem.split(['(', '（']).next().unwrap_or_default().trim();
    let copies = ["コピー", "のコピー", "複製"];
    // Not `-copy`: a page may well be about a certified-copy.
    let words = [" copy", "_copy"];
    copies.iter().any(|word| stem.ends_with(word))
        || words.iter().any(|word| stem.ends_with(word))
        || stem.starts_with("copy of ")
}

#[cfg(test)]
mod tests {
    use super::is_backup;

    #[test]
    fn copies_are_known_by_their_names() {
        for name in [
            "about.ja.md~",
            "about.ja.md.bak",
            "x.orig",
            "x.tmp",
            "x.OLD",
            "#x.md#",
            "x.swp",
            "~$報告.docx",
            "報告 - コピー.pdf",
            "report - Copy (2).pdf",
            "報告のコピー.xlsx",
            "Copy of a.csv",
            "a_copy.png",
            "a.md.~1~",
            "old.bak/a.md",
        ] {
            assert!(is_backup(&format!("content/files/{name}")), "{name}");
        }
        for name in [
            "about.ja.md",
            "copyright.ja.md",
            "photocopy.png",
            "temp.csv",
            "folder/old.ja.md",
            "a-copy-of-b.ja.md",
            "certified-copy.ja.md",
        ] {
            assert!(!is_backup(&format!("content/{name}")), "{name}");
        }
    }
}
