//! Addresses that lead on: those at which a page stood before, and those of the newest report. Each is a page for hosts that know
//! no redirects, and is told to those that do.
//!
//! In: the public site. Out: pages without content of their own, and what leads where. Never: an address of a page that is withheld.

use super::Tree;
use super::atom::escape;
use crate::disclosed::{Page, Site, address};
use crate::figures::Lang;

/// An address that leads on.
pub struct Lead {
    /// The address, from the root.
    pub from: String,
    /// Where it leads.
    pub to: String,
    /// 301 for good, 302 for now.
    pub status: u16,
}

/// Writes their pages.
pub fn render(site: &Site, styles: &[String], tree: &mut Tree) -> Vec<Lead> {
    let mut leads = Vec::new();
    let styles: String = styles.iter().map(|style| format!("<link rel=\"stylesheet\" href=\"{style}\">")).collect();
    for lang in Lang::ALL {
        for (from, page) in site.latest_reports(lang) {
            lead(site, tree, &mut leads, &Move { from: &from, page, words: words(lang).0, status: 302, styles: &styles });
        }
        for page in site.pages().filter(|page| page.lang == lang && !page.body.is_withheld()) {
            for from in &page.aliases {
                lead(site, tree, &mut leads, &Move { from, page, words: words(lang).1, status: 301, styles: &styles });
            }
        }
    }
    leads
}

/// The newest report, and a page that has moved.
fn words(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::Ja => ("最新の評価書", "移転したページ"),
        Lang::En => ("The latest report", "This page has moved"),
    }
}

struct Move<'a> {
    from: &'a str,
    page: &'a Page,
    words: &'static str,
    status: u16,
    /// Links to the style sheets.
    styles: &'a str,
}

fn lead(site: &Site, tree: &mut Tree, leads: &mut Vec<Lead>, lead: &Move) {
    let code = lead.page.lang.code();
    let to = address::page_path(code, &lead.page.address);
    let from = address::page_path(code, lead.from);
    tree.add(address::page_file(code, lead.from), html(site, lead, &from, &to));
    leads.push(Lead { from, to, status: lead.status });
}

fn html(site: &Site, Move { page, words, styles, .. }: &Move, from: &str, to: &str) -> String {
    let (title, base) = (escape(&page.title), &site.base_url);
    let notice = site.notice.as_ref().map(|n| format!("<p>{}</p>", escape(n.any(page.lang)))).unwrap_or_default();
    let mark = if page.lang == Lang::Ja { "：" } else { ": " };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{words}{mark}{title} ({from})</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"refresh\" content=\"0; url={to}\"><link rel=\"canonical\" href=\"{base}{to}\">\
         {styles}</head>\n\
         <body data-kind=\"moved\"><main class=\"gate\"><h1>{words}</h1><ul><li><a href=\"{to}\">{title}</a></li></ul>{notice}</main></body>\n</html>\n",
        page.lang.code(),
    )
}
