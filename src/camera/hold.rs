//! One thread of this program at a time has a camera: of two, the one that ends stops the other's frames too.

use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Longer than the frame takes that the other thread waits for, unless its driver hangs.
const PATIENCE: Duration = Duration::from_secs(2);

static HELD: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());
static LET_GO: Condvar = Condvar::new();

/// The camera with this number of the system's is this thread's until this is dropped.
pub(super) struct Hold(u32);

impl Hold {
    /// Waits a while for whoever has it; none where it is not let go of.
    pub fn of(number: u32) -> Option<Self> {
        let held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = LET_GO.wait_timeout_while(held, PATIENCE, |held| held.contains(&number));
        let (mut held, _) = waited.unwrap_or_else(PoisonError::into_inner);
        held.insert(number).then_some(Self(number))
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        held.remove(&self.0);
        drop(held);
        LET_GO.notify_all();
    }
}
