//! What documents print, and every day since Meiji in each of its forms.

use super::*;
use crate::figures::{Lang, fiscal_year_of};
use proptest::prelude::*;

fn when(text: &str) -> When {
    When::parse(text).unwrap_or_else(|| panic!("{text}"))
}

fn full_width(text: &str) -> String {
    let wide = |c: char| char::from_u32(c as u32 + 0xFEE0).filter(|_| c.is_ascii_graphic()).unwrap_or(c);
    text.chars().map(wide).collect()
}

/// As printed, and as the data files write it.
const PRINTED: &[(&str, &str)] = &[
    ("平成24年度", "FY2012"),
    ("平成23年12月22日", "2011-12-22"),
    ("平成２３年１２月２２日", "2011-12-22"),
    ("平成25年 4 月", "2013-04"),
    ("昭和53年", "1978"),
    ("平成元年", "1989"),
    ("令和元年度", "FY2019"),
    ("平成31年度", "FY2019"),
    ("平成17年～", "2005.."),
    ("平成17年4月から", "2005-04.."),
    ("平成24年12月", "2012-12"),
    ("R1.9月頃", "2019-09"),
    ("R１.8", "2019-08"),
    ("H31.4", "2019-04"),
    ("H31.4.30", "2019-04-30"),
    ("Ｒ1.9", "2019-09"),
    ("R4", "2022"),
    ("2002年4月", "2002-04"),
    ("1909年5月20日", "1909-05-20"),
    ("1970（昭和45年）年6月16日", "1970-06-16"),
    ("1968年（昭和43年）12月5日", "1968-12-05"),
    ("1907 (明治40) 年 9 月 8 日", "1907-09-08"),
    ("1957 年 (昭和 32 年) 12 月 10 日", "1957-12-10"),
    ("2014年（平成26年）1月24日", "2014-01-24"),
    ("平成24年度(2012年度)", "FY2012"),
    ("平成24年度（2012年）", "FY2012"),
    ("H24～H25", "2012..2013"),
    ("H20～28年度", "FY2008..FY2016"),
    ("2008～2016年度", "FY2008..FY2016"),
    ("平成20年度〜平成28年度", "FY2008..FY2016"),
    ("平成30年9月～令和5年3月", "2018-09..2023-03"),
    ("平成30年9月から令和5年3月まで", "2018-09..2023-03"),
    ("H16年10月～H22年3月", "2004-10..2010-03"),
    ("平成23年6月～9月", "2011-06..2011-09"),
    ("平成31年4月～6月", "2019-04..2019-06"),
    ("令和6年10月9日～11日", "2024-10-09..2024-10-11"),
    ("令和6年10月9日～11月2日", "2024-10-09..2024-11-02"),
];

#[test]
fn reads_what_documents_print() {
    for (printed, expected) in PRINTED {
        assert_eq!(read_date(printed), Ok(when(expected)), "{printed}");
    }
}

#[test]
fn never_guesses() {
    for printed in [
        "",
        "R4春ごろ",
        "2012",
        "2012.4",
        "2011～2012",
        "24年度",
        "9月",
        "平成",
        "平成年",
        "平成0年",
        "平成2 5年",
        "平成100年",
        "平成24年13月",
        "平成25年2月29日",
        "平成24年4",
        "平成24年4月1",
        "平成24年度4月",
        "平成24年～25",
        "平成24年～まで",
        "～平成24年",
        "まで",
        "から",
        "平成30年～2年",
        "H30.9～12",
        "2012年（平成24年度）",
        "2012年（2012年）",
        "平成24年（平成24年）",
        "2012（平成24年",
        "昭和４５年頃まで",
        "調査中",
        "平成24年末",
        "平成24年4月上旬",
        "平成20年度～3月",
        "平成20年～3月",
    ] {
        assert_eq!(read_date(printed), Err(Unreadable), "{printed}");
    }
}

#[test]
fn two_years_side_by_side_must_be_one_year() {
    for printed in ["1970（昭和46年）年6月16日", "2014年（平成27年）1月24日", "平成24年度（2013年度）", "2019年（平成32年）"]
    {
        assert_eq!(read_date(printed), Err(DateError::YearsDisagree), "{printed}");
    }
}

#[test]
fn an_era_has_a_first_and_a_last_day() {
    let over = |printed: &str, at: &str| assert_eq!(read_date(printed), Err(DateError::EraOver(when(at))), "{printed}");
    let not_begun = |printed: &str, at: &str| assert_eq!(read_date(printed), Err(DateError::EraNotBegun(when(at))), "{printed}");
    over("昭和65年", "1990");
    over("平成32年", "2020");
    over("平成32年度", "FY2020");
    over("平成31年5月", "2019-05");
    over("昭和64年1月8日", "1989-01-08");
    over("昭和64年度", "FY1989");
    over("大正15年12月25日", "1926-12-25");
    over("平成30～32年度", "FY2018..FY2020");
    over("2020年（平成32年）7月", "2020-07");
    not_begun("平成元年1月7日", "1989-01-07");
    not_begun("令和元年4月", "2019-04");
    not_begun("令和元年４月～", "2019-04..");
    for (printed, at) in [
        ("昭和64年1月7日", "1989-01-07"),
        ("平成元年1月8日", "1989-01-08"),
        ("平成31年4月30日", "2019-04-30"),
        ("令和元年5月1日", "2019-05-01"),
    ] {
        assert_eq!(read_date(printed), Ok(when(at)), "{printed}");
    }
    assert_eq!(read_date("平成32年").err().and_then(DateError::western), Some(when("2020")));
    assert_eq!(Unreadable.western(), None);
}

/// Every day of the eras so far, and of the years that are planned for.
fn days() -> impl Iterator<Item = Date> {
    let last = Date::new(2060, 12, 31);
    std::iter::successors(Date::new(1868, 10, 23), |day| day.tomorrow()).take_while(move |day| Some(*day) <= last)
}

#[test]
fn every_day_since_meiji_is_read_back() {
    for day in days() {
        let era = Era::of_day(day).expect("an era");
        let (year, number) = (era.short(day.calendar_year()), era.number(day.calendar_year()));
        assert_eq!(era.western(number as i16).map(i64::from), Some(day.calendar_year()));
        let rest = format!("年{}月{}日", day.month(), day.day());
        let dotted = format!("{}{number}.{}.{}", era.letter, day.month(), day.day());
        for text in [format!("{year}{rest}"), full_width(&format!("{}{number}{rest}", era.name)), dotted] {
            assert_eq!(read_date(&text), Ok(When::At(Moment::day(day))), "{text}");
        }
    }
}

#[test]
fn every_day_lies_in_its_fiscal_year() {
    for day in days() {
        let year = fiscal_year_of(day);
        let moment = Moment::fiscal(year).expect("a fiscal year");
        assert!(moment.first_day() <= day && day <= moment.last_day(), "{day}");
        assert_eq!(read_date(&year.name(Lang::Ja)), Ok(When::At(moment)));
    }
}

fn moments() -> impl Strategy<Value = Moment> {
    (1868i16..2060, 1i8..=12, 1i8..=31, 0..4).prop_filter_map("a day that exists", |(year, month, day, precision)| {
        let date = Date::new(year, month, day).filter(|date| Era::of_day(*date).is_some())?;
        match precision {
            0 => Some(Moment::day(date)),
            1 => Some(Moment::month_of(date)),
            2 => Moment::year(year),
            _ => Moment::fiscal(FiscalYear(year.into())),
        }
    })
}

proptest! {
    #[test]
    fn never_panics(text in "\\PC*") {
        let _ = read_date(&text);
    }

    #[test]
    fn never_panics_near_a_date(text in "[平成令和昭元HRST0-9０-９年度月日頃（）()～から. .]{0,16}") {
        let _ = read_date(&text);
    }

    #[test]
    fn its_own_words_are_read_back(from in moments(), to in moments(), form in 0..3) {
        let when = match form {
            0 => Some(When::At(from)),
            1 => Some(When::Since(from)),
            _ => When::range(from, to).or_else(|| When::range(to, from)),
        };
        let when = when.expect("one of two directions");
        prop_assert_eq!(read_date(&when.long(Lang::Ja)), Ok(when));
        prop_assert_eq!(read_date(&full_width(&when.long(Lang::Ja))), Ok(when));
    }

    #[test]
    fn a_wrong_year_in_brackets_is_seen(year in 1869i16..2060, other in 1869i16..2060) {
        let era = Era::of_year(other.into()).expect("an era");
        let expected = if year == other { Ok(When::At(Moment::year(year).expect("a year"))) } else { Err(DateError::YearsDisagree) };
        prop_assert_eq!(read_date(&format!("{year}年（{}年）", era.short(other.into()))), expected);
    }
}
