"""What an id stood for on a day, told from the history of records and the events of ids."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from app.querying import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FIRST_ON = "select min(since_on) as day from core.id_history where customer_id = $id"
RECORD = """
select history.customer_id
from core.id_history as history
left join core.normalised_records as records on records.person_key = history.person_key
where (history.person_key = $asked or records.reference = $asked) and history.since_on <= $day
order by history.night desc, history.person_key limit 1
"""
EVENTS = """
select happened_on, event, customer_id, other_id, records from core.id_events
where happened_on <= $day order by night, event, customer_id, other_id
"""
SIZE = """
select count(*) as records from (
    select customer_id, row_number() over (partition by person_key order by night desc) as newest
    from core.id_history where since_on <= $day
) where newest = 1 and customer_id = $id
"""


def answer(connection: "DuckDBPyConnection", asked: str, day: dt.date) -> dict[str, Any] | None:
    """The customer that an id, a record or a system's own number stood for; None where it was unknown."""
    events = rows(connection, EVENTS, day=day)
    start = _held(connection, asked, day)
    if start is None:
        return None
    found = current(events, start)
    concerned = {asked, start, found}
    told = [row for row in events if {row["customer_id"], row["other_id"]} & concerned]
    size = rows(connection, SIZE, day=day, id=found)[0]["records"]
    return {
        "asked": asked,
        "at": day,
        "customer_id": found,
        "is_alias": found != start,
        "records": size,
        "events": told,
    }


def current(events: list[dict[str, Any]], customer_id: str) -> str:
    """What an id stands for after these events, the oldest first."""
    from models.id_ledger import Ledger, standing

    told = [(row["event"], row["customer_id"], row["other_id"]) for row in events]
    return Ledger(aliases=standing(told)).current(customer_id)


def _held(connection: "DuckDBPyConnection", asked: str, day: dt.date) -> str | None:
    """The id itself if it was minted by then, else the id that the record had been given by then."""
    minted = rows(connection, FIRST_ON, id=asked)[0]["day"]
    if minted is not None:
        return asked if minted <= day else None
    held = rows(connection, RECORD, asked=asked, day=day)
    return str(held[0]["customer_id"]) if held else None
