//! Ways in which people write CPR numbers, and numbers of other kinds.

use super::*;

// No day is the 31st of February, so none of these can be anybody's number.
const WRITTEN: [&str; 72] = [
    "1999-02-31-0000",
    "19990231-0000",
    "f. 31.02.1999, lb.nr. 0000",
    "310299-0000",
    "3102990000",
    "310299 0000",
    "tlf. om 310299-0000, tak",
    "310299-ABC1",
    "910299-0000",
    "(310299-0000)",
    "310299–0000",
    "310299/0000",
    "310299 - 0000",
    "310299  0000",
    "310299      0000",
    "310299_0000",
    "310299:0000",
    "310299.0000",
    "310299—0000",
    "310299‐0000",
    "310299\t0000",
    "310299\n0000",
    "310299=0000",
    "310299*0000",
    "310299,0000",
    "CPR3102990000",
    "cpr:310299-0000",
    "cpr-nr. 310299-0000",
    "ID-310299-0000",
    "2024-310299-0000",
    "310299-0000A",
    "310299-0000-01",
    "31 02 99 0000",
    "31.02.99-0000",
    "31.02.99 0000",
    "31.02.99.0000",
    "31-02-99-0000",
    "31/02/99-0000",
    "31/2-99 0000",
    "1/2/99-0000",
    "31/2-1999 0000",
    "31021999-0000",
    "310219990000",
    "31-02-1999-0000",
    "31.02.1999-0000",
    "31 02 1999 0000",
    "102990000",
    "10299-0000",
    "310299\u{a0}-\u{a0}0000",
    "310299\u{200b}-0000",
    "310299\u{ad}0000",
    "310299−0000",
    "310299 00 00",
    "310299-00-00",
    "310299 lb. 0000",
    "310299 løbenr. 0000",
    "310299 nr. 0000",
    "310299, no 0000",
    "310299 kontrolcifre: 0000",
    "31.02.1999, kontrolnr. 0000",
    "310299 (sidste fire: 0000)",
    "3.102.990.000",
    "3 102 990 000",
    "３１０２９９-００００",
    "310299%2D0000",
    "310299%200000",
    "310299&#45;0000",
    "310299&nbsp;0000",
    "3,102990000E+09",
    "[310299]-[0000]",
    "310240  0000",
    "310224 0000",
];

#[test]
fn every_way_of_writing_a_cpr_number_is_found_and_masked() {
    for text in WRITTEN {
        assert!(is_in(text), "{text}: {:?}", shapes::find(text));
        assert!(!masked(text).contains("0000") && masked(text).contains(MASK), "{text}: {}", masked(text));
        let among_words = format!("Borger {text} ringede");
        assert!(is_in(&among_words), "{among_words}");
    }
    assert_eq!(masked("310299-0000 og 310298-0001"), format!("{MASK} og {MASK}"));
    // A day and a time, but for the word before.
    assert!(!is_in("Møde 150324 1030") && is_in("CPR 150324 1030") && is_in("cpr-nr.: 150324 1030"));
    assert!(is_number(3_102_990_000.0) && is_number(102_990_000.0));
}

#[test]
fn what_is_not_shaped_like_one_is_left_alone() {
    for text in [
        "31-12-2024",
        "31-12-2024 10:00",
        "31.12.24 kl. 10.30",
        "21/03/24 08:00 AM",
        "Set 210324 08:00",
        "31/12-24 1000",
        "31.12.2024, 1500 deltagere",
        "2024-12-31T10:00:00",
        "02.05-03.09.2024",
        "02.05.2024-03.09.2024",
        "02.05.24 - 03.09.24",
        "012345",
        "990299-0000",
        "311399-0000",
        "13102990000",
        "31029900001",
        "5790000123456",
        "KB-2024-0001",
        "Lov af 15.03.2008 nr. 1387",
        "BEK 15/03-08 nr. 1387",
        "123456 stk. 1500",
        "KM-050324-2024",
        "2024-03-15-0012",
        "20240315-0830",
        "310299-møde",
        "1.938.440",
        "125.412.334,50",
        "tlf. 3512 3456",
        "+45 20 10 15 20",
        "+4520101520",
        "2024-0001-2024",
        "0,123456789",
        "12.3102990000",
        "64cb14028d512c9791e558e08baa7196",
        "70575870032264fa2ba9df8a12858221",
        "1a1002990000b",
        "010203; 4567",
        "10, 12, 24, 1200",
        "P-nr. 1011020003",
        "EAN 3102990000",
        "cvr-nr.: 102990000",
    ] {
        assert!(!is_in(text), "{text}");
        assert_eq!(masked(text), text);
    }
    assert!(!is_number(1_938_440.0) && !is_number(0.5));
}

/// Pseudo-random numbers, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// The rows of a column in which CPR numbers are found.
fn found(header: &str, cells: &[String]) -> usize {
    ColumnPersons::of(cells).rows(header).len()
}

#[test]
fn at_most_one_of_a_hundred_other_numbers_is_taken_for_a_cpr_number() {
    let dice = &mut Dice(1);
    let mut kinds: Vec<(&str, Vec<String>)> = Vec::new();
    let mut add = |header, make: &mut dyn FnMut(u64) -> String| {
        kinds.push((header, (0..250).map(make).collect()));
    };
    add("P-nummer", &mut |_| format!("10{:08}", 1_000_000 + dice.below(29_000_000)));
    add("Unixtid", &mut |_| format!("{}", 1_704_067_200 + dice.below(31_000_000)));
    add("Fakturanr.", &mut |_| format!("1{:08}", dice.below(100_000_000)));
    add("Lbnr.", &mut |_| format!("{:06}-{:04}", dice.below(320_000), dice.below(10_000)));
    add("Booking", &mut |_| format!("KM-{:02}{:02}24-2024", 1 + dice.below(28), 1 + dice.below(12)));
    add("Booking", &mut |i| format!("{:02}{:02}24-{i:04}", 1 + dice.below(28), 1 + dice.below(12)));
    add("Periode", &mut |_| {
        format!(
            "{:02}.{:02}-{:02}.{:02}.2024",
            1 + dice.below(28),
            1 + dice.below(12),
            1 + dice.below(28),
            1 + dice.below(12)
        )
    });
    add("Mødt", &mut |_| {
        format!("{:02}.{:02}.24 {:02}{:02}", 1 + dice.below(28), 1 + dice.below(12), dice.below(24), dice.below(60))
    });
    add("Id", &mut |_| format!("{:016x}{:016x}", dice.below(1 << 31) << 31, dice.below(1 << 31) << 32));
    add("Kundenr.", &mut |_| format!("{:010}", dice.below(10_000_000_000)));
    add("Konto", &mut |_| format!("{:04} {:010}", dice.below(10_000), dice.below(10_000_000_000)));
    add("Telefon", &mut |_| {
        format!("+45 {:02} {:02} {:02} {:02}", 20 + dice.below(80), dice.below(100), dice.below(100), dice.below(100))
    });
    let alarms: Vec<(&str, usize)> = kinds.iter().map(|(header, cells)| (*header, found(header, cells))).collect();
    assert!(alarms.iter().map(|(_, alarms)| alarms).sum::<usize>() <= 30, "{alarms:?}");
}

#[test]
fn columns_of_other_numbers_are_recognized_however_many_rows_they_have() {
    for rows in [3, 5, 8, 12, 20, 40] {
        let dice = &mut Dice(rows);
        let (mut alarms, mut all) = (0, 0);
        for _ in 0..50 {
            let cells: Vec<String> =
                (0..rows).map(|_| format!("10{:08}", 1_000_000 + dice.below(29_000_000))).collect();
            alarms += found("P-nummer", &cells);
            all += rows;
        }
        assert!(alarms as u64 * 20 <= all, "{alarms} of {all} in columns of {rows}");
    }
}

#[test]
fn a_column_of_cpr_numbers_is_recognized_with_and_without_check_digits() {
    // Days that no month has.
    let days = ["3002", "3102", "3104", "3106", "3109", "3111", "9002", "9111"];
    let dice = &mut Dice(7);
    for rows in [1, 2, 3, 8, 30, 400] {
        let mut number = || {
            let day = days[dice.below(8) as usize];
            format!("{day}{:02}-{:04}", dice.below(100), dice.below(10_000))
        };
        let cells: Vec<String> = (0..rows).map(|_| number()).collect();
        assert_eq!(found("Borger", &cells), rows, "{rows}");
        let joined: Vec<String> = cells.iter().map(|cell| cell.replace('-', "")).collect();
        assert_eq!(found("Borger", &joined), rows, "{rows}");
    }
}

#[test]
fn a_single_cpr_number_among_other_texts_is_found() {
    let mut cells: Vec<String> = (0..40).map(|i| format!("Møde {i}")).collect();
    cells.push("310299-0000".to_owned());
    assert_eq!(found("Note", &cells), 1);
}

#[test]
fn a_long_text_of_numbers_takes_no_longer_than_its_length() {
    let text = "15 03 24 1030 + ".repeat(20_000);
    let start = std::time::Instant::now();
    is_in(&text);
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}
