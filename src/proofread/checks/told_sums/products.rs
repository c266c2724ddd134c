//! Products in running text: `12 møder med hver 25 deltagere, i alt 300`, `1.116 besøg à 75 minutter, i alt 1.395 timer`,
//! `371 recepter pr. 1.000 sikrede og 1.173.861 sikrede giver i alt 435.500`.

use crate::proofread::checks::prelude::*;

/// Words that make the second number one for each of the first.
const FOR_EACH: [WordClass; 2] = [EACH, words![à á gange gennemsnit gennemsnitligt]];
/// How many of a unit make one of a larger.
const UNITS: [(&str, &str, f64); 4] =
    [("minut", "time", 60.0), ("minutter", "timer", 60.0), ("dage", "uger", 7.0), ("måneder", "år", 12.0)];
/// Greatest distance at which the total is meant to be the product, as a share of it.
const NEAR: f64 = 0.5;
/// Words in a sentence whose numbers do not multiply.
const OTHERWISE: [WordClass; 2] = [AGAINST, words![end mellem median procent]];

pub(super) fn check(sentence: &PrintedSentence, before: Option<&PrintedSentence>, claims: &mut Vec<Claim>) {
    claims.extend(product(sentence, before).filter(|claim| !claim.is_told_by(claims)));
}

fn product(sentence: &PrintedSentence, before: Option<&PrintedSentence>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    // »…, i alt 192 pladser, hvoraf 173 blev brugt«
    let heraf = tokens.iter().position(|placed| placed.is_in(&[PARTITIVES])).unwrap_or(tokens.len());
    // »Der er 40 uger med 28 lektioner. Det bliver til 1.120 lektioner«
    let points =
        is_in(word(tokens, Some(0)), &[THIS]) && is_in(word(tokens, Some(1)), &[GIVES, words![bliver blev svarer]]);
    let before =
        before.filter(|before| points && !has_any(&before.tokens, &OTHERWISE) && years(&before.tokens).is_empty());
    let earlier = before.map(|before| before.quantities()).unwrap_or_default().into_iter();
    let all: Vec<Quantity<'_>> =
        earlier.chain(sentence.quantities().into_iter().filter(|own| own.at < heraf)).collect();
    let is_plain = !tokens.iter().take(heraf).any(|placed| placed.is_in(&OTHERWISE));
    if !is_plain {
        return None;
    }
    let (factors, by, total) = factors(sentence, &all, points)?;
    let [one, two] = factors.as_slice() else { return None };
    let exact = one.value() * two.value() / by;
    // Both may be rounded, and so may the total.
    let is_mean = tokens.iter().any(|placed| placed.word().starts_with("gennemsnit"));
    let slack = |own: &Quantity<'_>| {
        if by >= 100.0 || is_mean && std::ptr::eq(own, *two) { own.number.half_unit() } else { own.number.slack() }
    };
    let room = (slack(one) * two.value() + slack(two) * one.value()) / by
        + total.number.half_unit()
        + if total.is_exact { 0.0 } else { 0.05 * exact };
    let shown = PrintedNumber { is_year: false, ..total.number };
    let printed = total.number;
    let subject = match by {
        1.0 => format!("{} gange {}", one.number, two.number),
        _ => format!("{} gange {} delt med {}", one.number, two.number, PrintedNumber::whole(by)),
    };
    let far = (printed.value - exact).abs();
    let (verdict, computation) = match () {
        () if far <= room => (ClaimVerdict::Agrees, format!("{subject} er {printed}, som der står.")),
        () if far <= NEAR * exact => {
            (ClaimVerdict::MayContradict, format!("{subject} er {}, men der står {printed}.", shown.corrected(exact)))
        }
        () => return None,
    };
    let (start, end) =
        if points { (0, total.noun_end()) } else { (one.at.min(total.at), total.noun_end().max(two.end)) };
    let claim = Claim::new(Code::PrintedSum, verdict, computation, sentence.passage(start, end));
    Some([*one, *two, total].iter().fold(claim, |claim, own| claim.about(own.sentence.index, [own.number])))
}

/// The factors, what their product is divided by, and the total that it should be.
fn factors<'a, 'b>(
    sentence: &PrintedSentence,
    all: &'b [Quantity<'a>],
    points: bool,
) -> Option<(Vec<&'b Quantity<'a>>, f64, &'b Quantity<'a>)> {
    let tokens = &sentence.tokens;
    Some(match all {
        [price, many, total] if is_price(price, many, total) => (vec![price, many], total.scale, total),
        [fee, many, total] if is_fee(fee, many, total) => (vec![fee, many], total.scale, total),
        // »118 kr. om dagen, hvilket bliver 3.540 kr. på en måned med 30 dage«
        [one, total, many] if is_in(total.word_before(), &[GIVES, words![bliver]]) && one.kind == total.kind => {
            (vec![one, many], total.scale, Some(total).filter(|_| many.is_count() && total.value() > one.value())?)
        }
        [one, two, total] if points => {
            let is_product =
                [one, two, total].iter().all(|own| own.is_exact) && is_slip(&total.number, one.value() * two.value());
            (vec![one, two], 1.0, Some(total).filter(|_| is_product && total.scale == 1.0)?)
        }
        [total, many, each] if is_divided(total, many, each) => (vec![many, each], 1.0, total),
        [one, each, total] => {
            let between = tokens.get(one.end..each.at)?;
            let is_each = between.iter().any(|placed| placed.is_in(&FOR_EACH));
            // »12 gange i 4 klynger« multiplies nothing.
            let is_told = is_each && one.is_count() && one.is_exact && each.is_exact && is_said(total);
            (vec![one, each], units(each, total).filter(|_| is_told)?, total)
        }
        [rate, per, base, total] => {
            let before = word(tokens, per.at.checked_sub(2));
            let is_rate = (before == "pr" || word(tokens, per.at.checked_sub(1)) == "per")
                && [1e2, 1e3, 1e4, 1e5].contains(&per.value());
            let counted = |own: &Quantity<'_>| word(tokens, Some(own.end)).to_owned();
            let is_one_base = !counted(per).is_empty() && counted(per) == counted(base);
            let is_total = total.nouns.iter().any(|noun| rate.nouns.contains(noun));
            (vec![rate, base], per.value(), Some(total).filter(|_| is_rate && is_one_base && is_total)?)
        }
        _ => return None,
    })
}

/// Whether the total comes before its factors: `36 deltagere fordelt på to hold à 18`.
fn is_divided(total: &Quantity<'_>, many: &Quantity<'_>, each: &Quantity<'_>) -> bool {
    let tokens = &total.sentence.tokens;
    let words = |from: usize, to: usize| tokens.get(from..to).unwrap_or_default();
    let is_split = words(total.end, many.at)
        .windows(2)
        .any(|pair| matches!(pair, [one, two] if one.word() == "fordelt" && two.word() == "på"));
    // »Fire afdelinger med 18 pladser i hver«
    let after = words(each.noun_end(), (each.noun_end() + 2).min(tokens.len()));
    let is_each = words(many.end, each.at).iter().any(|placed| placed.is_in(&[PER])) || has_any(after, &[EACH]);
    is_split && is_each && [total, many, each].iter().all(|own| own.is_count() && own.is_exact)
}

/// Whether the first is the price of each of what the second counts: `Prisen pr. forløb var 4.250 kr., så de 300 forløb kostede …`.
fn is_price(price: &Quantity<'_>, many: &Quantity<'_>, total: &Quantity<'_>) -> bool {
    let before = price.sentence.tokens.get(..price.at).unwrap_or_default();
    let is_each = |pair: &[PlacedToken]| matches!(pair, [per, noun] if per.is_in(&[PER, EACH]) && many.nouns.contains(&stem(noun.word())));
    let words: Vec<PlacedToken> = before.iter().filter(|placed| !placed.is('.')).cloned().collect();
    let is_money = price.kind == QuantityKind::Money && total.kind == QuantityKind::Money && price.scale == 1.0;
    is_money && many.is_count() && many.is_exact && price.is_exact && words.windows(2).any(is_each)
}

/// Whether the first is what each of those pays who pay the total together, which is close to their product.
fn is_fee(fee: &Quantity<'_>, many: &Quantity<'_>, total: &Quantity<'_>) -> bool {
    let are_money = [fee, total].iter().all(|own| own.kind == QuantityKind::Money && own.scale == 1.0);
    let is_known = many.is_count() && [fee, many, total].iter().all(|own| own.is_exact);
    let product = fee.value() * many.value();
    are_money && is_known && many.word_before() == "de" && is_said(total) && is_slip(&total.number, product)
}

/// Whether »i alt« or »tilsammen« comes before the total.
fn is_said(total: &Quantity<'_>) -> bool {
    let before = [total.word_before(), word(&total.sentence.tokens, total.at.checked_sub(2))];
    before.iter().any(|word| is_in(word, &[TOGETHER, THAT_IS]))
}

/// What the product is divided by to get the unit of the total. `None` if the total counts something else.
fn units(each: &Quantity<'_>, total: &Quantity<'_>) -> Option<f64> {
    let unit = |own: &Quantity<'_>| word(&own.sentence.tokens, Some(own.end)).to_owned();
    let (small, large) = (unit(each), unit(total));
    if small == large || total.nouns.is_empty() || each.is_alike(total) {
        return Some(1.0);
    }
    UNITS.iter().find(|(one, many, _)| *one == small && *many == large).map(|(.., by)| *by)
}
