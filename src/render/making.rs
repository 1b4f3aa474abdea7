//! A site in the making: its files come in lots, so that no more of them than a lot need be in memory at once.
//!
//! In: the public site, its theme, its open data. Out: one lot of files after the other, every file once; at last what was wrong. Never:
//! what is made of all pages before all pages are made.

use super::pages::{self, Gathered, Pages, Rest};
use super::{Files, OpenData, Theme, Tree, atom, feeds, hosts, moved, root};
use crate::diagnostics::Finding;
use crate::disclosed::Site;

/// What is left to be made.
enum Left {
    /// The pages from this one on, and what is made of all of them.
    Pages(usize),
    /// Nothing.
    Nothing,
}

/// A site in the making.
pub struct Making<'a> {
    site: &'a Site,
    theme: &'a Theme,
    open_data: &'a OpenData<'a>,
    pages: &'a Pages<'a>,
    tree: Tree,
    gathered: Gathered,
    findings: Vec<Finding>,
    left: Left,
}

impl<'a> Making<'a> {
    /// Begins with what is made already, the files of the open data, and with attachments.
    pub fn new(site: &'a Site, theme: &'a Theme, open_data: &'a OpenData<'a>, pages: &'a Pages<'a>, files: Tree) -> Making<'a> {
        let mut tree = files;
        pages::attachments(site, &mut tree);
        let (gathered, findings, left) = (Gathered::default(), Vec::new(), Left::Pages(0));
        Making { site, theme, open_data, pages, tree, gathered, findings, left }
    }

    /// How many pages are made.
    pub fn made(&self) -> usize {
        match self.left {
            Left::Pages(next) => next.min(self.pages.count()),
            Left::Nothing => self.pages.count(),
        }
    }

    /// Whether there are pages left to be made.
    pub fn has_pages(&self) -> bool {
        self.made() < self.pages.count()
    }

    /// The files of the next pages, at most so many of these; behind the last one, all files that are made of all pages.
    pub fn lot(&mut self, most: usize) -> Option<Files> {
        match self.left {
            Left::Nothing => return None,
            Left::Pages(next) if self.has_pages() => {
                let made = self.pages.some(next..next.saturating_add(most.max(1)));
                self.left = Left::Pages(next + made.len());
                let files = made.into_iter().flat_map(|made| self.gathered.take(made));
                files.for_each(|(path, bytes)| self.tree.add(path, bytes));
            }
            Left::Pages(_) => {
                self.rest();
                self.left = Left::Nothing;
            }
        }
        Some(self.tree.hand_over())
    }

    /// What was wrong in what has been made. After the last lot that is everything.
    pub fn findings(self) -> Vec<Finding> {
        self.findings
    }

    /// What is made of all pages, and what tells of all files.
    fn rest(&mut self) {
        let (site, styles, tree) = (self.site, &self.theme.styles().all, &mut self.tree);
        let Rest { files, findings, indexes } = self.pages.rest(std::mem::take(&mut self.gathered));
        self.findings.extend(findings);
        files.into_iter().for_each(|(path, bytes)| tree.add(path, bytes));
        root::render(site, self.open_data.all().len(), &indexes, tree);
        self.findings.extend(self.theme.add_assets(tree));
        atom::render(site, tree);
        // The site map lists the pages that are there so far: those that lead on do not belong into it.
        feeds::render(site, styles, tree);
        let moves = moved::render(site, styles, tree);
        hosts::render(site.host, &moves, &[], tree);
        self.findings.extend(tree.take_findings());
    }
}
