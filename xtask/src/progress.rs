//! A sign of life for what takes long. Most descriptions are done before it would show.

use std::io::{IsTerminal, stderr};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::ProgressBar;

/// How long nothing is shown.
const PATIENCE: Duration = Duration::from_millis(700);
/// How often it moves after that.
const TICK: Duration = Duration::from_millis(100);

/// Shows on a terminal that there is work going on, until it is dropped.
pub struct Progress {
    done: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins; what is being done is said after a while.
    pub fn of(work: String) -> Self {
        if !stderr().is_terminal() {
            return Self {
                done: None,
                thread: None,
            };
        }
        let (done, is_done) = channel();
        let thread = thread::spawn(move || {
            if is_done.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::new_spinner().with_message(work);
            bar.enable_steady_tick(TICK);
            // An error says that the other end is gone, which is what is waited for.
            let _ = is_done.recv();
            bar.finish_and_clear();
        });
        Self {
            done: Some(done),
            thread: Some(thread),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.done = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
