//! CPR numbers: the civil registration numbers of persons, which must not get into a report.
//!
//! [`shapes`] finds them in a text however they are written; [`fold`] undoes encodings first; [`mod@column`] judges the numbers of a
//! whole column, because a number that looks like a CPR number may be one of many other kinds.

mod column;
mod edges;
mod fold;
mod label;
mod shapes;
mod skip;

pub use column::ColumnPersons;
pub use shapes::Shape;

/// What is shown instead of a CPR number.
pub const MASK: &str = "••••••-••••";

/// Whether the text has a CPR number, as far as the text alone shows.
#[inline]
pub fn is_in(text: &str) -> bool {
    skip::may_have_one(text) && shapes::find(text).iter().any(Shape::is_likely)
}

/// Whether the number is a CPR number that is stored as a number, which loses a leading zero.
pub fn is_number(number: f64) -> bool {
    shape_of_number(number).is_some_and(|shape| shape.is_likely())
}

/// The number as a shape, if it has nine or ten digits.
pub fn shape_of_number(number: f64) -> Option<Shape> {
    (number.fract() == 0.0 && (1e8..1e10).contains(&number))
        .then(|| shapes::find(&format!("{number:010.0}")).into_iter().next())
        .flatten()
}

/// The text with a mask for every CPR number in it.
pub fn masked(text: &str) -> String {
    if !skip::may_have_one(text) {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut at = 0;
    for shape in shapes::find(text).iter().filter(|shape| shape.is_likely()) {
        out.push_str(&text[at..shape.range.start]);
        out.push_str(MASK);
        at = shape.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// The CPR numbers in a text that is to be printed, where amounts with thousands separators do not count.
pub fn numbers_in_print(text: &str) -> Vec<u64> {
    if !skip::may_have_one(text) {
        return Vec::new();
    }
    shapes::find(text).iter().filter(|shape| shape.is_likely() && !shape.is_amount).map(|shape| shape.number).collect()
}

/// What a cell with this text shows about persons.
pub fn look(text: &str) -> NumberLook {
    if !skip::may_have_one(text) {
        return NumberLook::Nothing;
    }
    let found = shapes::find(text);
    match found.as_slice() {
        [shape] if shape.is_whole => NumberLook::Number(shape.clone()),
        all if all.iter().any(Shape::is_likely) => NumberLook::InText,
        _ => NumberLook::Nothing,
    }
}

/// What a cell shows about persons.
#[derive(Debug, PartialEq)]
pub enum NumberLook {
    Nothing,
    /// The cell is one number of the length of a CPR number. Its column decides what it is.
    Number(Shape),
    /// A CPR number among words.
    InText,
}

/// Whether the header says that the column has CPR numbers.
pub fn is_header(header: &str) -> bool {
    let header = header.to_lowercase();
    ["cpr", "personnummer", "personnr", "person-nr", "civilregister"].iter().any(|word| header.contains(word))
}

#[cfg(test)]
mod tests;
