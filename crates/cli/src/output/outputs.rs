//! [`Outputs`]: all that a run writes. Either all of it gets its names, or none.

use anyhow::anyhow;

use super::Part;
use super::plan::Plan;
use super::sink::Sink;
use super::target::Target;
use crate::error::Stop;

/// The open outputs.
pub(crate) struct Outputs {
    sinks: Vec<Sink>,
}

impl Outputs {
    /// Opens every output of `plan` and writes what comes before the first row.
    ///
    /// # Errors
    ///
    /// [`Stop::Usage`] if one cannot be written, and then none is.
    pub(crate) fn open(plan: &Plan) -> Result<Outputs, Stop> {
        let mut sinks: Vec<Sink> = Vec::new();
        for (path, encoder) in &plan.outputs {
            let sink = Sink::open(path.as_deref(), encoder)?;
            if let Some(other) = sinks.iter().find(|other| other.target().is_same(sink.target())) {
                let name = other.target().name();
                return Err(Stop::Usage(anyhow!("{name} is named twice as an output; drop one of the two")));
            }
            sinks.push(sink);
        }
        // Only now, so that nothing is written where another cannot be.
        for (sink, (_, encoder)) in sinks.iter_mut().zip(&plan.outputs) {
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
    /// written. If one cannot be finished, none of them is left.
    ///
    /// # Errors
    ///
    /// As [`Outputs::write`].
    pub(crate) fn finish(self) -> Result<(), Stop> {
        // Ended one by one: what fails removes itself and those that wait.
        let count = self.sinks.len();
        let ended: Result<Vec<Target>, Stop> = self.sinks.into_iter().map(Sink::end).collect();
        ended.and_then(Target::finish_all).map_err(|stop| named(stop, count))
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
