//! `kohyo.toml`: what a site says of itself.
//!
//! In: built by `load`. Out: read by `redact`. Never: a secret; nothing here can be withheld.

use super::Text;

/// The site's settings.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// サイト名
    pub title: Option<Text>,
    /// Where the site will stand, e.g. `https://example.jp`; no slash at the end.
    pub base_url: String,
    /// One or two sentences about the site, for its home page and search engines.
    pub description: Option<Text>,
    /// 公表者
    pub publisher: Option<Text>,
    /// 問い合わせ先
    pub contact: Option<Contact>,
    /// Shown on every page, e.g. that the site is an unofficial specimen.
    pub notice: Option<Text>,
    /// Licence of the data, with its address.
    pub licence: Option<(Text, String)>,
    /// Theme folder below `themes/`.
    pub theme: String,
    /// The plan that the home page speaks of.
    pub home_plan: Option<String>,
    /// The day on which the content was last changed, printed on every page.
    pub updated: Option<crate::figures::Date>,
    /// How often the data are updated, a word of `FREQUENCIES`.
    pub frequency: Option<String>,
    /// Where the site is served from.
    pub host: crate::kinds::Host,
    /// 開示請求の方法: how to ask for what is withheld, for the register.
    pub request: Option<Text>,
    /// Register numbers of withheld values that also stand in public text by coincidence, so that the guard lets them pass there.
    pub coincidences: Vec<super::Id>,
    /// Whether inference was checked where these sources come from: `kohyo redact` writes it into public sources, which do not say
    /// what staff know of inference.
    pub inference_checked: bool,
    /// Whether the sources may carry withheld values; then only the output may leave the staff machine.
    pub confidential: bool,
}

/// Whom to ask.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Name of the office.
    pub name: Text,
    /// Mail address or phone, as it is to be printed.
    pub address: Option<String>,
}
