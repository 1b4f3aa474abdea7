//! Which letters of a page cannot be seen: drawn invisibly, in the colour of what lies below, under a shape or picture, or
//! outside the page.
//!
//! In: letters, shapes and pictures in the order of drawing. Out: four answers. Never: certainty; what only half covers a
//! letter, or only half lets it through, is left to the person who attests the file.

use kurbo::{BezPath, Point, Rect, Shape};

/// Colours nearer than this (of 255 in each part) cannot be told apart by a reader.
const SAME: u8 = 20;
const WHITE: [u8; 3] = [255, 255, 255];

/// What a shape does to what lies below it.
#[derive(Clone, Copy)]
pub enum Ground {
    /// Hides it behind one colour.
    Colour([u8; 3]),
    /// Hides it behind a picture.
    Picture,
    /// May let it through: transparent, blended, a pattern.
    Unknown,
    /// Draws nothing.
    Nothing,
}

/// A shape on the page.
pub struct Cover {
    path: BezPath,
    bounds: Rect,
    even_odd: bool,
    ground: Ground,
}

impl Cover {
    /// From its outline in the page's own coordinates.
    pub fn new(path: BezPath, even_odd: bool, ground: Ground) -> Cover {
        let bounds = path.bounding_box();
        Cover { path, bounds, even_odd, ground }
    }

    fn holds(&self, point: Point) -> bool {
        self.bounds.contains(point) && {
            let winding = self.path.winding(point);
            if self.even_odd { winding % 2 != 0 } else { winding != 0 }
        }
    }
}

/// A letter on the page.
pub struct Letter {
    pub area: Rect,
    /// `None` where it is drawn in more than one colour, or half transparent.
    pub colour: Option<[u8; 3]>,
    pub invisible: bool,
}

impl Letter {
    /// The middle and four points around it: a shape that holds them leaves nothing to read.
    fn points(&self) -> [Point; 5] {
        let (c, w, h) = (self.area.center(), self.area.width() / 4.0, self.area.height() / 4.0);
        [
            c,
            Point::new(c.x - w, c.y - h),
            Point::new(c.x + w, c.y - h),
            Point::new(c.x - w, c.y + h),
            Point::new(c.x + w, c.y + h),
        ]
    }
}

/// One page while it is being drawn.
#[derive(Default)]
pub struct Page {
    area: Rect,
    pub clips: Vec<Cover>,
    covers: Vec<(Cover, Rect)>,
    letters: Vec<Letter>,
    pub invisible: bool,
    pub same_colour: bool,
    pub covered: bool,
    pub outside: bool,
}

impl Page {
    /// An empty page; `area` is what a reader sees of it.
    pub fn new(area: Rect) -> Page {
        Page { area, ..Page::default() }
    }

    /// How many shapes are looked at when a letter is drawn.
    pub fn below(&self) -> usize {
        self.clips.len() + self.covers.len()
    }

    /// How many letters are looked at when a shape is drawn.
    pub fn above(&self) -> usize {
        self.clips.len() + self.letters.len()
    }

    /// What is left of the page by the clips.
    fn window(&self) -> Rect {
        self.clips.iter().fold(self.area, |window, clip| window.intersect(clip.bounds))
    }

    /// A letter is drawn.
    pub fn letter(&mut self, letter: Letter) {
        if letter.invisible {
            self.invisible = true;
            return;
        }
        let shown = self.window().intersect(letter.area);
        if shown.width() <= 0.0 || shown.height() <= 0.0 {
            self.outside = true;
            return;
        }
        let centre = letter.area.center();
        let below = self.covers.iter().rev().find(|(cover, window)| window.contains(centre) && cover.holds(centre));
        let below = below.map_or(Ground::Colour(WHITE), |(cover, _)| cover.ground);
        if let (Ground::Colour(below), Some(colour)) = (below, letter.colour) {
            self.same_colour |= below.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < SAME);
        }
        self.letters.push(letter);
    }

    /// A shape or picture is drawn.
    pub fn cover(&mut self, cover: Cover) {
        let window = self.window();
        if matches!(cover.ground, Ground::Nothing) {
            return;
        }
        if matches!(cover.ground, Ground::Colour(_) | Ground::Picture) {
            let hides =
                |point: Point| window.contains(point) && cover.holds(point) && self.clips.iter().all(|clip| clip.holds(point));
            let near = |letter: &&Letter| cover.bounds.overlaps(letter.area);
            self.covered |= self.letters.iter().filter(near).any(|letter| letter.points().into_iter().all(hides));
        }
        self.covers.push((cover, window));
    }
}
