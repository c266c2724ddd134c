//! The formulas give the answers that were published with them, to all digits.

use kapreport::testing::statistics::{
    Confidence, ConfidenceInterval, Estimate, Overdispersion, Quartiles, Stratum, byar, count_interval, dobson,
    expected, fay_feuer, funnel_rate, funnel_share, observed_to_expected, poisson_exact, wilson,
};

const P95: Confidence = Confidence::P95;
const P998: Confidence = Confidence::P998;

/// Whether a number rounds to the published one, which is written with all its decimals. Two published numbers end in a 5 that was
/// rounded up, hence the thousandth of a digit.
#[track_caller]
fn equal(published: &str, number: f64) {
    let decimals = published.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32);
    let difference = (published.parse::<f64>().unwrap() - number).abs() * 10_f64.powi(decimals);
    assert!(difference <= 0.501, "{published} was published, not {number}");
}

#[track_caller]
fn ends(lower: &str, upper: &str, interval: Option<ConfidenceInterval>) {
    let interval = interval.expect("an interval");
    equal(lower, interval.lower);
    equal(upper, interval.upper);
}

#[track_caller]
fn estimate(value: &str, lower: &str, upper: &str, estimate: Option<Estimate>, per: f64) {
    let estimate = estimate.expect("an estimate").times(per);
    equal(value, estimate.value);
    ends(lower, upper, Some(estimate.interval));
}

fn strata(events: &[f64], persons: &[f64], standard: &[f64]) -> Vec<Stratum> {
    let rest = persons.iter().zip(standard);
    let both = events.iter().zip(rest);
    both.map(|(events, (persons, standard))| Stratum { events: *events, persons: *persons, standard: *standard })
        .collect()
}

/// Persons of the European standard population of 2013 in 19 age groups.
const ESP2013: [f64; 19] = [
    5000.0, 5500.0, 5500.0, 5500.0, 6000.0, 6000.0, 6500.0, 7000.0, 7000.0, 7000.0, 7000.0, 6500.0, 6000.0, 5500.0,
    5000.0, 4000.0, 2500.0, 1500.0, 1000.0,
];
const PERSONS: [f64; 19] = [
    636.0, 558.0, 609.0, 543.0, 384.0, 594.0, 669.0, 843.0, 660.0, 576.0, 606.0, 522.0, 426.0, 273.0, 300.0, 288.0,
    153.0, 123.0, 207.0,
];

#[test]
fn a_share_has_wilsons_interval() {
    ends("0.5525444330", "0.7363575176", wilson(65.0, 100.0, P95));
    ends("0.1979554988", "0.2204913037", wilson(1045.0, 5000.0, P95));
    ends("0.0017674321", "0.0544861962", wilson(1.0, 100.0, P95));
    ends("0.0008730657", "0.1045544528", wilson(1.0, 100.0, P998));
}

#[test]
fn a_share_of_nobody_has_no_interval() {
    assert_eq!(wilson(0.0, 0.0, P95), None);
    assert_eq!(wilson(3.0, 2.0, P95), None);
    assert_eq!(wilson(f64::NAN, 2.0, P95), None);
}

#[test]
fn none_and_all_have_intervals_within_the_scale() {
    let (none, all) = (wilson(0.0, 12.0, P95).unwrap(), wilson(12.0, 12.0, P95).unwrap());
    assert!(none.lower == 0.0 && none.upper > 0.2);
    assert!(all.upper == 1.0 && all.lower < 0.8);
}

#[test]
fn a_count_has_byars_interval() {
    ends("50.1631877105", "82.8491385459", byar(65.0, P95));
    ends("982.5932018073", "1110.3312129857", byar(1045.0, P95));
    ends("42.8802614715", "94.0002908443", byar(65.0, P998));
    ends("2.9163183747", "24.1937249279", byar(10.0, P998));
}

#[test]
fn a_small_count_has_the_exact_poisson_interval() {
    ends("0.0253178080", "5.5716433909", poisson_exact(1.0, P95));
    ends("1.6234863901", "11.6683320793", poisson_exact(5.0, P95));
    // 3.6889: the count that leaves 2.5 % for none.
    ends("0.0000", "3.6889", poisson_exact(0.0, P95));
    assert_eq!(poisson_exact(-1.0, P95), None);
}

#[test]
fn the_exact_interval_is_used_below_ten() {
    assert_eq!(count_interval(9.0, P95), poisson_exact(9.0, P95));
    assert_eq!(count_interval(10.0, P95), byar(10.0, P95));
}

#[test]
fn a_standardised_rate_has_dobsons_interval() {
    let big = [
        127.0, 25.0, 18.0, 21.0, 12.0, 27.0, 48.0, 27.0, 29.0, 32.0, 32.0, 34.0, 45.0, 65.0, 38.0, 68.0, 74.0, 82.0,
        91.0,
    ];
    let rate = dobson(&strata(&big, &PERSONS, &ESP2013), P95);
    estimate("10430.247991469", "9717.709067986", "11178.940915479", rate, 100_000.0);
    let small = [12.0, 4.0, 3.0, 2.0, 3.0, 4.0, 8.0, 2.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 5.0, 6.0, 5.0, 5.0, 4.0];
    let rate = dobson(&strata(&small, &PERSONS, &ESP2013), P95);
    estimate("1103.212025300", "877.455767537", "1367.088222725", rate, 100_000.0);
}

#[test]
fn fewer_than_ten_events_have_no_standardised_rate() {
    let nine: Vec<f64> = (0..19).map(|stratum| f64::from(u8::from(stratum < 9))).collect();
    let ten: Vec<f64> = (0..19).map(|stratum| f64::from(u8::from(stratum < 10))).collect();
    for method in [dobson, fay_feuer] {
        assert_eq!(method(&strata(&nine, &PERSONS, &ESP2013), P95), None);
        assert!(method(&strata(&ten, &PERSONS, &ESP2013), P95).is_some());
    }
}

#[test]
fn an_age_group_without_persons_leaves_the_rate_unknown() {
    let persons: Vec<f64> = PERSONS.iter().enumerate().map(|(i, n)| if i == 3 { 0.0 } else { *n }).collect();
    let events = [9.0; 19];
    assert_eq!(dobson(&strata(&events, &persons, &ESP2013), P95), None);
    let standard: Vec<f64> = ESP2013.iter().enumerate().map(|(i, n)| if i == 3 { 0.0 } else { *n }).collect();
    assert!(
        dobson(&strata(&events, &persons, &standard), P95).is_some(),
        "an age group without weight does not matter"
    );
}

/// Children with Down's syndrome by the mother's age, of fifth and later births: one age group has 327 births.
#[test]
fn the_gamma_interval_is_wide_where_a_small_stratum_weighs_much() {
    let cases = [0.0, 8.0, 63.0, 112.0, 262.0, 295.0];
    let births = [327.0, 30666.0, 123_419.0, 149_919.0, 104_088.0, 34392.0];
    let standard = [319_933.0, 931_318.0, 786_511.0, 488_235.0, 237_863.0, 61313.0];
    let strata = strata(&cases, &births, &standard);
    estimate("75.52901", "67.70212", "188.30017", fay_feuer(&strata, P95), 100_000.0);
    let upper = dobson(&strata, P95).unwrap().interval.upper * 100_000.0;
    assert!(upper < 84.0, "Dobson's upper end is {upper}");
}

#[test]
fn observed_over_expected_has_the_interval_of_the_observed() {
    let reference = strata(
        &[
            10303.0, 2824.0, 0.0, 3615.0, 3641.0, 3490.0, 3789.0, 3213.0, 3031.0, 2771.0, 3089.0, 3490.0, 3595.0,
            4745.0, 5514.0, 7125.0, 5694.0, 6210.0, 5757.0,
        ],
        &[
            50520.0, 57173.0, 60213.0, 54659.0, 44345.0, 50128.0, 62163.0, 67423.0, 62899.0, 55463.0, 60479.0, 49974.0,
            44140.0, 40888.0, 37239.0, 30819.0, 18136.0, 15325.0, 13918.0,
        ],
        &PERSONS,
    );
    let expected = expected(&reference).expect("expected events");
    equal("835.8835612312", expected);
    let big = observed_to_expected(895.0, expected, P95);
    estimate("107.0723293902", "100.1714771255", "114.3233287250", big, 100.0);
    let small = observed_to_expected(9.0, expected, P95);
    estimate("1.0767049883", "0.4923380825", "2.0439214556", small, 100.0);
}

#[test]
fn limits_of_a_funnel_of_shares() {
    let limits = |persons, confidence| Some(funnel_share(0.806_424_478_571, persons, confidence)?.times(100.0));
    ends("78.203374", "83.081521", limits(1008.0, P95));
    ends("80.408963", "80.875933", limits(110_000.0, P95));
    ends("3.204264", "100.000000", limits(1.0, P95));
    ends("76.796814", "84.488082", limits(1008.0, P998));
    ends("80.274317", "81.010578", limits(110_000.0, P998));
    ends("0.000000", "100.000000", limits(1.0, P998));
}

#[test]
fn limits_of_a_funnel_of_rates_find_the_units_that_differ() {
    let is_outside = |observed: f64, expected: f64, confidence| {
        let limits = funnel_rate(1.0, expected, confidence).unwrap();
        let ratio = observed / expected;
        (ratio < limits.lower, ratio > limits.upper)
    };
    assert_eq!(is_outside(8.0, 6.2399, P95), (false, false));
    assert_eq!(is_outside(151.0, 106.443, P998), (false, true));
    assert_eq!(is_outside(159.0, 232.933, P998), (true, false));
}

#[test]
fn limits_of_a_rate_are_within_one_event_of_the_quantiles_of_the_poisson_distribution() {
    for mean in [0.02, 0.7, 3.0, 12.5, 80.0, 640.0] {
        for (confidence, tail) in [(P95, 0.025), (P998, 0.001)] {
            let limits = funnel_rate(1.0, mean, confidence).unwrap().times(mean);
            for (limit, p) in [(limits.lower, tail), (limits.upper, 1.0 - tail)] {
                let (mut probability, mut at_most, mut count) = (f64::exp(-mean), f64::exp(-mean), 0.0);
                while at_most < p {
                    count += 1.0;
                    probability *= mean / count;
                    at_most += probability;
                }
                assert!(count - 1.0 <= limit && limit <= count, "{mean}, {p}: {limit} is not just below {count}");
            }
        }
    }
}

/// So many events that every probability would take seconds.
#[test]
fn limits_of_a_rate_exist_for_any_number_of_persons() {
    for persons in [1e10, 1e15, 1e300] {
        let limits = funnel_rate(1.0, persons, P998).unwrap();
        assert!(limits.lower <= 1.0 && 1.0 <= limits.upper && limits.upper < 1.001, "{persons}: {limits:?}");
    }
}

/// The lower limit stays 0 as long as chance alone may give no events.
#[test]
fn limits_of_a_rate_have_no_steps_and_never_fall_below_nought() {
    let limits = |persons: f64| funnel_rate(0.004, persons, P95).unwrap();
    let mut before = limits(50.0);
    for persons in (51..20_000).step_by(7) {
        let now = limits(f64::from(persons));
        assert!(now.lower >= 0.0 && now.upper < before.upper + 1e-3, "{persons}: {before:?} {now:?}");
        before = now;
    }
    assert!((before.lower - 0.004).abs() < 0.001 && (before.upper - 0.004).abs() < 0.001, "{before:?}");
}

#[test]
fn units_that_differ_by_chance_alone_have_no_overdispersion() {
    let chance: Vec<(f64, f64)> = [-1.5, -0.8, -0.2, 0.1, 0.4, 0.9, 1.4].iter().map(|z| (10.0 + z, 1.0)).collect();
    let spread: Vec<(f64, f64)> = chance.iter().map(|(value, _)| (10.0 + 3.0 * (value - 10.0), 1.0)).collect();
    assert_eq!(Overdispersion::estimate(&chance, 10.0).unwrap().tau_squared, 0.0);
    let found = Overdispersion::estimate(&spread, 10.0).unwrap();
    // Seven units are too few for any to be pulled in: φ = 9·Σz²/7, τ² = (7φ − 6)/(7 − 1).
    equal("7.547143", found.phi);
    equal("7.805000", found.tau_squared);
    let limits = found.limits(10.0, 1.0, P95);
    assert!(limits.lower < 4.2 && limits.upper > 15.8, "{limits:?}");
}

#[test]
fn quartiles_are_those_of_excel() {
    let quartiles = Quartiles::of(&[7.0, 1.0, 4.0, 2.0, 9.0, 3.0]).unwrap();
    assert_eq!((quartiles.first, quartiles.median, quartiles.third), (2.25, 3.5, 6.25));
    assert_eq!([1.0, 2.25, 3.0, 6.25, 9.0].map(|value| quartiles.band(value)), [1, 1, 2, 3, 4]);
    assert_eq!(Quartiles::of(&[]), None);
}
