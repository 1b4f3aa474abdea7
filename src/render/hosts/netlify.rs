//! `_headers` and `_redirects`, as Netlify and Cloudflare Pages read them.
//!
//! In: the paths of the tree, what leads on. Out: two texts. Never: two rules that set one header for one path, but for the policy.

use super::super::Tree;
use super::super::moved::Lead;
use super::policy::{FOR_ALL, Header, content_security_policy, headers as headers_of, policy};
use super::types::content_type;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Open data whose type the host cannot tell from the name of a file.
const UNTOLD: [&str; 2] = ["/data/*.csv", "/data/*.jsonld"];

/// Hosts do not agree on a header that two rules set for one path: some append, some take the last, some the longer path. So what
/// differs between paths is set by exactly one rule for each: the one of its folder, or its own at the root. The policy alone is told
/// twice, first without a word about frames: two policies hold both, and addresses at which nothing stands have one too.
pub fn headers(tree: &Tree, connect: &[String]) -> String {
    let rule = |path: &str| match path.split_once('/') {
        Some((folder, _)) => format!("/{folder}/*"),
        None => format!("/{path}"),
    };
    let rules: BTreeSet<String> = tree.paths().into_iter().map(rule).chain(["/".to_owned()]).collect();
    let mut out = String::new();
    block(&mut out, "/*", &policy(connect), &FOR_ALL);
    for rule in rules {
        let name = rule.trim_start_matches('/');
        block(&mut out, &rule, &content_security_policy(name, connect), headers_of(name.split('/').next().unwrap_or_default()));
    }
    out + &UNTOLD.map(|rule| format!("{rule}\n  Content-Type: {}\n", content_type(rule))).concat()
}

fn block(out: &mut String, rule: &str, policy: &str, headers: &[Header]) {
    // Writing into a string cannot fail.
    let _ = writeln!(out, "{rule}\n  Content-Security-Policy: {policy}");
    for (name, value) in headers {
        let _ = writeln!(out, "  {name}: {value}");
    }
}

/// One line for each address that leads on.
pub fn redirects(leads: &[Lead]) -> String {
    // The mark makes the rule work although there is a file.
    leads.iter().map(|lead| format!("{} {} {}!\n", lead.from, lead.to, lead.status)).collect()
}
