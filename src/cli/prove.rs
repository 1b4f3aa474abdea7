//! `kohyo prove`: whether anything withheld could get out.
//!
//! In: arguments. Out: a certificate, if asked for; an exit code. Never: a withheld value.

use super::command::{Command, Operands, Opt, Takes};
use super::given::Given;
use super::{DONE, FINDINGS};
use crate::diagnostics::Words;
use crate::{prove, publish, rendered};
use std::time::Instant;

/// `kohyo prove`
pub const COMMAND: Command = Command {
    name: "prove",
    about: ("非公表が漏れないことを確かめる", "prove that nothing withheld gets out"),
    operands: Operands::NONE,
    options: &[&OUT],
    run,
};

const OUT: Opt =
    Opt { name: "--out", takes: Takes::Path("FILE"), about: ("証明書のファイル", "the file of the certificate") };

fn run(given: &Given) -> u8 {
    let began = Instant::now();
    let proof = prove::prove(&given.disk(), &prove::Machine::new(&rendered));
    given.report_with(&proof.site, &proof.findings);
    let Some(certificate) = &proof.certificate else { return FINDINGS };
    let (worlds, files) = (certificate.worlds.len(), certificate.files);
    let items: usize = certificate.items.values().map(|level| level.values).sum();
    let ((caught, missed), ms) = (certificate.plants(), began.elapsed().as_millis());
    let planted = caught + missed;
    let alike = certificate.worlds.iter().filter(|world| world.identical && world.findings).count();
    let ja = format!(
        "世界 {worlds} のうち同一 {alike}、ファイル {files}、非公表の値 {items}、植えた値の検出 {caught}/{planted}（{ms} ms）。"
    );
    let en = format!(
        "{alike} of {worlds} worlds identical, {files} files, {items} withheld values, {caught} of {planted} plants caught ({ms} ms)."
    );
    given.say(&Words::new(ja, en));
    if let Some(path) = given.path(&OUT)
        && let Err(error) = publish::write_file(&path, &certificate.json())
    {
        return given.fault(&error);
    }
    if proof.findings.is_empty() { DONE } else { FINDINGS }
}
