//! Looking at the end of a list that grows.

use std::rc::Rc;

use yew::prelude::*;

use super::browser::scroll;

/// So many of the last rows are on the page; a reader who scrolls back gets as many more.
const ROWS: usize = 200;

/// A growing list, seen from its end.
pub struct Tail {
    /// The element that scrolls.
    pub list: NodeRef,
    /// The first row that is on the page.
    pub first: usize,
    /// Whether the reader is at the end and is shown what comes.
    pub follows: bool,
    pub onscroll: Callback<Event>,
    /// Back to the end.
    pub newest: Callback<MouseEvent>,
}

/// A reader at the end follows what comes; one who has scrolled back is left alone, until
/// there is a new row of his own. `last` is the newest row, `own` the newest of his.
#[hook]
pub fn use_tail(count: usize, last: Option<u64>, own: Option<u64>) -> Tail {
    let list = use_node_ref();
    let follows = use_state_eq(|| true);
    let shown = use_state_eq(|| ROWS);
    // What was below the reader when older rows were put above.
    let kept = use_mut_ref(|| None);
    // Where the end was last shown. Somebody who is not above has not scrolled back: then the
    // list has grown, or has lost height to its neighbours, and the end is still to be shown.
    let shown_at = use_mut_ref(|| 0);
    let to_end = {
        let (list, shown_at) = (list.clone(), shown_at.clone());
        Rc::new(move || {
            scroll::to_end(&list);
            *shown_at.borrow_mut() = scroll::top(&list);
        })
    };

    {
        let follows = follows.clone();
        use_effect_with(own, move |_| follows.set(true));
    }
    {
        let (to_end, following) = (to_end.clone(), *follows);
        use_effect_with((last, following), move |_| {
            if following {
                to_end();
            }
        });
    }
    {
        let (list, kept) = (list.clone(), kept.clone());
        use_effect_with(*shown, move |_| {
            if let Some(below) = kept.borrow_mut().take() {
                scroll::set_below(&list, below);
            }
        });
    }
    {
        let list = list.clone();
        use_effect_with(*follows, move |following| {
            let watch = following.then(|| scroll::SizeWatch::new(&list, move || to_end()));
            move || drop(watch)
        });
    }

    let first = count.saturating_sub(*shown);
    let onscroll = {
        let (list, follows) = (list.clone(), follows.clone());
        Callback::from(move |_: Event| {
            let at_end = scroll::at_end(&list);
            if at_end || scroll::top(&list) < *shown_at.borrow() {
                follows.set(at_end);
            }
            if at_end {
                *shown_at.borrow_mut() = scroll::top(&list);
                shown.set(ROWS);
            } else if first > 0 && scroll::at_start(&list) {
                *kept.borrow_mut() = Some(scroll::below(&list));
                shown.set(*shown + ROWS);
            }
        })
    };
    let newest = {
        let follows = follows.clone();
        Callback::from(move |_: MouseEvent| follows.set(true))
    };
    Tail {
        list,
        first,
        follows: *follows,
        onscroll,
        newest,
    }
}
