//! Tables that `inquit extract` wrote, read back: CSV and JSONL.
//!
//! [`table`] reads a file record by record ([`lines`] of CSV), [`row`] is what
//! a record says, [`documents`] counts how many documents rows come from.

pub(crate) mod documents;
pub(crate) mod lines;
pub(crate) mod row;
pub(crate) mod table;
