//! Who works when: one thread reads, several analyse, one writes.
//!
//! In: sources and settings. Out: rows on the outputs, in the order of the
//! input whatever the number of threads. Workers hand over finished bytes
//! or cells for each output, so that the writing thread does little but put
//! batches in order and write them. What is on its way is bounded in bytes by the [`Budget`].

use std::collections::BTreeMap;
use std::io;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use anyhow::{Context, anyhow};
use inquit_quotes::{Analyzer, Quote};
use inquit_table::{CRASHED, Document, Selection, Shape, analyze_guarded, records};
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde::{Deserialize, Serialize};

use crate::budget::Budget;
use crate::checkpoint::{Checkpoint, State};
use crate::error::{Note, Stop};
use crate::input::{Batch, Fields, Item, Source, reader};
use crate::interrupt::Interrupt;
use crate::output::{Encoder, Mark, Outputs, Part};
use crate::progress::Progress;
use crate::sample::Sample;

/// Bytes on their way whatever the number of threads: a long article must
/// not leave the other threads idle.
const BYTES_BASE: usize = 4 << 20;
/// Bytes on their way for each thread.
const BYTES_PER_THREAD: usize = 1 << 20;
/// What a document costs besides its bytes, roughly.
const ITEM_OVERHEAD: usize = 256;

/// How long Ctrl-C may go unnoticed while nothing comes.
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// What to do with each document.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// One for each output.
    pub(crate) encoders: Vec<Encoder>,
    /// What rows hold.
    pub(crate) shape: Shape,
    pub(crate) selection: Selection,
    pub(crate) fields: Fields,
    pub(crate) threads: NonZeroUsize,
    /// Documents to choose by chance; all without it.
    pub(crate) sample: Option<NonZeroUsize>,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Totals {
    pub(crate) documents: u64,
    /// Those of them that have no words at all.
    #[serde(default)]
    pub(crate) blank: u64,
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
        self.blank += other.blank;
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
    /// Finished rows, for each output.
    parts: Vec<Part>,
    notes: Vec<Note>,
    totals: Totals,
    /// Names of the files that were begun.
    begun: Vec<String>,
    /// Names and ids of all who speak, where somebody is asked for.
    voices: Vec<(String, Option<String>)>,
    /// The file that the last of it comes from.
    current: String,
    /// Things of the input up to here, if there is any in it.
    items: Option<u64>,
}

impl Done {
    /// Adds what `work` does for one document, or a note if it fails or
    /// panics: one text must not take the others with it.
    fn guard(&mut self, place: impl Fn() -> String, work: impl FnOnce(&mut Done) -> io::Result<Totals>) {
        let before: Vec<Mark> = self.parts.iter().map(Part::mark).collect();
        let why = match catch_unwind(AssertUnwindSafe(|| work(self))) {
            Ok(Ok(totals)) => return self.totals.add(totals),
            Ok(Err(error)) => format!("its rows cannot be made: {error}"),
            Err(_) => CRASHED.to_owned(),
        };
        self.parts.iter_mut().zip(before).for_each(|(part, mark)| part.truncate(mark));
        self.notes.push(Note::Failure(format!("{}: {why}", place())));
    }
}

/// Extracts from all `sources` and writes the rows to `outputs`.
///
/// # Errors
///
/// [`Stop`] if the output cannot be written, a thread is lost, or somebody
/// presses Ctrl-C, in which case the caller says what is kept.
pub(crate) fn run(
    analyzer: Analyzer,
    sources: Vec<Source>,
    settings: Settings,
    outputs: &mut Outputs,
    checkpoint: Option<&mut Checkpoint>,
    interrupt: &Interrupt,
    progress: &mut Progress,
) -> Result<(), Stop> {
    let done = checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.state().items);
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
        let feed = move || feed(sources, done, &budget, &pool, &worker, &send);
        thread::Builder::new().spawn(feed).context("cannot start a thread").map_err(Stop::Failed)?
    };

    let written = write_in_order(&receive, &budget, outputs, checkpoint, interrupt, progress).inspect_err(|_| {
        // The reader may wait for input that never comes: the end of the
        // process ends it, nobody waits for it here.
        budget.close();
    })?;
    match reader.join() {
        Ok(read) if read == written => {
            progress.end();
            Ok(())
        }
        _ => Err(Stop::Failed(anyhow!("a thread was lost; this is a bug, please report it; the table is not complete"))),
    }
}

/// Reads all sources and has the batches analysed and sent on, but for the
/// first items, which are done; how many batches there were.
fn feed(sources: Vec<Source>, done: u64, budget: &Budget, pool: &ThreadPool, worker: &Arc<Worker>, send: &mpsc::Sender<Done>) -> u64 {
    let mut ordinal = 0;
    let mut analyse = |mut batch: Batch| {
        batch.skip(done);
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
    };
    match worker.settings.sample {
        None => reader::read(sources, &worker.settings.fields, analyse),
        Some(wanted) => {
            let mut sample = Sample::new(wanted);
            reader::read(sources, &worker.settings.fields, |batch| {
                sample.add(batch);
                true
            });
            let _ = sample.finish().into_iter().all(&mut analyse);
        }
    }
    ordinal
}

/// Writes batches as they come, each in its turn; how many there were.
fn write_in_order(
    batches: &mpsc::Receiver<Done>,
    budget: &Budget,
    outputs: &mut Outputs,
    mut checkpoint: Option<&mut Checkpoint>,
    interrupt: &Interrupt,
    progress: &mut Progress,
) -> Result<u64, Stop> {
    let mut early: BTreeMap<u64, Done> = BTreeMap::new();
    let (mut next, mut items) = (0, None);
    loop {
        if interrupt.is_pressed() {
            if let (Some(checkpoint), Some(items)) = (checkpoint, items) {
                save(checkpoint, items, outputs, progress)?;
            }
            return Err(Stop::Interrupted(String::new()));
        }
        let done = match batches.recv_timeout(BETWEEN_LOOKS) {
            Ok(done) => done,
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => return Ok(next),
        };
        early.insert(done.ordinal, done);
        while let Some(done) = early.remove(&next) {
            outputs.write(&done.parts)?;
            for note in &done.notes {
                progress.note(note);
            }
            done.begun.iter().for_each(|name| progress.reading(name));
            progress.hear(done.voices);
            progress.advance(done.totals, &done.current);
            budget.give_back(done.cost);
            next += 1;
            items = done.items.or(items);
            if let (Some(checkpoint), Some(items)) = (checkpoint.as_deref_mut().filter(|checkpoint| checkpoint.is_due()), done.items) {
                save(checkpoint, items, outputs, progress)?;
            }
        }
    }
}

/// Keeps how far the run has come.
fn save(checkpoint: &mut Checkpoint, items: u64, outputs: &Outputs, progress: &Progress) -> Result<(), Stop> {
    let state = State { items, outputs: outputs.written(), ..progress.state() };
    checkpoint.save(state).map_err(|error| Stop::writing("the state of the run", error))
}

/// What every analysing thread shares.
struct Worker {
    analyzer: Analyzer,
    settings: Settings,
}

impl Worker {
    fn batch(&self, job: &Job) -> Done {
        let parts = self.settings.encoders.iter().map(Encoder::part).collect();
        let mut done = Done { ordinal: job.ordinal, cost: job.cost, parts, ..Done::default() };
        let mut documents: Vec<(&Item, Document<'_>)> = Vec::with_capacity(job.batch.items.len());
        for item in &job.batch.items {
            let read = |done: &mut Done| {
                documents.extend(item.document(&job.batch.bytes, &self.settings.fields, &mut done.notes).map(|document| (item, document)));
                Ok(Totals::default())
            };
            done.guard(|| item.place(), read);
        }
        let texts: Vec<&str> = documents.iter().map(|(_, document)| &*document.text).collect();
        for ((item, document), quotes) in documents.iter().zip(analyze_guarded(&self.analyzer, &texts)) {
            match quotes {
                Some(quotes) => done.guard(|| item.place(), |done| self.rows(item, document, &quotes, done)),
                None => done.notes.push(Note::Failure(format!("{}: {CRASHED}", item.place()))),
            }
        }
        done.totals.bytes += job.batch.consumed;
        done.items = job.batch.items.last().map(|item| item.ordinal() + 1);
        done.begun = job.batch.begun.iter().map(|source| source.name.clone()).collect();
        let last = job.batch.items.last().map_or("", Item::source_name);
        done.begun.last().map_or(last, String::as_str).to_owned().clone_into(&mut done.current);
        done
    }

    /// Adds the rows of a document.
    fn rows(&self, item: &Item, document: &Document<'_>, quotes: &[Quote], done: &mut Done) -> io::Result<Totals> {
        let settings = &self.settings;
        if !settings.selection.speakers.is_empty() {
            let id = |id| self.analyzer.gazetteer().get(id).map(|entity| entity.id.clone());
            let speakers = quotes.iter().flat_map(|quote| &quote.speakers);
            done.voices.extend(speakers.map(|speaker| (speaker.name.to_string(), speaker.entity.and_then(id))));
        }
        let records = records(document, quotes, self.analyzer.gazetteer(), &settings.selection, &settings.shape);
        for (encoder, part) in settings.encoders.iter().zip(&mut done.parts) {
            encoder.write(document, item.ordinal(), &records, part, &mut done.notes)?;
        }
        Ok(Totals {
            documents: 1,
            blank: u64::from(document.text.trim().is_empty()),
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
        let mut done = Done { parts: vec![Part::Bytes(Vec::new()), Part::Bytes(Vec::new())], ..Done::default() };
        let one = Totals { documents: 1, ..Totals::default() };
        let place = || "a.txt".to_owned();
        let add = |done: &mut Done, output: usize, row: &[u8]| {
            let Part::Bytes(bytes) = &mut done.parts[output] else { panic!("bytes") };
            bytes.extend_from_slice(row);
        };
        done.guard(place, |done| {
            add(done, 0, b"first\n");
            add(done, 1, b"1\n");
            Ok(one)
        });
        done.guard(place, |done| {
            add(done, 0, b"half a r");
            panic!("expected by the test");
        });
        done.guard(place, |done| {
            add(done, 0, b"whole\n");
            add(done, 1, b"half");
            Err(io::Error::other("no"))
        });
        done.guard(place, |done| {
            add(done, 0, b"last\n");
            add(done, 1, b"2\n");
            Ok(one)
        });
        let [Part::Bytes(rows), Part::Bytes(others)] = done.parts.as_slice() else { panic!("two outputs") };
        assert_eq!((rows.as_slice(), others.as_slice()), (&b"first\nlast\n"[..], &b"1\n2\n"[..]));
        assert_eq!(done.totals.documents, 2);
        let failure = |why: &str| Note::Failure(format!("a.txt: {why}"));
        assert_eq!(done.notes, [failure(CRASHED), failure("its rows cannot be made: no")]);
    }
}
