//! What can be wrong with a mark, with its code, its sentence and what to do.
//!
//! In: the kind of fault. Out: a `Finding` without a place. Never: a word of the text in which it stands.

use crate::diagnostics::{Finding, Words, codes};

/// What is wrong with a mark, or with something that looks like one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// No closing bracket in the paragraph; this one is wanted.
    Unclosed(&'static str),
    /// A mark in a mark.
    Nested,
    /// The closing bracket stands in another paragraph.
    Crosses,
    /// Another closing bracket than this one.
    OtherFamily(&'static str),
    /// A second closing bracket, behind a mark that is closed.
    Surplus,
    /// Something stands at the mark word.
    Glued,
    /// The ground is not an id.
    BadGround,
    /// Nothing behind `:` or `#`.
    Empty(Empty),
    /// The number is not `W-2026-014`.
    BadNumber,
    /// A mark with a payload behind a backslash.
    EscapedPayload,
    /// No `:::` line ends the block.
    BlockUnclosed,
    /// A block in a block.
    BlockNested,
    /// Something else than a ground and a number on the first line.
    BlockWord,
    /// `:::` and no block.
    OrphanFence,
    /// A block in a data file.
    BlockInData,
    /// Written with entities, percent signs or escapes.
    Encoded,
    /// Blanks, tags, emphasis or unseen characters in it.
    Broken,
    /// Another word, or another form of it.
    Misspelt,
    /// The mark word among other words.
    Holding,
    /// Other brackets.
    LookAlike,
    /// One bracket around the bare word.
    Ambiguous,
    /// A line that is nearly the first line of a block.
    LookAlikeFence,
}

/// What has nothing behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Empty {
    /// `:`
    Ground,
    /// `#`
    Number,
}

impl Fault {
    /// The finding, without its place.
    pub fn finding(self) -> Finding {
        match self {
            Fault::Unclosed(close) => unclosed(close),
            Fault::OtherFamily(close) => other_family(close),
            Fault::Nested | Fault::Crosses | Fault::Surplus | Fault::Glued => shape(self),
            Fault::BadGround | Fault::Empty(_) | Fault::BadNumber | Fault::EscapedPayload => detail(self),
            Fault::BlockUnclosed | Fault::BlockNested | Fault::BlockWord | Fault::OrphanFence | Fault::BlockInData => block(self),
            Fault::Encoded | Fault::Broken | Fault::Misspelt | Fault::Holding => attempt(self),
            Fault::LookAlike | Fault::Ambiguous | Fault::LookAlikeFence => look_alike(self),
        }
    }
}

fn said(code: &'static crate::diagnostics::Code, message: (&str, &str), help: (&str, &str)) -> Finding {
    Finding::new(code, Words::new(message.0, message.1)).help(Words::new(help.0, help.1))
}

fn unclosed(close: &str) -> Finding {
    let help = Words::new(
        format!("同じ段落の中で、「非公表」（根拠や番号があればその後ろ）に続けて {close} を書いて閉じてください。"),
        format!("close it with {close} in the same paragraph, right behind the word, its ground and number."),
    );
    let message = Words::new("非公表の印が閉じていません。", "a withheld mark is not closed");
    Finding::new(codes::UNCLOSED_MARK, message).help(help)
}

fn other_family(close: &str) -> Finding {
    let message =
        Words::new("非公表の印が、別の種類のかっこで閉じています。", "a withheld mark is closed by a bracket of another kind");
    let help = Words::new(format!("この印は {close} で閉じてください。"), format!("this mark closes with {close}."));
    Finding::new(codes::MIXED_MARK, message).help(help)
}

fn shape(fault: Fault) -> Finding {
    match fault {
        Fault::Nested => said(
            codes::NESTED_MARK,
            (
                "非公表の印の中に、印か同じかっこがあります。",
                "a mark, or a bracket of the same kind, stands inside a withheld mark",
            ),
            (
                "外側の印だけにしてください。隠す言葉に同じかっこがあるなら、別の種類のかっこの印を使います。",
                "keep the outer mark alone; where the hidden words hold such a bracket, use a mark with other brackets.",
            ),
        ),
        Fault::Surplus => said(
            codes::MIXED_MARK,
            (
                "非公表の印は閉じているのに、同じ閉じかっこがもう一つあります。",
                "a withheld mark is closed, and another closing bracket of its kind follows",
            ),
            (
                "余分なかっこを消してください。隠す言葉にそのかっこがあるなら、別の種類のかっこの印を使います。",
                "remove the bracket; where the hidden words hold it, use a mark with other brackets.",
            ),
        ),
        Fault::Crosses => said(
            codes::MARK_ACROSS_PARAGRAPHS,
            ("非公表の印が、段落をまたいでいます。", "a withheld mark goes on into another paragraph"),
            ("段落ごとに印を付けるか、:::非公表 のブロックを使ってください。", "mark each paragraph, or use a :::非公表 block."),
        ),
        _ => said(
            codes::GLUED_MARK,
            ("非公表の印の中に、余分な言葉があります。", "there are further words in a withheld mark"),
            (
                "《非公表》、《非公表:根拠》、《非公表:根拠#番号》のいずれかで書きます。文字どおり印刷するなら \\《非公表》 とします。",
                "write 《非公表》, 《非公表:ground》 or 《非公表:ground#number》; to print it literally, \\《非公表》.",
            ),
        ),
    }
}

fn detail(fault: Fault) -> Finding {
    match fault {
        Fault::BadGround => said(
            codes::BAD_MARK_GROUND,
            ("非公表の印の根拠が、ID の形ではありません。", "the ground of a withheld mark does not have the form of an id"),
            (
                "data/grounds.toml にある ID を、joho-5-2a のように半角で書いてください。",
                "write an id of data/grounds.toml, such as joho-5-2a.",
            ),
        ),
        Fault::Empty(Empty::Ground) => said(
            codes::EMPTY_MARK_DETAIL,
            (": の後ろに根拠がありません。", "there is no ground behind the colon"),
            ("根拠を書くか、: を消してください。", "write a ground, or remove the colon."),
        ),
        Fault::Empty(Empty::Number) => said(
            codes::EMPTY_MARK_DETAIL,
            ("# の後ろに番号がありません。", "there is no number behind the #"),
            ("番号を書くか、# を消してください。", "write a number, or remove the #."),
        ),
        Fault::EscapedPayload => said(
            codes::PAYLOAD_IN_SOURCE,
            (
                "\\ の付いた印は何も隠しません。| の後ろの言葉が印刷されてしまいます。",
                "a mark behind a backslash hides nothing; the words behind the bar would be printed",
            ),
            (
                "隠すなら \\ を、説明のためなら | から後ろを消してください。",
                "remove the backslash to withhold them, or the bar and what follows it.",
            ),
        ),
        _ => said(
            codes::BAD_MARK_NUMBER,
            ("非公表の印の番号の形が違います。", "the number of a withheld mark has the wrong form"),
            (
                "W-2026-014 のように、半角の大文字・西暦・三桁以上の通し番号を - でつないで書きます。",
                "write it like W-2026-014: capital letters, year and a running number of three digits or more, joined by `-`.",
            ),
        ),
    }
}

fn block(fault: Fault) -> Finding {
    match fault {
        Fault::BlockUnclosed => said(
            codes::UNCLOSED_BLOCK,
            ("非公表のブロックが閉じていません。", "a withheld block is not closed"),
            ("::: だけの行で閉じてください。", "close it with a line of its own: :::"),
        ),
        Fault::BlockNested => said(
            codes::NESTED_BLOCK,
            (
                "非公表のブロックの中で、もう一つブロックが始まっています。",
                "another withheld block begins inside a withheld block",
            ),
            (
                "前のブロックを ::: で閉じるか、内側のブロックの行を消してください。",
                "close the one before with :::, or remove the lines of the inner one.",
            ),
        ),
        Fault::BlockWord => said(
            codes::BAD_BLOCK_LINE,
            (
                "ブロックの最初の行に、根拠と番号のほかの言葉があります。",
                "the first line of a block holds something else than a ground and a number",
            ),
            (
                ":::非公表 joho-5-6 #W-2026-015 のように、間を空けて書きます。隠す文章は次の行から書きます。",
                "write it like :::withheld joho-5-6 #W-2026-015, with blanks between; what is hidden begins on the next line.",
            ),
        ),
        Fault::OrphanFence => said(
            codes::ORPHAN_FENCE,
            ("閉じるものがない ::: があります。", "a ::: closes nothing"),
            (
                ":::非公表 の行が抜けているか、つづりが違います。文字どおり印刷するなら \\::: とします。",
                "the line :::withheld is missing or misspelt; to print it literally, write \\:::.",
            ),
        ),
        _ => said(
            codes::BLOCK_IN_DATA,
            ("::: の印は、ページの本文でだけ使えます。", "::: blocks are for the text of pages only"),
            ("データの文では《非公表:根拠》を使ってください。", "in data write 《非公表:ground》."),
        ),
    }
}

const WRITE: (&str, &str) = (
    "決裁の文書を確かめてください。伏せるなら、かっこごと《非公表》に置き換えます（公開する原稿では、中の言葉も消します）。伏せないと決まっているときだけ、かっこの前に \\ を付けます。中の言葉はそのまま公開されます。",
    "look at the decision. To withhold, write 《非公表》 in place of the bracket (in public sources without the words in it); only if it is to be public, put a backslash before the bracket: the words in it are published.",
);

fn attempt(fault: Fault) -> Finding {
    match fault {
        Fault::Encoded => said(
            codes::ENCODED_MARK,
            (
                "非公表の印が、文字参照や % などの符号で書かれています。",
                "a withheld mark is written with entities, percent signs or escapes",
            ),
            ("符号にせず《非公表》と書いてください。", "write it as it is: 《非公表》."),
        ),
        Fault::Broken => said(
            codes::BROKEN_MARK,
            (
                "非公表の印の中に、空白、タグ、強調、見えない文字のどれかがあります。",
                "blanks, tags, emphasis or invisible characters stand in a withheld mark",
            ),
            ("続けて《非公表》と書き直してください。", "write it anew in one piece: 《非公表》."),
        ),
        Fault::Misspelt => said(
            codes::MISSPELT_MARK,
            ("非公表の印のつづりが違うようです。", "this looks like a misspelt withheld mark"),
            (
                "決裁の文書を確かめてください。伏せるなら、かっこごと《非公表》か <<withheld>> に置き換えます（公開する原稿では、中の言葉も消します）。伏せないと決まっているときだけ、かっこの前に \\ を付けます。中の言葉はそのまま公開されます。",
                "look at the decision. To withhold, write 《非公表》 or <<withheld>> in place of the bracket (in public sources without the words in it); only if it is to be public, put a backslash before the bracket: the words in it are published.",
            ),
        ),
        _ => said(
            codes::GLUED_MARK,
            (
                "二重のかっこの中に、ほかの言葉と並んで「非公表」があります。",
                "the mark word stands among other words in double brackets",
            ),
            WRITE,
        ),
    }
}

fn look_alike(fault: Fault) -> Finding {
    match fault {
        Fault::LookAlike => said(
            codes::LOOK_ALIKE_MARK,
            ("非公表の印のようですが、かっこが違います。", "this looks like a withheld mark in other brackets"),
            WRITE,
        ),
        Fault::Ambiguous => said(
            codes::AMBIGUOUS_MARK,
            (
                "かっこの中の「非公表」は、印とも文字どおりの語とも読めます。",
                "the mark word alone in brackets can be read as a mark or as a word",
            ),
            WRITE,
        ),
        _ => said(
            codes::LOOK_ALIKE_FENCE,
            ("非公表のブロックの始まりのようですが、書き方が違います。", "this looks like the beginning of a withheld block"),
            (
                "行の先頭に、続けて :::非公表 と書いてください。引用や箇条書きの中には書けません。文字どおり印刷するなら \\:::非公表 とします。",
                "write :::withheld at the beginning of a line, not in a quotation or list; to print it literally, \\:::withheld.",
            ),
        ),
    }
}
