//! Looking at the end of a list that grows.

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

    {
        let follows = follows.clone();
        use_effect_with(own, move |_| follows.set(true));
    }
    {
        let (list, following) = (list.clone(), *follows);
        use_effect_with((last, following), move |_| {
            if following {
                scroll::to_end(&list);
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
            let watch = following
                .then(|| scroll::SizeWatch::new(&list.clone(), move || scroll::to_end(&list)));
            move || drop(watch)
        });
    }

    let first = count.saturating_sub(*shown);
    let onscroll = {
        let (list, follows) = (list.clone(), follows.clone());
        Callback::from(move |_: Event| {
            let at_end = scroll::at_end(&list);
            follows.set(at_end);
            if at_end {
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
