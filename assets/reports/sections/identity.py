"""Who is one person: how right the merging of records is, and the pairs that wait for a decision."""

from assets.reports.blocks import Block, looked_up, said, table
from assets.reports.content import Content
from assets.reports.words import Both, word


def identity(content: Content) -> list[Block]:
    """The measures, alarms first, and the doubtful pairs by record token."""
    rows = content["identity"]
    if not rows:
        return []
    stated = [row | {"said": Both(row["sentence_en"], row["sentence_zh"])} for row in rows]
    alarms = [row for row in stated if row["is_alarm"]]
    columns = [looked_up("measure", "identity", "measure"), said("finding", "said", is_long=True)]
    finding = word("identity.alarms" if alarms else "identity.calm", n=len(alarms))
    measures = table(stated, columns, word("identity.name"), finding=finding, note=word("identity.note"))
    return [measures, *_waiting(content)]


def _waiting(content: Content) -> list[Block]:
    rows = content["review_pairs"]
    columns = [said(name, name) for name in ("pair", "record_a", "record_b", "shared")]
    return [table(rows, columns, word("identity.waiting"), note=word("identity.decide"))] if rows else []
