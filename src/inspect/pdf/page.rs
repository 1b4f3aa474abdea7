//! The pages of a PDF as they are drawn: their text, in the order of drawing, and what of it a reader cannot see.
//!
//! In: a parsed PDF. Out: texts and faults. Never: a picture. The drawing is read by `hayro-interpret`, which hands each letter,
//! shape and picture to `Page` with its place; `covered` decides.

use super::super::Report;
use super::covered::{Cover, Ground, Letter, Page};
use super::objects::push_text;
use crate::diagnostics::codes;
use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::util::RectExt;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, FillRule, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::Object;
use kurbo::{Affine, BezPath, Point, Rect, Shape};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use unicode_normalization::UnicodeNormalization;

/// Reads every page.
pub fn inspect(pdf: &Pdf, report: &mut Report) {
    let cache = InterpreterCache::new();
    let (mut letters, mut unknown, mut effort) = (0usize, 0usize, 0usize);
    for page in pdf.pages().iter() {
        let area = page.intersected_crop_box().to_kurbo();
        let mut context = Context::new(Affine::IDENTITY, area, &cache, pdf.xref(), InterpreterSettings::default());
        let mut drawn = Drawn { page: Page::new(area), ..Drawn::default() };
        // Drawings that draw each other twice, forty times over, are a few lines and never end; the library cannot be told to stop.
        let ended = catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut drawn)));
        effort += drawn.effort;
        let too_much = match ended {
            Ok(()) => effort > MOST_SUM,
            Err(why) if why.is::<TooMuch>() => true,
            Err(why) => resume_unwind(why),
        };
        if too_much {
            return report.damaged("PDF の描画が多すぎます", "the PDF draws too much");
        }
        letters += drawn.letters;
        unknown += drawn.unknown;
        push_lines(drawn.text, report);
        spoken(page, report);
        of_page(&drawn.page, report);
    }
    if unknown * 2 > letters {
        report.damaged(
            "PDF の文字を読み取れず、非公表の語を探せません",
            "the text of the PDF cannot be read, so that it cannot be searched for withheld words",
        );
    }
}

/// The lines as they are, as one line, and without any blanks: a word may be broken anywhere.
fn push_lines(text: String, report: &mut Report) {
    if text.trim().is_empty() {
        return;
    }
    // Fonts name letters as they draw them (⽬ for 目, ﬁ for fi); a search is for letters as people write them.
    let text: String = text.nfkc().collect();
    report.texts.push(text.replace('\n', " "));
    report.texts.push(text.chars().filter(|c| !c.is_whitespace()).collect());
    report.body.push(text);
}

/// What a page says to those who listen to it instead (ActualText, Alt, E).
fn spoken(page: &hayro_syntax::page::Page, report: &mut Report) {
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        if let TypedInstruction::BeginMarkedContentWithProperties(marked) = operation
            && let Object::Dict(said) = marked.1
        {
            for key in ["ActualText", "Alt", "E"] {
                if let Some(text) = said.get::<hayro_syntax::object::String>(key) {
                    push_text(text.as_bytes(), report);
                }
            }
        }
    }
}

fn of_page(page: &Page, report: &mut Report) {
    let faults = [
        (page.invisible, "見えない文字があります（透明な文字）", "it holds text drawn invisibly"),
        (page.same_colour, "見えない文字があります（地と同じ色の文字）", "it holds text in the colour of its background"),
        (page.covered, "図形や画像の下に文字が残っています", "it holds text under a shape or picture"),
        (page.outside, "ページの外に文字があります", "it holds text outside the visible page"),
    ];
    for (_, ja, en) in faults.into_iter().filter(|(found, ..)| *found) {
        report.fault(codes::COVERED_TEXT, ja, en);
    }
}

/// What reading one page may cost: a second or so. A page of text costs some thousands.
const MOST: usize = 50_000_000;
/// What all pages of a file may cost together.
const MOST_SUM: usize = 10 * MOST;
/// A drawing inside a drawing, or a clip.
const INNER: usize = 1_000;
/// Each letter is held against every shape; so many looks cost as much as one step of drawing.
const LOOKS: usize = 64;

/// The page costs more than that.
struct TooMuch;

/// Listens to the drawing of one page.
#[derive(Default)]
struct Drawn {
    page: Page,
    text: String,
    letters: usize,
    unknown: usize,
    line: Option<Point>,
    /// For each open group: whether what is drawn in it covers what lies below.
    groups: Vec<bool>,
    blended: bool,
    masked: bool,
    effort: usize,
}

impl Drawn {
    /// Counts what a step costs, and ends the drawing when it was too much. Unwinding is no panic here: nothing is printed, and the
    /// one who began the drawing takes it up.
    fn spend(&mut self, cost: usize) {
        self.effort = self.effort.saturating_add(cost);
        if self.effort > MOST {
            resume_unwind(Box::new(TooMuch));
        }
    }

    fn covers(&self) -> bool {
        !self.blended && !self.masked && self.groups.iter().all(|opaque| *opaque)
    }

    /// What a paint does to the page: its colour, where it is one and hides what lies below.
    fn ground(&self, paint: &Paint) -> Ground {
        match paint {
            Paint::Color(colour) => match colour.to_rgba().to_rgba8() {
                [r, g, b, 250..=255] if self.covers() => Ground::Colour([r, g, b]),
                [_, _, _, 0] => Ground::Nothing,
                _ => Ground::Unknown,
            },
            Paint::Pattern(_) => Ground::Unknown,
        }
    }

    fn say(&mut self, glyph: &Glyph, at: Point) -> bool {
        self.letters += 1;
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => {
                self.unknown += 1;
                "\u{fffd}".to_owned()
            }
        };
        if self.line.is_some_and(|line| (line.y - at.y).abs() > 1.0 && (line.x - at.x).abs() > 1.0) {
            self.text.push('\n');
        }
        self.line = Some(at);
        self.text.push_str(&text);
        !text.trim().is_empty()
    }
}

impl<'a> Device<'a> for Drawn {
    fn set_soft_mask(&mut self, mask: Option<SoftMask<'a>>) {
        self.masked = mask.is_some();
    }

    fn set_blend_mode(&mut self, mode: BlendMode) {
        self.blended = mode != BlendMode::Normal;
    }

    fn draw_path(&mut self, path: &BezPath, transform: Affine, paint: &Paint<'a>, mode: &PathDrawMode) {
        let (shape, even_odd) = match mode {
            PathDrawMode::Fill(rule) => (transform * path.clone(), *rule == FillRule::EvenOdd),
            PathDrawMode::Stroke(props) => {
                let style = kurbo::Stroke::new(props.line_width.into());
                let outline = kurbo::stroke(path.iter(), &style, &kurbo::StrokeOpts::default(), 0.1);
                (transform * outline, false)
            }
        };
        self.spend(1 + path.elements().len() + self.page.above() / LOOKS);
        let ground = self.ground(paint);
        self.page.cover(Cover::new(shape, even_odd, ground));
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.spend(INNER + clip.path.elements().len());
        self.page.clips.push(Cover::new(clip.path.clone(), clip.fill == FillRule::EvenOdd, Ground::Unknown));
    }

    fn pop_clip_path(&mut self) {
        self.page.clips.pop();
    }

    // The type of the opacity is the library's.
    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, mode: BlendMode) {
        self.spend(INNER);
        self.groups.push(opacity >= 0.99 && mask.is_none() && mode == BlendMode::Normal);
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn draw_glyph(&mut self, glyph: &Glyph<'a>, transform: Affine, own: Affine, paint: &Paint<'a>, mode: &GlyphDrawMode) {
        self.spend(1 + self.page.below() / LOOKS);
        let place = transform * own;
        let outline = match glyph {
            Glyph::Outline(outline) => outline.outline().bounding_box(),
            // A letter made of drawing instructions: about as large as letters are.
            Glyph::Type3(_) => Rect::new(0.0, 0.0, 500.0, 700.0),
        };
        let seen = self.say(glyph, place * Point::ORIGIN);
        if seen && outline.area() > 0.0 {
            let area = place.transform_rect_bbox(outline);
            let invisible = matches!(mode, GlyphDrawMode::Invisible) || matches!(self.ground(paint), Ground::Nothing);
            let colour = match self.ground(paint) {
                Ground::Colour(colour) => Some(colour),
                _ => None,
            };
            self.page.letter(Letter { area, colour, invisible });
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        self.spend(INNER + self.page.above() / LOOKS);
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let shape = transform * Rect::new(0.0, 0.0, width, height).to_path(0.1);
        let whole = match &image {
            Image::Raster(picture) => {
                let dict = picture.stream().dict();
                !dict.contains_key("SMask") && !dict.contains_key("Mask") && self.covers()
            }
            Image::Stencil(_) => false,
        };
        self.page.cover(Cover::new(shape, false, if whole { Ground::Picture } else { Ground::Unknown }));
    }
}
