//! What a check of the chain can find, in words for the person who has to act on it.

use std::fmt;

use super::HeadFault;

/// What a check of the whole ledger found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verification {
    /// Records that were read and follow from each other, from the first. Where a head is of other records,
    /// only those before the ones that it disputes.
    pub records: u64,
    /// How many of them nothing outside the database vouches for. With the key: those beyond
    /// `chain.head`, one after a crash between a record's commit and the head's, some after a
    /// power cut, none otherwise. Without: those beyond the newest signed head.
    pub beyond_head: u64,
    /// Signed heads that the ledger agrees with.
    pub heads: usize,
    /// Signed heads kept at home, which the ledger was held against as well.
    pub own_heads: usize,
    /// The first thing that is wrong; none where the ledger is whole.
    pub finding: Option<Finding>,
    /// What is worth knowing and no sign of tampering by itself.
    pub remarks: Vec<Remark>,
}

impl Verification {
    pub fn is_intact(&self) -> bool {
        self.finding.is_none()
    }

    /// Place of the last of these records, 0 where there is none: places count from 1 without a gap.
    pub fn reached(&self) -> i64 {
        self.records as i64
    }
}

/// The first thing that is wrong with a ledger. Places count records from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// The record's content, hash or mac is not what was written.
    Changed { seq: i64 },
    /// The first record follows as it should, but neither it nor the last is sealed with the key at hand: either the key
    /// is another station's, or the record is, or the seals were overwritten.
    OtherKey,
    /// The record that belongs here is gone.
    Removed { seq: i64 },
    /// Another record, `holds`, stands where this one belongs.
    Reordered { seq: i64, holds: i64 },
    /// A record stands here that takeback did not write.
    Inserted { seq: i64 },
    /// The content is gone and no purge names it.
    Erased { seq: i64 },
    /// Records at the end are gone: the ledger stops after `ledger`, a head knows of `head`.
    Cut { ledger: i64, head: i64 },
    /// The record that the head file names is another one.
    HeadDiffers { seq: i64 },
    /// The head file is missing or not written by takeback, so a cut end would go unnoticed.
    HeadMissing,
    /// All hashes agree with each other but not with what was signed: some of these records were
    /// rewritten together with every hash after them.
    Rewritten {
        from: i64,
        through: i64,
        head: String,
    },
    /// The head was signed for a ledger that begins with another record.
    OtherLedger { head: String },
    /// A file that should be a signed head is none of this station's.
    BadHead { head: String, fault: HeadFault },
    /// A table, index, view or trigger of the database is not as takeback makes it, or `user_version`, the number
    /// of the steps that made them.
    Schema { name: String, oddity: Oddity },
    /// The records follow from each other, but the table that the log is read from says otherwise of
    /// this disposal, or hides it.
    Misstated { seq: i64 },
    /// The database file itself is damaged.
    Damaged { detail: String },
}

/// How a part of the database is not as takeback makes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Oddity {
    Extra,
    Missing,
    Altered,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { seq } => write!(f, "record {seq} was changed after it was written"),
            Self::OtherKey => f.write_str("record 1 is not sealed with the chain.key here"),
            Self::Removed { seq } => write!(f, "record {seq} was removed"),
            Self::Reordered { seq, holds } => write!(f, "record {holds} was moved to place {seq}"),
            Self::Inserted { seq } => {
                write!(f, "record {seq} was not written by takeback with this key")
            }
            Self::Erased { seq } => {
                write!(f, "the content of record {seq} was removed without a purge")
            }
            Self::Cut { ledger, head } => {
                write!(
                    f,
                    "records {} to {head} were removed from the end",
                    ledger + 1
                )
            }
            Self::HeadDiffers { seq } => {
                write!(f, "record {seq} is not the one that chain.head names")
            }
            Self::HeadMissing => f.write_str(
                "chain.head is missing or damaged: records may have been removed from the end",
            ),
            Self::Rewritten {
                from,
                through,
                head,
            } => write!(
                f,
                "records {from} to {through} are not those that {head} was signed for: \
                 at least one was rewritten, and every hash after it"
            ),
            Self::OtherLedger { head } => write!(
                f,
                "{head} was signed for another ledger, or record 1 was replaced"
            ),
            Self::BadHead { head, fault } => write!(f, "{head} {fault}"),
            Self::Schema { name, oddity } => match oddity {
                Oddity::Extra => {
                    write!(f, "{name} is not part of the database as takeback makes it")
                }
                Oddity::Missing => write!(f, "{name} is missing from the database"),
                Oddity::Altered => write!(f, "{name} is not as takeback makes it"),
            },
            Self::Misstated { seq } => write!(
                f,
                "the log does not show disposal {seq} as its records state it"
            ),
            Self::Damaged { detail } => write!(f, "the database file is damaged: {detail}"),
        }
    }
}

/// Something in a whole ledger that a reader should know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Remark {
    /// The clock was set back `times` times; `seq` is the first record that is dated before the
    /// one it follows.
    ClockBack { seq: i64, times: u64 },
    /// So many contents were purged by their time; their hashes still hold.
    Purged { records: u64 },
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClockBack { seq, times: 1 } => write!(
                f,
                "record {seq} is dated before record {}: the clock was set back",
                seq - 1
            ),
            Self::Purged { records } => {
                write!(f, "the contents of {records} records were purged by rule")
            }
            Self::ClockBack { seq, times } => write!(
                f,
                "the clock was set back {times} times, first between records {} and {seq}",
                seq - 1
            ),
        }
    }
}
