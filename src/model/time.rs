//! Time inside the world: a number that only the simulator moves.

use std::fmt;
use std::ops::{Add, Sub};
use std::time::Duration;

/// Milliseconds of virtual time since the start of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VirtualTime(u64);

impl VirtualTime {
    pub const START: VirtualTime = VirtualTime(0);

    /// Later than anything that happens.
    pub const END: VirtualTime = VirtualTime(u64::MAX);

    pub const fn from_millis(millis: u64) -> VirtualTime {
        VirtualTime(millis)
    }

    pub fn as_millis(self) -> u64 {
        self.0
    }

    /// The time since an earlier moment; zero if that moment is still to come.
    pub fn since(self, earlier: VirtualTime) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Duration> for VirtualTime {
    type Output = VirtualTime;

    fn add(self, span: Duration) -> VirtualTime {
        VirtualTime(self.0.saturating_add(millis(span)))
    }
}

impl Sub<Duration> for VirtualTime {
    type Output = VirtualTime;

    fn sub(self, span: Duration) -> VirtualTime {
        VirtualTime(self.0.saturating_sub(millis(span)))
    }
}

/// Whole milliseconds of a span: the grain of virtual time.
pub fn millis(span: Duration) -> u64 {
    // Without the 128 bits that `as_millis` counts in: this is asked at every step.
    let whole = span.as_secs().saturating_mul(1000);
    whole.saturating_add(u64::from(span.subsec_millis()))
}

/// In seconds, as in `8.240`.
impl fmt::Display for VirtualTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03}", self.0 / 1000, self.0 % 1000)
    }
}

/// An instant on the wall of the virtual world: milliseconds since 1970, UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WallTime(i64);

impl WallTime {
    pub const EPOCH: WallTime = WallTime(0);

    /// 2026-01-01 00:00:00 UTC, where a run starts unless its setup says otherwise.
    pub const DEFAULT_START: WallTime = WallTime(1_767_225_600_000);

    pub fn from_millis(millis: i64) -> WallTime {
        WallTime(millis)
    }

    pub fn as_millis(self) -> i64 {
        self.0
    }

    /// The instant at which a clock that started here stands at this virtual time.
    pub fn at(self, time: VirtualTime) -> WallTime {
        WallTime(self.0.saturating_add_unsigned(time.as_millis()))
    }

    /// How long after another instant this one is; zero for one that is to come.
    pub fn since(self, earlier: WallTime) -> Duration {
        let millis = self.0.saturating_sub(earlier.0);
        Duration::from_millis(u64::try_from(millis).unwrap_or(0))
    }

    /// As Java's `Date.toString` prints it, which is how zkCli shows `ctime`:
    /// `EEE MMM dd HH:mm:ss zzz yyyy`.
    pub fn java_date(self, zone: Zone) -> String {
        const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let local = self.0.div_euclid(1000) + i64::from(zone.offset_minutes()) * 60;
        let (days, second) = (local.div_euclid(86_400), local.rem_euclid(86_400));
        let (year, month, day) = civil_from_days(days);
        let weekday = WEEKDAYS[days.rem_euclid(7) as usize];
        let month = MONTHS[month as usize - 1];
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        format!("{weekday} {month} {day:02} {hour:02}:{minute:02}:{second:02} {zone} {year}")
    }

    /// The instant that a calendar in this zone shows so; `None` for a day that does not exist.
    pub fn from_calendar(date: [u32; 3], time: [u32; 3], zone: Zone) -> Option<WallTime> {
        let [year, month, day] = date;
        let [hour, minute, second] = time;
        if hour > 23 || minute > 59 || second > 59 || year > 9999 {
            return None;
        }
        let days = days_from_civil(i64::from(year), month, day);
        if civil_from_days(days) != (i64::from(year), month, day) {
            return None;
        }
        let clock = i64::from(hour * 3600 + minute * 60 + second);
        let seconds = days * 86_400 + clock - i64::from(zone.offset_minutes()) * 60;
        Some(WallTime(seconds * 1000))
    }
}

/// The time zone in which consoles print dates: UTC, or an offset from it that never changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Zone {
    offset_minutes: i32,
}

impl Zone {
    pub const UTC: Zone = Zone { offset_minutes: 0 };

    /// Reads `UTC`, or an offset as Java writes it: `GMT+08:00`.
    pub fn parse(text: &str) -> Option<Zone> {
        if matches!(text, "UTC" | "GMT") {
            return Some(Zone::UTC);
        }
        let offset = text.strip_prefix("GMT")?;
        let sign = match offset.chars().next()? {
            '+' => 1,
            '-' => -1,
            _ => return None,
        };
        let (hours, minutes) = offset[1..].split_once(':')?;
        let both = [hours, minutes];
        if both
            .iter()
            .any(|it| it.len() != 2 || !it.bytes().all(|b| b.is_ascii_digit()))
        {
            return None;
        }
        let (hours, minutes) = (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?);
        (hours <= 18 && minutes <= 59).then_some(Zone {
            offset_minutes: sign * (hours * 60 + minutes),
        })
    }

    pub fn offset_minutes(self) -> i32 {
        self.offset_minutes
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.offset_minutes == 0 {
            return write!(f, "UTC");
        }
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let minutes = self.offset_minutes.abs();
        write!(f, "GMT{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// Year, month and day of a count of days since 1970, in the proleptic Gregorian calendar.
fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    } as u32;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The other way round.
fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = i64::from(if month > 2 { month - 3 } else { month + 9 });
    let day_of_year = (153 * shifted_month + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_print_as_java_prints_them() {
        assert_eq!(
            WallTime::EPOCH.java_date(Zone::UTC),
            "Thu Jan 01 00:00:00 UTC 1970"
        );
        assert_eq!(
            WallTime::DEFAULT_START.java_date(Zone::UTC),
            "Thu Jan 01 00:00:00 UTC 2026"
        );
        let leap = WallTime::from_calendar([2024, 2, 29], [23, 59, 58], Zone::UTC).unwrap();
        assert_eq!(leap.java_date(Zone::UTC), "Thu Feb 29 23:59:58 UTC 2024");
        let shanghai = Zone::parse("GMT+08:00").unwrap();
        assert_eq!(
            leap.java_date(shanghai),
            "Fri Mar 01 07:59:58 GMT+08:00 2024"
        );
        assert_eq!(
            WallTime::from_millis(-1).java_date(Zone::UTC),
            "Wed Dec 31 23:59:59 UTC 1969"
        );
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        assert_eq!(
            WallTime::from_calendar([2026, 2, 29], [0, 0, 0], Zone::UTC),
            None
        );
        assert_eq!(
            WallTime::from_calendar([2026, 13, 1], [0, 0, 0], Zone::UTC),
            None
        );
        assert_eq!(
            WallTime::from_calendar([2026, 0, 1], [0, 0, 0], Zone::UTC),
            None
        );
        assert_eq!(
            WallTime::from_calendar([2026, 1, 1], [24, 0, 0], Zone::UTC),
            None
        );
    }

    #[test]
    fn zones_read_as_they_print() {
        for text in ["UTC", "GMT+08:00", "GMT-03:30"] {
            assert_eq!(Zone::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "CET", "GMT+8", "GMT+99:00", "GMT+é:00"] {
            assert_eq!(Zone::parse(text), None, "{text}");
        }
    }
}
