//! A withheld cell of the public model has no place in which a value could sit.
use kohyo::disclosed::{Content, Shown, Withheld};

fn main() {
    //~v E0560: struct `kohyo::disclosed::Withheld` has no field named `value`
    let why = Withheld { value: Some("111億円".to_owned()), ..Withheld::default() };
    let _cell: Shown<Content> = Shown::Withheld(why);
}
