//! The preview: the cleared tree from memory, on this machine only; rebuilt when a source file changes, and then shown at once.
//!
//! In: a site folder. Out: HTTP on 127.0.0.1. Never: another address, a file from disk, a file written, a page that `build` would not
//! write. A page is made when somebody asks for it, and the whole site in the background (`shop`). `live` reloads pages and shows
//! findings; `staff` tells what only staff may know, beside the public page and never in it.

mod live;
mod range;
mod respond;
mod shop;
mod staff;
mod watch;

pub use watch::Watcher;

use crate::diagnostics::{Format, Words, errors, print, words};
use crate::guard::Cleared;
use crate::source::{Disk, World};
use crate::stages::Stages;
use crate::{Built, Draft, Kept, Rendered, draft};
use rayon::{ThreadPool, ThreadPoolBuilder};
use shop::{Finished, Reply, Shop};
use staff::Remarks;
use std::collections::BTreeMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, RwLock};
use tokio::sync::watch as signal;

/// The site as a browser sees it now: the last one that was made without a stopping finding.
#[derive(Clone)]
pub struct Preview {
    now: Arc<RwLock<Now>>,
    /// How many times the sources were read; browsers wait for news of it.
    saves: Arc<signal::Sender<u64>>,
    staff: bool,
}

/// What came of the sources so far.
#[derive(Default)]
struct Now {
    /// The last site that was made as a whole.
    good: Option<Arc<Cleared>>,
    /// The newest one, while it is being made.
    shop: Option<Arc<Shop>>,
    /// The findings, masked, as JSON.
    findings: String,
    /// How many of them there are, and how many stop the site.
    count: (usize, usize),
    /// The same in words.
    counted: Words,
    /// What staff see beside it.
    remarks: Option<Remarks>,
}

impl Now {
    fn tell(&mut self, rendered: &Rendered) {
        self.findings = print(&rendered.findings, &rendered.sources, &rendered.masks, Format::Json, None);
        self.count = (rendered.findings.len(), errors(&rendered.findings));
        self.counted = words::count(&rendered.findings);
    }
}

impl Default for Preview {
    fn default() -> Preview {
        Preview { now: Arc::default(), saves: Arc::new(signal::Sender::new(0)), staff: false }
    }
}

/// Closes the shop of a save, however its worker ends: nobody is to wait for one who does not work.
struct Closing<'p>(&'p Preview, u64);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        if let Ok(mut now) = self.0.now.write() {
            now.shop = now.shop.take().filter(|shop| shop.save != self.1);
        }
        self.0.saves.send_modify(|_| ());
    }
}

/// The priority of what can wait: 19 on a scale on which others have 0.
#[cfg(target_os = "linux")]
const LOWEST: i32 = 19;

/// What all shops share.
struct Back {
    /// What is made in the background must not stand before what the next save wants.
    pool: ThreadPool,
    kept: shop::Kept,
}

/// What stands at a path of the site.
enum Look {
    /// There is no site yet.
    NoSite,
    /// Nothing.
    Absent,
    /// A file: its name and its bytes.
    File(String, Arc<[u8]>),
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

    /// Makes everything again from the sources as they are, at once. While findings stop a new site, the last good one stays.
    pub fn rebuild(&self, world: &dyn World) -> Built {
        let mut draft = draft(world, &mut Kept::default(), None, &mut Stages::default());
        let save = self.saved(&mut draft.rendered, None);
        let mut rendered = draft.complete();
        let cleared = rendered.clear();
        self.finished(save, Finished { rendered, cleared })
    }

    /// Takes note of sources that were read anew. A site that can be made is asked for at a shop from now on; one that is stopped
    /// leaves what there is.
    fn saved(&self, rendered: &mut Rendered, shop: Option<Shop>) -> u64 {
        let save = *self.saves.borrow() + 1;
        if let Ok(mut now) = self.now.write() {
            now.tell(rendered);
            now.remarks = self.staff.then(|| Remarks::of(rendered));
            now.shop = shop.map(Arc::new).or(now.shop.take());
        }
        self.saves.send_replace(save);
        save
    }

    /// Takes note of a site that was made as a whole, unless it has been saved anew meanwhile.
    fn finished(&self, save: u64, made: Finished) -> Built {
        let Finished { rendered, cleared } = made;
        if let Ok(mut now) = self.now.write() {
            let newest = *self.saves.borrow() == save;
            if newest {
                now.tell(&rendered);
            }
            let asked_for = now.shop.as_ref().is_none_or(|shop| shop.save == save);
            if asked_for {
                now.good = cleared.map(Arc::new).or(now.good.take());
                now.shop = None;
            }
        }
        self.saves.send_modify(|_| ());
        Built::of(rendered, None)
    }

    /// Opens a shop for a draft, and lets `scope` work in it until the whole is made or somebody saves again.
    fn open<'s>(
        &'s self,
        scope: &'s std::thread::Scope<'s, '_>,
        mut draft: Draft,
        back: &'s Back,
        report: &'s (dyn Fn(&Built) + Sync),
    ) {
        let (shop, asked) = Shop::new(*self.saves.borrow() + 1);
        let save = self.saved(&mut draft.rendered, Some(shop));
        scope.spawn(move || {
            let _closing = Closing(self, save);
            if let Some(made) = shop::run(draft, &asked, &back.kept, &back.pool) {
                report(&self.finished(save, made));
            }
        });
    }

    /// What stands at a path, or on the page of the folder of that name.
    async fn look(&self, path: &str) -> Look {
        loop {
            let mut news = self.saves.subscribe();
            if let Some(look) = self.at_hand(path).await {
                return look;
            }
            if news.changed().await.is_err() {
                return Look::NoSite;
            }
        }
    }

    /// The same without waiting for a whole site, as far as there is a file.
    async fn glance(&self, path: &str) -> Option<Arc<[u8]>> {
        match self.at_hand(path).await? {
            Look::File(_, bytes) => Some(bytes),
            Look::NoSite | Look::Absent => None,
        }
    }

    /// What can be told of a path at once; `None` where only the whole site can tell. It holds no shop open for those who wait.
    async fn at_hand(&self, path: &str) -> Option<Look> {
        loop {
            let Ok((shop, good)) = self.now.read().map(|now| (now.shop.clone(), now.good.clone())) else {
                return Some(Look::NoSite);
            };
            let Some(shop) = shop else { return Some(good.map_or(Look::NoSite, |good| within(&good, path))) };
            match shop.ask(path).await {
                Some(Reply::File(name, bytes)) => return Some(Look::File(name, bytes)),
                Some(Reply::Refused) => return Some(good.map_or(Look::Absent, |good| within(&good, path))),
                Some(Reply::Later) => return None,
                // It closed before it came to the question: whoever closes it has put another one, or the whole site, in its place.
                None => (),
            }
        }
    }

    /// Every file that is shown, with its path; `None` before the first good build.
    pub fn files(&self) -> Option<BTreeMap<String, Vec<u8>>> {
        let now = self.now.read().ok()?;
        Some(now.good.as_ref()?.files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect())
    }
}

fn within(cleared: &Cleared, path: &str) -> Look {
    let found = respond::names(path).into_iter().find_map(|name| Some((cleared.get(&name)?.into(), name)));
    found.map_or(Look::Absent, |(bytes, name)| Look::File(name, bytes))
}

/// How a preview is to be served.
pub struct Wanted<'a> {
    /// The port; one that is taken makes way for a free one.
    pub port: u16,
    /// Whether staff look at it.
    pub staff: bool,
    /// Is told how long it took until a page could be made, after each save.
    pub timed: &'a dyn Fn(&Stages),
}

/// Builds, listens, and rebuilds on changes until the process is stopped.
pub fn serve(disk: &Disk, wanted: &Wanted, report: &(dyn Fn(&Built) + Sync), ready: &dyn Fn(SocketAddr)) -> io::Result<()> {
    let preview = if wanted.staff { Preview::for_staff() } else { Preview::new() };
    let mut watcher = Watcher::new(disk);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let listener = runtime.block_on(bind(wanted.port))?;
    let address = listener.local_addr()?;
    let back = Back { pool: background()?, kept: shop::Kept::default() };
    let app = respond::router(preview.clone());
    let (mut kept, mut changed) = (Kept::default(), None);
    let mut listening = Some(async move { axum::serve(listener, app).await });
    std::thread::scope(|scope| {
        loop {
            let mut stages = Stages::default();
            let mut draft = draft(disk, &mut kept, changed.as_deref(), &mut stages);
            (wanted.timed)(&stages);
            if draft.theme.is_some() {
                preview.open(scope, draft, &back, report);
            } else {
                preview.saved(&mut draft.rendered, None);
                report(&Built::of(draft.rendered, None));
            }
            if let Some(listening) = listening.take() {
                ready(address);
                runtime.spawn(listening);
            }
            changed = watcher.wait();
        }
    })
}

/// Threads for what nobody waits for. They give way to all others: whoever saves while they work would wait twice as long.
fn background() -> io::Result<ThreadPool> {
    let builder = ThreadPoolBuilder::new().num_threads(rayon::current_num_threads()).start_handler(|_| give_way());
    builder.build().map_err(io::Error::other)
}

/// Elsewhere than on Linux a priority is that of a whole process.
fn give_way() {
    // Where it is refused, saves take longer, and that is all.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, LOWEST);
}

async fn bind(port: u16) -> io::Result<tokio::net::TcpListener> {
    let local = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    match tokio::net::TcpListener::bind(local(port)).await {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => tokio::net::TcpListener::bind(local(0)).await,
        bound => bound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The priority of the thread that asks, as the system tells it: the 19th word of a line whose second one may hold blanks.
    #[cfg(target_os = "linux")]
    fn priority() -> i32 {
        let told = std::fs::read_to_string("/proc/thread-self/stat").expect("told");
        let behind_name = told.rsplit_once(')').expect("a name").1;
        behind_name.split_whitespace().nth(16).expect("a priority").parse().expect("a number")
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_nobody_waits_for_gives_way() {
        let here = priority();
        let back = background().expect("threads");
        assert_eq!((back.install(priority), priority()), (LOWEST, here));
    }

    /// A preview of a site, whose shop is open for save 2.
    fn with_a_shop() -> (Preview, std::sync::mpsc::Receiver<shop::Asked>) {
        let site = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base");
        let preview = Preview::new();
        preview.rebuild(&Disk::new(site));
        let (shop, asked) = Shop::new(2);
        preview.now.write().expect("nobody else").shop = Some(Arc::new(shop));
        (preview, asked)
    }

    /// What is glanced at the home page while `meanwhile` is done.
    fn glance(preview: &Preview, meanwhile: impl FnOnce()) -> Option<Arc<[u8]>> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        std::thread::scope(|scope| {
            let answer = scope.spawn(|| runtime.block_on(preview.glance("ja/")));
            meanwhile();
            answer.join().expect("no panic")
        })
    }

    // Else the browser is told of another page than before, and loads the same one again.
    #[test]
    fn a_question_that_a_shop_leaves_unanswered_is_answered_by_what_came_of_it() {
        let (preview, asked) = with_a_shop();
        let page = preview.files().and_then(|mut files| files.remove("ja/index.html")).expect("a page");
        let glanced = glance(&preview, || {
            let unanswered = asked.recv().expect("a question");
            drop(Closing(&preview, 2));
            drop((unanswered, asked));
        });
        assert_eq!(glanced.as_deref(), Some(page.as_slice()));
    }

    #[test]
    fn what_only_the_whole_can_tell_is_not_waited_for() {
        let (preview, asked) = with_a_shop();
        let glanced = glance(&preview, || asked.recv().expect("a question").answer(shop::Reply::Later));
        assert_eq!(glanced, None);
    }
}
