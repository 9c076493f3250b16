//! The columns that the flags ask for. CSV, TSV, Parquet and XLSX have the same
//! names and the same values, so that what works on one works on the others.

use std::borrow::Cow;

use anyhow::anyhow;
use inquit_table::{COLUMNS, CONTEXT, Column};

use crate::input::names;

/// Names of the columns that every table has unless others are asked for.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().filter_map(|column| match &column.name {
        Cow::Borrowed(name) => Some(*name),
        Cow::Owned(_) => None,
    })
}

/// Every column that can be asked for: the usual ones, those that `keep`
/// carries, and the context.
///
/// # Errors
///
/// Where `keep` names a field as a column is named already, or twice.
pub(crate) fn all(keep: &[String], context: bool) -> anyhow::Result<Vec<Column>> {
    let mut columns = COLUMNS.to_vec();
    for (place, name) in keep.iter().enumerate() {
        if columns.iter().chain(CONTEXT.iter()).any(|column| column.name == name.as_str()) {
            return Err(anyhow!("--keep {name}: the table has a column of this name; rename the field in the input"));
        }
        columns.push(Column::kept(place, name.clone()));
    }
    if context {
        columns.extend_from_slice(&CONTEXT);
    }
    Ok(columns)
}

/// Those of `all` that `names` name, in the order of the names, and behind them
/// what other flags add; all of them if there are no names.
///
/// # Errors
///
/// Where a name is no column's, or stands there twice.
pub(super) fn choose(all: Vec<Column>, names: &[String]) -> anyhow::Result<Vec<Column>> {
    if names.is_empty() {
        return Ok(all);
    }
    let mut chosen: Vec<Column> = Vec::new();
    for name in names.iter().map(|name| name.trim()) {
        let known = || all.iter().map(|column| column.name.as_ref());
        let Some(column) = names::position(name, known()).map(|place| &all[place]) else {
            let of_context = names::position(name, CONTEXT.iter().map(|column| column.name.as_ref())).is_some();
            let hint = if of_context { "; it comes with --context N".to_owned() } else { names::hint([name].into_iter(), known()) };
            return Err(anyhow!("there is no column {name}{hint}; there are {}", known().collect::<Vec<_>>().join(", ")));
        };
        if chosen.iter().any(|other| other.name == column.name) {
            return Err(anyhow!("--columns names {} twice", column.name));
        }
        chosen.push(column.clone());
    }
    // Whoever asks for more words or fields wants to see them.
    let asked = |column: &&Column| column.is_kept() || CONTEXT.iter().any(|other| other.name == column.name);
    let others: Vec<Column> =
        all.iter().filter(asked).filter(|column| !chosen.iter().any(|other| other.name == column.name)).cloned().collect();
    chosen.extend(others);
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_the_design() {
        let names: Vec<&str> = names().collect();
        assert_eq!(
            names.join(" "),
            "doc_id quote_id type class text speaker speaker_id speaker_kind mention \
             mention_kind cue cue_lemma method confidence start end mention_start mention_end \
             cue_start cue_end nested_in paragraph sentence people organizations countries \
             title date url"
        );
    }

    /// The names of the columns, or the error.
    fn check(keep: &[&str], context: bool, chosen: &[&str]) -> Result<String, String> {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let columns = all(&owned(keep), context).and_then(|all| choose(all, &owned(chosen)));
        let columns = columns.map_err(|error| error.to_string())?;
        Ok(columns.iter().map(|column| column.name.as_ref()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn what_is_kept_and_the_context_come_last() {
        let columns = check(&["outlet", "section"], true, &[]).unwrap();
        assert!(columns.ends_with(" date url outlet section context_before context_after"), "{columns}");
        assert_eq!(check(&["outlet"], false, &["outlet", "text", "doc_id"]).unwrap(), "outlet text doc_id");
    }

    #[test]
    fn names_that_are_none() {
        let error = check(&["outlet"], false, &["speakr"]).unwrap_err();
        assert!(error.starts_with("there is no column speakr; did you mean ‘speaker’?; there are doc_id, quote_id, "), "{error}");
        assert!(error.ends_with(", url, outlet"), "{error}");
        assert!(check(&[], false, &["context_after"]).unwrap_err().contains("it comes with --context N"));
        assert!(check(&[], false, &["text", "text"]).unwrap_err().contains("twice"));
        assert!(check(&[], false, &["text", "Text"]).unwrap_err().contains("names text twice"));
        assert_eq!(check(&["Outlet"], false, &["TEXT", "Doc_ID", "outlet"]).unwrap(), "text doc_id Outlet");
        assert!(check(&["title"], false, &[]).unwrap_err().contains("--keep title"));
        assert!(check(&["a", "a"], false, &[]).unwrap_err().contains("--keep a"));
    }
}
