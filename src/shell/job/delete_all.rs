//! `deleteall`: lists the tree breadth first, and deletes it from the end.

use std::num::NonZeroUsize;

use crate::model::{Answer, ReadKind, Reply, Request, ZPath};
use crate::shell::failure::Failure;
use crate::shell::job::{children, delete, read};
use crate::shell::screen::Screen;

/// So many batches may be under way.
const AHEAD: usize = 10;

#[derive(Clone, Debug, PartialEq)]
pub struct DeleteAll {
    /// How many znodes one multi deletes; `None` for each by itself.
    batch: Option<NonZeroUsize>,
    /// What is listed, and not yet asked to be deleted. A znode comes behind its parent.
    tree: Vec<ZPath>,
    stage: Stage,
}

#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// The children of this one, by its place in the tree, are asked for.
    Listing(usize),
    /// This one is being deleted.
    OneByOne(ZPath),
    Batches {
        open: usize,
        refused: bool,
    },
}

impl DeleteAll {
    pub fn new(path: ZPath, batch: Option<NonZeroUsize>) -> DeleteAll {
        DeleteAll {
            batch,
            tree: vec![path],
            stage: Stage::Listing(0),
        }
    }

    pub fn first_request(&self) -> Request {
        read(ReadKind::Children, &self.tree[0], false)
    }

    pub fn answered(
        &mut self,
        answer: Answer,
        screen: &mut Screen,
    ) -> Result<Vec<Request>, Failure> {
        match &mut self.stage {
            Stage::Listing(at) => {
                let at = *at;
                self.list(at, answer)
            }
            Stage::OneByOne(path) => {
                answer.map_err(|it| Failure::refused(it, path))?;
                Ok(self.delete_next())
            }
            Stage::Batches { open, refused } => {
                *open -= 1;
                *refused |= is_refusal(&answer);
                if *refused && *open == 0 {
                    screen.err("Failed to delete some node(s) in the subtree!");
                }
                Ok(self.delete_batches())
            }
        }
    }

    fn list(&mut self, at: usize, answer: Answer) -> Result<Vec<Request>, Failure> {
        let parent = self.tree[at].clone();
        let names = children(answer).map_err(|it| Failure::refused(it, &parent))?;
        self.tree.extend(names.iter().map(|it| parent.child(it)));
        if let Some(next) = self.tree.get(at + 1) {
            self.stage = Stage::Listing(at + 1);
            return Ok(vec![read(ReadKind::Children, next, false)]);
        }
        if self.batch.is_none() {
            return Ok(self.delete_next());
        }
        self.stage = Stage::Batches {
            open: 0,
            refused: false,
        };
        Ok(self.delete_batches())
    }

    fn delete_next(&mut self) -> Vec<Request> {
        let Some(path) = self.tree.pop() else {
            return Vec::new();
        };
        self.stage = Stage::OneByOne(path.clone());
        vec![Request::Write(delete(path))]
    }

    /// zkCli sends batches ahead, and a refused one stops what it has not sent. How many that
    /// are is a race there; here all that could be sent have been.
    fn delete_batches(&mut self) -> Vec<Request> {
        let mut requests = Vec::new();
        let (Stage::Batches { open, refused }, Some(size)) = (&mut self.stage, self.batch) else {
            return requests;
        };
        while !*refused && *open < AHEAD && !self.tree.is_empty() {
            let rest = self.tree.len().saturating_sub(size.get());
            let batch = self.tree.split_off(rest).into_iter().rev();
            requests.push(Request::Multi(batch.map(delete).collect()));
            *open += 1;
        }
        requests
    }
}

fn is_refusal(answer: &Answer) -> bool {
    match answer {
        Ok(Reply::Multi(results)) => results.iter().any(Result::is_err),
        _ => true,
    }
}
