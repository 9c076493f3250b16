//! [`Heard`]: who speaks in what a command reads, to tell those who asked for a
//! speaker that nobody has that name, and who has one like it.

use std::collections::BTreeSet;
use std::process::ExitCode;

use inquit_table::WantedSpeaker;

use crate::error::{EXIT_FAILED, Note};
use crate::input::names::alike;
use crate::progress::Progress;

/// Different names that are remembered.
pub(crate) const NAMES: usize = 50_000;
/// Names that are proposed.
const PROPOSED: usize = 3;
/// Names less like the wanted one, from 0 to 1, are not proposed.
const ALIKE: f64 = 0.75;

/// Who was asked for, and who speaks.
#[derive(Debug)]
pub(crate) struct Heard<'w> {
    wanted: &'w [WantedSpeaker],
    /// Whether somebody of that name speaks.
    there: Vec<bool>,
    names: BTreeSet<String>,
    /// Quotations of those who were asked for.
    rows: u64,
}

impl<'w> Heard<'w> {
    /// Nobody so far.
    pub(crate) fn new(wanted: &'w [WantedSpeaker]) -> Heard<'w> {
        Heard { wanted, there: vec![false; wanted.len()], names: BTreeSet::new(), rows: 0 }
    }

    /// Whether anybody was asked for.
    pub(crate) fn is_asked(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// Somebody of this name and id speaks.
    pub(crate) fn speaks(&mut self, name: &str, id: Option<&str>) {
        for (wanted, there) in self.wanted.iter().zip(&mut self.there) {
            *there |= wanted.means(name, id);
        }
        if self.is_asked() && self.names.len() < NAMES && !self.names.contains(name) {
            self.names.insert(name.to_owned());
        }
    }

    /// So many quotations are of those who were asked for.
    pub(crate) fn takes(&mut self, rows: u64) {
        self.rows += rows;
    }

    /// Tells who does not speak; the exit code, 1 where no quotation was taken,
    /// as of programs that search.
    pub(crate) fn end(&self, progress: &mut Progress) -> ExitCode {
        self.tell(progress);
        match progress.has_failures() || self.is_asked() && self.rows == 0 {
            true => ExitCode::from(EXIT_FAILED),
            false => ExitCode::SUCCESS,
        }
    }

    /// Tells who does not speak, and where all that others say is left out.
    pub(crate) fn tell(&self, progress: &mut Progress) {
        for (wanted, _) in self.wanted.iter().zip(&self.there).filter(|(_, there)| !**there) {
            let given = &wanted.given;
            let names = self.nearest(given);
            let near = if names.is_empty() { ";".to_owned() } else { format!("; did you mean {}?", names.join(" or ")) };
            progress.note(&Note::Warning(format!(
                "--speaker {given}: nobody of that name speaks here{near} whole words of a name or an id are looked for"
            )));
        }
        if self.rows == 0 && self.there.contains(&true) {
            progress
                .note(&Note::Warning("--speaker: what they say is left out by other flags, as --types and --min-confidence".to_owned()));
        }
    }

    /// The names most like `given`, as a whole or in a word, the likest first.
    fn nearest(&self, given: &str) -> Vec<String> {
        let likeness = |name: &str| name.split_whitespace().chain([name]).map(|words| alike(given, words)).fold(0.0, f64::max);
        let mut names: Vec<(f64, &String)> =
            self.names.iter().map(|name| (likeness(name), name)).filter(|(alike, _)| *alike > ALIKE).collect();
        names.sort_by(|a, b| b.0.total_cmp(&a.0));
        names.into_iter().take(PROPOSED).map(|(_, name)| format!("‘{name}’")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_come_first() {
        let wanted = [WantedSpeaker::new("olsn").unwrap()];
        let mut heard = Heard::new(&wanted);
        for name in ["Ilse Varga", "Marta Olsen", "Tomas Hart", "Rosa Olson"] {
            heard.speaks(name, None);
        }
        assert_eq!(heard.there, [false]);
        assert_eq!(heard.nearest("olsn"), ["‘Marta Olsen’", "‘Rosa Olson’"]);
        assert_eq!(heard.nearest("Marta Olson")[0], "‘Marta Olsen’");
        assert_eq!(heard.nearest("zzz"), [""; 0]);
        heard.speaks("Olsn", None);
        assert_eq!(heard.there, [true]);
    }
}
