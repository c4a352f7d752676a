//! What zkCli does not catch, and numbers as Java reads them, which is where most of it starts.

use thiserror::Error;

/// An exception that nobody catches: it ends the console. Its text is what Java prints behind
/// `Exception in thread "main"`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Exception {
    #[error("java.lang.NumberFormatException: {0}")]
    Number(String),
    #[error("java.lang.IllegalArgumentException: {0}")]
    Argument(String),
    /// The data of a quota's znode have a key without a value.
    #[error("java.lang.ArrayIndexOutOfBoundsException: Index 1 out of bounds for length 1")]
    NoValue,
    /// `-=x`: commons-cli looks for the first letter of no name.
    #[error("java.lang.StringIndexOutOfBoundsException: begin 0, end 1, length 0")]
    NamelessOption,
    /// The first line of all has no words.
    #[error(
        "java.lang.NullPointerException: Cannot invoke \"java.util.List.toArray(Object[])\" \
         because \"this.cmdArgs\" is null"
    )]
    NoWords,
}

/// `Integer.parseInt`. (Digits of other scripts, which Java would take, are refused.)
pub fn parse_int(text: &str) -> Result<i32, Exception> {
    text.parse().map_err(|_| not_a_number(text, 10))
}

/// `Integer.decode`: decimal, hexadecimal (`0x10`, `#10`) or octal (`010`).
pub fn decode_int(text: &str) -> Result<i32, Exception> {
    if text.is_empty() {
        return Err(Exception::Number("Zero length string".to_string()));
    }
    let (sign, number) = match text.strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, radix) = radix_of(number);
    if digits.starts_with(['-', '+']) {
        let sentence = "Sign character in wrong position";
        return Err(Exception::Number(sentence.to_string()));
    }
    let digits = format!("{sign}{digits}");
    i32::from_str_radix(&digits, radix).map_err(|_| not_a_number(&digits, radix))
}

fn radix_of(number: &str) -> (&str, u32) {
    for prefix in ["0x", "0X", "#"] {
        if let Some(digits) = number.strip_prefix(prefix) {
            return (digits, 16);
        }
    }
    match number.strip_prefix('0') {
        Some(digits) if !digits.is_empty() => (digits, 8),
        _ => (number, 10),
    }
}

fn not_a_number(text: &str, radix: u32) -> Exception {
    let mut sentence = format!("For input string: \"{text}\"");
    if radix != 10 {
        sentence.push_str(&format!(" under radix {radix}"));
    }
    Exception::Number(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_number_may_be_decimal_hexadecimal_or_octal() {
        for (text, number) in [
            ("7", 7),
            ("0", 0),
            ("-0", 0),
            ("010", 8),
            ("0x10", 16),
            ("-0X10", -16),
            ("#1f", 31),
            ("+3", 3),
            ("-2147483648", i32::MIN),
            ("-0x80000000", i32::MIN),
        ] {
            assert_eq!(decode_int(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_told_as_java_tells_it() {
        for (text, sentence) in [
            ("", "Zero length string"),
            ("x", "For input string: \"x\""),
            ("-", "For input string: \"-\""),
            ("08", "For input string: \"8\" under radix 8"),
            ("0x", "For input string: \"\" under radix 16"),
            ("--1", "Sign character in wrong position"),
            ("0x-1", "Sign character in wrong position"),
            ("99999999999", "For input string: \"99999999999\""),
        ] {
            assert_eq!(
                decode_int(text),
                Err(Exception::Number(sentence.to_string()))
            );
        }
        assert_eq!(
            parse_int(" 1").unwrap_err().to_string(),
            "java.lang.NumberFormatException: For input string: \" 1\""
        );
        assert_eq!(parse_int("+5"), Ok(5));
    }
}
