//! Nobody but the guard makes a cleared tree: lots of one site and the word for another are none.
use kohyo::guard::{Cleared, Lot, Passed};

fn joined(files: Lot, passed: Passed) -> Cleared {
    //~v E0451: fields `files` and `passed` of struct `Cleared` are private
    Cleared { files, passed }
}

fn main() {
    let _ = joined;
}
