"""What goes wrong when somebody copies a value: slips of finger, ear and eye."""

import random
import re

NEXT_KEY = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioopsdfghjkllxcvbnmm", strict=True))
HEARD = (
    ("ph", "f"),
    ("ie", "y"),
    ("y", "i"),
    ("ck", "k"),
    ("c", "k"),
    ("s", "z"),
    ("ll", "l"),
    ("l", "ll"),
    ("tt", "t"),
    ("ou", "u"),
    ("ee", "ea"),
    ("ei", "ie"),
    ("ai", "ay"),
    ("mm", "m"),
    ("nn", "n"),
    ("n", "nn"),
)
ALIKE = {"0": "8", "1": "7", "2": "3", "3": "8", "4": "9", "5": "6", "6": "5", "7": "1", "8": "3", "9": "4"}


def typed(text: str, rng: random.Random) -> str:
    """One letter or digit more, less, other, or changed with the next."""
    if not text:
        return text
    at, kind = rng.randrange(len(text)), rng.randrange(4)
    if kind == 0 and len(text) > 2:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + _other(text[at]) + text[at + 1 :]


def _other(sign: str) -> str:
    return ALIKE.get(sign) or NEXT_KEY.get(sign.lower(), sign)


def heard(text: str, rng: random.Random) -> str:
    """A part written as it sounds; a slip of the finger where nothing sounds alike."""
    fitting = [(one, other) for one, other in HEARD if one in text]
    return text.replace(*rng.choice(fitting), 1) if fitting else typed(text, rng)


def parted(text: str, rng: random.Random) -> str:
    """A blank too many or too few."""
    if " " in text:
        return text.replace(" ", "", 1)
    at = rng.randrange(1, len(text)) if len(text) > 3 else 0
    return f"{text[:at]} {text[at:]}" if at else text


def worded(text: str, rng: random.Random) -> str:
    """One of the slips that words suffer."""
    return rng.choice((typed, typed, heard, parted))(text, rng)


def numbered(text: str, rng: random.Random) -> str:
    """A digit wrong, or two changed with each other; signs stay where they are."""
    places = [found.start() for found in re.finditer(r"\d", text)]
    if not places:
        return text
    at = rng.randrange(len(places))
    if rng.random() < 0.4 and at + 1 < len(places):
        signs, (one, other) = list(text), (places[at], places[at + 1])
        signs[one], signs[other] = signs[other], signs[one]
        return "".join(signs)
    return text[: places[at]] + ALIKE[text[places[at]]] + text[places[at] + 1 :]


def dated(day: str, rng: random.Random) -> str:
    """A day, YYYY-MM-DD, with a digit wrong, day and month swapped, or only its year known."""
    year, month, number = day.split("-")
    kind = rng.randrange(5)
    if kind == 0 and int(number) <= 12:
        return f"{year}-{number}-{month}"
    if kind == 1:
        return f"{year}-01-01"
    if kind == 2:
        return f"{int(year) + rng.choice((-10, -1, 1, 2))}-{month}-{number}"
    if kind == 3:
        return f"{year}-{month}-{rng.randrange(1, 29):02d}"
    return f"{year}-{rng.randrange(1, 13):02d}-{number}"
