//! Nor can a sealed one.
fn main() {
    let sealed = kohyo::authored::Sealed::new("ひみつ".to_owned());
    //~v E0277: the trait bound `Sealed<std::string::String>: serde::Serialize` is not satisfied
    println!("{}", serde_json::to_string(&sealed).unwrap());
}
