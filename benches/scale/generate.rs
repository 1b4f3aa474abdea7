//! A made-up site of any size: every file that an author would have written.
//!
//! In: `Size`. Out: paths and texts, in path order; the same for the same size on every machine. Never: a real name or figure, a
//! withheld value in a cell, a file that kohyo would have a finding for.

use crate::{data, pages, plans};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Paths and texts.
pub type Files = BTreeMap<String, String>;

/// How large the site is.
#[derive(Clone, Copy)]
pub struct Size {
    /// HTML pages in both languages together.
    pub pages: usize,
    pub plans: usize,
    /// Numerical targets of each plan.
    pub indicators: usize,
    /// Fiscal years of each plan.
    pub years: usize,
}

/// Home, 404, sitemap, about, sources, disclosure.
const COMMON_PAGES: usize = 6;
/// Plan, numerical targets, businesses.
const PLAN_PAGES: usize = 3;
/// Report, programmes, regulation, products.
const YEAR_PAGES: usize = 4;
/// The last year of every plan.
const LAST_YEAR: usize = 2024;

impl Size {
    /// The run that the documentation quotes.
    pub const REFERENCE: Size = Size { pages: 10_000, plans: 10, indicators: 20, years: 10 };
    /// Enough to show that everything works.
    pub const SMALL: Size = Size { pages: 100, plans: 1, indicators: 2, years: 10 };

    /// The reference site made smaller or larger in every part.
    pub fn scaled(self, pages: usize) -> Size {
        let targets = (self.plans * self.indicators * pages / Size::REFERENCE.pages).max(1);
        let plans = (self.plans * pages / Size::REFERENCE.pages).max(1);
        Size { pages, plans, indicators: (targets / plans).max(1), years: self.years }
    }

    /// A site needs its listings before it can have other pages; a plan cannot be older than the eras that kohyo prints.
    pub fn check(self) -> Result<(), String> {
        if self.years > 50 {
            return Err("--years: at most 50".to_owned());
        }
        let least = 2 * self.listed();
        if self.pages < least { Err(format!("--pages: a site with these plans has at least {least} pages")) } else { Ok(()) }
    }

    /// The fiscal years of each plan, oldest first.
    pub fn fiscal_years(self) -> std::ops::RangeInclusive<usize> {
        LAST_YEAR + 1 - self.years..=LAST_YEAR
    }

    /// Years for which a whole report was published. A plan with few targets has few, so that the share of listings among all
    /// pages is alike at every size.
    pub fn reported(self) -> std::ops::RangeInclusive<usize> {
        let reports = self.years.min((self.indicators / 2).max(1));
        LAST_YEAR + 1 - reports..=LAST_YEAR
    }

    /// Businesses of each plan.
    pub fn businesses(self) -> usize {
        self.indicators
    }

    /// Pages in one language that are not mere text.
    fn listed(self) -> usize {
        let reports = self.reported().count();
        COMMON_PAGES + self.plans * (PLAN_PAGES + reports * YEAR_PAGES + self.indicators + self.businesses())
    }

    /// Text pages in one language: whatever the listings leave.
    pub fn texts(self) -> usize {
        self.pages / 2 - self.listed().min(self.pages / 2)
    }
}

/// The whole site.
pub fn files(size: &Size) -> Files {
    let mut files = Files::new();
    plans::shared(size, &mut files);
    for plan in 0..size.plans {
        let plan = plans::Plan::new(size, plan);
        files.insert(format!("data/plans/{}.toml", plan.id), plan.file());
        data::years(size, &plan, &mut files);
        pages::of_plan(size, &plan, &mut files);
    }
    pages::common(&mut files);
    pages::texts(size, &mut files);
    files
}

/// What tells two sites apart: printed beside the numbers, so that runs on two machines can be compared.
pub fn digest(files: &Files) -> String {
    let mut hash = Sha256::new();
    for (path, text) in files {
        hash.update(path.as_bytes());
        hash.update([0]);
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a site into a folder that is empty, not there yet, or holds an earlier site of this kind.
pub fn write(files: &Files, folder: &Path) -> io::Result<()> {
    let foreign = folder.is_dir() && !folder.join(MARK).is_file() && std::fs::read_dir(folder)?.next().is_some();
    if foreign {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "not empty, and not made by this benchmark"));
    }
    for old in ["content", "data"].map(|part| folder.join(part)).iter().filter(|part| part.is_dir()) {
        std::fs::remove_dir_all(old)?;
    }
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join(MARK), "made by: cargo bench --bench scale -- --keep\n")?;
    for (path, text) in files {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(file, text)?;
    }
    Ok(())
}

/// Says that a folder may be written again.
const MARK: &str = ".kohyo-scale";
