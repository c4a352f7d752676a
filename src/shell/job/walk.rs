//! `ls -R`: a znode, then its children, then what is below the first of them, and so on.

use crate::model::{Answer, ErrorCode, ReadKind, Request, ZPath};
use crate::shell::failure::Failure;
use crate::shell::job::{children, read};
use crate::shell::screen::Screen;

#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    watch: bool,
    /// What is asked about.
    at: ZPath,
    /// Printed, but not yet looked below; the next one last. Of every level it holds the
    /// siblings still to come, never the whole tree.
    todo: Vec<ZPath>,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// zkCli reads the data of the first znode, to see whether it is there.
    First,
    Below,
}

impl Walk {
    pub fn new(path: ZPath, watch: bool) -> Walk {
        Walk {
            watch,
            at: path,
            todo: Vec::new(),
            stage: Stage::First,
        }
    }

    pub fn first_request(&self) -> Request {
        read(ReadKind::Data, &self.at, self.watch)
    }

    pub fn answered(
        &mut self,
        answer: Answer,
        screen: &mut Screen,
    ) -> Result<Vec<Request>, Failure> {
        match self.stage {
            Stage::First => {
                answer.map_err(|it| Failure::refused(it, &self.at))?;
                screen.out(&self.at);
                self.stage = Stage::Below;
                self.todo.push(self.at.clone());
            }
            Stage::Below => self.list(answer, screen)?,
        }
        let next = self.todo.pop().inspect(|it| self.at = it.clone());
        Ok(next
            .map(|it| read(ReadKind::Children, &it, self.watch))
            .into_iter()
            .collect())
    }

    fn list(&mut self, answer: Answer, screen: &mut Screen) -> Result<(), Failure> {
        let names = match children(answer) {
            Ok(names) => names,
            // Deleted since its parent was listed.
            Err(ErrorCode::NoNode) => return Ok(()),
            Err(code) => return Err(Failure::refused(code, &self.at)),
        };
        let paths: Vec<ZPath> = names.iter().map(|it| self.at.child(it)).collect();
        paths.iter().for_each(|it| screen.out(it));
        self.todo.extend(paths.into_iter().rev());
        Ok(())
    }
}
