//! How printed figures follow from others. One formula serves twice: the recomputation evaluates it, the inference reasons with it.
//!
//! In: figures, chosen by the rules. Out: claims, evaluated and in words. Never: a verdict; a value of what is withheld.

use super::check::{Near, Outcome, PlanContext, each, joined};
use super::interval::{Fraction, Interval};
use crate::disclosed::{Figure, Status, Text, Unchecked};
use crate::figures::Lang;

/// How a figure in a formula is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// It was measured, and rounded before it was printed.
    Measured,
    /// It was set: the number that is printed.
    Set,
    /// It is one of a column of amounts, in which a dash or a blank is nothing.
    Amount,
}

/// A figure in a formula.
#[derive(Clone, Copy, Debug)]
pub struct Term<'a> {
    /// Which figure.
    pub figure: &'a Figure<'a>,
    /// How it is read.
    pub reading: Reading,
}

/// A formula.
#[derive(Clone, Debug)]
pub enum Shape<'a> {
    /// All together; of one figure, the figure itself.
    Sum(Vec<Term<'a>>),
    /// The first without the second.
    Difference(Term<'a>, Term<'a>),
    /// Both multiplied.
    Product(Term<'a>, Term<'a>),
    /// All together, divided by how many they are.
    Average(Vec<Term<'a>>),
    /// top ÷ bottom × 100 − less.
    Percent {
        /// What is divided.
        top: Term<'a>,
        /// What it is divided by.
        bottom: Term<'a>,
        /// 100 for growth, else 0.
        less: i128,
    },
    /// Values weighted in per cent of the whole; of one value, the value itself. `cap`: above 100 counts as 100.
    Mean {
        /// Values with their weights.
        parts: Vec<(Term<'a>, Term<'a>)>,
        /// Whether a value above 100 counts as 100.
        cap: bool,
    },
    /// So many rows of a table.
    Rows(usize, String),
}

/// How a figure stands to its formula.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sign {
    /// It is the result.
    Equal,
    /// It is not greater.
    AtMost,
    /// It is not smaller.
    AtLeast,
}

/// What a formula is held against.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A printed figure.
    Figure(&'a Figure<'a>),
    /// 100 %; the figure is the first of the parts, by which the check is known.
    Hundred(&'a Figure<'a>),
}

/// That a figure follows from others.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// The rule that says so.
    pub rule: &'static str,
    /// What follows.
    pub subject: Subject<'a>,
    /// How it stands to the formula.
    pub sign: Sign,
    /// From what it follows.
    pub shape: Shape<'a>,
    /// How near the formula has to come.
    pub near: Near,
    /// Why it cannot be recomputed, whatever the figures are. A reader may try the formula all the same.
    pub barred: Option<Unchecked>,
}

impl<'a> Term<'a> {
    /// A measured figure.
    pub fn measured(figure: &'a Figure<'a>) -> Term<'a> {
        Term { figure, reading: Reading::Measured }
    }

    /// A figure that was set.
    pub fn set(figure: &'a Figure<'a>) -> Term<'a> {
        Term { figure, reading: Reading::Set }
    }

    /// An amount of a column.
    pub fn amount(figure: &'a Figure<'a>) -> Term<'a> {
        Term { figure, reading: Reading::Amount }
    }

    /// Its value.
    pub fn read(&self, cx: &PlanContext) -> Result<Outcome, Unchecked> {
        match self.reading {
            Reading::Set => cx.read_set(self.figure),
            Reading::Amount if self.is_nothing() => Ok(Outcome::constant(0)),
            Reading::Measured | Reading::Amount => cx.read_measured(self.figure),
        }
    }

    /// Whether a dash or a blank stands for nothing.
    pub fn is_nothing(&self) -> bool {
        self.reading == Reading::Amount && matches!(self.figure.cell.status(), Status::Dash | Status::Blank)
    }
}

impl<'a> Subject<'a> {
    /// The figure by which a check is known.
    pub fn figure(&self) -> &'a Figure<'a> {
        match self {
            Subject::Figure(figure) | Subject::Hundred(figure) => figure,
        }
    }
}

impl<'a> Claim<'a> {
    /// That a printed figure is the result of a formula.
    pub fn new(rule: &'static str, figure: &'a Figure<'a>, shape: Shape<'a>, near: Near) -> Claim<'a> {
        Claim { rule, subject: Subject::Figure(figure), sign: Sign::Equal, shape, near, barred: None }
    }

    /// The same claim, which the documents do not allow to recompute.
    pub fn barred(self, why: Option<Unchecked>) -> Claim<'a> {
        Claim { barred: why, ..self }
    }

    /// The result of the formula, or why there is none.
    pub fn outcome(&self, cx: &PlanContext) -> Result<Outcome, Unchecked> {
        match self.barred {
            Some(why) => Err(why),
            None => self.shape.outcome(cx),
        }
    }
}

impl<'a> Shape<'a> {
    /// The figures in it, in their order.
    pub fn terms(&self) -> Vec<Term<'a>> {
        match self {
            Shape::Sum(terms) | Shape::Average(terms) => terms.clone(),
            Shape::Difference(one, other) | Shape::Product(one, other) => vec![*one, *other],
            Shape::Percent { top, bottom, .. } => vec![*top, *bottom],
            Shape::Mean { parts, .. } => parts.iter().flat_map(|(value, weight)| [*value, *weight]).collect(),
            Shape::Rows(..) => Vec::new(),
        }
    }

    /// Its result.
    fn outcome(&self, cx: &PlanContext) -> Result<Outcome, Unchecked> {
        let large = Unchecked::TooLarge;
        match self {
            Shape::Sum(terms) => sum(cx, terms),
            Shape::Average(terms) => {
                let number = i128::try_from(terms.len()).map_err(|_| large)?;
                sum(cx, terms)?.over(Outcome::constant(number)).ok_or(Unchecked::Missing)
            }
            Shape::Difference(one, other) => one.read(cx)?.minus(other.read(cx)?).ok_or(large),
            Shape::Product(one, other) => one.read(cx)?.times(other.read(cx)?).ok_or(large),
            Shape::Percent { top, bottom, less } => {
                let hundredfold = top.read(cx)?.times(Outcome::constant(100)).ok_or(large)?;
                let ratio = hundredfold.over(bottom.read(cx)?).ok_or(Unchecked::Zero)?;
                ratio.minus(Outcome::constant(*less)).ok_or(large)
            }
            Shape::Mean { parts, cap } => mean(cx, parts, *cap),
            Shape::Rows(number, _) => i128::try_from(*number).map(Outcome::constant).map_err(|_| large),
        }
    }

    /// With the figures in it.
    pub fn words(&self, cx: &PlanContext) -> Text {
        let say = |terms: &[Term]| terms.iter().map(|term| cx.say(term.figure)).collect::<Vec<_>>();
        match self {
            Shape::Sum(terms) => joined(&say(terms), "+"),
            Shape::Average(terms) => {
                let sum = joined(&say(terms), "+");
                each(|lang| format!("({}) ÷ {}", sum.any(lang), terms.len()))
            }
            Shape::Difference(one, other) => joined(&say(&[*one, *other]), "−"),
            Shape::Product(one, other) => joined(&say(&[*one, *other]), "×"),
            Shape::Percent { top, bottom, less } => {
                let ratio = joined(&say(&[*top, *bottom]), "÷");
                let tail = if *less == 0 { String::new() } else { format!(" − {less}") };
                each(|lang| format!("{} × 100{tail}", ratio.any(lang)))
            }
            Shape::Mean { parts, cap } => mean_words(cx, parts, *cap),
            Shape::Rows(number, table) => each(|lang| match lang {
                Lang::Ja => format!("表「{table}」の行は{number}"),
                Lang::En => format!("the table `{table}` has {number} rows"),
            }),
        }
    }
}

fn sum(cx: &PlanContext, terms: &[Term]) -> Result<Outcome, Unchecked> {
    let add = |total: Outcome, term: &Term| total.plus(term.read(cx)?).ok_or(Unchecked::TooLarge);
    terms.iter().try_fold(Outcome::constant(0), add)
}

fn mean(cx: &PlanContext, parts: &[(Term, Term)], cap: bool) -> Result<Outcome, Unchecked> {
    let value = |term: &Term| Ok(if cap { cut(term.read(cx)?) } else { term.read(cx)? });
    if let [(only, _)] = parts {
        // The progress of a group of one is that of its target.
        return value(only);
    }
    let mut total = Outcome::constant(0);
    for (part, weight) in parts {
        // The weight is read first: a missing weight says more than a missing value.
        let weight = weight.read(cx)?;
        let product = value(part)?.times(weight).ok_or(Unchecked::TooLarge)?;
        total = total.plus(product).ok_or(Unchecked::TooLarge)?;
    }
    total.over(Outcome::constant(100)).ok_or(Unchecked::TooLarge)
}

/// At most 100.
fn cut(outcome: Outcome) -> Outcome {
    let hundred = Fraction::whole(100);
    if outcome.exact < hundred {
        return outcome;
    }
    Outcome { exact: hundred, range: Interval::point(hundred) }
}

fn mean_words(cx: &PlanContext, parts: &[(Term, Term)], cap: bool) -> Text {
    let terms: Vec<Text> = match parts {
        [(only, _)] => vec![cx.say(only.figure)],
        _ => parts.iter().map(|(value, weight)| joined(&[cx.say(value.figure), cx.say(weight.figure)], "×")).collect(),
    };
    let sum = joined(&terms, "+");
    each(|lang| match (cap, lang) {
        (false, _) => sum.any(lang).to_owned(),
        (true, Lang::Ja) => format!("{}（100%を超える進捗度は100%とする）", sum.any(lang)),
        (true, Lang::En) => format!("{} (progress above 100% counts as 100%)", sum.any(lang)),
    })
}
