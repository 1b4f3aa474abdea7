//! `kohyo search`: asks the index of a built site what the browser would ask it.
//!
//! In: arguments, the files of the index. Out: an exit code, text or JSON. Never: a page; a panic over an index that is damaged.

use super::command::{Command, OUT, Operands, Opt, SITE, Takes};
use super::given::Given;
use super::{DONE, FAULT, say};
use crate::diagnostics::{Format, Words};
use crate::figures::Lang;
use crate::search::{Answer, Excerpt, Fault, Files, Filters, Hit, Index, Part, Query, State};
use crate::source::Folder;
use serde_json::{Value, json};

/// How many pages are shown when nobody says.
const SHOWN: usize = 10;

/// `kohyo search`
pub const COMMAND: Command = Command {
    name: "search",
    about: ("作ったサイトを検索する: kohyo search \"治験 2024年度\"", "search the built site: kohyo search \"trials FY2024\""),
    operands: Operands { shown: "QUERY", least: 0, most: 1 },
    options: &[&OUT, &FY, &ORG, &KIND, &TYPING, &LIMIT, &BATCH],
    run,
};

const FY: Opt = Opt { name: "--fy", takes: Takes::Text("YEAR"), about: ("年度で絞る", "pages of a fiscal year") };
const ORG: Opt = Opt { name: "--org", takes: Takes::Text("ID"), about: ("団体で絞る", "pages of a body") };
const KIND: Opt = Opt { name: "--kind", takes: Takes::Text("WORD"), about: ("ページの種類で絞る", "pages of a kind") };
/// The last word goes on.
pub const TYPING: Opt =
    Opt {
        name: "--typing", takes: Takes::Nothing, about: ("最後の語を書きかけとみなす", "the last word is not finished")
    };
/// How many.
pub const LIMIT: Opt = Opt {
    name: "--limit",
    takes: Takes::Number,
    about: ("示す件数（既定: 10、0 は全部）", "how many pages (default: 10, 0: all)"),
};
const BATCH: Opt = Opt {
    name: "--batch",
    takes: Takes::Path("FILE"),
    about: ("一行に一つの検索を JSON で答える", "answer one search a line, as JSON lines"),
};

fn run(given: &Given) -> u8 {
    match answered(given) {
        Ok(()) => DONE,
        Err(words) => {
            given.say_err(&words);
            FAULT
        }
    }
}

fn answered(given: &Given) -> Result<(), Words> {
    let lang = given.lang().unwrap_or(Lang::Ja);
    let site = built(given);
    let files = Below::new(&site, lang)?;
    let index = Index::open(&files).map_err(|fault| broken(&files, &fault))?;
    let asked = Asked { given, lang, index: &index, filters: filters(given, &index).map_err(|fault| broken(&files, &fault))? };
    let wrong = |fault: Fault| broken(&files, &fault);
    if let Some(path) = given.path(&BATCH) {
        for query in lines(&path)?.lines() {
            let line = asked.as_json_line(query).map_err(wrong)?;
            say(&format!("{line}\n"));
        }
        return Ok(());
    }
    let query = &given.operand(0).ok_or_else(no_query)?;
    let text = match given.format() {
        Format::Json => asked.as_json(query).map_err(wrong)?,
        Format::Terminal | Format::Github | Format::Editor => asked.as_text(query).map_err(wrong)?,
    };
    say(&text);
    Ok(())
}

/// The folder of the built site: the one that is named, or the output of the site that is named.
fn built(given: &Given) -> Folder {
    let named = Folder::new(given.path(&SITE).unwrap_or_else(|| ".".into()));
    if !given.has(&OUT) && !named.folders("search").is_empty() { named } else { Folder::new(given.public()) }
}

fn lines(path: &std::path::Path) -> Result<String, Words> {
    let folder = Folder::new(path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(std::path::Path::new(".")));
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let text = folder.read(name).and_then(|bytes| String::from_utf8(bytes).ok());
    let shown = path.display();
    text.ok_or_else(|| Words::new(format!("{shown} を読めません。"), format!("cannot read {shown} as text")))
}

/// The index of a language below a built site.
struct Below<'a> {
    site: &'a Folder,
    folder: String,
}

impl<'a> Below<'a> {
    fn new(site: &'a Folder, lang: Lang) -> Result<Below<'a>, Words> {
        let of_lang = format!("search/{}", lang.code());
        let name = site.folders(&of_lang).pop().ok_or_else(|| {
            let shown = site.path().display();
            Words::new(
                format!("{shown} に検索の索引（{of_lang}）がありません。先に kohyo build でサイトを作ってください。"),
                format!("there is no search index ({of_lang}) in {shown}; build the site first: kohyo build"),
            )
        })?;
        Ok(Below { site, folder: format!("{of_lang}/{name}") })
    }
}

impl Files for Below<'_> {
    fn read(&self, name: &str) -> Option<Vec<u8>> {
        self.site.read(&format!("{}/{name}", self.folder))
    }
}

fn broken(files: &Below, fault: &Fault) -> Words {
    let path = files.site.path().join(&files.folder).join(&fault.0);
    let path = path.display();
    Words::new(
        format!("検索の索引を読めません: {path}。kohyo build で作り直してください。"),
        format!("the search index cannot be read: {path}; make it again with kohyo build"),
    )
}

fn no_query() -> Words {
    Words::new(
        "探す言葉を書いてください。例: kohyo search \"治験 2024年度\"",
        "say what to search for, for example: kohyo search \"clinical trials FY2024\"",
    )
}

/// The facets are read only where something is filtered.
fn filters(given: &Given, index: &Index) -> Result<Option<Filters>, Fault> {
    let any = [&KIND, &FY, &ORG].into_iter().any(|option| given.has(option));
    any.then(|| index.filters()).transpose()
}

struct Asked<'a> {
    given: &'a Given,
    lang: Lang,
    index: &'a Index<'a>,
    filters: Option<Filters>,
}

impl Asked<'_> {
    fn answer(&self, typed: &str) -> Result<Answer, Fault> {
        let mut answer = self.index.answer(&Query::parse(typed, self.given.has(&TYPING)))?;
        if let Some(filters) = &self.filters {
            let wanted = [&KIND, &FY, &ORG].map(|option| self.given.text(option));
            answer.filter(|document| {
                wanted.iter().enumerate().all(|(list, id)| id.as_ref().is_none_or(|id| filters.has(document, list, id)))
            });
        }
        Ok(answer)
    }

    /// The pages that are shown.
    fn shown(&self, answer: &Answer) -> usize {
        match self.given.number(&LIMIT).unwrap_or(SHOWN) {
            0 => answer.hits.len(),
            limit => limit.min(answer.hits.len()),
        }
    }

    fn pages(&self, answer: &Answer) -> Result<Vec<(Part, Excerpt)>, Fault> {
        let hits = answer.hits.iter().take(self.shown(answer));
        hits.map(|hit| Ok((self.index.head(hit.document)?, self.index.excerpt(hit.document, &answer.places)?))).collect()
    }

    /// One line for comparing two programs.
    fn as_json_line(&self, typed: &str) -> Result<Value, Fault> {
        let answer = self.answer(typed)?;
        let hits = answer.hits.get(..self.shown(&answer)).unwrap_or_default();
        let ids: Vec<String> = hits.iter().map(|hit| Ok(self.index.head(hit.document)?.address)).collect::<Result<_, _>>()?;
        let scores: Vec<String> = hits.iter().map(|hit| hit.score.text()).collect();
        Ok(json!({ "query": typed, "state": state(&answer), "count": answer.hits.len(), "ids": ids, "scores": scores }))
    }

    fn as_json(&self, typed: &str) -> Result<String, Fault> {
        let answer = self.answer(typed)?;
        let filters = self.index.filters()?;
        let page = |((head, excerpt), hit): ((Part, Excerpt), &Hit)| {
            let [kind, years, bodies] = filters.ids(hit.document);
            json!({ "address": head.address, "title": head.title, "kind": kind.first(), "years": years, "bodies": bodies,
                "score": hit.score.text(), "excerpt": excerpt.text, "marks": excerpt.marks.iter().map(|m| [m.start, m.end]).collect::<Vec<_>>() })
        };
        let pages: Vec<Value> = self.pages(&answer)?.into_iter().zip(&answer.hits).map(page).collect();
        let whole = json!({ "query": typed, "state": state(&answer), "count": answer.hits.len(), "pages": pages });
        Ok(format!("{}\n", serde_json::to_string_pretty(&whole).unwrap_or_default()))
    }

    fn as_text(&self, typed: &str) -> Result<String, Fault> {
        let answer = self.answer(typed)?;
        let mut out = format!("{}\n", heading(&answer, typed).get(self.lang));
        for (number, (head, excerpt)) in self.pages(&answer)?.iter().enumerate() {
            out.push_str(&format!("\n{}. {}\n   {}\n", number + 1, head.title, head.address));
            out.push_str(&format!("   {}\n", head.about.join("  ")));
            if !excerpt.text.is_empty() {
                out.push_str(&format!("   {}\n", marked(excerpt)));
            }
        }
        let left = answer.hits.len() - self.shown(&answer);
        if left > 0 {
            let more = Words::new(
                format!("ほかに {left} ページ（--limit 0 で全部）"),
                format!("{left} more page(s) (--limit 0 shows all)"),
            );
            out.push_str(&format!("\n{}\n", more.get(self.lang)));
        }
        Ok(out)
    }
}

fn state(answer: &Answer) -> &'static str {
    match answer.state {
        State::Exact => "exact",
        State::Related => "related",
        State::None => "none",
    }
}

fn heading(answer: &Answer, typed: &str) -> Words {
    let count = answer.hits.len();
    match answer.state {
        State::Exact => Words::new(format!("「{typed}」: {count} ページ"), format!("`{typed}`: {count} page(s)")),
        State::Related => Words::new(
            format!("「{typed}」に完全に一致するページはありません。近いページ: {count} ページ"),
            format!("No page matches `{typed}` exactly. Similar pages: {count}"),
        ),
        State::None => Words::new(format!("「{typed}」に一致するページはありません。"), format!("No page matches `{typed}`.")),
    }
}

/// `…の【治験】届…`
fn marked(excerpt: &Excerpt) -> String {
    let mut out = String::new();
    let mut at = 0;
    for mark in &excerpt.marks {
        let text = |range: std::ops::Range<usize>| excerpt.text.get(range).unwrap_or_default();
        out.push_str(&format!("{}【{}】", text(at..mark.start), text(mark.clone())));
        at = mark.end;
    }
    out.push_str(excerpt.text.get(at..).unwrap_or_default());
    out
}
