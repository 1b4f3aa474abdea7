//! Addresses of generated pages and files, without language and without leading slash. An id, once published, keeps its
//! address; nothing else in the program spells one out.
//!
//! In: ids. Out: addresses. Never: a title or label, which may change.

use crate::figures::FiscalYear;

/// The register of what is withheld.
pub const REGISTER: &str = "withheld";

/// The register as open data.
pub fn register_file(extension: &str) -> String {
    site_data(REGISTER, extension)
}

/// The place of a number in the register. Authors choose the numbers; what an address cannot hold becomes a hyphen.
pub fn register_anchor(number: &str) -> String {
    number.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// 正誤・検算
pub const CORRECTIONS: &str = "corrections";

/// Corrections and recomputation as open data.
pub fn corrections_file(extension: &str) -> String {
    site_data(CORRECTIONS, extension)
}

/// The place of a figure on the page of corrections: `check` or `edition`, then its fact id; `nth` counts those of one figure.
pub fn correction_anchor(kind: &str, fact: &str, nth: usize) -> String {
    let nth = if nth == 0 { String::new() } else { format!("-{}", nth + 1) };
    format!("{kind}-{}{nth}", register_anchor(fact))
}

/// Search; the files of its index stand in a folder of this name beside the languages.
pub const SEARCH: &str = "search";

/// All pages by fiscal year, by body, by kind, by title.
pub const LISTS: [&str; 4] = ["search/years", "search/bodies", "search/kinds", "search/titles"];

/// The page of a numerical target.
pub fn indicator(plan: &str, id: &str) -> String {
    format!("indicators/{plan}/{id}")
}

/// The page of a business.
pub fn business(id: &str) -> String {
    format!("businesses/{id}")
}

/// A row of state support on the page of all years, where two years may have the same key.
pub fn support_anchor(year: FiscalYear, key: &str) -> String {
    format!("fy{}-{key}", year.0)
}

/// The page of a programme. Authored pages stand in `programs/`, whose years would meet the ids of programmes.
pub fn program(id: &str) -> String {
    format!("programmes/{id}")
}

/// The page of a regulatory item. Authored pages stand in `regulation/`, whose years would meet the ids of items.
pub fn regulatory_item(id: &str) -> String {
    format!("regulations/{id}")
}

/// An open-data file: `data/<plan>/<table>.csv`.
pub fn data(plan: &str, table: &str, extension: &str) -> String {
    format!("data/{plan}/{table}.{extension}")
}

/// Where all files of the open data stand.
pub const DATA: &str = "data/";

/// An open-data file of the whole site: `data/<table>.csv`.
pub fn site_data(table: &str, extension: &str) -> String {
    format!("data/{table}.{extension}")
}

/// The fact that a text of a row is: the same in open data and on pages. Ids of these kinds of rows are apart from each other.
pub fn text_fact(plan: &str, year: i32, kind: &str, row: &str, item: &str) -> String {
    format!("{plan}/{year}/{kind}/{row}/{item}")
}

/// A stand-alone picture.
pub fn picture(plan: &str, name: &str, lang: &str) -> String {
    format!("charts/{plan}/{name}.{lang}.svg")
}

/// The numbers of a picture.
pub fn picture_data(plan: &str, name: &str, lang: &str) -> String {
    format!("charts/{plan}/{name}.{lang}.csv")
}

/// The place of a figure on its page; ids of rows have no `_`.
pub fn figure_anchor(name: &str) -> String {
    format!("k_figure_{name}")
}

/// Pages that other sites may show: no address of theirs is one of an ordinary page, so that every path has one policy.
pub const EMBED: &str = "embed";

/// The path of a figure's page to embed.
pub fn embed_path(lang: &str, plan: &str, name: &str) -> String {
    format!("/{EMBED}/{lang}/{plan}/{name}/")
}

/// The file of a figure's page to embed.
pub fn embed_file(lang: &str, plan: &str, name: &str) -> String {
    format!("{EMBED}/{lang}/{plan}/{name}/index.html")
}

/// An attachment: `files/<name>`, where the name is its path below `content/`, without a `files/` of its own in front.
pub fn attachment(name: &str) -> String {
    format!("files/{}", name.strip_prefix("files/").unwrap_or(name))
}

/// What is new, as a feed.
pub fn feed_file(lang: &str) -> String {
    format!("{lang}/feed.xml")
}

/// The file of a page: `ja/about/index.html`; home is `ja/index.html`, the error page `ja/404.html`.
pub fn page_file(lang: &str, address: &str) -> String {
    match address {
        "" => format!("{lang}/index.html"),
        "404" => format!("{lang}/404.html"),
        _ => format!("{lang}/{address}/index.html"),
    }
}

/// The path that a browser asks for: `/ja/about/`.
pub fn page_path(lang: &str, address: &str) -> String {
    match address {
        "" => format!("/{lang}/"),
        "404" => format!("/{lang}/404.html"),
        _ => format!("/{lang}/{address}/"),
    }
}

/// What portals and programs read first.
pub const SITE_ROOT: &str = "site.json";

/// The same of a portal: the roots of all its sites.
pub const PORTAL_SITES: &str = "sites.json";

/// The directory of a portal that says which of its sites hold a term.
pub const TERMS: &str = "terms";

/// All tables of the site with their schemas, for programs that read Data Packages.
pub const DATA_PACKAGE: &str = "data/datapackage.json";

/// All tables of the site, for portals (DCAT).
pub const DATA_CATALOG: &str = "data/catalog.jsonld";

/// The schema of a CSV file, at the place where programs look for it.
pub fn csv_metadata(csv: &str) -> String {
    format!("{csv}-metadata.json")
}

/// The newest report: of the home plan, or of the plan that is named.
pub fn latest_report(plan: Option<&str>) -> String {
    plan.map_or_else(|| "reports/latest".to_owned(), |plan| format!("reports/latest/{plan}"))
}
