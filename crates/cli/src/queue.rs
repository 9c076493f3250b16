//! [`Queue`]: work for several threads, bounded by its bytes.
//!
//! A permit for the bytes of a job is taken when the job is put in and given
//! back when its rows are written. So reading waits not only for the workers
//! but for the slowest step of all, and memory stays the same however large
//! the input is.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Jobs between one thread that puts and several that take.
#[derive(Debug)]
pub(crate) struct Queue<T> {
    state: Mutex<State<T>>,
    /// Jobs came, or none will come.
    ready: Condvar,
    /// Bytes were given back.
    space: Condvar,
    limit: usize,
}

#[derive(Debug)]
struct State<T> {
    jobs: VecDeque<T>,
    /// Bytes of all jobs put and not yet given back.
    bytes: usize,
    closed: bool,
}

impl<T> Queue<T> {
    /// A queue for jobs of `limit` bytes in all.
    pub(crate) fn new(limit: usize) -> Queue<T> {
        let state = State { jobs: VecDeque::new(), bytes: 0, closed: false };
        Queue {
            state: Mutex::new(state),
            ready: Condvar::new(),
            space: Condvar::new(),
            limit,
        }
    }

    /// Puts a job of `bytes` once there is room; one larger than the limit,
    /// when it is alone. `false` if the queue was closed meanwhile.
    pub(crate) fn put(&self, job: T, bytes: usize) -> bool {
        let mut state = self.lock();
        while !state.closed && state.bytes > 0 && state.bytes + bytes > self.limit {
            state = self.space.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return false;
        }
        state.bytes += bytes;
        state.jobs.push_back(job);
        self.ready.notify_one();
        true
    }

    /// Takes the next job; `None` when the queue is closed and empty.
    pub(crate) fn take(&self) -> Option<T> {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.jobs.pop_front() {
                return Some(job);
            }
            if state.closed {
                return None;
            }
            state = self.ready.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Gives back the bytes of a job that is done with.
    pub(crate) fn give_back(&self, bytes: usize) {
        self.lock().bytes -= bytes;
        self.space.notify_one();
    }

    /// No more jobs: those in the queue are still handed out.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.ready.notify_all();
        self.space.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // The state is whole between any two statements above.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    #[test]
    fn every_job_comes_out_once_within_the_limit() {
        let queue = Queue::new(100);
        let (in_flight, most, sum) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    while let Some(job) = queue.take() {
                        most.fetch_max(in_flight.load(Ordering::SeqCst), Ordering::SeqCst);
                        sum.fetch_add(job, Ordering::SeqCst);
                        in_flight.fetch_sub(30, Ordering::SeqCst);
                        queue.give_back(30);
                    }
                });
            }
            for job in 1..=1000 {
                assert!(queue.put(job, 30));
                in_flight.fetch_add(30, Ordering::SeqCst);
            }
            queue.close();
        });
        assert_eq!(sum.into_inner(), 500_500);
        assert!(most.into_inner() <= 120);
    }

    #[test]
    fn a_job_over_the_limit_passes_alone() {
        let queue = Queue::new(10);
        assert!(queue.put("large", 1000));
        assert_eq!(queue.take(), Some("large"));
        queue.close();
        assert!(!queue.put("late", 1));
        assert_eq!(queue.take(), None);
    }
}
