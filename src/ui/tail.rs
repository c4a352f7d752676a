//! Looking at the end of a list that grows.

use std::rc::Rc;

use yew::prelude::*;

use super::browser::scroll;

/// At most so many of the last rows are on the page; a reader who scrolls back gets as many more.
const ROWS: usize = 200;
/// So many are there at first and after a jump in time: what a small list has in sight.
const SIGHT: usize = 8;

/// A growing list, seen from its end.
pub struct Tail {
    /// The element that scrolls.
    pub list: NodeRef,
    /// The first row that is on the page.
    pub first: usize,
    /// The key of its element; those of the following rows follow.
    pub key: usize,
    /// Whether the reader is at the end and is shown what comes.
    pub follows: bool,
    pub onscroll: Callback<Event>,
    /// Back to the end.
    pub newest: Callback<MouseEvent>,
}

/// The rows that are on the page: from one of them to the end.
struct Rows {
    first: usize,
    /// After a jump, what was drawn is used again for other rows.
    shift: usize,
    /// What the first of them is known by. If another is in its place, time has jumped.
    key: Option<u64>,
    /// All that there are, on the page or not.
    count: usize,
    /// So many fill the list.
    sight: usize,
    /// So many are to be on the page, whatever was there.
    wanted: Option<usize>,
}

impl Rows {
    /// Rows that are on the page stay, so that a list that grows is added to. After a jump the
    /// last few are drawn, and no more of them than are needed to see one that is chosen.
    fn settle(&mut self, count: usize, key_at: &dyn Fn(usize) -> u64, chosen: Option<usize>) {
        let here = self.count - self.first;
        let stays = self.first < count && self.key == Some(key_at(self.first));
        let kept = if stays { count - self.first } else { 0 };
        let seen = chosen.map_or(0, |it| count - it).max(self.sight).min(ROWS);
        let rows = match self.wanted.take() {
            Some(wanted) => wanted,
            None if kept > here + ROWS => seen,
            None => kept.clamp(seen, here.max(ROWS)),
        };
        let first = count.saturating_sub(rows);
        if !stays {
            self.shift = self.shift.wrapping_add(self.first).wrapping_sub(first);
        }
        self.count = count;
        self.first = first;
        self.key = (self.first < count).then(|| key_at(self.first));
    }
}

/// A reader at the end follows what comes; one who has scrolled back is left alone, until
/// there is a new row of his own. `key_at` is what a row is known by, `last` the newest thing
/// to be seen, `own` the newest row of his, `chosen` one that is to be on the page.
#[hook]
pub fn use_tail(
    count: usize,
    key_at: &dyn Fn(usize) -> u64,
    last: Option<u64>,
    own: Option<u64>,
    chosen: Option<usize>,
) -> Tail {
    let list = use_node_ref();
    let follows = use_state_eq(|| true);
    let again = use_force_update();
    let rows = use_mut_ref(|| Rows {
        first: 0,
        shift: 0,
        key: None,
        count: 0,
        sight: SIGHT,
        wanted: None,
    });
    rows.borrow_mut().settle(count, key_at, chosen);
    let (first, shift) = (rows.borrow().first, rows.borrow().shift);
    // What was below the reader when older rows were put above.
    let kept = use_mut_ref(|| None);
    // Where the end was last shown. Somebody who is not above has not scrolled back: then the
    // list has grown, or has lost height to its neighbours, and the end is still to be shown.
    let shown_at = use_mut_ref(|| 0);
    let to_end = {
        let (list, shown_at) = (list.clone(), shown_at.clone());
        let (rows, again) = (rows.clone(), again.clone());
        Rc::new(move || {
            scroll::to_end(&list);
            *shown_at.borrow_mut() = scroll::top(&list);
            let rows = &mut *rows.borrow_mut();
            if rows.first > 0 && scroll::has_room(&list) {
                rows.sight += SIGHT / 2;
                again.force_update();
            }
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
        use_effect_with(first, move |_| {
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

    let onscroll = {
        let (list, follows) = (list.clone(), follows.clone());
        Callback::from(move |_: Event| {
            let at_end = scroll::at_end(&list);
            if at_end || scroll::top(&list) < *shown_at.borrow() {
                follows.set(at_end);
            }
            if at_end {
                *shown_at.borrow_mut() = scroll::top(&list);
                if count - first > ROWS {
                    rows.borrow_mut().wanted = Some(ROWS);
                    again.force_update();
                }
            } else if first > 0 && scroll::at_start(&list) {
                *kept.borrow_mut() = Some(scroll::below(&list));
                rows.borrow_mut().wanted = Some(count - first + ROWS);
                again.force_update();
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
        key: first.wrapping_add(shift),
        follows: *follows,
        onscroll,
        newest,
    }
}
