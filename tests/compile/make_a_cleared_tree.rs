//! Nobody but the guard makes a cleared tree.
use kohyo::guard::Cleared;
use kohyo::render::Tree;

fn main() {
    let _cleared = Cleared(Tree::default());
}
