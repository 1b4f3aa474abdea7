//! Figures in words: new, gone, changed, described otherwise.
//!
//! In: a `Comparison`. Out: parts of its sections. Never: what a figure said that is public no more.

use super::super::model::{Both, Changed, Comparison, Described, Figure, Gone, Row, Said};
use super::{Item, Line, Part, grouped, part, pieces, words};
use crate::diagnostics::Words;

/// `計画　令和6年度　表`.
fn place(found: &Comparison, plan: &str, year: &str, table: &str) -> Words {
    let name = |id: &str| found.names.get(id).map_or_else(|| words::same(id), words::of);
    let year = words::year(year).unwrap_or_else(|| words::same(""));
    words::join([name(plan), year, name(&format!("{plan}/{table}"))], ("　", " · "))
}

fn named(name: &Both, id: &str) -> Words {
    if name.is_empty() { words::same(id) } else { words::of(name) }
}

/// A figure as a line: `実績値：111億円`.
pub fn line(figure: &Figure) -> Words {
    let (label, said) = (named(&figure.item_name, &figure.item), words::said(&figure.said));
    Words::new(format!("{}：{}", label.ja, said.ja), format!("{}: {}", label.en, said.en))
}

/// A row with its new figures.
pub fn row(row: &Row) -> Item {
    let mut item = Item::new(named(&row.row_name, &row.row)).at(&page(row.figures.first()));
    if row.new {
        item.tags.push(Words::new("新しい行", "new row"));
    }
    row.figures.iter().fold(item, |item, figure| item.line(line(figure)))
}

/// Where a figure stands.
fn page(figure: Option<&Figure>) -> String {
    figure.map(|figure| super::texts::address(&figure.page)).unwrap_or_default()
}

/// A row of which nothing is said any more but where it stood.
pub fn gone_row(found: &Comparison, row: &Gone) -> Item {
    let name = named(&row.row_name, &row.row);
    let place = place(found, &row.plan, &row.fiscal_year, &row.table);
    let title = words::join([place, name], ("　", " · "));
    let facts = row.facts.len();
    Item::new(title)
        .line(Words::new(format!("{facts} 件：{}", row.facts.join("、")), format!("{facts}: {}", row.facts.join(", "))))
}

/// 1: new figures and rows.
pub fn new(found: &Comparison) -> Part {
    let items = found.newly_public.rows.iter().map(|each| (place(found, &each.plan, &each.fiscal_year, &each.table), row(each)));
    let count = found.counts.new_figures;
    part(("新しい数値と記載", "New figures and texts of the data"), count, grouped(items))
}

/// 2: figures that are gone.
pub fn gone(found: &Comparison) -> Part {
    let rows = &found.newly_withheld.no_longer_public;
    let item = |row: &Gone| {
        let facts = row.facts.len();
        let ids = Words::new(format!("{facts} 件：{}", row.facts.join("、")), format!("{facts}: {}", row.facts.join(", ")));
        (place(found, &row.plan, &row.fiscal_year, &row.table), Item::new(named(&row.row_name, &row.row)).line(ids))
    };
    let count = found.counts.no_longer_public;
    let mut part = part(
        ("非公表と示さずになくなる数値と記載", "Figures and texts of the data that go without being said to be withheld"),
        count,
        grouped(rows.iter().map(item)),
    );
    part.note = (count > 0).then(|| {
        Words::new(
            "前の値は、ここには書いていません。必要なら旧の公開用フォルダーで確かめてください。",
            "what they said is not repeated here; the old folder has it.",
        )
    });
    part
}

/// 3: changed figures.
pub fn changed(found: &Comparison) -> Part {
    let item = |each: &Changed| {
        let figure = &each.figure;
        let title = words::join([named(&figure.row_name, &figure.row), named(&figure.item_name, &figure.item)], ("　", ", "));
        let mut item = Item::new(title).at(&format!("{}  {}", figure.fact, page(Some(figure))));
        item.lines = change(&each.old, &figure.said);
        if let Some(declared) = &each.declared {
            let tag = words::declared(&declared.kind);
            item.tags.push(Words::new(format!("{}として公表", tag.ja), format!("declared as {}", tag.en)));
            let reason = words::join([words::same(&declared.date), words::of(&declared.reason)], ("　", ": "));
            item = item.line(reason);
        }
        if let Some(lang) = each.only_in {
            let name = words::language(lang);
            item.tags.push(Words::new(format!("{}だけ変更", name.ja), format!("changed in {} only", name.en)));
        }
        (place(found, &figure.plan, &figure.fiscal_year, &figure.table), item)
    };
    let all = &found.changed_figures;
    part(("変わる数値と記載", "Changed figures and texts of the data"), all.len(), grouped(all.iter().map(item)))
}

/// One line for what both languages share, else one for each.
fn change(old: &Said, new: &Said) -> Vec<Line> {
    let (before, now) = (words::said(old), words::said(new));
    let left_out = *old == Said::default();
    let line = |lang, before: &str, now: &str| {
        let (old, new) = if left_out { (Vec::new(), pieces("", now).1) } else { pieces(before, now) };
        Line::Change { lang, old, new, left_out }
    };
    let mut out = Vec::new();
    if before.ja == before.en && now.ja == now.en {
        out.push(line("", &before.ja, &now.ja));
    } else {
        out.extend((before.ja != now.ja).then(|| line("ja", &before.ja, &now.ja)));
        out.extend((before.en != now.en).then(|| line("en", &before.en, &now.en)));
    }
    let beside = [("ja", &old.unit.ja, &new.unit.ja), ("en", &old.unit.en, &new.unit.en)];
    let unit = beside.into_iter().filter(|(_, old, new)| before == now && old != new);
    out.extend(unit.map(|(lang, old, new)| line(lang, old, new)));
    let more = [(&old.value, &new.value), (&old.date, &new.date), (&old.scope, &new.scope), (&old.period, &new.period)];
    let more = more.into_iter().filter(|(old, new)| before == now && old != new);
    out.extend(more.map(|(old, new)| line("", old, new)));
    out
}

/// 3: names, notes and sources.
pub fn described(found: &Comparison) -> Part {
    let item = |each: &Described| {
        let column = words::column(&each.column);
        let title = words::join([named(&each.row_name, &each.row), column], ("　", ", "));
        let (old, new) = pieces(&each.old, &each.new);
        let n = each.facts.len();
        let mut item = Item::new(title);
        if n > 1 {
            item.tags.push(Words::new(format!("{n} 件に共通"), format!("for {n} figures")));
        }
        item.lines.push(Line::Change { lang: "", old, new, left_out: false });
        (place(found, &each.plan, &each.fiscal_year, &each.table), item)
    };
    let all = &found.described_otherwise;
    part(("名称・注記・出典だけの変更", "Names, notes and sources only"), all.len(), grouped(all.iter().map(item)))
}
