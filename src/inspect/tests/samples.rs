//! Small files of every kind, byte by byte.
//!
//! In: the parts that a test is about. Out: a file around them. Never: a picture worth looking at.

use super::super::png::{SIGNATURE, crc};
use std::io::Write;

/// One grey pixel, with further chunks before its data.
pub fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut out = SIGNATURE.to_vec();
    let mut add = |kind: &[u8; 4], data: &[u8]| {
        let checked = [&kind[..], data].concat();
        out.extend((data.len() as u32).to_be_bytes());
        out.extend(&checked);
        out.extend((crc(&checked) as u32).to_be_bytes());
    };
    add(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    chunks.iter().for_each(|(kind, data)| add(kind, data));
    add(b"IDAT", &[0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1]);
    add(b"IEND", &[]);
    out
}

/// A frame and a scan, with further segments before them.
pub fn jpeg(segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    let mut add = |mark: u8, data: &[u8]| {
        out.extend([0xff, mark]);
        out.extend((data.len() as u16 + 2).to_be_bytes());
        out.extend(data);
    };
    add(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    segments.iter().for_each(|(mark, data)| add(*mark, data));
    add(0xc0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
    add(0xda, &[1, 1, 0, 0, 63, 0]);
    out.extend([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd9]);
    out
}

/// One pixel, with further extensions before it: label, first block, second block.
pub fn gif(extensions: &[(u8, &[u8], &[u8])]) -> Vec<u8> {
    let mut out = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    for (label, first, second) in extensions {
        out.extend([0x21, *label]);
        for block in [first, second].into_iter().filter(|block| !block.is_empty()) {
            out.push(block.len() as u8);
            out.extend(*block);
        }
        out.push(0);
    }
    out.extend(b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b");
    out
}

/// A lossless picture, with further chunks behind it.
pub fn webp(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    let picture: (&[u8; 4], &[u8]) = (b"VP8L", b"\x2f\0\0\0\0");
    for (kind, data) in std::iter::once(&picture).chain(chunks) {
        body.extend(*kind);
        body.extend((data.len() as u32).to_le_bytes());
        body.extend(*data);
        body.extend(vec![0; data.len() % 2]);
    }
    [b"RIFF".to_vec(), (body.len() as u32).to_le_bytes().to_vec(), body].concat()
}

/// A drawing around some elements.
pub fn svg(inside: &str) -> String {
    format!("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">{inside}</svg>")
}

/// A page of 200 by 200 points with a drawing on it, further objects, and further entries of the trailer.
pub fn pdf(drawing: &str, objects: &[&str], trailer: &str) -> Vec<u8> {
    let objects: Vec<&[u8]> = objects.iter().map(|object| object.as_bytes()).collect();
    pdf_bytes(drawing.as_bytes(), &objects, trailer)
}

/// The same, of bytes.
pub fn pdf_bytes(drawing: &[u8], further: &[&[u8]], trailer: &str) -> Vec<u8> {
    let content = [format!("<</Length {}>> stream\n", drawing.len()).as_bytes(), drawing, b"\nendstream"].concat();
    let resources = "<</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>> /ExtGState <</G <</BM /Multiply>>>>>>";
    let page = format!("<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources {resources}>>");
    let fixed: [&[u8]; 4] =
        [b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [3 0 R] /Count 1>>", page.as_bytes(), &content];
    let (mut out, mut places) = (b"%PDF-1.4\n".to_vec(), Vec::new());
    for (at, object) in fixed.iter().chain(further).enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(*object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    places.iter().for_each(|place| out.extend(format!("{place:010} 00000 n \n").bytes()));
    let size = places.len() + 1;
    out.extend(format!("trailer <</Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

/// A zip of parts.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(content).expect("its content");
    }
    writer.finish().expect("a zip").into_inner()
}

/// A document around some paragraphs.
pub fn word(inside: &str) -> Vec<u8> {
    format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{inside}</w:body></w:document>")
        .into_bytes()
}
