//! `<lang>/feed.xml`: what is new, newest first (Atom).
//!
//! In: the news of the site. Out: one feed for each language. Never: an entry without a day that somebody stated; an id that a text or
//! an address is part of; the day of the build.

use super::Tree;
use super::news::{self, News};
use crate::disclosed::{Site, address};
use crate::figures::{Date, Lang};

/// Writes the feeds.
pub fn render(site: &Site, tree: &mut Tree) {
    let news = news::news(site);
    for lang in Lang::ALL {
        tree.add(address::feed_file(lang.code()), feed(site, &news, lang));
    }
}

fn feed(site: &Site, news: &[News], lang: Lang) -> String {
    let (code, base) = (lang.code(), &site.base_url);
    let file = address::feed_file(code);
    let dated: Vec<(&News, Date, &str)> = news.iter().filter_map(|each| Some((each, each.day?, each.path(lang)?))).collect();
    let updated = dated.first().map(|(_, day, _)| *day).or(site.updated).map(instant).unwrap_or_default();
    let entries: String = dated.into_iter().map(|(each, day, path)| entry(site, each, day, path, lang)).collect();
    let author = if site.publisher.any(lang).is_empty() { &site.title } else { &site.publisher };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{code}\">\n\
         <title>{}</title>\n<id>{base}/{file}</id>\n<updated>{updated}</updated>\n<author><name>{}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{base}/{file}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" hreflang=\"{code}\" href=\"{base}/{code}/\"/>\n{entries}</feed>\n",
        escape(site.title.any(lang)),
        escape(author.any(lang)),
    )
}

fn entry(site: &Site, news: &News, day: Date, path: &str, lang: Lang) -> String {
    let base = &site.base_url;
    let summary = news.summary.as_ref().map(|text| text.any(lang).trim()).filter(|text| !text.is_empty());
    let summary = summary.map(|text| format!("<summary>{}</summary>\n", escape(text))).unwrap_or_default();
    let day = instant(day);
    format!(
        "<entry>\n<title>{}</title>\n<id>{base}/{}#{}</id>\n<published>{day}</published>\n<updated>{day}</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" hreflang=\"{}\" href=\"{base}{}\"/>\n\
         <category term=\"{}\" label=\"{}\"/>\n{summary}</entry>\n",
        escape(news.title.any(lang)),
        address::feed_file(lang.code()),
        escape(&news.id),
        lang.code(),
        escape(path),
        news.kind.word(),
        news.kind.name(lang),
    )
}

/// Feeds want an instant; a day begins at midnight in Japan.
fn instant(day: Date) -> String {
    format!("{day}T00:00:00+09:00")
}

/// Text for XML, without the characters that XML has no place for.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => (),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn text_for_xml_has_no_tags_and_no_control_characters() {
        assert_eq!(escape("a<b>&\"c\"\u{0}\u{b}\n"), "a&lt;b&gt;&amp;&quot;c&quot;\n");
    }
}
