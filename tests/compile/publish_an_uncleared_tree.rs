//! A tree that the guard has not passed cannot be published, nor written lot by lot.
use kohyo::publish::{MANIFEST, Writing, publish};
use kohyo::render::Tree;

fn main() {
    let mut tree = Tree::default();
    tree.add("index.html", "ひみつ");
    //~v E0308: mismatched types: expected `&Cleared`, found `&Tree`
    let _ = publish(&tree, std::path::Path::new("public"));
    let mut writing = Writing::of(std::path::Path::new("public"), MANIFEST);
    //~v E0308: mismatched types: expected `&Lot`, found
    writing.put(&tree.hand_over());
}
