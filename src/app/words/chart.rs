//! The words of the message chart.

use super::table::{Reader, Table, table};

table! {
    /// Places are named after what they hold.
    pub struct ChartWords {
        pub name: &'static str,

        /// `{at}`, `{from}`, `{to}`, `{what}`.
        pub message: &'static str,
        /// Behind that: `{message}`, `{at}`.
        pub received: &'static str,
        pub lost: &'static str,
        /// `{at}`, `{who}`, `{what}`.
        pub mark: &'static str,
        /// `{from}`, `{until}`, `{what}`.
        pub gap: &'static str,

        /// `{what}`, in a sentence.
        pub reply: &'static str,
        pub watch_event: &'static str,

        pub connect: &'static str,
        pub connected: &'static str,
        pub open_session: &'static str,
        pub resume_session: &'static str,
        /// `{timeout}`.
        pub session_granted: &'static str,
        pub session_gone: &'static str,
        pub close_session: &'static str,
        pub set_watches: &'static str,
        pub connection_closed: &'static str,
        pub ok: &'static str,
        /// `{n}`.
        pub children: &'static str,
        pub multi: &'static str,
        /// A multi of reads; `{n}`.
        pub multi_read: &'static str,
        /// `{path}`.
        pub check: &'static str,
        pub auth: &'static str,
        pub auth_refused: &'static str,

        pub started: &'static str,
        /// `{who}`.
        pub session_expired: &'static str,
        /// `{n}`: on the chart, and in a sentence.
        pub pings: &'static str,
        pub pings_said: &'static str,
        pub ping_said: &'static str,
    }
}

pub const EN: ChartWords = ChartWords {
    name: "Message chart",

    message: "{at} s, {from} to {to}: {what}",
    received: "{message}, received {at} s",
    lost: "{message}, lost {at} s",
    mark: "{at} s, {who}: {what}",
    gap: "{from} s to {until} s: {what}",

    reply: "reply {what}",
    watch_event: "watch event {what}",

    connect: "connect",
    connected: "connected",
    open_session: "open session",
    resume_session: "resume session",
    session_granted: "session, {timeout}",
    session_gone: "session is gone",
    close_session: "close session",
    set_watches: "set watches again",
    connection_closed: "connection closed",
    ok: "ok",
    children: "{n} children",
    multi: "multi of {n}",
    multi_read: "multi of {n} reads",
    check: "check {path}",
    auth: "credentials",
    auth_refused: "AuthFailed",

    started: "started",
    session_expired: "session of {who} expired",
    pings: "ping ×{n}",
    pings_said: "{n} pings",
    ping_said: "1 ping",
};

pub const ZH: ChartWords = ChartWords {
    name: "消息图",

    message: "{at} 秒，{from} 到 {to}：{what}",
    received: "{message}，{at} 秒收到",
    lost: "{message}，{at} 秒丢失",
    mark: "{at} 秒，{who}：{what}",
    gap: "{from} 秒到 {until} 秒：{what}",

    reply: "应答 {what}",
    watch_event: "监视事件 {what}",

    connect: "连接",
    connected: "已连接",
    open_session: "请求会话",
    resume_session: "恢复会话",
    session_granted: "会话，{timeout}",
    session_gone: "会话已不存在",
    close_session: "关闭会话",
    set_watches: "重新设置监视",
    connection_closed: "连接关闭",
    ok: "成功",
    children: "{n} 个子节点",
    multi: "{n} 个写操作",
    multi_read: "{n} 个读取的 multi",
    check: "核对 {path}",
    auth: "凭据",
    auth_refused: "AuthFailed",

    started: "启动",
    session_expired: "{who} 的会话过期",
    pings: "心跳 ×{n}",
    pings_said: "{n} 次心跳",
    ping_said: "1 次心跳",
};
