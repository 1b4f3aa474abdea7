//! The same names used as they may be: the failures beside this file are not mere misspellings.
use kohyo::authored::{Sealed, Site};
use kohyo::disclosed::{Content, Shown, Withheld};
use kohyo::guard::Cleared;
use kohyo::publish::publish;
use kohyo::render::Tree;

fn main() {
    let _sealed = Sealed::new("ひみつ".to_owned());
    let _site = Site::default();
    let _cell: Shown<Content> = Shown::Withheld(Withheld::default());
    let mut tree = Tree::default();
    tree.add("index.html", "公表");
    let _publish = |cleared: &Cleared| publish(cleared, std::path::Path::new("public"));
}
