//! Looking at the part of a long list that is in sight.

use std::ops::Range;

use yew::prelude::*;

use super::browser::scroll;

/// Lists up to this long are on the page as a whole.
const SHORT: usize = 300;
/// So many rows beyond those in sight are on the page, above and below.
const MARGIN: usize = 40;

/// The rows of a list that are on the page. All rows have one height.
pub struct Window {
    /// The element that scrolls.
    pub list: NodeRef,
    pub rows: Range<usize>,
    /// Stands for the rows above.
    pub before: NodeRef,
    /// Stands for the rows below.
    pub after: NodeRef,
    pub onscroll: Callback<Event>,
}

/// `row` is the selector of a row, to measure one.
#[hook]
pub fn use_window(count: usize, row: &'static str) -> Window {
    let list = use_node_ref();
    let before = use_node_ref();
    let after = use_node_ref();
    let sight = use_state_eq(|| (0, MARGIN));

    let rows = if count <= SHORT {
        0..count
    } else {
        let (first, room) = *sight;
        let start = first.min(count).saturating_sub(MARGIN);
        start..(first + room + MARGIN).min(count)
    };
    {
        let (list, before, after) = (list.clone(), before.clone(), after.clone());
        use_effect_with((rows.clone(), count), move |(rows, count)| {
            let height = scroll::height_of(&list, row);
            scroll::set_height(&before, rows.start * height);
            scroll::set_height(&after, (count - rows.end) * height);
        });
    }
    let onscroll = {
        let list = list.clone();
        Callback::from(move |_: Event| {
            if count > SHORT {
                // Steps of half the margin, so that few scrolls draw anew.
                let (first, room) = scroll::in_sight(&list, scroll::height_of(&list, row));
                let step = MARGIN / 2;
                sight.set((first / step * step, room + step));
            }
        })
    };
    Window {
        list,
        rows,
        before,
        after,
        onscroll,
    }
}
