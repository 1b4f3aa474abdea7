//! Files for machines beside the pages: sitemap, robots, headers, the language gate at `/`, and the common error page.
//!
//! In: the public site. Out: `sitemap.xml`, `robots.txt`, `_headers`, `index.html`, `404.html`. Never: the address of a withheld page
//! or of search; a day of change that nobody stated.

use super::Tree;
use super::atom::escape;
use super::theme::JOINED_FOLDERS;
use crate::disclosed::{Page, Site, address};
use crate::figures::{Date, Lang};
use crate::kinds::PageKind;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Nothing is loaded from elsewhere, nothing runs inside of a page.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    font-src 'self'; object-src 'none'; worker-src 'none'; frame-src 'none'; base-uri 'none'; \
    form-action 'self'";

/// What holds for every response, beside the policy. Addresses hold search words: other sites never learn them. What the site does
/// not use stays closed. Without includeSubDomains and preload: the subdomains belong to the publisher.
const FOR_ALL: &str = "  X-Content-Type-Options: nosniff\n  Referrer-Policy: same-origin\n  Permissions-Policy: accelerometer=(), \
    autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), \
    microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), \
    xr-spatial-tracking=()\n  Cross-Origin-Opener-Policy: same-origin\n  Cross-Origin-Embedder-Policy: require-corp\n  \
    Strict-Transport-Security: max-age=31536000\n";

/// The policy of a file: other sites may show the pages to embed in a frame, and nothing else.
pub fn content_security_policy(path: &str) -> String {
    let is_embed = path.split('/').next() == Some(address::EMBED);
    format!("{POLICY}; frame-ancestors {}", if is_embed { "*" } else { "'none'" })
}

/// Writes them all.
pub fn render(site: &Site, styles: &[String], tree: &mut Tree) {
    let withheld: BTreeSet<&str> =
        site.pages.iter().filter(|page| page.body.is_withheld()).map(|page| page.address.as_str()).collect();
    let mut pages = addresses(tree);
    pages.retain(|page| !withheld.contains(page.as_str()) && page != address::SEARCH);
    tree.add("sitemap.xml", sitemap(site, &pages));
    tree.add("robots.txt", format!("User-agent: *\nAllow: /\nSitemap: {}/sitemap.xml\n", site.base_url));
    tree.add("index.html", gate(site, styles));
    tree.add("404.html", lost(site, styles));
}

/// Writes the rules for hosts, when every other file is there.
pub fn add_headers(tree: &mut Tree) {
    tree.add("_headers", headers(tree));
}

/// Addresses without language of every page in the tree, error pages left out.
fn addresses(tree: &Tree) -> BTreeSet<String> {
    let page = |path: &str| {
        let (lang, rest) = path.split_once('/')?;
        Lang::from_code(lang)?;
        Some(rest.strip_suffix("index.html")?.trim_end_matches('/').to_owned())
    };
    tree.iter().filter_map(|(path, _)| page(path)).collect()
}

fn sitemap(site: &Site, pages: &BTreeSet<String>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let days = days(site);
    for page in pages {
        let url = |lang: Lang| format!("{}{}", site.base_url, address::page_path(lang.code(), page));
        let twins: String = Lang::ALL
            .iter()
            .map(|lang| format!("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>", lang.code(), url(*lang)))
            .collect();
        for lang in Lang::ALL {
            let updated = days.get(&(lang, page.as_str())).map(|d| format!("<lastmod>{d}</lastmod>")).unwrap_or_default();
            // Writing into a string cannot fail.
            let _ = writeln!(out, "<url><loc>{}</loc>{updated}{twins}</url>", url(lang));
        }
    }
    out + "</urlset>\n"
}

/// The day on which each page was last changed, as far as somebody stated it: in the page, or as the day of its report.
fn days(site: &Site) -> BTreeMap<(Lang, &str), Date> {
    let published = |page: &Page| {
        let plan = page.plan.as_ref().or(site.home_plan.as_ref()).filter(|_| page.kind == PageKind::Report)?;
        let plan = site.plans.iter().find(|each| each.id == *plan)?;
        let year = page.year.map_or_else(|| plan.reported().next_back(), |year| plan.year(year))?;
        year.report.as_ref()?.published
    };
    let stated = |page: &Page| page.updated.or_else(|| published(page));
    site.pages.iter().filter_map(|page| Some(((page.lang, page.address.as_str()), stated(page)?))).collect()
}

/// What some hosts cannot tell from the name of a file.
const DATA_TYPES: &str = "/data/*.csv\n  Content-Type: text/csv; charset=utf-8; header=present\n\
    /data/*.jsonld\n  Content-Type: application/ld+json\n";

/// Hosts do not agree on a header that two rules set for one path: some append, some take the last, some the longer path. So what
/// differs between paths is set by exactly one rule for each: the one of its folder, or its own at the root. The policy alone is told
/// twice, first without a word about frames: two policies hold both, and addresses at which nothing stands have one too.
fn headers(tree: &Tree) -> String {
    let rule = |path: &str| match path.split_once('/') {
        Some((folder, _)) => format!("/{folder}/*"),
        None => format!("/{path}"),
    };
    let rules: BTreeSet<String> = tree.iter().map(|(path, _)| rule(path)).chain(["/".to_owned()]).collect();
    let mut out = format!("/*\n  Content-Security-Policy: {POLICY}\n{FOR_ALL}");
    for rule in rules {
        let folder = rule.trim_start_matches('/');
        let policy = content_security_policy(folder);
        // Writing into a string cannot fail.
        let _ = writeln!(out, "{rule}\n  Content-Security-Policy: {policy}");
        out.push_str(match folder.split('/').next() {
            Some(address::EMBED) => "  Cross-Origin-Resource-Policy: cross-origin\n",
            // Open data may be read by programs of other sites.
            Some("data") => {
                "  X-Frame-Options: DENY\n  Cross-Origin-Resource-Policy: cross-origin\n  Access-Control-Allow-Origin: *\n"
            }
            // The names of theme files do not change with their content: browsers ask each time.
            Some("assets") => {
                "  X-Frame-Options: DENY\n  Cross-Origin-Resource-Policy: same-origin\n  \
                 Cache-Control: public, max-age=0, must-revalidate\n"
            }
            // Those of joined files and of the folders of search do: nobody fetches them twice.
            Some(name) if name == address::SEARCH || JOINED_FOLDERS.contains(&name) => {
                "  X-Frame-Options: DENY\n  Cross-Origin-Resource-Policy: same-origin\n  \
                 Cache-Control: public, max-age=31536000, immutable\n"
            }
            _ => "  X-Frame-Options: DENY\n  Cross-Origin-Resource-Policy: same-origin\n",
        });
    }
    out.push_str(DATA_TYPES);
    out
}

/// `/` for hosts that do not redirect by language: two links, Japanese first.
fn gate(site: &Site, styles: &[String]) -> String {
    let choice =
        |lang: Lang, name: &str| format!("<li><a href=\"/{0}/\" lang=\"{0}\" hreflang=\"{0}\">{name}</a></li>", lang.code());
    simple_page(site, styles, "page", None, &format!("<ul>{}{}</ul>", choice(Lang::Ja, "日本語"), choice(Lang::En, "English")))
}

/// The error page for addresses outside both languages.
fn lost(site: &Site, styles: &[String]) -> String {
    let body = "<ul><li><a href=\"/ja/\" hreflang=\"ja\">日本語の表紙へ</a></li>\
        <li><a href=\"/en/\" lang=\"en\" hreflang=\"en\">English home page</a></li></ul>";
    simple_page(site, styles, "error", Some(("お探しのページはありません", "This page does not exist")), body)
}

/// A page in both languages; without words of its own it is headed by the site's title.
fn simple_page(site: &Site, styles: &[String], kind: &str, words: Option<(&str, &str)>, body: &str) -> String {
    let title = |lang| escape(site.title.any(lang));
    let (ja, en) = words.map_or_else(|| (title(Lang::Ja), title(Lang::En)), |(ja, en)| (ja.to_owned(), en.to_owned()));
    let links: String = styles.iter().map(|style| format!("<link rel=\"stylesheet\" href=\"{style}\">")).collect();
    let notice =
        site.notice.as_ref().map(|n| format!("<p>{}</p><p lang=\"en\">{}</p>", escape(n.any(Lang::Ja)), escape(n.any(Lang::En))));
    format!(
        "<!DOCTYPE html>\n<html lang=\"ja\">\n<head><meta charset=\"utf-8\"><title>{ja} / {en}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         {links}<link rel=\"stylesheet\" href=\"/assets/print.css\" media=\"print\"></head>\n\
         <body data-kind=\"{kind}\"><main class=\"gate\"><h1>{ja}<br><span lang=\"en\">{en}</span></h1>{body}{}</main></body>\n</html>\n",
        notice.unwrap_or_default()
    )
}
