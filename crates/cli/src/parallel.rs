//! Work over the machine's cores, in order.

use std::thread::{available_parallelism, scope};

/// How many rows are worked on at a time: enough to keep the cores busy, few enough to stream.
pub(crate) const ROWS: usize = 512;

/// Does a piece of work for each job on every core, and gives what came of them in the jobs' order.
pub(crate) fn in_order<T: Send, R: Send>(jobs: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let cores = available_parallelism().map_or(1, usize::from);
    let share = jobs.len().div_ceil(cores).max(1);
    let mut jobs = jobs.into_iter();
    let shares: Vec<Vec<T>> = (0..cores)
        .map(|_| jobs.by_ref().take(share).collect())
        .filter(|share: &Vec<T>| !share.is_empty())
        .collect();
    if shares.len() < 2 {
        return shares.into_iter().flatten().map(work).collect();
    }
    let work = &work;
    scope(|scope| {
        let started: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(move || share.into_iter().map(work).collect::<Vec<R>>()))
            .collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, Vec<R>>| match thread.join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        started.into_iter().flat_map(join).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn every_job_is_done_once_and_in_order() {
        for count in [0, 1, 2, 7, 1000] {
            let jobs: Vec<usize> = (0..count).collect();
            assert_eq!(
                in_order(jobs.clone(), |job| job * 2),
                jobs.iter().map(|job| job * 2).collect::<Vec<_>>()
            );
        }
    }
}
