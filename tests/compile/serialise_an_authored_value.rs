//! Authored values cannot be handed to a template, a JSON file or any other writer.
fn main() {
    let site = kohyo::authored::Site::default();
    //~v E0277: the trait bound `kohyo::authored::Data: serde::Serialize` is not satisfied
    println!("{}", serde_json::to_string(&*site.data).unwrap());
}
