//! The register of what is withheld, as open data: one withheld thing a row.
//!
//! In: the register of the site. Out: `data/withheld.csv` and `data/withheld.json`, the same rows with both languages in each.
//! Never: a thing that is not in the register.

use super::super::places::Places;
use super::columns::{REGISTER, header};
use crate::disclosed::{Column, Ground, Item, Site, Stands, Text, figure_name};
use crate::figures::{Date, FiscalYear, Lang};
use serde_json::{Map, Value, json};

/// All rows, in the order of the register.
pub fn rows(site: &Site) -> Vec<Vec<String>> {
    let places = Places::new(site);
    site.register.iter().map(|item| row(site, &places, item)).collect()
}

/// A row as an object; empty fields are left out.
pub fn object(row: Vec<String>) -> Value {
    let fields = header(&REGISTER).into_iter().zip(row).filter(|(_, field)| !field.is_empty());
    let mut object: Map<String, Value> = fields.map(|(name, field)| (name.to_owned(), json!(field))).collect();
    object.insert("value".to_owned(), Value::Null);
    Value::Object(object)
}

/// The grounds that the rows name.
pub fn grounds(site: &Site) -> Vec<Value> {
    let view = |ground: &Ground| {
        json!({
            "id": ground.id,
            "label": ground.label,
            "article": ground.article,
            "text": ground.text,
            "body": ground.body,
        })
    };
    site.used_grounds().map(view).collect()
}

fn row(site: &Site, places: &Places, item: &Item) -> Vec<String> {
    let (why, basis) = (&item.why, &item.why.basis);
    let ground = site.grounds.iter().find(|ground| Some(&ground.id) == why.ground.as_ref());
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut out = vec![why.id.clone().unwrap_or_default(), "withheld".to_owned(), item.kind.word().to_owned()];
    out.extend(stands(&item.stands));
    out.extend(both(page_title(places, &item.stands).as_ref()));
    out.extend(Lang::ALL.map(|lang| page(site, places, &item.stands, lang)));
    out.extend(figure(&item.stands));
    out.push(why.ground.clone().unwrap_or_default());
    out.extend(both(ground.map(|ground| &ground.label)));
    out.extend(both(ground.and_then(|ground| ground.article.as_ref())));
    out.extend(both(basis.reason.as_ref()));
    out.extend(both(basis.by.as_ref()));
    out.extend([day(basis.decided), day(basis.review), day(basis.planned)]);
    out
}

fn both(text: Option<&Text>) -> [String; 2] {
    Lang::ALL.map(|lang| text.and_then(|text| text.get(lang)).unwrap_or_default().to_owned())
}

/// Plan and fiscal year.
fn stands(stands: &Stands) -> [String; 2] {
    match stands {
        Stands::Data { plan, year, .. } => [plan.clone(), year.map(|FiscalYear(year)| year.to_string()).unwrap_or_default()],
        Stands::Page { .. } | Stands::Nowhere => Default::default(),
    }
}

/// The address at which a reader meets the marker.
fn page(site: &Site, places: &Places, stands: &Stands, lang: Lang) -> String {
    places.of(stands, lang).map(|place| format!("{}{}", site.base_url, place.path(lang))).unwrap_or_default()
}

fn page_title(places: &Places, stands: &Stands) -> Option<Text> {
    match stands {
        Stands::Page { title, .. } => title.clone(),
        Stands::Data { row, .. } => {
            let title = |lang| {
                let place = places.of(stands, lang)?;
                let page = places.page(lang, &place.address).map(|page| page.title.clone());
                // A page made from data has the name of its row.
                page.or_else(|| row.as_ref().and_then(|(_, name)| name.get(lang).map(str::to_owned)))
            };
            Some(Text { ja: title(Lang::Ja), en: title(Lang::En) })
        }
        Stands::Nowhere => None,
    }
}

/// Id and name of the row, word and name of the figure.
fn figure(stands: &Stands) -> Vec<String> {
    let Stands::Data { row, column, .. } = stands else { return vec![String::new(); 6] };
    let mut out = vec![row.as_ref().map(|(id, _)| id.clone()).unwrap_or_default()];
    out.extend(both(row.as_ref().map(|(_, name)| name)));
    match column {
        Some(Column::Named(name)) => {
            out.push(name.clone());
            out.extend(both(Some(figure_name(name))));
        }
        Some(Column::Label(label)) => {
            out.push(String::new());
            out.extend(both(Some(label)));
        }
        None => out.extend([String::new(), String::new(), String::new()]),
    }
    out
}
