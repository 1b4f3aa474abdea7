//! What is wrong with a site of a portal, in words.
//!
//! In: the site as `portal.toml` names it, and what was found. Out: findings. Never: a cause without a remedy.

use crate::authored::{Member, Portal};
use crate::diagnostics::{Finding, Words, codes};
use crate::figures::Lang;
use crate::render::root::VERSION;
use crate::source::Span;
use std::io;

/// The folder cannot be read.
pub fn not_there(site: &Member, error: &io::Error) -> Finding {
    let folder = &site.folder.value;
    let message = Words::new(
        format!("公開用フォルダー {folder} を読めません（{error}）。"),
        format!("the published folder {folder} cannot be read: {error}"),
    );
    let help = Words::new(
        "folder には、kohyo build が書いた公開用フォルダー（manifest.json のあるところ）を、portal.toml から見た場所で書きます。CI では、先に成果物を取り出します。",
        "`folder` is the published folder that `kohyo build` wrote (where manifest.json stands), as seen from portal.toml; in CI, fetch the artefacts first.",
    );
    Finding::new(codes::NO_MEMBER, message).at(site.folder.span).help(help)
}

/// The folder is whole, and cannot be joined.
pub fn other(site: &Member, what: Words) -> Finding {
    let folder = &site.folder.value;
    let message = Words::new(format!("{folder}: {}", what.ja), format!("{folder}: {}", what.en));
    let help = Words::new(
        "ポータルと同じ版の kohyo で、そのサイトを作り直してください。",
        "build that site again with the version of kohyo that makes the portal.",
    );
    Finding::new(codes::OTHER_MEMBER, message).at(site.folder.span).help(help)
}

/// There is no root file.
pub fn no_root() -> Words {
    Words::new("site.json がないか、読めません。", "its site.json is missing or cannot be read")
}

/// The root file has another form.
pub fn version(version: u64) -> Words {
    Words::new(
        format!("site.json の形式の版が {version} です。この kohyo が読めるのは {VERSION} です。"),
        format!("its site.json has version {version} of the form; this kohyo reads {VERSION}"),
    )
}

/// The catalogue is none, or speaks in other words.
pub fn catalogue() -> Words {
    Words::new(
        "オープンデータの目録（data/catalog.jsonld）を読めないか、別の形です。",
        "its catalogue of open data (data/catalog.jsonld) cannot be read or has another form",
    )
}

/// The index of a language cannot be read.
pub fn index(lang: Lang) -> Words {
    let code = lang.code();
    Words::new(
        format!("検索の索引（{code}）を読めないか、別の形です。"),
        format!("its index of search ({code}) cannot be read or has another form"),
    )
}

/// A node of a catalogue stands for something else in another one.
pub fn strange_catalogue(site: &Member, id: &str) -> Finding {
    let message = Words::new(
        format!("目録の {id} は、ほかのサイトの目録にも別の内容であります。"),
        format!("the catalogue speaks of {id}, of which another site says something else"),
    );
    let help = Words::new(
        "同じサイトの新旧二つのフォルダーを挙げていないか、二つのサイトの kohyo.toml の base_url が同じでないかを確かめてください。",
        "look whether two folders of one site are named, or two sites have one base_url in their kohyo.toml.",
    );
    Finding::new(codes::SAME_MEMBER, message).at(site.folder.span).help(help)
}

/// Two sites stand at one address.
pub fn twice(site: &Member, first: &Member, url: &str) -> Finding {
    let message = Words::new(format!("{url} のサイトが二つあります。"), format!("two sites stand at {url}"));
    let help = Words::new(
        "同じサイトを二度挙げたなら一方を消します。別のサイトなら、kohyo.toml の base_url を実際のアドレスに直して作り直します。",
        "if one site is named twice, remove one; if they are two, set base_url in their kohyo.toml to where each really stands, and build them again.",
    );
    let here = Words::new("もう一つはここです", "the other one is here");
    Finding::new(codes::SAME_MEMBER, message).at(site.folder.span).also(first.folder.span, here).help(help)
}

/// A site stands where the portal is to stand.
pub fn own(site: &Member, url: &str) -> Finding {
    let message = Words::new(
        format!("このサイトのアドレス {url} は、ポータル自身のアドレスです。"),
        format!("{url}, the address of this site, is that of the portal itself"),
    );
    let help = Words::new(
        "ポータルの base_url を、どのサイトとも違うアドレスにしてください。",
        "give the portal a base_url that no site has.",
    );
    Finding::new(codes::SAME_MEMBER, message).at(site.folder.span).help(help)
}

/// The address of a site is no origin.
pub fn bad_origin(site: &Member, url: &str) -> Finding {
    let message = Words::new(
        format!("サイトの base_url「{url}」は https://名前 の形ではありません。"),
        format!("the base_url of this site, `{url}`, is not of the form https://name"),
    );
    Finding::new(codes::BAD_ORIGIN, message).at(site.folder.span).help(origin_help())
}

/// The address of the portal is none.
pub fn bad_own(span: Span, url: &str) -> Finding {
    let message = Words::new(
        format!("base_url「{url}」は https://名前 の形ではありません。"),
        format!("base_url `{url}` is not of the form https://name"),
    );
    Finding::new(codes::BAD_ORIGIN, message).at(span).help(origin_help())
}

fn origin_help() -> Words {
    Words::new(
        "サイトもポータルも、名前（と番号）だけのアドレスに置きます。小文字で、パスを付けずに書き、サイトの kohyo.toml を直したときは作り直します。",
        "sites and portals stand at an address of a name (and port) alone: lower case, no path. After a change of kohyo.toml, build that site again.",
    )
}

/// A page of https cannot fetch from http.
pub fn insecure(site: &Member, url: &str) -> Finding {
    let message = Words::new(
        format!("ポータルは https なのに、サイト {url} は http です。ブラウザーは読みません。"),
        format!("the portal is https and the site {url} is http: no browser lets the one read the other"),
    );
    let help = Words::new("サイトを https で公開してください。", "publish the site with https.");
    Finding::new(codes::BAD_ORIGIN, message).at(site.folder.span).help(help)
}

/// The author's sources for the policy leave a site out.
pub fn not_covered(site: &Member, url: &str) -> Finding {
    let message = Words::new(
        format!("サイト {url} は connect に挙げた範囲にありません。"),
        format!("the site {url} is not among what `connect` names"),
    );
    let help = Words::new(format!("connect に \"{url}\" を書き足してください。"), format!("add \"{url}\" to `connect`."));
    Finding::new(codes::BAD_ORIGIN, message).at(site.folder.span).help(help)
}

/// A source that is none, or wider than a domain.
pub fn bad_source(span: Span) -> Finding {
    let message = Words::new(
        "connect に書けるのは https://名前 か https://*.ドメイン です。",
        "`connect` holds addresses like https://name or https://*.domain",
    );
    let help = Words::new("例: connect = [\"https://*.lg.jp\"]", "for example: connect = [\"https://*.lg.jp\"]");
    Finding::new(codes::BAD_ORIGIN, message).at(span).help(help)
}

/// The policy would be longer than hosts send.
pub fn too_many(settings: &Portal, sites: usize) -> Finding {
    let message = Words::new(
        format!("{sites} のサイトのアドレスを一つずつ挙げると、方針（CSP）のヘッダーが長すぎて送れません。"),
        format!("the addresses of {sites} sites make a policy (CSP) that is too long for a header"),
    );
    let help = Words::new(
        "portal.toml に、サイトをまとめて指す connect = [\"https://*.lg.jp\"] のような行を加えてください。",
        "add to portal.toml what stands for many of them: connect = [\"https://*.lg.jp\"].",
    );
    let finding = Finding::new(codes::BAD_ORIGIN, message).help(help);
    match &settings.base_url {
        Some(url) => finding.at(url.span),
        None => finding,
    }
}
