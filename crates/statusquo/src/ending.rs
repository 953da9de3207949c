//! How `serve` is asked to end: by Ctrl-C, or by what a process manager sends instead.

use std::io;
use tokio::runtime::Runtime;

/// Listens for being asked to end, from the moment that it is made.
#[derive(Debug)]
pub(crate) struct Ending {
    runtime: Runtime,
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 2],
    #[cfg(windows)]
    pressed: tokio::signal::windows::CtrlC,
}

impl Ending {
    pub(crate) fn listen() -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let entered = runtime.enter();
        #[cfg(unix)]
        let signals = {
            use tokio::signal::unix::{SignalKind, signal};
            [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?]
        };
        #[cfg(windows)]
        let pressed = tokio::signal::windows::ctrl_c()?;
        drop(entered);
        Ok(Self {
            runtime,
            #[cfg(unix)]
            signals,
            #[cfg(windows)]
            pressed,
        })
    }

    /// Waits for it.
    pub(crate) fn wait(self) {
        #[cfg(unix)]
        {
            let [mut interrupt, mut terminate] = self.signals;
            self.runtime.block_on(async {
                tokio::select! {
                    _ = interrupt.recv() => {}
                    _ = terminate.recv() => {}
                }
            });
        }
        #[cfg(windows)]
        {
            let mut pressed = self.pressed;
            self.runtime.block_on(async { pressed.recv().await });
        }
    }
}
