//! Answers requests from the tree in memory.
//!
//! In: a path. Out: the bytes a static host would send, with their type and the headers of the published site; 404 pages with
//! status 404. A page that a browser opens in a tab gets one line more, which keeps it up to date. Never: a listing, a path outside
//! the tree, a request for another host name, an answer about the preview itself to a page of another site.

use super::range::{self, Wanted};
use super::{Look, Preview, live};
use crate::render::{content_security_policy, content_type, is_read_by_all};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::response::IntoResponse;

/// Everything that is not the site stands below this path.
const OWN: &str = "_kohyo/";

/// One handler for every path.
pub fn router(preview: Preview) -> Router {
    Router::new().fallback(answer).with_state(preview)
}

async fn answer(State(preview): State<Preview>, request: Request) -> Response<Body> {
    // The body is nobody's business, and cannot be kept while one waits.
    let (request, _) = request.into_parts();
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD");
    }
    if !is_local(&request.headers) {
        return plain(StatusCode::FORBIDDEN, "127.0.0.1 / localhost");
    }
    let path = decode(request.uri.path());
    let path = path.trim_start_matches('/');
    match path.strip_prefix(OWN) {
        Some(own) => about_the_preview(&preview, own, &request.headers, request.uri.query()).await,
        None => {
            let mut response = site(&preview, path, &request.headers).await;
            if is_read_by_all(path) {
                let here = |origin: &&HeaderValue| origin.to_str().is_ok_and(is_here);
                let origin = request.headers.get(header::ORIGIN).filter(here).cloned();
                response.headers_mut().extend(origin.map(|origin| (header::ACCESS_CONTROL_ALLOW_ORIGIN, origin)));
                response.headers_mut().insert(header::VARY, HeaderValue::from_static("Origin"));
            }
            response
        }
    }
}

/// Whether a page of this machine asks, such as that of a portal that is tried out. The published site lets every page read these files;
/// what is not published yet is for nobody else.
fn is_here(origin: &str) -> bool {
    origin.split_once("://").is_some_and(|(_, host)| is_local_name(host))
}

/// A file of the site, or the part of it that is asked for.
async fn site(preview: &Preview, path: &str, headers: &HeaderMap) -> Response<Body> {
    let send = |status, path: &str, bytes: &[u8]| {
        if is_opened(headers) && path.ends_with(".html") {
            return file(status, path, live::with_script(bytes));
        }
        match range::wanted(headers, bytes.len()) {
            Wanted::Part(part) if status == StatusCode::OK => partly(path, bytes, part),
            Wanted::Nothing if status == StatusCode::OK => nothing_of(bytes.len()),
            _ => file(status, path, bytes.to_vec()),
        }
    };
    match preview.look(path).await {
        Look::NoSite => send(StatusCode::SERVICE_UNAVAILABLE, "index.html", live::NOTHING_YET.as_bytes()),
        Look::File(found, bytes) if found == path || path.is_empty() || path.ends_with('/') => {
            send(StatusCode::OK, &found, &bytes)
        }
        Look::File(..) => redirect(&format!("/{path}/")),
        Look::Absent => {
            let lost = if path.starts_with("en/") { "en/404.html" } else { "ja/404.html" };
            match preview.look(lost).await {
                Look::File(_, bytes) => send(StatusCode::NOT_FOUND, lost, &bytes),
                Look::NoSite | Look::Absent => plain(StatusCode::NOT_FOUND, "404"),
            }
        }
    }
}

/// The names that a path may mean: a file, or the page of a folder.
pub fn names(path: &str) -> [String; 2] {
    let path = path.trim_start_matches('/');
    let slash = if path.is_empty() || path.ends_with('/') { "" } else { "/" };
    [path.to_owned(), format!("{path}{slash}index.html")]
}

/// Events, findings, and what staff may know. A page of another site can send requests here, but gets nothing.
async fn about_the_preview(preview: &Preview, own: &str, headers: &HeaderMap, query: Option<&str>) -> Response<Body> {
    let asked_by = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    if asked_by.is_some_and(|site| !["same-origin", "none"].contains(&site)) {
        return plain(StatusCode::FORBIDDEN, "same-origin");
    }
    let in_view = decode(query.and_then(|query| query.strip_prefix("path=")).unwrap_or_default());
    match (own, preview.staff) {
        ("live.js", _) => file(StatusCode::OK, own, live::SCRIPT.into()),
        ("events", _) => {
            let mut response = live::events(preview, in_view).into_response();
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
        ("findings.json", _) => {
            let findings = preview.now.read().map(|now| now.findings.clone()).unwrap_or_default();
            file(StatusCode::OK, own, findings.into_bytes())
        }
        ("staff.js", true) => file(StatusCode::OK, own, super::staff::SCRIPT.into()),
        ("staff.json", true) => {
            let html = preview.glance(&in_view).await.unwrap_or_default();
            let remarks = preview
                .now
                .read()
                .ok()
                .and_then(|now| now.remarks.as_ref().map(|remarks| remarks.on(&in_view, &String::from_utf8_lossy(&html))));
            remarks.map_or_else(|| plain(StatusCode::NOT_FOUND, "404"), |said| file(StatusCode::OK, own, said.into_bytes()))
        }
        _ => plain(StatusCode::NOT_FOUND, "404"),
    }
}

/// Whether a browser opens it as the page of a tab. Programs that compare or check get the site as it is published.
fn is_opened(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-dest").is_some_and(|dest| dest == "document")
}

/// Only this machine's own names: a page elsewhere must not read the preview through a name that points here.
fn is_local(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    is_local_name(host)
}

fn is_local_name(host: &str) -> bool {
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

fn file(status: StatusCode, path: &str, bytes: Vec<u8>) -> Response<Body> {
    let response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, content_type(path))
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::CONTENT_SECURITY_POLICY, content_security_policy(path, &[]))
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::ACCEPT_RANGES, "bytes")
        .body(Body::from(bytes));
    response.unwrap_or_default()
}

fn partly(path: &str, bytes: &[u8], part: std::ops::Range<usize>) -> Response<Body> {
    let which = format!("bytes {}-{}/{}", part.start, part.end - 1, bytes.len());
    let mut response = file(StatusCode::PARTIAL_CONTENT, path, bytes.get(part).unwrap_or_default().to_vec());
    response.headers_mut().extend(HeaderValue::from_str(&which).ok().map(|which| (header::CONTENT_RANGE, which)));
    response
}

fn nothing_of(length: usize) -> Response<Body> {
    let mut response = plain(StatusCode::RANGE_NOT_SATISFIABLE, "416");
    response
        .headers_mut()
        .extend(HeaderValue::from_str(&format!("bytes */{length}")).ok().map(|all| (header::CONTENT_RANGE, all)));
    response
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
