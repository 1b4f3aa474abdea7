//! What is sealed has no field to read.
use kohyo::authored::Sealed;

fn main() {
    println!("{}", Sealed::new(1).0);
}
