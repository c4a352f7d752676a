//! Paths of znodes. A [`ZPath`] exists only if ZooKeeper's naming rules passed.

use std::borrow::Borrow;
use std::fmt;
use std::iter;
use std::sync::Arc;

use thiserror::Error;

/// The path of a znode: absolute, without empty, `.` or `..` parts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ZPath(Arc<str>);

impl ZPath {
    pub fn root() -> ZPath {
        ZPath("/".into())
    }

    /// Applies the rules of `PathUtils.validatePath`, in its order: the first failure wins.
    pub fn parse(text: &str) -> Result<ZPath, PathError> {
        if text.is_empty() {
            return Err(PathError::Empty);
        }
        if !text.starts_with('/') {
            return Err(PathError::NotAbsolute);
        }
        if text.len() > 1 {
            if text.ends_with('/') {
                return Err(PathError::TrailingSlash);
            }
            find_offender(text)?;
        }
        Ok(ZPath(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text itself, which may be kept elsewhere.
    pub fn shared(&self) -> Arc<str> {
        self.0.clone()
    }

    /// The path whose text was [`ZPath::shared`].
    pub fn from_shared(text: Arc<str>) -> ZPath {
        debug_assert!(ZPath::parse(&text).is_ok(), "{text} was a path");
        ZPath(text)
    }

    pub fn is_root(&self) -> bool {
        self.0.len() == 1
    }

    /// The path above; `None` for the root.
    pub fn parent(&self) -> Option<ZPath> {
        Some(ZPath(self.above()?.into()))
    }

    /// The same as a text, for looking it up.
    pub fn above(&self) -> Option<&str> {
        let (above, _) = self.split()?;
        Some(if above.is_empty() { "/" } else { above })
    }

    /// This path and all above it, up to the root.
    pub fn lineage(&self) -> impl Iterator<Item = ZPath> + use<> {
        iter::successors(Some(self.clone()), ZPath::parent)
    }

    /// The last part; empty for the root.
    pub fn name(&self) -> &str {
        self.split().map_or("", |(_, name)| name)
    }

    /// The child of that name. The name must come from a valid path.
    pub fn child(&self, name: &str) -> ZPath {
        debug_assert!(
            !name.is_empty() && !name.contains('/'),
            "{name:?} is one name"
        );
        let above = if self.is_root() { "" } else { self.as_str() };
        ZPath(format!("{above}/{name}").into())
    }

    /// This path as seen from below `base`; `None` if it does not lie there.
    pub fn below(&self, base: &ZPath) -> Option<ZPath> {
        if base.is_root() {
            return Some(self.clone());
        }
        match self.0.strip_prefix(base.as_str())? {
            "" => Some(ZPath::root()),
            rest if rest.starts_with('/') => Some(ZPath(rest.into())),
            _ => None,
        }
    }

    /// This path, moved below `base`.
    pub fn under(&self, base: &ZPath) -> ZPath {
        match (base.is_root(), self.is_root()) {
            (true, _) => self.clone(),
            (_, true) => base.clone(),
            _ => ZPath(format!("{base}{self}").into()),
        }
    }

    fn split(&self) -> Option<(&str, &str)> {
        if self.is_root() {
            None
        } else {
            self.0.rsplit_once('/')
        }
    }
}

/// A path is found by its text: both hash and compare alike.
impl Borrow<str> for ZPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ZPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ZPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a new znode shall be: at a path of its own, or numbered by its parent.
///
/// The prefix of a sequential znode may be empty: `create -s /a/` makes `/a/0000000000`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewPath {
    Named(ZPath),
    Numbered { parent: ZPath, prefix: Arc<str> },
}

impl NewPath {
    /// Applies the naming rules; to a sequential path as ZooKeeper's client does, with a
    /// digit behind it.
    pub fn parse(text: &str, sequential: bool) -> Result<NewPath, PathError> {
        if !sequential {
            return ZPath::parse(text).map(NewPath::Named);
        }
        let numbered = ZPath::parse(&format!("{text}1"))?;
        let parent = numbered
            .parent()
            .expect("a path that ends in a digit has a parent");
        let name = numbered.name();
        Ok(NewPath::Numbered {
            parent,
            prefix: name[..name.len() - 1].into(),
        })
    }

    /// The parent of the new znode; `None` for the root, which has none.
    pub fn parent(&self) -> Option<ZPath> {
        match self {
            NewPath::Named(path) => path.parent(),
            NewPath::Numbered { parent, .. } => Some(parent.clone()),
        }
    }

    /// The same as a text, for looking it up.
    pub fn above(&self) -> Option<&str> {
        match self {
            NewPath::Named(path) => path.above(),
            NewPath::Numbered { parent, .. } => Some(parent.as_str()),
        }
    }

    /// The path once the parent has given this number.
    pub fn numbered(&self, number: i32) -> ZPath {
        match self {
            NewPath::Named(path) => path.clone(),
            NewPath::Numbered { parent, prefix } => parent.child(&format!("{prefix}{number:010}")),
        }
    }

    /// The same, moved below `base`.
    pub fn under(&self, base: &ZPath) -> NewPath {
        match self {
            NewPath::Named(path) => NewPath::Named(path.under(base)),
            NewPath::Numbered { parent, prefix } => NewPath::Numbered {
                parent: parent.under(base),
                prefix: prefix.clone(),
            },
        }
    }
}

/// As it was asked for, without a number.
impl fmt::Display for NewPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NewPath::Named(path) => path.fmt(f),
            NewPath::Numbered { parent, prefix } if parent.is_root() => write!(f, "/{prefix}"),
            NewPath::Numbered { parent, prefix } => write!(f, "{parent}/{prefix}"),
        }
    }
}

/// Why a text is no path, in the words of `PathUtils.validatePath`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PathError {
    #[error("Path length must be > 0")]
    Empty,
    #[error("Path must start with / character")]
    NotAbsolute,
    #[error("Path must not end with / character")]
    TrailingSlash,
    #[error("Invalid path string \"{path}\" caused by {reason} @{at}")]
    Invalid {
        path: String,
        reason: Offence,
        at: usize,
    },
}

/// What is wrong at one position of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Offence {
    #[error("null character not allowed")]
    Null,
    #[error("empty node name specified")]
    EmptyName,
    #[error("relative paths not allowed")]
    Relative,
    #[error("invalid character")]
    Character,
}

/// Scans from the second character on. Positions count UTF-16 units, as Java does; since
/// everything outside the basic plane is an offence itself, that is the count of characters.
fn find_offender(text: &str) -> Result<(), PathError> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let (slash, dot) = (u16::from(b'/'), u16::from(b'.'));
    let ends_part = |at: usize| units.get(at).is_none_or(|&it| it == slash);
    for at in 1..units.len() {
        let (before, unit) = (units[at - 1], units[at]);
        let reason = match unit {
            0 => Some(Offence::Null),
            _ if unit == slash && before == slash => Some(Offence::EmptyName),
            _ if unit == dot && before == dot => {
                (units[at - 2] == slash && ends_part(at + 1)).then_some(Offence::Relative)
            }
            _ if unit == dot => (before == slash && ends_part(at + 1)).then_some(Offence::Relative),
            0x01..=0x1F | 0x7F..=0x9F | 0xD800..=0xF8FF | 0xFFF0..=0xFFFF => {
                Some(Offence::Character)
            }
            _ => None,
        };
        if let Some(reason) = reason {
            return Err(PathError::Invalid {
                path: text.to_string(),
                reason,
                at,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        ZPath::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn s_01_to_05_the_naming_rules() {
        assert_eq!(
            refusal("/a/../b"),
            "Invalid path string \"/a/../b\" caused by relative paths not allowed @4"
        );
        assert_eq!(
            refusal("/a//b"),
            "Invalid path string \"/a//b\" caused by empty node name specified @3"
        );
        assert_eq!(refusal("/foo/"), "Path must not end with / character");
        assert_eq!(refusal("/foo/../"), "Path must not end with / character");
        assert_eq!(refusal("foo"), "Path must start with / character");
        assert_eq!(refusal(""), "Path length must be > 0");
        for bad in ["\u{1}", "\u{7f}", "😀", "\u{f8ff}", "\u{fff0}"] {
            let path = format!("/ab{bad}");
            let expected = format!("Invalid path string \"{path}\" caused by invalid character @3");
            assert_eq!(refusal(&path), expected);
        }
        assert!(refusal("/a\0").ends_with("null character not allowed @2"));
        for good in [
            "/", "/...", "/.a", "/a..", "/a.b", "/a b", "/é", "/a\u{a0}", "/..a", "/a./b",
        ] {
            assert!(ZPath::parse(good).is_ok(), "{good}");
        }
        for bad in ["/.", "/..", "/a/./b", "/a/.", "/a/.."] {
            assert!(refusal(bad).contains("relative paths not allowed"), "{bad}");
        }
    }

    #[test]
    fn s_23_a_sequential_path_may_end_in_a_slash() {
        let new = NewPath::parse("/a/", true).unwrap();
        assert_eq!(new.numbered(0).as_str(), "/a/0000000000");
        assert_eq!(new.to_string(), "/a/");
        let root = NewPath::parse("/", true).unwrap();
        assert_eq!(root.numbered(7).as_str(), "/0000000007");
        assert_eq!(root.to_string(), "/");
        let task = NewPath::parse("/tasks/task-", true).unwrap();
        assert_eq!(task.parent().unwrap().as_str(), "/tasks");
        assert_eq!(task.numbered(12).as_str(), "/tasks/task-0000000012");
    }

    #[test]
    fn paths_go_up_and_down_and_through_a_chroot() {
        let path = ZPath::parse("/a/b").unwrap();
        assert_eq!(path.parent().unwrap().as_str(), "/a");
        assert_eq!(path.parent().unwrap().parent().unwrap(), ZPath::root());
        assert_eq!(ZPath::root().parent(), None);
        let lineage: Vec<String> = path.lineage().map(|it| it.to_string()).collect();
        assert_eq!(lineage, ["/a/b", "/a", "/"]);
        assert_eq!(ZPath::root().child("x").as_str(), "/x");
        let base = ZPath::parse("/a").unwrap();
        assert_eq!(path.below(&base).unwrap().as_str(), "/b");
        assert_eq!(base.below(&base).unwrap(), ZPath::root());
        assert_eq!(ZPath::parse("/ab").unwrap().below(&base), None);
        assert_eq!(path.under(&base).as_str(), "/a/a/b");
        assert_eq!(ZPath::root().under(&base), base);
    }
}
