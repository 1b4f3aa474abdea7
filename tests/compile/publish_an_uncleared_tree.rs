//! A tree that the guard has not passed cannot be published.
use kohyo::publish::publish;
use kohyo::render::Tree;

fn main() {
    let mut tree = Tree::default();
    tree.add("index.html", "ひみつ");
    //~v E0308: mismatched types: expected `&Cleared`, found `&Tree`
    let _ = publish(&tree, std::path::Path::new("public"));
}
