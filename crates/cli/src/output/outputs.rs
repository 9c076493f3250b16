//! [`Outputs`]: all that a run writes. Either all of it gets its names, or none.

use std::path::Path;

use anyhow::anyhow;

use super::plan::Plan;
use super::target::Target;
use super::{Encoder, Part};
use crate::error::Stop;

/// The open outputs.
#[derive(Debug)]
pub(crate) struct Outputs {
    outputs: Vec<Output>,
}

#[derive(Debug)]
struct Output {
    target: Target,
}

impl Outputs {
    /// Opens every output of `plan` and writes what comes before the first row.
    ///
    /// # Errors
    ///
    /// [`Stop::Usage`] if one cannot be written, and then none is.
    pub(crate) fn open(plan: &Plan) -> Result<Outputs, Stop> {
        let mut outputs: Vec<Output> = Vec::new();
        for (path, encoder) in &plan.outputs {
            let output = Output::open(path.as_deref(), encoder)?;
            if let Some(other) = outputs.iter().find(|other| other.target.is_same(&output.target)) {
                let name = other.target.name();
                return Err(Stop::Usage(anyhow!("{name} is named twice as an output; drop one of the two")));
            }
            outputs.push(output);
        }
        // Only now, so that nothing is written where another cannot be.
        for (output, (_, encoder)) in outputs.iter_mut().zip(&plan.outputs) {
            output.begin(encoder)?;
        }
        Ok(Outputs { outputs })
    }

    /// Writes the next part of each output.
    ///
    /// # Errors
    ///
    /// [`Stop::BrokenPipe`] if nobody reads any more, else [`Stop::Failed`].
    pub(crate) fn write(&mut self, parts: Vec<Part>) -> Result<(), Stop> {
        self.outputs.iter_mut().zip(parts).try_for_each(|(output, part)| output.write(part))
    }

    /// Ends all outputs and gives files their names, now that everything is
    /// written. If one cannot be finished, none of them is left.
    ///
    /// # Errors
    ///
    /// As [`Outputs::write`].
    pub(crate) fn finish(self) -> Result<(), Stop> {
        let mut targets = Vec::new();
        for output in self.outputs {
            targets.push(output.end()?);
        }
        Target::finish_all(targets)
    }

    /// Whether rows and messages would share a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        self.outputs.iter().any(|output| output.target.is_terminal())
    }
}

impl Output {
    fn open(path: Option<&Path>, _encoder: &Encoder) -> Result<Output, Stop> {
        Ok(Output { target: Target::open(path)? })
    }

    fn begin(&mut self, encoder: &Encoder) -> Result<(), Stop> {
        let header = encoder.begin().map_err(|error| Stop::Failed(error.into()))?;
        self.target.write(&header)
    }

    fn write(&mut self, part: Part) -> Result<(), Stop> {
        match part {
            Part::Bytes(bytes) if bytes.is_empty() => Ok(()),
            Part::Bytes(bytes) => self.target.write(&bytes),
        }
    }

    fn end(self) -> Result<Target, Stop> {
        Ok(self.target)
    }
}
