//! The shell around a drawing: the accessible inline `<svg>` and the complete file for download.
//!
//! In: a [`Scene`]. Out: SVG text. Never: a `<style>` element, a style attribute, a script, an id that is not prefixed.

use super::canvas::{Canvas, Ink, Sheet, push_escaped, push_px};
use super::metrics::{self, PX};
use super::pen::Pen;
use super::role::Role;
use super::{Picture, Words};
use crate::figures::Lang;
use plotters::style::text_anchor::HPos;

/// Width of the wide picture in backend units.
pub(super) const WIDE: i32 = 720 * PX;
/// Width of the narrow one: a phone of 375 without the margins of the page.
pub(super) const NARROW: i32 = 343 * PX;
/// Margin inside of the picture that stands alone.
const MARGIN: i32 = 24 * PX;
/// Faces that are on the machines of readers; a picture brings no font.
const FACES: &str = "'Noto Sans JP','Hiragino Sans','Yu Gothic',Meiryo,Arial,sans-serif";

/// A drawing that is laid out for a width, and knows its height before it is drawn.
pub(super) trait Scene {
    /// Where its parts are.
    type Layout<'a>
    where
        Self: 'a;
    /// What it is called, and what it says.
    fn head(&self) -> Head<'_>;
    /// Lays it out; `None` where there is nothing to draw.
    fn layout(&self, width: i32) -> Option<Self::Layout<'_>>;
    /// The height needed.
    fn height(&self, layout: &Self::Layout<'_>) -> i32;
    /// Draws from the upper left corner of the area of the pen.
    fn paint(&self, pen: &mut Pen<'_>, layout: &Self::Layout<'_>);
}

/// A scene laid out once: breaking lines and placing labels is most of the work.
struct Laid<'a, S: Scene + 'a> {
    scene: &'a S,
    width: i32,
    layout: Option<S::Layout<'a>>,
    height: i32,
}

impl<'a, S: Scene> Laid<'a, S> {
    fn of(scene: &'a S, width: i32) -> Laid<'a, S> {
        let layout = scene.layout(width);
        let height = layout.as_ref().map_or(NOTHING_HEIGHT, |layout| scene.height(layout));
        Laid { scene, width, layout, height }
    }

    fn paint(&self, pen: &mut Pen<'_>) {
        match &self.layout {
            Some(layout) => self.scene.paint(pen, layout),
            None => paint_nothing(pen, self.scene.head().words, self.width),
        }
    }

    /// Paints it on a sheet of its own.
    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new((self.width, self.height), Ink::Classes);
        self.paint(&mut Pen::new(Canvas(&mut sheet), 0));
        sheet
    }
}

/// What every picture has beside its drawing.
pub(super) struct Head<'a> {
    /// The id of the chart, the same in both languages.
    pub id: &'a str,
    /// The language of the words.
    pub lang: Lang,
    /// All text that is not a figure.
    pub words: &'a Words,
}

/// All three forms of a scene.
pub(super) fn picture(scene: &impl Scene) -> Picture {
    let (wide, narrow) = (Laid::of(scene, WIDE), Laid::of(scene, NARROW));
    Picture { wide: inline(&wide, "w"), narrow: inline(&narrow, "n"), standalone: standalone(&wide), height: wide.height / PX }
}

/// Paints a scene on a sheet of its own.
#[cfg(test)]
pub(super) fn sheet(scene: &impl Scene, width: i32) -> Sheet {
    Laid::of(scene, width).sheet()
}

fn inline<S: Scene>(laid: &Laid<'_, S>, size: &str) -> String {
    let (scene, sheet) = (laid.scene, laid.sheet());
    let id = format!("{}-{}-{size}", clean_id(scene.head().id), scene.head().lang.code());
    let mut out = String::with_capacity(sheet.body.len() + 1024);
    out.push_str("<svg class=\"chart__svg\"");
    push_head(&mut out, &sheet, scene, &id);
    out.push_str("<g aria-hidden=\"true\">");
    out.push_str(&sheet.body);
    out.push_str("</g></svg>");
    out
}

/// Attributes of the root, `<title>` and `<desc>`.
fn push_head(out: &mut String, sheet: &Sheet, scene: &impl Scene, id: &str) {
    out.push_str(&format!(" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" viewBox=\"0 0 "));
    push_px(out, sheet.size.0);
    out.push(' ');
    push_px(out, sheet.size.1);
    out.push_str("\" width=\"");
    push_px(out, sheet.size.0);
    out.push_str("\" height=\"");
    push_px(out, sheet.size.1);
    out.push_str(&format!("\"><title id=\"{id}-t\">"));
    push_escaped(out, &scene.head().words.title);
    out.push_str(&format!("</title><desc id=\"{id}-d\">"));
    push_escaped(out, &scene.head().words.description);
    out.push_str("</desc>");
}

/// Letters, digits, `-` and `_` of an id; anything else becomes `-`.
pub(super) fn clean_id(id: &str) -> String {
    let clean: String = id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect();
    if clean.is_empty() { "chart".to_string() } else { clean }
}

/// The lines above and below the drawing in the file for download.
struct Surround {
    title: Vec<String>,
    subtitle: Vec<String>,
    foot: Vec<String>,
}

const TITLE_LEADING: i32 = 28 * PX;
const SUBTITLE_LEADING: i32 = 20 * PX;
const FOOT_LEADING: i32 = 18 * PX;
const BEFORE_DRAWING: i32 = 14 * PX;
const AFTER_DRAWING: i32 = 16 * PX;

impl Surround {
    fn of(words: &Words) -> Surround {
        let wrap = |role: Role, text: &str, lines| metrics::wrap(text, role.size(), role.bold(), WIDE, lines);
        let mut foot = wrap(Role::Key, &words.note, 3);
        foot.extend(wrap(Role::Key, &words.source, 3));
        Surround { title: wrap(Role::Title, &words.title, 2), subtitle: wrap(Role::Subtitle, &words.subtitle, 2), foot }
    }

    fn above(&self) -> i32 {
        self.title.len() as i32 * TITLE_LEADING + self.subtitle.len() as i32 * SUBTITLE_LEADING + BEFORE_DRAWING
    }

    fn below(&self) -> i32 {
        AFTER_DRAWING + self.foot.len() as i32 * FOOT_LEADING
    }
}

fn standalone<S: Scene>(laid: &Laid<'_, S>) -> String {
    let scene = laid.scene;
    let surround = Surround::of(scene.head().words);
    let size = (WIDE + 2 * MARGIN, laid.height + surround.above() + surround.below() + 2 * MARGIN);
    let mut sheet = Sheet::new(size, Ink::Literal);
    paint_standalone(laid, &surround, &mut sheet);
    let id = format!("{}-{}-file", clean_id(scene.head().id), scene.head().lang.code());
    let mut out = String::with_capacity(sheet.body.len() + 1024);
    out.push_str(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"{}\"", scene.head().lang.code()));
    out.push_str(&format!(" font-family=\"{FACES}\" text-rendering=\"geometricPrecision\""));
    push_head(&mut out, &sheet, scene, &id);
    out.push_str(&sheet.body);
    out.push_str("</svg>\n");
    out
}

fn paint_standalone<S: Scene>(laid: &Laid<'_, S>, surround: &Surround, sheet: &mut Sheet) {
    let (right, bottom) = sheet.size;
    let paper = Pen::new(Canvas(sheet), 0);
    paper.rect(Role::Paper, super::canvas::Area { left: 0, top: 0, right, bottom });
    drop(paper);
    let mut pen = Pen::new(Canvas(sheet), MARGIN);
    pen.lines(Role::Title, (0, 20 * PX), TITLE_LEADING, &surround.title);
    let subtitle_from = surround.title.len() as i32 * TITLE_LEADING;
    pen.lines(Role::Subtitle, (0, subtitle_from + 15 * PX), SUBTITLE_LEADING, &surround.subtitle);
    laid.paint(&mut pen.lowered(surround.above()));
    let mut foot = pen.lowered(surround.above() + laid.height + AFTER_DRAWING);
    foot.lines(Role::Key, (0, 12 * PX), FOOT_LEADING, &surround.foot);
}

/// A sentence instead of a plot, for a chart in which nothing is published.
fn paint_nothing(pen: &mut Pen<'_>, words: &Words, width: i32) {
    let lines = metrics::wrap(&words.labels.nothing, Role::Key.size(), false, width, 2);
    for (line, step) in lines.iter().zip(0..) {
        pen.text(Role::Key, HPos::Center, (width / 2, 24 * PX + step * 18 * PX), line);
    }
}

/// The height of that sentence.
const NOTHING_HEIGHT: i32 = 60 * PX;
