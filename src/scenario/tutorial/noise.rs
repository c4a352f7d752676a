//! What a terminal shows besides zkCli: greetings, logs, start scripts, stack frames.

/// Whether the line is of that kind, and so is never compared.
pub fn is_noise(line: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "Connecting to ",
        "Welcome to ZooKeeper!",
        "JLine support is ",
        "[INFO] Unable to bind key",
        "SLF4J",
        "log4j:",
        "ZooKeeper JMX ",
        "JMX enabled by default",
        "Using config: ",
        "/usr/bin/java",
        "Starting zookeeper ",
        "at org.apache.",
        "at java.",
        "at sun.",
    ];
    let line = line.trim_start();
    BEGINNINGS.iter().any(|it| line.starts_with(it)) || begins_with_date(line)
}

/// As the logs of ZooKeeper do: `2012-12-11 10:06:19,044 [myid:] - INFO …`.
fn begins_with_date(line: &str) -> bool {
    let mut shape = "dddd-dd-dd dd:dd:dd".bytes();
    let fits = |(byte, shape): (u8, u8)| match shape {
        b'd' => byte.is_ascii_digit(),
        other => byte == other,
    };
    line.len() > shape.len() && line.bytes().zip(shape.by_ref()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn greetings_and_logs_are_noise_and_answers_are_not() {
        for line in [
            "Connecting to localhost:2181",
            "2012-12-11 10:06:19,044 [myid:] - INFO  [main:ZooKeeper@438] - Initiating",
            "log4j:WARN No appenders could be found",
            "\tat org.apache.zookeeper.ZooKeeperMain.main(ZooKeeperMain.java:1)",
        ] {
            assert!(is_noise(line), "{line}");
        }
        for line in ["Created /master", "2012-12-11", "[zookeeper]", "", "数据"] {
            assert!(!is_noise(line), "{line}");
        }
    }
}
