//! What zkCli says when it is not understood, word for word, out of the table.

use crate::shell::table::{self, COMMANDS, Entry, Flag};

/// The usage of all commands, which every unknown command brings up.
pub fn of_all() -> String {
    let mut usage =
        String::from("ZooKeeper -server host:port -client-configuration properties-file cmd args");
    for entry in &COMMANDS {
        usage.push_str("\n\t");
        usage.push_str(&line(entry));
    }
    usage
}

/// The usage of the command of that name.
pub fn of_command(name: &str) -> Option<String> {
    table::find(name).map(of)
}

/// The usage of one command. With a table of options it ends in an empty line.
pub fn of(entry: &Entry) -> String {
    let mut usage = line(entry);
    if entry.strict().is_some_and(|it| it.lists_options) {
        usage.push('\n');
        for row in option_table(entry) {
            usage.push_str(&row);
            usage.push('\n');
        }
    }
    usage
}

/// The usage of one command without its options' meanings.
pub fn line(entry: &Entry) -> String {
    format!("{} {}", entry.name, entry.arguments)
}

/// What `ls -?` prints.
pub fn help(entry: &Entry) -> String {
    let mut help = format!("usage: {} [options] path", entry.name);
    for row in option_table(entry) {
        help.push('\n');
        help.push_str(&row);
    }
    help
}

/// As commons-cli lays it out: sorted without regard to case, one column for the options and
/// one for what they mean.
fn option_table(entry: &Entry) -> Vec<String> {
    // Put in one by one: the code to sort them would weigh more than the table of commands.
    let mut flags: Vec<&Flag> = Vec::new();
    for flag in entry.options() {
        let key = |it: &Flag| it.name.to_ascii_lowercase();
        let at = flags.partition_point(|it| key(it) <= key(flag));
        flags.insert(at, flag);
    }
    let width = flags.iter().map(|it| label(it).len()).max().unwrap_or(0);
    let row = |it: &&Flag| format!(" {:width$}   {}", label(it), it.about);
    flags.iter().map(row).collect()
}

fn label(flag: &Flag) -> String {
    let value = if flag.takes_value { " <arg>" } else { "" };
    format!("-{}{value}", flag.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn usage(name: &str) -> String {
        of(table::find(name).unwrap())
    }

    #[test]
    fn the_usage_of_set_has_a_table_and_ends_with_an_empty_line() {
        let expected = [
            "set path data [-s] [-v version] [-b]",
            " -b         Supply data in base64 format",
            " -s         Print znode stats additionally",
            " -v <arg>   Set with an expected version",
            "",
        ];
        assert_eq!(usage("set"), expected.join("\n"));
    }

    #[test]
    fn the_usage_of_other_commands_is_one_line() {
        assert_eq!(usage("ls"), "ls [-s] [-w] [-R] path");
        assert_eq!(usage("version"), "version ");
    }

    #[test]
    fn the_help_of_ls_sorts_its_options_without_regard_to_case() {
        let expected = [
            "usage: ls [options] path",
            " -?   help",
            " -R   recurse",
            " -s   stat",
            " -w   watch",
        ];
        assert_eq!(help(table::find("ls").unwrap()), expected.join("\n"));
    }

    #[test]
    fn the_usage_of_all_begins_with_zookeeper_and_lists_every_command_behind_a_tab() {
        let expected = [
            "ZooKeeper -server host:port -client-configuration properties-file cmd args",
            "\taddWatch [-m mode] path # optional mode is one of [PERSISTENT, PERSISTENT_RECURSIVE] - default is PERSISTENT_RECURSIVE",
            "\taddauth scheme auth",
            "\tclose ",
            "\tconfig [-c] [-w] [-s]",
            "\tconnect host:port",
            "\tcreate [-s] [-e] [-c] [-t ttl] path [data] [acl]",
            "\tdelete [-v version] path",
            "\tdeleteall path [-b batch size]",
            "\tdelquota [-n|-b|-N|-B] path",
            "\tget [-s] [-w] [-b] [-x] path",
            "\tgetAcl [-s] path",
            "\tgetAllChildrenNumber path",
            "\tgetEphemerals path",
            "\thistory ",
            "\tlistquota path",
            "\tls [-s] [-w] [-R] path",
            "\tprintwatches on|off",
            "\tquit ",
            "\treconfig [-s] [-v version] [[-file path] | [-members serverID=host:port1:port2;port3[,...]*]] | [-add serverId=host:port1:port2;port3[,...]]* [-remove serverId[,...]*]",
            "\tredo cmdno",
            "\tremovewatches path [-c|-d|-a] [-l]",
            "\tset path data [-s] [-v version] [-b]",
            "\tsetAcl [-s] [-v version] [-R] path acl",
            "\tsetquota -n|-b|-N|-B val path",
            "\tstat [-w] path",
            "\tsync path",
            "\tversion ",
            "\twhoami ",
        ];
        assert_eq!(of_all(), expected.join("\n"));
    }
}
