//! What Tera says, as findings.
//!
//! In: an error, and the templates that the site brings. Out: findings with the place in the template. Never: more of Tera's message
//! than its first line, which can name a field but holds no page.

use super::Templates;
use crate::diagnostics::{Finding, Words, codes, words};
use crate::source::Span;
use tera::{Error, ErrorKind};

/// Faults of templates that cannot be compiled, or do not fit together.
pub fn of_loading(error: &Error, templates: &Templates) -> Vec<Finding> {
    match error.kind() {
        ErrorKind::Msg(message) if message.contains("-->") => {
            message.split("error: ").filter_map(|report| listed(report, templates)).collect()
        }
        ErrorKind::MissingParent { current, parent } => {
            let cause = format!("there is no template `{parent}` to extend");
            vec![at_word(finding(current, 0, &cause), current, "extends", templates)]
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            let name = tpl.rsplit('/').next().unwrap_or(tpl);
            let help = Words::new(
                format!(
                    "もとのテーマの同じ名前のテンプレートは {{% extends \"default/{name}\" %}} のように、テーマの名前を付けて呼びます。"
                ),
                format!(
                    "the template of the same name in the base theme is called with the theme's name: {{% extends \"default/{name}\" %}}."
                ),
            );
            vec![at_word(finding(tpl, 0, "it extends itself").help(help), tpl, "extends", templates)]
        }
        ErrorKind::CircularInclude { tpl, .. } => vec![at_word(finding(tpl, 0, "it includes itself"), tpl, "include", templates)],
        _ => vec![of_rendering(error, templates)],
    }
}

/// A fault of a template on a page.
pub fn of_rendering(error: &Error, templates: &Templates) -> Finding {
    let report = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Some(report),
        _ => None,
    };
    let (file, line) = report.map_or(("", 0), |r| (r.filename(), r.span().start_line));
    let said = report.map_or_else(|| error.to_string(), |r| r.message().to_owned());
    let (cause, meant) = without_list(said.lines().next().unwrap_or_default().to_owned());
    let cause = first_line(&cause);
    let found = finding(file, line, &cause).help(meant.unwrap_or_else(help));
    match (templates.get(file), report) {
        (Some((id, _)), Some(report)) => found.at(Span::new(*id, report.span().range.clone())),
        _ => found,
    }
}

/// Tera lists all fields that there are; the nearest one is enough.
fn without_list(cause: String) -> (String, Option<Words>) {
    let lists = [" Available fields: ", " Available variables: "];
    let Some((said, list)) = lists.iter().find_map(|list| cause.split_once(list)) else { return (cause, None) };
    let typed = said.split('`').nth(1).unwrap_or_default();
    let meant = words::nearest(typed, list.split(", ")).map(|_| words::suggest(typed, list.split(", ")));
    (said.to_owned(), meant)
}

fn finding(file: &str, line: usize, cause: &str) -> Finding {
    let place = if line == 0 { file.to_owned() } else { format!("{file}:{line}") };
    let message =
        Words::new(format!("テンプレート {place} が処理できません: {cause}"), format!("template {place} failed: {cause}"));
    Finding::new(codes::TEMPLATE, message)
}

fn help() -> Words {
    Words::new(
        "テンプレートが受け取る項目は docs/themes.ja.md にあります。ないかもしれない項目は {% if %} で確かめます。",
        "docs/themes.md lists what a template is given; ask with {% if %} for what may be absent.",
    )
}

/// One of several reports in a message: the fault, then `--> name:line:column`.
fn listed(report: &str, templates: &Templates) -> Option<Finding> {
    let (cause, rest) = report.split_once('\n')?;
    let place = rest.split_once("--> ")?.1.lines().next()?;
    let mut parts = place.rsplitn(3, ':');
    let (column, line, file) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
    let found = finding(file, line, &first_line(cause)).help(help());
    let Some((id, text)) = templates.get(file) else { return Some(found) };
    let at = offset(text, line, column);
    Some(found.at(Span::new(*id, at..at)))
}

/// The byte of a line and column, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let inside = text.get(start..).unwrap_or_default();
    start + inside.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
}

fn at_word(finding: Finding, file: &str, word: &str, templates: &Templates) -> Finding {
    let Some((id, text)) = templates.get(file) else { return finding };
    let at = text.find(word).unwrap_or(0);
    finding.at(Span::new(*id, at..at + word.len()))
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(200).collect()
}
