"""One published night: its tables, its features as of any day, and its models."""

import datetime as dt
from functools import cached_property
from pathlib import Path

import duckdb
import pandas as pd

from assets.queries import labelled_query, query_text
from models.btyd import GammaGamma
from models.btyd.repeat_buying import RepeatBuying
from models.value_parameters import Parameters
from warehouse import snapshots
from warehouse.embedded import MACROS
from warehouse.errors import BilingualError
from warehouse.protocol import Parameter
from warehouse.workspace import Workspace

Day = dt.date | str
EVERYBODY = "g"


def open(which: str = "latest", home: str | Path | None = None) -> "Night":  # noqa: A001
    """The serving snapshot of the workspace at `home` (else $REGULARS_HOME, else here), or one by its id.

    Raises NothingPublished, and ConfigurationError where there is no workspace.
    """
    workspace = Workspace.open(Path(home) if home else None)
    if which == "latest":
        return Night(snapshots.serving(workspace))
    found = next((one for one in snapshots.history(workspace) if one.id == which), None)
    if found is None:
        raise snapshots.NothingPublished(
            f"There is no snapshot {which} in {workspace.home}: `regulars snapshots list` names those kept.",
            f"没有快照 {which}，可用 regulars snapshots list 查看现有快照。",
        )
    return Night(found)


class OtherVersion(BilingualError):
    """A night's tables are not those that this version's queries ask for."""


class Night:
    """Read-only: nothing here can change what was published."""

    def __init__(self, snapshot: snapshots.Snapshot) -> None:
        self.snapshot = snapshot

    def __repr__(self) -> str:
        return f"<Night {self.id} as of {self.as_of}>"

    @property
    def id(self) -> str:
        """Reporting day and content, such as `20260701-5f3a9c01`."""
        return self.snapshot.id

    @property
    def as_of(self) -> dt.date:
        """The reporting day: nothing on or after it was known."""
        return self.snapshot.as_of

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection that everything here reads by."""
        return self.connect()

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A new connection that can read this snapshot and nothing else, and knows the queries' functions."""
        connection = self.snapshot.open()
        connection.execute(MACROS.read_text("utf-8").replace("replace macro", "replace temp macro"))
        return connection

    def tables(self) -> list[str]:
        """The names of all tables, sorted."""
        return sorted(self.snapshot.manifest["tables"])

    def table(self, name: str) -> pd.DataFrame:
        """A whole table by its name, such as `mart.portrait`. Raises KeyError with the names there are."""
        if name not in self.snapshot.manifest["tables"]:
            raise KeyError(f"no table {name}; there are {', '.join(self.tables())}")
        return self.sql(f"select * from {name}")  # noqa: S608  # a name of the catalogue

    def sql(self, query: str, **parameters: Parameter) -> pd.DataFrame:
        """The rows of one `select`, with its `$name` parameters bound."""
        return self.connection.execute(query, parameters or None).df()

    def features(self, as_of: Day | None = None) -> pd.DataFrame:
        """The features of each buyer as they were known at the start of `as_of` (default: the reporting day).

        It is the night's own query at another day; a test holds it to seeing nothing later. Raises ValueError
        for a day after the reporting day, when everybody would look gone, and OtherVersion.
        """
        return self._as_of("mart/features", as_of)

    def histories(self, as_of: Day | None = None) -> pd.DataFrame:
        """`frequency`, `recency`, `T` and `monetary_value` of each buyer as of the day, for `models.btyd`."""
        return self._as_of("mart/purchase_history", as_of)

    def training_frame(self, as_of: Day, days: int, repeat_days: int = 90) -> pd.DataFrame:
        """Features as of a past day beside what each retail customer did in the `days` after it.

        Raises ValueError where these days have not passed yet, for such labels would call everybody gone, and
        OtherVersion.
        """
        if days < 1:
            raise ValueError(f"labels tell of one day or more after {as_of}, not of {days}")
        day, whole = _day(as_of), dt.timedelta(days=days)
        if day + whole > self.as_of:
            latest = self.as_of - whole
            raise ValueError(f"{days} days after {day} are not over by {self.as_of}; the latest is {latest}")
        soon = dt.timedelta(days=min(days, repeat_days))
        bounds = {"as_of": day, "since": day - whole, "soon": day + soon, "until": day + whole}
        frame = self._asked(labelled_query(), **bounds, below=EVERYBODY)
        return frame.sort_values("customer_id", ignore_index=True)

    @cached_property
    def parameters(self) -> Parameters:
        """The fitted numbers of the value models."""
        return Parameters.from_frame(self.table("mart.model_parameters"))

    @property
    def orders_model(self) -> RepeatBuying | None:
        """The champion of repeat buying as fitted that night; none where it could not be told."""
        return self.parameters.orders

    @property
    def spend_model(self) -> GammaGamma | None:
        """The model of spend per order as fitted that night."""
        return self.parameters.spend

    def _as_of(self, query: str, as_of: Day | None) -> pd.DataFrame:
        day = _day(as_of or self.as_of)
        if day > self.as_of:
            raise ValueError(f"nothing is known of {day}: this night reports as of {self.as_of}")
        return self._asked(query_text(query), as_of=day).sort_values("customer_id", ignore_index=True)

    def _asked(self, query: str, **parameters: Parameter) -> pd.DataFrame:
        """The rows of one of the night's own queries. Raises OtherVersion where its tables differ."""
        try:
            return self.sql(query, **parameters)
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            raise OtherVersion(
                f"Snapshot {self.id} was published by another version, whose tables differ: `regulars run`"
                " publishes one of this version.",
                f"快照 {self.id} 由其他版本发布，表结构不同；请用 regulars run 以当前版本重新发布。",
            ) from error


def _day(day: Day) -> dt.date:
    if isinstance(day, dt.datetime):
        return day.date()
    return dt.date.fromisoformat(day) if isinstance(day, str) else day
