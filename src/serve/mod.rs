//! The preview: the cleared tree from memory, on this machine only; rebuilt when a source file changes.
//!
//! In: a site folder. Out: HTTP on 127.0.0.1. Never: another address, a file from disk, a page that `build` would not write.

mod respond;
mod watch;

use crate::guard::Cleared;
use crate::source::Disk;
use crate::{Built, build};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, RwLock};

/// The site as last built without a stopping finding.
type Shared = Arc<RwLock<Option<Cleared>>>;

/// Builds, listens, and rebuilds on changes until the process is stopped. A port that is taken makes way for a free one.
pub fn serve(disk: &Disk, port: u16, report: &dyn Fn(&Built), ready: &dyn Fn(SocketAddr)) -> io::Result<()> {
    let shared: Shared = Arc::default();
    let mut seen = watch::stamp(disk);
    rebuild(disk, report, &shared);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let listener = runtime.block_on(bind(port))?;
    ready(listener.local_addr()?);
    let app = respond::router(shared.clone());
    runtime.spawn(async move { axum::serve(listener, app).await });
    loop {
        std::thread::sleep(watch::PAUSE);
        let now = watch::stamp(disk);
        if now != seen {
            seen = now;
            rebuild(disk, report, &shared);
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

/// The last good site stays while findings stop a new one.
fn rebuild(disk: &Disk, report: &dyn Fn(&Built), shared: &Shared) {
    let built = build(disk);
    report(&built);
    if let (Some(cleared), Ok(mut slot)) = (built.cleared, shared.write()) {
        *slot = Some(cleared);
    }
}
