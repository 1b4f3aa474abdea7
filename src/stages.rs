//! How far a build is, and how long each room took.
//!
//! In: the work of one room after the other. Out: the same results, and times. Never: anything that a site could depend on.

use crate::diagnostics::Words;
use std::time::{Duration, Instant};

/// A room that takes time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Files are read.
    Read,
    /// Texts become data.
    Load,
    /// References are checked.
    Validate,
    /// What is withheld is taken out.
    Redact,
    /// Figures are recomputed.
    Audit,
    /// Templates are read.
    Theme,
    /// Pages are made.
    Render,
    /// Every byte is looked through.
    Guard,
    /// Files are written.
    Publish,
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Stage; 9] = [
        Stage::Read,
        Stage::Load,
        Stage::Validate,
        Stage::Redact,
        Stage::Audit,
        Stage::Theme,
        Stage::Render,
        Stage::Guard,
        Stage::Publish,
    ];

    /// What is being done.
    pub fn name(self) -> Words {
        let (ja, en) = match self {
            Stage::Read => ("読み込み", "reading"),
            Stage::Load => ("解釈", "loading"),
            Stage::Validate => ("検査", "validating"),
            Stage::Redact => ("非公表の取り除き", "redacting"),
            Stage::Audit => ("検算", "auditing"),
            Stage::Theme => ("テーマ", "theme"),
            Stage::Render => ("ページ作り", "rendering"),
            Stage::Guard => ("出力の点検", "guarding"),
            Stage::Publish => ("書き出し", "publishing"),
        };
        Words::new(ja, en)
    }
}

/// How far the work of a room is: so many of so many.
pub type Far = (usize, usize);

/// The rooms that were gone through.
#[derive(Default)]
pub struct Stages<'a> {
    times: Vec<(Stage, Duration)>,
    tell: Option<&'a dyn Fn(Stage, Option<Far>)>,
}

impl<'a> Stages<'a> {
    /// The same, telling of each room before its work begins, and of how far it is.
    pub fn telling(tell: &'a dyn Fn(Stage, Option<Far>)) -> Stages<'a> {
        Stages { times: Vec::new(), tell: Some(tell) }
    }

    /// Does the work of a room.
    pub fn room<T>(&mut self, stage: Stage, work: impl FnOnce() -> T) -> T {
        self.tell(stage, None);
        self.timed(stage, |_| work())
    }

    /// Does the work of a room in which that of others is done, part by part. Their time is theirs.
    pub fn around<T>(&mut self, stage: Stage, work: impl FnOnce(&mut Stages<'a>) -> T) -> T {
        self.tell(stage, None);
        self.timed(stage, work)
    }

    /// Does a part of the work of a room, of which nobody is told.
    pub fn part<T>(&mut self, stage: Stage, work: impl FnOnce() -> T) -> T {
        self.timed(stage, |_| work())
    }

    /// Tells how far a room is.
    pub fn tell(&self, stage: Stage, far: Option<Far>) {
        if let Some(tell) = self.tell {
            tell(stage, far);
        }
    }

    fn timed<T>(&mut self, stage: Stage, work: impl FnOnce(&mut Stages<'a>) -> T) -> T {
        let at = self.times.iter().position(|(each, _)| *each == stage).unwrap_or_else(|| {
            self.times.push((stage, Duration::ZERO));
            self.times.len() - 1
        });
        let (began, others) = (Instant::now(), self.total());
        let done = work(self);
        let own = began.elapsed().saturating_sub(self.total() - others);
        if let Some((_, time)) = self.times.get_mut(at) {
            *time += own;
        }
        done
    }

    fn total(&self) -> Duration {
        self.times.iter().map(|(_, time)| *time).sum()
    }

    /// How long each of them took, in the order in which they were begun.
    pub fn times(&self) -> &[(Stage, Duration)] {
        &self.times
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    #[test]
    fn a_room_has_its_own_time_and_each_is_told_once() {
        let told = RefCell::new(Vec::new());
        let tell = |stage, far| told.borrow_mut().push((stage, far));
        let mut stages = Stages::telling(&tell);
        let long = Duration::from_millis(20);
        let began = Instant::now();
        stages.around(Stage::Render, |stages| {
            for lot in 1..=2 {
                stages.tell(Stage::Render, Some((lot, 2)));
                stages.part(Stage::Guard, || std::thread::sleep(long));
            }
        });
        let all = began.elapsed();
        stages.room(Stage::Guard, || ());
        let [(Stage::Render, render), (Stage::Guard, guard)] = stages.times() else { panic!("{:?}", stages.times()) };
        assert!(*guard >= 2 * long && *render + *guard <= all + long, "{render:?} {guard:?} {all:?}");
        let expected =
            [(Stage::Render, None), (Stage::Render, Some((1, 2))), (Stage::Render, Some((2, 2))), (Stage::Guard, None)];
        assert_eq!(told.into_inner(), expected);
    }
}
