//! What the guide says, tale by tale and beat by beat.

use super::table::{Reader, Table, table};
use crate::app::tale::Tale;

table! {
    /// One beat: what to do, and what it has shown once it is done.
    pub struct BeatWords {
        pub caption: &'static str,
        pub shown: &'static str,
    }
}

table! {
    /// The words of a tale.
    pub struct TaleWords {
        pub title: &'static str,
        /// With what it is begun from another tale.
        pub begin: &'static str,
        pub beats: &'static [BeatWords],
    }
}

table! {
    /// All tales. Places: `{after}` is how long after the crash the backup took over.
    pub struct Tales {
        pub tour: TaleWords,
        pub pause: TaleWords,
        pub rewind_and_pause: &'static str,
        pub story: TaleWords,
        pub quorum: TaleWords,
    }
}

impl Tales {
    pub fn of(&self, tale: Tale) -> &TaleWords {
        match tale {
            Tale::Tour => &self.tour,
            Tale::Pause => &self.pause,
            Tale::Story => &self.story,
            Tale::Quorum => &self.quorum,
        }
    }
}

/// A beat of which nothing is said afterwards.
const fn now(caption: &'static str) -> BeatWords {
    BeatWords { caption, shown: "" }
}

pub const EN: Tales = Tales {
    tour: TaleWords {
        title: "A master and its backup",
        begin: "Start again and kill it",
        beats: &[
            now("client1 submits a task."),
            now("master1 gives it to worker1."),
            now("worker1 does it."),
            now("client1 reads: done."),
            now("master1 owns /master. What happens when it dies?"),
            now("The server does not know yet. It waits for the session to time out."),
            now("/master is gone. master2 takes over."),
            BeatWords {
                caption: "master2 leads, {after} after the crash. Will the next task be done?",
                shown: "It is. master2 took over {after} after the crash: after 6 s of silence, rounded up to the next tick of the server. A shorter timeout is quicker, but riskier.",
            },
        ],
    },
    rewind_and_pause: "Rewind and pause master1 instead",
    pause: TaleWords {
        title: "Two masters?",
        begin: "Start again and pause it instead",
        beats: &[
            now(
                "master1 leads. This time it does not die, it falls asleep for 10 s: as in a long garbage collection.",
            ),
            now(
                "It sends no heartbeats, and knows nothing of it. The server waits for the session to time out.",
            ),
            now("/master is gone. master2 takes over."),
            now(
                "master2 leads. But master1, asleep, still believes that it leads, too: see the strip.",
            ),
            BeatWords {
                caption: "master1 woke up believing it, and only then read that its session had expired. Now it is the backup.",
                shown: "Two believed that they led. ZooKeeper refuses what the old master writes; but what it does elsewhere, ZooKeeper cannot see. So such deeds must carry a proof of who leads.",
            },
        ],
    },
    story: TaleWords {
        title: "The master–worker story",
        begin: "Type the story yourself",
        beats: &STORY_EN,
    },
    quorum: TaleWords {
        title: "Losing the quorum",
        begin: "Crash servers instead",
        beats: &[
            BeatWords {
                caption: "Three servers, a client at each. Let client1 write at s1, which passes it on to the leader, s3.",
                shown: "It counted as soon as two of three had it in their logs.",
            },
            BeatWords {
                caption: "Let client2 read it, at s2.",
                shown: "Each server answers reads from its own copy. The strip above the consoles shows how far each has come.",
            },
            BeatWords {
                caption: "Crash the leader. What becomes of the clients of the others?",
                shown: "All were disconnected, for a server without a leader serves nobody. The two left have elected s2: of equal histories the largest number wins. Sessions go on, with their full timeout.",
            },
            BeatWords {
                caption: "One of three may fail. Crash another one.",
                shown: "One of three is no majority: nothing is written, nothing is read, and no session expires. Look at the prompts.",
            },
            BeatWords {
                caption: "Start s1 again: two of three are enough.",
                shown: "s1 and s2 have elected a leader, in a new epoch. The clients find their way back by themselves.",
            },
            BeatWords {
                caption: "Is the note still there? Wait until client1 is connected, and read it.",
                shown: "It is: what was answered once is never lost. Now try :cut s2 s3 silent, or a menu of a server.",
            },
        ],
    },
};

const STORY_EN: [BeatWords; 11] = [
    BeatWords {
        caption: "Who leads? Whoever manages to create /master. Let master1 try, with an ephemeral znode: it lives as long as the session of its creator.",
        shown: "master1 owns /master. Its host and port are the data.",
    },
    BeatWords {
        caption: "master2 wants to lead, too. Let it try the same.",
        shown: "“Node already exists”: exactly one of them can win. master2 is the backup.",
    },
    BeatWords {
        caption: "A backup must hear when the master goes. Set a watch on /master.",
        shown: "master2 now holds one watch. It will fire once.",
    },
    BeatWords {
        caption: "Now break it: kill master1. What happens to /master?",
        shown: "master1 is dead, and /master is still there: the server does not know yet.",
    },
    BeatWords {
        caption: "The server waits until the session of master1 has been silent for its timeout of 6 s, rounded up to a tick. Watch the ring run out.",
        shown: "The session expired, /master went with it, and the watch of master2 fired.",
    },
    BeatWords {
        caption: "The way is free. Let master2 take over.",
        shown: "master2 leads. Nobody was asked, nobody was told by hand: the tree decided.",
    },
    BeatWords {
        caption: "The new master lays the table: parents for workers, tasks and assignments.",
        shown: "Three persistent znodes with empty data: they outlive every session.",
    },
    BeatWords {
        caption: "The master must hear of new workers and new tasks. It lists both, and sets a child watch with each list.",
        shown: "Both lists are empty; both watches stand.",
    },
    BeatWords {
        caption: "worker1 makes room for its assignments, watches that place, and only then registers.",
        shown: "NodeChildrenChanged /workers: the master has heard of its worker.",
    },
    BeatWords {
        caption: "client1 submits a task. The number comes from the parent; a watch will tell when there is a status.",
        shown: "The master has been woken by the task, and knows a worker for it.",
    },
    BeatWords {
        caption: "The master assigns, the worker does the work and writes the status, the client reads it.",
        shown: "That is the whole story: election, takeover, registration, task, status. Now break something of your own.",
    },
];

pub const ZH: Tales = Tales {
    tour: TaleWords {
        title: "主节点与它的备用",
        begin: "重新开始，杀死它",
        beats: &[
            now("client1 提交一个任务。"),
            now("master1 把它交给 worker1。"),
            now("worker1 完成它。"),
            now("client1 读到：done。"),
            now("master1 拥有 /master。它死了会怎样？"),
            now("服务器还不知道，它在等会话超时。"),
            now("/master 没了，master2 接管。"),
            BeatWords {
                caption: "master2 在崩溃后 {after}成为主节点。下一个任务能完成吗？",
                shown: "完成了。master2 在崩溃后 {after}接管：静默满 6 秒，再向上取整到服务器的下一个滴答。超时越短，接管越快，但风险也越大。",
            },
        ],
    },
    rewind_and_pause: "倒回去，改为暂停 master1",
    pause: TaleWords {
        title: "两个主节点？",
        begin: "重新开始，改为暂停它",
        beats: &[
            now("master1 领导着。这次它没有死，而是睡着 10 秒：如同漫长的垃圾回收。"),
            now("它不发心跳，自己也毫不知情。服务器在等会话超时。"),
            now("/master 没了，master2 接管。"),
            now("master2 领导着。可是睡着的 master1 仍然相信自己也在领导：看那条带子。"),
            BeatWords {
                caption: "master1 醒来时还这么相信，随后才读到自己的会话已过期。现在它是备用。",
                shown: "曾有两个都以为自己在领导。旧主节点的写入会被 ZooKeeper 拒绝；但它在别处做的事，ZooKeeper 看不见。所以那样的行动必须带上谁在领导的证明。",
            },
        ],
    },
    story: TaleWords {
        title: "主从工作的故事",
        begin: "自己输入这个故事",
        beats: &STORY_ZH,
    },
    quorum: TaleWords {
        title: "失去法定人数",
        begin: "改为让服务器崩溃",
        beats: &[
            BeatWords {
                caption: "三台服务器，每台一个客户端。让 client1 在 s1 写入，s1 转交给 leader s3。",
                shown: "三台中有两台记进日志，它就算数了。",
            },
            BeatWords {
                caption: "让 client2 在 s2 读一读。",
                shown: "每台服务器都用自己的副本回答读取。控制台上方的一行显示各台走到了哪里。",
            },
            BeatWords {
                caption: "让 leader 崩溃。其他服务器的客户端会怎样？",
                shown: "它们都断开了：没有 leader 的服务器不提供服务。剩下的两台选出了 s2：历史相同时编号大的胜出。会话继续，重新有完整的超时。",
            },
            BeatWords {
                caption: "三台中可以坏一台。再让一台崩溃。",
                shown: "三台中的一台不是多数：不能写，不能读，会话也不会过期。看看提示符。",
            },
            BeatWords {
                caption: "重新启动 s1：三台中有两台就够了。",
                shown: "s1 和 s2 在新的 epoch 选出了 leader。客户端自己找了回来。",
            },
            BeatWords {
                caption: "那条记录还在吗？等 client1 连上，读一读。",
                shown: "还在：应答过的永远不会丢。现在试试 :cut s2 s3 silent，或服务器的菜单。",
            },
        ],
    },
};

const STORY_ZH: [BeatWords; 11] = [
    BeatWords {
        caption: "谁来领导？谁能创建 /master 谁就是主节点。让 master1 试试，用临时 znode：它与创建者的会话同生共死。",
        shown: "master1 拥有了 /master，数据是它的主机和端口。",
    },
    BeatWords {
        caption: "master2 也想领导。让它做同样的事。",
        shown: "“Node already exists”：只有一个能赢。master2 成为备用主节点。",
    },
    BeatWords {
        caption: "备用主节点必须知道主节点何时消失。在 /master 上设置监视。",
        shown: "master2 现在持有一个监视。它只触发一次。",
    },
    BeatWords {
        caption: "现在弄坏它：杀死 master1。/master 会怎样？",
        shown: "master1 死了，/master 还在：服务器还不知道。",
    },
    BeatWords {
        caption: "服务器要等 master1 的会话静默满 6 秒的超时，再向上取整到一个滴答。看着圆环走完。",
        shown: "会话过期，/master 随之消失，master2 的监视触发了。",
    },
    BeatWords {
        caption: "路通了。让 master2 接管。",
        shown: "master2 成为主节点。没有人问，也没有人手工通知：一切由树决定。",
    },
    BeatWords {
        caption: "新的主节点搭好台子：工作者、任务和分配的父节点。",
        shown: "三个数据为空的持久 znode：它们比任何会话都长久。",
    },
    BeatWords {
        caption: "主节点必须知道新的工作者和新的任务。它列出两者，同时各设一个子节点监视。",
        shown: "两个列表都是空的；两个监视都已就位。",
    },
    BeatWords {
        caption: "worker1 先为自己的任务分配准备位置并监视它，然后才注册。",
        shown: "NodeChildrenChanged /workers：主节点知道了它的工作者。",
    },
    BeatWords {
        caption: "client1 提交一个任务。编号由父节点给出；监视会告诉它何时有了状态。",
        shown: "任务唤醒了主节点，它也知道有一个工作者可用。",
    },
    BeatWords {
        caption: "主节点分配任务，工作者完成并写下状态，客户端读取它。",
        shown: "这就是整个故事：选举、接管、注册、任务、状态。现在去弄坏点什么吧。",
    },
];
