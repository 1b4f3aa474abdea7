//! What keeps an open page up to date: events for the browser, findings to lay over the page, and the one line that asks for them.
//!
//! In: the preview as it is now. Out: server-sent events, JSON, a script of our own. Never: a changed byte for whoever does not look
//! with a browser; a word of a finding that is not masked.

use super::{Now, Preview};
use crate::guard::Cleared;
use axum::response::sse::{Event, KeepAlive, Sse};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::convert::Infallible;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

/// Reloads the page and shows findings.
pub const SCRIPT: &str = include_str!("live.js");

/// Says at once how things stand, and again after each build. `path`: the page in view.
pub fn events(preview: &Preview, path: String) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let (now, staff) = (preview.now.clone(), preview.staff);
    let stream = WatchStream::new(preview.builds.subscribe()).map(move |build| {
        let state = now.read().map(|now| state(&now, build, &path, staff)).unwrap_or_default();
        Ok(Event::default().data(state))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

fn state(now: &Now, build: u64, path: &str, staff: bool) -> String {
    let page = now.shown.as_ref().map(|shown| fingerprint(shown, path));
    let (findings, stopping) = now.count;
    let count = json!({ "ja": now.counted.ja, "en": now.counted.en });
    json!({ "build": build, "page": page, "findings": findings, "stopping": stopping, "count": count, "staff": staff })
        .to_string()
}

/// Stands for a page and everything that it loads: another one when the page looks otherwise.
fn fingerprint(shown: &Cleared, path: &str) -> String {
    let mut hash = Sha256::new();
    let page = super::respond::page(shown, path).map(|(_, bytes)| bytes).unwrap_or_default();
    hash.update(page);
    for file in loaded(&String::from_utf8_lossy(page)) {
        hash.update(shown.get(file).unwrap_or_default());
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The files that a page names; links to other pages end with a slash and are none.
fn loaded(page: &str) -> BTreeSet<&str> {
    let named = ["src=\"/", "href=\"/"].into_iter().flat_map(|before| page.split(before).skip(1));
    named.filter_map(|rest| rest.split(['"', '#', '?']).next()).filter(|path| !path.is_empty() && !path.ends_with('/')).collect()
}

/// The page with the line that asks for [`SCRIPT`], for a browser that opens it in a tab.
pub fn with_script(page: &[u8]) -> Vec<u8> {
    const LINE: &[u8] = b"<script src=\"/_kohyo/live.js\" defer></script>";
    let end = page.windows(b"</body>".len()).rposition(|part| part == b"</body>").unwrap_or(page.len());
    [page.get(..end).unwrap_or_default(), LINE, page.get(end..).unwrap_or_default()].concat()
}

/// What stands in the tab until there is a first site.
pub const NOTHING_YET: &str = "<!DOCTYPE html><html lang=\"ja\"><head><meta charset=\"utf-8\"><title>kohyo</title></head><body>\
<p>まだ表示できるサイトがありません。指摘を直して保存すると、ここに表示されます。</p>\
<p lang=\"en\">Nothing to show yet. Mend what was found and save; the page appears here.</p></body></html>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_what_it_loads() {
        let page =
            r##"<link href="/a.css"><script src="/b.js?x"></script><a href="/ja/">…</a><img src="/c.svg#d"><a href="#e">"##;
        assert_eq!(loaded(page).into_iter().collect::<Vec<_>>(), ["a.css", "b.js", "c.svg"]);
    }

    #[test]
    fn one_line_stands_at_the_end_of_the_body() {
        let page = String::from_utf8(with_script("<body>公表</body></html>".as_bytes())).expect("utf-8");
        assert_eq!(page, "<body>公表<script src=\"/_kohyo/live.js\" defer></script></body></html>");
        assert!(with_script(b"no body").ends_with(b"</script>"));
    }
}
