//! Attachments (添付ファイル): `[[attachment]]` in the front matter of a page, and the files that they name.
//!
//! In: the table, and the bytes that `source` has read. Out: `Attached`, and findings for everything that keeps a file from going
//! out as it is. Never: a change of a file; a quote from one; the name of a withheld one in a message.

use super::disclosure;
use super::marks;
use super::table::{self, File, Row};
use crate::authored::{self, Attached, Attachment, Disclosure, Held, Page, State, Withholding};
use crate::diagnostics::{Finding, Words, codes};
use crate::inspect;
use crate::kinds::{FileKind, WithheldKind};
use crate::shape::{Excuse, Form, Kind};
use crate::source::{Bytes, Sources, Spanned};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reads all `[[attachment]]` of a page.
pub fn load(file: &mut File, row: &Row, page: Option<&Disclosure>) -> Vec<Attached> {
    row.rows(file, "attachment", |file, row| Some(attachment(file, row, page)))
}

fn attachment(file: &mut File, row: &Row, page: Option<&Disclosure>) -> Attached {
    // What its page hides needs to say nothing.
    row.excuse(Excuse::HiddenOrSilent);
    let stated = disclosure::of_part(file, row);
    let page_hides = page.is_none_or(Disclosure::hides_all);
    // A state that cannot be read (a finding says so) hides, like one that is not there.
    let unread = page.is_none() || stated.as_ref().is_some_and(Option::is_none);
    let stated = stated.flatten();
    let own = stated.as_ref().filter(|d| d.hides_all()).cloned();
    let says_so = own.is_some();
    // What its page hides has no number of its own.
    let hiding = own.or(page.filter(|_| page_hides).map(|page| Disclosure { id: None, ..page.clone() }));
    let hides = unread || hiding.is_some();
    let name = row.demand_unless(hides, file, "file", || Kind::Text, table::string);
    let sha256 = row.demand_unless(hides, file, "sha256", || Kind::Form(Form::Sha256), table::string);
    let title = row.demand_unless(hides, file, "title", || Kind::Text, table::text);
    if let Some(title) = title.as_ref().filter(|_| hides) {
        file.hide_payload(title.span);
    }
    let named = file.named();
    let content = Attachment {
        title: title.map(|t| Spanned::new(marks::in_value(file, &t), t.span)),
        reviewed_by: row.string(file, "reviewed_by"),
        reviewed: row.date(file, "reviewed").map(|day| day.value),
        office: row.flag(file, "office"),
        file: None,
    };
    let span = row.span;
    if let Some(own) = stated.as_ref().filter(|own| page_hides && !own.hides_all()) {
        file.finding(laxer(own));
    }
    count(file, stated.as_ref());
    let sha256 = sha256.filter(|sha| form(file, sha));
    // What is withheld never becomes an address, so its name may be any.
    let name = name.filter(|name| hides || is_name(&name.value) || bad_name(file, name));
    let content = match &hiding {
        Some(d) => Held::Withheld(d.withholding(WithheldKind::Attachment, Some(content), span)),
        None if unread => Held::Withheld(Withholding::bare(WithheldKind::Attachment, span)),
        None => Held::Open(content),
    };
    if let (Held::Withheld(part), true) = (&content, says_so) {
        file.hidden_whole(named, None);
        file.name_withheld(part);
    }
    Attached { span, disclosure: stated, file: name, sha256, content }
}

/// A file that says of itself that it is withheld is a withheld part of its page; one that is not even acknowledged leaves no
/// trace, so the page does not say 一部非公表 for it.
fn count(file: &mut File, stated: Option<&Disclosure>) {
    if stated.is_some_and(|d| !matches!(d.state.value, State::Public | State::Unacknowledged)) {
        file.count_withheld();
    }
}

fn laxer(own: &Disclosure) -> Finding {
    let message = Words::new(
        "ページが公表されないのに、添付ファイルが公表とされています。",
        "the attachment is said to be public, but its page is not",
    );
    let help = Words::new(
        "添付ファイルの disclosure を消すか、公表するページに移してください。",
        "remove the attachment's disclosure, or move it to a page that is public.",
    );
    Finding::new(codes::LAXER_ATTACHMENT, message).at(own.state.span).help(help)
}

fn form(file: &mut File, sha: &Spanned<String>) -> bool {
    let good = sha.value.len() == 64 && sha.value.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if !good {
        let message = Words::new("sha256 は小文字の 16 進数 64 桁です。", "a sha256 has 64 lower-case hexadecimal digits");
        let help = Words::new(
            "sha256sum（Windows では Get-FileHash）の結果を小文字で書いてください。",
            "write what sha256sum (on Windows Get-FileHash) prints, in lower case.",
        );
        file.finding(Finding::new(codes::BAD_SHA256, message).at(sha.span).help(help));
    }
    good
}

/// Words of lower-case letters, digits, `-`, `_` and `.`, in folders of the same kind: safe in any address and on any disk.
pub fn is_name(name: &str) -> bool {
    let safe = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.');
    let part =
        |part: &str| part.bytes().all(safe) && part.starts_with(|c: char| c.is_ascii_alphanumeric()) && !part.contains("..");
    name.split('/').all(part) && !name.ends_with('.')
}

fn bad_name(file: &mut File, name: &Spanned<String>) -> bool {
    let shown = file.echo(&name.value, name.span).to_owned();
    let message = Words::new(
        format!("「{shown}」はアドレスにできないファイル名です。"),
        format!("`{shown}` is a file name that cannot be an address"),
    );
    let help = Words::new(
        "小文字の英数字と - _ . だけで名付け、content/ から下のパスを書いてください（files/report.pdf）。",
        "use lower-case letters, digits, `-`, `_` and `.` alone, and write the path below content/ (files/report.pdf).",
    );
    file.finding(Finding::new(codes::BAD_FILE_NAME, message).at(name.span).help(help));
    false
}

/// Gives each declaration its file, and looks into each file once, however many declarations name it.
pub fn take_files(pages: &mut [Arc<Page>], sources: &Sources, confidential: bool) -> Vec<Finding> {
    let named: BTreeMap<String, Bytes> = pages
        .iter()
        .flat_map(|page| &page.attachments)
        .filter_map(|attached| Some((attached.file.as_ref()?.value.clone(), found(attached, sources)?)))
        .collect();
    let looked: BTreeMap<String, Looked> =
        named.into_par_iter().map(|(name, bytes)| (name.clone(), Looked::at(&name, bytes))).collect();
    let (mut findings, mut told) = (Vec::new(), std::collections::BTreeSet::new());
    // Pages with attachments are read each time, so nobody else has them.
    for attached in pages.iter_mut().filter_map(Arc::get_mut).flat_map(|page| &mut page.attachments) {
        let Some(name) = attached.file.clone() else { continue };
        let looked = looked.get(&name.value);
        findings.extend(of_declaration(attached, &name, looked, confidential));
        if let Some(looked) = looked {
            let first = told.insert(name.value.clone());
            if let (true, Held::Open(open)) = (first, &attached.content) {
                findings.extend(of_file(open, &name, looked));
            }
            give(attached, looked);
        }
    }
    findings
}

fn found(attached: &Attached, sources: &Sources) -> Option<Bytes> {
    sources.other(&format!("content/{}", attached.file.as_ref()?.value)).cloned()
}

/// A file with what was found in it.
struct Looked {
    file: authored::File,
    sha256: String,
    /// What it is instead of what its name says.
    instead: Option<&'static str>,
    faults: Vec<inspect::Fault>,
}

impl Looked {
    fn at(name: &str, bytes: Bytes) -> Looked {
        let kind = FileKind::of_name(name);
        let instead = kind.and_then(|kind| inspect::is_kind(kind, &bytes).err());
        let report = kind.filter(|_| instead.is_none()).map(|kind| inspect::inspect(kind, &bytes)).unwrap_or_default();
        let sha256 = Sha256::digest(&bytes[..]).iter().map(|b| format!("{b:02x}")).collect();
        Looked { sha256, instead, faults: report.faults, file: authored::File { kind, bytes, texts: report.body } }
    }
}

/// What is wrong between a declaration and the file that it names.
fn of_declaration(attached: &Attached, name: &Spanned<String>, looked: Option<&Looked>, confidential: bool) -> Vec<Finding> {
    let withheld = matches!(attached.content, Held::Withheld(_));
    let mut findings = Vec::new();
    match looked {
        None if !withheld => findings.push(missing(name)),
        Some(_) if withheld && !confidential => findings.push(withheld_file(attached)),
        _ => (),
    }
    if let (Some(looked), Some(sha)) = (looked, &attached.sha256)
        && looked.sha256 != sha.value
    {
        findings.push(differs(sha, (!withheld).then_some(looked.sha256.as_str())));
    }
    findings
}

fn missing(name: &Spanned<String>) -> Finding {
    let message = Words::new(format!("content/{} がありません。", name.value), format!("there is no content/{}", name.value));
    let help = Words::new("ファイルを置くか、この添付を消してください。", "put the file there, or remove this attachment.");
    Finding::new(codes::NO_ATTACHMENT, message).at(name.span).help(help)
}

fn withheld_file(attached: &Attached) -> Finding {
    let span = attached.disclosure.as_ref().map_or(attached.span, |d| d.state.span);
    let message =
        Words::new("非公表とした添付ファイルが content/ に置かれています。", "a file that is withheld lies below content/");
    let help = Words::new(
        "ファイルを消してください。職員だけの場所で扱う原稿なら kohyo.toml に confidential = true と書きます。",
        "remove the file; if these sources never leave the staff, write confidential = true in kohyo.toml.",
    );
    Finding::new(codes::WITHHELD_FILE, message).at(span).help(help)
}

fn differs(sha: &Spanned<String>, is: Option<&str>) -> Finding {
    let message =
        Words::new("ファイルの sha256 が、書かれているものと違います。", "the sha256 of the file is not the one written here");
    let finding = Finding::new(codes::SHA256_DIFFERS, message).at(sha.span);
    let Some(is) = is else { return finding };
    finding.help(Words::new(
        format!("正しいファイルか確かめてから書き直してください。いまのファイルは {is} です。"),
        format!("make sure that it is the right file, then write {is}."),
    ))
}

/// What is wrong with a file that shall go out.
fn of_file(open: &Attachment, name: &Spanned<String>, looked: &Looked) -> Vec<Finding> {
    let Some(kind) = looked.file.kind else { return vec![not_allowed(name)] };
    if let Some(instead) = looked.instead {
        return vec![other_kind(name, kind, instead)];
    }
    let mut findings: Vec<Finding> = looked.faults.iter().map(|fault| inspected(name, fault)).collect();
    if kind.is_office() && !open.office {
        findings.push(office(name));
    }
    if kind.needs_review() && (open.reviewed_by.is_none() || open.reviewed.is_none()) {
        findings.push(unreviewed(name));
    }
    findings
}

fn not_allowed(name: &Spanned<String>) -> Finding {
    let message = Words::new(
        format!("{} は公開できない種類のファイルです。", name.value),
        format!("{} is of a kind that cannot be published", name.value),
    );
    let known: Vec<&str> = FileKind::EXTENSIONS.iter().map(|(extension, _)| *extension).collect();
    let help = Words::new(
        format!("使えるのは次の種類です: {}", known.join("、")),
        format!("these kinds are accepted: {}", known.join(", ")),
    );
    Finding::new(codes::KIND_NOT_ALLOWED, message).at(name.span).help(help)
}

fn other_kind(name: &Spanned<String>, kind: FileKind, instead: &str) -> Finding {
    let message = Words::new(
        format!("名前は {} ですが、中身は違います（{instead}）。", kind.word()),
        format!("the name says {}, but the content is something else ({instead})", kind.word()),
    );
    let help = Words::new("正しい形式で保存し直してください。", "save it in the right format.");
    Finding::new(codes::KIND_DIFFERS, message).at(name.span).help(help)
}

fn inspected(name: &Spanned<String>, fault: &inspect::Fault) -> Finding {
    let message = Words::new(format!("{}：{}。", name.value, fault.words.ja), format!("{}: {}", name.value, fault.words.en));
    let help = match fault.code {
        code if code == codes::FILE_DAMAGED => Words::new(
            "開けるか確かめ、正しい形式で保存し直してください。",
            "see whether it opens, and save it anew in the right format.",
        ),
        _ => Words::new(
            "それを取り除いたファイルを作り、中身を確かめてから sha256 を書き直してください。",
            "make a file without it, look through that file, and write its sha256.",
        ),
    };
    Finding::new(fault.code, message).at(name.span).help(help)
}

fn office(name: &Spanned<String>) -> Finding {
    let message = Words::new(format!("{} は Office ファイルです。", name.value), format!("{} is an Office file", name.value));
    let help = Words::new(
        "PDF や CSV にするのが安全です。編集できる形で公開する必要があるときは office = true と書きます。",
        "a PDF or CSV is safer; where readers need to edit the file, write office = true.",
    );
    Finding::new(codes::OFFICE_FILE, message).at(name.span).help(help)
}

fn unreviewed(name: &Spanned<String>) -> Finding {
    let message = Words::new(
        format!("{} を目で確かめた人と日が書かれていません。", name.value),
        format!("nobody says to have looked through {}", name.value),
    );
    let help = Words::new(
        "墨塗りの下、プロパティ、注釈まで確かめてから reviewed_by と reviewed を書いてください。",
        "look under blackened parts, at properties and notes; then write reviewed_by and reviewed.",
    );
    Finding::new(codes::NOT_REVIEWED, message).at(name.span).help(help)
}

fn give(attached: &mut Attached, looked: &Looked) {
    let file = Some(looked.file.clone());
    match &mut attached.content {
        Held::Open(open) => open.file = file,
        Held::Withheld(part) => {
            part.payload = part.payload.take().map(|sealed| sealed.map(|content| Attachment { file, ..content }));
        }
    }
}
