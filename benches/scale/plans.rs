//! Plans with their numerical targets, the shared tables, and the site's settings.
//!
//! In: `Size`. Out: `kohyo.toml`, `data/*.toml`, `data/plans/*.toml`. Never: a result (that is `data`).

use crate::dice::Dice;
use crate::generate::{Files, Size};
use crate::prose::{FIELDS, MEASURES, Measure, PLACES, QUALIFIERS, UNITS};
use crate::writer::{Both, Writer, grouped, quoted};
use kohyo::figures::{FiscalYear, Lang};

/// Targets that share an evaluation indicator.
const GROUP: usize = 4;
/// Municipalities that share a plan.
pub const BODIES: usize = 3;

/// A plan.
pub struct Plan {
    pub at: usize,
    pub id: String,
    pub field: Both,
    pub targets: Vec<Target>,
    years: Vec<usize>,
    reported: Vec<usize>,
}

/// A numerical target.
pub struct Target {
    pub id: String,
    pub group: usize,
    pub measure: &'static Measure,
    label: Both,
    name: Both,
    short: Both,
    /// One for each fiscal year, counted in the last printed digit.
    pub yearly: Vec<u64>,
}

/// `令和6年度` / `FY2024`
pub fn year_name(year: usize) -> Both {
    let year = FiscalYear(year as i32);
    Both::new(year.name(Lang::Ja), year.name(Lang::En))
}

/// The document that reported a year of a plan.
pub fn document(plan: &str, year: usize) -> String {
    format!("{plan}-fy{year}")
}

/// Id and name of a municipality.
fn body(at: usize) -> (String, Both, String) {
    let (ja, kana, en) = PLACES[at % PLACES.len()];
    let (round, n) = (at / PLACES.len(), at / PLACES.len() + 1);
    let number = if round == 0 { (String::new(), String::new()) } else { (format!("第{n}"), format!(" {n}")) };
    let id = format!("{}-{n}", en.to_lowercase());
    (id, Both::new(format!("{ja}{}市", number.0), format!("{en} City{}", number.1)), format!("{kana}し"))
}

/// Ids of the municipalities of a plan, as a TOML array.
fn bodies_of(plan: usize) -> String {
    let ids: Vec<String> = (0..BODIES).map(|n| quoted(&body(plan * BODIES + n).0)).collect();
    format!("[{}]", ids.join(", "))
}

/// The first municipality of a plan, for a programme.
pub fn first_body(plan: usize) -> String {
    format!("[{}]", quoted(&body(plan * BODIES).0))
}

impl Plan {
    /// The plan of a number.
    pub fn new(size: &Size, at: usize) -> Plan {
        let (id, field) = FIELDS[at % FIELDS.len()];
        let years: Vec<usize> = size.fiscal_years().collect();
        Plan {
            at,
            id: format!("{id}-{}", at / FIELDS.len() + 1),
            field: Both::new(field.0, field.1),
            targets: (0..size.indicators).map(|n| Target::new(at, n, field, years.len())).collect(),
            years,
            reported: size.reported().collect(),
        }
    }

    /// 計画名
    pub fn name(&self) -> Both {
        let number = self.at / FIELDS.len() + 1;
        Both::new(
            format!("見本県 第{number}次{}推進計画", self.field.ja),
            format!("Mihon Prefecture plan no. {number} for {}", self.field.en),
        )
    }

    /// Groups of targets, in order.
    pub fn groups(&self) -> std::ops::Range<usize> {
        0..self.targets.len().div_ceil(GROUP)
    }

    /// `data/plans/<id>.toml`
    pub fn file(&self) -> String {
        let mut out = Writer::new(self.reported.last().map(|year| document(&self.id, *year)).as_deref());
        let gaps = [("field", &self.field)];
        let short = Both::new("{field}計画", "Plan for {field}").fill(&gaps);
        let outline = Both::new(
            "県と市町、事業者、大学が協力して{field}を伸ばす計画。設備、人材、手続の三つの面から支え、毎年度の実績を同じ表で公表する。",
            "Prefecture, municipalities, businesses and universities work together for {field}. The plan helps with equipment, people and procedures, and publishes the results of every year in the same table.",
        );
        let goal = Both::new("{field}を地域の続く仕事にする", "To make {field} a lasting source of work in the region");
        let (first, last) = (self.years.first().copied().unwrap_or_default(), self.years.last().copied().unwrap_or_default());
        out.both("name", &self.name())
            .both("short", &short)
            .raw("bodies", &bodies_of(self.at))
            .raw("period", &format!("[{first}, {last}]"));
        out.both("outline", &outline.fill(&gaps)).both("goal", &goal.fill(&gaps));
        out.raw("rules", "{ cap = \"unknown\", rounding = \"half-up\" }");
        out.row("date")
            .text("key", "approved")
            .both("label", &Both::new("認定", "Approved"))
            .raw("on", &format!("{first}-03-25"));
        for group in self.groups() {
            let n = group + 1;
            out.row("group").text("id", &format!("group-{n}"));
            out.both("label", &Both::new(format!("評価指標（{n}）"), format!("Evaluation indicator ({n})")));
            out.both(
                "name",
                &Both::new(format!("{}の成果 その{n}", self.field.ja), format!("Results for {}, part {n}", self.field.en)),
            );
            out.at("3①", 40 + 8 * n as u64);
        }
        self.targets.iter().for_each(|target| target.write(&self.years, &mut out));
        out.finish()
    }
}

impl Target {
    fn new(plan: usize, at: usize, field: (&str, &str), years: usize) -> Target {
        let measure = &MEASURES[at % MEASURES.len()];
        let (group, in_group, round) = (at / GROUP, at % GROUP + 1, at / MEASURES.len());
        let qualifier = QUALIFIERS[round % QUALIFIERS.len()];
        // A plan with more targets than measures times qualifiers numbers the rest.
        let more = round / QUALIFIERS.len();
        let number = if more == 0 {
            Both::from(String::new())
        } else {
            Both::new(format!("その{}", more + 1), format!(", part {}", more + 1))
        };
        let narrowed = |words: (&str, &str)| {
            Both::new(format!("{}{}{}", words.0, qualifier.0, number.ja), format!("{}{}{}", words.1, qualifier.1, number.en))
        };
        let mut dice = Dice::of(&[1, plan, at]);
        let base = dice.between(measure.range.0, measure.range.1);
        Target {
            id: if round == 0 { measure.id.to_owned() } else { format!("{}-{}", measure.id, round + 1) },
            group,
            measure,
            label: Both::new(
                format!("数値目標（{}）－{in_group}", group + 1),
                format!("Numerical target ({})-{in_group}", group + 1),
            ),
            name: narrowed(measure.name).fill(&[("field", &Both::new(field.0, field.1))]),
            short: narrowed(measure.short),
            yearly: (0..years as u64).map(|n| base + n * base / 50).collect(),
        }
    }

    /// A figure of this target as a document prints it.
    pub fn printed(&self, value: u64) -> String {
        format!("{}{}", grouped(value, self.measure.scale), self.measure.unit.1)
    }

    fn write(&self, years: &[usize], out: &mut Writer) {
        let measure = self.measure;
        out.row("indicator").text("id", &self.id).text("group", &format!("group-{}", self.group + 1));
        out.both("label", &self.label).both("name", &self.name).both("short", &self.short).text("unit", measure.unit.0);
        if let Some((one, other)) = measure.counter {
            out.raw("counter", &format!("{{ one = \"{one}\", other = \"{other}\" }}"));
        }
        out.text("direction", if measure.more { "up" } else { "down" });
        if measure.sums {
            out.text("cumulative", &self.printed(self.yearly.iter().sum()));
        }
        let yearly: Vec<String> =
            years.iter().zip(&self.yearly).map(|(year, value)| format!("{year} = \"{}\"", self.printed(*value))).collect();
        out.raw("yearly", &format!("{{ {} }}", yearly.join(", ")));
        let basis = Both::new(
            "前の計画の実績と、事業者への聞き取りを基に算出した。年ごとの伸びは、設備の更新と人材の確保にかかる期間を考えて定めた。",
            "Worked out from the results of the previous plan and interviews with businesses. Yearly growth allows for the time it takes to renew equipment and find people.",
        );
        let approach = Both::new(
            "補助、融資、手続の短縮を組み合わせ、関係団体と毎月の進み具合を確かめながら進める。",
            "Subsidies, loans and faster procedures are combined, and progress is checked with partners every month.",
        );
        out.both("basis", &basis).both("approach", &approach).at("Annex 1", 300 + 14 * self.yearly.len() as u64);
    }
}

/// `kohyo.toml` and the tables that all plans share.
pub fn shared(size: &Size, files: &mut Files) {
    files.insert("kohyo.toml".into(), settings(size));
    files.insert("data/units.toml".into(), units());
    files.insert("data/grounds.toml".into(), grounds());
    // Of some hundred made-up figures one stays undecided when three prints are asked for; speed is what is measured here.
    files.insert("data/inference.toml".into(), "candidates = 2\n".into());
    let (mut bodies, mut documents) = (Writer::new(None), Writer::new(None));
    for at in 0..size.plans * BODIES {
        let (id, name, kana) = body(at);
        bodies.row("body").text("id", &id).both("name", &name).text("kana", &kana);
    }
    for plan in (0..size.plans).map(|at| Plan::new(size, at)) {
        for year in size.fiscal_years() {
            let name = year_name(year);
            let title = Both::new(
                format!("{} {}評価書", name.ja, plan.name().ja),
                format!("{} evaluation report: {}", name.en, plan.name().en),
            );
            documents.row("document").text("id", &document(&plan.id, year)).both("title", &title);
            documents.raw("bodies", &bodies_of(plan.at)).raw("fiscal_year", &year.to_string());
        }
    }
    files.insert("data/bodies.toml".into(), bodies.finish());
    files.insert("data/documents.toml".into(), documents.finish());
}

/// The sources are said to be confidential because marks on pages carry what they hide: without that the guard has nothing to
/// look for, and its time would not be measured.
fn settings(size: &Size) -> String {
    let home = Plan::new(size, 0).id;
    format!(
        "title.ja = \"見本県の公表資料\"\ntitle.en = \"Published facts of Mihon Prefecture\"\nbase_url = \"https://mihon.example\"\n\
         description.ja = \"計画の数値目標と実績を、年度ごとに公表する。\"\n\
         description.en = \"Numerical targets of plans and their results, published year by year.\"\n\
         publisher.ja = \"見本県\"\npublisher.en = \"Mihon Prefecture\"\nhome_plan = \"{home}\"\nupdated = 2025-10-01\nconfidential = true\n\
         contact = {{ name = {{ ja = \"見本県 総務課\", en = \"General Affairs Division, Mihon Prefecture\" }}, address = \"soumu@mihon.example\" }}\n"
    )
}

fn units() -> String {
    let mut out = Writer::new(None);
    for (id, printed, dimension, exponent, name, english, prefix, (one, other)) in UNITS {
        out.row("unit").text("id", id).raw("printed", &format!("[{}]", quoted(printed))).text("dimension", dimension);
        out.raw("exponent", &exponent.to_string()).both("name", &Both::new(name.0, name.1));
        let words = format!("prefix = {}, one = {}, other = {}", quoted(prefix), quoted(one), quoted(other));
        out.raw("english", &format!("{{ exponent = {english}, {words} }}"));
    }
    out.finish()
}

fn grounds() -> String {
    let mut out = Writer::new(None);
    out.row("ground")
        .text("id", crate::writer::GROUND)
        .both("label", &Both::new("法人等の正当な利益", "legitimate interests of a business"));
    out.both(
        "article",
        &Both::new("情報公開法5条2号イ", "Act on Access to Information Held by Administrative Organs, Art. 5 (ii) (a)"),
    );
    out.finish()
}
