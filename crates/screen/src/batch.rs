//! Work in order on all cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many items a core takes at once: enough that taking costs nothing, few enough that all end together.
const AT_ONCE: usize = 16;

/// Does the same work for every item, on all cores; what comes of it stands in the items' order.
///
/// ```
/// assert_eq!(interdict_screen::on_all_cores(&[1, 2, 3], |number| number * 2), [2, 4, 6]);
/// ```
pub fn on_all_cores<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, usize::from).min(items.len().div_ceil(AT_ONCE));
    if cores <= 1 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let run = || {
        let mut done: Vec<(usize, Vec<R>)> = Vec::new();
        loop {
            let from = next.fetch_add(AT_ONCE, Ordering::Relaxed);
            let Some(mine) = items.get(from..items.len().min(from + AT_ONCE)).filter(|mine| !mine.is_empty())
            else {
                return done;
            };
            done.push((from, mine.iter().map(&work).collect()));
        }
    };
    let mut done: Vec<(usize, Vec<R>)> = thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(run)).collect();
        let mut done = run();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                // What stopped one stops all, as it would on one core.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(from, _)| *from);
    done.into_iter().flat_map(|(_, done)| done).collect()
}

#[cfg(test)]
mod tests {
    use super::on_all_cores;

    #[test]
    fn every_job_is_done_once_and_in_order() {
        for count in [0, 1, 2, 7, 1000] {
            let jobs: Vec<usize> = (0..count).collect();
            assert_eq!(
                on_all_cores(&jobs, |job| job * 2),
                jobs.iter().map(|job| job * 2).collect::<Vec<_>>()
            );
        }
    }
}
