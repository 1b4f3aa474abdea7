//! Nor can a sealed one.
fn main() {
    let sealed = kohyo::authored::Sealed::new("ひみつ".to_owned());
    println!("{}", serde_json::to_string(&sealed).unwrap());
}
