//! In what form a value was found, in words.
//!
//! In: what the scan looked at. Out: its name in both languages. Never: the value.

use crate::diagnostics::Words;

/// A way to read a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Form {
    /// The name of the file.
    Name,
    /// As it is.
    Plain,
    /// After escapes, tags, width, case, spaces and format characters.
    Decoded,
    /// Bytes in a file that is not text.
    Bytes,
    /// UTF-16
    Utf16,
    /// Shift_JIS
    ShiftJis,
    /// EUC-JP
    EucJp,
    /// Hexadecimal digits.
    Hex,
    /// base64
    Base64,
}

impl Form {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Form::Name => ("ファイル名", "the file's name"),
            Form::Plain => ("そのままの文字", "plain text"),
            Form::Decoded => ("エスケープや全角・空白・タグなどを解いた文字", "text with escapes, width, spaces or tags undone"),
            Form::Bytes => ("バイナリの中の文字", "bytes of a binary file"),
            Form::Utf16 => ("UTF-16", "UTF-16"),
            Form::ShiftJis => ("Shift_JIS", "Shift_JIS"),
            Form::EucJp => ("EUC-JP", "EUC-JP"),
            Form::Hex => ("16進数", "hexadecimal"),
            Form::Base64 => ("base64", "base64"),
        }
    }
}

/// A form, inside the containers that had to be opened for it, outermost first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct View {
    /// `gzip`, `zip`, `PDF` …
    pub inside: Vec<&'static str>,
    /// How it stood there.
    pub form: Form,
}

impl View {
    /// `gzip の中の base64` / `base64 in gzip`.
    pub fn words(&self) -> Words {
        let (ja, en) = self.form.words();
        if self.inside.is_empty() {
            return Words::new(ja, en);
        }
        let outermost = self.inside.join(" › ");
        Words::new(format!("{outermost} の中の{ja}"), format!("{en} in {outermost}"))
    }
}
