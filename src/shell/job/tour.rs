//! The way through a whole tree in the order of ZooKeeper's `ZKUtil.visitSubTreeDFS`: a znode,
//! then its children, then what is below the first of them, and so on.

use crate::model::{Answer, ErrorCode, ReadKind, Request, ZPath};
use crate::shell::failure::Failure;
use crate::shell::job::{children, read};

#[derive(Clone, Debug, PartialEq)]
pub struct Tour {
    watch: bool,
    /// What is still to be done, the next one last. Of every level it holds the siblings to
    /// come, never the whole tree.
    legs: Vec<Leg>,
    /// What was asked last.
    asked: Option<Leg>,
}

#[derive(Clone, Debug, PartialEq)]
enum Leg {
    /// ZooKeeper reads the data of the first znode, to see whether it is there.
    Read(ZPath),
    Visit(ZPath),
    List(ZPath),
}

/// The next thing on the way.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// The way goes on when this is answered.
    Ask(Request),
    /// A znode is reached.
    Visit(ZPath),
}

impl Tour {
    /// With `watch`, it leaves watches on its way.
    pub fn new(path: ZPath, watch: bool) -> Tour {
        Tour {
            watch,
            legs: vec![Leg::Read(path)],
            asked: None,
        }
    }

    /// `None` at the end.
    pub fn next(&mut self) -> Option<Stop> {
        let leg = self.legs.pop()?;
        let request = match &leg {
            Leg::Visit(path) => return Some(Stop::Visit(path.clone())),
            Leg::Read(path) => read(ReadKind::Data, path, self.watch),
            Leg::List(path) => read(ReadKind::Children, path, self.watch),
        };
        self.asked = Some(leg);
        Some(Stop::Ask(request))
    }

    /// Takes the answer to what was asked last.
    ///
    /// # Errors
    /// If the way ends there.
    pub fn answered(&mut self, answer: Answer) -> Result<(), Failure> {
        match self.asked.take() {
            Some(Leg::Read(path)) => {
                answer.map_err(|it| Failure::refused(it, &path))?;
                self.legs
                    .extend([Leg::List(path.clone()), Leg::Visit(path)]);
            }
            Some(Leg::List(path)) => {
                let names = match children(answer) {
                    Ok(names) => names,
                    // Deleted since its parent was listed.
                    Err(ErrorCode::NoNode) => return Ok(()),
                    Err(code) => return Err(Failure::refused(code, &path)),
                };
                let below: Vec<ZPath> = names.iter().rev().map(|it| path.child(it)).collect();
                self.legs.extend(below.iter().cloned().map(Leg::List));
                self.legs.extend(below.into_iter().map(Leg::Visit));
            }
            Some(Leg::Visit(_)) | None => {}
        }
        Ok(())
    }
}
