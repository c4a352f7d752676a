//! The beginning of an LZ4 block that is cut off.

/// A block is made of steps: some bytes as they are, and then bytes from further up. Leaves the
/// steps that are whole, ends with what there is of the bytes of the next, and says how many bytes
/// come out.
pub fn closed(cut: &[u8]) -> (Vec<u8>, usize) {
    let (mut read, mut length) = (0, 0);
    let mut last: &[u8] = &[];
    while let Some(step) = Step::first_of(&cut[read..]) {
        let Some(copied) = step.copied else {
            last = step.literals;
            break;
        };
        length += step.literals.len() + copied;
        read += step.length;
    }
    let mut block = cut[..read].to_vec();
    // A last step copies nothing.
    match last.len() {
        few @ 0..15 => block.push((few as u8) << 4),
        many => {
            block.push(15 << 4);
            block.extend(vec![255; (many - 15) / 255]);
            block.push(((many - 15) % 255) as u8);
        }
    }
    block.extend(last);
    (block, length + last.len())
}

struct Step<'a> {
    literals: &'a [u8],
    /// How many bytes come from further up; `None` if that is cut off.
    copied: Option<usize>,
    /// In bytes of the block, if it is whole.
    length: usize,
}

impl Step<'_> {
    /// `None` if it is cut off before its first byte.
    fn first_of(block: &[u8]) -> Option<Step<'_>> {
        let mut bytes = block.iter();
        let token = *bytes.next()?;
        let literals = count(token >> 4, &mut bytes)?;
        let rest = bytes.as_slice();
        let literals = &rest[..literals.min(rest.len())];
        let mut bytes = rest[literals.len()..].iter();
        // Where the others stand, in two bytes.
        let place = bytes.nth(1);
        let more = place.and_then(|_| count(token & 15, &mut bytes));
        Some(Step {
            literals,
            copied: more.map(|it| it + 4),
            length: block.len() - bytes.len(),
        })
    }
}

/// What does not fit into four bits goes on in the next bytes.
fn count<'a>(nibble: u8, bytes: &mut impl Iterator<Item = &'a u8>) -> Option<usize> {
    let mut count = usize::from(nibble);
    let mut more = nibble == 15;
    while more {
        let byte = *bytes.next()?;
        count += usize::from(byte);
        more = byte == 255;
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lz4_flex::block::{compress, decompress};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn of_a_block_that_is_cut_anywhere_the_beginning_comes_out() {
        let mut text = String::new();
        for n in 0..60 {
            text.push_str(&format!("@{n} alice> create /tasks/task-{} \"x\"\n", n * n));
        }
        text.push_str(&"z".repeat(400));
        let block = compress(text.as_bytes());
        let mut longest = 0;
        for end in 0..=block.len() {
            let (closed, length) = closed(&block[..end]);
            let beginning = decompress(&closed, length).expect("it is a block");
            assert_eq!(beginning.len(), length);
            assert!(text.as_bytes().starts_with(&beginning), "{end}");
            longest = longest.max(length);
        }
        assert_eq!(longest, text.len());
    }
}
