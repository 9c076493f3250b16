//! [`Budget`]: how many bytes may be on their way between reading and writing.
//!
//! The bytes of a batch are taken before it is handed to the workers and given
//! back when its rows are written. So reading waits for the slowest step of
//! all, and memory stays the same however large the input is.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Bytes that threads take and give back.
#[derive(Debug)]
pub(crate) struct Budget {
    state: Mutex<State>,
    changed: Condvar,
    limit: usize,
}

#[derive(Debug)]
struct State {
    taken: usize,
    closed: bool,
}

impl Budget {
    /// A budget of `limit` bytes.
    pub(crate) fn new(limit: usize) -> Budget {
        Budget { state: Mutex::new(State { taken: 0, closed: false }), changed: Condvar::new(), limit }
    }

    /// Takes `bytes` once that many are left; more than there are at all, when
    /// nothing else is taken. `false` if the budget was closed meanwhile.
    pub(crate) fn take(&self, bytes: usize) -> bool {
        let mut state = self.lock();
        while !state.closed && state.taken > 0 && state.taken + bytes > self.limit {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.taken += bytes;
        !state.closed
    }

    /// Gives back what was taken.
    pub(crate) fn give_back(&self, bytes: usize) {
        self.lock().taken -= bytes;
        self.changed.notify_one();
    }

    /// Nothing more may be taken: who waits goes away empty.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is whole between any two statements above.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    #[test]
    fn taking_waits_for_what_is_left() {
        let budget = Budget::new(100);
        let (send, receive) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                for bytes in [60, 40, 30, 1000, 1] {
                    send.send((bytes, budget.take(bytes))).unwrap();
                }
            });
            let next = || receive.recv_timeout(Duration::from_secs(10)).unwrap();
            let nothing = || assert!(receive.recv_timeout(Duration::from_millis(30)).is_err());
            assert_eq!((next(), next()), ((60, true), (40, true)));
            nothing();
            budget.give_back(60);
            assert_eq!(next(), (30, true));
            budget.give_back(40);
            nothing(); // More than the limit goes alone.
            budget.give_back(30);
            assert_eq!(next(), (1000, true));
            nothing();
            budget.close();
            assert_eq!(next(), (1, false));
        });
    }
}
