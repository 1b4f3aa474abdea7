//! Nobody but the guard makes files that it has read, or its word that all of them may go out.
use kohyo::guard::{Lot, Passed, Scan};
use kohyo::render::Files;

fn main() {
    //~v E0423: cannot initialize a tuple struct which contains private fields
    let _lot = Lot(Files::new());
    //~v E0423: cannot initialize a tuple struct which contains private fields
    let _passed = Passed(Scan::default());
}
