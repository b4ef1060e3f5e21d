//! Fingerprints: short names for values, equal when and only when the values are equal.
//!
//! Owns the one way to feed values into a hash. It must never know a type of the domain: anything
//! that implements [`serde::Serialize`] can be fingerprinted, so a struct that becomes a template
//! context has its key from the same list of fields. Enter at [`Fingerprint::of`].

mod encode;

use std::sync::Arc;
use std::{fmt, io};

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A 256-bit BLAKE3 digest of a value's canonical, length-prefixed encoding.
///
/// 256 bits leave no room for an argument about collisions. Source: the BLAKE3 specification.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of `value` under the name of its kind.
    ///
    /// The name keeps two values of different kinds apart when their fields happen to agree. Maps
    /// are encoded in the order in which they iterate, so only ordered maps may be given.
    #[expect(
        clippy::expect_used,
        reason = "only a value's own Serialize can refuse, and ours do not"
    )]
    pub fn of<T: Serialize + ?Sized>(kind: &str, value: &T) -> Fingerprint {
        let mut encoder = encode::Encoder::new();
        encoder.name(kind);
        value.serialize(&mut encoder).expect("the encoder accepts every value");
        Fingerprint(encoder.finish())
    }

    /// The fingerprint of all that a file holds, without holding it in memory.
    ///
    /// # Errors
    ///
    /// When reading fails.
    pub fn of_reader(reader: impl io::Read) -> io::Result<Fingerprint> {
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(reader)?;
        Ok(Fingerprint(*hasher.finalize().as_bytes()))
    }

    /// The fingerprint of raw bytes, such as a file.
    pub fn of_bytes(bytes: &[u8]) -> Fingerprint {
        Fingerprint(*blake3::hash(bytes).as_bytes())
    }

    /// The digest itself, for files of our own.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The fingerprint whose digest was saved.
    pub fn from_digest(digest: [u8; 32]) -> Fingerprint {
        Fingerprint(digest)
    }

    /// The first `length` hexadecimal digits, for file names and messages.
    pub fn short(&self, length: usize) -> String {
        let mut text = self.to_string();
        text.truncate(length);
        text
    }
}

/// As one run of bytes: a list of 32 numbers would cost a key that holds many fingerprints dear.
impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fingerprint, D::Error> {
        struct Digest;

        impl Visitor<'_> for Digest {
            type Value = Fingerprint;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the 32 bytes of a fingerprint")
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Fingerprint, E> {
                bytes.try_into().map(Fingerprint).map_err(E::custom)
            }
        }

        deserializer.deserialize_bytes(Digest)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({})", self.short(12))
    }
}

/// A value that many outputs share, with its fingerprint worked out once.
///
/// Serialises as its fingerprint alone, so that a key over it costs 32 bytes however large it is.
#[derive(Debug)]
pub struct Hashed<T> {
    /// The value itself.
    pub value: Arc<T>,
    /// The fingerprint of the value.
    pub fingerprint: Fingerprint,
}

impl<T> Clone for Hashed<T> {
    fn clone(&self) -> Self {
        Hashed { value: Arc::clone(&self.value), fingerprint: self.fingerprint }
    }
}

impl<T: Serialize> Hashed<T> {
    /// Wraps `value`, taking its fingerprint under the name `kind`.
    pub fn new(kind: &str, value: T) -> Hashed<T> {
        Hashed { fingerprint: Fingerprint::of(kind, &value), value: Arc::new(value) }
    }
}

impl<T> Serialize for Hashed<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.fingerprint.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cannot_run_into_each_other() {
        assert_ne!(Fingerprint::of("pair", &("ab", "c")), Fingerprint::of("pair", &("a", "bc")));
        assert_ne!(Fingerprint::of("list", &vec![""]), Fingerprint::of("list", &vec!["", ""]));
        assert_ne!(Fingerprint::of("a", &1u8), Fingerprint::of("b", &1u8));
        assert_ne!(Fingerprint::of("n", &Some(0u8)), Fingerprint::of("n", &None::<u8>));
        assert_ne!(Fingerprint::of("n", &1u8), Fingerprint::of("n", &true));
        assert_ne!(Fingerprint::of("n", &0.0f64), Fingerprint::of("n", &-0.0f64));
    }

    #[test]
    fn equal_values_have_equal_fingerprints_and_a_fixed_form() {
        let one = Fingerprint::of("text", "alongside");
        assert_eq!(one, Fingerprint::of("text", &String::from("alongside")));
        assert_eq!(one.to_string().len(), 64);
        assert_eq!(one.short(8).len(), 8);
    }
}
