//! Code page 850 of DOS, which `encoding_rs` does not have.

/// The upper half of code page 850 of DOS. Danish letters are the same in code page 865.
const CP850: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û',
    'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ', 'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '®', '¬', '½', '¼', '¡',
    '«', '»', '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥', '┐', '└', '┴', '┬', '├', '─',
    '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤', 'ð', 'Ð', 'Ê', 'Ë', 'È', 'ı', 'Í', 'Î', 'Ï', '┘', '┌', '█',
    '▄', '¦', 'Ì', '▀', 'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ', 'Ú', 'Û', 'Ù', 'ý', 'Ý', '¯', '´', '\u{ad}', '±',
    '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³', '²', '■', '\u{a0}',
];

/// The character of a byte.
pub fn dos(byte: u8) -> char {
    if byte.is_ascii() { char::from(byte) } else { CP850[usize::from(byte - 0x80)] }
}

/// The byte of a character; `None` if the code page lacks it.
pub fn dos_byte(c: char) -> Option<u8> {
    match c {
        '\0'..='\x7f' => Some(c as u8),
        // Code page 437, which differs from 850 in few letters, has this sign there.
        '╕' => Some(0xb8),
        c => CP850.iter().position(|known| *known == c).map(|at| at as u8 + 0x80),
    }
}
