//! Registration numbers of organizations and their check digits.
//!
//! Sources: приказ ФНС России от 29.06.2012 № ММВ-7-6/435@ (ИНН); постановление Правительства РФ
//! от 19.06.2002 № 438 (ОГРН). The ministry's register is typed by hand; one wrong digit is caught.

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadNumber {
    /// Not only digits, or not as many as such a number has.
    #[error("должно быть {0} цифр")]
    Form(&'static str),
    /// The last digit does not fit the others.
    #[error("контрольная цифра не сходится: проверьте, не переставлены ли цифры")]
    CheckDigit,
}

/// Checks a taxpayer number: 10 digits of an organization or 12 of a person.
///
/// # Errors
/// [`BadNumber`] says what is wrong, in words for the person who typed it.
pub fn check_inn(inn: &str) -> Result<(), BadNumber> {
    const TEN: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    const ELEVEN: [u32; 10] = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    const TWELVE: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let digits = digits(inn).ok_or(BadNumber::Form("10 или 12"))?;
    let check = |weights: &[u32]| {
        let sum: u32 = weights.iter().zip(&digits).map(|(weight, digit)| weight * digit).sum();
        sum % 11 % 10
    };
    let right = match digits.len() {
        10 => check(&TEN) == digits[9],
        12 => check(&ELEVEN) == digits[10] && check(&TWELVE) == digits[11],
        _ => return Err(BadNumber::Form("10 или 12")),
    };
    if right { Ok(()) } else { Err(BadNumber::CheckDigit) }
}

/// Checks a state registration number: 13 digits, the last is the rest of the others by 11.
///
/// # Errors
/// [`BadNumber`] says what is wrong.
pub fn check_ogrn(ogrn: &str) -> Result<(), BadNumber> {
    let digits = digits(ogrn).filter(|d| d.len() == 13).ok_or(BadNumber::Form("13"))?;
    let rest = digits[..12].iter().fold(0u32, |rest, digit| (rest * 10 + digit) % 11) % 10;
    if rest == digits[12] { Ok(()) } else { Err(BadNumber::CheckDigit) }
}

/// The check digit that makes nine digits a valid ИНН of an organization; for invented registers.
pub fn inn_of(nine: u64) -> String {
    let base = format!("{:09}", nine % 1_000_000_000);
    completed(&base, |number| check_inn(number).is_ok())
}

/// The check digit that makes twelve digits a valid ОГРН; for invented registers.
pub fn ogrn_of(twelve: u64) -> String {
    let base = format!("{:012}", twelve % 1_000_000_000_000);
    completed(&base, |number| check_ogrn(number).is_ok())
}

fn completed(base: &str, valid: impl Fn(&str) -> bool) -> String {
    (0..10).map(|digit| format!("{base}{digit}")).find(|n| valid(n)).unwrap_or_default()
}

fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_numbers_pass_and_a_wrong_digit_does_not() {
        assert_eq!(check_inn("7707083893"), Ok(()));
        assert_eq!(check_inn("500100732259"), Ok(()));
        assert_eq!(check_inn("7707083894"), Err(BadNumber::CheckDigit));
        assert_eq!(check_inn("77070838"), Err(BadNumber::Form("10 или 12")));
        assert_eq!(check_ogrn("1027700132195"), Ok(()));
        assert_eq!(check_ogrn("1027700132196"), Err(BadNumber::CheckDigit));
    }

    proptest! {
        #[test]
        fn invented_numbers_are_valid(n in any::<u64>()) {
            prop_assert_eq!(check_inn(&inn_of(n)), Ok(()));
            prop_assert_eq!(check_ogrn(&ogrn_of(n)), Ok(()));
        }
    }
}
