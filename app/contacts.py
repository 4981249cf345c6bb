"""Contact points that a message can be sent to."""

import re

from app.formats import E164

# What nearly all contact points look like is recognised here; the libraries, 50 times slower, judge the rest.
PLAIN_EMAIL = re.compile(
    r"[a-z0-9_+-]{1,20}(\.[a-z0-9_+-]{1,20}){0,2}@([a-z0-9]{1,40}\.){1,3}(com|cn|net|org|edu|de|uk|fr|jp|hk|tw)"
)
PLAIN_MOBILE = re.compile(r"\+861(3[0-9]|5[0-35-9]|8[0-9])[0-9]{8}")

CHANNELS = {"email": "email", "sms": "phone", "phone": "phone"}


def valid_contact(channel: str, value: str | None, region: str) -> str | None:
    """The address or the number in E.164 form, or None where the channel cannot use it.

    A number without a country belongs to `region`; text messages need a number that may be mobile.
    """
    if not value:
        return None
    if (PLAIN_EMAIL if channel == "email" else PLAIN_MOBILE).fullmatch(value):
        return value
    return _email(value) if channel == "email" else _number(value, region, needs_mobile=channel == "sms")


def _email(value: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(value.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def _number(value: str, region: str, *, needs_mobile: bool) -> str | None:
    import phonenumbers
    from phonenumbers import PhoneNumberType

    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return None
    landlines = {PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE}
    if not phonenumbers.is_valid_number(number):
        return None
    if needs_mobile and phonenumbers.number_type(number) in landlines:
        return None
    text: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return text if E164.fullmatch(text) else None
