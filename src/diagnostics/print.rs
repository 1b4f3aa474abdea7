//! Prints findings: for people in a terminal, as JSON, and as GitHub annotations.
//!
//! In: sorted findings with the sources and masks. Out: text. Never: an unmasked line; more findings or longer lines than anybody reads.

use super::{Finding, Masks, Severity, Words, errors};
use crate::figures::Lang;
use crate::source::{Sources, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::json;

/// How findings are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For people.
    Terminal,
    /// One JSON array.
    Json,
    /// `::error file=…`
    Github,
    /// `path:line:column: error K0204: …`, one line each, as editors look for.
    Editor,
}

/// So many findings are printed; whoever has mended those runs it again. A file of one line can have a finding for every few bytes, and
/// each of them quotes the line.
const MOST: usize = 1_000;
/// A line of more bytes is not quoted.
const LONGEST: usize = 20_000;

/// Prints findings, and how many there are beyond those. With `lang` unset each says itself in both languages, Japanese first.
pub fn print(findings: &[Finding], sources: &Sources, masks: &Masks, format: Format, lang: Option<Lang>) -> String {
    let (shown, rest) = findings.split_at_checked(MOST).unwrap_or((findings, &[]));
    let more = (!rest.is_empty()).then(|| {
        let ja = format!("ほかに {} 件あります。ここまでを直してから、もう一度実行してください。", rest.len());
        Words::new(ja, format!("{} more; mend these first and run it again", rest.len()))
    });
    let more = more.as_ref();
    match format {
        Format::Terminal => {
            let all = shown.iter().map(|f| terminal(f, sources, masks, lang) + "\n\n");
            all.chain(more.map(|words| sentences(words, lang) + "\n\n")).collect()
        }
        Format::Json => {
            let mut list: Vec<_> = shown.iter().map(|f| to_json(f, sources, masks)).collect();
            list.extend(more.map(|words| more_json(words, rest)));
            serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
        }
        Format::Github => {
            let all = shown.iter().map(|f| github(f, sources, masks));
            all.chain(more.map(|words| format!("::notice::{} / {}\n", words.ja, words.en))).collect()
        }
        Format::Editor => {
            let lang = lang.unwrap_or(Lang::Ja);
            let all = shown.iter().map(|f| editor(f, sources, masks, lang));
            all.chain(more.map(|words| format!("{}\n", words.get(lang)))).collect()
        }
    }
}

/// How many more there are, in the form of a finding without a code.
fn more_json(words: &Words, rest: &[Finding]) -> serde_json::Value {
    let severity = if errors(rest) > 0 { "error" } else { "warning" };
    json!({
        "code": "", "severity": severity, "message": { "ja": words.ja, "en": words.en }, "help": null, "places": [], "explain": "",
    })
}

fn sentences(words: &super::Words, lang: Option<Lang>) -> String {
    match lang {
        Some(lang) => words.get(lang).to_owned(),
        None if words.ja == words.en => words.ja.clone(),
        None => format!("{}\n{}", words.ja, words.en),
    }
}

fn terminal(finding: &Finding, sources: &Sources, masks: &Masks, lang: Option<Lang>) -> String {
    let level = match finding.code.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = sentences(&finding.message, lang);
    let quotes: Vec<Quote> = finding.places.iter().map(|p| Quote::new(p.span, sources, masks, p.label.as_ref(), lang)).collect();
    let mut group = Group::with_title(level.primary_title(title.as_str()).id(finding.code.id));
    for quote in &quotes {
        group = quote.add_to(group);
    }
    let help = finding.help.as_ref().map(|words| sentences(words, lang));
    if let Some(help) = &help {
        group = group.element(Level::HELP.with_name(help_name(lang)).message(help.as_str()));
    }
    Renderer::plain().decor_style(DecorStyle::Ascii).render(&[group])
}

fn help_name(lang: Option<Lang>) -> &'static str {
    match lang {
        Some(Lang::En) => "help",
        _ => "対処 help",
    }
}

/// One place, ready to print.
struct Quote {
    path: String,
    line: usize,
    column: usize,
    text: Option<(String, std::ops::Range<usize>)>,
    label: Option<String>,
}

impl Quote {
    fn new(span: Span, sources: &Sources, masks: &Masks, label: Option<&super::Words>, lang: Option<Lang>) -> Quote {
        let (line, column) = line_column(span, sources, masks);
        Quote {
            path: sources.file(span.file).path.to_string(),
            line,
            column,
            text: masks.quote(sources, span).filter(|(text, _)| text.len() <= LONGEST),
            label: label.map(|words| sentences(words, lang).replace('\n', " / ")),
        }
    }

    fn add_to<'a>(&'a self, group: Group<'a>) -> Group<'a> {
        let Some((text, range)) = &self.text else {
            return group.element(Origin::path(self.path.as_str()).line(self.line).char_column(self.column));
        };
        let kind = if self.label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
        let annotation = kind.span(range.clone()).label(self.label.as_deref());
        group.element(Snippet::source(text.as_str()).line_start(self.line).path(self.path.as_str()).annotation(annotation))
    }
}

fn to_json(finding: &Finding, sources: &Sources, masks: &Masks) -> serde_json::Value {
    let places: Vec<_> = finding.places.iter().map(|p| place_json(p.span, sources, masks)).collect();
    json!({
        "code": finding.code.id,
        "severity": level(finding),
        "message": { "ja": finding.message.ja, "en": finding.message.en },
        "help": finding.help.as_ref().map(|h| json!({ "ja": h.ja, "en": h.en })),
        "places": places,
        "explain": format!("kohyo explain {}", finding.code.id),
    })
}

fn level(finding: &Finding) -> &'static str {
    match finding.code.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn place_json(span: Span, sources: &Sources, masks: &Masks) -> serde_json::Value {
    let (line, column) = line_column(span, sources, masks);
    let quoted = quoted(span, sources, masks);
    let end = quoted.as_ref().map_or(column, |(_, marked)| marked.end + 1);
    let source = quoted
        .filter(|(text, _)| text.len() <= LONGEST)
        .map(|(text, marked)| json!({ "text": text, "marked": [marked.start, marked.end] }));
    let file = sources.file(span.file).path.as_str();
    json!({ "file": file, "line": line, "column": column, "end_line": line, "end_column": end, "source": source })
}

/// Line and column as the quoted line has them: a column behind something hidden would tell how long that is.
fn line_column(span: Span, sources: &Sources, masks: &Masks) -> (usize, usize) {
    let place = sources.line_column(span);
    (place.line, quoted(span, sources, masks).map_or(place.column, |(_, marked)| marked.start + 1))
}

/// The quoted line of a place, and which of its characters are meant. What goes on in further lines ends where this one does.
fn quoted(span: Span, sources: &Sources, masks: &Masks) -> Option<(String, std::ops::Range<usize>)> {
    let (text, range) = masks.quote(sources, span)?;
    let (before, inside) = (text.get(..range.start)?.chars().count(), text.get(range)?.chars().count());
    Some((text, before..before + inside))
}

/// One line in one language. What has no place stands at the beginning of the settings, for editors pass over a line without one.
fn editor(finding: &Finding, sources: &Sources, masks: &Masks, lang: Lang) -> String {
    let place = finding.places.first().map(|place| {
        let (line, column) = line_column(place.span, sources, masks);
        format!("{}:{line}:{column}", sources.file(place.span.file).path)
    });
    let place = place.unwrap_or_else(|| "kohyo.toml:1:1".to_owned());
    // English sentences have no full stop of their own.
    let between = if lang == Lang::Ja { "" } else { " — " };
    let help = finding.help.as_ref().map(|help| format!("{between}{}", help.get(lang))).unwrap_or_default();
    let said = format!("{}{help}", finding.message.get(lang)).replace(['\n', '\r'], " ");
    format!("{place}: {} {}: {said}\n", level(finding), finding.code.id)
}

fn github(finding: &Finding, sources: &Sources, masks: &Masks) -> String {
    let level = level(finding);
    let place = finding.places.first().map(|p| {
        let (line, column) = line_column(p.span, sources, masks);
        format!("file={},line={line},col={column},", sources.file(p.span.file).path)
    });
    let help = finding.help.as_ref().map(|h| format!(" {} / {}", h.ja, h.en)).unwrap_or_default();
    let message = format!("{} / {}{help}", finding.message.ja, finding.message.en);
    let message = message.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    format!("::{level} {}title={}::{message}\n", place.unwrap_or_default(), finding.code.id)
}
