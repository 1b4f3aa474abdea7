//! XML, element by element.
//!
//! In: a part of a workbook. Out: elements by their local names, and texts. Never: an entity of the document's own, a guess about what
//! is not well formed.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// What stands next in a part.
pub enum Step<'a> {
    /// `<c r="A1">`: its name without a prefix, and its attributes.
    Start(&'a str, &'a Attributes),
    /// Characters.
    Text(&'a str),
    /// The end of an element, also of an empty one.
    End(&'a str),
}

/// Attributes by their local names.
pub struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A switch: `hidden="1"`.
    pub fn is_on(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| matches!(value, "1" | "true"))
    }

    /// A whole number.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.parse().ok()
    }
}

/// Walks through a part. `None`: it is not well formed, or declares what kohyo does not read.
pub fn walk(bytes: &[u8], mut visit: impl FnMut(Step)) -> Option<()> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().check_end_names = true;
    let mut depth = 0usize;
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => {
                depth += 1;
                visit(Step::Start(local(element.name().into_inner()), &attributes(&element)?));
            }
            Event::Empty(element) => {
                let (name, attributes) = (element.name(), attributes(&element)?);
                visit(Step::Start(local(name.into_inner()), &attributes));
                visit(Step::End(local(name.into_inner())));
            }
            Event::End(element) => {
                depth = depth.checked_sub(1)?;
                visit(Step::End(local(element.name().into_inner())));
            }
            Event::Text(piece) => visit(Step::Text(&piece)),
            Event::CData(piece) => visit(Step::Text(&piece)),
            Event::GeneralRef(reference) => {
                let known = format!("&{};", &*reference);
                visit(Step::Text(&quick_xml::escape::unescape(&known).ok()?));
            }
            Event::DocType(_) => return None,
            Event::Eof => return (depth == 0).then_some(()),
            _ => (),
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or_default()
}

fn attributes(element: &BytesStart) -> Option<Attributes> {
    let mut out = Vec::new();
    for attribute in element.attributes() {
        let attribute = attribute.ok()?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned();
        out.push((local(attribute.key.into_inner()).to_owned(), value));
    }
    Some(Attributes(out))
}
