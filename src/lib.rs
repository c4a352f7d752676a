//! zkplay
