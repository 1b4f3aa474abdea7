//! A value in every form in which it may leave: what the scan has to find.
//!
//! In: a made-up value (a canary). Out: the bytes of each form and where such bytes can stand. Never: code of the scan; it could
//! be wrong in the same way on both sides.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use encoding_rs::{EUC_JP, SHIFT_JIS};
use flate2::write::{GzEncoder, ZlibEncoder};
use flate2::{Compression, Crc};
use std::fmt::Write as _;
use std::io::{Cursor, Write};
use unicode_normalization::UnicodeNormalization;

/// Where the bytes of a form can stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    /// Anywhere in text.
    Text,
    /// In text between tags.
    Markup,
    /// Anywhere in bytes; a text that holds them is no UTF-8 any more.
    Bytes,
    /// As a file of its own, with this ending.
    File(&'static str),
}

/// One form of a value.
pub struct Planted {
    /// `entity-hex`, `gzip` …
    pub name: &'static str,
    /// The value in this form.
    pub bytes: Vec<u8>,
    /// Where it can stand.
    pub place: Place,
}

/// Every form that a value has. One that would be the value unchanged (case of a text without letters) is left out.
pub fn forms(secret: &str) -> Vec<Planted> {
    let mut all = escapes(secret);
    all.extend(disguises(secret));
    all.extend(markup(secret));
    all.extend(encodings(secret));
    all.extend(files(secret));
    all.retain(|form| form.name == "raw" || form.bytes != secret.as_bytes());
    all
}

fn text(name: &'static str, text: String) -> Planted {
    Planted { name, bytes: text.into_bytes(), place: Place::Text }
}

fn each(secret: &str, form: impl Fn(char) -> String) -> String {
    secret.chars().map(form).collect()
}

fn percent(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "%{b:02X}");
        out
    })
}

fn json(secret: &str) -> String {
    secret.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect()
}

fn escapes(secret: &str) -> Vec<Planted> {
    let hex_entity = each(secret, |c| format!("&#x{:X};", c as u32));
    let named = |c: char| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&apos;".to_owned(),
        '¥' => "&yen;".to_owned(),
        'é' => "&eacute;".to_owned(),
        c => c.to_string(),
    };
    let (cp932, _, _) = SHIFT_JIS.encode(secret);
    vec![
        text("raw", secret.to_owned()),
        text("entity-decimal", each(secret, |c| format!("&#{};", c as u32))),
        text("entity-hex", hex_entity.clone()),
        text("entity-hex-open", each(secret, |c| format!("&#x{:x} ", c as u32)).replace(' ', "\u{200b}")),
        text("entity-named", each(secret, named)),
        text("percent", percent(secret.as_bytes())),
        text("percent-lower", percent(secret.as_bytes()).to_lowercase()),
        text("percent-cp932", percent(&cp932)),
        text("json-u", json(secret)),
        text("js-braces", each(secret, |c| format!("\\u{{{:x}}}", c as u32))),
        text("js-x", each(secret, |c| if c.is_ascii() { format!("\\x{:02x}", c as u32) } else { c.to_string() })),
        text("css", each(secret, |c| format!("\\{:x} ", c as u32))),
        text("entity-twice", hex_entity.replace('&', "&amp;")),
        text("percent-twice", percent(percent(secret.as_bytes()).as_bytes())),
        text("json-twice", json(secret).replace('\\', "\\\\")),
        text("json-of-entity", hex_entity.replace('&', "\\u0026")),
    ]
}

/// Half-width kana, by pairs of characters.
const KANA: &str = "ァｧアｱィｨイｲゥｩウｳェｪエｴォｫオｵカｶキｷクｸケｹコｺサｻシｼスｽセｾソｿタﾀチﾁッｯツﾂテﾃトﾄナﾅニﾆヌﾇネﾈノﾉ\
ハﾊヒﾋフﾌヘﾍホﾎマﾏミﾐムﾑメﾒモﾓャｬヤﾔュｭユﾕョｮヨﾖラﾗリﾘルﾙレﾚロﾛワﾜヲｦンﾝーｰ・･゛ﾞ゜ﾟ";

fn half_width(c: char) -> String {
    let kana: Vec<char> = KANA.chars().collect();
    if let Some([_, half]) = kana.chunks_exact(2).find(|pair| pair.first() == Some(&c)) {
        return half.to_string();
    }
    // ガ is カ and a mark.
    let part = |part: char| match part {
        '\u{3099}' => "ﾞ".to_owned(),
        '\u{309a}' => "ﾟ".to_owned(),
        part if part != c => half_width(part),
        part => part.to_string(),
    };
    c.nfd().map(part).collect()
}

fn between(secret: &str, what: &str) -> String {
    let characters: Vec<String> = secret.chars().map(String::from).collect();
    characters.join(what)
}

fn disguises(secret: &str) -> Vec<Planted> {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c).to_string(),
        c => c.to_string(),
    };
    vec![
        text("full-width", each(secret, wide)),
        text("half-width-kana", each(secret, half_width)),
        text("decomposed", secret.nfd().collect()),
        text("upper-case", secret.to_uppercase()),
        text("lower-case", secret.to_lowercase()),
        text("zero-width", between(secret, "\u{200b}")),
        text("soft-hyphen", between(secret, "\u{ad}")),
        text("joiner", between(secret, "\u{2060}")),
        text("bidi", format!("\u{202a}{}\u{202c}", between(secret, "\u{200e}"))),
        text("variation-selector", between(secret, "\u{fe00}")),
        text("spaces", between(secret, " ")),
        text("ideographic-spaces", between(secret, "\u{3000}")),
        text("line-breaks", between(secret, "\n")),
    ]
}

fn markup(secret: &str) -> Vec<Planted> {
    let form = |name, text: String| Planted { name, bytes: text.into_bytes(), place: Place::Markup };
    vec![
        form("tags", each(secret, |c| format!("<b>{c}</b>"))),
        form("block-tags", each(secret, |c| format!("<div>{c}</div>"))),
        form("comments", between(secret, "<!-- x -->")),
        form("wbr", between(secret, "<wbr>")),
        form("ruby", each(secret, |c| format!("<ruby>{c}<rp>(</rp><rt>xx</rt><rp>)</rp></ruby>"))),
        form("escaped-tags", each(secret, |c| format!("&lt;i&gt;{c}&lt;/i&gt;"))),
        form("cdata", format!("<![CDATA[{secret}]]>")),
    ]
}

fn encodings(secret: &str) -> Vec<Planted> {
    let bytes = |name, bytes: Vec<u8>| Planted { name, bytes, place: Place::Bytes };
    let raw = secret.as_bytes();
    let hex = raw.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let behind = |before: &str| STANDARD.encode(format!("{before}{secret}。"));
    let mail = STANDARD.encode(format!("{}{secret}。{}", "あ".repeat(31), "い".repeat(40)));
    let lines: Vec<&[u8]> = mail.as_bytes().chunks(76).collect();
    let mut all = vec![
        bytes("utf-16le", secret.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        bytes("utf-16be", secret.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        bytes("cp932", SHIFT_JIS.encode(secret).0.into_owned()),
        bytes("euc-jp", EUC_JP.encode(secret).0.into_owned()),
        text("hex", hex.clone()),
        text("hex-upper", hex.to_uppercase()),
        text("base64-0", behind("")),
        text("base64-1", behind("a")),
        text("base64-2", behind("ab")),
        text("base64url", URL_SAFE.encode(format!("a{secret}。"))),
        text("base64-lines", lines.iter().map(|l| String::from_utf8_lossy(l).into_owned()).collect::<Vec<_>>().join("\r\n")),
        text("data-uri-base64", format!("data:text/plain;base64,{}", STANDARD.encode(secret))),
        text("data-uri-gzip", format!("data:application/gzip;base64,{}", STANDARD.encode(gzip(raw)))),
        text("data-uri-percent", format!("data:text/plain,{}", percent(raw))),
    ];
    // A name on the net has no other ASCII characters than these.
    let short = secret.chars().count() < 60;
    if short && !secret.is_ascii() && secret.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '-') {
        all.push(text("punycode", format!("xn--{}", punycode(&secret.to_lowercase()))));
    }
    all
}

/// RFC 3492, encoding.
fn punycode(label: &str) -> String {
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = out.len() as u32;
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut done) = (128u32, 0u32, 72u32, basic);
    let digit = |d: u32| char::from_digit(if d < 26 { d + 10 } else { d - 26 }, 36).unwrap_or('0');
    while done < label.chars().count() as u32 {
        let next = label.chars().map(u32::from).filter(|c| *c >= n).min().unwrap_or(n);
        delta += (next - n) * (done + 1);
        n = next;
        for c in label.chars().map(u32::from) {
            delta += u32::from(c < n);
            if c == n {
                let (mut q, mut k) = (delta, 36);
                loop {
                    let t = k.max(bias + 1).saturating_sub(bias).clamp(1, 26);
                    if q < t {
                        break;
                    }
                    out.push(digit(t + (q - t) % (36 - t)));
                    q = (q - t) / (36 - t);
                    k += 36;
                }
                out.push(digit(q));
                let mut d = if done == basic { delta / 700 } else { delta / 2 };
                d += d / (done + 1);
                let mut k = 0;
                while d > 455 {
                    d /= 35;
                    k += 36;
                }
                bias = k + 36 * d / (d + 38);
                (delta, done) = (0, done + 1);
            }
        }
        delta += 1;
        n += 1;
    }
    out
}

fn files(secret: &str) -> Vec<Planted> {
    let file = |name, bytes, ending| Planted { name, bytes, place: Place::File(ending) };
    let raw = secret.as_bytes();
    let page = format!("<w:p><w:t>{secret}</w:t></w:p>");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(secret.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let wide: String = each(secret, |c| {
        if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap_or(c).to_string() } else { c.to_string() }
    });
    vec![
        file("utf-16-file", utf16, "txt"),
        file("cp932-file", SHIFT_JIS.encode(&format!("表：{wide}")).0.into_owned(), "txt"),
        file("gzip", gzip(raw), "gz"),
        file("brotli", brotli(raw), "br"),
        file("zip", zip(&[("note.txt", raw)]), "zip"),
        file("zip-name", zip(&[(secret, b"x")]), "zip"),
        file("docx", zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", page.as_bytes())]), "docx"),
        file("gzip-in-zip", zip(&[("note.gz", &gzip(raw))]), "zip"),
        file("pdf-raw", pdf(&[(&format!("BT ({secret}) Tj ET"), false)]), "pdf"),
        file("pdf-flate", pdf(&[(&format!("BT ({secret}) Tj ET"), true)]), "pdf"),
        file("pdf-kerned", pdf(&[(&format!("BT [({})] TJ ET", between(secret, ") -20 (")), true)]), "pdf"),
        file("pdf-title", pdf(&[(&format!("<FEFF{}>", units(secret)), true)]), "pdf"),
        file("pdf-glyphs", glyphs(secret), "pdf"),
        file("png-text", png(b"tEXt", &[b"Comment\0", raw].concat()), "png"),
        file("png-ztxt", png(b"zTXt", &[b"Comment\0\0", zlib(raw).as_slice()].concat()), "png"),
        file("png-itxt", png(b"iTXt", &[b"Comment\0\0\0ja\0\0", raw].concat()), "png"),
        file("png-itxt-packed", png(b"iTXt", &[b"Comment\0\x01\0ja\0\0", zlib(raw).as_slice()].concat()), "png"),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    let _ = out.write_all(bytes);
    out.finish().unwrap_or_default()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    let _ = out.write_all(bytes);
    out.finish().unwrap_or_default()
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    // Twice over, so that the compressor has something to do and the letters do not stand there unchanged.
    let twice = [bytes, b"\n", bytes, b"\n", bytes].concat();
    let mut out = Vec::new();
    let _ = brotli::BrotliCompress(&mut twice.as_slice(), &mut out, &brotli::enc::BrotliEncoderParams::default());
    out
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let _ = out.start_file(*name, zip::write::SimpleFileOptions::default());
        let _ = out.write_all(bytes);
    }
    out.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn units(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

/// A document of these streams, packed or not.
fn pdf(streams: &[(&str, bool)]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    for (index, (content, packed)) in streams.iter().enumerate() {
        let bytes = if *packed { zlib(content.as_bytes()) } else { content.as_bytes().to_vec() };
        let filter = if *packed { " /Filter /FlateDecode" } else { "" };
        out.extend_from_slice(format!("{} 0 obj\n<< /Length {}{filter} >>\nstream\n", index + 1, bytes.len()).as_bytes());
        out.extend_from_slice(&bytes);
        out.extend_from_slice(b"\nendstream\nendobj\n");
    }
    out.extend_from_slice(b"trailer\n<< /Root 1 0 R >>\n%%EOF\n");
    out
}

/// Glyph numbers of a font that says how they read.
fn glyphs(secret: &str) -> Vec<u8> {
    let shown: String = (1..=secret.chars().count()).map(|glyph| format!("{glyph:04X}")).collect();
    let table = secret.chars().enumerate().fold(String::new(), |mut out, (index, c)| {
        let _ = writeln!(out, "<{:04X}> <{}>", index + 1, units(&c.to_string()));
        out
    });
    let cmap = format!("begincmap\n{} beginbfchar\n{table}endbfchar\nendcmap", secret.chars().count());
    pdf(&[(&format!("BT <{shown}> Tj ET"), true), (&cmap, true)])
}

/// A picture of one pixel with a chunk before it.
fn png(kind: &[u8], data: &[u8]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let pixel = zlib(&[0, 255]);
    let header = [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0];
    for (kind, data) in [(b"IHDR".as_slice(), header.as_slice()), (kind, data), (b"IDAT", &pixel), (b"IEND", &[])] {
        let mut crc = Crc::new();
        crc.update(kind);
        crc.update(data);
        out.extend_from_slice(&(data.len() as u32).to_be_bytes());
        out.extend_from_slice(kind);
        out.extend_from_slice(data);
        out.extend_from_slice(&crc.sum().to_be_bytes());
    }
    out
}
