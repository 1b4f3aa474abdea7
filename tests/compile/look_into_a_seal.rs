//! What is sealed has no field to read.
use kohyo::authored::Sealed;

fn main() {
    //~v E0616: field `0` of struct `Sealed` is private
    println!("{}", Sealed::new(1).0);
}
