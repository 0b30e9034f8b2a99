"""
Case numbers as people read, say and mistype them: 34-2611-004217-7.

Province, year and month, a counter within the month, and a check digit after
ISO 7064, MOD 11,10, over the twelve digits before it. Who hands out the counter,
and how a number is looked up, lies elsewhere.
"""

import re
import unicodedata

CENTURY = 2000
UNCHECKED = re.compile(r"[1-8][0-9]-[0-9]{2}(?:0[1-9]|1[0-2])-(?!0{6})[0-9]{6}")
ENDING = re.compile(r"[0-9]{5}")
# People type any dash between the groups, or none; pasted text hides odd spaces.
LEFT_OUT = {"Pd", "Zs", "Cc", "Cf"}
MINUS_SIGN = "\u2212"


class WrongNumber(ValueError):
    """This text is no case number."""


def compose(*, province: str, year: int, month: int, counter: int) -> str:
    """
    Return the number of the `counter`th case of this month in the province.

    :raises WrongNumber: if a part does not fit into its place
    """
    return _checked(f"{province}-{year - CENTURY:02}{month:02}-{counter:06}")


def normalised(text: str) -> str:
    """
    Return the number as it is stored, however its digits and hyphens were typed.

    :raises WrongNumber: if the shape or the check digit is wrong
    """
    typed = "".join(filter(_counts, unicodedata.normalize("NFKC", text)))
    number = _checked(f"{typed[:2]}-{typed[2:6]}-{typed[6:-1]}")
    if number[-1] != typed[-1]:
        raise WrongNumber("the last digit does not fit the others")
    return number


def ending(text: str) -> str:
    """
    Return the last five digits as they stand at the end of a number: `4217-7`.

    :raises WrongNumber: if it is not five digits
    """
    typed = "".join(filter(_counts, unicodedata.normalize("NFKC", text)))
    if not ENDING.fullmatch(typed):
        raise WrongNumber("the end of a case number has five digits, as 4217-7")
    return f"{typed[:-1]}-{typed[-1]}"


def is_ending(number: str) -> bool:
    """Whether this is the end of a number, and not a whole one."""
    return number.count("-") == 1


def _counts(character: str) -> bool:
    return character != MINUS_SIGN and unicodedata.category(character) not in LEFT_OUT


def _checked(unchecked: str) -> str:
    if not UNCHECKED.fullmatch(unchecked):
        raise WrongNumber("a case number has thirteen digits, as 34-2611-004217-7")
    return f"{unchecked}-{check_digit(unchecked.replace('-', ''))}"


def check_digit(digits: str) -> str:
    product = 10
    for digit in digits:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)
