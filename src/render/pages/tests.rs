//! What must hold on every page, tried on a site of one plan.

use super::super::opendata::OpenData;
use super::super::{Theme, Tree};
use crate::disclosed::*;
use crate::figures::{Counter, Date, FiscalYear, Lang, Unit, UnitEnglish, Units, read_printed};
use crate::kinds::{PageKind, WithheldKind};
use crate::source::Sources;
use std::sync::Arc;

/// The plans, to be changed.
fn plans(site: &mut Site) -> Vec<&mut Plan> {
    site.plans.iter_mut().map(|plan| Arc::get_mut(plan).expect("nobody shares it yet")).collect()
}

fn text(ja: &str, en: &str) -> Text {
    Text { ja: Some(ja.to_owned()), en: Some(en.to_owned()) }
}

fn unit(id: &str, printed: &str, english: &str) -> Unit {
    let name_en = english.trim().to_owned();
    let english = UnitEnglish { exponent: 0, prefix: String::new(), one: english.to_owned(), other: english.to_owned() };
    Unit {
        id: id.to_owned(),
        printed: vec![printed.to_owned()],
        dimension: id.to_owned(),
        exponent: 0,
        name_ja: printed.to_owned(),
        name_en,
        english,
    }
}

fn units() -> Units {
    let mut units = Units::default();
    for (id, printed, english) in [("case", "件", " cases"), ("percent", "%", "%")] {
        units.insert(unit(id, printed, english)).expect("a new unit");
    }
    units
}

fn cell(fact: &str, printed: &str) -> Cell {
    let shown = match printed {
        "w" => Shown::Withheld(Withheld { ground: Some("g".to_owned()), ..Withheld::default() }),
        "" => Shown::Public(Content::None),
        "?" => Shown::Public(Content::NotYet),
        printed => Shown::Public(Content::Printed(read_printed(printed, &units()).expect("a figure"))),
    };
    let counter = (!printed.ends_with('%')).then(|| Counter { one: "trial".to_owned(), other: "trials".to_owned() });
    Cell { fact: format!("p/{fact}"), shown, counter }
}

fn row(year: i32, [target, actual, progress]: [&str; 3]) -> IndicatorYear {
    let cell = |column: &str, printed| cell(&format!("{year}/i/{column}"), printed);
    IndicatorYear {
        year: FiscalYear(year),
        target: cell("target", target),
        actual: cell("actual", actual),
        progress: cell("progress", progress),
        growth: cell("growth", ""),
        weight: cell("weight", ""),
        overall_weight: cell("overall-weight", ""),
        weight_reason: None,
        self_evaluation: None,
        external_factors: None,
        note: None,
        facts: Vec::new(),
        place: Place { document: Some("d".to_owned()), section: Some(text("別紙1", "Annex 1")), ..Place::default() },
    }
}

fn plan_year(year: i32, reported: bool) -> PlanYear {
    let report = Report { title: text("評価書", "Report"), summary: None, published: None, place: Place::default() };
    PlanYear {
        report: reported.then_some(report),
        programs: vec![Shown::Withheld(Withheld::default())],
        ..PlanYear::new(FiscalYear(year))
    }
}

fn plan(years: [[&str; 3]; 3]) -> Plan {
    let rows = years.into_iter().enumerate().map(|(at, cells)| row(2022 + at as i32, cells)).collect();
    let indicator = Indicator {
        id: "i".to_owned(),
        group: "g".to_owned(),
        label: text("数値目標（1）", "Numerical target (1)"),
        name: text("国際共同治験件数", "International joint clinical trials"),
        short: text("国際共同治験", "International trials"),
        unit: "case".to_owned(),
        counter: Some(Counter { one: "trial".to_owned(), other: "trials".to_owned() }),
        better_is_more: true,
        cumulative: cell("i/cumulative", "180件"),
        years: rows,
        basis: None,
        approach: None,
        evaluated_by: None,
        earlier: Vec::new(),
        earlier_note: None,
        easy: None,
        facts: Vec::new(),
        place: Place::default(),
    };
    Plan {
        review: None,
        id: "p".to_owned(),
        name: text("計画", "Plan"),
        short: text("計画", "Plan"),
        bodies: Vec::new(),
        first: FiscalYear(2022),
        last: FiscalYear(2024),
        outline: None,
        goal: None,
        rounding: Rounding::Unknown,
        cap: Cap::Unknown,
        growth: None,
        with_baseline: false,
        dates: Vec::new(),
        facts: Vec::new(),
        groups: vec![Group {
            id: "g".to_owned(),
            label: text("（1）", "(1)"),
            name: text("指標", "Indicator"),
            progress: Vec::new(),
        }],
        indicators: vec![indicator],
        years: vec![plan_year(2022, true), plan_year(2023, true), plan_year(2024, false)],
        place: Place { document: Some("d".to_owned()), ..Place::default() },
    }
}

fn page(kind: PageKind, address: &str, lang: Lang) -> Page {
    Page {
        easy: None,
        review: None,
        address: address.to_owned(),
        lang,
        kind,
        title: format!("Title of {address}"),
        description: None,
        nav: Some(1),
        nav_title: None,
        source: None,
        plan: None,
        year: None,
        aliases: Vec::new(),
        updated: None,
        body: Shown::Public(String::new()),
        marks: Vec::new(),
        partial: None,
        attachments: Vec::new(),
    }
}

/// A site of one plan with one target, of which the cells of three years are given.
pub fn site(years: [[&str; 3]; 3]) -> Site {
    let kinds = [
        (PageKind::Home, ""),
        (PageKind::Indicators, "indicators"),
        (PageKind::Programs, "programs"),
        (PageKind::Report, "report"),
        (PageKind::Plan, "plan"),
        (PageKind::Sitemap, "sitemap"),
    ];
    Site {
        title: text("見本", "Specimen"),
        base_url: "https://kohyo.example".to_owned(),
        notice: Some(text("見本です。", "A specimen.")),
        home_plan: Some("p".to_owned()),
        units: units(),
        documents: vec![Document { id: "d".to_owned(), title: text("資料", "Document"), bodies: Vec::new(), year: None }],
        grounds: vec![Ground {
            id: "g".to_owned(),
            label: text("根拠の名", "name of the ground"),
            article: None,
            text: None,
            body: None,
        }],
        plans: vec![Arc::new(plan(years))],
        pages: Lang::ALL.iter().flat_map(|lang| kinds.map(|(kind, address)| Arc::new(page(kind, address, *lang)))).collect(),
        ..Site::default()
    }
}

fn built(site: &Site) -> Vec<(String, String)> {
    let (theme, findings) = Theme::load("default", &Sources::default());
    assert!(findings.is_empty(), "{findings:?}");
    let mut tree = Tree::default();
    let rest = super::with(site, &theme, &OpenData::new(site), |pages| {
        let made = pages.some(0..pages.count());
        for (number, made) in made.iter().flatten().enumerate() {
            let path = made.files.last().map(|(path, _)| path.as_str()).expect("a page");
            assert_eq!(pages.at(path), Some(number), "{path} is found where it will stand");
        }
        let mut gathered = super::Gathered::default();
        let files = made.into_iter().flat_map(|made| gathered.take(made));
        files.for_each(|(path, bytes)| tree.add(path, bytes));
        pages.rest(gathered)
    });
    assert!(rest.findings.is_empty(), "{:?}", rest.findings);
    super::super::pages::attachments(site, &mut tree);
    rest.files.into_iter().for_each(|(path, bytes)| tree.add(path, bytes));
    tree.iter().map(|(path, bytes)| (path.to_owned(), String::from_utf8_lossy(bytes).into_owned())).collect()
}

fn file<'a>(files: &'a [(String, String)], path: &str) -> &'a str {
    &files.iter().find(|(each, _)| each == path).unwrap_or_else(|| panic!("{path} is not there")).1
}

/// Nothing is withheld.
pub const OPEN: [[&str; 3]; 3] = [["60件", "61件", "102%"], ["60件", "64件", "107%"], ["60件", "?", "?"]];

#[test]
fn every_page_carries_the_notice_and_names_the_document() {
    for (path, html) in built(&site(OPEN)).iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = path.strip_prefix("embed/").unwrap_or(path);
        let lang = if page.starts_with("ja/") { Lang::Ja } else { Lang::En };
        assert!(html.contains(if lang == Lang::Ja { "見本です。" } else { "A specimen." }), "{path}");
        let named = html.contains(if lang == Lang::Ja { "「資料」" } else { "Document (" });
        // Search shows nothing of its own.
        assert_eq!(named, !html.contains("data-kind=\"search\""), "{path}");
    }
}

#[test]
fn a_year_to_come_says_so_and_no_cell_is_empty() {
    let files = built(&site(OPEN));
    let page = file(&files, "ja/indicators/p/i/index.html");
    assert!(page.contains("data-fact=\"p/2024/i/actual\" data-status=\"not-yet\">未到来<"), "{page}");
    for (path, html) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!html.contains("<td></td>") && !html.contains("\"></td>") && !html.contains("\"></span></td>"), "{path}");
    }
}

#[test]
fn what_is_withheld_prints_the_marker_and_taints_what_follows() {
    let files = built(&site([["60件", "61件", "102%"], ["60件", "w", "w"], ["60件", "", ""]]));
    let page = file(&files, "ja/indicators/p/i/index.html");
    assert!(
        page.contains("<span class=\"withheld\" data-fact=\"p/2023/i/actual\" data-status=\"withheld\">［非公表］</span>"),
        "{page}"
    );
    assert!(page.contains("根拠の名"), "{page}");
    // The running total stops before the year, and says why.
    assert!(page.contains("<span class=\"withheld\" data-status=\"withheld\">［非公表］</span>"), "{page}");
    // How many targets were reached would tell whether this one was.
    let home = file(&files, "en/index.html");
    assert!(home.contains("The number of targets reached in FY2023 is [Withheld]."), "{home}");
}

#[test]
fn a_withheld_row_is_one_marked_row() {
    let files = built(&site(OPEN));
    let page = file(&files, "en/programs/index.html");
    assert_eq!(page.matches("This item is not public.").count(), 1, "{page}");
}

#[test]
fn a_withheld_page_is_a_stub_without_its_title() {
    let mut site = site(OPEN);
    for page in site.pages.iter_mut().filter_map(Arc::get_mut).filter(|page| page.address == "plan") {
        page.title = String::new();
        page.nav_title = Some("Secret short title".to_owned());
        page.description = Some("Secret description".to_owned());
        page.body = Shown::Withheld(Withheld { ground: Some("g".to_owned()), ..Withheld::default() });
    }
    let files = built(&site);
    assert!(file(&files, "ja/plan/index.html").contains("このページは非公表です。"));
    assert!(file(&files, "ja/plan/index.html").contains("根拠の名"));
    assert!(files.iter().all(|(_, text)| !text.contains("Secret")));
}

#[test]
fn a_withheld_page_whose_title_is_public_prints_it_with_the_decision() {
    let mut site = site(OPEN);
    let basis = Basis {
        by: Some(text("経済局", "Economic Affairs Bureau")),
        decided: Date::parse("2026-04-01"),
        review: Date::parse("2027-04-01"),
        planned: Date::parse("2027-10-01"),
        ..Basis::default()
    };
    for page in site.pages.iter_mut().filter_map(Arc::get_mut).filter(|page| page.address == "plan") {
        let why = Withheld { ground: Some("g".to_owned()), id: Some("W-1".to_owned()), basis: Arc::new(basis.clone()) };
        page.body = Shown::Withheld(why);
    }
    let files = built(&site);
    let page = file(&files, "en/plan/index.html");
    let words = ["Title of plan", "Economic Affairs Bureau", "1 April 2026", "1 April 2027", "1 October 2027", "noindex"];
    words.iter().for_each(|word| assert!(page.contains(word), "{word}"));
    assert!(page.contains("<a href=\"/en/withheld/#W-1\">W-1</a>"), "{page}");
    for (path, html) in files.iter().filter(|(path, _)| path.ends_with(".html") && !path.ends_with("/plan/index.html")) {
        assert!(!html.contains("href=\"/en/plan/\""), "{path} leads to the page that is withheld");
    }
}

/// A withheld cell whose decision gives a reason.
fn because(reason: (&str, &str), id: &str) -> Withheld {
    let basis = Basis { reason: Some(text(reason.0, reason.1)), ..Basis::default() };
    Withheld { ground: Some("g".to_owned()), id: Some(id.to_owned()), basis: Arc::new(basis) }
}

#[test]
fn a_page_made_from_data_gives_each_reason_once() {
    let mut site = site(OPEN);
    let rows = &mut plans(&mut site)[0].indicators[0].years;
    rows[0].actual.shown = Shown::Withheld(because(("利益を害するおそれがある", "it may do harm"), "W-1"));
    rows[0].progress.shown = Shown::Withheld(because(("利益を害するおそれがある", "it may do harm"), "W-1"));
    rows[1].target.shown = Shown::Withheld(Withheld { ground: Some("g".to_owned()), ..Withheld::default() });
    let files = built(&site);
    let page = file(&files, "ja/indicators/p/i/index.html");
    let note = "※このページについては、利益を害するおそれがあることから、一部非公表といたします。";
    assert_eq!(page.matches(note).count(), 1, "{page}");
    assert_eq!(page.matches("※このページの一部は非公表です。根拠：根拠の名").count(), 1, "{page}");
    assert!(page.contains("<a href=\"/ja/withheld/#W-1\">W-1</a>"), "{page}");
    let page = file(&files, "en/indicators/p/i/index.html");
    assert_eq!(page.matches("Parts of this page are withheld because it may do harm.").count(), 1, "{page}");
    assert!(!file(&files, "ja/report/index.html").contains("※このページについては"));
}

#[test]
fn the_marker_is_the_same_bytes_everywhere() {
    let mut site = site(OPEN);
    let years = &mut plans(&mut site)[0].indicators[0].years;
    years[0].actual.shown = Shown::Withheld(because(("甲", "a"), "W-1"));
    years[1].actual.shown = Shown::Withheld(because(("乙", "b"), "W-2"));
    let files = built(&site);
    let page = file(&files, "ja/indicators/p/i/index.html");
    for year in [2022, 2023] {
        let marker =
            format!("<span class=\"withheld\" data-fact=\"p/{year}/i/actual\" data-status=\"withheld\">［非公表］</span>");
        assert!(page.contains(&format!("<td class=\"number\">{marker}</td>")), "{page}");
    }
}

/// Whole row and figure, with number and without, on a page that there is and on none.
fn register() -> Vec<Item> {
    let data = |list, row: Option<&str>, column: Option<&str>| Stands::Data {
        plan: "p".to_owned(),
        year: Some(FiscalYear(2023)),
        list,
        row: row.map(|id| (id.to_owned(), text("行の名", "Name of the row"))),
        column: column.map(|name| Column::Named(name.to_owned())),
    };
    let page = |title: Option<Text>, page| Stands::Page { address: "plan".to_owned(), title, page };
    let item = |kind, stands, id: Option<&str>| Item {
        kind,
        stands,
        why: Withheld { id: id.map(str::to_owned), ..because(("理由", "a reason"), "") },
    };
    vec![
        item(WithheldKind::Cell, data(PageKind::Indicator, Some("i"), Some("actual")), Some("W-1")),
        item(WithheldKind::Cell, data(PageKind::Programs, Some("grant"), Some("value")), Some("W 2/二")),
        item(WithheldKind::Row, data(PageKind::Programs, None, None), None),
        item(WithheldKind::Page, page(None, true), None),
        item(WithheldKind::Page, page(None, false), None),
        item(WithheldKind::File, Stands::Nowhere, None),
    ]
}

#[test]
fn the_register_leads_to_the_row_in_which_the_marker_stands() {
    let mut site = site(OPEN);
    site.register = register();
    let files = built(&site);
    let page = file(&files, "ja/withheld/index.html");
    for wanted in [
        "<body data-kind=\"withheld\">",
        "<tr id=\"W-1\"",
        "<a href=\"/ja/indicators/p/i/\">行の名</a>",
        "令和5年度、実績",
        "<tr id=\"W-2--\"",
        "<a href=\"/ja/programs/#grant\">行の名</a>",
        "番号なし",
        "<a href=\"/ja/plan/\">非公表のページ（/ja/plan/）</a>",
        "題名も非公表のページ",
        "どのページにもありません",
        "6件あります。",
        "根拠の名",
        "理由：</span>理由",
    ] {
        assert!(page.contains(wanted), "{wanted} in {page}");
    }
    for (path, html) in files.iter().filter(|(path, _)| path.starts_with("ja/") && path.ends_with(".html")) {
        assert!(html.contains("<li><a href=\"/ja/withheld/\""), "the foot of {path}");
    }
    assert!(file(&files, "en/sitemap/index.html").matches("href=\"/en/withheld/\"").count() >= 2);
    assert!(file(&files, "en/index.html").contains("6 things are withheld."));
}

#[test]
fn a_row_of_a_year_that_no_page_shows_has_no_link() {
    let mut site = site(OPEN);
    site.register = register();
    for item in &mut site.register {
        if let Stands::Data { year, .. } = &mut item.stands {
            *year = Some(FiscalYear(2022));
        }
    }
    let page = file(&built(&site), "ja/withheld/index.html").to_owned();
    assert!(page.contains("令和4年度、実績") && !page.contains("#grant"), "{page}");
}

#[test]
fn an_empty_register_says_so() {
    let files = built(&site(OPEN));
    let page = file(&files, "en/withheld/index.html");
    assert!(page.contains("There is nothing to list at present.") && !page.contains("<table"), "{page}");
    assert!(file(&files, "en/index.html").contains("There is nothing to list at present."));
}

#[test]
fn a_page_without_a_twin_says_so() {
    let mut site = site(OPEN);
    site.pages.retain(|page| page.address != "report" || page.lang == Lang::Ja);
    let files = built(&site);
    let page = file(&files, "ja/report/index.html");
    assert!(
        page.contains("英語のページはありません。")
            && !page.contains("hreflang=\"en\" href=\"https://kohyo.example/en/report/\"")
    );
}

#[test]
fn the_same_site_gives_the_same_bytes() {
    let site = site(OPEN);
    assert_eq!(built(&site), built(&site));
}

fn project(id: &str, kind: &str, businesses: &[&str], of_part: &[&str]) -> Shown<Project> {
    let conduct = |ids: &[&str]| Conduct { businesses: ids.iter().map(|id| (*id).to_owned()).collect(), ..Conduct::default() };
    let part = Part { key: "part".to_owned(), label: None, name: text("部分", "Part"), conduct: conduct(of_part) };
    Shown::Public(Project {
        id: id.to_owned(),
        label: None,
        name: text("事業", "Project"),
        kind: kind.to_owned(),
        policies: Vec::new(),
        indicators: None,
        measures: Vec::new(),
        scheme: None,
        conduct: conduct(businesses),
        years: Vec::new(),
        period: None,
        parts: vec![part],
        schedule: Vec::new(),
        facts: Vec::new(),
        place: Place::default(),
    })
}

#[test]
fn a_business_has_each_project_once_and_a_project_all_its_years() {
    let mut site = site([["60件", "57件", "95%"]; 3]);
    plans(&mut site)[0].years[0].projects = vec![project("a", "特定", &["b", "c"], &["b"]), Shown::Withheld(Withheld::default())];
    plans(&mut site)[0].years[1].projects = vec![project("a", "工程表", &[], &["b"])];
    let open_data = OpenData::new(&site);
    let index = super::index::Index::new(&site, &open_data);
    let years = |rows: &[super::index::At<Project>]| rows.iter().map(|at| at.year.0).collect::<Vec<_>>();
    assert_eq!(years(index.projects_of("b")), [2022, 2023]);
    assert_eq!(years(index.projects_of("c")), [2022]);
    assert_eq!(years(index.project_rows("a")), [2022, 2023]);
    assert!(index.projects_of("nobody").is_empty() && index.project_rows("b").is_empty());
}

/// A withheld project stands on the list of projects, whatever it is: the schedule would tell its kind.
#[test]
fn a_page_without_a_year_shows_the_latest_that_has_its_rows() {
    use super::super::places::latest;
    let mut site = site([["60件", "57件", "95%"]; 3]);
    let plan = &mut plans(&mut site)[0];
    plan.years[0].projects = vec![project("a", "工程表", &[], &[])];
    assert_eq!(latest(PageKind::Schedule, plan), Some(FiscalYear(2022)));
    assert_eq!((latest(PageKind::Projects, plan), latest(PageKind::Goals, plan)), (None, None));
    plan.years[2].projects = vec![Shown::Withheld(Withheld::default())];
    assert_eq!(latest(PageKind::Projects, plan), Some(FiscalYear(2024)));
    assert_eq!(latest(PageKind::Schedule, plan), Some(FiscalYear(2022)));
    assert_eq!(latest(PageKind::Report, plan), Some(FiscalYear(2023)));
}

fn check(rule: &'static str, column: &str, verdict: Verdict, reason: Option<Text>) -> Check {
    Check {
        rule,
        plan: "p".to_owned(),
        fact: format!("p/2022/i/{column}"),
        parts: Vec::new(),
        name: text("国際共同治験件数", "International joint clinical trials"),
        year: Some(FiscalYear(2022)),
        verdict,
        printed: text("102%", "102%"),
        computed: text("101%", "101%"),
        derivation: text("61件 ÷ 60件 × 100", "61 trials ÷ 60 trials × 100"),
        reason,
        place: Place { section: Some(text("別紙1", "Annex 1")), ..Place::default() },
    }
}

#[test]
fn a_known_contradiction_is_explained_beside_the_figure_and_on_the_page() {
    let mut site = site(OPEN);
    let reason = || Some(text("評価書の値のまま載せる。", "The report’s figure stands."));
    let checks = vec![
        check("progress", "progress", Verdict::Contradicts, reason()),
        check("progress", "actual", Verdict::Rounding, None),
        check("weights", "weight", Verdict::Unchecked(Unchecked::Missing), None),
        check("unheard-of", "target", Verdict::Consistent, None),
    ];
    site.checks = checks.into_iter().map(Arc::new).collect();
    let files = built(&site);
    let page = file(&files, "ja/corrections/index.html");
    for wanted in [
        "<body data-kind=\"corrections\">",
        "<tr id=\"check-p-2022-i-progress\" data-row",
        "<a href=\"/ja/indicators/p/i/\">国際共同治験件数</a>",
        "61件 ÷ 60件 × 100",
        "評価書の値のまま載せる。",
        "4件の関係を確かめました。",
        "<th scope=\"row\">unheard-of</th>",
        "値がない（横線、空欄、未到来など）</th><td class=\"number\">1</td>",
    ] {
        assert!(page.contains(wanted), "{wanted} in {page}");
    }
    let link = "<a class=\"figure-note\" href=\"/en/corrections/#check-p-2022-i-progress\">check</a>";
    assert_eq!(file(&files, "en/indicators/p/i/index.html").matches(link).count(), 1);
    // Only what does not agree has a mark.
    assert_eq!(file(&files, "en/indicators/p/i/index.html").matches("figure-note").count(), 1);
    for (path, html) in files.iter().filter(|(path, _)| path.starts_with("ja/") && path.ends_with(".html")) {
        assert!(html.contains("<li><a href=\"/ja/corrections/\""), "the foot of {path}");
    }
}

#[test]
fn an_edition_of_a_withheld_figure_is_on_no_page() {
    let mut site = site([["60件", "61件", "102%"], ["60件", "w", "w"], ["60件", "", ""]]);
    let edition = |fact: &str, was: &str| Edition {
        fact: fact.to_owned(),
        was: cell("was", was),
        kind: "訂正".to_owned(),
        on: None,
        reason: text("数え直した。", "Counted again."),
        place: Place::default(),
    };
    plans(&mut site)[0].years[0].editions = vec![edition("p/2022/i/actual", "59件"), edition("p/2023/i/actual", "777件")];
    let files = built(&site);
    let page = file(&files, "ja/corrections/index.html");
    assert!(page.contains("<tr id=\"edition-p-2022-i-actual\">") && page.contains("59件"), "{page}");
    assert!(page.contains("日付の記載なし"), "{page}");
    // In the index of search, numbers are written with other digits.
    let read = files.iter().filter(|(path, _)| !path.starts_with("search/") || path.contains("/b/"));
    assert!(read.into_iter().all(|(_, text)| !text.contains("777") && !text.contains("edition-p-2023")));
    assert!(file(&files, "ja/indicators/p/i/index.html").contains("※訂正</a>"));
}
