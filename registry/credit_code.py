"""
The unified social credit code of an organisation, after GB 32100-2015.

Eighteen characters: registering authority, kind of organisation, six digits of the
division, nine characters of the organisation, one check character. Whether such an
organisation exists is for the register of firms to say.
"""

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
MODULUS = len(ALPHABET)
WEIGHTS = tuple(pow(3, place, MODULUS) for place in range(17))
UNCHECKED = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{9}}")


class WrongCreditCode(ValueError):
    """This text is no unified social credit code."""


def normalised(code: str) -> str:
    """
    Return the code as it is stored: upper case, half-width, without spaces.

    :raises WrongCreditCode: if the shape or the check character is wrong
    """
    stored = "".join(unicodedata.normalize("NFKC", code).split()).upper()
    if check_character(stored[:-1]) != stored[-1:]:
        raise WrongCreditCode("the check character does not fit the code")
    return stored


def check_character(first_17: str) -> str:
    """
    Return the eighteenth character, after GB 32100-2015, 4.2.5.

    :raises WrongCreditCode: if these are not the first seventeen of a code
    """
    if not UNCHECKED.fullmatch(first_17):
        raise WrongCreditCode("a credit code has eighteen digits and capital letters")
    values = map(ALPHABET.index, first_17)
    total = sum(value * weight for value, weight in zip(values, WEIGHTS, strict=True))
    return ALPHABET[-total % MODULUS]
