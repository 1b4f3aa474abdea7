//! Answers requests from the tree in memory.
//!
//! In: a path. Out: the bytes a static host would send, with their type and the headers of the published site; 404 pages with
//! status 404. Never: a listing, a path outside the tree, a request for another host name.

use super::Shared;
use crate::render::content_security_policy;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, header};

/// One handler for every path.
pub fn router(shared: Shared) -> Router {
    Router::new().fallback(answer).with_state(shared)
}

async fn answer(State(shared): State<Shared>, request: Request) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD");
    }
    if !is_local(request.headers()) {
        return plain(StatusCode::FORBIDDEN, "127.0.0.1 / localhost");
    }
    let Ok(slot) = shared.read() else { return plain(StatusCode::INTERNAL_SERVER_ERROR, "") };
    let Some(cleared) = slot.as_ref() else {
        return plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "まだ表示できるサイトがありません。端末の指摘を見てください。\nNothing to show yet; see the findings in the terminal.",
        );
    };
    let path = decode(request.uri().path());
    let path = path.trim_start_matches('/');
    let index =
        format!("{}index.html", if path.is_empty() || path.ends_with('/') { path.to_owned() } else { format!("{path}/") });
    if let Some(bytes) = cleared.get(path) {
        return file(StatusCode::OK, path, bytes);
    }
    if let Some(bytes) = cleared.get(&index) {
        let slash = path.is_empty() || path.ends_with('/');
        return if slash { file(StatusCode::OK, &index, bytes) } else { redirect(&format!("/{path}/")) };
    }
    let lost = if path.starts_with("en/") { "en/404.html" } else { "ja/404.html" };
    cleared.get(lost).map_or_else(|| plain(StatusCode::NOT_FOUND, "404"), |bytes| file(StatusCode::NOT_FOUND, lost, bytes))
}

/// Only this machine's own names: a page elsewhere must not read the preview through a name that points here.
fn is_local(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    ["127.0.0.1", "localhost"].contains(&name)
}

fn decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = (*first == b'%')
            .then(|| tail.get(..2).and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok()))
            .flatten();
        bytes.push(hex.unwrap_or(*first));
        rest = if hex.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn file(status: StatusCode, path: &str, bytes: &[u8]) -> Response<Body> {
    let response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, content_type(path))
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::CONTENT_SECURITY_POLICY, content_security_policy(path))
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(Body::from(bytes.to_vec()));
    response.unwrap_or_default()
}

fn redirect(to: &str) -> Response<Body> {
    let target: String =
        to.bytes().map(|b| if b.is_ascii_graphic() { (b as char).to_string() } else { format!("%{b:02X}") }).collect();
    Response::builder()
        .status(StatusCode::MOVED_PERMANENTLY)
        .header(header::LOCATION, target)
        .body(Body::empty())
        .unwrap_or_default()
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let response =
        Response::builder().status(status).header(header::CONTENT_TYPE, "text/plain; charset=utf-8").body(Body::from(text));
    response.unwrap_or_default()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json; charset=utf-8",
        Some("jsonld") => "application/ld+json",
        Some("csv") => "text/csv; charset=utf-8; header=present",
        Some("svg") => "image/svg+xml",
        Some("xml") => "application/xml; charset=utf-8",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("pdf") => "application/pdf",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("pptx") => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Some("odt") => "application/vnd.oasis.opendocument.text",
        Some("ods") => "application/vnd.oasis.opendocument.spreadsheet",
        Some("odp") => "application/vnd.oasis.opendocument.presentation",
        _ => "text/plain; charset=utf-8",
    }
}
