//! What several rooms share: the kinds of pages, the placeholder of a withheld part, the dialect of Markdown.
//!
//! In and out: words. Never: what a page of a kind holds.

use pulldown_cmark::Options;

/// The character that stands for a withheld part inside projected Markdown; authors cannot type it.
pub const PLACEHOLDER: char = '\u{F8F0}';

/// The words of a mark: 《非公表》, `<<withheld>>`.
pub const MARK_WORDS: [&str; 2] = ["非公表", "withheld"];

/// The most items that the navigation at the top of every page may have; more no reader takes in at once.
pub const NAV_ITEMS: usize = 7;

/// 区分 of local programmes, in the order of the documents, with their English.
pub const CATEGORIES: [(&str, &str); 6] = [
    ("財政", "Fiscal support"),
    ("税制", "Tax support"),
    ("金融", "Financial support"),
    ("規制緩和", "Deregulation"),
    ("規制強化", "Tighter regulation"),
    ("その他", "Other"),
];

/// Kinds of projects (事業), with the word that addresses and open data use.
pub const PROJECTS: [(&str, &str); 5] =
    [("特定", "specified"), ("一般", "general"), ("認定", "certified"), ("工程表", "scheduled"), ("取組", "effort")];

/// The kind of the projects that stand on the page of the schedule, not among the others.
pub const SCHEDULED: &str = "工程表";

/// Kinds of dated events.
pub const EVENTS: [(&str, &str); 7] = [
    ("拠点", "sites"),
    ("体制", "organisation"),
    ("規制・ルール", "rules"),
    ("協定・連携", "agreements"),
    ("計画・指定", "plan"),
    ("協議会", "council"),
    ("その他", "other"),
];

/// Fields in which supported businesses work.
pub const FIELDS: [(&str, &str); 8] = [
    ("医薬品", "medicines"),
    ("医療機器", "devices"),
    ("再生医療等", "regenerative"),
    ("健康・予防", "prevention"),
    ("検査・診断", "diagnostics"),
    ("研究・支援", "research"),
    ("金融", "finance"),
    ("その他", "other"),
];

/// How a figure follows from others, for relations that an author declares.
pub const RELATIONS: [&str; 9] = ["sum", "difference", "product", "average", "equal", "share", "growth", "count", "at-most"];

/// Why an earlier edition of a figure was replaced, with the word of open data.
pub const EDITIONS: [(&str, &str); 3] = [("訂正", "corrected"), ("改訂", "revised"), ("追跡調査", "followed-up")];

/// What a figure covers: inside the zone, including outside, outside.
pub const SCOPES: [&str; 3] = ["区域内", "区域外を含む", "区域外"];

/// How often the data are updated, with the code by which catalogues know it (EU authority table `frequency`).
pub const FREQUENCIES: [(&str, &str); 7] = [
    ("daily", "DAILY"),
    ("weekly", "WEEKLY"),
    ("monthly", "MONTHLY"),
    ("quarterly", "QUARTERLY"),
    ("twice-a-year", "ANNUAL_2"),
    ("yearly", "ANNUAL"),
    ("irregular", "IRREG"),
];

/// Where the site is served from: what a host is told of headers and redirects, it is told in its own words.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Host {
    /// Netlify, Cloudflare Pages: `_headers` and `_redirects`.
    #[default]
    Netlify,
    /// nginx: a file to include.
    Nginx,
    /// GitHub Pages, S3 and others that take files alone.
    Plain,
}

impl Host {
    /// The words for `host` in `kohyo.toml` and for `--host`.
    pub const WORDS: [&str; 3] = ["netlify", "nginx", "plain"];

    /// The host of a word.
    pub fn of(word: &str) -> Option<Host> {
        let hosts = [Host::Netlify, Host::Nginx, Host::Plain];
        Host::WORDS.iter().position(|known| *known == word).map(|at| hosts[at])
    }
}

/// Whether a text is a code of a municipality (全国地方公共団体コード): six digits, of which the last checks the others.
pub fn is_municipality_code(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let [a, b, c, d, e, check] = digits[..] else { return false };
    let sum = 6 * a + 5 * b + 4 * c + 3 * d + 2 * e;
    text.len() == 6 && (11 - sum % 11) % 10 == check
}

/// Bars and milestones of a schedule.
pub const SCHEDULE_MARKS: [&str; 2] = ["期間", "節目"];

/// Words of 設立・創業.
pub const FOUNDED: [&str; 2] = ["設立", "創業"];

/// 対応度: how far a site says that it meets the standard, with the English word an author may write.
pub const DEGREES: [(&str, &str); 3] = [("準拠", "conforming"), ("一部準拠", "partly"), ("配慮", "considered")];

/// What a test says of a success criterion.
pub const TEST_RESULTS: [(&str, &str); 4] =
    [("適合", "pass"), ("不適合", "fail"), ("適用なし", "not-applicable"), ("未判定", "not-judged")];

/// Who said so.
pub const TESTERS: [(&str, &str); 3] = [("人", "people"), ("道具", "tools"), ("人と道具", "both")];

/// The success criteria of levels A and AA of JIS X 8341-3:2016, which are those of WCAG 2.0; `true` for level A. Their names are
/// words of the theme.
#[rustfmt::skip]
pub const CRITERIA: [(&str, bool); 38] = [
    ("1.1.1", true), ("1.2.1", true), ("1.2.2", true), ("1.2.3", true), ("1.2.4", false), ("1.2.5", false), ("1.3.1", true),
    ("1.3.2", true), ("1.3.3", true), ("1.4.1", true), ("1.4.2", true), ("1.4.3", false), ("1.4.4", false), ("1.4.5", false),
    ("2.1.1", true), ("2.1.2", true), ("2.2.1", true), ("2.2.2", true), ("2.3.1", true), ("2.4.1", true), ("2.4.2", true),
    ("2.4.3", true), ("2.4.4", true), ("2.4.5", false), ("2.4.6", false), ("2.4.7", false), ("3.1.1", true), ("3.1.2", false),
    ("3.2.1", true), ("3.2.2", true), ("3.2.3", false), ("3.2.4", false), ("3.3.1", true), ("3.3.2", true), ("3.3.3", false),
    ("3.3.4", false), ("4.1.1", true), ("4.1.2", true),
];

/// The word of open data and templates for either word of such a pair.
pub fn either(pairs: &[(&'static str, &'static str)], word: &str) -> Option<&'static str> {
    pairs.iter().find(|(ja, en)| *ja == word || *en == word).map(|(_, en)| *en)
}

/// A run of a text with its reading, if it has one: `{漢字|かんじ}`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading<'a> {
    /// What is read.
    pub base: &'a str,
    /// ふりがな
    pub reading: Option<&'a str>,
}

/// Cuts a text at its readings. `None` where a brace or bar stands alone or something in it is empty.
pub fn readings(text: &str) -> Option<Vec<Reading<'_>>> {
    let (mut out, mut rest) = (Vec::new(), text);
    let plain = |text: &str| !text.contains(['{', '}']);
    while let Some((before, behind)) = rest.split_once('{') {
        let (inside, after) = behind.split_once('}')?;
        let (base, reading) = inside.split_once('|')?;
        let whole =
            !base.trim().is_empty() && !reading.trim().is_empty() && !reading.contains('|') && plain(inside) && plain(before);
        if !whole {
            return None;
        }
        out.push(Reading { base: before, reading: None });
        out.push(Reading { base, reading: Some(reading) });
        rest = after;
    }
    out.push(Reading { base: rest, reading: None });
    out.retain(|run| !run.base.is_empty());
    plain(rest).then_some(out)
}

/// The second half of pairs such as `PROJECTS`.
pub fn slug(pairs: &[(&'static str, &'static str)], word: &str) -> &'static str {
    pairs.iter().find(|(known, _)| *known == word).map_or("other", |(_, slug)| slug)
}

/// The Markdown that kohyo understands: checks and rendering read a text the same way.
pub fn markdown_options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_HEADING_ATTRIBUTES
}

/// The addresses above one, nearest first, the root at the end.
pub fn above(address: &str) -> impl Iterator<Item = &str> {
    let inner = address.rmatch_indices('/').map(|(at, _)| address.get(..at).unwrap_or_default());
    inner.chain((!address.is_empty()).then_some(""))
}

/// What kind of thing is withheld, as the register of withheld things names it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum WithheldKind {
    /// 語句
    Phrase,
    /// 段落・表・図など
    Block,
    /// 数値
    Cell,
    /// 行
    Row,
    /// ページ
    Page,
    /// データファイル
    File,
    /// 添付ファイル
    Attachment,
}

impl WithheldKind {
    /// The word in open data and in the theme's texts.
    pub fn word(self) -> &'static str {
        match self {
            WithheldKind::Phrase => "phrase",
            WithheldKind::Block => "block",
            WithheldKind::Cell => "cell",
            WithheldKind::Row => "row",
            WithheldKind::Page => "page",
            WithheldKind::File => "file",
            WithheldKind::Attachment => "attachment",
        }
    }

    /// Its name for staff, in Japanese and in English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            WithheldKind::Phrase => ("語句", "phrase"),
            WithheldKind::Block => ("段落など", "block"),
            WithheldKind::Cell => ("数値", "figure"),
            WithheldKind::Row => ("行", "row"),
            WithheldKind::Page => ("ページ", "page"),
            WithheldKind::File => ("ファイル", "file"),
            WithheldKind::Attachment => ("添付ファイル", "attachment"),
        }
    }
}

/// Year and count of a register number such as `W-2026-014`, when a text has that form: capital letters for whose register it is,
/// the year, and three digits or more that count on without end.
pub fn register_number(text: &str) -> Option<(i64, i64)> {
    let digits = |word: &&str| word.bytes().all(|b| b.is_ascii_digit());
    let mut words = text.split('-');
    let letters = words.next().filter(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_uppercase()));
    let year = letters.and(words.next()).filter(|w| w.len() == 4).filter(digits)?;
    let count = words.next().filter(|w| w.len() >= 3).filter(digits)?;
    words.next().is_none().then(|| year.parse().ok().zip(count.parse().ok())).flatten()
}

/// What a page is; the theme has a template for each.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PageKind {
    /// Text only.
    Page,
    /// 表紙
    Home,
    /// 計画の一覧
    Plans,
    /// 計画
    Plan,
    /// 数値目標の一覧
    Indicators,
    /// 年度の報告
    Report,
    /// 地域独自の取組
    Programs,
    /// 規制の特例措置
    Regulation,
    /// 製品・事業
    Products,
    /// 支援対象事業者
    Businesses,
    /// 計画の事業
    Projects,
    /// 工程表
    Schedule,
    /// 指摘事項と対応、協議会
    Comments,
    /// 年表
    Timeline,
    /// 国の支援措置
    Support,
    /// 定性的な目標
    Goals,
    /// オープンデータ
    Data,
    /// サイトマップ
    Sitemap,
    /// 404
    Error,
    /// 数値目標（データから作られるページ）
    Indicator,
    /// 事業者（データから作られるページ）
    Business,
    /// 地域独自の取組（データから作られるページ）
    Program,
    /// 規制の特例措置等の一件（データから作られるページ）
    RegulatoryItem,
    /// 非公表の一覧（台帳）
    Register,
    /// 正誤・検算
    Corrections,
    /// ウェブアクセシビリティ方針
    Accessibility,
    /// ウェブアクセシビリティ試験の結果
    AccessibilityResult,
    /// 翻訳の状況
    Translations,
    /// 手引き：サイトを作る人のための説明。検索には出ません
    Help,
    /// 図（ほかのサイトに埋め込むページ）
    Embed,
    /// サイト内検索
    Search,
    /// 年度、団体、種類、題名の一覧
    Lists,
    /// 多くのサイトの検索と一覧（ポータル）
    Portal,
}

impl PageKind {
    /// The kinds that an author can give a page, with their words.
    pub const WORDS: [(&'static str, PageKind); 23] = [
        ("page", PageKind::Page),
        ("home", PageKind::Home),
        ("plans", PageKind::Plans),
        ("plan", PageKind::Plan),
        ("indicators", PageKind::Indicators),
        ("report", PageKind::Report),
        ("programs", PageKind::Programs),
        ("regulation", PageKind::Regulation),
        ("products", PageKind::Products),
        ("businesses", PageKind::Businesses),
        ("projects", PageKind::Projects),
        ("schedule", PageKind::Schedule),
        ("comments", PageKind::Comments),
        ("timeline", PageKind::Timeline),
        ("support", PageKind::Support),
        ("goals", PageKind::Goals),
        ("data", PageKind::Data),
        ("sitemap", PageKind::Sitemap),
        ("error", PageKind::Error),
        ("accessibility", PageKind::Accessibility),
        ("accessibility-result", PageKind::AccessibilityResult),
        ("translations", PageKind::Translations),
        ("help", PageKind::Help),
    ];

    /// The kinds of pages that are made from data.
    pub const MADE: [PageKind; 8] = [
        PageKind::Indicator,
        PageKind::Business,
        PageKind::Program,
        PageKind::RegulatoryItem,
        PageKind::Register,
        PageKind::Corrections,
        PageKind::Search,
        PageKind::Lists,
    ];

    /// The word for `<body data-kind>` and the template's name.
    pub fn word(self) -> &'static str {
        match self {
            PageKind::Indicator => "indicator",
            PageKind::Business => "business",
            PageKind::Program => "program",
            PageKind::RegulatoryItem => "regulatory-item",
            PageKind::Register => "withheld",
            PageKind::Corrections => "corrections",
            PageKind::Embed => "embed",
            PageKind::Search => "search",
            PageKind::Lists => "lists",
            PageKind::Portal => "portal",
            kind => PageKind::WORDS.iter().find(|(_, k)| *k == kind).map_or("page", |(word, _)| word),
        }
    }
}

/// The kinds of files that can be attached to a page. Nothing else goes out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FileKind {
    /// Picture
    Png,
    /// Photograph
    Jpeg,
    /// Picture, may move
    Gif,
    /// Picture
    Webp,
    /// Drawing
    Svg,
    /// Document
    Pdf,
    /// Table
    Csv,
    /// Text
    Txt,
    /// Data
    Json,
    /// Word
    Docx,
    /// Excel
    Xlsx,
    /// PowerPoint
    Pptx,
    /// OpenDocument text
    Odt,
    /// OpenDocument spreadsheet
    Ods,
    /// OpenDocument slides
    Odp,
}

impl FileKind {
    /// Extensions of file names with their kinds; the first one of a kind is its usual one.
    pub const EXTENSIONS: [(&'static str, FileKind); 16] = [
        ("png", FileKind::Png),
        ("jpg", FileKind::Jpeg),
        ("jpeg", FileKind::Jpeg),
        ("gif", FileKind::Gif),
        ("webp", FileKind::Webp),
        ("svg", FileKind::Svg),
        ("pdf", FileKind::Pdf),
        ("csv", FileKind::Csv),
        ("txt", FileKind::Txt),
        ("json", FileKind::Json),
        ("docx", FileKind::Docx),
        ("xlsx", FileKind::Xlsx),
        ("pptx", FileKind::Pptx),
        ("odt", FileKind::Odt),
        ("ods", FileKind::Ods),
        ("odp", FileKind::Odp),
    ];

    /// The kind that a file name says.
    pub fn of_name(name: &str) -> Option<FileKind> {
        let extension = name.rsplit('/').next()?.rsplit_once('.')?.1;
        FileKind::EXTENSIONS.iter().find(|(known, _)| *known == extension).map(|(_, kind)| *kind)
    }

    /// How readers know it: `PDF`, `PNG`.
    pub fn word(self) -> String {
        let extension = FileKind::EXTENSIONS.iter().find(|(_, kind)| *kind == self).map_or("", |(extension, _)| extension);
        if self == FileKind::Jpeg { "JPEG".to_owned() } else { extension.to_ascii_uppercase() }
    }

    /// Files of word processors, spreadsheets and slides: a zip of many parts, most of which nobody sees.
    pub fn is_office(self) -> bool {
        use FileKind::{Docx, Odp, Ods, Odt, Pptx, Xlsx};
        matches!(self, Docx | Xlsx | Pptx | Odt | Ods | Odp)
    }

    /// Kinds that a machine cannot vouch for: a person has to have looked through the file.
    pub fn needs_review(self) -> bool {
        self == FileKind::Pdf || self.is_office()
    }
}

#[cfg(test)]
mod tests {
    use super::{Reading, is_municipality_code, readings, register_number};

    #[test]
    fn readings_stand_beside_their_words() {
        let run = |base, reading| Reading { base, reading };
        assert_eq!(readings("{目標|もくひょう}は6つ"), Some(vec![run("目標", Some("もくひょう")), run("は6つ", None)]));
        assert_eq!(readings("目標"), Some(vec![run("目標", None)]));
        for wrong in ["{目標}", "{目標|}", "{|もくひょう}", "{目標|もく", "目標|もく}", "{{目標|もく}", "{目|も|く}", "|も}"]
        {
            assert_eq!(readings(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn codes_of_municipalities_check_themselves() {
        for right in ["140007", "141003", "141305", "270008", "131016"] {
            assert!(is_municipality_code(right), "{right}");
        }
        for wrong in ["140006", "14000", "1400070", "14000x", "", "１４０００７"] {
            assert!(!is_municipality_code(wrong), "{wrong}");
        }
    }

    #[test]
    fn numbers_have_letters_a_year_and_three_digits() {
        assert_eq!(register_number("W-2026-014"), Some((2026, 14)));
        assert_eq!(register_number("KZ-2026-1014"), Some((2026, 1014)));
        for wrong in
            ["W-26-014", "w-2026-014", "W-2026-14", "W-2026", "2026-014", "W-2026-01x", "", "W-2026-014-1", "W-２０２６-014"]
        {
            assert_eq!(register_number(wrong), None, "{wrong}");
        }
    }
}
