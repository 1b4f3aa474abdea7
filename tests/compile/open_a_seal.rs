//! Nobody outside `redact` can open a sealed value: the permission cannot be had.
use kohyo::authored::{Opener, Sealed};

fn main() {
    let sealed = Sealed::new("ひみつ".to_owned());
    //~v E0624: associated function `for_redaction` is private
    let opener = Opener::for_redaction();
    println!("{}", sealed.open(&opener));
}
