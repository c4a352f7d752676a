//! Parts of the page that are laid out again only when they show something else.
//!
//! A Yew component does so, too, but each kind of component brings 2 KiB of code for its life. A
//! part that remembers nothing needs no life of its own, so all of them share one component.

use std::any::Any;
use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{Key, VComp};

/// What a part shows.
pub trait Part: PartialEq + 'static {
    fn lay_out(&self) -> Html;

    fn once(self) -> Html
    where
        Self: Sized,
    {
        place(Rc::new(self), None)
    }

    /// The same among others of its kind.
    fn keyed(self, key: impl Into<Key>) -> Html
    where
        Self: Sized,
    {
        place(Rc::new(self), Some(key.into()))
    }
}

fn place(shown: Rc<dyn Shown>, key: Option<Key>) -> Html {
    VComp::new::<Place>(Rc::new(PlaceProps { shown }), key).into()
}

/// A part of whatever kind.
trait Shown: Any {
    fn lay_out(&self) -> Html;
    fn is(&self, other: &dyn Any) -> bool;
}

impl<P: Part> Shown for P {
    fn lay_out(&self) -> Html {
        Part::lay_out(self)
    }

    fn is(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }
}

#[derive(Properties)]
struct PlaceProps {
    shown: Rc<dyn Shown>,
}

impl PartialEq for PlaceProps {
    fn eq(&self, other: &PlaceProps) -> bool {
        let other: &dyn Any = &*other.shown;
        self.shown.is(other)
    }
}

#[component]
fn Place(props: &PlaceProps) -> Html {
    props.shown.lay_out()
}
