//! [`Reader`]: batches of documents in, batches of rows out, in the same order.
//!
//! Documents are cut into blocks by their number and bytes alone, so that the
//! rows and their batches are the same for any number of threads. A few blocks
//! for each thread are on their way at a time.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Arc, mpsc};

use arrow_array::cast::AsArray;
use arrow_array::{Array, LargeStringArray, RecordBatch, RecordBatchReader};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use arrow_select::concat::concat_batches;
use inquit_table::{COLUMNS, Document, Rows, schema};
use rayon::ThreadPool;

use crate::engine::Engine;

/// Bytes of text after which a block ends.
const BLOCK_BYTES: usize = 128 << 10;
/// The most documents of a block.
const BLOCK_DOCUMENTS: usize = 1024;
/// Blocks on their way for each thread.
const BLOCKS_PER_THREAD: usize = 4;
/// Rows after which a batch ends.
const BATCH_ROWS: usize = 10_000;
/// Bytes after which a batch ends: far below the 2 GB that a column of it may hold.
const BATCH_BYTES: usize = 32 << 20;

/// The columns that are read.
const NAMES: [&str; 5] = ["text", "id", "title", "date", "url"];

/// Where the columns of [`NAMES`] stand, of which the first must be there.
///
/// # Errors
///
/// What is missing and what there is.
pub(crate) fn columns(schema: &Schema) -> Result<[Option<usize>; 5], String> {
    let places = NAMES.map(|name| schema.index_of(name).ok());
    if places[0].is_none() {
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        return Err(format!("no column \"text\"; columns seen: {}", names.join(", ")));
    }
    Ok(places)
}

/// Reads documents and gives their rows.
pub(crate) struct Reader<I> {
    input: I,
    places: [Option<usize>; 5],
    engine: Arc<Engine>,
    /// Whether a document that fails is a row; else it ends the reading.
    errors: bool,
    schema: SchemaRef,
    pool: Option<ThreadPool>,
    /// Blocks of the batch that was read last.
    blocks: VecDeque<Block>,
    waiting: VecDeque<mpsc::Receiver<Result<RecordBatch, ArrowError>>>,
    /// Documents read so far.
    documents: u64,
    /// Nothing is to be read any more.
    ended: bool,
}

/// Some documents of a batch.
struct Block {
    texts: Arc<Texts>,
    documents: Range<usize>,
}

/// The columns of a batch.
struct Texts {
    columns: [Option<LargeStringArray>; 5],
    /// Where the text is null because it is no text: why.
    foreign: Option<(Arc<dyn Array>, String)>,
    has_ids: bool,
    /// Number of the first document.
    first: u64,
}

impl<I: RecordBatchReader> Reader<I> {
    pub(crate) fn new(input: I, places: [Option<usize>; 5], engine: Arc<Engine>, errors: bool, pool: Option<ThreadPool>) -> Reader<I> {
        let schema = schema(&COLUMNS, errors);
        let (blocks, waiting) = (VecDeque::new(), VecDeque::new());
        Reader { input, places, engine, errors, schema, pool, blocks, waiting, documents: 0, ended: false }
    }

    /// The next block, of this batch or of one that is read now.
    fn block(&mut self) -> Result<Option<Block>, ArrowError> {
        while self.blocks.is_empty() {
            let Some(batch) = self.input.next() else { return Ok(None) };
            let batch = batch?;
            let texts = Arc::new(Texts::new(&batch, &self.places, self.documents)?);
            self.documents += batch.num_rows() as u64;
            self.blocks = texts.blocks(batch.num_rows());
        }
        Ok(self.blocks.pop_front())
    }

    /// The rows of the next block.
    fn rows(&mut self) -> Option<Result<RecordBatch, ArrowError>> {
        let Some(threads) = self.pool.as_ref().map(ThreadPool::current_num_threads) else {
            let block = self.block().transpose()?;
            return Some(block.and_then(|block| block.rows(&self.engine, self.errors)));
        };
        while !self.ended && self.waiting.len() < threads * BLOCKS_PER_THREAD {
            match self.block() {
                Ok(None) => self.ended = true,
                Ok(Some(block)) => self.send(block),
                Err(error) => {
                    // What was read before comes first.
                    let (send, receive) = mpsc::channel();
                    let _ = send.send(Err(error));
                    self.waiting.push_back(receive);
                    self.ended = true;
                }
            }
        }
        let found = self.waiting.pop_front()?.recv();
        let lost = || ArrowError::ComputeError("a thread was lost; this is a bug, please report it".to_owned());
        Some(found.unwrap_or_else(|_| Err(lost())))
    }

    fn send(&mut self, block: Block) {
        let Some(pool) = &self.pool else { return };
        let (send, receive) = mpsc::channel();
        let (engine, errors) = (Arc::clone(&self.engine), self.errors);
        pool.spawn_fifo(move || {
            // Where nobody reads any more, nobody misses the rows.
            let _ = send.send(block.rows(&engine, errors));
        });
        self.waiting.push_back(receive);
    }
}

impl<I: RecordBatchReader> Iterator for Reader<I> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Result<RecordBatch, ArrowError>> {
        let (mut found, mut rows, mut bytes) = (Vec::new(), 0, 0);
        while rows < BATCH_ROWS && bytes < BATCH_BYTES {
            match self.rows() {
                None => break,
                Some(Ok(batch)) => {
                    rows += batch.num_rows();
                    bytes += batch.get_array_memory_size();
                    found.push(batch);
                }
                Some(Err(error)) => {
                    self.ended = true;
                    self.waiting.clear();
                    return Some(Err(error));
                }
            }
        }
        match found.len() {
            0 => None,
            1 => found.pop().map(Ok),
            _ => Some(concat_batches(&self.schema, &found)),
        }
    }
}

impl<I: RecordBatchReader> RecordBatchReader for Reader<I> {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

impl Texts {
    fn new(batch: &RecordBatch, places: &[Option<usize>; 5], first: u64) -> Result<Texts, ArrowError> {
        let column = |place: Option<usize>| place.map(|place| Arc::clone(batch.column(place)));
        let words = |array: Arc<dyn Array>| cast(&array, &DataType::LargeUtf8).map(|words| words.as_string::<i64>().clone());
        let [text, id, title, date, url] = places.map(column);
        let kind = text.as_ref().map_or(DataType::Null, |text| text.data_type().clone());
        let foreign = match &kind {
            kind if is_text(kind) => None,
            DataType::Binary | DataType::LargeBinary | DataType::BinaryView => Some("the text is not UTF-8".to_owned()),
            other => Some(format!("the text is {other}, not a string")),
        };
        let foreign = text.clone().zip(foreign);
        let is_other = foreign.is_some() && !kind.is_binary();
        let text = match text {
            Some(text) if is_other => Some(LargeStringArray::new_null(text.len())),
            text => text.map(words).transpose()?,
        };
        let other = |array: Option<Arc<dyn Array>>| array.map(words).transpose();
        Ok(Texts { has_ids: id.is_some(), columns: [text, other(id)?, other(title)?, other(date)?, other(url)?], foreign, first })
    }

    fn value(&self, column: usize, document: usize) -> Option<&str> {
        self.columns[column].as_ref().filter(|column| column.is_valid(document)).map(|column| column.value(document))
    }

    /// All documents, cut.
    fn blocks(self: &Arc<Self>, documents: usize) -> VecDeque<Block> {
        let mut blocks = VecDeque::new();
        let (mut start, mut bytes) = (0, 0);
        for document in 0..documents {
            bytes += self.value(0, document).map_or(0, str::len);
            if bytes >= BLOCK_BYTES || document + 1 - start >= BLOCK_DOCUMENTS || document + 1 == documents {
                blocks.push_back(Block { texts: Arc::clone(self), documents: start..document + 1 });
                (start, bytes) = (document + 1, 0);
            }
        }
        blocks
    }

    /// Why a document without a text has none.
    fn missing(&self, document: usize) -> &str {
        match &self.foreign {
            Some((array, why)) if array.is_valid(document) => why,
            _ => "the text is null",
        }
    }
}

impl Block {
    fn rows(&self, engine: &Engine, errors: bool) -> Result<RecordBatch, ArrowError> {
        let mut rows = Rows::new(&COLUMNS, errors);
        let documents: Vec<Result<Document<'_>, String>> = self.documents.clone().map(|document| self.document(document)).collect();
        let texts: Vec<&str> = documents.iter().flatten().map(|document| &*document.text).collect();
        let mut quotes = engine.quotes(&texts).into_iter();
        for (number, document) in self.documents.clone().zip(documents) {
            let written = document.and_then(|document| {
                let quotes = quotes.next().flatten();
                engine.rows(&document, quotes, |records| rows.write(records)).map_err(str::to_owned)
            });
            if let Err(why) = written {
                let id = self.texts.value(1, number);
                if !errors {
                    let place = self.texts.first + number as u64;
                    let name = id.map_or_else(|| place.to_string(), |id| format!("{place} ({id:?})"));
                    return Err(ArrowError::InvalidArgumentError(format!("document {name}: {why}")));
                }
                rows.fail(id, &why);
            }
        }
        rows.finish()
    }

    fn document(&self, number: usize) -> Result<Document<'_>, String> {
        let texts = &*self.texts;
        let text = texts.value(0, number).ok_or_else(|| texts.missing(number).to_owned())?;
        let id = match texts.value(1, number) {
            Some(id) => id.into(),
            None if texts.has_ids => return Err("the id is null".to_owned()),
            None => (texts.first + number as u64).to_string().into(),
        };
        let [title, date, url] = [2, 3, 4].map(|column| texts.value(column, number).map(Into::into));
        Ok(Document { id, text: text.into(), title, date, url, kept: Vec::new() })
    }
}

fn is_text(kind: &DataType) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        // A column that is null throughout has texts, all of which are missing.
        DataType::Null => true,
        DataType::Dictionary(_, values) => is_text(values),
        DataType::RunEndEncoded(_, values) => is_text(values.data_type()),
        _ => false,
    }
}
