//! Files of every kind, built here byte by byte: clean ones pass, and each thing that must not go out is named.
//!
//! In: `samples`. Out: failures. Real files made by programs are under `tests/fixtures/files`.

use super::*;
use proptest::prelude::*;
use samples::*;

mod samples;

/// The codes of the faults of a file.
fn codes_of(kind: FileKind, bytes: &[u8]) -> Vec<&'static str> {
    inspect(kind, bytes).faults.iter().map(|fault| fault.code.id).collect()
}

fn clean(kind: FileKind, bytes: &[u8]) -> Report {
    let report = inspect(kind, bytes);
    assert!(report.faults.is_empty(), "{kind:?}: {:?}", report.faults);
    assert_eq!(is_kind(kind, bytes), Ok(()));
    report
}

/// That a file has this one fault and that its words name the part.
fn refused(kind: FileKind, bytes: &[u8], code: &str, names: &str) {
    let faults = inspect(kind, bytes).faults;
    let named = faults.iter().any(|fault| fault.code.id == code && fault.words.en.contains(names));
    assert!(named, "{kind:?} {names}: {faults:?}");
    assert!(faults.iter().all(|fault| fault.code.id == code), "{kind:?} {names}: {faults:?}");
}

#[test]
fn clean_files_pass() {
    clean(FileKind::Png, &png(&[]));
    clean(FileKind::Png, &png(&[(b"gAMA", &[0, 0, 0, 1]), (b"iCCP", b"sRGB\0\0x"), (b"pHYs", &[0; 9])]));
    clean(FileKind::Jpeg, &jpeg(&[]));
    clean(FileKind::Jpeg, &jpeg(&[(0xe2, b"ICC_PROFILE\0\x01\x01profile"), (0xee, b"Adobe\0d\0\0\0\0\x01")]));
    clean(FileKind::Gif, &gif(&[]));
    clean(FileKind::Gif, &gif(&[(0xff, b"NETSCAPE2.0", &[1, 0, 0])]));
    clean(FileKind::Webp, &webp(&[]));
    clean(FileKind::Svg, svg("<title>図</title><rect width='1' height='1'/><use href='#a' fill='url(#b)'/>").as_bytes());
    clean(FileKind::Csv, "\u{feff}年度,実績\r\n2024,9億円\r\n".as_bytes());
    clean(FileKind::Txt, "本文\tです。\n".as_bytes());
    clean(FileKind::Json, "{\"年度\": 2024}".as_bytes());
    clean(FileKind::Pdf, &pdf("BT /F1 12 Tf 20 50 Td (Hello) Tj ET", &[], ""));
    clean(FileKind::Docx, &zip(&[("word/document.xml", &word("<w:p><w:r><w:t>本文</w:t></w:r></w:p>"))]));
}

#[test]
fn png_with_more_than_the_picture_is_refused() {
    for chunk in [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"prVt"] {
        let name = String::from_utf8_lossy(chunk).into_owned();
        refused(FileKind::Png, &png(&[(chunk, b"Author\0Taro")]), "K0373", &name);
    }
    assert!(inspect(FileKind::Png, &png(&[(b"tEXt", b"Author\0Taro")])).texts.concat().contains("Taro"));
    refused(FileKind::Png, &[png(&[]), b"PK\x03\x04".to_vec()].concat(), "K0374", "4 bytes follow");
    let mut wrong = png(&[]);
    wrong[20] ^= 1;
    refused(FileKind::Png, &wrong, "K0375", "CRC");
    refused(FileKind::Png, &png(&[])[..30], "K0375", "breaks off");
}

#[test]
fn jpeg_with_more_than_the_picture_is_refused() {
    let cases: [(u8, &[u8], &str); 8] = [
        (0xe1, b"Exif\0\0MM\0*", "EXIF"),
        (0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>", "XMP"),
        (0xe2, b"MPF\0II*\0", "MPF"),
        (0xed, b"Photoshop 3.0\08BIM", "IPTC"),
        (0xfe, b"made by Taro", "comment"),
        (0xe0, b"JFXX\0\x10", "APP0"),
        (0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01\xff\xff\xff", "thumbnail"),
        (0xec, b"Ducky", "APP12"),
    ];
    for (mark, data, name) in cases {
        refused(FileKind::Jpeg, &jpeg(&[(mark, data)]), "K0373", name);
    }
    refused(FileKind::Jpeg, &[jpeg(&[]), jpeg(&[])].concat(), "K0374", "follow");
    refused(FileKind::Jpeg, &jpeg(&[])[..jpeg(&[]).len() - 2], "K0375", "breaks off");
}

#[test]
fn gif_and_webp_with_more_than_the_picture_are_refused() {
    refused(FileKind::Gif, &gif(&[(0xfe, b"made by Taro", &[])]), "K0373", "comment");
    refused(FileKind::Gif, &gif(&[(0xff, b"XMP DataXMP", b"<x:xmpmeta/>")]), "K0373", "XMP");
    refused(FileKind::Gif, &gif(&[(0x01, b"plain text..", &[])]), "K0373", "extension 01");
    refused(FileKind::Gif, &[gif(&[]), vec![0]].concat(), "K0374", "1 bytes");
    refused(FileKind::Gif, &gif(&[])[..20], "K0375", "breaks off");
    refused(FileKind::Webp, &webp(&[(b"EXIF", b"MM\0*")]), "K0373", "EXIF");
    refused(FileKind::Webp, &webp(&[(b"XMP ", b"<x/>")]), "K0373", "XMP");
    refused(FileKind::Webp, &[webp(&[]), vec![1, 2]].concat(), "K0374", "2 bytes");
    refused(FileKind::Webp, &webp(&[])[..16], "K0375", "breaks off");
}

#[test]
fn a_picture_with_more_points_than_a_browser_can_hold_is_refused() {
    let mut large = png(&[]);
    large.splice(16..24, [0, 0, 0x40, 0, 0, 0, 0x40, 0]);
    large.splice(29..33, (super::png::crc(&large[12..29]) as u32).to_be_bytes());
    clean(FileKind::Png, &large);
    large.splice(16..24, [0, 0, 0x40, 1, 0, 0, 0x40, 0]);
    large.splice(29..33, (super::png::crc(&large[12..29]) as u32).to_be_bytes());
    refused(FileKind::Png, &large, "K0375", "16385 × 16384 points");
    refused(FileKind::Jpeg, &jpeg(&[(0xc2, &[8, 0x40, 1, 0x40, 0, 1, 1, 0x11, 0])]), "K0375", "16384 × 16385 points");
    let mut large = gif(&[]);
    large.splice(6..10, [0xff, 0xff, 0xff, 0xff]);
    refused(FileKind::Gif, &large, "K0375", "65535 × 65535 points");
    refused(FileKind::Webp, &webp(&[(b"VP8X", &[0, 0, 0, 0, 0, 0x40, 0, 0xff, 0x3f, 0])]), "K0375", "16385 × 16384 points");
}

#[test]
fn svg_with_more_than_shapes_is_refused() {
    refused(FileKind::Svg, svg("<!-- 担当：太郎 -->").as_bytes(), "K0373", "comment");
    refused(FileKind::Svg, svg("<metadata>x</metadata>").as_bytes(), "K0373", "metadata");
    for live in [
        "<script>1</script>",
        "<rect onclick='x()'/>",
        "<foreignObject/>",
        "<image href='https://example.jp/a.png'/>",
        "<image href='data:image/jpeg;base64,AAAA'/>",
        "<a xlink:href='javascript:x()' xmlns:xlink='http://www.w3.org/1999/xlink'/>",
        "<style>@import 'x.css';</style>",
        "<rect style='fill:url( https://example.jp/x )'/>",
        "<animate attributeName='href'/>",
    ] {
        refused(FileKind::Svg, svg(live).as_bytes(), "K0376", "active parts");
    }
    refused(FileKind::Svg, format!("<!DOCTYPE svg [<!ENTITY a 'b'>]>{}", svg("")).as_bytes(), "K0376", "DOCTYPE");
    refused(FileKind::Svg, svg("<text display='none'>ひみつ</text>").as_bytes(), "K0379", "not shown");
    refused(FileKind::Svg, svg("<g style='visibility: hidden'/>").as_bytes(), "K0379", "not shown");
    let editor = "<g xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' inkscape:label='下書き'/>";
    refused(FileKind::Svg, svg(editor).as_bytes(), "K0373", "drawing program");
    refused(FileKind::Svg, &svg("<g>").as_bytes()[..40], "K0375", "breaks off");
    let report = clean(FileKind::Svg, svg("<text>ひ&#x307f;つ</text>").as_bytes());
    assert!(report.body.concat().contains("ひみつ"));
}

#[test]
fn text_files_are_utf_8_in_which_everything_is_seen() {
    refused(FileKind::Csv, &[0x94, 0x4e, 0x93, 0x78], "K0375", "UTF-8");
    for (hidden, name) in
        [("\u{200b}", "U+200B"), ("\u{202e}", "U+202E"), ("\u{0}", "U+0000"), ("\u{e0041}", "U+E0041"), ("a\u{feff}", "U+FEFF")]
    {
        refused(FileKind::Txt, format!("本文{hidden}です").as_bytes(), "K0380", name);
    }
    refused(FileKind::Json, b"{\"a\": }", "K0375", "JSON");
    // What looks like a mark is text here: the file goes out as it is.
    clean(FileKind::Txt, "《非公表》 ［非公表］".as_bytes());
}

#[test]
fn an_extension_must_say_what_the_content_is() {
    assert_eq!(is_kind(FileKind::Png, &jpeg(&[])), Err("JPEG"));
    assert_eq!(is_kind(FileKind::Csv, b"MZ\x90"), Err("program"));
    assert_eq!(is_kind(FileKind::Txt, b"<!DOCTYPE html><html>"), Err("HTML"));
    assert_eq!(is_kind(FileKind::Pdf, b"\xd0\xcf\x11\xe0"), Err("Office 97-2003"));
    assert_eq!(is_kind(FileKind::Svg, b"<html><svg/></html>"), Err("HTML"));
    assert_eq!(is_kind(FileKind::Csv, &[0xff, 0xfe, 0x41, 0]), Err("?"));
    assert_eq!(FileKind::of_name("files/a.tar.gz"), None);
    assert_eq!(FileKind::of_name("files/png"), None);
    assert_eq!(FileKind::of_name("files/a.jpeg"), Some(FileKind::Jpeg));
}

const HELLO: &str = "BT /F1 12 Tf 20 50 Td (Hello) Tj ET";

#[test]
fn the_text_of_a_pdf_is_read() {
    let report = clean(FileKind::Pdf, &pdf("BT /F1 12 Tf 20 50 Td (Hello) Tj 0 -20 Td (World again) Tj ET", &[], ""));
    assert_eq!(report.body, ["Hello\nWorld again"]);
    assert!(report.texts.contains(&"HelloWorldagain".to_owned()));
    let spoken = pdf(&format!("/Span <</ActualText (Spoken word)>> BDC {HELLO} EMC"), &[], "");
    assert!(clean(FileKind::Pdf, &spoken).texts.contains(&"Spoken word".to_owned()));
    assert!(texts("files/a.pdf", &spoken).contains(&"Spoken word".to_owned()));
    assert!(texts("files/a.csv", b"a,b").is_empty(), "open in its bytes");
}

#[test]
fn text_that_cannot_be_seen_is_refused() {
    let cases = [
        ("3 Tr", "", "invisibly"),
        ("1 g", "", "colour of its background"),
        ("0.98 0.98 0.99 rg", "", "colour of its background"),
        ("", "0 g 10 40 100 40 re f", "under a shape"),
        ("", "1 g 10 40 100 40 re f", "under a shape"),
        ("", "40 w 10 55 m 100 55 l S", "under a shape"),
        ("", "q 120 0 0 60 10 30 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x01 EI Q", "under a shape"),
    ];
    for (before, after, name) in cases {
        refused(FileKind::Pdf, &pdf(&format!("q {before} {HELLO} Q {after}"), &[], ""), "K0378", name);
    }
    refused(FileKind::Pdf, &pdf("BT /F1 12 Tf 20 950 Td (Hello) Tj ET", &[], ""), "K0378", "outside");
    refused(FileKind::Pdf, &pdf(&format!("q 150 150 10 10 re W n {HELLO} Q"), &[], ""), "K0378", "outside");
    refused(FileKind::Pdf, &pdf(&format!("0 g 0 0 200 200 re f {HELLO}"), &[], ""), "K0378", "background");
}

#[test]
fn text_that_can_be_seen_is_not_refused() {
    for drawing in [
        // On a dark ground, beside a shape, below a clipped one, underlined, under a shape that is not there.
        format!("0 0 0.4 rg 0 0 200 200 re f 1 g {HELLO}"),
        format!("{HELLO} 0 g 100 100 50 50 re f"),
        format!("{HELLO} q 150 150 10 10 re W n 0 g 0 0 200 200 re f Q"),
        format!("{HELLO} 0 g 20 48 60 1 re f"),
        format!("{HELLO} 10 40 100 40 re n"),
        format!("{HELLO} 10 40 100 40 re S"),
        format!("/G gs {HELLO} 1 1 0 rg 10 40 100 40 re f"),
    ] {
        clean(FileKind::Pdf, &pdf(&drawing, &[], ""));
    }
}

#[test]
fn a_pdf_that_never_ends_or_overflows_is_refused() {
    let deep = |open: &str, close: &str| pdf(&format!("{}1 {} TJ", open.repeat(100_000), close.repeat(100_000)), &[], "");
    refused(FileKind::Pdf, &deep("[", "]"), "K0375", "too deeply");
    refused(FileKind::Pdf, &deep("<</A ", ">>"), "K0375", "too deeply");
    refused(FileKind::Pdf, &deep("[(])", "]"), "K0375", "too deeply");
    // Each drawing draws the next one twice.
    let form = |next: usize| {
        format!(
            "<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X {next} 0 R>>>> /Length 11>> stream\n/X Do /X Do\nendstream"
        )
    };
    let forms: Vec<String> = (0..40).map(|at| form(6 + at)).collect();
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    let tree = pdf("/X Do", &forms, "");
    let tree = String::from_utf8(tree).expect("text").replacen("/ExtGState <<", "/XObject <</X 5 0 R>> /ExtGState <<", 1);
    refused(FileKind::Pdf, tree.as_bytes(), "K0375", "draws too much");
}

#[test]
fn a_pdf_that_unpacks_to_too_much_is_refused() {
    let packed = |bytes: &[u8]| {
        let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut out, bytes).expect("packed");
        out.finish().expect("packed")
    };
    let once = packed(&vec![b' '; (64 << 20) + 1]);
    for (stream, filter) in [(once.clone(), "/FlateDecode"), (packed(&once), "[/FlateDecode /FlateDecode]")] {
        let object =
            [format!("<</Filter {filter} /Length {}>> stream\n", stream.len()).as_bytes(), &stream, b"\nendstream"].concat();
        refused(FileKind::Pdf, &samples::pdf_bytes(b"", &[&object], ""), "K0375", "too much");
    }
}

#[test]
fn a_pdf_with_an_earlier_version_is_refused() {
    let once = pdf(HELLO, &[], "");
    let twice = [
        &once[..],
        b"4 0 obj\n<</Length 0>> stream\n\nendstream endobj\nxref\n0 0\ntrailer <</Root 1 0 R /Prev 9>>\nstartxref\n9\n%%EOF\n",
    ]
    .concat();
    assert!(codes_of(FileKind::Pdf, &twice).contains(&"K0377"));
    assert!(codes_of(FileKind::Pdf, &pdf(HELLO, &[], "/Prev 9")).contains(&"K0377"));
    assert_eq!(codes_of(FileKind::Pdf, &[&once[..], b"more"].concat()), ["K0374"]);
    refused(FileKind::Pdf, &pdf(HELLO, &[], "/Encrypt 9 0 R"), "K0375", "encrypted");
    assert!(codes_of(FileKind::Pdf, &once[..once.len() / 2]).contains(&"K0375"));
    refused(FileKind::Pdf, b"%PDF-1.4\n%%EOF", "K0375", "cannot be read");
}

#[test]
fn a_pdf_with_hidden_or_active_parts_is_refused() {
    let cases = [
        ("<</S /JavaScript /JS (app.alert)>>", "K0376", "JavaScript"),
        ("<</S /Launch /F (a.exe)>>", "K0376", "an action"),
        ("<</AA <</O 9 0 R>>>>", "K0376", "by themselves"),
        ("<</Names <</EmbeddedFiles 9 0 R>>>>", "K0379", "embedded files"),
        ("<</AcroForm <</Fields []>>>>", "K0379", "form"),
        ("<</OCProperties <<>>>>", "K0379", "layers"),
        ("<</Type /Annot /Subtype /Text /Rect [0 0 1 1] /Contents (memo)>>", "K0379", "annotations"),
        ("<</Type /Annot /Subtype /Link /Rect [0 0 1 1] /Contents (memo)>>", "K0379", "annotations"),
        ("<</PieceInfo <<>>>>", "K0373", "PieceInfo"),
        ("<</Author (Taro)>>", "K0373", "Author"),
        ("<</Keywords (draft)>>", "K0373", "Keywords"),
    ];
    for (object, code, name) in cases {
        refused(FileKind::Pdf, &pdf(HELLO, &[object], ""), code, name);
    }
    for harmless in ["<</Author ()>>", "<</Type /Annot /Subtype /Link /Rect [0 0 1 1]>>", "<</Title (Report) /Producer (x)>>"] {
        clean(FileKind::Pdf, &pdf(HELLO, &[harmless], ""));
    }
}

#[test]
fn what_is_left_of_a_deleted_page_is_refused() {
    let drawing = "BT /F1 12 Tf (Deleted) Tj ET";
    let stream = format!("<</Length {}>> stream\n{drawing}\nendstream", drawing.len());
    refused(FileKind::Pdf, &pdf(HELLO, &[&stream], ""), "K0379", "deleted page");
    refused(FileKind::Pdf, &pdf(HELLO, &["<</Type /Page /Parent 2 0 R>>"], ""), "K0379", "deleted page");
    clean(FileKind::Pdf, &pdf(HELLO, &["<</Length 14>> stream\n0 0 10 10 re f\nendstream"], ""));
}

#[test]
fn what_a_pdf_says_of_its_makers_is_refused() {
    let xmp = |inside: &str| {
        let text = format!(
            "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description {inside}</rdf:Description></rdf:RDF></x:xmpmeta>"
        );
        format!("<</Type /Metadata /Subtype /XML /Length {}>> stream\n{text}\nendstream", text.len())
    };
    clean(
        FileKind::Pdf,
        &pdf(HELLO, &[&xmp("pdf:Producer='x'><dc:title><rdf:Alt><rdf:li>Report</rdf:li></rdf:Alt></dc:title>")], ""),
    );
    refused(
        FileKind::Pdf,
        &pdf(HELLO, &[&xmp("><dc:creator><rdf:Seq><rdf:li>Taro</rdf:li></rdf:Seq></dc:creator>")], ""),
        "K0373",
        "creator",
    );
    refused(FileKind::Pdf, &pdf(HELLO, &[&xmp("photoshop:AuthorsPosition='x'>")], ""), "K0373", "AuthorsPosition");
    let picture = [
        &b"<</Type /XObject /Subtype /Image /Filter /DCTDecode /Length 99>> stream\n"[..],
        &jpeg(&[(0xe1, b"Exif\0\0MM")]),
        b"\nendstream",
    ]
    .concat();
    assert_eq!(codes_of(FileKind::Pdf, &pdf_bytes(HELLO.as_bytes(), &[&picture], "")), ["K0373"]);
}

#[test]
fn office_files_with_hidden_parts_are_refused() {
    let body = word("<w:p><w:r><w:t>本文</w:t></w:r></w:p>");
    let parts: [(&str, &[u8], &str, &str); 16] = [
        ("word/comments.xml", b"<a/>", "K0379", "comments"),
        ("customXml/item1.xml", b"<a/>", "K0379", "custom XML"),
        ("word/embeddings/a.xml", b"<a/>", "K0379", "embedded"),
        ("ppt/notesSlides/notesSlide1.xml", b"<a/>", "K0379", "notes"),
        ("xl/pivotCache/a.xml", b"<a/>", "K0379", "pivot"),
        ("word/a.bin", b"x", "K0379", "cannot be inspected"),
        ("docProps/core.xml", b"<c><dc:creator>Taro</dc:creator></c>", "K0373", "creator"),
        ("docProps/app.xml", b"<Properties><Company>Office</Company></Properties>", "K0373", "company"),
        ("meta.xml", b"<m><meta:initial-creator>Taro</meta:initial-creator></m>", "K0373", "creator"),
        ("xl/workbook.xml", b"<sheets><sheet name='x' state='veryHidden'/></sheets>", "K0379", "hidden sheets"),
        ("xl/worksheets/sheet1.xml", b"<s><row hidden='1'/></s>", "K0379", "hidden sheets"),
        ("ppt/slides/slide1.xml", b"<p:sld show='0'/>", "K0379", "hidden sheets"),
        (
            "word/_rels/a.rels",
            b"<R><Relationship Type='x/attachedTemplate' Target='http://x' TargetMode='External'/></R>",
            "K0376",
            "another file",
        ),
        ("content.xml", b"<a><office:annotation/></a>", "K0379", "comments"),
        ("content.xml", b"<a><!-- x --></a>", "K0373", "comment"),
        ("word/media/image1.png", b"no picture", "K0379", "not what its name says"),
    ];
    for (name, content, code, says) in parts {
        refused(FileKind::Docx, &zip(&[("word/document.xml", &body), (name, content)]), code, says);
    }
    assert!(codes_of(FileKind::Docx, &zip(&[("word/vbaProject.bin", b"x")])).contains(&"K0376"));
    let inner = png(&[(b"tEXt", b"Author\0Taro")]);
    refused(FileKind::Docx, &zip(&[("word/media/image1.png", &inner)]), "K0373", "tEXt");
    // Zeros to the end of a large part are one fault, and not one for each twelve bytes.
    let zeros = [super::png::SIGNATURE, &[0; 1 << 20]].concat();
    assert_eq!(codes_of(FileKind::Docx, &zip(&[("word/media/image1.png", &zeros)])), ["K0375"]);
    refused(FileKind::Docx, b"PK\x03\x04 and no more", "K0375", "cannot be opened");
}

#[test]
fn changes_and_hidden_text_in_documents_are_refused() {
    for change in ["<w:ins><w:r/></w:ins>", "<w:del/>", "<w:moveFrom/>", "<w:rPrChange/>"] {
        refused(FileKind::Docx, &zip(&[("word/document.xml", &word(change))]), "K0379", "tracked changes");
    }
    refused(FileKind::Docx, &zip(&[("word/document.xml", &word("<w:rPr><w:vanish/></w:rPr>"))]), "K0379", "hidden text");
    clean(FileKind::Docx, &zip(&[("word/document.xml", &word("<w:rPr><w:vanish w:val='0'/></w:rPr>"))]));
    let link = b"<R><Relationship Type='http://x/hyperlink' Target='https://x' TargetMode='External'/></R>";
    clean(FileKind::Docx, &zip(&[("word/_rels/document.xml.rels", link)]));
    // A word that is cut into runs is found whole.
    let cut = word("<w:p><w:r><w:t>株式会社</w:t></w:r><w:r><w:t>ひみつ</w:t></w:r></w:p><w:p><w:r><w:t>次</w:t></w:r></w:p>");
    let report = clean(FileKind::Docx, &zip(&[("word/document.xml", &cut)]));
    assert_eq!(report.body, ["株式会社ひみつ\n次\n"]);
}

/// Every sample, so that damage reaches all readers.
fn all() -> Vec<(FileKind, Vec<u8>)> {
    vec![
        (FileKind::Png, png(&[(b"tEXt", b"a\0b")])),
        (FileKind::Jpeg, jpeg(&[(0xe1, b"Exif\0\0")])),
        (FileKind::Gif, gif(&[(0xfe, b"abc", &[])])),
        (FileKind::Webp, webp(&[(b"EXIF", b"abc")])),
        (FileKind::Svg, svg("<text x='1'>a&amp;b</text><!-- c -->").into_bytes()),
        (FileKind::Pdf, pdf("q 1 0 0 1 5 5 cm BT /F1 12 Tf (Hello) Tj ET Q 0 g 0 0 9 9 re f", &["<</A [1 (b) /C]>>"], "")),
        (FileKind::Docx, zip(&[("word/document.xml", &word("<w:p>a</w:p>"))])),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn random_bytes_never_panic(which in 0usize..FileKind::EXTENSIONS.len(), bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let kind = FileKind::EXTENSIONS[which].1;
        inspect(kind, &bytes);
        let _ = is_kind(kind, &bytes);
    }

    #[test]
    fn damaged_files_never_panic(which in 0usize..7, at in 0usize..3000, length in 0usize..9, noise in proptest::collection::vec(any::<u8>(), 0..9)) {
        let (kind, bytes) = all().swap_remove(which);
        let at = at % bytes.len();
        let damaged = [&bytes[..at], &noise[..], bytes.get(at + length..).unwrap_or_default()].concat();
        let report = inspect(kind, &damaged);
        prop_assert!(report.faults.iter().all(|fault| !fault.words.en.contains("broke off")), "a library panicked: {:?}", report.faults);
    }
}
