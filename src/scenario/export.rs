//! A run as a file that others can use. (What it prints is its [`transcript`](super::transcript).)

mod owners;

mod said;

pub mod json;

pub mod mermaid;
