//! The standing orders of a process.

use yew::prelude::*;

use super::Say;
use super::icon::{Icon, picture};
use super::press::on_press;
use crate::app::update::Msg;
use crate::app::view::OrderView;
use crate::app::words::{Words, fill};

/// The orders, with a button to end each.
pub fn orders(process: &str, orders: &[OrderView], words: &Words, say: &Say) -> Html {
    let cast = &words.cast;
    let end = |number: u32| {
        let process = process.to_string();
        on_press(say, Msg::EndOrder { process, number })
    };
    let name = |number: u32| {
        let number = number.to_string();
        fill(cast.end_order, &[("n", &number), ("process", process)])
    };
    html! {
        <ol class="orders" aria-label={fill(cast.orders_of, &[("process", process)])}>
            for order in orders.iter() {
                <li key={order.number} class="order">
                    <span class="order-number">{ order.number }</span>
                    { " " }
                    <span class="order-text" title={order.text.clone()}>{ &order.text }</span>
                    if !order.firings.is_empty() {
                        { " " }
                        <span class="order-firings">{ &order.firings }</span>
                    }
                    <button
                        class="button button-icon order-end"
                        type="button"
                        aria-label={name(order.number)}
                        title={name(order.number)}
                        onclick={end(order.number)}
                    >
                        { picture(Icon::Cross) }
                    </button>
                </li>
            }
        </ol>
    }
}
