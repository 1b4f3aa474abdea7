//! Which headers hold for which addresses.
//!
//! In: a path, or the name of a folder at the root. Out: names and values of headers. Never: the words of a host.

use super::super::theme::JOINED_FOLDERS;
use crate::disclosed::address;

/// A header.
pub type Header = (&'static str, &'static str);

/// Nothing is loaded from elsewhere, nothing runs inside of a page. Only a portal fetches from others: from its own sites.
pub fn policy(connect: &[String]) -> String {
    let connect = std::iter::once("'self'").chain(connect.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
    format!(
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src {connect}; font-src 'self'; \
         object-src 'none'; worker-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'self'"
    )
}

/// What holds for every response, beside the policy. Addresses hold search words: other sites never learn them. What the site does
/// not use stays closed. Without includeSubDomains and preload: the subdomains belong to the publisher.
pub const FOR_ALL: [Header; 6] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), \
         gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), \
         screen-wake-lock=(), usb=(), xr-spatial-tracking=()",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Strict-Transport-Security", "max-age=31536000"),
];

const NO_FRAME: Header = ("X-Frame-Options", "DENY");
const HERE_ALONE: Header = ("Cross-Origin-Resource-Policy", "same-origin");
const ANYWHERE: Header = ("Cross-Origin-Resource-Policy", "cross-origin");
const READ_BY_ALL: Header = ("Access-Control-Allow-Origin", "*");
const FOR_EVER: Header = ("Cache-Control", "public, max-age=31536000, immutable");

/// What holds for pages, and for addresses at which nothing stands.
pub const FOR_PAGES: [Header; 2] = [NO_FRAME, HERE_ALONE];

/// The policy of a file: other sites may show the pages to embed in a frame, and nothing else.
pub fn content_security_policy(path: &str, connect: &[String]) -> String {
    let is_embed = path.split('/').next() == Some(address::EMBED);
    format!("{}; frame-ancestors {}", policy(connect), if is_embed { "*" } else { "'none'" })
}

/// Whether pages of other sites may read a file: open data, the root file, the index of search.
pub fn is_read_by_all(path: &str) -> bool {
    headers(path.split('/').next().unwrap_or_default()).contains(&READ_BY_ALL)
}

/// What holds for a folder or a file at the root, beside the policy and what holds for all.
pub fn headers(name: &str) -> &'static [Header] {
    match name {
        address::EMBED => &[ANYWHERE],
        // Open data and the root file may be read by programs of other sites.
        "data" | address::SITE_ROOT | address::PORTAL_SITES => &[NO_FRAME, ANYWHERE, READ_BY_ALL],
        // The names of theme files do not change with their content: browsers ask each time.
        "assets" => &[NO_FRAME, HERE_ALONE, ("Cache-Control", "public, max-age=0, must-revalidate")],
        // Those of joined files and of the folders of search do: nobody fetches them twice. A portal searches from its own pages.
        address::SEARCH => &[NO_FRAME, ANYWHERE, READ_BY_ALL, FOR_EVER],
        address::TERMS => &[NO_FRAME, HERE_ALONE, FOR_EVER],
        _ if JOINED_FOLDERS.contains(&name) => &[NO_FRAME, HERE_ALONE, FOR_EVER],
        _ => &FOR_PAGES,
    }
}
