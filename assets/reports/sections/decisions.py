"""The decisions proposed: whom to contact with what, what limits it, who is left out and why."""

from assets.reports.blocks import (
    Block,
    Chart,
    Column,
    Note,
    Section,
    Table,
    looked_up,
    missing,
    said,
    table,
    text,
    total,
)
from assets.reports.charts import SERIES, label, stacks
from assets.reports.content import Content, Record
from assets.reports.formats import Money, count, rate
from assets.reports.sections.consents import consents
from assets.reports.words import Both, named, word, word_or

REFUSALS_SHOWN = 8


def decisions(content: Content) -> Section:
    """The plan, its limits and its refusals."""
    return Section(
        "decisions",
        (
            *summary(content),
            *groups(content),
            *plan(content),
            *consents(content),
            limits(content),
            refusals(content),
        ),
    )


def summary(content: Content) -> list[Block]:
    """The plan in one sentence, and what bounds it."""
    row = content.one("plan_summary")
    if not row or not row["offers"]:
        return [missing("plan")]
    if not row["chosen"]:
        return [Note(word("plan.nobody"), word("plan.in_numbers"), "finding")]
    money = Money(content.currency)
    sentence = word(
        "plan.summary",
        eligible=count(row["eligible"]),
        chosen=count(row["chosen"]),
        held_out=count(row["held_out"]),
        spent=money.full(row["spent"]),
        budget=word("plan.unlimited") if row["budget"] is None else money.full(row["budget"]),
        value=money.full(row["expected_value"]),
        lower=money.full(row["expected_value_lower"]),
    )
    return [
        Note(sentence, word("plan.in_numbers"), "finding", is_wide=False),
        Note(_bound(row, money), word("plan.bound"), "finding", is_wide=False),
    ]


def _bound(row: Record, money: Money) -> Both:
    basis = word("plan.by_baseline" if row["basis"] == "baseline" else "plan.by_model")
    if not row["binding_constraint"] or not row["shadow_price"]:
        return word("plan.unbound") + basis
    name = word_or(f"constraint.{row['binding_constraint']}", str(row["binding_constraint"]))
    return word("plan.binding", name=name, price=money.full(row["shadow_price"])) + basis


def plan(content: Content) -> list[Block]:
    """Customers to contact by segment and offer."""
    rows = content["plan_groups"]
    if not rows:
        return []
    names = {row["segment"]: named(row) for row in content["eleven"]} | {"none": word("plan.no_segment")}
    segments = sorted(
        {row["segment"] for row in rows}, key=lambda one: (-_contacted(rows, "segment", one), one)
    )
    offers = sorted({row["offer"] for row in rows}, key=lambda one: (-_contacted(rows, "offer", one), one))
    sums = {(row["segment"], row["offer"]): row["contacted"] for row in rows}
    series = [
        (
            label(offer_name(content, offer)),
            [sums.get((one, offer), 0) for one in segments],
            SERIES[place % len(SERIES)],
        )
        for place, offer in enumerate(offers)
    ]
    shown = [label(names.get(one, word_or(f"segment.{one}", one))) for one in segments]
    drawn = stacks(shown, series, word("axis.customers"), percent=False)
    first = names.get(segments[0], word_or(f"segment.{segments[0]}", segments[0]))
    customers = count(_contacted(rows, "segment", segments[0]))
    takeaway = word("plan.takeaway", name=first, customers=customers, all=count(total(rows, "contacted")))
    return [Chart("plan", word("plan.name"), takeaway, drawn, _plan_table(content, rows, names))]


def _contacted(rows: list[Record], column: str, value: str) -> float:
    return sum(float(row["contacted"]) for row in rows if row[column] == value)


def offer_name(content: Content, offer: str | None) -> Both:
    """The offer's name in the campaign file, else as it is; none is any of them."""
    if offer is None:
        return word("refusals.any")
    return content.offers.get(offer, word_or(f"offer.{offer}", offer))


def channel_name(channel: str | None) -> Both:
    """The channel's name; none is any of them."""
    return word("refusals.any") if channel is None else word_or(f"channel.{channel}", channel)


def _offer_columns(content: Content) -> list[Column]:
    return [
        said("offer", lambda row: offer_name(content, row["offer"])),
        said("channel", lambda row: channel_name(row["channel"])),
    ]


def _plan_columns(content: Content) -> list[Column]:
    money = Money(content.currency).full
    return [
        Column("contacted", count, "contacted"),
        Column("held_out", count, "held_out"),
        Column("cost", money, "cost"),
        Column("expected_margin", money, "expected_value"),
        Column("at_least", money, "expected_value_lower"),
    ]


def _plan_table(content: Content, rows: list[Record], names: dict[str, Both]) -> Table:
    segment = said("segment", lambda row: names.get(row["segment"], row["segment"]))
    return table(rows, [*_offer_columns(content), segment, *_plan_columns(content)])


def groups(content: Content) -> list[Block]:
    """The plan by offer and channel."""
    pairs = sorted({(row["offer"], row["channel"]) for row in content["plan_groups"]})
    sums = ("contacted", "held_out", "cost", "expected_value", "expected_value_lower")
    rows = []
    for offer, channel in pairs:
        part = [row for row in content["plan_groups"] if (row["offer"], row["channel"]) == (offer, channel)]
        rows.append({"offer": offer, "channel": channel, **{column: total(part, column) for column in sums}})
    shown = table(rows, [*_offer_columns(content), *_plan_columns(content)], word("plan.by_offer"))
    return [shown] if rows else []


def limits(content: Content) -> Block:
    """What each limit allows, uses, and would be worth if it were one larger."""
    rows = content["plan_constraints"]
    if not rows:
        return missing("limits")
    columns = [
        looked_up("limit", "constraint", "name"),
        *(_limited(content, column) for column in ("capacity", "used")),
        Column("used_share", rate, lambda row: row["used"] / row["capacity"] if row["capacity"] else None),
        Column("shadow_price", Money(content.currency).full, "shadow_price"),
        said("binding", lambda row: word("limits.yes" if row["is_binding"] else "limits.no")),
    ]
    return table(rows, columns, word("limits.name"))


def _limited(content: Content, column: str) -> Column:
    """How many, or of a budget how much."""
    money = Money(content.currency).full
    return Column(column, text, lambda row: (money if row["name"] == "budget" else count)(row[column]))


def refusals(content: Content) -> Block:
    """Who was left out, and why."""
    rows = content["plan_refusals"]
    if not rows:
        return missing("refusals")
    columns = [
        looked_up("reason", "refusal", "reason"),
        *_offer_columns(content),
        Column("customers", count, "customers"),
        said("in_words", lambda row: named(row, "sentence"), is_long=True),
    ]
    more = table(rows, columns) if len(rows) > REFUSALS_SHOWN else None
    return table(rows[:REFUSALS_SHOWN], columns, word("refusals.name"), more=more)
