//! kohyo tmp
pub mod authored;
pub mod diagnostics;
pub mod figures;
pub mod load;
pub mod source;
