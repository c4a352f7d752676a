//! Short phrases for what is: states, times, what happened.

use super::table::{Reader, Table, table};

table! {
    /// Places are named after what they hold.
    pub struct Facts {
        pub story: &'static str,
        pub role_master: &'static str,
        pub role_backup: &'static str,
        pub role_worker: &'static str,
        pub role_client: &'static str,

        pub connected: &'static str,
        pub connecting: &'static str,
        pub expired: &'static str,
        pub closed: &'static str,
        pub auth_failed: &'static str,
        pub no_process: &'static str,
        /// `{left}`.
        pub alive: &'static str,
        /// `{left}` of `{timeout}`.
        pub ring: &'static str,
        /// `{ago}`.
        pub expired_ago: &'static str,
        pub closed_ago: &'static str,
        pub no_session: &'static str,
        /// `{at}`.
        pub killed_at: &'static str,
        pub quit_at: &'static str,
        /// `{code}`, `{at}`.
        pub crashed_at: &'static str,

        pub kill: &'static str,
        pub restart: &'static str,
        pub close: &'static str,

        pub watch_data: &'static str,
        pub watch_creation: &'static str,
        pub watch_children: &'static str,
        pub watch_persistent: &'static str,
        pub watch_recursive: &'static str,

        /// `{gap}`.
        pub idle: &'static str,
        /// `{timeout}`.
        pub session_timeout: &'static str,
        /// `{n}`.
        pub seconds: &'static str,
        pub waiting: &'static str,

        /// What a log row says; `{path}` and `{zxid}`.
        pub created: &'static str,
        pub deleted: &'static str,
        pub data_set: &'static str,
        pub acl_set: &'static str,
        pub check_passed: &'static str,
        pub swept: &'static str,
        /// `{event}`, `{path}`.
        pub withheld: &'static str,
        pub too_long: &'static str,
        /// `{scheme}`.
        pub auth_refused: &'static str,
        /// `{n}` writes.
        pub multi: &'static str,
        /// `{error}`.
        pub refused: &'static str,
        pub session_opened: &'static str,
        pub session_closed: &'static str,
        pub session_expired: &'static str,
        pub was_killed: &'static str,
        pub was_restarted: &'static str,
        pub was_removed: &'static str,
        pub was_paused: &'static str,
        /// `{at}`.
        pub was_paused_until: &'static str,
        pub was_resumed: &'static str,
        pub has_ended: &'static str,
        pub pinged: &'static str,
        pub server: &'static str,

        pub container: &'static str,
        /// `{span}`.
        pub time_to_live: &'static str,
        /// In a tree item's name: `{process}` owns it.
        pub owned_by: &'static str,
        pub version: &'static str,
        pub next_number: &'static str,
        /// `{n}`.
        pub watched_by: &'static str,
    }
}

pub const EN: Facts = Facts {
    story: "The master–worker story",
    role_master: "master",
    role_backup: "backup master",
    role_worker: "worker",
    role_client: "client",

    connected: "CONNECTED",
    connecting: "CONNECTING",
    expired: "EXPIRED",
    closed: "CLOSED",
    auth_failed: "credentials refused",
    no_process: "no process",
    alive: "alive · {left} left",
    ring: "{left} left of {timeout}",
    expired_ago: "expired {ago} ago",
    closed_ago: "closed {ago} ago",
    no_session: "no session",
    killed_at: "killed at {at} s",
    quit_at: "quit at {at} s",
    crashed_at: "ended with code {code} at {at} s",

    kill: "Kill",
    restart: "Restart",
    close: "Close",

    watch_data: "data",
    watch_creation: "creation",
    watch_children: "children",
    watch_persistent: "data and children, for good",
    watch_recursive: "all below, for good",

    idle: "idle {gap}",
    session_timeout: "session timeout {timeout}",
    seconds: "{n} s",
    waiting: "waiting for an answer …",

    created: "created {path}",
    deleted: "deleted {path}",
    data_set: "set {path}",
    acl_set: "permissions of {path} set",
    check_passed: "version checked",
    swept: "{path} removed by the server",
    withheld: "{event} {path} withheld",
    too_long: "request too long",
    auth_refused: "credentials of the scheme {scheme} refused",
    multi: "multi of {n} writes",
    refused: "refused: {error}",
    session_opened: "session opened",
    session_closed: "session closed",
    session_expired: "session expired",
    was_killed: "killed",
    was_restarted: "restarted",
    was_removed: "taken off the stage",
    was_paused: "paused",
    was_paused_until: "paused until {at} s",
    was_resumed: "goes on",
    has_ended: "console ended",
    pinged: "ping",
    server: "server",

    container: "container",
    time_to_live: "TTL {span}",
    owned_by: "ephemeral, owned by {process}",
    version: "version {n}",
    next_number: "next {n}",
    watched_by: "watchers: {n}",
};

pub const ZH: Facts = Facts {
    story: "主从工作的故事",
    role_master: "主节点",
    role_backup: "备用主节点",
    role_worker: "工作者",
    role_client: "客户端",

    connected: "已连接",
    connecting: "连接中",
    expired: "已过期",
    closed: "已关闭",
    auth_failed: "凭据被拒绝",
    no_process: "没有进程",
    alive: "存活 · 剩 {left}",
    ring: "剩 {left}，共 {timeout}",
    expired_ago: "{ago}前过期",
    closed_ago: "{ago}前关闭",
    no_session: "没有会话",
    killed_at: "{at} 秒时被杀死",
    quit_at: "{at} 秒时退出",
    crashed_at: "{at} 秒时以代码 {code} 结束",

    kill: "杀死",
    restart: "重启",
    close: "关闭",

    watch_data: "数据",
    watch_creation: "创建",
    watch_children: "子节点",
    watch_persistent: "数据和子节点，长期",
    watch_recursive: "以下全部，长期",

    idle: "空闲 {gap}",
    session_timeout: "会话超时 {timeout}",
    seconds: "{n} 秒",
    waiting: "等待应答……",

    created: "创建 {path}",
    deleted: "删除 {path}",
    data_set: "设置 {path}",
    acl_set: "{path} 的权限已设置",
    check_passed: "版本已核对",
    swept: "{path} 被服务器移除",
    withheld: "{event} {path} 未送达",
    too_long: "请求太长",
    auth_refused: "{scheme} 方案的凭据被拒绝",
    multi: "{n} 个写操作的 multi",
    refused: "拒绝：{error}",
    session_opened: "会话开启",
    session_closed: "会话关闭",
    session_expired: "会话过期",
    was_killed: "被杀死",
    was_restarted: "已重启",
    was_removed: "离开舞台",
    was_paused: "已暂停",
    was_paused_until: "暂停到 {at} 秒",
    was_resumed: "继续",
    has_ended: "控制台结束",
    pinged: "心跳",
    server: "服务器",

    container: "容器",
    time_to_live: "TTL {span}",
    owned_by: "临时，属于 {process}",
    version: "版本 {n}",
    next_number: "下一个 {n}",
    watched_by: "监视者：{n}",
};
