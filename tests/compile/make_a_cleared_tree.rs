//! Nobody but the guard makes a cleared tree.
use kohyo::guard::Cleared;
use kohyo::render::Tree;

fn main() {
    //~v E0423: cannot initialize a tuple struct which contains private fields
    let _cleared = Cleared(Tree::default());
}
