//! Who thinks it is master, and what the monitors found.

/// Places: `{process}`, `{from}` and `{to}` in seconds, `{path}` of the znode.
#[derive(Debug, PartialEq)]
pub struct StripWords {
    pub title: &'static str,
    pub nobody: &'static str,
    pub clashes: &'static str,
    /// `{who}`.
    pub now: &'static str,
    pub now_nobody: &'static str,
    pub now_unsure: &'static str,
    /// On a segment.
    pub master: &'static str,
    pub unsure: &'static str,
    /// Between two names, and between the earlier ones of several.
    pub and: &'static str,
    pub comma: &'static str,
    /// Behind a sentence.
    pub stop: &'static str,

    pub thinks: &'static str,
    pub thought: &'static str,
    pub thought_killed: &'static str,
    pub thought_exited: &'static str,
    pub thought_restarted: &'static str,
    pub is_unsure: &'static str,
    pub was_unsure: &'static str,
    pub was_unsure_killed: &'static str,
    pub was_unsure_exited: &'static str,
    pub was_unsure_restarted: &'static str,
    pub is_owned: &'static str,
    pub was_owned: &'static str,

    /// `{processes}`: two of them, or more.
    pub both_believe: &'static str,
    pub both_believed: &'static str,
    pub all_believe: &'static str,
    pub all_believed: &'static str,
    pub two_believe: &'static str,
    pub two_believed: &'static str,
    /// `{n}`.
    pub many_believe: &'static str,
    pub many_believed: &'static str,

    pub monitors: &'static str,
    pub no_owner: &'static str,
    pub one_owner: &'static str,
    /// `{n}` takeovers.
    pub owners_told: &'static str,
    /// `{n}` of them for `{span}`.
    pub believed: &'static str,
    /// The first time at `{from}`.
    pub believed_told: &'static str,
    /// `{done}` of `{n}` tasks.
    pub tasks: &'static str,
    pub no_tasks: &'static str,
    /// `{task}`, or `{n}` of them.
    pub lost_one: &'static str,
    pub lost_many: &'static str,
    /// What a loss is.
    pub lost_rule: &'static str,
    /// `{n}`, `{done}`, `{waiting}`, `{lost}`.
    pub tasks_told: &'static str,
    /// `{task}`, `{at}`.
    pub lost_undone: &'static str,
    pub lost_unread: &'static str,
    pub twice_none: &'static str,
    pub twice_one: &'static str,
    pub twice_many: &'static str,
    pub twice_rule: &'static str,
    /// `{task}`, `{processes}`, `{at}`.
    pub twice_told: &'static str,
    /// The same `{process}`, in a later life.
    pub restarted: &'static str,
    /// `{n}` more like these.
    pub more: &'static str,
}

pub const EN: StripWords = StripWords {
    title: "Who thinks it is master",
    nobody: "Nobody thinks it is master.",
    clashes: "Two masters at once",
    now: "now: {who}",
    now_nobody: "nobody",
    now_unsure: "{process} (unsure)",
    master: "master",
    unsure: "unsure",
    and: " and ",
    comma: ", ",
    stop: ". ",

    thinks: "{process} thinks it is master since {from} s",
    thought: "{process} thought it was master from {from} s to {to} s",
    thought_killed: "{process} thought it was master from {from} s to {to} s, when it was killed",
    thought_exited: "{process} thought it was master from {from} s to {to} s, when it quit",
    thought_restarted: "{process} thought it was master from {from} s to {to} s, when it was restarted",
    is_unsure: "{process} is unsure since {from} s",
    was_unsure: "{process} was unsure from {from} s to {to} s",
    was_unsure_killed: "{process} was unsure from {from} s to {to} s, when it was killed",
    was_unsure_exited: "{process} was unsure from {from} s to {to} s, when it quit",
    was_unsure_restarted: "{process} was unsure from {from} s to {to} s, when it was restarted",
    is_owned: "{path} is owned by {process} since {from} s",
    was_owned: "{path} was owned by {process} from {from} s to {to} s",

    both_believe: "{processes} both believe they are master since {from} s",
    both_believed: "{processes} both believed they were master from {from} s to {to} s",
    all_believe: "{processes} all believe they are master since {from} s",
    all_believed: "{processes} all believed they were master from {from} s to {to} s",
    two_believe: "two believe they are master, since {from} s",
    two_believed: "two believe they are master, {from} s to {to} s",
    many_believe: "{n} believe they are master, since {from} s",
    many_believed: "{n} believe they are master, {from} s to {to} s",

    monitors: "Live checks",
    no_owner: "no owner of {path}",
    one_owner: "1 owner of {path}",
    owners_told: "One session at most owns {path}: ZooKeeper sees to that. Takeovers so far: {n}.",
    believed: "{n} believed it for {span}",
    believed_told: "{n} processes believed at one time that they were master, for {span} in all, the first time at {from} s. One of them at most owned {path}: a process learns late that its session is over.",
    tasks: "{done}/{n} tasks done, {lost} lost",
    no_tasks: "no task lost",
    lost_one: "{task} lost",
    lost_many: "{n} tasks lost",
    lost_rule: "A task is lost if it is deleted before it has a status, or before anybody has read its status.",
    tasks_told: "Tasks submitted: {n}, done: {done}, waiting: {waiting}, lost: {lost}.",
    lost_undone: "{task} was lost at {at} s: it was deleted before it had a status.",
    lost_unread: "{task} was lost at {at} s: it was deleted before anybody had read its status.",
    twice_none: "none done twice",
    twice_one: "{task} done twice",
    twice_many: "{n} tasks done twice",
    twice_rule: "No task was done by two processes. ZooKeeper does not exclude it: a worker may be taken for dead while it works.",
    twice_told: "{task} was done by {processes}, the second time at {at} s.",
    restarted: "{process} after a restart",
    more: "{n} more.",
};

pub const ZH: StripWords = StripWords {
    title: "谁认为自己是主节点",
    nobody: "没有进程认为自己是主节点。",
    clashes: "同时有两个主节点",
    now: "现在：{who}",
    now_nobody: "无",
    now_unsure: "{process}（不确定）",
    master: "主节点",
    unsure: "不确定",
    and: " 和 ",
    comma: "、",
    stop: "。",

    thinks: "{process} 从 {from} 秒起认为自己是主节点",
    thought: "{process} 从 {from} 秒到 {to} 秒认为自己是主节点",
    thought_killed: "{process} 从 {from} 秒到 {to} 秒认为自己是主节点，直到被杀死",
    thought_exited: "{process} 从 {from} 秒到 {to} 秒认为自己是主节点，直到退出",
    thought_restarted: "{process} 从 {from} 秒到 {to} 秒认为自己是主节点，直到被重启",
    is_unsure: "{process} 从 {from} 秒起不确定",
    was_unsure: "{process} 从 {from} 秒到 {to} 秒不确定",
    was_unsure_killed: "{process} 从 {from} 秒到 {to} 秒不确定，直到被杀死",
    was_unsure_exited: "{process} 从 {from} 秒到 {to} 秒不确定，直到退出",
    was_unsure_restarted: "{process} 从 {from} 秒到 {to} 秒不确定，直到被重启",
    is_owned: "{path} 从 {from} 秒起属于 {process}",
    was_owned: "{path} 从 {from} 秒到 {to} 秒属于 {process}",

    both_believe: "{processes} 从 {from} 秒起都认为自己是主节点",
    both_believed: "{processes} 从 {from} 秒到 {to} 秒都认为自己是主节点",
    all_believe: "{processes} 从 {from} 秒起全都认为自己是主节点",
    all_believed: "{processes} 从 {from} 秒到 {to} 秒全都认为自己是主节点",
    two_believe: "两个进程都认为自己是主节点，从 {from} 秒起",
    two_believed: "两个进程都认为自己是主节点，{from} 秒到 {to} 秒",
    many_believe: "{n} 个进程都认为自己是主节点，从 {from} 秒起",
    many_believed: "{n} 个进程都认为自己是主节点，{from} 秒到 {to} 秒",

    monitors: "实时检查",
    no_owner: "{path} 没有所有者",
    one_owner: "{path} 有 1 个所有者",
    owners_told: "{path} 最多属于一个会话：这由 ZooKeeper 保证。至今的接管次数：{n}。",
    believed: "{n} 个曾同时认为，共 {span}",
    believed_told: "{n} 个进程曾同时认为自己是主节点，共 {span}，第一次在 {from} 秒。{path} 最多属于其中一个：进程很晚才得知自己的会话已经结束。",
    tasks: "任务完成 {done}/{n}，丢失 {lost}",
    no_tasks: "没有任务丢失",
    lost_one: "{task} 丢失",
    lost_many: "{n} 个任务丢失",
    lost_rule: "任务在有状态之前，或者在有人读过状态之前被删除，就是丢失。",
    tasks_told: "提交的任务：{n}，完成：{done}，等待：{waiting}，丢失：{lost}。",
    lost_undone: "{task} 在 {at} 秒丢失：它被删除时还没有状态。",
    lost_unread: "{task} 在 {at} 秒丢失：它被删除时还没有人读过它的状态。",
    twice_none: "没有重复执行",
    twice_one: "{task} 被执行两次",
    twice_many: "{n} 个任务被执行两次",
    twice_rule: "没有任务被两个进程执行。ZooKeeper 并不排除这种情况：工作者可能在工作时被当作已死。",
    twice_told: "{task} 由 {processes} 执行，第二次在 {at} 秒。",
    restarted: "重启后的 {process}",
    more: "还有 {n} 个。",
};
