//! The pictograms, drawn in the page so that nothing is fetched for them.

use yew::prelude::*;

use crate::app::view::{EventKind, Mood, Role};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Again,
    Bell,
    Bolt,
    Book,
    Brand,
    Check,
    ChevronDown,
    ChevronRight,
    Cross,
    Crown,
    CrownHollow,
    Cylinder,
    Dashed,
    Diamond,
    Dots,
    Fault,
    Fold,
    Gear,
    Globe,
    Hash,
    Hourglass,
    Key,
    List,
    Minus,
    Moon,
    NextEvent,
    Out,
    Pause,
    Person,
    Play,
    Prompt,
    Pulse,
    Refuse,
    Run,
    Screen,
    Search,
    Skull,
    Solid,
    Square,
    Step,
    Sun,
    Tiles,
    Tree,
}

impl Icon {
    pub fn of_role(role: Role) -> Icon {
        match role {
            Role::Master => Icon::Crown,
            Role::Backup => Icon::CrownHollow,
            Role::Worker => Icon::Gear,
            Role::Client => Icon::Person,
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

    pub fn of_event(kind: EventKind) -> Icon {
        match kind {
            EventKind::Command => Icon::Prompt,
            EventKind::Refusal => Icon::Refuse,
            EventKind::Commit => Icon::Diamond,
            EventKind::Watch => Icon::Bell,
            EventKind::Session => Icon::Key,
            EventKind::Fault => Icon::Fault,
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
                | Icon::NextEvent
                | Icon::Pause
                | Icon::Play
                | Icon::Solid
                | Icon::Square
                | Icon::Step
                | Icon::Brand
        )
    }

    /// The outline in a box of 16 by 16.
    fn path(self) -> &'static str {
        match self {
            Icon::Again => "M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3",
            Icon::Bell => {
                "M8 2a3.6 3.6 0 0 0-3.6 3.6c0 3.6-1.6 5-1.6 5h10.4s-1.6-1.4-1.6-5A3.6 3.6 0 0 0 8 2zM6.6 13.2a1.5 1.5 0 0 0 2.8 0"
            }
            Icon::Bolt => "M9.4 1 3 9.2h4L6.4 15 13 6.6H8.8z",
            Icon::Book => {
                "M8 4C6.6 2.9 4.6 2.6 2 2.8v9.6c2.600-.2 4.600.1 6 1.200 1.400-1.100 3.400-1.400 6-1.200V2.800C11.400 2.600 9.400 2.900 8 4zm0 0v9.600"
            }
            Icon::Brand => {
                "M8 .8 14.400 4.400v7.200L8 15.200 1.600 11.600V4.400zM6.300 4.900v1.500h2.700L6.100 10v1.200h4.100V9.700H7.500l2.700-3.600V4.900z"
            }
            Icon::Check => "m3 8.500 3.500 3.500L13 4.500",
            Icon::ChevronDown => "m4 6 4 4 4-4",
            Icon::ChevronRight => "m6 4 4 4-4 4",
            Icon::Cross => "m4 4 8 8M12 4l-8 8",
            Icon::Crown => {
                "M2 12.800 1.300 4.600l3.700 2.600L8 2.600l3 4.600 3.700-2.600-.7 8.200z"
            }
            Icon::CrownHollow => {
                "M2.700 12.300 2.100 5.700l3.200 2.200L8 3.700l2.700 4.200 3.200-2.200-.6 6.600z"
            }
            Icon::Cylinder => {
                "M3 4c0-1.100 2.200-2 5-2s5 .9 5 2-2.200 2-5 2-5-.9-5-2zm0 0v8c0 1.100 2.200 2 5 2s5-.9 5-2V4M3 8c0 1.100 2.200 2 5 2s5-.9 5-2"
            }
            Icon::Dashed => {
                "M8 3a5 5 0 0 1 3 1M12.800 6.500a5 5 0 0 1 0 3M11 12a5 5 0 0 1-3 1 5 5 0 0 1-3-1M3.200 9.500a5 5 0 0 1 0-3M5 4a5 5 0 0 1 1-.6"
            }
            Icon::Diamond => "m8 2.500 5.500 5.500L8 13.500 2.500 8z",
            Icon::Dots => {
                "M8 2.300a1.400 1.400 0 1 1 0 2.800 1.400 1.400 0 0 1 0-2.800zm0 4.300a1.400 1.400 0 1 1 0 2.800 1.400 1.400 0 0 1 0-2.800zm0 4.300a1.400 1.400 0 1 1 0 2.800 1.400 1.400 0 0 1 0-2.800z"
            }
            Icon::Fault => "M8 1.800 14.700 13.500H1.300zM8 6v3.800M8 11.400v.6",
            Icon::Fold => "m4 6.500 4-4 4 4M4 9.500l4 4 4-4",
            Icon::Gear => {
                "M8 5.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5zM8 1.500v2M8 12.500v2M1.500 8h2M12.500 8h2M3.400 3.400l1.400 1.400M11.200 11.200l1.400 1.400M12.600 3.400l-1.400 1.400M4.800 11.200l-1.400 1.400"
            }
            Icon::Globe => {
                "M8 1.800a6.200 6.200 0 1 1 0 12.400A6.200 6.200 0 0 1 8 1.800zM1.800 8h12.400M8 1.800c2 1.700 2.800 3.800 2.800 6.200S10 12.500 8 14.200C6 12.500 5.200 10.400 5.200 8S6 3.500 8 1.800z"
            }
            Icon::Hash => {
                "M6.200 2.500 4.800 13.500M11.200 2.500 9.800 13.500M2.700 6h11M2.300 10h11"
            }
            Icon::Hourglass => "M4 2h8M4 14h8M5 2v2.500L8 8l3-3.500V2M5 14v-2.500L8 8l3 3.500V14",
            Icon::Key => {
                "M10.500 2.300a3.200 3.200 0 1 1-2.700 5L3 12.200V14h2.500v-2h2V9.800l.7-.7"
            }
            Icon::List => "M5.500 4h8M5.500 8h8M5.500 12h8M2.500 4h.2M2.500 8h.2M2.500 12h.2",
            Icon::Minus => "M4 8h8",
            Icon::Moon => "M13.500 9.500A6 6 0 0 1 6.500 2.500a5.800 5.800 0 1 0 7 7z",
            Icon::NextEvent => "M2 3v10l5.500-5zM7.800 3v10l5.500-5zM13.200 3H15v10h-1.800z",
            Icon::Out => "M9.500 2.500h4v4M13.500 2.500 7.500 8.500M6.500 3.500h-4v10h10v-4",
            Icon::Pause => "M3.500 2.500h3v11h-3zM9.500 2.500h3v11h-3z",
            Icon::Person => {
                "M8 2.300a2.800 2.800 0 1 1 0 5.600 2.800 2.800 0 0 1 0-5.600zM2.500 14c.4-3 2.600-4.500 5.500-4.500s5.100 1.500 5.500 4.500"
            }
            Icon::Play => "M4 2.200v11.600L13.500 8z",
            Icon::Prompt => "m2.500 4 4 4-4 4M8.500 12.500h5",
            Icon::Pulse => "M1.500 8.500h3l1.800-4.500 3 8 1.900-5 .9 1.500h2.400",
            Icon::Refuse => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM3.800 3.800l8.400 8.400",
            Icon::Run => "M13 3v4.500a2 2 0 0 1-2 2H3M6 6.500l-3 3 3 3",
            Icon::Screen => "M1.800 3h12.400v8.200H1.800zM5.500 13.800h5",
            Icon::Search => {
                "M7 2.500a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9zM10.300 10.300l3.700 3.700"
            }
            Icon::Skull => {
                "M8 1.800c-3.300 0-5.700 2.200-5.700 5.300 0 1.800.9 3.200 2.300 4v2.900h6.800v-2.900c1.400-.8 2.300-2.200 2.300-4 0-3.100-2.400-5.300-5.700-5.300zM5.300 7.300h1.200v1.200H5.300zM9.500 7.300h1.200v1.200H9.500zM7 11.500V14M9 11.500V14"
            }
            Icon::Solid => "M8 4.200a3.800 3.800 0 1 1 0 7.600 3.800 3.800 0 0 1 0-7.600z",
            Icon::Square => "M5 5h6v6H5z",
            Icon::Step => "M3 2.200v11.600L11 8zM11.200 2.500h2.300v11h-2.300z",
            Icon::Sun => {
                "M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 1v1.600M8 13.400V15M1 8h1.600M13.400 8H15M3 3l1.200 1.200M11.800 11.800 13 13M13 3l-1.200 1.200M4.200 11.800 3 13"
            }
            Icon::Tiles => "M2 2.500h5v4.800H2zM9 2.500h5v4.800H9zM2 9h5v4.500H2zM9 9h5v4.500H9z",
            Icon::Tree => "M2 3h5M4 3v9.500h3M4 7.800h3M9 3h.2M9 7.800h5M9 12.500h5",
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct PictureProps {
    pub icon: Icon,
}

/// A pictogram; the word for it stands beside it.
#[component]
pub fn Picture(props: &PictureProps) -> Html {
    let class = if props.icon.filled() {
        "icon icon-filled"
    } else {
        "icon"
    };
    html! {
        <svg {class} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d={props.icon.path()} fill-rule="evenodd" />
        </svg>
    }
}
