//! What a host has to be told beside the files: headers for addresses, and addresses that lead on, in the words of each host.
//!
//! In: the paths of the finished tree, and what leads on. Out: `_headers` and `_redirects`, or `nginx.conf`, or what keeps a host
//! of plain files from leaving some out. Never: another policy on one host than on the others.

mod netlify;
mod nginx;
mod policy;
mod types;

pub use policy::{content_security_policy, is_read_by_all};
pub use types::content_type;

use super::Tree;
use super::moved::Lead;
use crate::kinds::Host;

/// Writes them, when every other file is there. The list of what leads on is for people and programs too, so every tree has it.
/// `connect`: what pages may fetch from beside their own site.
pub fn render(host: Host, leads: &[Lead], connect: &[String], tree: &mut Tree) {
    if !leads.is_empty() {
        tree.add("_redirects", netlify::redirects(leads));
    }
    match host {
        Host::Netlify => tree.add("_headers", netlify::headers(tree, connect)),
        Host::Nginx => tree.add(nginx::FILE, nginx::rules(tree, leads, connect)),
        // GitHub Pages leaves out names that begin with an underscore, unless this file is there.
        Host::Plain => tree.add(".nojekyll", ""),
    }
}
