//! [`Interrupt`]: Ctrl-C, so that a long run ends in order and says what it keeps.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

use crate::error::EXIT_INTERRUPTED;

/// Whether somebody pressed Ctrl-C since the run began.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on. Pressed twice, it ends the process at once.
    pub(crate) fn listen() -> Interrupt {
        let interrupt = Interrupt::default();
        // Where a system cannot be listened to, Ctrl-C does what it did before.
        // The first of the two sees what the second noted of an earlier signal.
        let _ = flag::register_conditional_shutdown(SIGINT, i32::from(EXIT_INTERRUPTED), Arc::clone(&interrupt.0));
        let _ = flag::register(SIGINT, Arc::clone(&interrupt.0));
        interrupt
    }

    /// Whether it was pressed.
    pub(crate) fn is_pressed(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
