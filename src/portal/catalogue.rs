//! One catalogue of many (DCAT).
//!
//! In: the nodes of the catalogues of sites. Out: a catalogue that names them and holds all their nodes, ids unchanged. Never: two
//! nodes of one id; a node that says something else than its site does.

use crate::disclosed::{Site, Text, address};
use crate::render::{catalogue_context, tagged};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The type of a catalogue.
const CATALOG: &str = "dcat:Catalog";

/// The nodes of all sites so far, each as one line of JSON.
#[derive(Default)]
pub struct Joined {
    nodes: BTreeMap<String, String>,
    order: Vec<String>,
    catalogues: Vec<String>,
}

impl Joined {
    /// Adds the nodes of a site. The id of a node that cannot stand beside the others comes back.
    pub fn add(&mut self, graph: Vec<Value>) -> Result<(), String> {
        for node in graph {
            let id = node["@id"].as_str().unwrap_or_default().to_owned();
            let text = node.to_string();
            match self.nodes.get(&id) {
                Some(same) if *same == text => continue,
                Some(_) => return Err(id),
                None if id.is_empty() => return Err(text.chars().take(80).collect()),
                None => (),
            }
            if node["@type"] == CATALOG {
                self.catalogues.push(id.clone());
            }
            self.order.push(id.clone());
            self.nodes.insert(id, text);
        }
        Ok(())
    }

    /// The file: one node a line, the portal's own first. Many catalogues are large, and nobody reads blanks.
    pub fn bytes(mut self, site: &Site) -> Vec<u8> {
        let mut out = format!("{{\"@context\":{},\"@graph\":[\n", catalogue_context());
        let mut nodes = self.own(site).map(|node| node.to_string()).to_vec();
        nodes.extend(self.order.iter().filter_map(|id| self.nodes.remove(id)));
        out.push_str(&nodes.join(",\n"));
        out.push_str("\n]}\n");
        out.into_bytes()
    }

    fn own(&self, site: &Site) -> [Value; 2] {
        let id = |name: &str| format!("{}/{}#{name}", site.base_url, address::DATA_CATALOG);
        let description = if site.description == Text::default() { &site.title } else { &site.description };
        let mut whole = json!({
            "@id": id("catalog"),
            "@type": CATALOG,
            "dct:title": tagged(&site.title),
            "dct:description": tagged(description),
            "dct:publisher": { "@id": id("publisher") },
            "foaf:homepage": { "@id": format!("{}/", site.base_url) },
            "dcat:catalog": self.catalogues.iter().map(|id| json!({ "@id": id })).collect::<Value>(),
        });
        if let Some(day) = site.updated {
            whole["dct:modified"] = json!({ "@value": day, "@type": "xsd:date" });
        }
        [whole, json!({ "@id": id("publisher"), "@type": "foaf:Agent", "foaf:name": tagged(&site.publisher) })]
    }
}
