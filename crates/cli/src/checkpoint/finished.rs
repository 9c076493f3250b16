//! `--resume` where there is nothing to go on with: no run was broken off.
//!
//! A finished run leaves its outputs alone behind, so that these have to tell:
//! all are there, begin as this run would begin them, and are newer than all
//! that is read. Where one of that is not so, the run begins anew. That they
//! came of the same flags and the same files nobody can tell, nor says so.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::time::SystemTime;

use super::Checkpoint;
use crate::args::ExtractArgs;
use crate::input::Source;
use crate::output::Encoder;
use crate::output::partial::partial;
use crate::output::plan::Plan;

impl Checkpoint {
    /// What there is to tell if this run has come to its end before.
    pub(crate) fn finished(&self, args: &ExtractArgs, plan: &Plan, sources: &[Source]) -> Option<String> {
        if self.state().items > 0 {
            return None;
        }
        let outputs: Vec<(&Path, &Encoder)> =
            plan.outputs.iter().map(|(path, encoder)| Some((path.as_deref()?, encoder))).collect::<Option<_>>()?;
        let written =
            outputs.iter().map(|(path, encoder)| written(path, encoder)).collect::<Option<Vec<SystemTime>>>()?.into_iter().min()?;
        let inputs = sources.iter().filter_map(|source| source.path.as_deref());
        let besides = [args.gazetteer.as_deref(), args.model.model.as_deref()].into_iter().flatten();
        if inputs.chain(besides).any(|path| came(path).is_none_or(|came| came > written)) {
            return None;
        }
        let names: Vec<String> = outputs.iter().map(|(path, _)| path.display().to_string()).collect();
        let (are, they, them) = if names.len() == 1 { ("is", "it", "it") } else { ("are", "they", "them") };
        Some(format!(
            "{} {are} newer than all that is read, and no run was broken off: nothing to go on with; if {they} came of other flags or files, \
             the same command without --resume writes {them} anew",
            names.join(", ")
        ))
    }
}

/// When the output was written, if it is there and begins as it should.
fn written(path: &Path, encoder: &Encoder) -> Option<SystemTime> {
    // A later run was broken off before its first state.
    if partial(path).exists() {
        return None;
    }
    let begin = encoder.begin().ok()?;
    let mut head = Vec::new();
    File::open(path).ok()?.take(begin.len() as u64).read_to_end(&mut head).ok()?;
    (head == begin).then(|| changed(path)).flatten()
}

/// When what the file holds was changed.
fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

/// When the file came to its place as it is: what is moved or copied may keep
/// the time at which it was changed.
fn came(path: &Path) -> Option<SystemTime> {
    let data = fs::metadata(path).ok()?;
    let changed = data.modified().ok()?;
    #[cfg(unix)]
    let moved = {
        use std::os::unix::fs::MetadataExt as _;
        let nanoseconds = u32::try_from(data.ctime_nsec()).unwrap_or_default();
        u64::try_from(data.ctime()).ok().map(|seconds| SystemTime::UNIX_EPOCH + std::time::Duration::new(seconds, nanoseconds))
    };
    #[cfg(not(unix))]
    let moved = data.created().ok();
    Some(moved.map_or(changed, |moved| moved.max(changed)))
}
