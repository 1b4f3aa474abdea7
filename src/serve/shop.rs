//! A site while it is being made: a page at once when somebody asks for it, and all of them when nobody does.
//!
//! In: a draft of the site, and questions for paths. Out: single files, each read by the guard; at last the whole site. Never: a byte
//! that the guard has not read; a file that the whole site would not have; work for a site that has been saved anew.

use crate::diagnostics::Finding;
use crate::disclosed::Site;
use crate::guard::{Cleared, Refused};
use crate::render::{self, Files, Making, OpenData, Pages, Tables, Tree};
use crate::{Draft, Rendered};
use rayon::ThreadPool;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// When nobody has asked for so long, the rest of the site is made.
const IDLE: Duration = Duration::from_millis(150);
/// It is not put off for longer, however much is asked.
const PATIENCE: Duration = Duration::from_millis(1500);
/// So often one looks whether the whole is ready.
const LOOK: Duration = Duration::from_millis(5);
/// Pages made at a time, between two looks at who asks.
const BATCH: usize = 16;

/// What stands at a path.
#[derive(Clone, Debug)]
pub enum Reply {
    /// A file: its name and its bytes.
    File(String, Arc<[u8]>),
    /// A page that the theme cannot make, or that the guard does not let pass; the findings of the whole site will say why.
    Refused,
    /// Only the whole site can tell.
    Later,
}

/// A path, and where the answer goes.
pub struct Asked {
    path: String,
    answer: oneshot::Sender<Reply>,
}

impl Asked {
    /// Tells whoever asked, unless they have gone.
    pub fn answer(self, reply: Reply) {
        let _ = self.answer.send(reply);
    }
}

/// Where one asks. Once it is gone, nothing more is made.
pub struct Shop {
    /// Which save it was opened for.
    pub save: u64,
    counter: Sender<Asked>,
}

impl Shop {
    /// The shop, and what its worker listens to.
    pub fn new(save: u64) -> (Shop, Receiver<Asked>) {
        let (counter, asked) = channel();
        (Shop { save, counter }, asked)
    }

    /// Asks for what stands at a path, or on the page of a folder of that name. `None`: the shop has closed, and says nothing of any
    /// path; what came of it is told by then.
    pub async fn ask(&self, path: &str) -> Option<Reply> {
        let (answer, answered) = oneshot::channel();
        self.counter.send(Asked { path: path.to_owned(), answer }).ok()?;
        answered.await.ok()
    }
}

/// A site that has been made as a whole.
pub struct Finished {
    /// With all its findings.
    pub rendered: Rendered,
    /// What may be shown, when no finding stops it.
    pub cleared: Option<Cleared>,
}

/// What one shop leaves to the next: the tables of the open data, with the edition of the data that they are made of.
#[derive(Default)]
pub struct Kept(Mutex<(u64, Arc<Tables>)>);

impl Kept {
    fn tables(&self, site: &Site, edition: u64) -> Arc<Tables> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != edition {
            *kept = (edition, Arc::new(Tables::again(site, &kept.1)));
        }
        Arc::clone(&kept.1)
    }
}

/// Answers, and makes the whole site on `pool` meanwhile. `None`: nobody wants it any more.
pub fn run(draft: Draft, asked: &Receiver<Asked>, kept: &Kept, pool: &ThreadPool) -> Option<Finished> {
    let Draft { mut rendered, theme, edition } = draft;
    let theme = theme?;
    let site = Arc::clone(&rendered.site);
    let open_data = OpenData::with(&site, kept.tables(&site, edition));
    let files = render::as_they_are(&site, &theme);
    let whole = render::pages(&site, &theme, &open_data, |pages| {
        let mut worker =
            Worker { rendered: &rendered, pages, open_data: &open_data, files, known: BTreeMap::new(), wanted: false, asked };
        worker.wait_for_quiet()?;
        let files = worker.meanwhile(|_| Some(pool.install(|| open_data.files())))?;
        let mut making = Making::new(&site, &theme, &open_data, pages, files);
        let made = worker.make_pages(&mut making, pool)?;
        worker.meanwhile(|going| pool.install(|| finish(&rendered, making, made, going)))
    });
    let (cleared, findings) = whole?;
    rendered.add(findings);
    let cleared = cleared.and_then(|cleared| rendered.settle(cleared));
    Some(Finished { rendered, cleared })
}

/// What the guard says of the whole site, unless findings stop it before; and what was found on the way.
type Whole = (Option<Result<Cleared, Refused>>, Vec<Finding>);

/// Makes the whole of all pages. `None` when it is not wanted any more.
fn finish(rendered: &Rendered, mut making: Making, mut made: Files, going: &AtomicBool) -> Option<Whole> {
    while let Some(lot) = making.lot(BATCH) {
        made.extend(lot);
        going.load(Ordering::Relaxed).then_some(())?;
    }
    let findings = making.findings();
    let cleared = (!crate::diagnostics::stops(&findings)).then(|| rendered.look_through(made.into()));
    Some((cleared, findings))
}

/// Who answers.
struct Worker<'a> {
    rendered: &'a Rendered,
    pages: &'a Pages<'a>,
    open_data: &'a OpenData<'a>,
    /// Attachments, what belongs to the theme, and the door at `/`.
    files: Tree,
    /// What was answered already.
    known: BTreeMap<String, Reply>,
    /// Somebody waits for what only the whole site can tell.
    wanted: bool,
    asked: &'a Receiver<Asked>,
}

impl Worker<'_> {
    /// Whoever has just saved wants to see one page, and not to wait for the others. Whoever wants the whole does not wait either.
    fn wait_for_quiet(&mut self) -> Option<()> {
        let began = Instant::now();
        while !self.wanted && began.elapsed() < PATIENCE {
            match self.asked.recv_timeout(IDLE) {
                Ok(asked) => self.answer(asked),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(())
    }

    fn make_pages(&mut self, making: &mut Making, pool: &ThreadPool) -> Option<Files> {
        let mut made = Files::new();
        while making.has_pages() {
            self.answer_those_who_wait()?;
            made.extend(pool.install(|| making.lot(BATCH)).unwrap_or_default());
        }
        Some(made)
    }

    fn answer_those_who_wait(&mut self) -> Option<()> {
        loop {
            match self.asked.try_recv() {
                Ok(asked) => self.answer(asked),
                Err(TryRecvError::Empty) => return Some(()),
                Err(TryRecvError::Disconnected) => return None,
            }
        }
    }

    /// Goes on answering while `work` is done. `None`: nobody asks any more.
    fn meanwhile<T: Send>(&mut self, work: impl FnOnce(&AtomicBool) -> Option<T> + Send) -> Option<T> {
        let going = AtomicBool::new(true);
        std::thread::scope(|scope| {
            let work = scope.spawn(|| work(&going));
            while !work.is_finished() {
                match self.asked.recv_timeout(LOOK) {
                    Ok(asked) => self.answer(asked),
                    Err(RecvTimeoutError::Timeout) => (),
                    Err(RecvTimeoutError::Disconnected) => {
                        going.store(false, Ordering::Relaxed);
                        return None;
                    }
                }
            }
            work.join().ok().flatten()
        })
    }

    fn answer(&mut self, asked: Asked) {
        let reply = self.reply(&asked.path);
        self.wanted |= matches!(reply, Reply::Later);
        asked.answer(reply);
    }

    fn reply(&mut self, path: &str) -> Reply {
        for name in super::respond::names(path) {
            if let Some(known) = self.known.get(&name) {
                return known.clone();
            }
            let made = match self.pages.at(&name) {
                Some(number) => self.page(number),
                None => {
                    let bytes = self.files.get(&name).or_else(|| self.open_data.get(&name));
                    bytes.map(|bytes| self.passed(vec![(name.clone(), bytes.to_vec())]))
                }
            };
            if let Some(files) = made {
                let refused = (name.clone(), Reply::Refused);
                self.known.extend(files.unwrap_or_else(|| vec![refused]));
                return self.known.get(&name).cloned().unwrap_or(Reply::Refused);
            }
        }
        Reply::Later
    }

    /// A page with the files of its figures.
    fn page(&self, number: usize) -> Option<Option<Vec<(String, Reply)>>> {
        self.pages.one(number).map(|made| self.passed(made.ok()?.files))
    }

    /// Files that the guard lets pass.
    fn passed(&self, files: Vec<(String, Vec<u8>)>) -> Option<Vec<(String, Reply)>> {
        let mut tree = Tree::default();
        files.into_iter().for_each(|(path, bytes)| tree.add(path, bytes));
        let cleared = self.rendered.look_through(tree).ok()?;
        Some(cleared.files().map(|(path, bytes)| (path.to_owned(), Reply::File(path.to_owned(), bytes.into()))).collect())
    }
}
