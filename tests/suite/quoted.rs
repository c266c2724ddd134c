//! Reads what documents quote: fenced Markdown blocks, and commands with their output.

#[derive(Debug, Clone)]
pub struct Block {
    /// The info string: the language and, in the guide, what the reader does with the block.
    pub info: String,
    pub body: String,
}

pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let body = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
            blocks.push(Block { info: info.to_owned(), body });
        }
    }
    blocks
}

/// The commands of a block, each after `$ `, with the output shown below it.
pub fn commands(block: &str) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    for line in block.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            commands.push((command.to_owned(), String::new()));
        } else {
            let (_, shown) = commands.last_mut().unwrap_or_else(|| panic!("»{line}« is printed by no command"));
            *shown += &format!("{line}\n");
        }
    }
    commands
}

/// Asserts that the output equals the document line by line. `[…]` matches any lines; documents have spaces for no-break spaces.
#[track_caller]
pub fn agree(printed: &str, shown: &str) {
    let printed = printed.replace(['\u{a0}', '\u{202f}'], " ");
    let shown = shown.replace(['\u{a0}', '\u{202f}'], " ");
    let mut rest: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
    let parts: Vec<Vec<&str>> = shown
        .trim_end()
        .lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .split(|line| line.trim() == "[…]")
        .map(<[&str]>::to_vec)
        .collect();
    let last = parts.len() - 1;
    for (number, part) in parts.iter().enumerate() {
        let start = match number {
            0 => Some(0),
            _ if number == last => rest.len().checked_sub(part.len()),
            _ => (0..rest.len()).find(|start| rest[*start..].starts_with(part)),
        };
        let fits = start.is_some_and(|start| rest[start..].starts_with(part));
        let all = last > 0 || rest.len() == part.len();
        assert!(fits && all, "shown:\n{}\n\nprinted:\n{printed}", part.join("\n"));
        rest.drain(..start.unwrap_or_default() + part.len());
    }
}
