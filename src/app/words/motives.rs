//! Why a program types what it types, in a sentence.

use super::fill;
use super::table::{Reader, Table, table};
use crate::handle::Motive;

table! {
    /// Places: `{who}` types, `{number}` is that of a standing order.
    pub struct Motives {
        pub connect_again: &'static str,
        pub claim: &'static str,
        pub look_who_owns: &'static str,
        pub make_parent: &'static str,
        pub hear_of_workers: &'static str,
        pub hear_of_tasks: &'static str,
        pub look_at_assignments: &'static str,
        pub await_place: &'static str,
        pub look_for_status: &'static str,
        pub assign: &'static str,
        pub clear_dead_assignment: &'static str,
        pub make_place: &'static str,
        pub hear_of_assignments: &'static str,
        pub read_task: &'static str,
        pub report: &'static str,
        pub clear_assignment: &'static str,
        pub look_for_own_tasks: &'static str,
        pub submit: &'static str,
        pub hear_of_status: &'static str,
        pub read_status: &'static str,
        pub clean_up: &'static str,
        pub order: &'static str,
        pub arm: &'static str,
    }
}

impl Motives {
    pub fn say(&self, who: &str, motive: Motive) -> String {
        let phrase = match motive {
            Motive::ConnectAgain => self.connect_again,
            Motive::Claim => self.claim,
            Motive::LookWhoOwns => self.look_who_owns,
            Motive::MakeParent => self.make_parent,
            Motive::HearOfWorkers => self.hear_of_workers,
            Motive::HearOfTasks => self.hear_of_tasks,
            Motive::LookAtAssignments => self.look_at_assignments,
            Motive::AwaitPlace => self.await_place,
            Motive::LookForStatus => self.look_for_status,
            Motive::Assign => self.assign,
            Motive::ClearDeadAssignment => self.clear_dead_assignment,
            Motive::MakePlace => self.make_place,
            Motive::HearOfAssignments => self.hear_of_assignments,
            Motive::ReadTask => self.read_task,
            Motive::Report => self.report,
            Motive::ClearAssignment => self.clear_assignment,
            Motive::LookForOwnTasks => self.look_for_own_tasks,
            Motive::Submit => self.submit,
            Motive::HearOfStatus => self.hear_of_status,
            Motive::ReadStatus => self.read_status,
            Motive::CleanUp => self.clean_up,
            Motive::Order(_) => self.order,
            Motive::Arm(_) => self.arm,
        };
        let number = match motive {
            Motive::Order(number) | Motive::Arm(number) => number.to_string(),
            _ => String::new(),
        };
        fill(phrase, &[("who", who), ("number", &number)])
    }
}

pub const EN: Motives = Motives {
    connect_again: "The session of {who} is over, and with it all that it owned. It begins anew.",
    claim: "{who} tries to own this znode: exactly one can create it. It is ephemeral, so it goes with the session of its owner.",
    look_who_owns: "Another was first, or an answer was lost. {who} looks whose it is, and sets a watch to hear when it goes.",
    make_parent: "A parent is missing. Whoever comes first makes it; if it is there already, so much the better.",
    hear_of_workers: "{who} lists the workers, and with the same question sets a watch: it will hear of the next change.",
    hear_of_tasks: "{who} lists the tasks, and with the same question sets a watch for the next one.",
    look_at_assignments: "Somebody may have assigned tasks before: {who} looks what the tree says, and relies on no memory.",
    await_place: "This worker has no place below /assign, so it gets nothing. {who} sets a watch on what is missing, to hear when it is there.",
    look_for_status: "A task without an assignment is either new or done. Its status tells which.",
    assign: "This worker has the least to do. A child below its place under /assign hands the task to it.",
    clear_dead_assignment: "This worker is gone, and the task is done or in other hands. Only now its old assignment goes: so no crash in between loses the task.",
    make_place: "Its assignments need a place first. If {who} registered before, the master could find no room for them.",
    hear_of_assignments: "{who} lists its assignments, and with the same question sets a watch for the next one.",
    read_task: "{who} has been given a task and reads what is to be done.",
    report: "The work is done: the status says so, right below the task, where the client watches.",
    clear_assignment: "The status is there, so the assignment has served.",
    look_for_own_tasks: "After a start or a lost answer {who} looks which tasks are its own: their data carry its name.",
    submit: "{who} submits a task. The parent gives it the next number.",
    hear_of_status: "{who} sets a watch on its task: a child below it will be the status.",
    read_status: "The watch has fired: there is a status to be read.",
    clean_up: "{who} has its answer and takes status and task away.",
    order: "Standing order {number} of {who} says so: its event has come.",
    arm: "Standing order {number} of {who} needs a watch, and a watch is good for one event only.",
};

pub const ZH: Motives = Motives {
    connect_again: "{who} 的会话已经结束，它拥有的一切也随之消失。它重新开始。",
    claim: "{who} 想拥有这个 znode：只有一个能创建它。它是临时的，会随拥有者的会话一起消失。",
    look_who_owns: "别人抢先了，或者应答丢失了。{who} 查看它属于谁，并设置监视，好在它消失时得知。",
    make_parent: "缺少父节点。谁先来谁创建；如果已经有了，那更好。",
    hear_of_workers: "{who} 列出工作者，同时设置监视：下一次变化它会得知。",
    hear_of_tasks: "{who} 列出任务，同时为下一个任务设置监视。",
    look_at_assignments: "也许以前有人分配过任务：{who} 查看树上怎么说，不依赖任何记忆。",
    await_place: "这个工作者在 /assign 下没有位置，所以分不到任务。{who} 在缺少的节点上设置监视，等它出现时得知。",
    look_for_status: "没有分配的任务要么是新的，要么已经完成。看它的状态就知道。",
    assign: "这个工作者的活最少。在 /assign 下它的位置里建一个子节点，任务就交给它了。",
    clear_dead_assignment: "这个工作者已经不在，任务已完成或已交给别人。到现在才删除旧的分配：这样中途崩溃也不会丢失任务。",
    make_place: "它的分配先要有个位置。如果 {who} 先注册，主节点就没有地方放分配。",
    hear_of_assignments: "{who} 列出自己的分配，同时为下一个设置监视。",
    read_task: "{who} 得到了一个任务，读取要做什么。",
    report: "工作完成：状态就写在任务下面，客户端正监视着那里。",
    clear_assignment: "状态已经写好，这个分配的使命结束了。",
    look_for_own_tasks: "启动之后或应答丢失之后，{who} 查看哪些任务是自己的：数据里带有它的名字。",
    submit: "{who} 提交一个任务。编号由父节点给出。",
    hear_of_status: "{who} 在自己的任务上设置监视：它下面的子节点将是状态。",
    read_status: "监视触发了：有状态可读。",
    clean_up: "{who} 得到了答复，删除状态和任务。",
    order: "{who} 的常设指令 {number} 这样要求：它等的事件来了。",
    arm: "{who} 的常设指令 {number} 需要一个监视，而一个监视只管一次事件。",
};
