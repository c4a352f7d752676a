//! How the stage asks a server what operators ask.

use crate::model::ServerId;
use crate::scenario::four_letter::FourLetter;
use crate::scenario::stage::Stage;
use crate::scenario::word;
use crate::sim::Node;

impl Stage {
    /// What the server of that name answers; without a name, the only one.
    ///
    /// # Errors
    /// Why nobody answers, and what to do.
    pub(super) fn ask_server(
        &self,
        asked: FourLetter,
        name: Option<String>,
    ) -> Result<Vec<String>, String> {
        let all = self.header().server.servers;
        let server = match name {
            Some(name) => word::server(&name).ok_or_else(|| self.no_server(&name))?,
            None if all == 1 => ServerId::new(1),
            None => {
                let word = asked.name();
                return Err(format!(
                    "`{word}` asks one server; write `{word} s1`; there are s1 to s{all}"
                ));
            }
        };
        self.present_server(server)?;
        self.running_server(server)?;
        if self.is_paused(Node::Server(server)) {
            return Err(format!(
                "`{server}` stands still and answers nobody; wake it by `resume {server}`"
            ));
        }
        let lines = asked.answer(self.world().server(server), self.header().zone);
        Ok(lines)
    }
}
