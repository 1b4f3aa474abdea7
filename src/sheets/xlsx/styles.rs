//! Styles of a workbook, as far as they say what shows: number formats, letters in the colour of the paper.
//!
//! In: `styles.xml`. Out: one `Style` for each format of cells. Never: how anything looks beyond that.

use super::super::grid::Doubt;
use super::format;
use super::xml::{Attributes, Step, walk};
use std::collections::BTreeMap;

/// What matters of a format of cells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Style {
    /// Its number format; `Err` where machines show different things.
    pub format: Option<Result<String, Doubt>>,
    /// Whether a built-in format has a negative form of its own that machines show differently.
    pub negative_differs: bool,
    /// A date in the form of the machine.
    pub machine_date: bool,
    /// Letters that cannot be told from what is behind them, or are too small to read.
    pub unseen: bool,
}

#[derive(Clone, Default)]
struct Font {
    colour: Option<String>,
    tiny: bool,
}

#[derive(Default)]
struct Reading {
    formats: BTreeMap<u32, String>,
    fonts: Vec<Font>,
    /// The colour behind the cell; `None` where there is none.
    fills: Vec<Option<String>>,
    styles: Vec<Style>,
    inside: Vec<String>,
    solid: bool,
}

/// Reads all of them, in the order in which cells name them.
pub fn read(bytes: &[u8]) -> Option<Vec<Style>> {
    let mut reading = Reading::default();
    walk(bytes, |step| match step {
        Step::Start(name, attributes) => {
            reading.start(name, attributes);
            reading.inside.push(name.to_owned());
        }
        Step::End(_) => drop(reading.inside.pop()),
        Step::Text(_) => (),
    })?;
    Some(reading.styles)
}

impl Reading {
    fn within(&self, name: &str) -> bool {
        self.inside.iter().any(|outer| outer == name)
    }

    fn start(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "numFmt" if self.within("numFmts") => {
                let code = attributes.get("formatCode").map(str::to_owned);
                self.formats.extend(attributes.number("numFmtId").zip(code));
            }
            "font" if self.within("fonts") => self.fonts.push(Font::default()),
            "color" if self.within("fonts") => {
                self.fonts.iter_mut().last().into_iter().for_each(|f| f.colour = colour(attributes))
            }
            "sz" if self.within("fonts") => {
                let points = attributes.get("val").and_then(|v| v.split('.').next()?.parse::<u32>().ok());
                self.fonts.iter_mut().last().into_iter().for_each(|f| f.tiny = points.is_some_and(|p| p < 2));
            }
            "fill" if self.within("fills") => self.fills.push(None),
            "patternFill" if self.within("fills") => self.solid = attributes.get("patternType") == Some("solid"),
            "fgColor" if self.within("fills") && self.solid => {
                self.fills.iter_mut().last().into_iter().for_each(|fill| *fill = colour(attributes));
            }
            "xf" if self.inside.last().is_some_and(|outer| outer == "cellXfs") => self.styles.push(self.style(attributes)),
            _ => (),
        }
    }

    fn style(&self, attributes: &Attributes) -> Style {
        let id = attributes.number("numFmtId").unwrap_or(0);
        let own = self.formats.get(&id).cloned().map(Ok);
        let font = attributes.number("fontId").and_then(|id| self.fonts.get(id as usize)).cloned().unwrap_or_default();
        let fill = attributes.number("fillId").and_then(|id| self.fills.get(id as usize)).cloned().flatten();
        let paper = fill.unwrap_or_else(|| WHITE.to_owned());
        Style {
            negative_differs: own.is_none() && format::negative_differs(id),
            machine_date: own.is_none() && matches!(id, 14..=17 | 22 | 27..=36 | 50..=58),
            format: Some(own.unwrap_or_else(|| format::builtin(id).map(str::to_owned))),
            unseen: font.tiny || font.colour.is_some_and(|colour| colour == paper),
        }
    }
}

const WHITE: &str = "FFFFFF";

/// A colour in one form; the first theme colour is that of the paper. `None`: the machine's own.
fn colour(attributes: &Attributes) -> Option<String> {
    let tint = attributes.get("tint").filter(|tint| tint.bytes().any(|b| (b'1'..=b'9').contains(&b))).unwrap_or_default();
    if let Some(rgb) = attributes.get("rgb") {
        let plain = rgb.get(rgb.len().saturating_sub(6)..).unwrap_or(rgb).to_ascii_uppercase();
        return Some(plain + tint);
    }
    match (attributes.get("theme"), attributes.get("indexed")) {
        (Some("0"), _) if tint.is_empty() => Some(WHITE.to_owned()),
        (Some(theme), _) => Some(format!("theme {theme} {tint}")),
        (None, Some("1" | "9" | "65")) => Some(WHITE.to_owned()),
        (None, Some(index)) => Some(format!("indexed {index}")),
        (None, None) => None,
    }
}
