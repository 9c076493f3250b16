//! [`Outputs`]: all that a run writes. Either all of it gets its names, or none.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::Part;
use super::partial;
use super::plan::Plan;
use super::sink::Sink;
use super::target::Target;
use crate::checkpoint::Written;
use crate::error::Stop;

/// The open outputs.
pub(crate) struct Outputs {
    sinks: Vec<Sink>,
}

impl Outputs {
    /// Opens every output of `plan` and writes what comes before the first row,
    /// or cuts each to what was written of it, if `begun` tells, and goes on there.
    ///
    /// # Errors
    ///
    /// [`Stop::Usage`] if one cannot be written, and then none is.
    pub(crate) fn open(plan: &Plan, begun: &[Written]) -> Result<Outputs, Stop> {
        check_names(plan).map_err(Stop::Usage)?;
        let mut sinks: Vec<Sink> = Vec::new();
        for (place, (path, encoder)) in plan.outputs.iter().enumerate() {
            match Sink::open(path.as_deref(), encoder, begun.get(place).copied()) {
                Ok(sink) => sinks.push(sink),
                Err(stop) => {
                    // What there is to go on with stays for the next try.
                    if !begun.is_empty() {
                        Outputs { sinks }.keep();
                    }
                    return Err(stop);
                }
            }
        }
        // Only now, so that nothing is written where another cannot be.
        for (sink, (_, encoder)) in sinks.iter_mut().zip(&plan.outputs).filter(|_| begun.is_empty()) {
            sink.begin(encoder).map_err(|stop| named(stop, plan.outputs.len()))?;
        }
        Ok(Outputs { sinks })
    }

    /// Writes the next part of each output.
    ///
    /// # Errors
    ///
    /// [`Stop::BrokenPipe`] if nobody reads any more, else [`Stop::Failed`].
    pub(crate) fn write(&mut self, parts: &[Part]) -> Result<(), Stop> {
        let count = self.sinks.len();
        let written = self.sinks.iter_mut().zip(parts).try_for_each(|(sink, part)| sink.write(part));
        written.map_err(|stop| named(stop, count))
    }

    /// Ends all outputs and gives files their names, now that everything is
    /// written. If one cannot be finished, none of them is left, or all are
    /// kept as they are for another try.
    ///
    /// # Errors
    ///
    /// As [`Outputs::write`].
    pub(crate) fn finish(self, keep: bool) -> Result<(), Stop> {
        // Ended one by one: what fails removes itself and those that wait.
        let count = self.sinks.len();
        let ended: Result<Vec<Target>, Stop> = self.sinks.into_iter().map(Sink::end).collect();
        ended.and_then(|targets| Target::finish_all(targets, keep)).map_err(|stop| named(stop, count))
    }

    /// What was written of each so far.
    pub(crate) fn written(&self) -> Vec<Written> {
        self.sinks.iter().map(Sink::written).collect()
    }

    /// Leaves what is written where it is, under the name of what is not complete.
    pub(crate) fn keep(self) {
        self.sinks.into_iter().for_each(Sink::keep);
    }

    /// Names of the files that are replaced.
    pub(crate) fn replaced(&self) -> Vec<String> {
        self.sinks.iter().map(Sink::target).filter(|target| target.replaces()).map(|target| target.name().to_owned()).collect()
    }

    /// Whether rows and messages would share a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        self.sinks.iter().any(|sink| sink.target().is_terminal())
    }
}

/// A pipe that nobody reads any more ends a run quietly, unless there are files
/// beside it: they would be missing, and nobody would be told.
fn named(stop: Stop, outputs: usize) -> Stop {
    match stop {
        Stop::BrokenPipe if outputs > 1 => Stop::Failed(anyhow!("the reader of a pipe left before the end; no output is complete")),
        stop => stop,
    }
}

/// Whether each file is named once. A device may be written twice.
fn check_names(plan: &Plan) -> anyhow::Result<()> {
    let place = |path: PathBuf| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let beside = || Some(fs::canonicalize(folder).ok()?.join(path.file_name()?));
        fs::canonicalize(&path).ok().or_else(beside)
    };
    let mut seen: Vec<PathBuf> = Vec::new();
    for path in plan.outputs.iter().filter_map(|(path, _)| path.as_ref()) {
        let Some(place) = place(partial::resolved(path)).filter(|place| place.is_file() || !place.exists()) else { continue };
        if seen.contains(&place) {
            return Err(anyhow!("{} is named twice as an output; drop one of the two", path.display()));
        }
        seen.push(place);
    }
    Ok(())
}
