//! Why something cannot be begun, in both languages.
//!
//! In: names. Out: findings. Never: a withheld value.

use crate::diagnostics::{Finding, Words, codes};

/// A folder or file is in the way.
pub fn already_there(path: &str) -> Finding {
    let message = Words::new(
        format!("{path} はもうあります。何も書いていません。"),
        format!("{path} is already there; nothing was written"),
    );
    let help = Words::new(
        "kohyo は書いてあるものを上書きしません。別の名前にするか、要らないものなら先に移してください。",
        "kohyo never overwrites; choose another name, or move what is there away first.",
    );
    Finding::new(codes::ALREADY_THERE, message).help(help)
}

/// A folder in which something stands.
pub fn not_vacant(path: &str) -> Finding {
    let message = Words::new(
        format!("{path} には、もう何かがあります。新しいサイトは空のフォルダーに作ります。"),
        format!("there is something in {path}; a new site begins in an empty folder"),
    );
    let help =
        Words::new("空のフォルダーか、まだない名前を指定してください。", "name an empty folder, or one that is not there yet.");
    Finding::new(codes::NOT_VACANT, message).help(help)
}

/// No plan, or no earlier year.
pub fn nothing_to_carry(ja: impl Into<String>, en: impl Into<String>, help: Words) -> Finding {
    Finding::new(codes::NOTHING_TO_CARRY, Words::new(ja, en)).help(help)
}

/// A name that cannot be an id or address.
pub fn bad_name(typed: &str) -> Finding {
    let message = Words::new(format!("「{typed}」は名前に使えません。"), format!("`{typed}` cannot be a name"));
    let help = Words::new(
        "小文字の英数字を - でつないでください（例: keihin-2027、reports/fy2027）。",
        "use lower-case letters and digits joined by `-`, e.g. keihin-2027, reports/fy2027.",
    );
    Finding::new(codes::BAD_ID, message).help(help)
}

/// What was typed does not go together.
pub fn refused(ja: impl Into<String>, en: impl Into<String>, help: Words) -> Finding {
    Finding::new(codes::START_REFUSED, Words::new(ja, en)).help(help)
}
