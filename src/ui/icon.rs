//! The pictograms, drawn in the page so that nothing is fetched for them.

use yew::prelude::*;

use super::part::Part;

use crate::app::view::{EventKind, Mood, Role, ServerPart};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Again,
    Bell,
    Bin,
    Bolt,
    Book,
    Branch,
    Brand,
    Chart,
    Check,
    ChevronDown,
    ChevronRight,
    Clock,
    Compare,
    Cross,
    Crown,
    CrownHollow,
    CutLink,
    Cylinder,
    Dashed,
    Diamond,
    Dots,
    Fault,
    Fold,
    Gear,
    Globe,
    Hand,
    Hash,
    Hourglass,
    Keyboard,
    Latest,
    Link,
    List,
    Minus,
    Moon,
    NextEvent,
    Out,
    Pause,
    Person,
    Play,
    Plug,
    Plus,
    PreviousEvent,
    Prompt,
    Pulse,
    Redo,
    Refuse,
    Robot,
    Run,
    Screen,
    Search,
    Share,
    Skull,
    Solid,
    Start,
    Step,
    StepBack,
    Stop,
    Sun,
    Terminal,
    Tiles,
    Tree,
    Undo,
}

impl Icon {
    pub fn of_role(role: Role) -> Icon {
        match role {
            Role::Master => Icon::Crown,
            Role::Backup => Icon::CrownHollow,
            Role::Worker => Icon::Gear,
            Role::Client => Icon::Person,
            Role::Console => Icon::Terminal,
        }
    }

    pub fn of_mood(mood: Mood) -> Icon {
        match mood {
            Mood::Good => Icon::Solid,
            Mood::Waiting => Icon::Dashed,
            Mood::Bad => Icon::Cross,
            Mood::Off => Icon::Minus,
        }
    }

    pub fn of_server(part: ServerPart) -> Icon {
        match part {
            ServerPart::Leader | ServerPart::Follower => Icon::Cylinder,
            ServerPart::Looking => Icon::Search,
            ServerPart::Joining => Icon::Hourglass,
            ServerPart::Down => Icon::Skull,
        }
    }

    pub fn of_event(kind: EventKind) -> Icon {
        match kind {
            EventKind::Command => Icon::Prompt,
            EventKind::Refusal => Icon::Refuse,
            EventKind::Commit => Icon::Diamond,
            EventKind::Watch => Icon::Bell,
            EventKind::Session | EventKind::Expiry => Icon::Plug,
            EventKind::Fault => Icon::Fault,
            EventKind::Ensemble => Icon::Cylinder,
            EventKind::Ping => Icon::Pulse,
        }
    }

    /// Drawn as an area rather than as a line.
    fn filled(self) -> bool {
        matches!(
            self,
            Icon::Bolt
                | Icon::Crown
                | Icon::Diamond
                | Icon::Dots
                | Icon::Latest
                | Icon::NextEvent
                | Icon::Pause
                | Icon::Play
                | Icon::PreviousEvent
                | Icon::Solid
                | Icon::Start
                | Icon::Step
                | Icon::StepBack
                | Icon::Brand
        )
    }

    /// The outline in a box of 16 by 16.
    pub fn outline(self) -> &'static str {
        match self {
            Icon::Again => "M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3",
            Icon::Bell => {
                "M8 2a3.6 3.6 0 0 0-3.6 3.6c0 3.6-1.6 5-1.6 5h10.4s-1.6-1.4-1.6-5A3.6 3.6 0 0 0 8 2zM6.6 13.2a1.5 1.5 0 0 0 2.8 0"
            }
            Icon::CutLink => {
                "M6 10.5 4.7 11.8a2 2 0 0 1-2.8-2.8l2-2M10 5.5l1.3-1.3a2 2 0 0 1 2.8 2.8l-2 2M5.5 4.5 4.8 2.3M4.2 5.8 2 5.1M10.5 11.5l.7 2.2M11.8 10.2l2.2.7"
            }
            Icon::Link => {
                "M7 9.8 5 11.8a2.1 2.1 0 0 1-3-3l2.3-2.3a2.1 2.1 0 0 1 3 0M9 6.2l2-2a2.1 2.1 0 0 1 3 3l-2.3 2.3a2.1 2.1 0 0 1-3 0"
            }
            Icon::Bin => "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.7 7v4M9.3 7v4",
            Icon::Bolt => "M9.4 1 3 9.2h4L6.4 15 13 6.6H8.8z",
            Icon::Book => {
                "M8 4C6.6 2.9 4.6 2.6 2 2.8v9.6c2.6-.2 4.6.1 6 1.2 1.4-1.1 3.4-1.4 6-1.2V2.8C11.4 2.6 9.4 2.9 8 4zm0 0v9.6"
            }
            Icon::Brand => {
                "M8 .8 14.4 4.4v7.2L8 15.2 1.6 11.6V4.4zM6.3 4.9v1.5h2.7L6.1 10v1.2h4.1V9.7H7.5l2.7-3.6V4.9z"
            }
            Icon::Chart => {
                "M3.5 1.5v13M12.5 1.5v13M3.5 5h9M10.2 3l2.3 2-2.3 2M12.5 11h-9M5.8 9l-2.3 2 2.3 2"
            }
            Icon::Check => "m3 8.5 3.5 3.5L13 4.5",
            Icon::ChevronDown => "m4 6 4 4 4-4",
            Icon::ChevronRight => "m6 4 4 4-4 4",
            Icon::Clock => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 4.8V8l2.4 1.6",
            Icon::Cross => "m4 4 8 8M12 4l-8 8",
            Icon::Crown => "M2 12.8 1.3 4.6l3.7 2.6L8 2.6l3 4.6 3.7-2.6-.7 8.2z",
            Icon::CrownHollow => "M2.7 12.3 2.1 5.7l3.2 2.2L8 3.7l2.7 4.2 3.2-2.2-.6 6.6z",
            Icon::Cylinder => {
                "M3 4c0-1.1 2.2-2 5-2s5 .9 5 2-2.2 2-5 2-5-.9-5-2zm0 0v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2"
            }
            Icon::Dashed => {
                "M8 3a5 5 0 0 1 3 1M12.8 6.5a5 5 0 0 1 0 3M11 12a5 5 0 0 1-3 1 5 5 0 0 1-3-1M3.2 9.5a5 5 0 0 1 0-3M5 4a5 5 0 0 1 1-.6"
            }
            Icon::Diamond => "m8 2.5 5.5 5.5L8 13.5 2.5 8z",
            Icon::Dots => {
                "M8 2.3a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8zm0 4.3a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8zm0 4.3a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8z"
            }
            Icon::Fault => "M8 1.8 14.7 13.5H1.3zM8 6v3.8M8 11.4v.6",
            Icon::Fold => "m4 6.5 4-4 4 4M4 9.5l4 4 4-4",
            Icon::Gear => {
                "M8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M12.6 3.4l-1.4 1.4M4.8 11.2l-1.4 1.4"
            }
            Icon::Globe => {
                "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM1.8 8h12.4M8 1.8c2 1.7 2.8 3.8 2.8 6.2S10 12.5 8 14.2C6 12.5 5.2 10.4 5.2 8S6 3.5 8 1.8z"
            }
            Icon::Hand => {
                "M4.5 9.5V4.2a1 1 0 0 1 2 0V8 2.7a1 1 0 0 1 2 0V8 3.4a1 1 0 0 1 2 0V8.5 5.2a1 1 0 0 1 2 0v5c0 2.6-1.6 4.3-4.2 4.3-2 0-3-.8-4-2.6L2.6 9.2c-.4-.9.7-1.7 1.4-.9z"
            }
            Icon::Hash => "M6.2 2.5 4.8 13.5M11.2 2.5 9.8 13.5M2.7 6h11M2.3 10h11",
            Icon::Hourglass => "M4 2h8M4 14h8M5 2v2.5L8 8l3-3.5V2M5 14v-2.5L8 8l3 3.5V14",
            Icon::Plug => "M5.8 1.8v3.4M10.2 1.8v3.4M3.5 5.2h9v2.6a4.5 4.5 0 0 1-9 0zM8 12.3v2.2",
            Icon::Keyboard => {
                "M1.5 4h13v8.5h-13zM4.2 6.7h.1M6.7 6.7h.1M9.2 6.7h.1M11.7 6.7h.1M5 9.8h6"
            }
            Icon::List => "M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.2M2.5 8h.2M2.5 12h.2",
            Icon::Minus => "M4 8h8",
            Icon::Moon => "M13.5 9.5A6 6 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7z",
            Icon::NextEvent => "M2 3v10l5.5-5zM7.8 3v10l5.5-5zM13.2 3H15v10h-1.8z",
            Icon::Out => "M9.5 2.5h4v4M13.5 2.5 7.5 8.5M6.5 3.5h-4v10h10v-4",
            Icon::Pause => "M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z",
            Icon::Person => {
                "M8 2.3a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM2.5 14c.4-3 2.6-4.5 5.5-4.5s5.1 1.5 5.5 4.5"
            }
            Icon::Play => "M4 2.2v11.6L13.5 8z",
            Icon::Branch => {
                "M4.5 2v12M4.5 10c0-3 7-2 7-5.5M2.8 2h3.4M9.8 2.8a1.7 1.7 0 1 1 3.4 0 1.7 1.7 0 0 1-3.4 0z"
            }
            Icon::Compare => "M3 4h7.5M8 1.5 10.5 4 8 6.5M13 12H5.5M8 9.5 5.5 12 8 14.5",
            Icon::Latest => "M2.5 3v10L10 8zM11.2 2.5h2.3v11h-2.3z",
            Icon::PreviousEvent => "M14 3v10L8.5 8zM8.2 3v10L2.7 8zM1 3h1.800v10H1z",
            Icon::Redo => "M10.5 3 13.5 6l-3 3M13 6H6.500a4 4 0 0 0 0 8H9",
            Icon::Share => "M8 9.500V1.800M5.2 4.3 8 1.500l2.8 2.800M5 6.500H3v8h10v-8h-2",
            Icon::Start => "M13.5 3v10L6 8zM2.5 2.500h2.300v11H2.500z",
            Icon::StepBack => "M13 2.200v11.600L5 8zM2.5 2.500h2.300v11H2.500z",
            Icon::Stop => "M5.2 1.800h5.600l3.4 3.400v5.600l-3.4 3.400H5.200l-3.4-3.400V5.200z",
            Icon::Undo => "M5.5 3 2.5 6l3 3M3 6h6.500a4 4 0 0 1 0 8H7",
            Icon::Plus => "M8 3v10M3 8h10",
            Icon::Prompt => "m2.5 4 4 4-4 4M8.5 12.5h5",
            Icon::Pulse => "M1.5 8.5h3l1.8-4.5 3 8 1.9-5 .9 1.5h2.4",
            Icon::Refuse => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM3.8 3.8l8.4 8.4",
            Icon::Robot => {
                "M3 5.5h10v7.5H3zM8 5.5V2.8M8 1.6v1M1.5 8v2.5M14.5 8v2.5M6 8.2v1M10 8.2v1M6.2 11.2h3.6"
            }
            Icon::Run => "M13 3v4.5a2 2 0 0 1-2 2H3M6 6.5l-3 3 3 3",
            Icon::Screen => "M1.8 3h12.4v8.2H1.8zM5.5 13.8h5",
            Icon::Search => "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.7 3.7",
            Icon::Skull => {
                "M8 1.8c-3.3 0-5.7 2.2-5.7 5.3 0 1.8.9 3.2 2.3 4v2.9h6.8v-2.9c1.4-.8 2.3-2.2 2.3-4 0-3.1-2.4-5.3-5.7-5.3zM5.3 7.3h1.2v1.2H5.3zM9.5 7.3h1.2v1.2H9.5zM7 11.5V14M9 11.5V14"
            }
            Icon::Solid => "M8 4.2a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 0 1 0-7.6z",
            Icon::Step => "M3 2.2v11.6L11 8zM11.2 2.5h2.3v11h-2.3z",
            Icon::Sun => {
                "M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M13 3l-1.2 1.2M4.2 11.8 3 13"
            }
            Icon::Terminal => "M1.8 2.8h12.4v10.4H1.8zM4.3 6l2.2 2-2.2 2M8 10.3h3.5",
            Icon::Tiles => "M2 2.5h5v4.8H2zM9 2.5h5v4.8H9zM2 9h5v4.5H2zM9 9h5v4.5H9z",
            Icon::Tree => "M2 3h5M4 3v9.5h3M4 7.8h3M9 3h.2M9 7.8h5M9 12.5h5",
        }
    }
}

#[derive(PartialEq)]
struct Picture {
    icon: Icon,
}

/// A pictogram; the word for it stands beside it.
pub fn picture(icon: Icon) -> Html {
    Picture { icon }.once()
}

impl Part for Picture {
    fn lay_out(&self) -> Html {
        let class = if self.icon.filled() {
            "icon icon-filled"
        } else {
            "icon"
        };
        html! {
            <svg {class} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                <path d={self.icon.outline()} fill-rule="evenodd" />
            </svg>
        }
    }
}
