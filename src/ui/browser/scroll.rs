//! How far a part is scrolled.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};
use yew::NodeRef;

/// A reader this near to the end, in pixels, reads the newest lines.
const NEAR: i32 = 8;

pub fn at_end(part: &NodeRef) -> bool {
    part.cast::<Element>()
        .is_none_or(|it| it.scroll_height() - it.scroll_top() - it.client_height() <= NEAR)
}

pub fn at_start(part: &NodeRef) -> bool {
    part.cast::<Element>()
        .is_some_and(|it| it.scroll_top() <= NEAR)
}

/// Whether all that is there is in sight, and more would be.
pub fn has_room(part: &NodeRef) -> bool {
    part.cast::<Element>()
        .is_some_and(|it| 0 < it.client_height() && it.scroll_height() <= it.client_height())
}

pub fn to_end(part: &NodeRef) {
    if let Some(it) = part.cast::<Element>() {
        it.set_scroll_top(it.scroll_height());
    }
}

pub fn top(part: &NodeRef) -> i32 {
    part.cast::<Element>().map_or(0, |it| it.scroll_top())
}

pub fn set_top(part: &NodeRef, top: i32) {
    if let Some(it) = part.cast::<Element>() {
        it.set_scroll_top(top);
    }
}

/// Scrolls so that what lies so many pixels below the start is in the middle.
pub fn to(part: &NodeRef, pixels: usize) {
    if let Some(it) = part.cast::<Element>() {
        let pixels = i32::try_from(pixels).unwrap_or(i32::MAX);
        it.set_scroll_top(pixels - it.client_height() / 2);
    }
}

/// Scrolls no further than it takes to see the first that matches within.
pub fn to_matching(part: &NodeRef, matching: &str) {
    let found = part.cast::<HtmlElement>().and_then(|list| {
        let row = list.query_selector(matching).ok()??;
        Some((list, row.dyn_into::<HtmlElement>().ok()?))
    });
    let Some((list, row)) = found else {
        return;
    };
    let above = row.offset_top() - list.offset_top();
    let below = above + row.offset_height() - list.client_height();
    let top = list.scroll_top().min(above).max(below);
    list.set_scroll_top(top);
}

/// Scrolls the part of this id by about a page, up or down.
pub fn by_page(id: &str, down: bool) {
    if let Some(it) = super::document().get_element_by_id(id) {
        let page = (it.client_height() - 2 * NEAR).max(NEAR);
        it.set_scroll_top(it.scroll_top() + if down { page } else { -page });
    }
}

/// How much there is below the top of what is seen; kept while content grows above.
pub fn below(part: &NodeRef) -> i32 {
    part.cast::<Element>()
        .map_or(0, |it| it.scroll_height() - it.scroll_top())
}

pub fn set_below(part: &NodeRef, below: i32) {
    if let Some(it) = part.cast::<Element>() {
        it.set_scroll_top(it.scroll_height() - below);
    }
}

/// The height of the rows that match within `part`, in pixels.
pub fn height_of(part: &NodeRef, row: &str) -> usize {
    part.cast::<Element>()
        .and_then(|it| it.query_selector(row).ok().flatten())
        .and_then(|it| usize::try_from(it.client_height()).ok())
        .unwrap_or(0)
}

/// The first row of this height that is in sight, and how many there is room for.
pub fn in_sight(part: &NodeRef, height: usize) -> (usize, usize) {
    let rows = |pixels: i32| usize::try_from(pixels).unwrap_or(0) / height.max(1);
    part.cast::<Element>().map_or((0, 0), |it| {
        (rows(it.scroll_top()), rows(it.client_height()) + 2)
    })
}

/// Gives an element a height in pixels, in place of a `style` attribute.
pub fn set_height(part: &NodeRef, pixels: usize) {
    if let Some(it) = part.cast::<HtmlElement>() {
        it.style()
            .set_property("height", &format!("{pixels}px"))
            .ok();
    }
}

/// Brings the element of this id into sight within `part`, moving nothing else.
pub fn reveal(part: &NodeRef, id: &str) {
    let child = super::document()
        .get_element_by_id(id)
        .and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let (Some(part), Some(child)) = (part.cast::<HtmlElement>(), child) else {
        return;
    };
    let top = child.offset_top();
    let bottom = top + child.offset_height();
    if top < part.scroll_top() {
        part.set_scroll_top(top);
    } else if bottom > part.scroll_top() + part.client_height() {
        part.set_scroll_top(bottom - part.client_height());
    }
}

/// Calls back whenever the size of a part changes, until dropped.
#[derive(Debug)]
pub struct SizeWatch {
    observer: ResizeObserver,
    _called: Closure<dyn Fn()>,
}

impl SizeWatch {
    pub fn new(part: &NodeRef, changed: impl Fn() + 'static) -> Option<SizeWatch> {
        let called = Closure::<dyn Fn()>::new(changed);
        let observer = ResizeObserver::new(called.as_ref().unchecked_ref()).ok()?;
        observer.observe(&part.cast::<Element>()?);
        Some(SizeWatch {
            observer,
            _called: called,
        })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
