//! Imitates the register of continuing education groups (DGE): groups and memberships, as Excel CSV.

use std::path::Path;

use crate::dates::{Date, Spell, year_end};
use crate::output::{Done, EXCEL_CSV, Table, row, write_csv};
use crate::plan::{EDUCATION, Plan};
use crate::rng::Rng;

/// Kinds of groups, in the order of the plan.
const GROUP_KINDS: [&str; 3] = ["DGE-gruppe", "Juniorgruppe", "Supervisionsgruppe"];
/// Kinds of doctors, in the order of the plan.
const DOCTOR_KINDS: [&str; 3] = ["Praktiserende læge", "Uddannelseslæge", "Anden læge"];
/// Places of the kinds above that the history treats specially.
const JUNIOR: usize = 1;
/// How many doctors of each kind leave each year; some of the Uddannelseslæger stay on as Praktiserende læge.
const LEAVING: [usize; 3] = [38, 44, 4];
/// How many of the Uddannelseslæger stay on.
const STAYING_ON: usize = 18;
/// How the register now and then writes the kind of a group.
const SPELLINGS: [(&str, &str); 2] = [("DGE-gruppe", "DGE"), ("Supervisionsgruppe", "Supervision")];

/// A group.
struct Group {
    kind: usize,
    spell: Spell,
}

/// A doctor's membership of a group.
struct Membership {
    doctor: usize,
    group: usize,
    kind: usize,
    spell: Spell,
}

/// The register with its whole history.
pub struct Education {
    rng: Rng,
    groups: Vec<Group>,
    members: Vec<Membership>,
    doctors: usize,
}

impl Education {
    /// Invents a history that agrees with the plan at each year's end.
    pub fn invent() -> Education {
        let rng = Rng::new("education");
        let mut register = Education { rng, groups: Vec::new(), members: Vec::new(), doctors: 0 };
        let (first, groups, doctors) = EDUCATION[0];
        for (kind, count) in groups.into_iter().enumerate() {
            let (from, to) = (Date::ymd(2005, 1, 1), Date::ymd(first - 1, 12, 31));
            // The first one closed before there were any memberships in the register.
            register.open_groups(kind, count + 1, from, to);
            let oldest = register.groups.len() - count - 1;
            register.groups[oldest].spell.last = Some(Date::ymd(first, 1, 31));
        }
        for (kind, count) in doctors.into_iter().enumerate() {
            for _ in 0..count {
                let (from, to) = (Date::ymd(2019, 2, 1), Date::ymd(2019, 12, 20));
                register.join_as_new(kind, from, to);
            }
        }
        for pair in EDUCATION.windows(2) {
            let ((_, groups, doctors), (year, next_groups, next_doctors)) = (pair[0], pair[1]);
            register.change_groups(year, groups, next_groups);
            register.change_doctors(year, doctors, next_doctors);
        }
        register
    }

    /// Opens groups of a kind on days between two.
    fn open_groups(&mut self, kind: usize, count: usize, first: Date, last: Date) {
        for _ in 0..count {
            let spell = Spell::since(Date::between(&mut self.rng, first, last));
            self.groups.push(Group { kind, spell });
        }
    }

    /// A year's openings and closings; members of closed groups move on to another the next day.
    fn change_groups(&mut self, year: i32, before: [usize; 3], after: [usize; 3]) {
        let day = |month, day| Date::ymd(year, month, day);
        for kind in 0..GROUP_KINDS.len() {
            let closing = 1 + self.rng.below(2);
            let mut open: Vec<usize> = (0..self.groups.len())
                .filter(|&i| self.groups[i].kind == kind && self.groups[i].spell.last.is_none())
                .collect();
            self.rng.shuffle(&mut open);
            let opening = closing + after[kind] - before[kind];
            self.open_groups(kind, opening, day(1, 5), day(6, 30));
            for &group in &open[..closing] {
                let last = Date::between(&mut self.rng, day(2, 1), day(10, 31));
                self.groups[group].spell.last = Some(last);
            }
            for i in 0..self.members.len() {
                let Membership { doctor, group, kind: doctor_kind, spell } = self.members[i];
                let Some(last) = self.groups[group].spell.last.filter(|_| spell.last.is_none()) else {
                    continue;
                };
                self.members[i].spell.last = Some(last);
                self.join(doctor, doctor_kind, kind, last.plus(1));
            }
        }
    }

    /// A year's leavers and newcomers.
    fn change_doctors(&mut self, year: i32, before: [usize; 3], after: [usize; 3]) {
        let day = |month, day| Date::ymd(year, month, day);
        for kind in 0..DOCTOR_KINDS.len() {
            for i in 0..LEAVING[kind] {
                let doctor = self.settled(kind, day(1, 1));
                let last = Date::between(&mut self.rng, day(1, 31), day(11, 30));
                for member in &mut self.members {
                    if member.doctor == doctor && member.spell.last.is_none() {
                        member.spell.last = Some(last);
                    }
                }
                if kind == JUNIOR && i < STAYING_ON {
                    self.join_groups(doctor, 0, last.plus(1));
                }
            }
            let stayed = if kind == 0 { STAYING_ON } else { 0 };
            for _ in 0..after[kind] + LEAVING[kind] - before[kind] - stayed {
                self.join_as_new(kind, day(1, 10), day(12, 20));
            }
        }
    }

    /// A doctor of a kind who has not changed groups since `before`.
    fn settled(&mut self, kind: usize, before: Date) -> usize {
        loop {
            let doctor = 1 + self.rng.below(self.doctors);
            let mut open =
                self.members.iter().filter(|member| member.doctor == doctor && member.spell.last.is_none()).peekable();
            let is_member = open.peek().is_some();
            if is_member && open.all(|member| member.kind == kind && member.spell.from < before) {
                return doctor;
            }
        }
    }

    /// A new doctor joins some day between two.
    fn join_as_new(&mut self, kind: usize, first: Date, last: Date) {
        self.doctors += 1;
        let day = Date::between(&mut self.rng, first, last);
        self.join_groups(self.doctors, kind, day);
    }

    /// Uddannelseslæger join a Juniorgruppe; others one of the other kinds, many of them both.
    fn join_groups(&mut self, doctor: usize, kind: usize, day: Date) {
        let chosen: &[usize] = match (kind, self.rng.below(20)) {
            (JUNIOR, _) => &[1],
            (_, 0..8) => &[0, 2],
            (_, 8..14) => &[0],
            _ => &[2],
        };
        for &group_kind in chosen {
            self.join(doctor, kind, group_kind, day);
        }
    }

    /// A doctor joins a group that is open on a day and stays so that year: mostly the smallest.
    fn join(&mut self, doctor: usize, kind: usize, group_kind: usize, day: Date) {
        let open: Vec<usize> = (0..self.groups.len())
            .filter(|&i| {
                let Group { kind, spell } = self.groups[i];
                kind == group_kind && spell.last.is_none() && spell.from <= day
            })
            .collect();
        let mut sizes = vec![0; self.groups.len()];
        for member in self.members.iter().filter(|member| member.spell.last.is_none()) {
            sizes[member.group] += 1;
        }
        let smallest = open.iter().copied().min_by_key(|&group| sizes[group]);
        let group = match self.rng.one_in(6) {
            true => *self.rng.pick(&open),
            false => smallest.expect("there is always an open group"),
        };
        self.members.push(Membership { doctor, group, kind, spell: Spell::since(day) });
    }

    /// Writes both registers as they were at the end of the plan's year.
    pub fn write(&self, dir: &Path, plan: &Plan) -> Done {
        let exported = year_end(plan.year);
        let mut rng = Rng::new("education spellings");
        let group_id = |group: usize| format!("G{:03}", group + 1);
        let groups = self.groups.iter().enumerate().filter_map(|(i, group)| {
            let kind = rng.spelled(GROUP_KINDS[group.kind], &SPELLINGS);
            let Spell { from, last } = group.spell.known_by(exported)?;
            Some(row![group_id(i), kind, from, last])
        });
        let groups = Table::new(&["Gruppe", "Type", "Oprettet", "Nedlagt"], groups.collect());
        write_csv(&dir.join("dge-grupper.csv"), &EXCEL_CSV, &groups)?;

        let mut members: Vec<&Membership> = self.members.iter().collect();
        members.sort_by_key(|member| (member.doctor, member.spell.from, member.group));
        let members = members.into_iter().filter_map(|member| {
            let Spell { from, last } = member.spell.known_by(exported)?;
            let doctor = format!("L{:04}", member.doctor);
            Some(row![doctor, group_id(member.group), DOCTOR_KINDS[member.kind], from, last])
        });
        let headers = ["Læge-id", "Gruppe", "Lægetype", "Fra", "Til"];
        let members = Table::new(&headers, members.collect());
        write_csv(&dir.join("dge-medlemskaber.csv"), &EXCEL_CSV, &members)
    }
}
