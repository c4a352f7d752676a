//! Chinese, simplified.

use super::{Words, beats, facts, reasons};

pub const ZH: Words = Words {
    language: "中文",
    brand_tagline: "可以亲手弄坏的 ZooKeeper",

    play: "播放",
    pause: "暂停",
    step: "单步",
    next_event: "下一事件",
    virtual_time: "虚拟时间",
    speed: "速度",
    transport: "时间",
    theme: "主题",
    theme_system: "跟随系统",
    theme_light: "浅色",
    theme_dark: "深色",
    choose_language: "语言",
    settings: "设置",

    znodes: "Znode 树",
    details: "详情",
    events: "事件",
    guide: "引导",
    stage: "舞台",
    consoles: "控制台",
    parts: "页面各部分",

    command_for: "{process} 的命令",
    output_of: "{process} 的输出",
    actions_for: "{process} 的操作",
    run: "运行",
    suggestions: "建议",

    client_thinks: "客户端认为",
    server_knows: "服务器知道",
    watches: "监视",
    owns: "拥有",
    no_watches: "没有监视",

    type_it: "替我输入",
    do_it: "替我操作",
    skip_guide: "跳过引导",
    start_again: "重新开始",
    beat_of: "第 {n} 步，共 {m} 步",

    show_pings: "心跳",
    filter_events: "按路径或进程筛选",
    clear_filter: "清除筛选",
    no_event_matches: "{n} 个事件中没有符合的。",
    no_events: "还没有发生任何事。",
    why: "为什么",
    close: "关闭",

    added: "新增",
    removed: "已删除",
    changed: "已更改",
    ephemeral: "临时",
    sequential: "顺序",
    watchers: "监视者",
    open_full: "打开完整的演练场",
    about: "关于",

    facts: facts::ZH,
    reasons: reasons::ZH,
    beats: beats::ZH,
};
