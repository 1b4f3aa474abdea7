//! What is said of a spreadsheet: each finding names its cells in its words, since there is no text to point into.
//!
//! In: places, and words that show. Out: findings. Never: a word of anything that does not show.

use super::grid::{Doubt, place};
use super::kinds::{Column, Type};
use crate::diagnostics::{Code, Finding, Words, codes};
use crate::figures::{FiscalYear, Lang};

/// How many places a finding names.
const NAMED: usize = 8;

fn finding(code: &'static Code, ja: String, en: String, help_ja: &str, help_en: &str) -> Finding {
    Finding::new(code, Words::new(ja, en)).help(Words::new(help_ja, help_en))
}

/// Places side by side, the first ones of many.
fn listed(places: &[String]) -> (String, String) {
    let shown = places.iter().take(NAMED).cloned().collect::<Vec<_>>();
    let more = places.len().saturating_sub(NAMED);
    match more {
        0 => (shown.join("、"), shown.join(", ")),
        n => (format!("{} ほか {n} か所", shown.join("、")), format!("{} and {n} more", shown.join(", "))),
    }
}

/// Not a workbook, or a broken one.
pub fn damaged() -> Finding {
    finding(
        codes::SHEET_UNREADABLE,
        "表計算のファイルを読めません。壊れているか、xlsx でも CSV でもありません。".to_owned(),
        "the spreadsheet cannot be read: it is damaged, or neither xlsx nor CSV".to_owned(),
        "表計算ソフトで開き、「Excel ブック（.xlsx）」か「CSV UTF-8」で保存し直してください。",
        "open it in a spreadsheet program and save it again as .xlsx or as CSV in UTF-8.",
    )
}

/// An .xls file, or one with a password.
pub fn old_or_locked() -> Finding {
    finding(
        codes::SHEET_UNREADABLE,
        "古い形式（.xls）か、パスワードの付いたファイルです。".to_owned(),
        "this is a file of the old kind (.xls), or one with a password".to_owned(),
        "パスワードを外し、「Excel ブック（.xlsx）」で保存し直してください。",
        "take off the password and save it as .xlsx.",
    )
}

/// More than a table that a person reads.
pub fn too_large() -> Finding {
    finding(
        codes::SHEET_TOO_LARGE,
        "表が大きすぎます（1万行、1,000列、100万セルまで）。".to_owned(),
        "the table is too large (at most 10,000 rows, 1,000 columns, a million cells)".to_owned(),
        "要る表だけを別のファイルに写してください。書式だけの行や列も消してください。",
        "copy the table that you need into a file of its own, without rows and columns that hold nothing but formats.",
    )
}

/// Bytes of no known encoding.
pub fn encoding_unknown() -> Finding {
    finding(
        codes::SHEET_UNREADABLE,
        "文字コードが分かりません（UTF-8 でも Shift_JIS でもありません）。".to_owned(),
        "the encoding is not known: neither UTF-8 nor Shift_JIS".to_owned(),
        "「CSV UTF-8」で保存し直してください。",
        "save it again as CSV in UTF-8.",
    )
}

/// Bytes of two possible encodings.
pub fn encoding_doubtful(taken: &str) -> Finding {
    finding(
        codes::ENCODING,
        format!("文字コードがはっきりしません。{taken} として読みました。"),
        format!("the encoding is not certain; it was read as {taken}"),
        "下の結果の文字が正しいか確かめてください。違うときは「CSV UTF-8」で保存し直します。",
        "see whether the characters below are right; if not, save the file as CSV in UTF-8.",
    )
}

/// No headings that kohyo knows.
pub fn no_table(kind: &str, sheets: &[String]) -> Finding {
    let names = sheets.join("、");
    finding(
        codes::NO_TABLE,
        format!("{kind} の見出しの行が見つかりません（見たシート: {names}）。"),
        format!("no line of headings for {kind} was found (sheets: {})", sheets.join(", ")),
        "見出しの行を含めて --range A5:H40 のように表の範囲を、--sheet でシートを指定してください。見出しの書き方は docs/spreadsheets.ja.md にあります。",
        "name the cells with --range A5:H40, headings included, and the sheet with --sheet; docs/spreadsheets.md lists the headings.",
    )
}

/// A sheet that is not there, or does not show.
pub fn no_sheet(name: &str, sheets: &[String]) -> Finding {
    finding(
        codes::NO_TABLE,
        format!("「{name}」という表示されているシートはありません。"),
        format!("there is no visible sheet `{name}`"),
        &format!("シート: {}", sheets.join("、")),
        &format!("sheets: {}", sheets.join(", ")),
    )
}

/// A plan or year that the site does not have.
pub fn no_plan(plan: &str, year: FiscalYear, known: &[String]) -> Finding {
    let (ja, en) = (year.name(Lang::Ja), year.name(Lang::En));
    finding(
        codes::NO_TABLE,
        format!("計画「{plan}」の{ja}は、このサイトにありません。"),
        format!("this site has no {en} of a plan `{plan}`"),
        &format!("--plan と --year を確かめてください。計画: {}", known.join("、")),
        &format!("check --plan and --year; plans: {}", known.join(", ")),
    )
}

/// Another table on another sheet.
pub fn other_sheet(name: &str) -> Finding {
    finding(
        codes::LEFT_OUT,
        format!("シート「{name}」にも表があります。取り込んでいません。"),
        format!("sheet `{name}` holds a table as well; it was not imported"),
        "取り込むなら、--sheet でそのシートを指定してもう一度実行してください。",
        "to import it, run this again with --sheet.",
    )
}

/// Other headings further down.
pub fn second_table(place: &str) -> Finding {
    finding(
        codes::LEFT_OUT,
        format!("{place} から別の表が始まります。そこから下は取り込んでいません。"),
        format!("another table begins at {place}; nothing from there on was imported"),
        "取り込むなら、--range でその範囲を指定してもう一度実行してください。",
        "to import it, run this again with --range.",
    )
}

/// A column without a heading.
pub fn no_heading(place: &str) -> Finding {
    finding(
        codes::UNKNOWN_COLUMN,
        format!("{place}: 見出しのない列です。取り込んでいません。"),
        format!("{place}: a column without a heading; it was not imported"),
        "列に見出しを付けるか、要らなければ消してください。",
        "give the column a heading, or remove it.",
    )
}

/// A column that kohyo does not know.
pub fn unknown_heading(place: &str, text: &str, nearest: Option<&str>) -> Finding {
    let text = text.replace('\n', "");
    let help = nearest.map_or_else(
        || {
            Words::new(
                "要る列なら、知られている見出しに変えてください（docs/spreadsheets.ja.md）。",
                "if you need it, give it a heading that kohyo knows (docs/spreadsheets.md).",
            )
        },
        |near| {
            Words::new(
                format!("「{near}」のことなら、見出しをそう変えてください。"),
                format!("if `{near}` is meant, change the heading to that."),
            )
        },
    );
    let message = Words::new(
        format!("{place}: 列「{text}」は分かりません。取り込んでいません。"),
        format!("{place}: the column `{text}` is not known; it was not imported"),
    );
    Finding::new(codes::UNKNOWN_COLUMN, message).help(help)
}

/// Two columns that mean the same.
pub fn same_heading(place: &str, text: &str) -> Finding {
    let text = text.replace('\n', "");
    finding(
        codes::UNKNOWN_COLUMN,
        format!("{place}: 列「{text}」は、左にある列と同じ意味です。取り込んでいません。"),
        format!("{place}: the column `{text}` means the same as one to its left; it was not imported"),
        "どちらかの見出しを変えてください。",
        "change one of the two headings.",
    )
}

/// A column for which the data have no key.
pub fn no_key(place: &str, column: &Column) -> Finding {
    let name = column.names.first().copied().unwrap_or_default();
    finding(
        codes::LEFT_OUT,
        format!("{place}: 「{name}」の列は取り込みません。データにその項目がありません。"),
        format!("{place}: the column `{name}` is not imported; the data have no key for it"),
        "公表する内容なら、備考や概要に書いてください。個人の氏名は書きません。",
        "write what is to be public into a note or summary; names of persons stay out.",
    )
}

/// Columns of years that are not asked for.
pub fn other_years(sheet: &str, columns: &[String], year: FiscalYear) -> Option<Finding> {
    let (ja, en) = listed(columns);
    let (of_ja, of_en) = (year.name(Lang::Ja), year.name(Lang::En));
    (!columns.is_empty()).then(|| {
        finding(
            codes::LEFT_OUT,
            format!("{}: {of_ja}ではない年度の列です。取り込んでいません。", place(sheet, &ja)),
            format!("{}: columns of other years than {of_en}; they were not imported", place(sheet, &en)),
            "その年度も取り込むなら、--year を変えてもう一度実行してください。",
            "to import them, run this again with another --year.",
        )
    })
}

/// 注 below the table.
pub fn notes(places: &[String]) -> Option<Finding> {
    let (ja, en) = listed(places);
    (!places.is_empty()).then(|| {
        finding(
            codes::LEFT_OUT,
            format!("{ja}: 表の注です。取り込んでいません。"),
            format!("{en}: notes of the table; they were not imported"),
            "公表する内容なら、行の note や概要に書いてください。",
            "write what is to be public into `note` or a summary.",
        )
    })
}

/// 合計
pub fn totals(places: &[String]) -> Option<Finding> {
    let (ja, en) = listed(places);
    (!places.is_empty()).then(|| {
        finding(
            codes::LEFT_OUT,
            format!("{ja}: 合計の行です。取り込んでいません。"),
            format!("{en}: lines of totals; they were not imported"),
            "合計は kohyo が検算に使う数値として、[[fact]] に手で書けます。",
            "a total that is to be public can be written as a [[fact]].",
        )
    })
}

/// A part of a table of targets for which the plan's file is the place.
pub fn of_the_plan(places: &[String]) -> Option<Finding> {
    let (ja, en) = listed(places);
    (!places.is_empty()).then(|| {
        finding(
            codes::LEFT_OUT,
            format!("{ja}: 目標の考え方や代替指標です。実績の表には入りません。"),
            format!("{en}: how targets were set, or alternative indicators; they are not results"),
            "計画のファイル（basis、approach）か note に書いてください。",
            "write it into the file of the plan (`basis`, `approach`) or into `note`.",
        )
    })
}

/// Pictures and text boxes.
pub fn pictures(sheet: &str) -> Finding {
    finding(
        codes::LEFT_OUT,
        format!("シート「{sheet}」に図や図形があります。取り込んでいません。"),
        format!("sheet `{sheet}` has pictures or shapes; they were not imported"),
        "図形の中の文字も、要るものはセルに書いてください。",
        "put words that stand in shapes into cells, if you need them.",
    )
}

fn hidden(ja: String, en: String) -> Finding {
    finding(
        codes::NOT_SHOWN,
        ja,
        en,
        "取り込んでいません。公表してよい内容なら、表示してからもう一度実行してください。そうでなければ、ファイルを人に渡す前に消してください。",
        "it was not imported. If it may be public, unhide it and run this again; if not, remove it before you pass the file on.",
    )
}

/// A hidden sheet, by its number: its name does not show.
pub fn hidden_sheet(number: usize) -> Finding {
    hidden(format!("{number} 枚目のシートは非表示です。"), format!("sheet number {number} is hidden"))
}

/// Hidden rows that hold something.
pub fn hidden_rows(sheet: &str, rows: &[String]) -> Option<Finding> {
    let (ja, en) = listed(rows);
    (!rows.is_empty()).then(|| {
        hidden(
            format!("{}: 非表示の行に値があります。", place(sheet, &ja)),
            format!("{}: hidden rows hold values", place(sheet, &en)),
        )
    })
}

/// Hidden columns that hold something.
pub fn hidden_columns(sheet: &str, columns: &[String]) -> Option<Finding> {
    let (ja, en) = listed(columns);
    (!columns.is_empty()).then(|| {
        hidden(
            format!("{}: 非表示か、幅のほとんどない列に値があります。", place(sheet, &ja)),
            format!("{}: columns that are hidden or next to no width hold values", place(sheet, &en)),
        )
    })
}

/// Cells whose letters nobody sees.
pub fn unseen(sheet: &str, cells: &[String]) -> Option<Finding> {
    let (ja, en) = listed(cells);
    (!cells.is_empty()).then(|| {
        hidden(
            format!("{}: 背景と同じ色、極小の文字、または何も表示しない書式のセルに値があります。", place(sheet, &ja)),
            format!(
                "{}: cells hold values in the colour of the paper, in tiny letters, or in a format that shows nothing",
                place(sheet, &en)
            ),
        )
    })
}

/// Values below merged cells.
pub fn covered(sheet: &str, cells: &[String]) -> Option<Finding> {
    let (ja, en) = listed(cells);
    (!cells.is_empty()).then(|| {
        hidden(
            format!("{}: 結合したセルの下に、見えない値が残っています。", place(sheet, &ja)),
            format!("{}: values that do not show are left below merged cells", place(sheet, &en)),
        )
    })
}

/// Comments.
pub fn comments(sheet: &str, cells: &[String]) -> Option<Finding> {
    let (ja, en) = listed(cells);
    (!cells.is_empty()).then(|| {
        hidden(
            format!("{}: コメント（メモ）が付いています。", place(sheet, &ja)),
            format!("{}: cells have comments", place(sheet, &en)),
        )
    })
}

/// Defined names that hold values.
pub fn hidden_names(count: usize) -> Finding {
    hidden(
        format!("名前の定義に、値や数式を持つもの、または非表示のものが {count} 個あります。"),
        format!("{count} defined name(s) hold values or formulas, or are hidden"),
    )
}

/// Parts of the file that hold copies of data.
pub fn unread_parts(count: usize) -> Finding {
    hidden(
        format!("ピボットの元データ、外部リンク、マクロなど、表に出ない部分が {count} 個あります。"),
        format!("{count} part(s) of the file do not show: source data of pivots, links to other files, macros or the like"),
    )
}

/// A cell of which it cannot be said what it shows.
pub fn doubtful(place: &str, doubt: Doubt) -> Finding {
    let why = doubt.words();
    finding(
        codes::DOUBTFUL_CELL,
        format!("{place}: 何と表示されるか確定できません。{}。", why.ja),
        format!("{place}: what this cell shows cannot be told; {}", why.en),
        "印刷された文字のとおりに、文字列として入力するか、0.0 や #,##0 のような表示形式にしてください。",
        "type the printed characters as text, or choose a number format such as 0.0 or #,##0.",
    )
}

/// 非公表 without a ground.
pub fn no_ground(place: &str) -> Finding {
    finding(
        codes::UNGROUNDED_CELL,
        format!("{place}: 非公表とありますが、根拠が指定されていません。"),
        format!("{place}: this is withheld, but no ground was named"),
        "--ground に data/grounds.toml の ID を指定してください（例: --ground joho-5-2a）。",
        "name an id of data/grounds.toml, e.g. --ground joho-5-2a.",
    )
}

/// Rows that nobody named: where, and the id that stands in for theirs.
pub fn new_ids(given: &[(String, String)]) -> Option<Finding> {
    let pairs: Vec<String> = given.iter().map(|(place, id)| format!("{place} {id}")).collect();
    let (ja, en) = listed(&pairs);
    (!given.is_empty()).then(|| proposed(&ja, &en))
}

fn proposed(ja: &str, en: &str) -> Finding {
    finding(
        codes::PROPOSED_ID,
        format!("新しい行や数値に、仮の ID を付けました（{ja}）。"),
        format!("new rows or figures; these ids stand in for theirs ({en})"),
        "公表する前に、内容の分かる ID に変えてください。ID の列で指定することもできます。公表した後は変えられません。",
        "give it a telling id before it is published, here or in a column of ids; it cannot change afterwards.",
    )
}

/// A target that the plan does not have.
pub fn unknown_target(place: &str, text: &str) -> Finding {
    let text = text.replace('\n', "");
    finding(
        codes::NOT_UNDERSTOOD,
        format!("{place}: 「{text}」という数値目標や評価指標は、この計画にありません。"),
        format!("{place}: the plan has no target or group `{text}`"),
        "計画のファイル（data/plans）の label か name と同じに書くか、数値目標ID の列を足してください。",
        "write it as `label` or `name` in the file of the plan, or add a column with the id of the target.",
    )
}

/// A cell that says nothing its column could hold.
pub fn not_understood(place: &str, text: &str, column: &Column) -> Finding {
    let (name, text) = (column.names.first().copied().unwrap_or_default(), text.replace('\n', " "));
    let accepted = match column.kind {
        Type::Word(pairs) | Type::Words(pairs) => pairs.iter().map(|(shown, _)| *shown).collect::<Vec<_>>().join("、"),
        Type::Bodies => "data/bodies.toml (name)".to_owned(),
        Type::Targets => "全て、－、data/plans (label)".to_owned(),
        Type::Id | Type::Ids => "keihin-2022".to_owned(),
        Type::Date | Type::Dates => "2024-10-09、令和6年10月9日、FY2024".to_owned(),
        _ => "令和6年度、累計".to_owned(),
    };
    finding(
        codes::NOT_UNDERSTOOD,
        format!("{place}: 「{text}」は、列「{name}」の内容として分かりません。"),
        format!("{place}: `{text}` cannot stand in the column `{name}`"),
        &format!("使えるもの: {accepted}"),
        &format!("accepted: {accepted}"),
    )
}

/// An id of the wrong form.
pub fn bad_id(place: &str, text: &str) -> Finding {
    finding(
        codes::NOT_UNDERSTOOD,
        format!("{place}: 「{text}」は ID に使えない形です。"),
        format!("{place}: `{text}` cannot be an id"),
        "小文字の英数字を - でつないでください（例: keihin-2022）。",
        "use lower-case letters and digits joined by `-`, e.g. keihin-2022.",
    )
}

/// A line without a name.
pub fn nameless(place: &str) -> Finding {
    finding(
        codes::NOT_UNDERSTOOD,
        format!("{place}: 名前も ID もない行です。"),
        format!("{place}: a line without a name or an id"),
        "名前の列を埋めるか、行を消すか、--range で範囲を狭めてください。",
        "fill in the name, remove the line, or narrow the table with --range.",
    )
}

/// A name that several rows have.
pub fn ambiguous(place: &str) -> Finding {
    finding(
        codes::NOT_UNDERSTOOD,
        format!("{place}: 同じ名前の行がデータに二つ以上あります。"),
        format!("{place}: the data have several rows of this name"),
        "ID の列を足して、どの行か示してください。",
        "add a column of ids that says which one is meant.",
    )
}

/// Two lines for one row.
pub fn twice(place: &str, id: &str) -> Finding {
    finding(
        codes::CONFLICT,
        format!("{place}: 「{id}」の行がもう一度あります。"),
        format!("{place}: a second line for `{id}`"),
        "どちらかの行を消すか、ID の列で別の行にしてください。",
        "remove one of the two lines, or tell them apart by a column of ids.",
    )
}

/// Lines of one row that say different things.
pub fn differs(place: &str, first: &str) -> Finding {
    finding(
        codes::CONFLICT,
        format!("{place}: 同じ行のはずですが、{first} と違うことが書かれています。"),
        format!("{place}: this belongs to the same row, but says something else than {first}"),
        "同じ内容にするか、2行目からは空にするか、セルを結合してください。",
        "write the same, leave all but the first line empty, or merge the cells.",
    )
}

/// A figure that is none.
pub fn words_for_figure(place: &str, text: &str) -> Finding {
    finding(
        codes::WORDS_FOR_FIGURE,
        format!("{place}: 「{text}」は数値として読めないので、語句として取り込みました。"),
        format!("{place}: `{text}` cannot be read as a figure; it was taken as words"),
        "数値なら、単位を data/units.toml に足してもう一度実行してください。語句なら、英訳を書いてください。",
        "if it is a figure, add its unit to data/units.toml and run this again; if it is words, write their English.",
    )
}

/// A date that is none.
pub fn no_date(place: &str) -> Finding {
    finding(
        codes::NOT_UNDERSTOOD,
        format!("{place}: 日付として読めません。"),
        format!("{place}: this cannot be read as a date"),
        "1909年5月20日、平成元年、2024-10-09 のように書いてください。",
        "write it like 2024-10-09, or as the document prints it: 1909年5月20日, 平成元年.",
    )
}

/// Rows that the table does not have.
pub fn not_in_table(path: &str, ids: &[String]) -> Option<Finding> {
    let (ja, en) = listed(ids);
    (!ids.is_empty()).then(|| {
        finding(
            codes::NOT_IN_TABLE,
            format!("{path}: 表にない行はそのまま残しました（{ja}）。"),
            format!("{path}: rows that the table does not have were left as they are ({en})"),
            "要らない行なら、手で消してください。",
            "remove them yourself if they are not needed.",
        )
    })
}

/// A text that changed under its English.
pub fn stale_english(place: &str, id: &str, key: &str) -> Finding {
    finding(
        codes::OLD_ENGLISH,
        format!("{place}: 「{id}」の {key} の日本語が変わります。英語は前のままです。"),
        format!("{place}: the Japanese of `{key}` of `{id}` changes; its English stays as it was"),
        "英語を見直すか、英語の列を表に足してください。",
        "look at the English again, or add a column for it to the table.",
    )
}

/// A value where something was withheld.
pub fn opened(place: &str, id: &str, key: &str) -> Finding {
    finding(
        codes::OPENED,
        format!("{place}: 「{id}」の {key} は、これまで非公表でした。表には値があります。"),
        format!("{place}: `{key}` of `{id}` was withheld so far; the table holds a value"),
        "公表すると決めたのでなければ、表のセルを「非公表」にしてもう一度実行してください。",
        "unless it was decided to publish it, write 非公表 into the cell and run this again.",
    )
}

/// A file that cannot be edited.
pub fn broken_target(path: &str) -> Finding {
    finding(
        codes::NOT_WRITTEN,
        format!("{path} は TOML として読めないか、書き換えられない形です。"),
        format!("{path} cannot be read as TOML, or is written in a way that kohyo does not edit"),
        "kohyo check の指摘を直してから、もう一度実行してください。",
        "settle what kohyo check finds and run this again.",
    )
}

/// A new file that needs a decision.
pub fn needs_decision(path: &str) -> Finding {
    finding(
        codes::NEEDS_DECISION,
        format!("{path}: 一部非公表のファイルになります。"),
        format!("{path}: this file will be partly withheld"),
        "[disclosure] に決定日（decided）、見直す日（review）、理由（reason）を書き足してください。",
        "add `decided`, `review` and `reason` to [disclosure].",
    )
}

/// A year without public rows of that kind.
pub fn nothing_to_export(kind: &str, year: FiscalYear) -> Finding {
    let (ja, en) = (year.name(Lang::Ja), year.name(Lang::En));
    finding(
        codes::NO_TABLE,
        format!("{ja}の「{kind}」に、公表されている行がありません。"),
        format!("no public rows of this kind in {en}"),
        "--as、--plan、--year を確かめてください。",
        "check --as, --plan and --year.",
    )
}

/// A file that could not be made.
pub fn not_exported() -> Finding {
    finding(
        codes::NOT_WRITTEN,
        "表を表計算のファイルにできません。".to_owned(),
        "the table cannot be made into a spreadsheet".to_owned(),
        "セルの文字が長すぎる（32,767字まで）ことがあります。CSV で書き出してください。",
        "a cell may be too long (at most 32,767 characters); write it as CSV.",
    )
}
