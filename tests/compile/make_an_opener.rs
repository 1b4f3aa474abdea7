//! The permission cannot be made by hand either.
use kohyo::authored::Opener;

fn main() {
    let _opener = Opener(());
}
