//! The permission cannot be made by hand either.
use kohyo::authored::Opener;

fn main() {
    //~v E0423: cannot initialize a tuple struct which contains private fields
    let _opener = Opener(());
}
