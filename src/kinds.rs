//! What several rooms share: the kinds of pages, the placeholder of a withheld part, the dialect of Markdown.
//!
//! In and out: words. Never: what a page of a kind holds.

use pulldown_cmark::Options;

/// The character that stands for a withheld part inside projected Markdown; authors cannot type it.
pub const PLACEHOLDER: char = '\u{F8F0}';

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

/// The Markdown that kohyo understands: checks and rendering read a text the same way.
pub fn markdown_options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_HEADING_ATTRIBUTES
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
}

/// What a page is; the theme has a template for each.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PageKind {
    /// Text only.
    Page,
    /// 表紙
    Home,
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
    /// サイトマップ
    Sitemap,
    /// 404
    Error,
    /// 数値目標（データから作られるページ）
    Indicator,
    /// 事業者（データから作られるページ）
    Business,
    /// 非公表の一覧（台帳）
    Register,
}

impl PageKind {
    /// The kinds that an author can give a page, with their words.
    pub const WORDS: [(&'static str, PageKind); 11] = [
        ("page", PageKind::Page),
        ("home", PageKind::Home),
        ("plan", PageKind::Plan),
        ("indicators", PageKind::Indicators),
        ("report", PageKind::Report),
        ("programs", PageKind::Programs),
        ("regulation", PageKind::Regulation),
        ("products", PageKind::Products),
        ("businesses", PageKind::Businesses),
        ("sitemap", PageKind::Sitemap),
        ("error", PageKind::Error),
    ];

    /// The word for `<body data-kind>` and the template's name.
    pub fn word(self) -> &'static str {
        match self {
            PageKind::Indicator => "indicator",
            PageKind::Business => "business",
            PageKind::Register => "register",
            kind => PageKind::WORDS.iter().find(|(_, k)| *k == kind).map_or("page", |(word, _)| word),
        }
    }
}
