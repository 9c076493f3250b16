//! [`quietly`]: what panics where it should have failed, as an error.
//!
//! The crate that writes workbooks panics where its temporary file cannot be
//! written, that of Parquet on some files that are forged. Whoever reads our
//! message need not read that of the panic too.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread goes without a message.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// What `work` returns.
///
/// # Errors
///
/// Why it panicked: the words of the system, where it was told of an error of
/// the system, else the message of the panic.
pub(crate) fn quietly<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                usual(info);
            }
        }));
    });
    let before = QUIET.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    QUIET.set(before);
    done.map_err(|payload| {
        let words = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
        cause(words.unwrap_or("it broke off")).to_owned()
    })
}

/// The words of the system in those of a panic: `… Os { …, message: "words" }`.
fn cause(words: &str) -> &str {
    let quoted = words.rsplit_once("message: \"").and_then(|(_, rest)| rest.split('"').next());
    quoted.unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_panics_is_an_error_with_its_cause() {
        assert_eq!(quietly(|| 3), Ok(3));
        let full = std::io::Error::from_raw_os_error(28);
        let told: Result<(), String> = quietly(|| panic!("cannot write: {full:?}"));
        assert_eq!(told, Err("No space left on device".to_owned()));
        assert_eq!(quietly(|| panic!("no reason")), Err::<(), _>("no reason".to_owned()));
        assert!(!QUIET.get(), "other panics are told again");
    }
}
