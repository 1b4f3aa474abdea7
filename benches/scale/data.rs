//! What each fiscal year reported: results, the report, programmes, regulation, products, support, businesses.
//!
//! In: `Size` and a plan. Out: `data/<year>/<plan>/*.toml`. Never: a printed progress that does not follow from target and actual;
//! a value in a withheld cell.

use crate::dice::Dice;
use crate::generate::{Files, Size};
use crate::plans::{Plan, Target, document, first_body, year_name};
use crate::prose::{EVALUATIONS, PLACES, PRODUCTS, PROGRAMS, Pair, REGULATIONS, TRADES};
use crate::writer::{Both, Writer, grouped, quoted};

/// Products of a reported year.
const PRODUCTS_A_YEAR: usize = 6;

/// A plan in one of its years.
struct Of<'a> {
    size: &'a Size,
    plan: &'a Plan,
    year: usize,
}

/// Every file of every year of a plan.
pub fn years(size: &Size, plan: &Plan, files: &mut Files) {
    for (at, year) in size.fiscal_years().enumerate() {
        let of = Of { size, plan, year };
        let source = document(&plan.id, year);
        let mut kind = 0;
        let mut add = |name: &str, fill: &dyn Fn(&Of, &mut Writer)| {
            let mut out = Writer::new(Some(&source));
            kind += 1;
            out.numbers(year, 100_000 + 10_000 * (10 * plan.at + kind));
            fill(&of, &mut out);
            files.insert(format!("data/{year}/{}/{name}.toml", plan.id), out.finish());
        };
        add("results", &|of, out| results(of, at, out));
        if size.reported().contains(&year) {
            add("report", &report);
            add("programs", &programs);
            add("regulation", &regulation);
            add("products", &products);
            add("support", &support);
            add("businesses", &businesses);
        }
    }
}

fn both(pair: Pair) -> Both {
    Both::new(pair.0, pair.1)
}

impl Of<'_> {
    fn dice(&self, kind: usize) -> Dice {
        Dice::of(&[2, kind, self.plan.at, self.year])
    }

    /// `全て`, or two targets.
    fn related(&self, dice: &mut Dice) -> String {
        if dice.one_in(3) {
            return quoted("全て");
        }
        let mut ids: Vec<String> = (0..2).map(|_| quoted(&dice.pick(&self.plan.targets).id)).collect();
        ids.dedup();
        format!("[{}]", ids.join(", "))
    }
}

/// `actual` of `target` in whole percent, halves upwards, without a fraction in between.
fn percent(actual: u64, target: u64) -> u64 {
    (actual * 200 + target) / (target * 2)
}

fn results(of: &Of, at: usize, out: &mut Writer) {
    let mut dice = of.dice(0);
    let actual: Vec<u64> = of.plan.targets.iter().map(|target| target.yearly[at] * dice.between(78, 131) / 100).collect();
    let progress = |n: usize| percent(actual[n], of.plan.targets[n].yearly[at]);
    for group in of.plan.groups() {
        let members: Vec<usize> = (0..actual.len()).filter(|n| of.plan.targets[*n].group == group).collect();
        let sum: u64 = members.iter().map(|n| progress(*n) * weight(members.len())).sum();
        out.row("aggregate")
            .text("group", &format!("group-{}", group + 1))
            .text("progress", &format!("{}%", if members.len() == 1 { progress(members[0]) } else { (sum * 2 + 100) / 200 }))
            .at("3①", 40);
    }
    for (n, target) in of.plan.targets.iter().enumerate() {
        let members = of.plan.targets.iter().filter(|other| other.group == target.group).count();
        result(target, (target.yearly[at], actual[n], weight(members)), of.year, &mut dice, out);
    }
}

/// The weight of each of so many targets of a group, in per cent.
fn weight(members: usize) -> u64 {
    100 / members as u64
}

fn result(target: &Target, (planned, actual, weight): (u64, u64, u64), year: usize, dice: &mut Dice, out: &mut Writer) {
    out.row("result").text("indicator", &target.id);
    let withheld = dice.one_in(50);
    if withheld {
        out.withheld("actual").withheld("progress");
    } else {
        out.text("actual", &target.printed(actual)).text("progress", &format!("{}%", percent(actual, planned)));
    }
    out.text("weight", &format!("{weight}%"))
        .both("self_evaluation", &both(*dice.pick(&EVALUATIONS)))
        .at("Annex 1", dice.between(300, 900));
    // Parts of a withheld total would let a reader add it up again.
    if target.measure.id == "projects" && !withheld && actual > 1 {
        let fresh = dice.between(1, actual - 1);
        let counter = "{ one = \"project\", other = \"projects\" }";
        out.row("result.fact").text("key", "continued").both("label", &Both::new("うち継続", "Of these, continued"));
        out.text("value", &target.printed(actual - fresh)).raw("counter", counter);
        out.row("result.fact").text("key", "new").both("label", &Both::new("うち新規", "Of these, new"));
        out.text("value", &target.printed(fresh)).raw("period", &year.to_string()).raw("counter", counter);
    }
}

fn report(of: &Of, out: &mut Writer) {
    let mut dice = of.dice(1);
    let year = year_name(of.year);
    let gaps = [("field", &of.plan.field), ("year", &year)];
    let title = Both::new("{year} {field}計画 評価書", "{year} evaluation of the plan for {field}");
    let [first, second] = [0, 1].map(|_| both(*dice.pick(&EVALUATIONS)));
    let summary = Both::new(
        format!("{{year}}の評価です。\n\n{}\n\n{}", first.ja, second.ja),
        format!("This is the evaluation for {{year}}.\n\n{}\n\n{}", first.en, second.en),
    );
    out.both("title", &title.fill(&gaps)).both("summary", &summary.fill(&gaps));
    out.row("fact").text("key", "targets").both("label", &Both::new("数値目標", "Numerical targets"));
    out.text("value", &format!("{}項目", of.plan.targets.len())).raw("counter", "{ one = \"target\", other = \"targets\" }");
    out.row("section").text("key", "previous-evaluation");
    out.both("name", &Both::new("前年度の評価結果", "Evaluation of the previous year"))
        .both("summary", &both(*dice.pick(&EVALUATIONS)));
    out.at("2④", dice.between(20, 60));
    out.row("section.fact").text("key", "score").both("label", &Both::new("前年度の評価", "Score of the previous year"));
    out.text("value", &format!("{}点", grouped(dice.between(30, 50), 1))).raw("period", &(of.year - 1).to_string());
}

fn programs(of: &Of, out: &mut Writer) {
    let mut dice = of.dice(2);
    for (id, category, name) in PROGRAMS {
        out.row("program").text("id", id).both("name", &both(name)).text("category", category);
        out.raw("bodies", &first_body(of.plan.at)).raw("indicators", &of.related(&mut dice));
        let outline = Both::new(
            "区域内で{field}に取り組む事業者が対象。要件と上限は下のとおりで、年度ごとに見直す。",
            "For businesses in the area that work in {field}. Conditions and ceilings are given below and reviewed every year.",
        );
        out.both("outline", &outline.fill(&[("field", &of.plan.field)])).at("Annex 3", dice.between(400, 600));
        let ceiling = format!("{}億円", dice.between(1, 20));
        out.row("program.term").text("key", "ceiling").both("label", &Both::new("上限", "Ceiling")).text("value", &ceiling);
        let people = format!("{}人以上", 10 * dice.between(1, 9));
        out.row("program.term")
            .text("key", "people")
            .both("label", &Both::new("雇用人数の要件", "Employees required"))
            .text("value", &people);
        // Cumulative figures grow, and far enough that the years around a withheld one do not tell it.
        let age = (of.year - *of.size.fiscal_years().start()) as u32;
        let certified = 4 * 3u64.pow(age) / 2u64.pow(age) + dice.between(0, 1);
        let label = Both::new("認定", "Certified");
        out.fact(&mut dice, "program.fact", "certified", &label, &format!("{certified}件"))
            .text("scope", "区域内")
            .text("period", "累計");
        let paid = format!("約{}億円", grouped(10 * 3u64.pow(age) / 2u64.pow(age) + dice.between(0, 3), 1));
        out.fact(&mut dice, "program.fact", "paid", &Both::new("交付額", "Amount paid"), &paid)
            .text("scope", "区域内")
            .text("period", "累計");
    }
}

fn regulation(of: &Of, out: &mut Writer) {
    let mut dice = of.dice(3);
    for (id, kind, name) in REGULATIONS {
        let used = if dice.one_in(3) { ("有", "used") } else { ("無", "not used") };
        out.row("regulation")
            .text("id", id)
            .both("name", &both(name))
            .text("kind", kind)
            .raw("indicators", &of.related(&mut dice));
        out.raw("used", &format!("{{ text = {{ ja = \"{}\", en = \"{}\" }} }}", used.0, used.1)).text("remarks", "—");
        out.at("Annex 2", dice.between(380, 420));
    }
}

fn products(of: &Of, out: &mut Writer) {
    let mut dice = of.dice(4);
    for n in 0..PRODUCTS_A_YEAR {
        let name = both(*dice.pick(&PRODUCTS));
        let numbered = Both::new(format!("{} 第{}号", name.ja, n + 1), format!("{} no. {}", name.en, n + 1));
        let kind = if dice.one_in(2) { "product" } else { "data-science" };
        let business = dice.between(0, of.size.businesses() as u64 - 1) as usize;
        out.row("product").text("id", &format!("product-{}", n + 1)).text("kind", kind);
        out.text("indicator", &dice.pick(&of.plan.targets).id).both("name", &numbered);
        out.raw("businesses", &format!("[{}]", quoted(&business_id(of.plan, business))))
            .both("summary", &both(*dice.pick(&EVALUATIONS)));
        out.at("3④a", dice.between(120, 200));
        out.row("product.fact").text("key", "launched").both("label", &Both::new("提供の開始", "Launched"));
        out.raw("when", &format!("[\"{}-{:02}\"]", of.year, dice.between(4, 12)));
        let units = format!("{}件", dice.between(2, 400));
        out.fact(&mut dice, "product.fact", "installed", &Both::new("導入の件数", "Installations"), &units);
    }
}

fn support(of: &Of, out: &mut Writer) {
    let mut dice = of.dice(5);
    for (key, kind, ja, en) in [
        ("fiscal", "財政", "事業件数", "Projects"),
        ("tax", "税制", "適用件数", "Cases applied"),
        ("finance", "金融", "新規契約件数", "New contracts"),
    ] {
        out.row("support").text("key", key).text("kind", kind).both("label", &Both::new(ja, en));
        out.text("value", &format!("{}件", dice.between(0, 9))).both("summary", &both(*dice.pick(&EVALUATIONS)));
        out.at("5①", dice.between(240, 290));
    }
}

fn business_id(plan: &Plan, n: usize) -> String {
    format!("{}-b{}", plan.id, n + 1)
}

/// Every business stands in the first report; later ones name half of them in turn.
fn businesses(of: &Of, out: &mut Writer) {
    let first = *of.size.reported().start();
    for n in (0..of.size.businesses()).filter(|n| of.year == first || (n + of.year).is_multiple_of(2)) {
        let at = of.plan.at * of.size.businesses() + n;
        let (place, trade) = (PLACES[at % PLACES.len()], TRADES[at / PLACES.len() % TRADES.len()]);
        let round = at / (PLACES.len() * TRADES.len()) + 1;
        let number = if round == 1 { Both::from(String::new()) } else { Both::new(format!("第{round}"), format!(" {round}")) };
        let name = Both::new(
            format!("{}{}{}株式会社", place.0, trade.0, number.ja),
            format!("{} {}{} Co., Ltd.", place.2, trade.2, number.en),
        );
        let summary = Both::new("{field}に関わる設備と役務を提供する。", "Offers equipment and services for {field}.");
        out.row("business")
            .text("id", &business_id(of.plan, n))
            .both("name", &name)
            .text("kana", &format!("{}{}", place.1, trade.1));
        out.text("kind", "company").both("summary", &summary.fill(&[("field", &of.plan.field)])).at("3④a", 120 + n as u64);
    }
}
