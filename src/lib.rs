//! tmp
pub mod figures;
