//! What the processes that this one started and waited for have cost, as the system tells it of all of them together.

/// What all children have cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// Processor seconds in user mode.
    pub user: f64,
    /// The most bytes that any one of them held; `None` where the system does not say.
    pub peak: Option<u64>,
}

/// Of all children that have ended.
#[cfg(unix)]
pub fn of_children() -> Usage {
    use nix::sys::resource::{UsageWho, getrusage};
    let Ok(usage) = getrusage(UsageWho::RUSAGE_CHILDREN) else {
        return Usage::default();
    };
    let user = usage.user_time();
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    let peak = u64::try_from(usage.max_rss()).ok();
    Usage {
        user: user.tv_sec() as f64 + user.tv_usec() as f64 / 1e6,
        peak: peak.map(|peak| peak * unit),
    }
}

/// Of all children that have ended.
#[cfg(not(unix))]
pub fn of_children() -> Usage {
    Usage::default()
}
