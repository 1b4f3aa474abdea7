//! What keeps an open page up to date: events for the browser, findings to lay over the page, and the one line that asks for them.
//!
//! In: the preview as it is now. Out: server-sent events, JSON, a script of our own. Never: a changed byte for whoever does not look
//! with a browser; a word of a finding that is not masked.

use super::Preview;
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
    let preview = preview.clone();
    let stream = WatchStream::new(preview.saves.subscribe()).then(move |build| {
        let (preview, path) = (preview.clone(), path.clone());
        async move { Ok(Event::default().data(state(&preview, build, &path).await)) }
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

async fn state(preview: &Preview, build: u64, path: &str) -> String {
    let page = fingerprint(preview, path).await;
    let Ok(now) = preview.now.read() else { return String::new() };
    let (findings, stopping) = now.count;
    let count = json!({ "ja": now.counted.ja, "en": now.counted.en });
    json!({ "build": build, "page": page, "findings": findings, "stopping": stopping, "count": count, "staff": preview.staff })
        .to_string()
}

/// Stands for a page and everything that it loads: another one when the page looks otherwise. `None` while there is no page.
async fn fingerprint(preview: &Preview, path: &str) -> Option<String> {
    let page = preview.glance(path).await?;
    let mut hash = Sha256::new();
    hash.update(&page);
    for file in loaded(&String::from_utf8_lossy(&page)) {
        hash.update(preview.glance(file).await.unwrap_or_default());
    }
    Some(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

/// The files of the site that a page shows: its style sheets, scripts and pictures. What it only leads to is none of them.
fn loaded(page: &str) -> BTreeSet<&str> {
    let sheets =
        page.split("<link ").skip(1).filter_map(|rest| rest.split('>').next()).filter(|link| link.contains("stylesheet"));
    let named = sheets.flat_map(|link| link.split("href=\"/").skip(1)).chain(page.split("src=\"/").skip(1));
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
        let page = r##"<link rel="stylesheet" href="/a.css"><link rel="alternate" href="/feed.xml"><script src="/b.js?x"></script><a href="/ja/">…</a><img src="/c.svg#d"><a href="/f.csv">"##;
        assert_eq!(loaded(page).into_iter().collect::<Vec<_>>(), ["a.css", "b.js", "c.svg"]);
    }

    #[test]
    fn one_line_stands_at_the_end_of_the_body() {
        let page = String::from_utf8(with_script("<body>公表</body></html>".as_bytes())).expect("utf-8");
        assert_eq!(page, "<body>公表<script src=\"/_kohyo/live.js\" defer></script></body></html>");
        assert!(with_script(b"no body").ends_with(b"</script>"));
    }
}
