"""Numbers that a state gives to people and companies, and what is written inside them."""

import re
import unicodedata

SEPARATORS = re.compile(r"[\s\-./_]+")
RESIDENT = re.compile(r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")
OLD_RESIDENT = re.compile(r"[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}")
CREDIT = re.compile(r"[0-9A-HJ-NP-RT-UW-Y]{2}\d{6}[0-9A-HJ-NP-RT-UW-Y]{10}")
SOCIAL_SECURITY = re.compile(r"(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}")
RESIDENT_LONG = re.compile(r"\d{17}[\dX]")
DOCUMENT = re.compile(r"(?=.*[A-Z])(?=(?:.*\d){5})[A-Z0-9]{6,14}")
FILLED = re.compile(r"(\d)\1{6,}|12345678|98765432")
"""What people type into a field that must be filled."""
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
RESIDENT_WEIGHTS = [pow(2, 17 - place, 11) for place in range(17)]
CREDIT_WEIGHTS = [pow(3, place, 31) for place in range(17)]


def normalised_identifier(text: str) -> str | None:
    """Capitals and digits only; a 15-digit 身份证 number as its 18-digit form.

    >>> normalised_identifier("110105 19491231 002x"), normalised_identifier("11010549123100 2")
    ('11010519491231002X', '11010519491231002X')
    """
    plain = SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
    if OLD_RESIDENT.fullmatch(plain):
        longer = f"{plain[:6]}19{plain[6:]}"
        return longer + resident_check(longer)
    return plain or None


def resident_check(number: str) -> str:
    """The check sign of a resident identity number (GB 11643, ISO 7064 MOD 11-2) from its first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], RESIDENT_WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def is_resident(number: str) -> bool:
    """Whether it is a valid 18-digit 身份证 number.

    >>> is_resident("11010519491231002X"), is_resident("110105194912310021")
    (True, False)
    """
    return RESIDENT.fullmatch(number) is not None and resident_check(number) == number[17]


def is_social_security(number: str) -> bool:
    """Whether nine digits can be a US social security number.

    >>> is_social_security("123456789"), is_social_security("000456789"), is_social_security("7364009")
    (True, False, False)
    """
    return SOCIAL_SECURITY.fullmatch(number) is not None


def is_credit_code(code: str) -> bool:
    """Whether it is a valid 统一社会信用代码 (GB 32100, MOD 31).

    >>> is_credit_code("91350100M000100Y43"), is_credit_code("91350100M000100Y44")
    (True, False)
    """
    if not CREDIT.fullmatch(code):
        return False
    total = sum(
        CREDIT_SIGNS.index(sign) * weight for sign, weight in zip(code[:17], CREDIT_WEIGHTS, strict=True)
    )
    return CREDIT_SIGNS[(31 - total % 31) % 31] == code[17]


def born_on(number: str) -> str | None:
    """The birth date, YYYYMMDD, inside a valid resident number.

    >>> born_on("11010519491231002X")
    '19491231'
    """
    return number[6:14] if is_resident(number) else None


def national_number(text: str) -> str | None:
    """A person's number in normal form, None where it can be none.

    A 身份证 or social security number, or that of a passport or another document.

    >>> national_number("110105 19491231 002x"), national_number("110105194912310021")
    ('11010519491231002X', None)
    >>> national_number("321-45-6788"), national_number("e20345678"), national_number("000000000")
    ('321456788', 'E20345678', None)
    """
    plain = normalised_identifier(text)
    if plain is None or FILLED.search(plain):
        return None
    if RESIDENT_LONG.fullmatch(plain):
        return plain if is_resident(plain) else None
    return plain if is_social_security(plain) or DOCUMENT.fullmatch(plain) else None


def is_lifelong(number: str) -> bool:
    """Whether a person has one number of this kind for life, so that two of them are two people: of passports
    one may have several.

    >>> is_lifelong("11010519491231002X"), is_lifelong("123456788"), is_lifelong("E12345678")
    (True, True, False)
    """
    return is_resident(number) or is_social_security(number)
