//! Quotations as rows of a table: what the command line and Python share, so
//! that both give the same rows.
//!
//! In: a [`Document`] and the quotations that `inquit-quotes` found in it. Out:
//! [`Record`]s, each with all that is known of a quotation, and their cells in
//! [`COLUMNS`]; with the feature `arrow`, batches of Arrow.
//!
//! ```
//! use inquit_quotes::Analyzer;
//! use inquit_table::{COLUMNS, Document, Selection, Shape, Unit, Value, records};
//!
//! let text = "Zoë Varga said: “The bridge is safe.”";
//! let document = Document { id: "a".into(), text: text.into(), ..Document::default() };
//! let analyzer = Analyzer::english();
//! let quotes = analyzer.analyze(text).quotes;
//! let (selection, shape) = (Selection::usual(), Shape::plain(Unit::Chars));
//! let rows = records(&document, &quotes, analyzer.gazetteer(), &selection, &shape);
//! assert_eq!(rows[0].start(), Some(16));
//! let speaker = COLUMNS.iter().find(|column| column.name == "speaker");
//! assert_eq!(speaker.map(|column| column.value(&rows[0])), Some(Value::Text("Zoë Varga".into())));
//! ```
//!
//! [`Selection`] says which quotations become rows, [`Shape`] what a row holds
//! besides, [`Unit`] what [`Offsets`] count. [`analyzer()`] and [`read_model`] give what finds
//! the quotations, [`analyze_guarded`] those of many texts, come what may.

#[cfg(feature = "arrow")]
mod batch;
mod columns;
mod context;
mod document;
mod guarded;
mod model;
mod offsets;
mod record;
#[cfg(any(test, feature = "sample"))]
pub mod sample;
mod wanted;

#[cfg(feature = "arrow")]
pub use batch::{ERROR, Rows, schema};
pub use columns::{COLUMNS, CONTEXT, Column, Kind, Value, joined};
pub use context::MOST_WORDS;
pub use document::Document;
pub use guarded::{CRASHED, analyze_guarded};
pub use model::{ModelFileError, analyzer, read_model};
pub use offsets::{Offsets, Unit};
pub use record::{CueWords, Kept, Link, MentionWords, Party, Piece, Record, Selection, Shape, Voice, class_name, records, type_name};
pub use wanted::WantedSpeaker;
