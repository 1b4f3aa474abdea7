//! 状況: what is left to do before a site can be released, most urgent first.
//!
//! In: a `World`, and today. Out: items with their places, for people and machines. Never: a withheld value, or a name from a row that is
//! hidden; a change; a look at the clock (today is given).

mod print;
mod walk;
mod years;

pub use print::{json, text};

use crate::diagnostics::{Finding, Masks, Severity, Words, codes};
use crate::figures::{Date, Lang, fiscal_year_of};
use crate::source::{Sources, Span, World};
use crate::{Built, build, load};

/// What is left to do, by urgency.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// Findings that stop the build.
    Stopped,
    /// 検算: contradictions that nobody recorded; they stop the build too.
    Contradiction,
    /// 公表予定 whose day has come, without a decision.
    EmbargoDue,
    /// 見直し that are due.
    ReviewDue,
    /// 未入力の数値
    Figure,
    /// 年度 that are over, of which there is no file.
    Year,
    /// 公表予定 that come soon.
    EmbargoSoon,
    /// 見直し that come soon.
    ReviewSoon,
    /// 非公表 without a number.
    Number,
    /// 訳 whose original changed.
    Stale,
    /// 訳 that are declared missing.
    Translation,
    /// Pages that say nothing of themselves in lists.
    Description,
    /// 検算: contradictions that are recorded.
    Recorded,
}

impl Kind {
    /// All of them, the most urgent first.
    pub const ALL: [Kind; 13] = [
        Kind::Stopped,
        Kind::Contradiction,
        Kind::EmbargoDue,
        Kind::ReviewDue,
        Kind::Figure,
        Kind::Year,
        Kind::EmbargoSoon,
        Kind::ReviewSoon,
        Kind::Number,
        Kind::Stale,
        Kind::Translation,
        Kind::Description,
        Kind::Recorded,
    ];
}

/// One thing to do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Item {
    /// What kind of thing.
    pub kind: Kind,
    /// By when, where there is a day.
    pub day: Option<Date>,
    /// File, line and column; `None` for what has no place.
    pub place: Option<(String, usize, usize)>,
    /// Plan and fiscal year, for what belongs to one.
    pub of: Option<(String, i32)>,
    /// What it is, in Japanese and English.
    pub about: (String, String),
}

/// Everything that is left to do.
#[derive(Debug)]
pub struct Status {
    /// The day for which this was said.
    pub today: Date,
    /// In order of urgency, then of day, then of place.
    pub items: Vec<Item>,
}

impl Status {
    /// How many there are of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.items.iter().filter(|item| item.kind == kind).count()
    }

    /// Whether findings stop the build.
    pub fn stopped(&self) -> bool {
        self.count(Kind::Stopped) + self.count(Kind::Contradiction) > 0
    }
}

/// Looks through a site. The day is the one that was named, else today.
pub fn status(world: &dyn World) -> Status {
    let today = world.as_of().unwrap_or_else(|| world.today());
    let Built { findings, sources, masks, .. } = build(world);
    let site = load::load(&sources, world.as_of()).site;
    let look = Look { sources: &sources, masks: &masks, today, until: soon(today) };
    let mut items: Vec<Item> = findings.iter().filter_map(|finding| look.finding(finding)).collect();
    for (file, source) in sources.iter() {
        walk::file(&look, file, source, &mut items);
    }
    years::missing(&look, &site, &mut items);
    items.sort();
    items.dedup();
    Status { today, items }
}

/// Two months on; a day that the month does not have becomes its 28th.
fn soon(today: Date) -> Date {
    let text = today.to_string();
    let month: i64 = text.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(1);
    let (year, month) = (today.calendar_year() + (month + 1) / 12, (month + 1) % 12 + 1);
    let day = text.get(8..).unwrap_or("01");
    let on = |day: &str| Date::parse(&format!("{year:04}-{month:02}-{day}"));
    on(day).or_else(|| on("28")).unwrap_or(today)
}

/// What is looked with.
struct Look<'a> {
    sources: &'a Sources,
    masks: &'a Masks,
    today: Date,
    until: Date,
}

impl Look<'_> {
    fn place(&self, span: Span) -> (String, usize, usize) {
        let at = self.sources.line_column(span);
        (self.sources.file(span.file).path.to_string(), at.line, at.column)
    }

    fn item(&self, kind: Kind, span: Span, about: Words) -> Item {
        let place = self.place(span);
        let of = walk::of_path(&place.0);
        Item { kind, day: None, place: Some(place), of, about: (about.ja, about.en) }
    }

    /// What a finding leaves to do. Those that the sources show themselves are read there.
    fn finding(&self, finding: &Finding) -> Option<Item> {
        let kind = match finding.code {
            code if code == codes::NO_NUMBER => Kind::Number,
            code if code == codes::STALE_TRANSLATION => Kind::Stale,
            code if code.severity == Severity::Warning => return None,
            code if ("K0501".."K0520").contains(&code.id) => Kind::Contradiction,
            _ => Kind::Stopped,
        };
        let (id, message) = (finding.code.id, &finding.message);
        let about = match kind {
            Kind::Number => Words::new("kohyo number で番号を付けます。", "`kohyo number` gives it one."),
            _ => Words::new(format!("{id} {}", message.ja), format!("{id} {}", message.en)),
        };
        Some(match finding.places.first() {
            Some(place) => self.item(kind, place.span, about),
            None => Item { kind, day: None, place: None, of: None, about: (about.ja, about.en) },
        })
    }

    /// Whether a fiscal year is over.
    fn is_over(&self, year: i32) -> bool {
        year < fiscal_year_of(self.today).0
    }
}

/// `令和6年度` / `FY2024`
fn year_name(year: i32) -> Words {
    let year = crate::figures::FiscalYear(year);
    Words::new(year.name(Lang::Ja), year.name(Lang::En))
}
