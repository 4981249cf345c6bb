"""What a manager sees first: the data's light, the key numbers, goals, changes, trust, the next decision."""

from dataclasses import dataclass

from assets.reports.blocks import text
from assets.reports.content import Content, Record
from assets.reports.formats import Money, count, day, points, rate, relative
from assets.reports.sections.feeds import behind, feed_name
from assets.reports.words import Both, both, joined, named, word, word_or

KEY_NUMBERS = (
    "customers",
    "active_customers",
    "revenue_at_risk",
    "expected_value_365",
    "repeat_rate",
    "campaign_uplift",
)
RESTS_ON = {"expected_value_365": "lifetime_value", "revenue_at_risk": "churn"}
DOUBTFUL = ("C", "D")
IN_POINTS = {"campaign_uplift"}
LESS_IS_BETTER = {"revenue_at_risk", "high_risk_customers"}
USABLE_GOOD, USABLE_FAIR = 0.98, 0.95
STALE_DAYS = 7
STALE_NAMED = 2
GOAL_TONES = {"reached": "good", "almost": "fair", "missed": "bad", "unknown": "neutral"}
CHANGES_SHOWN = 5


@dataclass(frozen=True)
class KeyNumber:
    """One measure as a card; the unit is what is set smaller behind the value."""

    measure: str
    name: Both
    value: Both
    unit: Both
    change: Both
    tone: str
    definition: Both
    caution: Both

    @property
    def is_words(self) -> bool:
        """Whether the value is a word, such as "cannot tell"."""
        return self.value.en[:1].isalpha()


@dataclass(frozen=True)
class Light:
    """A traffic light that can be read without its colour."""

    tone: str
    text: Both


@dataclass(frozen=True)
class Goal:
    """A goal against the actual figure; `width` is the attainment in percent, at most 100."""

    name: Both
    owner: Both
    actual: Both
    target: Both
    attainment: Both
    width: str
    light: Light


@dataclass(frozen=True)
class FirstScreen:
    """The whole first screen; `changes` are tone and sentence, `grades` grade and sentence."""

    data: Light
    freshness: Both
    numbers: list[KeyNumber]
    goals: list[Goal]
    changes: list[tuple[str, Both]]
    grades: list[tuple[str, Both]]
    decision: Both
    reasons: Both
    since: Both


def first_screen(content: Content) -> FirstScreen:
    """The first screen of this content."""
    decision, reasons = named(content.one("plan_summary"), "sentence").split()
    return FirstScreen(
        data=data_light(content),
        freshness=freshness(content),
        numbers=[key_number(content, name) for name in KEY_NUMBERS],
        goals=[goal(content, row) for row in content["goals"]],
        changes=[(row["kind"] or "neutral", named(row, "sentence")) for row in content["changes"]],
        grades=[(row["grade"], named(row, "sentence")) for row in content["grades"]],
        decision=decision,
        reasons=reasons,
        since=word("first.since", day=day(content.previous_on))
        if content.previous_on
        else word("first.changes"),
    )


def key_number(content: Content, measure: str) -> KeyNumber:
    """One measure with its change since the previous snapshot."""
    row = content.measure(measure)
    change, tone = _change(content, measure)
    value = shown(row.get("value"), row.get("unit"), content.currency, measure)
    if measure in IN_POINTS and row.get("value") is None:
        value = word("results.unclear" if content["campaign_results"] else "first.not_measured")
    unit = word("number.points_unit") if measure in IN_POINTS and row.get("value") is not None else both("")
    name = named(row) if row else word(f"measure.{measure}")
    definition, caution = named(row, "definition"), _caution(content, measure)
    return KeyNumber(measure, name, value.before(unit), unit, change, tone, definition, caution)


def _caution(content: Content, measure: str) -> Both:
    """A warning where the number rests on a model that should not be relied on."""
    grades = {row["model"]: row["grade"] for row in content["grades"]}
    grade = grades.get(RESTS_ON.get(measure, ""))
    return word("first.caution", grade=grade) if grade in DOUBTFUL else both("")


def shown(value: float | None, unit: str | None, currency: str, measure: str = "") -> Both:
    """A measure's value in its unit."""
    if measure in IN_POINTS:
        return points(value)
    if unit == "money":
        return Money(currency).short(value)
    return rate(value) if unit == "rate" else count(value)


def _change(content: Content, measure: str) -> tuple[Both, str]:
    row = content.measure(measure)
    now, before = row.get("value"), content.previous.get(measure)
    if now is None or before is None:
        return both(""), "neutral"
    said = points(now - before) if row["unit"] == "rate" else relative(now, before)
    if said.en.strip("+\N{MINUS SIGN}0.% pts") == "":
        return word("first.unchanged"), "neutral"
    is_better = (now > before) != (measure in LESS_IS_BETTER)
    return said, ("better " if is_better else "worse ") + ("up" if now > before else "down")


def data_light(content: Content) -> Light:
    """Green, amber or red for the rows that came, with the reason in words."""
    usable = content.measure("usable_rows_rate").get("value")
    held = len([row for row in content["held_files"] if row["status"] != "loaded"])
    if usable is None:
        return Light("neutral", word("light.unknown"))
    is_good = usable >= USABLE_GOOD and not held and not behind(content)
    tone = "good" if is_good else "fair" if usable >= USABLE_FAIR else "bad"
    sentence = word(f"light.{tone}", share=rate(usable))
    return Light(tone, sentence + word("light.held", files=count(held)) if held else sentence)


def freshness(content: Content) -> Both:
    """How old the newest order is on the reporting day, and which feeds are not up to date."""
    newest = content.one("freshness").get("newest_on")
    if newest is None:
        return word("first.no_orders")
    days = (content.as_of - newest).days
    if days <= 0:
        return word("first.replayed", day=day(content.as_of)) + stale(content)
    said = word("first.stale" if days > STALE_DAYS else "first.fresh", day=day(newest), days=count(days))
    return said + stale(content)


def stale(content: Content) -> Both:
    """The feeds that are not up to date, in a sentence; nothing where all are."""
    late = behind(content)
    names = joined([feed_name(row) for row in late[:STALE_NAMED]])
    key = "first.stale_feeds" if len(late) <= STALE_NAMED else "first.stale_many"
    return word(key, names=names, more=count(len(late) - STALE_NAMED)) if late else both("")


def goal(content: Content, row: Record) -> Goal:
    """One goal with its light."""
    attainment = row["attainment"]
    unit, measure = row["unit"], row["measure"]
    return Goal(
        named(row, otherwise=row["goal"]),
        text(None) if row["owner"] is None else word_or(f"owner.{row['owner']}", row["owner"]),
        shown(row["actual"], unit, content.currency, measure),
        shown(row["target"], unit, content.currency, measure),
        rate(attainment),
        f"{max(0.0, min(1.0, attainment or 0.0)) * 100:.0f}",
        goal_light(row["status"]),
    )


def goal_light(status: str | None) -> Light:
    """Reached, almost reached, missed, or not measured."""
    known = status if status in GOAL_TONES else "unknown"
    return Light(GOAL_TONES[known], word(f"goal.{known}"))
