"""Contact points that a message can be sent to."""

from app.formats import E164

CHANNELS = {"email": "email", "sms": "phone", "phone": "phone"}


def valid_contact(channel: str, value: str | None, region: str) -> str | None:
    """The address or the number in E.164 form, or None where the channel cannot use it.

    A number without a country belongs to `region`; text messages need a number that may be mobile.
    """
    if not value:
        return None
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
