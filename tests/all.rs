//! Every test of the outside of kohyo, in one program: it is linked once, and no core waits for a slow file.
//!
//! In: the library, the command, fixture sites and the worked site. Out: passed or failed. Never: a browser; those tests are
//! in `site`.

mod common;

mod attachments;
mod bundle;
mod compare;
mod corrections;
mod disclosure;
mod edits;
mod entities;
mod environments;
mod explain;
mod extremes;
mod findings;
mod guard;
mod help;
mod hostile;
mod inference;
mod killed;
mod levels;
mod manual;
mod marks;
mod must_not_compile;
mod number;
mod opendata;
mod output;
mod portal;
mod prove;
mod register;
mod rooms;
mod schema;
mod search;
mod serve;
mod sheets;
mod sites;
mod start;
mod status;
mod themes;
mod worked_site;
