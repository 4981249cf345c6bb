"""Contact points as written, made comparable: E.164 phones, lower-case e-mails, placeholders named."""

import re
import unicodedata

import pandas as pd
import phonenumbers
from email_validator import EmailNotValidError, validate_email

PLACEHOLDER_LOCAL_PARTS = frozenset(
    {
        "test",
        "tests",
        "none",
        "na",
        "null",
        "noemail",
        "no-email",
        "noreply",
        "no-reply",
        "unknown",
        "xxx",
        "abc",
        "a",
    }
)
PLACEHOLDER_RUN = re.compile(r"(\d)\1{6,}|12345678|01234567|98765432")
CHINESE_MOBILE = re.compile(r"(?:(?:\+|00)?86)?(1[3-9]\d{9})")
PLAIN_EMAIL = re.compile(
    r"[a-z0-9_%+-]+(?:\.[a-z0-9_%+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}"
)
SEPARATORS = re.compile(r"[\s().·—–-]+")


def normalised_phone(text: str, region: str) -> str | None:
    """The number in E.164, or None where it is no possible number of the region or the world.

    >>> normalised_phone("０１３８-0013 8001".lstrip("０"), "CN")
    '+8613800138001'
    >>> normalised_phone("0086 138 0013 8001", "CN"), normalised_phone("12", "CN")
    ('+8613800138001', None)
    """
    plain = SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    if region == "CN" and (mobile := CHINESE_MOBILE.fullmatch(plain)):
        return "+86" + mobile[1]
    try:
        number = phonenumbers.parse("+" + plain[2:] if plain.startswith("00") else plain, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalised_email(text: str) -> str | None:
    """The address in lower case with its domain in ASCII, or None where it can be no address.

    >>> normalised_email(" Li.Wei@Example.COM "), normalised_email("li wei@example")
    ('li.wei@example.com', None)
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if PLAIN_EMAIL.fullmatch(plain):
        return plain
    try:
        return validate_email(plain, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        return None


def is_placeholder_phone(number: str) -> bool:
    """Whether somebody typed it to fill a required field.

    >>> is_placeholder_phone("+8613800000000"), is_placeholder_phone("+8613812349876")
    (True, False)
    """
    return bool(PLACEHOLDER_RUN.search(number))


def is_placeholder_email(address: str) -> bool:
    """Whether somebody typed it to fill a required field.

    >>> is_placeholder_email("test@example.com"), is_placeholder_email("li.wei@example.com")
    (True, False)
    """
    return address.partition("@")[0] in PLACEHOLDER_LOCAL_PARTS


IS_PLACEHOLDER = {"email": is_placeholder_email, "phone": is_placeholder_phone}


def contact_points(frame: pd.DataFrame, region: str) -> pd.DataFrame:
    """Normalise distinct values: frame[kind ('email'|'phone'), value] → + normalised, is_placeholder.

    `normalised` is missing where the value can reach nobody.
    """
    rows = zip(frame["kind"], frame["value"], strict=True)
    normalised = [
        normalised_email(one) if kind == "email" else normalised_phone(one, region) for kind, one in rows
    ]
    pairs = zip(frame["kind"], normalised, strict=True)
    placeholder = [one is not None and IS_PLACEHOLDER[kind](one) for kind, one in pairs]
    text = pd.Series(normalised, index=frame.index, dtype="str")
    return frame.assign(normalised=text, is_placeholder=placeholder).astype({"is_placeholder": "bool"})
