//! Search without a server: what the files of an index mean, how they are written, and how a query is answered from them.
//!
//! In: the texts of pages; or the files of an index and a query. Out: the files; or pages in order of rank, with the places that
//! match. Never: a file, a page's HTML, a word of the user interface. `docs/search.md` is the contract; the browser keeps it too.
//!
//! Written by `fold`, `terms`, `years`, `shards`, `blocks`, `write`; read by `read`; asked by `query`, `find`, `rank`, `answer`,
//! `excerpt`. `coded` are the numbers on both sides.

mod answer;
mod blocks;
mod chars;
pub mod coded;
mod excerpt;
mod find;
mod fold;
mod members;
mod query;
mod rank;
mod read;
mod shards;
mod terms;
mod write;
mod years;

pub use answer::{Answer, Hit, State};
pub use chars::{is_japanese, plain_japanese};
pub use excerpt::{Excerpt, Stretch, stretches};
pub use find::{Fault, Files, Index, Occurrence};
pub use fold::{Field, Folded, Line, Place};
pub use members::{Held, Members, held};
pub use query::{Piece, Query, Segment, What};
pub use rank::Score;
pub use read::{Block, Filters, Part, Root, Shard};
pub use terms::{Token, terms, tokens};
pub use write::{Facets, Page, UNITS, files, root, span};
pub use years::{Spelt, Year, years_at};
