//! What almost every check is written with: claims, numbers, sentences and tables, and the words of the lexicon.

pub(in crate::proofread::checks) use crate::findings::Code;
pub(in crate::proofread::checks) use crate::proofread::change::{
    PrintedChange, StatedKind, is_measured, tells_measures,
};
pub(in crate::proofread::checks) use crate::proofread::claim::{Claim, ClaimVerdict, Passage};
pub(in crate::proofread::checks) use crate::proofread::exact::{is_about, is_exact};
pub(in crate::proofread::checks) use crate::proofread::fraction::WordedShare;
pub(in crate::proofread::checks) use crate::proofread::lexicon::{
    WordClass, ends_in, has_part, is_in, starts_in, words,
};
pub(in crate::proofread::checks) use crate::proofread::lexicon::{
    amounts::*, changes::*, events::*, grammar::*, reports::*,
};
pub(in crate::proofread::checks) use crate::proofread::number::{PrintedNumber, word_of};
pub(in crate::proofread::checks) use crate::proofread::only::only;
pub(in crate::proofread::checks) use crate::proofread::phrases::{is_numbered, ratio};
pub(in crate::proofread::checks) use crate::proofread::quantity::{Quantity, QuantityKind};
pub(in crate::proofread::checks) use crate::proofread::ratio::PrintedRatio;
pub(in crate::proofread::checks) use crate::proofread::sentence::{PrintedSentence, before_in_paragraph};
pub(in crate::proofread::checks) use crate::proofread::slip::{are_close, is_misprint, is_slip};
pub(in crate::proofread::checks) use crate::proofread::stem::stem;
pub(in crate::proofread::checks) use crate::proofread::sum::{addition, adds_up, are_hundred, compared};
pub(in crate::proofread::checks) use crate::proofread::table::{
    PrintedRow, PrintedTable, is_called_average, is_change, total_kind,
};
pub(in crate::proofread::checks) use crate::proofread::token::{PlacedToken, Token, has_any, tokens, word, years};
