//! The texts of the pages as readers see them, in blocks that know their positions.
//!
//! In: pages with their folded fields, in order. Out: blocks, and the position at which each begins. Never: a line in two blocks.

use super::fold::{Field, Line};
use super::write::{Page, plain};

/// The least size of a block, and how many there should be at most.
const LEAST: usize = 1_000;
const MOST: usize = 2_000;

/// All blocks so far.
pub struct Blocks {
    limit: usize,
    blocks: Vec<Vec<u8>>,
    starts: Vec<u32>,
}

impl Blocks {
    /// For texts of so many bytes in all.
    pub fn new(bytes: usize) -> Blocks {
        Blocks { limit: LEAST.max(bytes / MOST), blocks: Vec::new(), starts: Vec::new() }
    }

    /// Adds a page whose fields begin at three positions.
    pub fn add(&mut self, page: &Page, [_, headings, text]: &[Field; 3], [start, of_headings, of_text]: [u32; 3]) {
        let head = head(page);
        self.open(start);
        self.push(&head);
        for line in &headings.lines {
            self.line(&page.headings, line, of_headings, &[&head]);
        }
        self.push("\t\n");
        for line in &text.lines {
            self.line(&page.text, line, of_text, &[&head, "\t\n"]);
        }
        self.push("\n");
    }

    /// Writes a line; in front of one that begins a block, what the block has to say of the page again.
    fn line(&mut self, source: &str, line: &Line, base: u32, again: &[&str]) {
        if self.is_full() {
            // What is left of the page in this block: no text, or none any more.
            self.push(if again.len() > 1 { "\n" } else { "\t\n\n" });
            self.open(base + line.at as u32);
            again.iter().for_each(|part| self.push(part));
        }
        self.push(source.get(line.source.clone()).unwrap_or_default());
        self.push("\n");
    }

    fn is_full(&self) -> bool {
        self.blocks.last().is_none_or(|block| block.len() > self.limit)
    }

    /// Begins a block if the last one is full.
    fn open(&mut self, position: u32) {
        if self.is_full() {
            self.blocks.push(Vec::new());
            self.starts.push(position);
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(block) = self.blocks.last_mut() {
            block.extend_from_slice(text.as_bytes());
        }
    }

    /// The blocks and where they begin.
    pub fn finish(self) -> (Vec<Vec<u8>>, Vec<u32>) {
        (self.blocks, self.starts)
    }
}

/// The line that begins a page.
fn head(page: &Page) -> String {
    let parts = [&page.address, &page.title].into_iter().chain(&page.about).map(|part| plain(part));
    parts.collect::<Vec<_>>().join("\t") + "\n"
}
