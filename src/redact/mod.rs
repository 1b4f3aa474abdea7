//! The projection: what the author wrote becomes what the public may know.
//!
//! In: `authored::Site`. Out: `disclosed::Site` and the `Watchlist` of withheld values for the guard. The only room that opens
//! `Sealed<T>`. Never: a template, a file, a message.

mod accessibility;
mod attachments;
mod cells;
mod checks;
mod pages;
mod plans;
mod rows;
mod spellings;
mod watchlist;
mod work;
mod years;

pub use watchlist::{Needle, NeedleKind, Secret, Watchlist};

use crate::authored;
use crate::disclosed;
use cells::Projector;
use plans::Plans;

/// What projection gives back.
pub struct Redacted {
    /// The public site.
    pub site: disclosed::Site,
    /// Values that must not be found in the output.
    pub watchlist: Watchlist,
}

/// What the next projection of the same site can use again.
#[derive(Default)]
pub struct Kept {
    /// What the public may know of the data, and what it may not.
    data: authored::OfData<(disclosed::Site, InData)>,
    plans: Plans,
    pages: Vec<pages::Kept>,
}

/// What is withheld in the data, and its part of the register.
type InData = (Watchlist, Vec<disclosed::Item>);

/// Projects a whole site. Every figure and text passes through `Projector`, which sees each withheld part exactly once.
pub fn redact(site: &authored::Site) -> Redacted {
    redact_again(site, &mut Kept::default())
}

/// The same after an earlier projection: neither data that are the same nor pages without a withheld part are gone through again.
pub fn redact_again(site: &authored::Site, kept: &mut Kept) -> Redacted {
    let Kept { data, plans, pages } = kept;
    let (mut public, withheld) = data.of(&site.data, || all_but_pages(site, plans)).clone();
    let mut p = Projector::after(withheld);
    public.host = site.config.host;
    site.secrets.iter().for_each(|(number, secret)| p.watch_secret(number, secret));
    public.pages = pages::pages(&mut p, &site.pages, pages);
    let (watchlist, register) = p.finish();
    public.register = register;
    Redacted { site: public, watchlist }
}

/// What follows from the data and the settings.
fn all_but_pages(site: &authored::Site, kept: &mut Plans) -> (disclosed::Site, InData) {
    let mut p = Projector::new(&site.data.units);
    let data = &site.data;
    let config = &site.config;
    years::watch_withheld(&mut p, &data.years);
    let plans = kept.of(site, &mut p);
    let public = disclosed::Site {
        title: p.optional(config.title.as_ref()).unwrap_or_default(),
        base_url: config.base_url.clone(),
        description: p.optional(config.description.as_ref()).unwrap_or_default(),
        publisher: p.optional(config.publisher.as_ref()).unwrap_or_default(),
        contact: config.contact.as_ref().map(|c| (p.text(&c.name), c.address.clone())),
        notice: p.optional(config.notice.as_ref()),
        licence: config.licence.as_ref().map(|(name, url)| (p.text(name), url.clone())),
        theme: config.theme.clone(),
        home_plan: config.home_plan.clone(),
        updated: config.updated,
        units: data.units.clone(),
        documents: data.documents.iter().map(|d| document(&mut p, d)).collect(),
        bodies: data.bodies.iter().map(|b| body(&mut p, b)).collect(),
        grounds: data.grounds.iter().map(|g| ground(&mut p, g)).collect(),
        plans,
        request: p.optional(config.request.as_ref()),
        accessibility: accessibility::accessibility(&mut p, &data.accessibility),
        frequency: config.frequency.clone(),
        released: data.released.iter().map(|r| released(&mut p, r)).collect(),
        ..disclosed::Site::default()
    };
    (public, p.finish())
}

fn document(p: &mut Projector, document: &authored::Document) -> disclosed::Document {
    disclosed::Document {
        id: document.id.value.clone(),
        title: p.text(&document.title),
        bodies: cells::ids(&document.bodies),
        year: document.fiscal_year,
    }
}

fn body(p: &mut Projector, body: &authored::Body) -> disclosed::Body {
    disclosed::Body {
        id: body.id.value.clone(),
        name: p.text(&body.name),
        kana: body.kana.clone().unwrap_or_default(),
        code: body.code.clone(),
    }
}

fn released(p: &mut Projector, released: &authored::Released) -> disclosed::Released {
    disclosed::Released {
        number: released.number.value.clone(),
        on: released.on,
        what: p.text(&released.what),
        page: released.page.as_ref().map(|page| page.value.trim_matches('/').to_owned()),
    }
}

fn ground(p: &mut Projector, ground: &authored::Ground) -> disclosed::Ground {
    disclosed::Ground {
        id: ground.id.value.clone(),
        label: p.text(&ground.label),
        article: p.optional(ground.article.as_ref()),
        text: p.optional(ground.text.as_ref()),
        body: ground.body.as_ref().map(|body| body.value.clone()),
    }
}
