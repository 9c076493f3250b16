//! [`Sink`]: one open output, of which the parts are put together.

use std::path::Path;

use anyhow::anyhow;

use super::target::{Target, Through};
use super::{Encoder, Format, Part, brat, xlsx};
use crate::checkpoint::Written;
use crate::error::Stop;

/// An open output.
pub(super) struct Sink {
    target: Target,
    file: File,
}

/// What is between the parts and the target.
enum File {
    /// Parts as they are. `separator` is left out before the first.
    Bytes {
        separator: &'static str,
        begun: bool,
        end: &'static str,
    },
    #[cfg(feature = "parquet")]
    Parquet(Box<super::parquet::Writer>),
    Xlsx(Box<xlsx::Writer>),
    Brat,
}

impl Sink {
    /// Opens the output, behind what was `written` of it before. Nothing is
    /// written yet.
    ///
    /// # Errors
    ///
    /// [`Stop::Usage`] if it cannot be written.
    pub(super) fn open(path: Option<&Path>, encoder: &Encoder, written: Option<Written>) -> Result<Sink, Stop> {
        let target = match path {
            Some(path) if encoder.format == Format::Brat => Target::open_folder(path)?,
            path => match written {
                Some(written) => Target::reopen(path, written.bytes)?,
                None => Target::open(path)?,
            },
        };
        if target.is_terminal() && encoder.format.is_binary() {
            let format = encoder.format.name();
            return Err(Stop::Usage(anyhow!("{format} is not for a terminal; name a file with -o")));
        }
        let bytes =
            || File::Bytes { separator: encoder.separator(), begun: written.is_some_and(|written| written.begun), end: encoder.end() };
        let refused = |error: anyhow::Error| Stop::Usage(error.context(format!("cannot write {}", target.name())));
        let file = match encoder.format {
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                File::Parquet(Box::new(super::parquet::Writer::new(&encoder.columns).map_err(|error| refused(error.into()))?))
            }
            Format::Xlsx => File::Xlsx(Box::new(xlsx::Writer::new(&encoder.columns).map_err(refused)?)),
            Format::Brat => File::Brat,
            _ => bytes(),
        };
        Ok(Sink { target, file })
    }

    /// Writes what comes before the first document.
    pub(super) fn begin(&mut self, encoder: &Encoder) -> Result<(), Stop> {
        if matches!(self.file, File::Brat) {
            return self.target.write_plain("annotation.conf", brat::CONFIGURATION);
        }
        let header = encoder.begin().map_err(|error| failed(&self.target, error.into()))?;
        self.write_bytes(&header)
    }

    /// Writes the next part.
    pub(super) fn write(&mut self, part: &Part) -> Result<(), Stop> {
        match (&mut self.file, part) {
            (File::Bytes { separator, begun, .. }, Part::Bytes(bytes)) => {
                let skipped = if *begun { 0 } else { separator.len() };
                *begun |= !bytes.is_empty();
                let bytes = bytes.get(skipped..).unwrap_or_default();
                // The first element stands in a line of its own as well.
                if skipped > 0 && !bytes.is_empty() {
                    self.target.write(b"\n")?;
                }
                self.write_bytes(bytes)
            }
            #[cfg(feature = "parquet")]
            (File::Parquet(writer), Part::Cells(cells)) => {
                let finished = writer.write(cells).and_then(|()| writer.take()).map_err(|e| failed(&self.target, e.into()))?;
                self.write_bytes(&finished)
            }
            (File::Xlsx(writer), Part::Sheet(sheet)) => writer.write(sheet).map_err(|e| failed(&self.target, e)),
            (File::Brat, Part::Files(files)) => {
                files.iter().try_for_each(|file| self.target.write_files(&file.id, &[("txt", &file.text), ("ann", &file.annotations)]))
            }
            _ => Err(failed(&self.target, anyhow!("a part of another format; this is a bug, please report it"))),
        }
    }

    /// Writes what comes after the last document. What is returned has all bytes
    /// and waits for its name.
    pub(super) fn end(self) -> Result<Target, Stop> {
        let Sink { mut target, file } = self;
        match file {
            File::Bytes { end, .. } if end.is_empty() => {}
            File::Bytes { end, .. } => target.write(end.as_bytes())?,
            #[cfg(feature = "parquet")]
            File::Parquet(writer) => {
                let rest = writer.end().map_err(|e| failed(&target, e.into()))?;
                target.write(&rest)?;
            }
            File::Xlsx(writer) => {
                let mut out = Through::new(&mut target);
                let ended = writer.end(&mut out);
                out.finish()?;
                ended.map_err(|e| failed(&target, e))?;
            }
            File::Brat => {}
        }
        Ok(target)
    }

    /// What was written so far.
    pub(super) fn written(&self) -> Written {
        Written { bytes: self.target.written(), begun: matches!(self.file, File::Bytes { begun: true, .. }) }
    }

    /// Leaves what was written.
    pub(super) fn keep(self) {
        self.target.keep();
    }

    /// Where it goes.
    pub(super) fn target(&self) -> &Target {
        &self.target
    }

    fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        if bytes.is_empty() { Ok(()) } else { self.target.write(bytes) }
    }
}

fn failed(target: &Target, error: anyhow::Error) -> Stop {
    Stop::Failed(error.context(format!("cannot write {}", target.name())))
}
