//! Development-only stand-in: a rich sample page that reacts a little.

use std::rc::Rc;

use crate::app::update::{Effect, Msg};
use crate::app::view::*;
use crate::app::words::Lang;

#[derive(Clone, Debug)]
pub struct Options {
    pub lang: Lang,
    pub theme: Theme,
    pub frame: Frame,
    pub quiet: bool,
}

#[derive(Debug)]
pub struct Playground {
    view: PageView,
    clock: f64,
    speed: f64,
    number: u64,
    hidden: bool,
}

fn lines(text: &str) -> Rc<Vec<ConsoleLine>> {
    Rc::new(
        text.lines()
            .enumerate()
            .map(|(n, line)| {
                let (kind, text) = match line.split_at_checked(2) {
                    Some(("> ", rest)) => (LineKind::Typed, rest),
                    Some(("! ", rest)) => (LineKind::Error, rest),
                    Some(("w ", rest)) => (LineKind::Watcher, rest),
                    Some(("n ", rest)) => (LineKind::Note, rest),
                    _ => (LineKind::Output, line),
                };
                ConsoleLine {
                    number: n as u64,
                    kind,
                    text: text.to_string(),
                }
            })
            .collect(),
    )
}

const MASTER1: &str = r#"n master1 is connected: session 0x100000000000000, timeout 6000 ms
> [zk: localhost:2181(CONNECTED) 0] create -e /master "master1.example.com:2223"
Created /master
> [zk: localhost:2181(CONNECTED) 1] ls /
[master, zookeeper]
> [zk: localhost:2181(CONNECTED) 2] get -s /master
master1.example.com:2223
cZxid = 0x7
ctime = Thu Jan 01 00:00:01 UTC 2026
mZxid = 0x7
mtime = Thu Jan 01 00:00:01 UTC 2026
pZxid = 0x7
cversion = 0
dataVersion = 0
aclVersion = 0
ephemeralOwner = 0x100000000000000
dataLength = 24
numChildren = 0"#;

const MASTER2: &str = r#"> [zk: localhost:2181(CONNECTED) 0] create -e /master "master2.example.com:2223"
! Node already exists: /master
n did you mean to wait for it? stat -w /master leaves a watch
> [zk: localhost:2181(CONNECTED) 1] stat -w /master
cZxid = 0x7
ctime = Thu Jan 01 00:00:01 UTC 2026
mZxid = 0x7
mtime = Thu Jan 01 00:00:01 UTC 2026
pZxid = 0x7
cversion = 0
dataVersion = 0
aclVersion = 0
ephemeralOwner = 0x100000000000000
dataLength = 24
numChildren = 0
w WATCHER::
w 
w WatchedEvent state:SyncConnected type:NodeDeleted path:/master zxid: 14
> [zk: localhost:2181(CONNECTED) 2] ls /
[assign, tasks, workers, zookeeper]
> [zk: localhost:2181(CONNECTED) 3] create -e /master "master2.example.com:2223"
Created /master
> [zk: localhost:2181(CONNECTED) 4] ls -w /tasks
[]
w WATCHER::
w 
w WatchedEvent state:SyncConnected type:NodeChildrenChanged path:/tasks zxid: 21
> [zk: localhost:2181(CONNECTED) 5] ls -w /tasks
[task-0000000000]"#;

const WORKER1: &str = r#"> [zk: localhost:2181(CONNECTED) 0] create -e /workers/worker1.example.com "worker1.example.com:2224"
Created /workers/worker1.example.com
> [zk: localhost:2181(CONNECTED) 1] create /assign/worker1.example.com ""
Created /assign/worker1.example.com
> [zk: localhost:2181(CONNECTED) 2] ls -w /assign/worker1.example.com
[]"#;

const WORKER2: &str = r#"> [zk: localhost:2181(CONNECTED) 0] lss /workers
! ZooKeeper -server host:port -client-configuration properties-file cmd args
! 	addWatch [-m mode] path # optional mode is one of [PERSISTENT, PERSISTENT_RECURSIVE] - default is PERSISTENT_RECURSIVE
! 	addauth scheme auth
! 	close 
! Command not found: Command not found lss
n did you mean ls?"#;

const CLIENT1: &str = r#"> [zk: localhost:2181(CONNECTED) 0] create -s /tasks/task- "cmd"
Created /tasks/task-0000000000
> [zk: localhost:2181(CONNECTED) 1] ls -w /tasks/task-0000000000
[]"#;

fn panel(process: &str, role: Role, word: &str, log: &str, n: usize) -> PanelView {
    let action = |action, label: &str, enabled| ActionView {
        action,
        label: label.into(),
        enabled,
    };
    PanelView {
        process: process.into(),
        role,
        role_word: word.into(),
        thinks: ChipView {
            mood: Mood::Good,
            text: "CONNECTED".into(),
        },
        knows: ChipView {
            mood: Mood::Good,
            text: "alive · 4.8 s left".into(),
        },
        ring: Some(RingView {
            left: 800,
            text: "4.8 s left of 6 s".into(),
        }),
        ended: None,
        watches: vec![],
        owns: vec![],
        marked: false,
        actions: vec![
            action(PanelAction::Kill, "Kill", true),
            action(PanelAction::Restart, "Restart", false),
            action(PanelAction::Close, "Close", true),
        ],
        console: ConsoleView {
            lines: lines(log),
            prompt: format!("[zk: localhost:2181(CONNECTED) {n}]"),
            draft: String::new(),
            ghost: String::new(),
            popup: None,
            waiting: None,
        },
    }
}

fn row(path: &str, open: Option<bool>, change: Change, data: &str) -> TreeRow {
    TreeRow {
        path: path.into(),
        name: if path == "/" {
            "/".into()
        } else {
            path.rsplit('/').next().unwrap().into()
        },
        level: if path == "/" {
            1
        } else {
            path.matches('/').count() + 1
        },
        open,
        selected: false,
        marked: false,
        change,
        owner: None,
        sequential: path.contains("task-0"),
        version: 0,
        data: data.into(),
        watchers: 0,
        next: None,
        label: format!("{path}, version 0"),
    }
}

impl Playground {
    pub fn open(options: Options) -> Playground {
        let zh = options.lang == Lang::Zh;
        let t = |en: &'static str, zhs: &'static str| if zh { zhs } else { en };
        let mut m1 = panel("master1", Role::Master, t("Master", "主节点"), MASTER1, 3);
        m1.thinks = ChipView {
            mood: Mood::Off,
            text: t("killed", "已被杀死").into(),
        };
        m1.knows = ChipView {
            mood: Mood::Waiting,
            text: t("alive · 1.9 s left", "存活 · 还剩 1.9 秒").into(),
        };
        m1.ring = Some(RingView {
            left: 280,
            text: t("1.9 s left of 6 s", "6 秒中还剩 1.9 秒").into(),
        });
        m1.ended = Some(t("killed at 3.2 s", "在 3.2 秒被杀死").into());
        m1.actions[0].enabled = false;
        m1.actions[1].enabled = true;
        m1.actions[2].enabled = false;
        let mut m2 = panel(
            "master2",
            Role::Backup,
            t("Backup master", "备用主节点"),
            MASTER2,
            6,
        );
        m2.owns = vec!["/master".into()];
        m2.watches = vec![WatchView {
            path: "/tasks".into(),
            kind: t("children", "子节点").into(),
        }];
        m2.marked = true;
        let mut w1 = panel("worker1", Role::Worker, t("Worker", "工作节点"), WORKER1, 3);
        w1.owns = vec!["/workers/worker1.example.com".into()];
        w1.watches = vec![WatchView {
            path: "/assign/worker1.example.com".into(),
            kind: t("children", "子节点").into(),
        }];
        w1.console.waiting = Some(t("waiting for the server", "等待服务器").into());
        let mut w2 = panel("worker2", Role::Worker, t("Worker", "工作节点"), WORKER2, 1);
        w2.thinks = ChipView {
            mood: Mood::Waiting,
            text: "CONNECTING".into(),
        };
        w2.knows = ChipView {
            mood: Mood::Bad,
            text: t("expired 1.2 s ago", "1.2 秒前过期").into(),
        };
        w2.ring = None;
        let mut c1 = panel("client1", Role::Client, t("Client", "客户端"), CLIENT1, 2);
        c1.watches = vec![WatchView {
            path: "/tasks/task-0000000000".into(),
            kind: t("children", "子节点").into(),
        }];
        let mut tree = vec![
            row("/", Some(true), Change::Same, "\"\""),
            row("/assign", Some(true), Change::Same, "\"\""),
            row("/assign/worker1.example.com", None, Change::Same, "\"\""),
            row(
                "/master",
                None,
                Change::Added,
                "\"master2.example.com:2223\"",
            ),
            row(
                "/master-old",
                None,
                Change::Removed,
                "\"master1.example.com:2223\"",
            ),
            row("/tasks", Some(true), Change::Changed, "\"\""),
            row(
                "/tasks/task-0000000000",
                Some(true),
                Change::Changed,
                "\"cmd\"",
            ),
            row(
                "/tasks/task-0000000000/status",
                None,
                Change::Added,
                "\"done\"",
            ),
            row("/workers", Some(true), Change::Same, "null"),
            row(
                "/workers/worker1.example.com",
                None,
                Change::Same,
                "\"worker1.example.com:2224\"",
            ),
            row("/zookeeper", Some(false), Change::Same, "\"\""),
        ];
        tree[2].watchers = 1;
        tree[3].owner = Some(Owner {
            process: "master2".into(),
            role: Role::Backup,
        });
        tree[3].selected = true;
        tree[4].owner = Some(Owner {
            process: "master1".into(),
            role: Role::Master,
        });
        tree[5].next = Some("0000000001".into());
        tree[5].watchers = 2;
        tree[9].owner = Some(Owner {
            process: "worker1".into(),
            role: Role::Worker,
        });
        tree[9].marked = true;
        let ev = |id, time: &str, kind, who: &str, role, text: &str, why: &str| EventRow {
            id,
            time: time.into(),
            kind,
            who: who.into(),
            role,
            text: text.into(),
            why: why.into(),
        };
        let rows = vec![
            ev(
                1,
                "0.000",
                EventKind::Session,
                "master1",
                Some(Role::Master),
                "session opened",
                "master1 connected and asked for a timeout of 6 s; the server agreed.",
            ),
            ev(
                2,
                "1.020",
                EventKind::Command,
                "master1",
                Some(Role::Master),
                "create -e /master",
                "Typed in the console of master1.",
            ),
            ev(
                3,
                "1.040",
                EventKind::Commit,
                "master1",
                Some(Role::Master),
                "created /master",
                "Ephemeral: it lives as long as the session of master1.",
            ),
            ev(
                4,
                "1.800",
                EventKind::Command,
                "master2",
                Some(Role::Backup),
                "create -e /master",
                "Typed in the console of master2.",
            ),
            ev(
                5,
                "1.820",
                EventKind::Refusal,
                "master2",
                Some(Role::Backup),
                "NodeExists /master",
                "A znode of that name is there already; only one can win.",
            ),
            ev(
                6,
                "3.200",
                EventKind::Fault,
                "master1",
                Some(Role::Master),
                "killed",
                "The process died without closing its session. The server does not know yet.",
            ),
            ev(
                7,
                "4.000",
                EventKind::Ping,
                "master2",
                Some(Role::Backup),
                "ping",
                "",
            ),
            ev(
                8,
                "8.000",
                EventKind::Session,
                "master1",
                Some(Role::Master),
                "session expired",
                "Nothing was heard of master1 for 6 s, rounded up to the next tick.",
            ),
            ev(
                9,
                "8.000",
                EventKind::Commit,
                "",
                None,
                "deleted /master",
                "An ephemeral znode goes with the session that made it.",
            ),
            ev(
                10,
                "8.020",
                EventKind::Watch,
                "master2",
                Some(Role::Backup),
                "NodeDeleted /master",
                "master2 had left a watch by stat -w. It is used up now: to hear of the next change it must ask again.",
            ),
            ev(
                11,
                "8.240",
                EventKind::Commit,
                "master2",
                Some(Role::Backup),
                "created /master",
                "Ephemeral: it lives as long as the session of master2.",
            ),
        ];
        let view = PageView {
            words: options.lang.words(),
            lang: options.lang,
            theme: options.theme,
            frame: options.frame,
            title: t("The master–worker story", "主从故事").into(),
            transport: TransportView {
                playing: false,
                time: "00:08.240".into(),
                wall: "Thu Jan 01 00:00:08 UTC 2026".into(),
                speeds: ["¼×", "½×", "1×", "2×", "4×"].iter().map(|it| SpeedView { label: (*it).into(), chosen: *it == "1×" }).collect(),
                gap: Some(t("idle 5.8 s", "空闲 5.8 秒").into()),
                timeout: t("session timeout 6 s", "会话超时 6 秒").into(),
            },
            panels: vec![m1, m2, w1, w2, c1],
            front: "master2".into(),
            tab: Tab::Stage,
            tree: TreeView { rows: tree },
            details: Some(DetailsView {
                title: "/master".into(),
                facts: [("data", "\"master2.example.com:2223\""), ("cZxid", "0x12"), ("ctime", "Thu Jan 01 00:00:08 UTC 2026"), ("mZxid", "0x12"), ("mtime", "Thu Jan 01 00:00:08 UTC 2026"), ("pZxid", "0x12"), ("cversion", "0"), ("dataVersion", "0"), ("aclVersion", "0"), ("ephemeralOwner", "0x100000000000001 (master2)"), ("dataLength", "24"), ("numChildren", "0")]
                    .iter().map(|(a, b)| (a.to_string(), b.to_string())).collect(),
            }),
            events: EventsView { rows: Rc::new(rows), total: 11, pings: false, selected: Some(10), filter: String::new() },
            guide: (!options.quiet).then(|| GuideView {
                title: t("The backup takes over", "备用主节点接管").into(),
                beat: 4,
                beats: 7,
                caption: t("master2 was told that /master is gone. Let it take the lead now: who creates the znode first is the master.", "master2 得知 /master 已不在。现在让它接管：谁先创建这个 znode，谁就是主节点。").into(),
                lesson: Some(t("The server waited for the whole session timeout: 4.8 s after the crash, 6 s after the last heartbeat.", "服务器等满了整个会话超时：崩溃后 4.8 秒，最后一次心跳后 6 秒。").into()),
                offer: Some(OfferView { what: "create -e /master \"master2.example.com:2223\"".into(), process: "master2".into(), button: t("Type it for me", "替我输入").into() }),
            }),
            narration: t("master2 is told that /master was deleted.", "master2 得知 /master 已被删除。").into(),
            trouble: None,
        };
        Playground {
            view,
            clock: 8240.0,
            speed: 1.0,
            number: 1000,
            hidden: false,
        }
    }

    fn at(&mut self, process: &str) -> &mut PanelView {
        self.view
            .panels
            .iter_mut()
            .find(|it| it.process == process)
            .expect("a panel of that name")
    }

    fn print(&mut self, process: &str, kind: LineKind, text: &str) {
        self.number += 1;
        let number = self.number;
        let console = &mut self.at(process).console;
        Rc::make_mut(&mut console.lines).push(ConsoleLine {
            number,
            kind,
            text: text.into(),
        });
    }

    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Frame { elapsed } => {
                self.clock += elapsed.as_secs_f64() * 1000.0 * self.speed;
                let s = self.clock / 1000.0;
                self.view.transport.time = format!("{:02}:{:06.3}", (s / 60.0) as u32, s % 60.0);
                self.view.transport.wall =
                    format!("Thu Jan 01 00:00:{:02} UTC 2026", s as u32 % 60);
                for panel in &mut self.view.panels {
                    if panel.ring.is_some() {
                        let left = 6.0 - (s % 2.0);
                        panel.ring = Some(RingView {
                            left: (left / 6.0 * 1000.0) as u16,
                            text: format!("{left:.1} s left of 6 s"),
                        });
                        panel.knows.text = format!("alive · {left:.1} s left");
                    }
                }
            }
            Msg::Hidden(hidden) => self.hidden = hidden,
            Msg::Play => self.view.transport.playing = true,
            Msg::Pause => self.view.transport.playing = false,
            Msg::Step | Msg::NextEvent => {
                self.number += 1;
                let id = self.number;
                let rows = Rc::make_mut(&mut self.view.events.rows);
                rows.push(EventRow {
                    id,
                    time: format!("{:.3}", self.clock / 1000.0),
                    kind: EventKind::Command,
                    who: "worker1".into(),
                    role: Some(Role::Worker),
                    text: "ls -w /assign/worker1.example.com".into(),
                    why: "Typed in the console of worker1.".into(),
                });
                self.view.events.total += 1;
                self.print("master2", LineKind::Watcher, "WATCHER::");
            }
            Msg::Speed(n) => {
                for (i, it) in self.view.transport.speeds.iter_mut().enumerate() {
                    it.chosen = i == n;
                }
                self.speed = [0.25, 0.5, 1.0, 2.0, 4.0][n];
            }
            Msg::Draft { process, text } => {
                let console = &mut self.at(&process).console;
                console.popup = None;
                console.ghost.clear();
                if !text.is_empty() && !text.contains(' ') {
                    let items: Vec<_> = [
                        ("create", "makes a znode"),
                        ("close", "ends the session"),
                        ("connect", "to another server"),
                        ("config", "of the ensemble"),
                        ("delete", "removes a znode without children"),
                        ("deleteall", "removes a znode and all below"),
                        ("get", "shows the data"),
                        ("getAcl", "shows who may"),
                        ("ls", "lists the children"),
                        ("stat", "shows the stat"),
                        ("set", "changes the data"),
                        ("sync", "catches up"),
                    ]
                    .iter()
                    .filter(|it| it.0.starts_with(&text))
                    .map(|it| PopupItem {
                        text: it.0.into(),
                        about: it.1.into(),
                    })
                    .collect();
                    if let Some(first) = items.first() {
                        console.ghost = first.text[text.len()..].to_string();
                        console.popup = Some(PopupView {
                            items,
                            chosen: 0,
                            usage: Some("create [-s] [-e] [-c] [-t ttl] path [data] [acl]".into()),
                        });
                    }
                }
                console.draft = text;
            }
            Msg::Submit { process } => {
                let console = &mut self.at(&process).console;
                let line = format!("{} {}", console.prompt, std::mem::take(&mut console.draft));
                console.popup = None;
                console.ghost.clear();
                self.print(&process, LineKind::Typed, &line);
                for n in 0..if line.contains("help") { 300 } else { 1 } {
                    self.print(
                        &process,
                        LineKind::Output,
                        &format!("[master, tasks, workers, zookeeper] {n}"),
                    );
                }
            }
            Msg::Paste { process, text } => {
                self.print(&process, LineKind::Note, &format!("pasted {text:?}"))
            }
            Msg::Recall { process, older } => {
                self.at(&process).console.draft = format!("ls -w /tasks {older}")
            }
            Msg::Choose { process, index } => {
                if let Some(popup) = &mut self.at(&process).console.popup {
                    popup.chosen = index;
                }
            }
            Msg::Complete { process } => {
                let console = &mut self.at(&process).console;
                if let Some(popup) = console.popup.take() {
                    console.draft = format!("{} ", popup.items[popup.chosen].text);
                    console.ghost.clear();
                }
            }
            Msg::TakeGhost { process } => {
                let console = &mut self.at(&process).console;
                console.draft = format!("{}{}", console.draft, std::mem::take(&mut console.ghost));
                console.popup = None;
            }
            Msg::Dismiss { process } => {
                let console = &mut self.at(&process).console;
                if console.popup.take().is_none() {
                    console.draft.clear();
                }
                console.ghost.clear();
            }
            Msg::Act { process, action } => {
                let dead = action != PanelAction::Restart;
                let panel = self.at(&process);
                panel.ended = dead.then(|| "killed at 8.2 s".into());
                panel.actions[0].enabled = !dead;
                panel.actions[1].enabled = dead;
                panel.actions[2].enabled = !dead;
                return vec![Effect::Focus { process }];
            }
            Msg::SelectProcess(process) => {
                for panel in &mut self.view.panels {
                    panel.marked = panel.process == process && !panel.marked;
                }
            }
            Msg::Front(process) => self.view.front = process,
            Msg::SelectZnode(path) => {
                for row in &mut self.view.tree.rows {
                    row.selected = row.path == path;
                }
                if let Some(details) = &mut self.view.details {
                    details.title = path;
                }
            }
            Msg::ToggleZnode(path) => {
                for row in &mut self.view.tree.rows {
                    if row.path == path {
                        row.open = row.open.map(|it| !it);
                    }
                }
            }
            Msg::SelectEvent(id) => self.view.events.selected = id,
            Msg::ShowPings(on) => self.view.events.pings = on,
            Msg::Filter(text) => self.view.events.filter = text,
            Msg::ShowTab(tab) => self.view.tab = tab,
            Msg::Offer => {}
            Msg::SkipGuide => self.view.guide = None,
            Msg::StartAgain => {
                self.view = Playground::open(Options {
                    lang: self.view.lang,
                    theme: self.view.theme,
                    frame: self.view.frame,
                    quiet: false,
                })
                .view;
            }
            Msg::Language(lang) => {
                self.view = Playground::open(Options {
                    lang,
                    theme: self.view.theme,
                    frame: self.view.frame,
                    quiet: self.view.guide.is_none(),
                })
                .view;
                return vec![Effect::Remember {
                    key: "lang",
                    value: lang.tag().into(),
                }];
            }
            Msg::Theme(theme) => {
                self.view.theme = theme;
                return vec![Effect::Remember {
                    key: "theme",
                    value: format!("{theme:?}").to_lowercase(),
                }];
            }
        }
        vec![]
    }

    pub fn view(&self) -> PageView {
        self.view.clone()
    }

    pub fn animates(&self) -> bool {
        self.view.transport.playing && !self.hidden
    }
}
