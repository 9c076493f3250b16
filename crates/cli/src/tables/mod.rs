//! Tables that `inquit extract` wrote, read back: CSV, TSV, JSONL and
//! Parquet.
//!
//! [`source`] opens one in any of these, [`table`] reads it record by record ([`lines`] of CSV), [`row`] is what
//! a record says, [`documents`] counts how many documents rows come from.

pub(crate) mod documents;
pub(crate) mod lines;
pub(crate) mod row;
pub(crate) mod source;
pub(crate) mod table;
