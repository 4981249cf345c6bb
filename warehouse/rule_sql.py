"""Rules as SQL: one parameterised query that lists the members of all segments.

The statement is built as a tree (sqlglot), never as text: identifiers come quoted from the table's own
columns, values only as bound parameters. All segments are evaluated in one pass over the table: standings of
values, each distinct condition, the segments level by level of their references, a row per membership.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from warehouse.protocol import Parameter
from warehouse.rule_grammar import MILLION, Condition, Member, Rule, Scalar, kind_of
from warehouse.rules import Segment

POPULATION = "mart.portrait"
IDENTIFIER = "customer_id"


@dataclass(frozen=True)
class Query:
    """A `select` and the values of its `$name` parameters."""

    text: str
    parameters: Mapping[str, Parameter]


@dataclass
class _Compiler:
    columns: Mapping[str, str]
    parameters: dict[str, Parameter] = field(default_factory=dict)
    standings: dict[tuple[str, str], None] = field(default_factory=dict)
    conditions: dict[Condition, str] = field(default_factory=dict)

    def bind(self, value: Scalar) -> exp.Expression:
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return exp.Placeholder(this=name)

    def rule(self, rule: Rule) -> exp.Expression:
        if isinstance(rule, Condition):
            name = self.conditions.setdefault(rule, f"condition {len(self.conditions)}")
            return exp.column(name, quoted=True)
        if isinstance(rule, Member):
            return exp.column(flag(rule.segment), quoted=True)
        parts = [exp.paren(self.rule(part), copy=False) for part in rule.parts]
        if rule.kind == "all":
            return exp.and_(*parts)
        return exp.or_(*parts) if rule.kind == "any" else exp.not_(exp.or_(*parts))

    def condition(self, condition: Condition) -> exp.Expression:
        left = self.known(condition.column)
        if condition.operator == "is_null":
            unknown = exp.Is(this=left, expression=exp.null())
            return unknown if condition.values[0] else exp.not_(unknown)
        if condition.operator in ("top_share", "bottom_share"):
            return self.share(condition)
        compared = COMPARISONS[condition.operator](left, [self.bind(value) for value in condition.values])
        return exp.Coalesce(this=compared, expressions=[exp.false()])

    def known(self, column: str) -> exp.Expression:
        """The column with NaN as NULL, and timestamps as days."""
        plain = exp.column(column, quoted=True)
        kind = self.columns[column].upper()
        if kind.startswith(("DOUBLE", "FLOAT", "REAL")):
            return exp.Nullif(this=plain, expression=exp.cast(exp.Literal.string("NaN"), "double"))
        return exp.cast(plain, "date") if kind_of(kind) == "day" else plain

    def share(self, condition: Condition) -> exp.Expression:
        """Fewer than this share of the known values are better: equal values are in or out together."""
        self.standings[condition.column, condition.operator] = None
        better = exp.column(standing(condition.column, condition.operator), quoted=True)
        known = exp.column(standing(condition.column, "known"), quoted=True)
        limit = self.bind(condition.millionths)
        scaled = exp.Mul(this=better, expression=exp.Literal.number(MILLION))
        within = exp.LT(this=scaled, expression=exp.Mul(this=limit, expression=known))
        return exp.and_(exp.not_(exp.Is(this=self.known(condition.column), expression=exp.null())), within)

    def judged(self) -> exp.Select:
        """The ranked table with every distinct condition as a column."""
        named = self.conditions.items()
        flags = [exp.alias_(self.condition(one), name, quoted=True) for one, name in named]
        return exp.select("*", *flags).from_("ranked")

    def ranked(self) -> exp.Select:
        """The table and, where a rule asks for it, how many known values are better."""
        query = exp.select("*").from_(exp.to_table(POPULATION))
        for column, operator in self.standings:
            better = self.better(column, operator)
            query = query.select(exp.alias_(better, standing(column, operator), quoted=True))
        for column in dict.fromkeys(column for column, _ in self.standings):
            known = exp.Window(this=exp.Count(this=self.known(column)))
            query = query.select(exp.alias_(known, standing(column, "known"), quoted=True))
        return query

    def better(self, column: str, operator: str) -> exp.Expression:
        order = exp.Ordered(this=self.known(column), desc=operator == "top_share", nulls_first=False)
        rank = exp.Window(this=exp.func("rank"), order=exp.Order(expressions=[order]))
        return exp.Sub(this=rank, expression=exp.Literal.number(1))


def _lower(text: exp.Expression) -> exp.Expression:
    return exp.Lower(this=text)


Comparison = Callable[[exp.Expression, list[exp.Expression]], exp.Expression]
COMPARISONS: dict[str, Comparison] = {
    "is": lambda left, right: exp.EQ(this=left, expression=right[0]),
    "is_not": lambda left, right: exp.NEQ(this=left, expression=right[0]),
    "in": lambda left, right: exp.In(this=left, expressions=right),
    "not_in": lambda left, right: exp.not_(exp.In(this=left, expressions=right)),
    "at_least": lambda left, right: exp.GTE(this=left, expression=right[0]),
    "at_most": lambda left, right: exp.LTE(this=left, expression=right[0]),
    "more_than": lambda left, right: exp.GT(this=left, expression=right[0]),
    "less_than": lambda left, right: exp.LT(this=left, expression=right[0]),
    "between": lambda left, right: exp.Between(this=left, low=right[0], high=right[1]),
    "contains": lambda left, right: exp.func("contains", _lower(left), _lower(right[0])),
    "starts_with": lambda left, right: exp.func("starts_with", _lower(left), _lower(right[0])),
}


def flag(segment: str) -> str:
    """The column that says whether a row is a member; no column of a table has a space in its name."""
    return f"in {segment}"


def standing(column: str, operator: str) -> str:
    """The column that counts the values better than this one, or all known values."""
    return f"{operator} of {column}"


def membership(segments: Mapping[str, Segment], columns: Mapping[str, str]) -> Query:
    """The query of (segment, customer_id) over all segments, given in the order of `load_segments`."""
    if not segments:
        nobody = exp.select(exp.alias_(exp.cast(exp.null(), "varchar"), "segment"), IDENTIFIER)
        return Query(nobody.from_(exp.to_table(POPULATION)).where(exp.false()).sql("duckdb"), {})
    compiler = _Compiler(columns)
    tables = _levels(compiler, segments)
    flags = [exp.column(flag(key), quoted=True) for key in segments]
    wide = exp.select(IDENTIFIER, *flags).from_(tables[-1][0]).subquery("wide")
    wide.set("pivots", [_unpivot(flags)])
    query = exp.select("substr(segment, 4) as segment", IDENTIFIER).from_(wide).where("is_member")
    judged = compiler.judged()
    for name, table in [("ranked", compiler.ranked()), ("judged", judged), *tables]:
        query = query.with_(name, as_=table)
    return Query(query.sql("duckdb", pretty=True), compiler.parameters)


def standings_of(segments: Mapping[str, Segment], columns: Mapping[str, str], customer_id: str) -> Query:
    """The query of one customer's row with the standings that the segments' rules need."""
    compiler = _Compiler(columns)
    for segment in segments.values():
        compiler.rule(segment.rule)
    compiler.judged()
    compiler.parameters.clear()
    wanted = exp.EQ(this=exp.column(IDENTIFIER, quoted=True), expression=compiler.bind(customer_id))
    query = exp.select("*").from_(compiler.ranked().subquery("ranked")).where(wanted)
    return Query(query.sql("duckdb", pretty=True), compiler.parameters)


def _unpivot(flags: list[exp.Expression]) -> exp.Expression:
    """One row per flag: its column's name as `segment`, its value as `is_member`."""
    names = exp.In(this=exp.to_identifier("segment"), expressions=[one.copy() for one in flags])
    return exp.Pivot(expressions=[exp.to_identifier("is_member")], fields=[names], unpivot=True)


def _levels(compiler: _Compiler, segments: Mapping[str, Segment]) -> list[tuple[str, exp.Select]]:
    """A chain of tables that each add the flags of segments one reference deeper."""
    depth: dict[str, int] = {}
    for key, segment in segments.items():
        depth[key] = 1 + max((depth[other] for other in segment.uses), default=-1)
    tables: list[tuple[str, exp.Select]] = []
    for level in range(max(depth.values()) + 1):
        query = exp.select("*").from_(tables[-1][0] if tables else "judged")
        rules = [(key, segments[key].rule) for key in segments if depth[key] == level]
        flags = [exp.alias_(compiler.rule(rule), flag(key), quoted=True) for key, rule in rules]
        tables.append((f"level_{level}", query.select(*flags)))
    return tables
