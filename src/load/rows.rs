//! Rows of a fiscal year's files: report, results, programmes, regulation, products, support, businesses, sections.
//!
//! In: one TOML table each. Out: an authored row, held back as a whole when the row itself is withheld.
//! Never: a reference resolved.

use super::cells::fact;
use super::disclosure;
use super::table::{File, Row};
use super::work::{profile, series};
use crate::authored::{
    Aggregate, Business, Disclosure, Held, Product, Program, Regulation, Report, Section, State, Support, Text, YearResult,
};
use crate::diagnostics::{self, Finding, Words, codes};
use crate::figures::Lang;
use crate::kinds::{CATEGORIES, WithheldKind};
use crate::shape::Excuse;

/// Reads a row that may state its own disclosure. A row that hides everything is sealed; parsing has masked it. A row that
/// hides its values keeps its name.
///
/// A row whose slot in a table is public (the target of a result, the group of an aggregate) names it by `slot` even when it is
/// hidden: otherwise nobody would know where its marker stands.
pub fn held<T>(
    file: &mut File,
    row: &Row,
    slot: Option<&'static str>,
    read: impl Fn(&mut File, &Row) -> Option<T>,
) -> Option<Held<T>> {
    row.excuse(Excuse::Hidden);
    let Some(stated) = disclosure::of_part(file, row) else { return read(file, row).map(Held::Open) };
    let stated = stated?;
    if stated.strictness() < file.floor {
        file.finding(diagnostics::laxer(stated.span));
    }
    match stated.state.value {
        State::Partial => {
            file.finding(partial_row().at(stated.state.span));
            read(file, row).and(None)
        }
        _ if !stated.hides_all() => {
            // Until it was lifted its file was partly withheld; the file need not change on that day.
            if stated.lifted {
                file.count_withheld();
            }
            read(file, row).map(Held::Open)
        }
        _ if stated.values_only => named(file, row, &stated, read),
        _ => Some(sealed(file, row, slot, &stated, read)),
    }
}

/// A row of which only the name is shown: its values are sealed one by one.
fn named<T>(file: &mut File, row: &Row, stated: &Disclosure, read: impl Fn(&mut File, &Row) -> Option<T>) -> Option<Held<T>> {
    file.count_withheld();
    file.name_withheld(&stated.withholding::<()>(WithheldKind::Row, None, row.span));
    file.hidden_values = Some(stated.clone());
    let content = read(file, row);
    file.hidden_values = None;
    content.map(Held::Open)
}

/// A row that is hidden whole. Public sources hold nothing of it but its statement and, for a result or aggregate, which target or
/// group it is of.
fn sealed<T>(
    file: &mut File,
    row: &Row,
    slot: Option<&'static str>,
    stated: &Disclosure,
    read: impl Fn(&mut File, &Row) -> Option<T>,
) -> Held<T> {
    file.count_withheld();
    let named = file.named();
    let unsaid = stated.state.value == State::Unacknowledged;
    let said = ["disclosure", slot.unwrap_or("disclosure")];
    file.hidden_row = true;
    let content = if row.has_only(&["disclosure"]) && (unsaid || slot.is_none()) { None } else { read(file, row) };
    file.hidden_row = false;
    if !row.has_only(&said) {
        file.refuse_payload(stated.state.span);
    }
    let held = stated.withholding(WithheldKind::Row, content, row.span);
    file.hidden_whole(named, None);
    file.name_withheld(&held);
    Held::Withheld(held)
}

fn partial_row() -> Finding {
    let message = Words::new(
        "行の区分は 公表 か 非公表 です。一部なら、その値に印を付けます。",
        "a row is public or withheld; for a part of it, mark the value",
    );
    Finding::new(codes::PARTIAL_ROW, message)
}

/// The report itself: `title` and `summary` at the top of a file.
pub fn report(file: &mut File, row: &Row) -> Option<Report> {
    let summary = row.text(file, "summary");
    let published = row.date(file, "published").map(|day| day.value);
    let (title, at) = (row.text(file, "title"), row.at(file));
    if ["summary", "published", "at"].iter().any(|key| row.has(key)) {
        // Without a title there is no report to which they belong.
        row.need(file, "title");
    }
    Some(Report { title: title?, summary, published, at })
}

/// `[[aggregate]]`
pub fn aggregate(file: &mut File, row: &Row) -> Option<Aggregate> {
    let group = row.need_id(file, "group");
    let hidden = file.hidden_row || file.hidden_values.is_some();
    let there = hidden || row.need(file, "progress").is_some();
    let progress = row.cell(file, "progress");
    let show_derived = row.flag(file, "show_derived");
    let at = row.at(file);
    there.then_some(())?;
    Some(Aggregate { group: group?, progress, show_derived, at })
}

/// `[[result]]`
pub fn result(file: &mut File, row: &Row) -> Option<YearResult> {
    let indicator = row.need_id(file, "indicator");
    let result = YearResult {
        target: row.cell(file, "target"),
        actual: row.cell(file, "actual"),
        progress: row.cell(file, "progress"),
        growth: row.cell(file, "growth"),
        weight: row.cell(file, "weight"),
        overall_weight: row.cell(file, "overall_weight"),
        weight_reason: row.text(file, "weight_reason"),
        self_evaluation: row.text(file, "self_evaluation"),
        external_factors: row.text(file, "external_factors"),
        note: row.text(file, "note"),
        facts: row.rows(file, "fact", fact),
        show_derived: row.flag(file, "show_derived"),
        at: row.at(file),
        span: row.span,
        indicator: indicator?,
    };
    Some(result)
}

/// `[[program]]`
pub fn program(file: &mut File, row: &Row) -> Option<Program> {
    let (id, name) = (row.need_id(file, "id"), row.need_text(file, "name"));
    let category = row.word(file, "category", &CATEGORIES.map(|(ja, _)| ja));
    let indicators = row.related(file);
    let program = Program {
        kana: reading(file, row, name.as_ref()),
        scheme: row.text(file, "scheme"),
        bodies: row.ids(file, "bodies"),
        outline: row.text(file, "outline"),
        results: row.text(file, "results"),
        terms: row.rows(file, "term", fact),
        facts: row.rows(file, "fact", fact),
        at: row.at(file),
        id: id?,
        name: name?,
        category: category?,
        indicators: indicators?,
    };
    Some(program)
}

/// `[[regulation]]`
pub fn regulation(file: &mut File, row: &Row) -> Option<Regulation> {
    let (id, name) = (row.need_id(file, "id"), row.need_text(file, "name"));
    let kind = row.word(file, "kind", &["special", "general", "proposal", "confirmed-possible", "nationwide"]);
    let indicators = row.related(file);
    let used = row.cell(file, "used");
    let remarks = row.cell(file, "remarks");
    let regulation = Regulation {
        used,
        remarks,
        ministries: row.ids(file, "ministries"),
        number: row.value_string(file, "number"),
        summary: row.text(file, "summary"),
        effect: row.text(file, "effect"),
        evaluation: row.text(file, "evaluation"),
        facts: row.rows(file, "fact", fact),
        at: row.at(file),
        id: id?,
        name: name?,
        kind: kind?,
        indicators: indicators?,
    };
    Some(regulation)
}

/// `[[product]]`
pub fn product(file: &mut File, row: &Row) -> Option<Product> {
    let (id, name) = (row.need_id(file, "id"), row.need_text(file, "name"));
    let kind = row.word(file, "kind", &["product", "data-science", "trial-site"]);
    let indicator = row.need_id(file, "indicator");
    let product = Product {
        title: row.text(file, "title"),
        businesses: row.ids(file, "businesses"),
        summary: row.text(file, "summary"),
        facts: row.rows(file, "fact", fact),
        at: row.at(file),
        id: id?,
        kind: kind?,
        indicator: indicator?,
        name: name?,
    };
    Some(product)
}

/// `[[support]]`
pub fn support(file: &mut File, row: &Row) -> Option<Support> {
    let (key, label) = (row.need_id(file, "key"), row.need_text(file, "label"));
    let kind = row.word(file, "kind", &["財政", "税制", "金融"]);
    let support = Support {
        indicators: row.optional_related(file),
        value: row.cell(file, "value"),
        counter: row.counter(file),
        summary: row.text(file, "summary"),
        facts: row.rows(file, "fact", fact),
        series: row.rows(file, "row", series),
        at: row.at(file),
        key: key?,
        kind: kind?,
        label: label?,
    };
    Some(support)
}

/// `[[business]]`
pub fn business(file: &mut File, row: &Row) -> Option<Business> {
    let (id, name) = (row.need_id(file, "id"), row.need_text(file, "name"));
    let kana = reading(file, row, name.as_ref());
    let kind = row.optional_word(file, "kind", &["company", "university", "hospital", "foundation", "public"]);
    let summary = row.text(file, "summary");
    let profile = profile(file, row);
    let facts = row.rows(file, "fact", fact);
    let at = row.at(file);
    Some(Business { id: id?, name: name?, kana, kind, summary, profile, facts, at })
}

/// The reading of a name. It tells what the name hides, and so does a place in an order by it.
fn reading(file: &mut File, row: &Row, name: Option<&Text>) -> Option<String> {
    let kana = row.string(file, "kana")?;
    let hides =
        |name: &Text| Lang::ALL.iter().filter_map(|lang| name.get(*lang)).any(|text| text.value.withheld().next().is_some());
    if !name.is_some_and(hides) {
        return Some(kana.value);
    }
    file.hide(kana.span);
    let message = Words::new(
        "名前の一部が非公表なのに、読み（kana）が書かれています。読みからは、隠した部分が分かります。",
        "part of the name is withheld, and its reading (`kana`) would tell it",
    );
    let help = Words::new("kana の行を消してください。", "remove the line with `kana`.");
    file.finding(Finding::new(codes::WITHHELD_READING, message).at(kana.span).help(help));
    None
}

/// `[[section]]`
pub fn section(file: &mut File, row: &Row) -> Option<Section> {
    let (key, name) = (row.need_id(file, "key"), row.need_text(file, "name"));
    let state = row.cell(file, "state");
    let summary = row.text(file, "summary");
    let facts = row.rows(file, "fact", fact);
    let series = row.rows(file, "row", series);
    let at = row.at(file);
    Some(Section { key: key?, name: name?, state, summary, facts, series, at })
}
