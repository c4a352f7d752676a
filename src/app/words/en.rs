//! English.

use super::{Words, beats, facts, reasons};

pub const EN: Words = Words {
    language: "English",
    brand_tagline: "ZooKeeper you can break",

    play: "Play",
    pause: "Pause",
    step: "Step",
    next_event: "Next event",
    virtual_time: "Virtual time",
    speed: "Speed",
    transport: "Time",
    theme: "Theme",
    theme_system: "System",
    theme_light: "Light",
    theme_dark: "Dark",
    choose_language: "Language",
    settings: "Settings",

    znodes: "Znodes",
    details: "Details",
    events: "Events",
    guide: "Guide",
    stage: "Stage",
    consoles: "Consoles",
    parts: "Parts of the page",

    command_for: "Command for {process}",
    output_of: "Output of {process}",
    actions_for: "Actions for {process}",
    run: "Run",
    suggestions: "Suggestions",

    client_thinks: "client thinks",
    server_knows: "server knows",
    watches: "watches",
    owns: "owns",
    no_watches: "no watches",

    type_it: "Type it for me",
    do_it: "Do it for me",
    skip_guide: "Skip the guide",
    start_again: "Start again",
    beat_of: "Step {n} of {m}",

    show_pings: "Pings",
    filter_events: "Filter by path or process",
    clear_filter: "Clear filter",
    no_event_matches: "0 of {n} events match.",
    no_events: "Nothing has happened yet.",
    why: "Why",
    close: "Close",

    added: "added",
    removed: "removed",
    changed: "changed",
    ephemeral: "ephemeral",
    sequential: "sequential",
    watchers: "watchers",
    open_full: "Open the whole playground",
    about: "About",

    facts: facts::EN,
    reasons: reasons::EN,
    beats: beats::EN,
};
