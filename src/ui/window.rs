//! Looking at the part of a long list that is in sight.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use yew::prelude::*;

use super::browser::scroll;

/// Lists up to this long are on the page as a whole.
const SHORT: usize = 300;
/// So many rows beyond those in sight are on the page, above and below.
const MARGIN: usize = 40;

/// The rows of a list that are on the page. All rows have one height.
#[derive(Clone)]
pub struct Window {
    /// The element that scrolls.
    pub list: NodeRef,
    pub rows: Range<usize>,
    /// Stands for the rows above.
    pub before: NodeRef,
    /// Stands for the rows below.
    pub after: NodeRef,
    pub onscroll: Callback<Event>,
    /// The height of a row, as it was last measured.
    height: Rc<RefCell<usize>>,
}

impl Window {
    /// Brings the n-th row into sight, and so, in a while, onto the page.
    pub fn show(&self, n: usize) {
        scroll::to(&self.list, n * *self.height.borrow());
    }
}

/// `row` is the selector of a row, to measure one.
#[hook]
pub fn use_window(count: usize, row: &'static str) -> Window {
    let list = use_node_ref();
    let before = use_node_ref();
    let after = use_node_ref();
    let sight = use_state_eq(|| (0, MARGIN));
    let height = use_mut_ref(|| 0);
    // Where the reader is. Until the place of rows taken away is kept, the list is too short
    // for it and the browser would move it.
    let at = use_mut_ref(|| 0);

    let rows = if count <= SHORT {
        0..count
    } else {
        let (first, room) = *sight;
        let start = first.min(count).saturating_sub(MARGIN);
        start..(first + room + MARGIN).min(count)
    };
    {
        let (list, before, after) = (list.clone(), before.clone(), after.clone());
        let (height, at) = (height.clone(), at.clone());
        use_effect_with((rows.clone(), count), move |(rows, count)| {
            if *height.borrow() == 0 {
                *height.borrow_mut() = scroll::height_of(&list, row);
            }
            let height = *height.borrow();
            scroll::set_height(&before, rows.start * height);
            scroll::set_height(&after, (count - rows.end) * height);
            scroll::set_top(&list, *at.borrow());
        });
    }
    let onscroll = {
        let (list, height) = (list.clone(), height.clone());
        Callback::from(move |_: Event| {
            *at.borrow_mut() = scroll::top(&list);
            if count > SHORT {
                *height.borrow_mut() = scroll::height_of(&list, row);
                // Steps of half the margin, so that few scrolls draw anew.
                let (first, room) = scroll::in_sight(&list, *height.borrow());
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
        height,
    }
}
