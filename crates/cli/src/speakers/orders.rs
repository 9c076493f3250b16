//! [`Orders`]: what a user says about who is who, read from a file.
//!
//! A line has a spelling or an id, a tab, and a name or an id to merge it
//! into, or `!` and whom to keep it apart from. Every fault is reported at
//! once, with its line; a file with faults is not used.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, anyhow};

/// The lines of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Orders {
    pub(super) list: Vec<Order>,
    /// Where each variant goes that goes somewhere else.
    next: BTreeMap<String, String>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Order {
    /// Where it stands, from 1.
    pub(super) line: usize,
    /// The spelling or id it is about.
    pub(super) variant: String,
    pub(super) what: What,
}

/// What a line asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The variant is the speaker of this name or id.
    Into(String),
    /// It is not the same speaker as this one.
    ApartFrom(String),
    /// It is the same speaker as nobody.
    Alone,
}

impl Orders {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or with every line that is wrong.
    pub(super) fn open(path: &Path) -> anyhow::Result<Orders> {
        let name = path.display();
        let bytes = fs::read(path).with_context(|| format!("cannot read {name}"))?;
        let text = String::from_utf8(bytes).map_err(|_| anyhow!("{name} is not in UTF-8"))?;
        Orders::parse(&text).map_err(|faults| {
            let lines: Vec<String> = faults.into_iter().map(|(line, why)| format!("{name}:{line}: {why}")).collect();
            anyhow!("{}", lines.join("; "))
        })
    }

    /// The orders of a text, or its faults by line.
    pub(super) fn parse(text: &str) -> Result<Orders, Vec<(usize, String)>> {
        let (mut list, mut faults) = (Vec::new(), Vec::new());
        for (line, row) in (1..).zip(text.strip_prefix('\u{feff}').unwrap_or(text).lines()) {
            if row.trim().is_empty() || row.starts_with('#') {
                continue;
            }
            match order(line, row) {
                Ok(order) => list.push(order),
                Err(why) => faults.push((line, why)),
            }
        }
        let mut targets: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
        for order in &list {
            let What::Into(target) = &order.what else { continue };
            if let Some((other, line)) = targets.insert(&order.variant, (target, order.line))
                && other != target
            {
                faults.push((order.line, format!("{} goes into {other} by line {line}; keep one of the two", order.variant)));
            }
        }
        for order in &list {
            let What::Into(target) = &order.what else { continue };
            let mut at = target.as_str();
            // A way longer than the list goes in a circle.
            let ends = (0..=list.len()).any(|_| match targets.get(at) {
                Some((next, _)) if *next != at => {
                    at = next;
                    false
                }
                _ => true,
            });
            if !ends {
                faults.push((order.line, format!("{} goes into itself by way of {target}; name one speaker for all", order.variant)));
            }
        }
        if !faults.is_empty() {
            faults.sort();
            return Err(faults);
        }
        let next = targets.into_iter().filter(|(from, (to, _))| from != to);
        let next = next.map(|(from, (to, _))| (from.to_owned(), to.to_owned())).collect();
        Ok(Orders { list, next })
    }

    /// The name or id at the end of the way that begins at `target`.
    pub(super) fn end_of<'o>(&'o self, target: &'o str) -> &'o str {
        let mut end = target;
        while let Some(next) = self.next.get(end) {
            end = next;
        }
        end
    }
}

fn order(line: usize, row: &str) -> Result<Order, String> {
    let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
    let (variant, target) = match cells.as_slice() {
        [variant, target] if !variant.is_empty() && !target.is_empty() => (*variant, *target),
        [_, _] => return Err("a column is empty; write a spelling, a tab and a name, an id or !".to_owned()),
        cells => return Err(format!("expected 2 columns with a tab between, found {}", cells.len())),
    };
    let what = match target.strip_prefix('!').map(str::trim) {
        None => What::Into(target.to_owned()),
        Some("") => What::Alone,
        Some(other) => What::ApartFrom(other.to_owned()),
    };
    Ok(Order { line, variant: variant.to_owned(), what })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_orders() {
        let orders = Orders::parse("# who is who\n\nVarga\tIlse Varga\nHart\t!Tom Hart\nLow\t!\nIlse Varga\tQ1\n").unwrap();
        let order = |line, variant: &str, what| Order { line, variant: variant.to_owned(), what };
        assert_eq!(
            orders.list,
            [
                order(3, "Varga", What::Into("Ilse Varga".to_owned())),
                order(4, "Hart", What::ApartFrom("Tom Hart".to_owned())),
                order(5, "Low", What::Alone),
                order(6, "Ilse Varga", What::Into("Q1".to_owned())),
            ]
        );
        assert_eq!(orders.end_of("Varga"), "Q1");
        assert_eq!(orders.end_of("Low"), "Low");
    }

    #[test]
    fn every_fault_has_its_line() {
        let faults = Orders::parse("one\na\tb\tc\n\tb\na\tb\na\tc\nx\ty\ny\tx\nz\tz\n").unwrap_err();
        let lines: Vec<usize> = faults.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 3, 5, 6, 7], "{faults:?}");
    }
}
