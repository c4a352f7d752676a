//! Base64 as `set -b` reads it: by Java's decoder, with its complaints.

use crate::shell::exception::Exception;

/// Decodes the standard alphabet; padding at the end may be left out.
///
/// # Errors
/// What Java's `Base64.getDecoder()` throws, which nobody catches.
pub fn decode(text: &str) -> Result<Vec<u8>, Exception> {
    // Java sees characters above U+00FF as question marks.
    let source: Vec<u8> = text
        .encode_utf16()
        .map(|it| u8::try_from(it).unwrap_or(b'?'))
        .collect();
    if source.len() == 1 {
        return fail("Input byte[] should at least have 2 bytes for base64 bytes".to_string());
    }
    let (mut bits, mut count, mut decoded) = (0_u32, 0, Vec::new());
    let mut at = 0;
    while let Some(&byte) = source.get(at) {
        at += 1;
        match digit(byte) {
            Some(six) => {
                bits = bits << 6 | six;
                count += 1;
                if count == 4 {
                    decoded.extend(&bits.to_be_bytes()[1..]);
                    (bits, count) = (0, 0);
                }
            }
            None if byte == b'=' => {
                let second = source.get(at);
                if count == 0 || (count == 2 && second != Some(&b'=')) {
                    let sentence = "Input byte array has wrong 4-byte ending unit";
                    return fail(sentence.to_string());
                }
                at += usize::from(count == 2);
                break;
            }
            None => return fail(format!("Illegal base64 character {byte:x}")),
        }
    }
    match count {
        1 => return fail("Last unit does not have enough valid bits".to_string()),
        2 => decoded.push((bits >> 4) as u8),
        3 => decoded.extend(&((bits >> 2) as u16).to_be_bytes()),
        _ => {}
    }
    if at < source.len() {
        return fail(format!(
            "Input byte array has incorrect ending byte at {at}"
        ));
    }
    Ok(decoded)
}

fn digit(byte: u8) -> Option<u32> {
    let digit = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(digit))
}

fn fail(sentence: String) -> Result<Vec<u8>, Exception> {
    Err(Exception::Argument(sentence))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn padding_at_the_end_may_be_left_out() {
        for (text, bytes) in [
            ("", &b""[..]),
            ("aGVsbG8gd29ybGQ=", b"hello world"),
            ("aGVsbG8gd29ybGQ", b"hello world"),
            ("YQ==", b"a"),
            ("YQ", b"a"),
            ("/+8A", &[0xFF, 0xEF, 0]),
        ] {
            assert_eq!(decode(text), Ok(bytes.to_vec()), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_decoded_is_told_as_java_tells_it() {
        for (text, sentence) in [
            (
                "a",
                "Input byte[] should at least have 2 bytes for base64 bytes",
            ),
            ("ab!d", "Illegal base64 character 21"),
            ("YQ=", "Input byte array has wrong 4-byte ending unit"),
            ("=abc", "Input byte array has wrong 4-byte ending unit"),
            ("YWJjZ", "Last unit does not have enough valid bits"),
            ("YQ==x", "Input byte array has incorrect ending byte at 4"),
            ("YWI=x", "Input byte array has incorrect ending byte at 4"),
            ("日本", "Illegal base64 character 3f"),
        ] {
            let expected = Exception::Argument(sentence.to_string());
            assert_eq!(decode(text), Err(expected), "{text}");
        }
    }
}
