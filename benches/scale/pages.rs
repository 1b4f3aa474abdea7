//! Pages in Markdown: listings of every kind, and text pages of the length that offices write.
//!
//! In: `Size` and plans. Out: `content/**/*.{ja,en}.md`, always in pairs. Never: Japanese on an English page; a link to nothing.

use crate::dice::Dice;
use crate::generate::{Files, Size};
use crate::plans::{Plan, year_name};
use crate::prose::{FIELDS, HEADINGS, PARAGRAPHS, PLACES, TITLES};
use crate::writer::{Both, GROUND, grouped, quoted, statement};
use std::fmt::Write;

/// Text pages of one section: its first page and the pages below it.
const SECTION: usize = 40;
/// One text page in so many has a withheld part; exactly, so that the guard has something to look for at every size.
const MARKED: usize = 50;

/// A page in both languages, while it is being written.
struct Page {
    address: String,
    title: Both,
    description: Both,
    /// Further lines of front matter.
    keys: String,
    withheld: bool,
    body: Both,
}

impl Page {
    fn new(address: &str, title: Both, description: Both) -> Page {
        Page {
            address: address.to_owned(),
            title,
            description,
            keys: String::new(),
            withheld: false,
            body: Both::from(String::new()),
        }
    }

    fn key(mut self, key: &str, value: &str) -> Page {
        // Writing into a string cannot fail.
        let _ = writeln!(self.keys, "{key} = {value}");
        self
    }

    fn kind(self, kind: &str) -> Page {
        self.key("kind", &quoted(kind))
    }

    fn add(&mut self, ja: &str, en: &str) {
        self.body.ja += ja;
        self.body.en += en;
    }

    fn insert(self, files: &mut Files) {
        let state = if self.withheld { statement() } else { "disclosure = \"公表\"\n".to_owned() };
        let sides = [
            ("ja", &self.title.ja, &self.description.ja, &self.body.ja),
            ("en", &self.title.en, &self.description.en, &self.body.en),
        ];
        for (lang, title, description, body) in sides {
            let front = format!("title = {}\ndescription = {}\n{}{state}", quoted(title), quoted(description), self.keys);
            files.insert(format!("content/{}.{lang}.md", self.address), format!("+++\n{front}+++\n\n{body}"));
        }
    }
}

/// Home, error page, site map, and the three pages that every site of this kind has.
pub fn common(files: &mut Files) {
    let page = |address: &str, title: (&str, &str), description: (&str, &str)| {
        let mut page = Page::new(address, Both::new(title.0, title.1), Both::new(description.0, description.1));
        page.add(&format!("{}\n", description.0), &format!("{}\n", description.1));
        page
    };
    let home = ("計画の数値目標と実績を、年度ごとに公表しています。", "Numerical targets and results, published year by year.");
    page("_index", ("見本県の公表資料", "Published facts of Mihon Prefecture"), home).kind("home").insert(files);
    let lost = ("お探しのページはありません。", "There is no such page.");
    page("404", ("ページがありません", "Page not found"), lost).kind("error").insert(files);
    let map = ("すべてのページの一覧です。", "A list of all pages.");
    page("sitemap", ("サイトマップ", "Site map"), map).kind("sitemap").key("nav", "6").insert(files);
    let about = ("このサイトの目的と、数値の集め方を説明します。", "What this site is for, and how its figures are collected.");
    page("about", ("このサイトについて", "About this site"), about).key("nav", "3").insert(files);
    let sources = ("数値を採った資料の一覧です。", "The documents from which the figures were taken.");
    page("sources", ("資料の出典", "Sources"), sources).key("nav", "4").insert(files);
    let disclosure =
        ("公表しない部分の示し方と、その根拠を説明します。", "How parts that are not public are shown, and on what ground.");
    page("disclosure", ("公表の区分", "Disclosure"), disclosure).key("nav", "5").insert(files);
}

/// Listings of a plan and of its reported years.
pub fn of_plan(size: &Size, plan: &Plan, files: &mut Files) {
    let mut add = |address: &str, kind: &str, year: Option<usize>, title: Both| {
        let description = Both::new("{title}をまとめたページです。", "{title}, on one page.").fill(&[("title", &title)]);
        let page =
            Page::new(&format!("plans/{}/{address}", plan.id), title, description).kind(kind).key("plan", &quoted(&plan.id));
        match year {
            Some(year) => page.key("year", &year.to_string()).insert(files),
            None => page.insert(files),
        }
    };
    let named = |ja: &str, en: &str, year: &Both| {
        Both::new(format!("{}{}の{ja}", year.ja, plan.field.ja), format!("{en} for {}{}", plan.field.en, year.en))
    };
    let none = Both::from(String::new());
    add("_index", "plan", None, named("計画", "Plan", &none));
    add("indicators", "indicators", None, named("数値目標", "Numerical targets", &none));
    add("businesses", "businesses", None, named("事業者", "Businesses", &none));
    for year in size.reported() {
        let name = year_name(year);
        let name = Both::new(format!("{} ", name.ja), format!(", {}", name.en));
        add(&format!("{year}/_index"), "report", Some(year), named("評価", "Report", &name));
        add(&format!("{year}/programs"), "programs", Some(year), named("地域独自の取組", "Local programmes", &name));
        add(&format!("{year}/regulation"), "regulation", Some(year), named("規制の特例措置", "Regulation", &name));
        add(&format!("{year}/products"), "products", Some(year), named("製品と事業", "Products and projects", &name));
    }
}

/// Text pages, in sections of forty.
pub fn texts(size: &Size, files: &mut Files) {
    let plans: Vec<Plan> = (0..size.plans).map(|at| Plan::new(size, at)).collect();
    for at in 0..size.texts() {
        text(size, &plans, at, files);
    }
}

/// `news/s3/_index` for the first of a section, `news/s3/p17` for the others.
fn address(at: usize) -> String {
    let section = at / SECTION + 1;
    match at % SECTION {
        0 => format!("news/s{section}/_index"),
        n => format!("news/s{section}/p{n}"),
    }
}

fn text(size: &Size, plans: &[Plan], at: usize, files: &mut Files) {
    let mut dice = Dice::of(&[3, at]);
    let field = dice.pick(&FIELDS).1;
    let (place_ja, _, place_en) = *dice.pick(&PLACES);
    let (field, place) = (Both::new(field.0, field.1), Both::new(format!("{place_ja}市"), format!("{place_en} City")));
    let year = year_name(dice.between(*size.fiscal_years().start() as u64, *size.fiscal_years().end() as u64) as usize);
    let title = *dice.pick(&TITLES);
    let numbered = Both::new(format!("{} 第{}号", title.0, at + 1), format!("{}, no. {}", title.1, at + 1));
    let title = numbered.fill(&[("field", &field), ("place", &place)]);
    let description = Both::new("{year}の{field}について、{place}の取組を伝えます。", "What {place} did for {field} in {year}.");
    let description = description.fill(&[("field", &field), ("place", &place), ("year", &year)]);
    let mut page = Page::new(&address(at), title, description);
    let mut gaps = Gaps { field, place, year, next: at };
    paragraphs(&mut page, &mut gaps, &mut dice, 2);
    links(&mut page, plans, at, &mut dice);
    for part in 0..4 {
        let heading = HEADINGS[(at + part * 3) % HEADINGS.len()];
        page.add(&format!("## {}\n\n", heading.0), &format!("## {}\n\n", heading.1));
        let count = dice.between(1, 2);
        paragraphs(&mut page, &mut gaps, &mut dice, count);
        match part {
            0 => steps(&mut page),
            1 => table(&mut page, &gaps, &mut dice),
            2 if dice.one_in(8) => code(&mut page, &mut dice),
            3 if at % MARKED == MARKED / 2 => mark(&mut page, at),
            _ => (),
        }
    }
    page.insert(files);
}

/// The words that fill a page's paragraphs.
struct Gaps {
    field: Both,
    place: Both,
    year: Both,
    /// Which paragraph comes next.
    next: usize,
}

/// In steps of five through the list of sixteen: no page says the same thing twice.
fn paragraphs(page: &mut Page, gaps: &mut Gaps, dice: &mut Dice, count: u64) {
    for _ in 0..count {
        let (ja, en) = PARAGRAPHS[gaps.next % PARAGRAPHS.len()];
        gaps.next += 5;
        let [a, b, c] = [(12, 90), (200, 9800), (3, 9)].map(|(low, high)| Both::from(grouped(dice.between(low, high), 0)));
        let words = Both::new(ja, en).fill(&[
            ("field", &gaps.field),
            ("place", &gaps.place),
            ("year", &gaps.year),
            ("a", &a),
            ("b", &b),
            ("c", &c),
        ]);
        page.add(&format!("{}\n\n", words.ja), &format!("{}\n\n", words.en));
    }
}

/// To a target, to a page of the same section, and out of the site.
fn links(page: &mut Page, plans: &[Plan], at: usize, dice: &mut Dice) {
    let plan = dice.pick(plans);
    let target = format!("/indicators/{}/{}/", plan.id, dice.pick(&plan.targets).id);
    let section = format!("/news/s{}/", at / SECTION + 1);
    page.add(
        &format!("関係する[数値目標]({target})、[ほかのお知らせ]({section})、[統計の窓口](https://statistics.example/ja/)もご覧ください。\n\n"),
        &format!("See also the [numerical target]({target}), [other news]({section}) and the [statistics desk](https://statistics.example/en/).\n\n"),
    );
}

fn steps(page: &mut Page) {
    page.add(
        "1. 様式に記入する（**正本1部**、写し2部）\n2. 窓口か郵送で提出する\n3. 面談の日を決める\n\n- 受付: 平日の午前9時から午後5時まで\n- 休み: 土曜、日曜、祝日\n\n",
        "1. Fill in the form (**one original**, two copies)\n2. Hand it in or send it by post\n3. Agree on a day for the interview\n\n- Open: weekdays, 9 a.m. to 5 p.m.\n- Closed: Saturdays, Sundays, public holidays\n\n",
    );
}

/// Twelve months by count, people and cost.
fn table(page: &mut Page, gaps: &Gaps, dice: &mut Dice) {
    page.add(
        &format!("{}の月ごとの実績は次のとおりです。\n\n", gaps.year.ja),
        &format!("Results by month in {}:\n\n", gaps.year.en),
    );
    page.add(
        "| 月 | 件数 | 人数 | 費用（千円） |\n|---|---:|---:|---:|\n",
        "| Month | Cases | People | Cost (thousand yen) |\n|---|---:|---:|---:|\n",
    );
    for (n, name) in MONTHS.iter().enumerate() {
        let [cases, people, cost] = [(2, 90), (30, 4200), (100, 98_000)].map(|(low, high)| grouped(dice.between(low, high), 0));
        let row = format!("{cases} | {people} | {cost} |\n");
        page.add(&format!("| {}月 | {row}", (n + 3) % 12 + 1), &format!("| {name} | {row}"));
    }
    page.add("\n", "\n");
}

const MONTHS: [&str; 12] =
    ["April", "May", "June", "July", "August", "September", "October", "November", "December", "January", "February", "March"];

/// The same figures as a reader of the open data would write them down.
fn code(page: &mut Page, dice: &mut Dice) {
    let (cases, people) = (dice.between(2, 90), dice.between(30, 4200));
    let block = format!(
        "```toml\ndisclosure = \"public\"\n\n[[row]]\nmonth = 2024-04-01\ncases = {cases}\npeople = {people} # at the end of the month\nopen = true\n```\n\n"
    );
    page.add(
        &format!("データは次の形で配布しています。\n\n{block}"),
        &format!("The data are distributed in this form:\n\n{block}"),
    );
}

/// A part that is withheld, with what it hides: the guard looks for it in every byte of the output.
fn mark(page: &mut Page, at: usize) {
    page.withheld = true;
    let n = at + 1;
    page.add(
        &format!("交付先は《非公表:{GROUND}#W-2024-{n:03}|架空の交付先その{n}号》で、交付の時期は翌年度です。\n"),
        &format!("The recipient is 《withheld:{GROUND}#W-2024-{n:03}|imaginary recipient number {n}》; payment follows in the next fiscal year.\n"),
    );
}
