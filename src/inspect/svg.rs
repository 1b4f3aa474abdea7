//! SVG: only shapes and text.
//!
//! In: bytes. Out: faults for comments, metadata, scripts, outside references, hidden elements and the notes of drawing
//! programs; the text. Never: a rendered picture.

use super::Report;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

const ACTIVE: [&str; 9] = ["script", "foreignobject", "iframe", "audio", "video", "handler", "listener", "set", "object"];
const NAMESPACES: [&str; 3] =
    ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"];

/// Walks through the elements.
pub fn inspect(bytes: &[u8]) -> Report {
    let mut report = Report::default();
    let Ok(text) = std::str::from_utf8(bytes) else {
        report.damaged("SVG が UTF-8 ではありません", "the SVG is not UTF-8");
        return report;
    };
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let (mut depth, mut roots, mut running) = (0usize, 0usize, String::new());
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(element)) => {
                roots += usize::from(depth == 0);
                depth += 1;
                of_element(&element, &mut report);
            }
            Ok(Event::Empty(element)) => {
                roots += usize::from(depth == 0);
                of_element(&element, &mut report);
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(other) => of_other(&other, &mut running, &mut report),
            Err(_) => {
                report.damaged("SVG が XML として読めません", "the SVG is not well-formed XML");
                break;
            }
        }
    }
    if depth > 0 || roots != 1 {
        report.damaged("SVG が途中で切れています", "the SVG breaks off");
    }
    report.body.push(running);
    report
}

fn of_other(event: &Event, running: &mut String, report: &mut Report) {
    match event {
        Event::Comment(text) => {
            report.metadata("SVG comment");
            report.texts.push((**text).to_owned());
        }
        Event::DocType(_) => report.active("DOCTYPE", "DOCTYPE"),
        Event::PI(_) => report.active("処理命令（<?…?>）", "a processing instruction (<?…?>)"),
        Event::Text(text) => of_text(text, running, report),
        Event::CData(text) => of_text(text, running, report),
        Event::GeneralRef(name) => {
            let escaped = format!("&{};", &**name);
            of_text(&quick_xml::escape::unescape(&escaped).unwrap_or_default(), running, report);
        }
        _ => (),
    }
}

/// Text, and the content of `<style>`, which may load things.
fn of_text(text: &str, running: &mut String, report: &mut Report) {
    if loads(text) {
        report.active("外を参照するスタイル", "a style that refers outside");
    }
    running.push_str(text);
}

fn of_element(element: &BytesStart, report: &mut Report) {
    let name = element.name().into_inner().to_ascii_lowercase();
    let (prefix, local) = name.split_once(':').unwrap_or(("", &name));
    if ACTIVE.contains(&local) || local.starts_with("animate") {
        report.active(&format!("<{local}>"), &format!("<{local}>"));
    }
    if local == "metadata" {
        report.metadata("SVG <metadata>");
    }
    if !["", "svg", "xlink", "xml"].contains(&prefix) {
        report.metadata("SVG: a drawing program's own elements");
    }
    for attribute in element.attributes() {
        let Ok(attribute) = attribute else {
            report.damaged("SVG の属性が読めません", "an attribute of the SVG cannot be read");
            return;
        };
        let key = attribute.key.into_inner().to_ascii_lowercase();
        let value =
            attribute.normalized_value(XmlVersion::Implicit1_0).map_or_else(|_| "url(?)".to_owned(), |value| value.into_owned());
        of_attribute(&key, &value, report);
    }
}

fn of_attribute(key: &str, value: &str, report: &mut Report) {
    let local = key.rsplit(':').next().unwrap_or_default();
    if key == "xmlns" || key.starts_with("xmlns:") {
        if !NAMESPACES.contains(&value) {
            report.metadata("SVG: a drawing program's own namespace");
        }
        return;
    }
    if key.contains(':') && !key.starts_with("xlink:") && !key.starts_with("xml:") {
        report.metadata("SVG: a drawing program's own attributes");
    }
    if local.starts_with("on") {
        report.active("動作の属性（on…）", "an event attribute (on…)");
    }
    let refers = ["href", "src", "base"].contains(&local) && !value.starts_with('#');
    if refers || loads(value) {
        report.active("外への参照", "a reference outside the file");
    }
    let style: String = value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let hides = match key {
        "display" => style == "none",
        "visibility" => style != "visible" && style != "inherit",
        "opacity" | "fill-opacity" => style.trim_matches(['0', '.', '%']).is_empty(),
        "style" => style.contains("display:none") || style.contains("visibility:hidden"),
        _ => false,
    };
    if hides {
        report.hidden("表示されない図形や文字", "shapes or text that are not shown");
    }
    report.texts.push(value.to_owned());
}

/// `url(…)` to anything but a part of the same file, or `@import`.
fn loads(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let outside = |(at, _): (usize, &str)| {
        let target = lower.get(at + 4..).unwrap_or_default().trim_start().trim_start_matches(['"', '\'']);
        !target.starts_with('#')
    };
    lower.contains("@import") || lower.match_indices("url(").any(outside)
}
