//! The canonical encoding behind [`super::Fingerprint`]: every value is a tag byte, then its length
//! or fixed-size form, then its content. No two different values share an encoding.

use std::fmt;

use serde::ser::{self, Serialize};

/// A serde serialiser that feeds a hash and keeps nothing.
pub(super) struct Encoder {
    hasher: blake3::Hasher,
    /// Small writes are gathered here, since the hash is fast only on longer runs.
    pending: Vec<u8>,
}

const GATHER: usize = 1024;

impl Encoder {
    pub(super) fn new() -> Encoder {
        Encoder { hasher: blake3::Hasher::new(), pending: Vec::with_capacity(GATHER * 2) }
    }

    pub(super) fn finish(mut self) -> [u8; 32] {
        self.hasher.update(&self.pending);
        *self.hasher.finalize().as_bytes()
    }

    pub(super) fn name(&mut self, name: &str) {
        self.sized(b'N', name.as_bytes());
    }

    fn raw(&mut self, bytes: &[u8]) {
        if self.pending.len() + bytes.len() > GATHER * 2 {
            self.hasher.update(&self.pending);
            self.pending.clear();
        }
        if bytes.len() > GATHER {
            self.hasher.update(bytes);
        } else {
            self.pending.extend_from_slice(bytes);
        }
    }

    fn tag(&mut self, tag: u8) {
        self.raw(&[tag]);
    }

    fn sized(&mut self, tag: u8, bytes: &[u8]) {
        self.number(tag, (bytes.len() as u128).to_le_bytes());
        self.raw(bytes);
    }

    /// A tag, how many bytes the number needs, and these: most numbers and lengths are small.
    fn number(&mut self, tag: u8, bytes: [u8; 16]) {
        let needed = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        self.raw(&[tag, needed as u8]);
        self.raw(bytes.get(..needed).unwrap_or(&bytes));
    }
}

/// The encoder's error: raised only by a value whose own `Serialize` refuses.
#[derive(Debug)]
pub(super) struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Refused(message.to_string())
    }
}

macro_rules! integers {
    ($($method:ident: $kind:ty as $wide:ty, $tag:literal;)*) => {
        $(fn $method(self, value: $kind) -> Result<(), Refused> {
            self.number($tag, <$wide>::from(value).to_le_bytes());
            Ok(())
        })*
    };
}

impl<'a> ser::Serializer for &'a mut Encoder {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Parts<'a>;
    type SerializeTupleStruct = Parts<'a>;
    type SerializeTupleVariant = Parts<'a>;
    type SerializeMap = Parts<'a>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Parts<'a>;

    integers! {
        serialize_i8: i8 as i128, b'i';
        serialize_i16: i16 as i128, b'i';
        serialize_i32: i32 as i128, b'i';
        serialize_i64: i64 as i128, b'i';
        serialize_i128: i128 as i128, b'i';
        serialize_u8: u8 as u128, b'u';
        serialize_u16: u16 as u128, b'u';
        serialize_u32: u32 as u128, b'u';
        serialize_u64: u64 as u128, b'u';
        serialize_u128: u128 as u128, b'u';
    }

    fn serialize_bool(self, value: bool) -> Result<(), Refused> {
        self.raw(&[b'b', u8::from(value)]);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Refused> {
        self.serialize_f64(f64::from(value))
    }

    fn serialize_f64(self, value: f64) -> Result<(), Refused> {
        self.number(b'f', u128::from(value.to_bits()).to_le_bytes());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Refused> {
        self.number(b'c', u128::from(u32::from(value)).to_le_bytes());
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Refused> {
        self.sized(b's', value.as_bytes());
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Refused> {
        self.sized(b'y', value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Refused> {
        self.tag(b'-');
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        self.tag(b'+');
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refused> {
        self.tag(b'0');
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), Refused> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<(), Refused> {
        self.sized(b'v', variant.as_bytes());
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        self.sized(b'v', variant.as_bytes());
        value.serialize(self)
    }

    fn serialize_seq(self, _length: Option<usize>) -> Result<Parts<'a>, Refused> {
        self.tag(b'[');
        Ok(Parts(self))
    }

    fn serialize_tuple(self, _length: usize) -> Result<Parts<'a>, Refused> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Parts<'a>, Refused> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _length: usize,
    ) -> Result<Parts<'a>, Refused> {
        self.sized(b'v', variant.as_bytes());
        self.serialize_seq(None)
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Parts<'a>, Refused> {
        self.tag(b'{');
        Ok(Parts(self))
    }

    fn serialize_struct(self, _name: &'static str, length: usize) -> Result<Parts<'a>, Refused> {
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Parts<'a>, Refused> {
        self.sized(b'v', variant.as_bytes());
        self.serialize_map(Some(length))
    }
}

/// A sequence or map under way. Each part begins with a mark and the end has one of its own, so the
/// number of parts need not be known before.
pub(super) struct Parts<'a>(&'a mut Encoder);

impl Parts<'_> {
    fn part<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.0.tag(b',');
        value.serialize(&mut *self.0)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Refused> {
        self.0.name(name);
        value.serialize(&mut *self.0)
    }

    fn close(self) -> Result<(), Refused> {
        self.0.tag(b'.');
        Ok(())
    }
}

macro_rules! parts {
    ($($name:ident $method:ident),*) => {
        $(impl ser::$name for Parts<'_> {
            type Ok = ();
            type Error = Refused;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
                self.part(value)
            }

            fn end(self) -> Result<(), Refused> {
                self.close()
            }
        })*
    };
}

parts!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

impl ser::SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        self.part(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.part(value)
    }

    fn end(self) -> Result<(), Refused> {
        self.close()
    }
}

macro_rules! structs {
    ($($name:ident),*) => {
        $(impl ser::$name for Parts<'_> {
            type Ok = ();
            type Error = Refused;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Refused> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), Refused> {
                self.close()
            }
        })*
    };
}

structs!(SerializeStruct, SerializeStructVariant);
