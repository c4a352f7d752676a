// The accessible names by which people with a screen reader, and these tests, find things.
// They are a contract: the page may change its looks, but not these.

export const NAMES = {
  en: {
    command: (process) => `Command for ${process}`,
    output: (process) => `Output of ${process}`,
    actions: (process) => `Actions for ${process}`,
    kill: 'Kill',
    restart: 'Restart',
    close: 'Close',
    play: 'Play',
    pause: 'Pause',
    step: 'Step',
    nextEvent: 'Next event',
    virtualTime: 'Virtual time',
    znodes: 'Znodes',
    removed: 'removed',
    events: 'Events',
    guide: 'Guide',
  },
  zh: {
    command: (process) => `${process} 的命令`,
    output: (process) => `${process} 的输出`,
    actions: (process) => `${process} 的操作`,
    kill: '杀死',
    restart: '重启',
    close: '关闭',
    play: '播放',
    pause: '暂停',
    step: '单步',
    nextEvent: '下一事件',
    virtualTime: '虚拟时间',
    znodes: 'Znode 树',
    removed: '已删除',
    events: '事件',
    guide: '引导',
  },
};
