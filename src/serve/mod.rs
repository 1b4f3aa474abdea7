//! The preview: the cleared tree from memory, on this machine only; rebuilt when a source file changes, and then shown at once.
//!
//! In: a site folder. Out: HTTP on 127.0.0.1. Never: another address, a file from disk, a file written, a page that `build` would not
//! write. `live` reloads pages and shows findings; `staff` tells what only staff may know, beside the public page and never in it.

mod live;
mod range;
mod respond;
mod staff;
mod watch;

pub use watch::Watcher;

use crate::diagnostics::{Format, Words, errors, print, words};
use crate::guard::Cleared;
use crate::source::{Disk, World};
use crate::{Built, rendered};
use staff::Remarks;
use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, RwLock};
use tokio::sync::watch as signal;

/// The site as a browser sees it now: the last one that was built without a stopping finding.
#[derive(Clone)]
pub struct Preview {
    now: Arc<RwLock<Now>>,
    /// How many times it was built; browsers wait for the next time.
    builds: Arc<signal::Sender<u64>>,
    staff: bool,
}

/// What came of the builds so far.
#[derive(Default)]
struct Now {
    /// The last good site.
    shown: Option<Cleared>,
    /// The findings of the last build, masked, as JSON.
    findings: String,
    /// How many of them there are, and how many stop the site.
    count: (usize, usize),
    /// The same in words.
    counted: Words,
    /// What staff see beside it.
    remarks: Option<Remarks>,
}

impl Default for Preview {
    fn default() -> Preview {
        Preview { now: Arc::default(), builds: Arc::new(signal::Sender::new(0)), staff: false }
    }
}

impl Preview {
    /// Nothing to show yet.
    pub fn new() -> Preview {
        Preview::default()
    }

    /// The same for staff, who see more beside each page.
    pub fn for_staff() -> Preview {
        Preview { staff: true, ..Preview::default() }
    }

    /// Builds again from the sources as they are. While findings stop a new site, the last good one stays.
    pub fn rebuild(&self, world: &dyn World) -> Built {
        let mut site = rendered(world);
        let mut cleared = site.clear();
        let remarks = self.staff.then(|| Remarks::of(&mut site));
        let built = Built::of(site, None);
        if let Ok(mut now) = self.now.write() {
            now.findings = print(&built.findings, &built.sources, &built.masks, Format::Json, None);
            now.count = (built.findings.len(), errors(&built.findings));
            now.counted = words::count(&built.findings);
            now.remarks = remarks;
            if let Some(cleared) = cleared.take() {
                now.shown = Some(cleared);
            }
        }
        self.builds.send_modify(|builds| *builds += 1);
        built
    }

    /// Every file that is shown, with its path; `None` before the first good build.
    pub fn files(&self) -> Option<BTreeMap<String, Vec<u8>>> {
        let now = self.now.read().ok()?;
        Some(now.shown.as_ref()?.files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect())
    }
}

/// How a preview is to be served.
pub struct Wanted {
    /// The port; one that is taken makes way for a free one.
    pub port: u16,
    /// Whether staff look at it.
    pub staff: bool,
}

/// Builds, listens, and rebuilds on changes until the process is stopped.
pub fn serve(disk: &Disk, wanted: &Wanted, report: &dyn Fn(&Built), ready: &dyn Fn(SocketAddr)) -> io::Result<()> {
    let preview = if wanted.staff { Preview::for_staff() } else { Preview::new() };
    let mut watcher = Watcher::new(disk);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let listener = runtime.block_on(bind(wanted.port))?;
    let address = listener.local_addr()?;
    report(&preview.rebuild(disk));
    ready(address);
    let app = respond::router(preview.clone());
    runtime.spawn(async move { axum::serve(listener, app).await });
    loop {
        watcher.wait();
        report(&preview.rebuild(disk));
    }
}

async fn bind(port: u16) -> io::Result<tokio::net::TcpListener> {
    let local = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    match tokio::net::TcpListener::bind(local(port)).await {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => tokio::net::TcpListener::bind(local(0)).await,
        bound => bound,
    }
}
