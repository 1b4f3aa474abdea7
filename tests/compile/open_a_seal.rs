//! Nobody outside `redact` can open a sealed value: the permission cannot be had.
use kohyo::authored::{Opener, Sealed};

fn main() {
    let sealed = Sealed::new("ひみつ".to_owned());
    let opener = Opener::for_redaction();
    println!("{}", sealed.open(&opener));
}
