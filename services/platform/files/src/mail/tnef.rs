//! `winmail.dat`: the files that Outlook hides in one (MS-OXTNEF).
//!
//! Own reader: the libraries drop a file silently when its dates are missing. Only names and
//! contents are read; the rest of the message is in the MIME mail around it.

use encoding_rs::Encoding;

use crate::Obstacle;

/// The first four bytes.
const SIGNATURE: u32 = 0x223e_9f78;
const OEM_CODEPAGE: u32 = 0x0006_9007;
/// Begins the next file.
const ATTACH_RENDERING: u32 = 0x0006_9002;
const ATTACH_TITLE: u32 = 0x0001_8010;
const ATTACH_DATA: u32 = 0x0006_800f;
/// The properties of the current file.
const ATTACHMENT: u32 = 0x0006_9005;

/// The properties that name a file, the long name last.
const SHORT_NAME: u16 = 0x3704;
const LONG_NAME: u16 = 0x3707;

/// A file inside.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Unpacks a stream. A cut stream gives the files before the cut, and says that it is cut.
pub(super) fn unpack(bytes: &[u8]) -> Result<(Vec<File>, bool), Obstacle> {
    let mut input = Input(bytes);
    if input.u32() != Some(SIGNATURE) {
        return Err(Obstacle::damaged("not a TNEF stream"));
    }
    input.take(2);
    let (mut files, mut charset) = (Vec::<File>::new(), encoding_rs::WINDOWS_1251);
    while !input.0.is_empty() {
        let Some((id, data)) = attribute(&mut input) else { return Ok((files, true)) };
        if id == ATTACH_RENDERING {
            files.push(File::default());
        }
        match (id, files.last_mut()) {
            (OEM_CODEPAGE, _) => charset = codepage(data).unwrap_or(charset),
            (ATTACH_TITLE, Some(file)) if file.name.is_empty() => file.name = string(data, charset),
            (ATTACH_DATA, Some(file)) => file.bytes = data.to_vec(),
            (ATTACHMENT, Some(file)) => {
                if let Some(name) = name_property(data, charset) {
                    file.name = name;
                }
            }
            _ => {}
        }
    }
    Ok((files, false))
}

/// One attribute: level, id, length, data, checksum.
fn attribute<'a>(input: &mut Input<'a>) -> Option<(u32, &'a [u8])> {
    input.take(1)?;
    let id = input.u32()?;
    let length = input.u32()?;
    let data = input.take(length as usize)?;
    input.take(2)?;
    Some((id, data))
}

fn codepage(data: &[u8]) -> Option<&'static Encoding> {
    let number = Input(data).u32()?;
    let label = match number {
        866 => "ibm866".to_owned(),
        20866 => "koi8-r".to_owned(),
        65001 => "utf-8".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes())
}

/// The longest name among the properties of a file.
fn name_property(data: &[u8], charset: &'static Encoding) -> Option<String> {
    let mut input = Input(data);
    let mut found: Option<(u16, String)> = None;
    for _ in 0..input.u32()? {
        let Some((kind, id, value)) = property(&mut input) else { break };
        let text = match (id, kind) {
            (SHORT_NAME | LONG_NAME, 0x1e) => string(value, charset),
            (SHORT_NAME | LONG_NAME, 0x1f) => string(
                &encoding_rs::UTF_16LE.decode(value).0.into_owned().into_bytes(),
                encoding_rs::UTF_8,
            ),
            _ => continue,
        };
        if found.as_ref().is_none_or(|(last, _)| *last <= id) {
            found = Some((id, text));
        }
    }
    found.map(|(_, name)| name).filter(|name| !name.is_empty())
}

/// One MAPI property: its type, its id and the first of its values.
fn property<'a>(input: &mut Input<'a>) -> Option<(u16, u16, &'a [u8])> {
    let kind = input.u16()?;
    let id = input.u16()?;
    if id >= 0x8000 {
        input.take(16)?;
        if input.u32()? == 0 {
            input.take(4)?;
        } else {
            let length = input.u32()?;
            input.padded(length as usize)?;
        }
    }
    let single = kind & 0x0fff;
    let fixed = match single {
        0x02 | 0x03 | 0x04 | 0x0a | 0x0b => Some(4),
        0x05 | 0x06 | 0x07 | 0x14 | 0x40 => Some(8),
        0x48 => Some(16),
        _ => None,
    };
    let count = if fixed.is_none() || kind & 0x1000 != 0 { input.u32()? } else { 1 };
    let mut first: Option<&[u8]> = None;
    for _ in 0..count {
        let value = match fixed {
            Some(length) => input.take(length)?,
            None => {
                let length = input.u32()?;
                input.padded(length as usize)?
            }
        };
        first = first.or(Some(value));
    }
    Some((single, id, first.unwrap_or_default()))
}

/// A text up to its terminating zero.
fn string(data: &[u8], charset: &'static Encoding) -> String {
    let end = data.iter().position(|byte| *byte == 0).unwrap_or(data.len());
    charset.decode_without_bom_handling(&data[..end]).0.into_owned()
}

/// The bytes that are left.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// Takes so many bytes, and those that fill up to a multiple of four.
    fn padded(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.take(length)?;
        self.take(length.next_multiple_of(4) - length)?;
        Some(taken)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2).and_then(|bytes| bytes.try_into().ok()).map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(id: u32, data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap();
        [&[2][..], &id.to_le_bytes(), &length.to_le_bytes(), data, &[0, 0]].concat()
    }

    fn stream() -> Vec<u8> {
        let title = encoding_rs::WINDOWS_1251.encode("План.docx\0").0.into_owned();
        [
            &SIGNATURE.to_le_bytes()[..],
            &[1, 0],
            &attribute(OEM_CODEPAGE, &[0xe3, 4, 0, 0, 0, 0, 0, 0]),
            &attribute(ATTACH_RENDERING, &[0; 14]),
            &attribute(ATTACH_TITLE, &title),
            &attribute(ATTACH_DATA, b"content"),
        ]
        .concat()
    }

    #[test]
    fn files_come_out_with_their_names() {
        let file = File { name: "План.docx".into(), bytes: b"content".to_vec() };
        assert_eq!(unpack(&stream()), Ok((vec![file], false)));
        assert!(unpack(b"no").is_err());
    }

    #[test]
    fn a_cut_stream_says_so() {
        let whole = stream();
        let (files, is_cut) = unpack(&whole[..whole.len() - 4]).unwrap();
        assert!(is_cut && files[0].bytes.is_empty());
    }

    proptest::proptest! {
        #[test]
        fn anything_is_survived(at in 0..120_usize, byte: u8) {
            let mut bytes = stream();
            let at = at % bytes.len();
            bytes[at] = byte;
            let _ = unpack(&bytes);
        }
    }
}
