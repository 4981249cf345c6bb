"""Which system knows which phone and e-mail of a person, and which records can therefore be joined."""

from dataclasses import dataclass

import numpy as np

from simulation.arrays import Bools, Floats, Ints, Objects, chance, objects
from simulation.names import Names
from simulation.spelling import miskeyed

FXIAOKE, DUPLICATE, ZOHO, SHOPIFY = range(4)
EMAIL, PHONE = range(2)
NONE, GOOD, PLACEHOLDER, MISKEYED = range(4)

# How often each profile holds an e-mail and a phone of its person.
KNOWN = np.array([[0.6, 0.96], [0.5, 0.9], [0.93, 0.6], [0.97, 0.5]])
PLACEHOLDERS = np.array([[0.004, 0.015], [0.004, 0.015], [0.002, 0.01], [0.004, 0.01]])
MISKEYING = 0.005
REPAIRED = 0.93
PHONES = 7 * 10**9
_STEP = 4_194_304_013  # prime to PHONES, so no number comes twice


@dataclass(frozen=True)
class Contacts:
    """Own e-mail and phone of each person, and what of them each profile shows.

    present: (4 profiles, people); state: (4 profiles, 2 keys, people), one of NONE, GOOD,
    PLACEHOLDER, MISKEYED.
    """

    email: Objects
    phone: Objects
    present: Bools
    state: Ints

    @property
    def good(self) -> Bools:
        """Which profile shows which right key."""
        return np.asarray((self.state == GOOD) & self.present[:, None, :])

    @property
    def recoverable(self) -> Bools:
        """Which profiles exact keys join to the person's main group: those with an e-mail, else a phone."""
        email, phone = self.good[:, EMAIL], self.good[:, PHONE]
        bridged = (email & phone).any(axis=0) | ~email.any(axis=0)
        alone = self.present.sum(axis=0) == 1
        return np.asarray(self.present & (email | (phone & bridged) | alone))

    def reachable(self, key: int) -> Bools:
        """Whose key stands in a profile of their main group."""
        return np.asarray((self.good[:, key] & self.recoverable).any(axis=0))


def draw_contacts(
    number: Ints,
    names: Names,
    present: Bools,
    households: Bools,
    testers: Bools,
    seed: int,
    rng: np.random.Generator,
) -> Contacts:
    """Contacts for people with these running numbers.

    Households share the phone of the person before; testers show placeholders only.
    """
    phone = _phones(number, seed)
    phone[households] = np.roll(phone, 1)[households]
    state = _states(present, rng)
    state[:, :, testers] = PLACEHOLDER
    return Contacts(_emails(number, names, rng), phone, present, state)


def _phones(number: Ints, seed: int) -> Objects:
    """A different plausible mobile number for each running number: a stride through all of them."""
    places = (number * _STEP + seed * 7_919_393) % PHONES
    return objects([f"1{3 + place // 10**9}{place % 10**9:09d}" for place in places.tolist()])


def _emails(number: Ints, names: Names, rng: np.random.Generator) -> Objects:
    domains = rng.choice(["com", "org", "net"], len(number)).tolist()
    marks = rng.choice([".", "_", ""], len(number)).tolist()
    rows = zip(names.given_latin, marks, names.family_latin, number.tolist(), domains, strict=True)
    return objects([f"{g}{m}{f}{n * 7 + 11}@example.{d}".lower() for g, m, f, n, d in rows])


def _states(present: Bools, rng: np.random.Generator) -> Ints:
    """Draw what each profile shows, then mend most of the people whose profiles would not hold together."""
    people = present.shape[1]
    state = np.where(rng.random((4, 2, people)) < KNOWN[:, :, None], GOOD, NONE)
    spoil = rng.random((4, 2, people))
    state = np.where((state == GOOD) & (spoil < MISKEYING), MISKEYED, state)
    state = np.where(spoil > 1 - PLACEHOLDERS[:, :, None], PLACEHOLDER, state)
    _mend(state, present, rng)
    return state


def _mend(state: Ints, present: Bools, rng: np.random.Generator) -> None:
    """Give most profiles without a right key one, and most people without a bridge between keys both."""
    people = present.shape[1]
    blind = present & ~(state == GOOD).any(axis=1) & chance(rng, REPAIRED, people)
    blind[SHOPIFY] |= (state[SHOPIFY] == NONE).all(axis=0)  # no checkout without an e-mail or a phone
    state[:, PHONE][blind & (np.arange(4) < ZOHO)[:, None]] = GOOD
    state[:, EMAIL][blind & (np.arange(4) >= ZOHO)[:, None]] = GOOD
    shown = (state == GOOD) & present[:, None, :]
    torn = ~(shown[:, EMAIL] & shown[:, PHONE]).any(axis=0) & shown.any(axis=0).all(axis=0)
    torn &= chance(rng, REPAIRED, people)
    first = np.argmax(present, axis=0)
    state[first[torn], :, np.flatnonzero(torn)] = GOOD


def shown(
    contacts: Contacts, profile: int, key: int, placeholders: tuple[str, ...], miskey: Floats
) -> Objects:
    """The key as the profile shows it, before styles: right, wrong by a character, a placeholder or blank."""
    state, own = contacts.state[profile, key], (contacts.email, contacts.phone)[key]
    value = np.where(state == GOOD, own, "")
    value = np.where(
        state == PLACEHOLDER, objects(placeholders)[(miskey * len(placeholders)).astype(int)], value
    )
    for person in np.flatnonzero(state == MISKEYED):
        value[person] = miskeyed(own[person])
    return value
