//! Files for machines beside the pages: sitemap, robots, the language gate at `/`, and the common error page.
//!
//! In: the public site. Out: `sitemap.xml`, `robots.txt`, `index.html`, `404.html`. Never: the address of a withheld page
//! or of search; a day of change that nobody stated.

use super::Tree;
use super::atom::escape;
use crate::disclosed::{Page, Site, address};
use crate::figures::{Date, Lang};
use crate::kinds::PageKind;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Writes them all.
pub fn render(site: &Site, styles: &[String], tree: &mut Tree) {
    let withheld: BTreeSet<&str> =
        site.pages().filter(|page| page.body.is_withheld()).map(|page| page.address.as_str()).collect();
    let mut pages = addresses(tree);
    pages.retain(|page| !withheld.contains(page.as_str()) && page != address::SEARCH);
    tree.add("sitemap.xml", sitemap(site, &pages));
    doors(site, styles, tree);
}

/// Those among them that name no page.
pub fn doors(site: &Site, styles: &[String], tree: &mut Tree) {
    tree.add("robots.txt", format!("User-agent: *\nAllow: /\nSitemap: {}/sitemap.xml\n", site.base_url));
    tree.add("index.html", gate(site, styles));
    tree.add("404.html", lost(site, styles));
}

/// Addresses without language of every page in the tree, error pages left out.
fn addresses(tree: &Tree) -> BTreeSet<String> {
    let page = |path: &str| {
        let (lang, rest) = path.split_once('/')?;
        Lang::from_code(lang)?;
        Some(rest.strip_suffix("index.html")?.trim_end_matches('/').to_owned())
    };
    tree.paths().into_iter().filter_map(page).collect()
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
        let plan = site.plans().find(|each| each.id == *plan)?;
        let year = page.year.map_or_else(|| plan.reported().next_back(), |year| plan.year(year))?;
        year.report.as_ref()?.published
    };
    let stated = |page: &Page| page.updated.or_else(|| published(page));
    site.pages().filter_map(|page| Some(((page.lang, page.address.as_str()), stated(page)?))).collect()
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
