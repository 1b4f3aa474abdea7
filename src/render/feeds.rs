//! Files for machines beside the pages: sitemap, robots, headers, the language gate at `/`, and the common error page.
//!
//! In: the public site. Out: `sitemap.xml`, `robots.txt`, `_headers`, `index.html`, `404.html`, `<lang>/feed.xml`. Never: a withheld
//! page's address.

use super::Tree;
use super::corrections::{Corrections, Edited};
use super::theme::STYLE_FOLDER;
use crate::disclosed::{Edition, Page, Plan, PlanYear, Site, address};
use crate::figures::{Date, FiscalYear, Lang};
use crate::kinds::{EDITIONS, PageKind, slug};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The policy of every page; netlify.toml says the same for its own responses.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; font-src 'self'; object-src 'none'; worker-src 'none'; frame-src 'none'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// Writes them all.
pub fn render(site: &Site, styles: &[String], tree: &mut Tree) {
    let withheld: BTreeSet<&str> =
        site.pages.iter().filter(|page| page.body.is_withheld()).map(|page| page.address.as_str()).collect();
    let mut pages = addresses(tree);
    pages.retain(|page| !withheld.contains(page.as_str()));
    tree.add("sitemap.xml", sitemap(site, &pages));
    tree.add("robots.txt", format!("User-agent: *\nAllow: /\nSitemap: {}/sitemap.xml\n", site.base_url));
    tree.add("_headers", headers());
    tree.add("index.html", gate(site, styles));
    tree.add("404.html", lost(site, styles));
    for lang in Lang::ALL {
        tree.add(address::feed_file(lang.code()), feed(site, lang));
    }
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
    let updated = site.updated.map(|d| format!("<lastmod>{d}</lastmod>")).unwrap_or_default();
    for page in pages {
        let url = |lang: Lang| format!("{}{}", site.base_url, address::page_path(lang.code(), page));
        let twins: String = Lang::ALL
            .iter()
            .map(|lang| format!("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>", lang.code(), url(*lang)))
            .collect();
        for lang in Lang::ALL {
            // Writing into a string cannot fail.
            let _ = writeln!(out, "<url><loc>{}</loc>{updated}{twins}</url>", url(lang));
        }
    }
    out + "</urlset>\n"
}

/// What is new, newest first: the reports that were published, then figures that were corrected or revised.
fn feed(site: &Site, lang: Lang) -> String {
    let (code, base) = (lang.code(), &site.base_url);
    let title = escape(site.title.any(lang));
    let author = escape(site.publisher.any(lang));
    let mut entries: Vec<(FiscalYear, String)> = Vec::new();
    for plan in &site.plans {
        entries.extend(plan.reported().filter_map(|year| Some((year.year, entry(site, plan, year, lang)?))));
    }
    entries.sort_by_key(|(year, _)| std::cmp::Reverse(*year));
    let entries: String = entries.into_iter().map(|(_, entry)| entry).chain(edited(site, lang)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{code}\">\n\
         <title>{title}</title>\n<id>{base}/{code}/</id>\n<updated>{}</updated>\n<author><name>{author}</name></author>\n\
         <link rel=\"self\" href=\"{base}/{}\"/>\n<link rel=\"alternate\" href=\"{base}/{code}/\"/>\n{entries}</feed>\n",
        instant(site),
        address::feed_file(code),
    )
}

/// A report with the page that shows it; `None` where no page does.
fn entry(site: &Site, plan: &Plan, year: &PlanYear, lang: Lang) -> Option<String> {
    let report = year.report.as_ref()?;
    let plan_of = |page: &Page| page.plan.clone().or_else(|| site.home_plan.clone());
    let shows = |page: &&Page| page.kind == PageKind::Report && page.lang == lang && !page.body.is_withheld();
    let fits = |page: &&Page| plan_of(page).as_ref() == Some(&plan.id) && page.year.is_none_or(|y| y == year.year);
    let page = site.pages.iter().filter(shows).find(fits)?;
    let url = format!("{}{}", site.base_url, address::page_path(lang.code(), &page.address));
    let summary = report.summary.as_ref().map(|text| escape(text.any(lang).trim())).unwrap_or_default();
    Some(format!(
        "<entry>\n<title>{}</title>\n<id>{url}</id>\n<updated>{}</updated>\n<link href=\"{url}\"/>\n<summary>{summary}</summary>\n</entry>\n",
        escape(report.title.any(lang)),
        instant(site),
    ))
}

/// Editions of figures, the latest first; those without a date at the end, as new as the site.
fn edited(site: &Site, lang: Lang) -> Vec<String> {
    let found = Corrections::new(site);
    let mut editions: Vec<_> = found.editions.iter().map(|edited| (day(edited.edition), edited)).collect();
    editions.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    editions.into_iter().map(|(day, edited)| edition_entry(site, lang, day, edited)).collect()
}

/// The day of an edition; of a month or longer time its first one.
fn day(edition: &Edition) -> Option<Date> {
    let iso = edition.on?.iso();
    let first = iso.split('/').next().unwrap_or_default();
    Date::parse(first).or_else(|| Date::parse(&format!("{first}-01")))
}

fn edition_entry(site: &Site, lang: Lang, day: Option<Date>, edited: &Edited) -> String {
    let (edition, figure) = (edited.edition, &edited.figure);
    let page = address::page_path(lang.code(), address::CORRECTIONS);
    let url = format!("{}{page}#{}", site.base_url, edited.anchor);
    let (kind, mark) = match lang {
        Lang::Ja => (edition.kind.clone(), "："),
        Lang::En => (slug(&EDITIONS, &edition.kind).to_owned(), ": "),
    };
    let year = figure.year.map(|year| format!(" {}", year.name(lang))).unwrap_or_default();
    let updated = day.map_or_else(|| instant(site), |day| format!("{day}T00:00:00+09:00"));
    format!(
        "<entry>\n<title>{}</title>\n<id>{url}</id>\n<updated>{updated}</updated>\n<link href=\"{url}\"/>\n<summary>{}</summary>\n</entry>\n",
        escape(&format!("{kind}{mark}{}{year}", figure.row.any(lang))),
        escape(edition.reason.any(lang).trim()),
    )
}

/// Feeds want an instant; the site knows the day on which it was last changed, which begins at midnight in Japan.
fn instant(site: &Site) -> String {
    site.updated.map(|day| format!("{day}T00:00:00+09:00")).unwrap_or_default()
}

fn headers() -> String {
    format!(
        "/*\n  Content-Security-Policy: {CONTENT_SECURITY_POLICY}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n  Permissions-Policy: camera=(), microphone=(), geolocation=()\n  \
         Cross-Origin-Opener-Policy: same-origin\n/data/*\n  Access-Control-Allow-Origin: *\n\
         /{STYLE_FOLDER}/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    )
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

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
