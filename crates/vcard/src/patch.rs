//! What an edit did to a card, line by line: enough to do it again, and to take it back.

use thiserror::Error;

use crate::card::Card;

/// The difference between two states of a card.
///
/// It holds the text of the lines that went and came, and where; nothing of the lines that stayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    hunks: Vec<Hunk>,
}

/// Lines that stand in place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hunk {
    /// Number of the first one (from 0) in the state before, and in the one after.
    before: usize,
    after: usize,
    removed: Vec<Box<str>>,
    added: Vec<Box<str>>,
}

/// The card is not in the state that the patch is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the card has been changed in the same place since: line {line} is not what it was")]
pub struct PatchError {
    /// The content line of the card, from 1.
    pub line: usize,
}

impl Patch {
    /// What leads from `before` to `after`. Two states of one card share most lines; of two cards that have nothing in
    /// common it is all of both.
    pub fn between(before: &Card, after: &Card) -> Patch {
        let before: Vec<&str> = before.line_texts().collect();
        let after: Vec<&str> = after.line_texts().collect();
        Patch {
            hunks: hunks(&before, &after),
        }
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.hunks.is_empty()
    }

    /// The patch that takes this one back.
    pub fn inverse(&self) -> Patch {
        let turned = |hunk: &Hunk| Hunk {
            before: hunk.after,
            after: hunk.before,
            removed: hunk.added.clone(),
            added: hunk.removed.clone(),
        };
        Patch {
            hunks: self.hunks.iter().map(turned).collect(),
        }
    }

    /// The text of the card with the patch in it; nothing else is touched.
    pub fn apply(&self, card: &Card) -> Result<String, PatchError> {
        let lines: Vec<&str> = card.line_texts().collect();
        let mut text = String::new();
        let mut done = 0;
        for hunk in &self.hunks {
            let end = hunk.before + hunk.removed.len();
            let expected = hunk.removed.iter().map(|line| &**line);
            let stands = lines.get(hunk.before..end).unwrap_or_default();
            if !stands.iter().copied().eq(expected) {
                return Err(PatchError {
                    line: hunk.before + 1,
                });
            }
            text.extend(lines[done..hunk.before].iter().copied());
            text.extend(hunk.added.iter().map(|line| &**line));
            done = end;
        }
        text.extend(lines[done..].iter().copied());
        Ok(text)
    }
}

/// How many pairs of lines are compared at most to find the smallest difference; beyond that the lines between the first and
/// the last difference count as one.
const PAIRS: usize = 250_000;

fn hunks(before: &[&str], after: &[&str]) -> Vec<Hunk> {
    let same = |(old, new): &(&&str, &&str)| old == new;
    let start = before.iter().zip(after).take_while(same).count();
    let (old, new) = (&before[start..], &after[start..]);
    let end = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(same)
        .count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);

    let mut hunks = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    for (old_shared, new_shared) in shared(old, new).into_iter().chain([(old.len(), new.len())]) {
        if old_at < old_shared || new_at < new_shared {
            hunks.push(Hunk {
                before: start + old_at,
                after: start + new_at,
                removed: old[old_at..old_shared]
                    .iter()
                    .map(|line| (*line).into())
                    .collect(),
                added: new[new_at..new_shared]
                    .iter()
                    .map(|line| (*line).into())
                    .collect(),
            });
        }
        (old_at, new_at) = (old_shared + 1, new_shared + 1);
    }
    hunks
}

/// The places of a longest common subsequence.
fn shared(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) > PAIRS {
        return Vec::new();
    }
    // lengths[i][j]: how many lines `old[i..]` and `new[j..]` can share, in one row after the other.
    let width = new.len() + 1;
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i * width + j] = match old[i] == new[j] {
                true => lengths[(i + 1) * width + j + 1] + 1,
                false => lengths[(i + 1) * width + j].max(lengths[i * width + j + 1]),
            };
        }
    }
    let mut places = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            places.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    places
}
