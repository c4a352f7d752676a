//! What a client wants to create, as it says it by one number (`CreateMode`).

use crate::model::error::ErrorCode;

/// The order is that of the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreateMode {
    Persistent,
    Ephemeral,
    PersistentSequential,
    EphemeralSequential,
    Container,
    PersistentWithTtl,
    PersistentSequentialWithTtl,
}

impl CreateMode {
    pub const ALL: [CreateMode; 7] = [
        CreateMode::Persistent,
        CreateMode::Ephemeral,
        CreateMode::PersistentSequential,
        CreateMode::EphemeralSequential,
        CreateMode::Container,
        CreateMode::PersistentWithTtl,
        CreateMode::PersistentSequentialWithTtl,
    ];

    /// The mode of that number.
    ///
    /// # Errors
    /// [`ErrorCode::BadArguments`] for any other number.
    pub fn from_flag(flag: i32) -> Result<CreateMode, ErrorCode> {
        let mode = usize::try_from(flag).ok();
        let mode = mode.and_then(|it| CreateMode::ALL.get(it));
        mode.copied().ok_or(ErrorCode::BadArguments)
    }

    pub fn flag(self) -> i32 {
        self as i32
    }
}
