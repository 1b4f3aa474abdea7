//! The preview: the cleared tree from memory, on this machine only; rebuilt when a source file changes.
//!
//! In: a site folder. Out: HTTP on 127.0.0.1. Never: another address, a file from disk, a page that `build` would not write.

mod respond;
mod watch;

use crate::guard::Cleared;
use crate::source::{Disk, World};
use crate::{Built, build};
use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, RwLock};

/// The site as last built without a stopping finding.
type Shared = Arc<RwLock<Option<Cleared>>>;

/// The site as a browser sees it now: the last one that was built without a stopping finding.
#[derive(Clone, Default)]
pub struct Preview {
    shown: Shared,
}

impl Preview {
    /// Nothing to show yet.
    pub fn new() -> Preview {
        Preview::default()
    }

    /// Builds again from the sources as they are. While findings stop a new site, the last good one stays.
    pub fn rebuild(&self, world: &dyn World) -> Built {
        let mut built = build(world);
        if let (Some(cleared), Ok(mut slot)) = (built.cleared.take(), self.shown.write()) {
            *slot = Some(cleared);
        }
        built
    }

    /// Every file that is shown, with its path; `None` before the first good build.
    pub fn files(&self) -> Option<BTreeMap<String, Vec<u8>>> {
        let slot = self.shown.read().ok()?;
        Some(slot.as_ref()?.files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect())
    }
}

/// Builds, listens, and rebuilds on changes until the process is stopped. A port that is taken makes way for a free one.
pub fn serve(disk: &Disk, port: u16, report: &dyn Fn(&Built), ready: &dyn Fn(SocketAddr)) -> io::Result<()> {
    let preview = Preview::new();
    let mut seen = watch::stamp(disk);
    report(&preview.rebuild(disk));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let listener = runtime.block_on(bind(port))?;
    ready(listener.local_addr()?);
    let app = respond::router(preview.shown.clone());
    runtime.spawn(async move { axum::serve(listener, app).await });
    loop {
        std::thread::sleep(watch::PAUSE);
        let now = watch::stamp(disk);
        if now != seen {
            seen = now;
            report(&preview.rebuild(disk));
        }
    }
}

async fn bind(port: u16) -> io::Result<tokio::net::TcpListener> {
    let local = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    match tokio::net::TcpListener::bind(local(port)).await {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => tokio::net::TcpListener::bind(local(0)).await,
        bound => bound,
    }
}
