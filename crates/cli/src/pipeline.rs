//! Who works when: one thread reads, several analyse, one writes.
//!
//! In: sources and settings. Out: rows on the target, in the order of the
//! input whatever the number of threads. Workers hand over finished bytes, so
//! that the writing thread does nothing but put batches in order and write
//! them. What is on its way is bounded in bytes by the [`Budget`].

use std::collections::BTreeMap;
use std::io;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use std::thread;

use anyhow::{Context, anyhow};
use inquit_quotes::Analyzer;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::budget::Budget;
use crate::error::{Note, Stop};
use crate::input::{Batch, Fields, Item, Source, reader};
use crate::offsets::Unit;
use crate::output::Format;
use crate::output::target::Target;
use crate::progress::Progress;
use crate::record::{Selection, records};

/// Bytes on their way whatever the number of threads: a long article must
/// not leave the other threads idle.
const BYTES_BASE: usize = 4 << 20;
/// Bytes on their way for each thread.
const BYTES_PER_THREAD: usize = 1 << 20;
/// What a document costs besides its bytes, roughly.
const ITEM_OVERHEAD: usize = 256;

/// What to do with each document.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) format: Format,
    pub(crate) unit: Unit,
    pub(crate) selection: Selection,
    pub(crate) spreadsheet: bool,
    pub(crate) fields: Fields,
    pub(crate) threads: NonZeroUsize,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    pub(crate) documents: u64,
    /// Quotations written.
    pub(crate) quotes: u64,
    /// Those of them that have a speaker.
    pub(crate) with_speaker: u64,
    /// Bytes read.
    pub(crate) bytes: u64,
}

impl Totals {
    /// Adds what another part of the work did.
    pub(crate) fn add(&mut self, other: Totals) {
        self.documents += other.documents;
        self.quotes += other.quotes;
        self.with_speaker += other.with_speaker;
        self.bytes += other.bytes;
    }
}

/// A batch to analyse.
struct Job {
    ordinal: u64,
    batch: Batch,
    cost: usize,
}

/// A batch analysed.
#[derive(Default)]
struct Done {
    ordinal: u64,
    cost: usize,
    /// Finished rows.
    rows: Vec<u8>,
    notes: Vec<Note>,
    totals: Totals,
}

impl Done {
    /// Adds what `work` does for one document, or a note if it fails or
    /// panics: one text must not take the others with it.
    fn guard(&mut self, place: impl Fn() -> String, work: impl FnOnce(&mut Done) -> io::Result<Totals>) {
        let before = self.rows.len();
        let why = match catch_unwind(AssertUnwindSafe(|| work(self))) {
            Ok(Ok(totals)) => return self.totals.add(totals),
            Ok(Err(error)) => format!("its rows cannot be made: {error}"),
            Err(_) => "the analysis crashed; this is a bug, please report it".to_owned(),
        };
        self.rows.truncate(before);
        self.notes.push(Note::Failure(format!("{}: {why}", place())));
    }
}

/// Extracts from all `sources` and writes the rows to `target`.
///
/// # Errors
///
/// [`Stop`] if the output cannot be written, or a thread is lost.
pub(crate) fn run(
    analyzer: Analyzer,
    sources: Vec<Source>,
    settings: Settings,
    target: &mut Target,
    progress: &mut Progress,
) -> Result<(), Stop> {
    let mut header = Vec::new();
    let begun = settings.format.begin(settings.spreadsheet, &mut header);
    begun.map_err(|error| Stop::Failed(error.into()))?;
    target.write(&header)?;

    let threads = settings.threads.get();
    let pool = ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .context("cannot start the threads; try a smaller number with --threads")
        .map_err(Stop::Failed)?;
    let budget = Arc::new(Budget::new(BYTES_BASE + threads * BYTES_PER_THREAD));
    let (send, receive) = mpsc::channel();
    let worker = Arc::new(Worker { analyzer, settings });
    let reader = {
        let budget = Arc::clone(&budget);
        let feed = move || feed(sources, &budget, &pool, &worker, &send);
        thread::Builder::new().spawn(feed).context("cannot start a thread").map_err(Stop::Failed)?
    };

    let written = write_in_order(&receive, &budget, target, progress).inspect_err(|_| {
        // The reader may wait for input that never comes: the end of the
        // process ends it, nobody waits for it here.
        budget.close();
    })?;
    match reader.join() {
        Ok(read) if read == written => Ok(()),
        _ => Err(Stop::Failed(anyhow!("a thread was lost; this is a bug, please report it; the table is not complete"))),
    }
}

/// Reads all sources and has the batches analysed and sent on; how many there
/// were.
fn feed(sources: Vec<Source>, budget: &Budget, pool: &ThreadPool, worker: &Arc<Worker>, send: &mpsc::Sender<Done>) -> u64 {
    let mut ordinal = 0;
    reader::read(sources, &worker.settings.fields, |batch| {
        let cost = batch.bytes.len() + batch.items.len() * ITEM_OVERHEAD;
        if !budget.take(cost) {
            return false;
        }
        let job = Job { ordinal, batch, cost };
        let (worker, send) = (Arc::clone(worker), send.clone());
        pool.spawn_fifo(move || {
            // Where the writer gave up, nobody misses the rows.
            let _ = send.send(worker.batch(&job));
        });
        ordinal += 1;
        true
    });
    ordinal
}

/// Writes batches as they come, each in its turn; how many there were.
fn write_in_order(batches: &mpsc::Receiver<Done>, budget: &Budget, target: &mut Target, progress: &mut Progress) -> Result<u64, Stop> {
    let mut early: BTreeMap<u64, Done> = BTreeMap::new();
    let mut next = 0;
    for done in batches {
        early.insert(done.ordinal, done);
        while let Some(done) = early.remove(&next) {
            if !done.rows.is_empty() {
                target.write(&done.rows)?;
            }
            for note in &done.notes {
                progress.note(note);
            }
            progress.advance(done.totals);
            budget.give_back(done.cost);
            next += 1;
        }
    }
    Ok(next)
}

/// What every analysing thread shares.
struct Worker {
    analyzer: Analyzer,
    settings: Settings,
}

impl Worker {
    fn batch(&self, job: &Job) -> Done {
        let mut done = Done { ordinal: job.ordinal, cost: job.cost, ..Done::default() };
        for item in &job.batch.items {
            done.guard(|| item.place(), |done| self.item(item, &job.batch.bytes, done));
        }
        done.totals.bytes += job.batch.consumed;
        done
    }

    fn item(&self, item: &Item, bytes: &[u8], done: &mut Done) -> io::Result<Totals> {
        let settings = &self.settings;
        let Some(document) = item.document(bytes, &settings.fields, &mut done.notes) else {
            return Ok(Totals::default());
        };
        let analysis = self.analyzer.analyze(&document.text);
        let records = records(&document, &analysis.quotes, self.analyzer.gazetteer(), &settings.selection, settings.unit);
        let rows = &mut done.rows;
        settings.format.write(&document.id, &records, settings.spreadsheet, rows)?;
        Ok(Totals {
            documents: 1,
            quotes: records.len() as u64,
            with_speaker: records.iter().filter(|r| !r.speakers.is_empty()).count() as u64,
            bytes: 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_fails_leaves_the_others() {
        let mut done = Done::default();
        let one = Totals { documents: 1, ..Totals::default() };
        let place = || "a.txt".to_owned();
        done.guard(place, |done| {
            done.rows.extend_from_slice(b"first\n");
            Ok(one)
        });
        done.guard(place, |done| {
            done.rows.extend_from_slice(b"half a r");
            panic!("expected by the test");
        });
        done.guard(place, |done| {
            done.rows.extend_from_slice(b"half");
            Err(io::Error::other("no"))
        });
        done.guard(place, |done| {
            done.rows.extend_from_slice(b"last\n");
            Ok(one)
        });
        assert_eq!(done.rows, b"first\nlast\n");
        assert_eq!(done.totals.documents, 2);
        let failure = |why: &str| Note::Failure(format!("a.txt: {why}"));
        let crashed = "the analysis crashed; this is a bug, please report it";
        assert_eq!(done.notes, [failure(crashed), failure("its rows cannot be made: no")]);
    }
}
