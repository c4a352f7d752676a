//! The kinds of watches that a client names.

/// How a watch stays that is not good for one event only (`AddWatchMode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddWatchMode {
    /// Hears of the znode's data and of its children.
    Persistent,
    /// Hears of the znode and of all below it, but never that children changed.
    PersistentRecursive,
}

/// Which watches of a znode a client gives up (`Watcher.WatcherType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatcherType {
    Children,
    /// Those that wait for the creation, too.
    Data,
    Persistent,
    PersistentRecursive,
    Any,
}
