//! `nginx.conf`: rules that a server block includes.
//!
//! In: the paths of the tree, what leads on. Out: one text. Never: a rule about anything but this site (names, certificates, logs).

use super::super::Tree;
use super::super::moved::Lead;
use super::policy::{FOR_ALL, FOR_PAGES, Header, content_security_policy, headers as headers_of};
use super::types::{TEXT, TYPES, is_text};
use crate::figures::Lang;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Its name at the root of the site. It is not served.
pub const FILE: &str = "nginx.conf";

const HEAD: &str = "\
# kohyo が書きました。server { } の中で、root をこのフォルダーにして読み込みます。手で直さないでください。
# Written by kohyo. Include it in a server block whose root is this folder. Do not edit it.
#     server { root /srv/www/public; include /srv/www/public/nginx.conf; }

index index.html;
absolute_redirect off;
etag on;
";

const DOOR: &str = "
# 入口：ブラウザーの言語が英語なら /en/、それ以外は /ja/。 The door: /en/ for browsers set to English, /ja/ for all others.
location = / {
    if ($http_accept_language ~* ^en) { return 302 /en/; }
    return 302 /ja/;
}
location = /nginx.conf { return 404; }
";

/// The whole file. Headers of a server hold in a location only while that sets none of its own, so each that does sets them all.
pub fn rules(tree: &Tree, leads: &[Lead], connect: &[String]) -> String {
    let mut out = HEAD.to_owned();
    out.push_str(&kinds());
    add(&mut out, "", &content_security_policy("", connect), &FOR_PAGES);
    out.push_str("error_page 404 /404.html;\n");
    out.push_str(DOOR);
    for lang in Lang::ALL {
        let code = lang.code();
        // Writing into a string cannot fail.
        let _ = writeln!(out, "location /{code}/ {{ error_page 404 /{code}/404.html; }}");
    }
    let folders: BTreeSet<&str> = tree.paths().into_iter().filter_map(|path| Some(path.split_once('/')?.0)).collect();
    for folder in folders.into_iter().filter(|folder| headers_of(folder) != FOR_PAGES) {
        let _ = writeln!(out, "location /{folder}/ {{");
        add(&mut out, "    ", &content_security_policy(folder, connect), headers_of(folder));
        out.push_str("}\n");
    }
    for file in tree.paths().into_iter().filter(|path| !path.contains('/') && headers_of(path) != FOR_PAGES) {
        let _ = writeln!(out, "location = /{file} {{");
        add(&mut out, "    ", &content_security_policy(file, connect), headers_of(file));
        out.push_str("}\n");
    }
    out.push_str("\n# 移ったページ Pages that have moved\n");
    for lead in leads {
        let _ = writeln!(out, "location = {} {{ return {} {}; }}", quoted(&lead.from), lead.status, quoted(&lead.to));
    }
    out
}

/// Types of files, and which of them are packed on the way.
fn kinds() -> String {
    let mut out = String::from("types {\n");
    for (end, name) in TYPES {
        let _ = writeln!(out, "    {} {end};", quoted(name));
    }
    let packed: BTreeSet<&str> = TYPES.iter().map(|(_, name)| *name).filter(|name| is_text(name)).collect();
    let packed: Vec<String> = packed.into_iter().map(quoted).collect();
    let _ = write!(out, "}}\ndefault_type {};\n\ngzip on;\ngzip_vary on;\ngzip_types {};\n\n", quoted(TEXT), packed.join(" "));
    out
}

fn add(out: &mut String, before: &str, policy: &str, headers: &[Header]) {
    let policy = [("Content-Security-Policy", policy)];
    for (name, value) in policy.iter().chain(&FOR_ALL).chain(headers) {
        let _ = writeln!(out, "{before}add_header {name} {} always;", quoted(value));
    }
}

/// A value in quotes: addresses and headers hold neither quotes nor variables, and would stand escaped if they did.
fn quoted(text: &str) -> String {
    let escaped: String =
        text.chars().flat_map(|c| ['\\'].into_iter().filter(move |_| matches!(c, '"' | '\\')).chain([c])).collect();
    format!("\"{}\"", escaped.replace('$', "%24"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(paths: &[&str]) -> String {
        let mut tree = Tree::default();
        paths.iter().for_each(|path| tree.add(*path, ""));
        rules(&tree, &[Lead { from: "/ja/old/".into(), to: "/ja/$new/\"x/".into(), status: 301 }], &[])
    }

    #[test]
    fn what_sets_a_header_sets_all() {
        let made = made(&["data/a.csv", "embed/b/index.html", "ja/index.html", "search/x/1.txt", "site.json"]);
        let blocks: Vec<&str> = made.split("location ").filter(|block| block.contains("add_header")).collect();
        // The server's own, and those of three folders and a file; pages have what the server has.
        assert_eq!(blocks.len(), 5);
        for (name, _) in FOR_ALL {
            assert_eq!(made.matches(&format!("add_header {name} ")).count(), 5, "{name}");
        }
        assert!(made.contains("location = /site.json {"));
        assert!(made.contains("location /embed/") && made.contains("frame-ancestors *") && !made.contains("location /charts/"));
    }

    #[test]
    fn an_address_cannot_leave_its_quotes() {
        assert!(made(&[]).contains("location = \"/ja/old/\" { return 301 \"/ja/%24new/\\\"x/\"; }"));
    }
}
