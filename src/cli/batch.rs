//! Many inputs over all cores, results in the order given, memory bounded.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use anyhow::anyhow;
use crossbeam_channel::bounded;

/// Inputs a worker may be ahead of the one whose result is awaited: enough to keep every core
/// busy past a slow input, and what bounds the memory.
const AHEAD: usize = 4;

/// Runs `work` on every input over all cores and hands the results to `take` in the order of
/// `inputs`. An error of `take`, and a panic of `work`, ends it all with an error.
pub fn in_order<T: Send, R: Send>(
    inputs: impl IntoIterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let workers = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let room = workers * AHEAD;
    let (give, given) = bounded::<(usize, T)>(room);
    let (put, done) = bounded::<(usize, thread::Result<R>)>(room);
    let work = &work;
    // The channels' other ends belong to the closure, so that its end, good or bad, ends the workers.
    thread::scope(move |scope| {
        for number in 0..workers {
            let (given, put) = (given.clone(), put.clone());
            thread::Builder::new()
                .name(format!("batch-{number}"))
                .spawn_scoped(scope, move || {
                    for (place, input) in given {
                        // What never comes would be waited for by a loop that the others keep open.
                        let result = catch_unwind(AssertUnwindSafe(|| work(input)));
                        if put.send((place, result)).is_err() {
                            return;
                        }
                    }
                })?;
        }
        // Only the workers hold these ends now, so that each side sees when the other is gone.
        drop((given, put));
        let mut waiting = BTreeMap::new();
        let (mut sent, mut taken) = (0, 0);
        let mut inputs = inputs.into_iter().fuse();
        loop {
            while sent - taken < room
                && let Some(input) = inputs.next()
            {
                give.send((sent, input))
                    .map_err(|_| anyhow!("every worker of the batch has stopped"))?;
                sent += 1;
            }
            if taken == sent {
                return Ok(());
            }
            let (place, result) = done.recv()?;
            let result = result.map_err(|_| {
                anyhow!(
                    "the program failed on input {}; what it said is above",
                    place + 1
                )
            })?;
            waiting.insert(place, result);
            while let Some(result) = waiting.remove(&taken) {
                take(result)?;
                taken += 1;
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_keep_the_order_and_work_never_runs_far_ahead() {
        let (begun, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let limit = AHEAD * thread::available_parallelism().unwrap().get();
        let mut results = Vec::new();
        in_order(
            0..500_usize,
            |input| {
                let ahead =
                    begun.fetch_add(1, Ordering::SeqCst) - taken.load(Ordering::SeqCst).min(input);
                assert!(ahead <= limit, "{ahead} inputs in flight");
                // Every seventh is slow, so that later ones overtake it.
                let rounds = if input % 7 == 0 { 200_000 } else { 10 };
                (0..rounds).fold(input, |value, _| std::hint::black_box(value))
            },
            |result| {
                results.push(result);
                taken.fetch_add(1, Ordering::SeqCst);
                Ok(())
            },
        )
        .unwrap();
        assert!(results.iter().copied().eq(0..500));
    }

    #[test]
    fn a_panic_of_the_work_ends_the_batch() {
        let ended = in_order(
            0..1000_usize,
            |input| assert_ne!(input, 20, "broken"),
            |()| Ok(()),
        );
        let said = ended.unwrap_err().to_string();
        assert!(said.contains("input 21"), "{said}");
    }

    #[test]
    fn an_error_of_the_taker_ends_the_batch() {
        let mut seen = 0;
        let ended = in_order(
            0..1_000_000_usize,
            |input| input,
            |result| {
                seen = result;
                anyhow::ensure!(result < 20, "enough");
                Ok(())
            },
        );
        assert_eq!(ended.unwrap_err().to_string(), "enough");
        assert_eq!(seen, 20);
    }
}
