"""Rules as SQL: one parameterised query that lists the members of all segments.

The statement is built as a tree (sqlglot), never as text: identifiers come quoted from the table's own
columns, values only as bound parameters. All segments are evaluated in one pass over the table.
"""

from collections.abc import Callable, Iterable, Mapping
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

    def bind(self, value: Scalar) -> exp.Expression:
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return exp.Placeholder(this=name)

    def rule(self, rule: Rule) -> exp.Expression:
        if isinstance(rule, Condition):
            return self.condition(rule)
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
    compiler = _Compiler(columns)
    query = _flagged(compiler, segments)
    keys = [exp.case().when(exp.column(flag(key), quoted=True), compiler.bind(key)) for key in segments]
    named = exp.Explode(this=exp.array(*keys or [exp.cast(exp.null(), "varchar")]))
    listed = query.select(exp.alias_(named, "segment"), IDENTIFIER)
    text = exp.select("segment", IDENTIFIER).from_(listed.subquery("listed")).where("segment is not null")
    return Query(text.sql("duckdb", pretty=True), compiler.parameters)


def standings_of(segments: Mapping[str, Segment], columns: Mapping[str, str], customer_id: str) -> Query:
    """The query of one customer's row with the standings that the segments' rules need."""
    compiler = _Compiler(columns)
    for segment in segments.values():
        compiler.rule(segment.rule)
    compiler.parameters.clear()
    wanted = exp.EQ(this=exp.column(IDENTIFIER, quoted=True), expression=compiler.bind(customer_id))
    query = exp.select("*").from_(compiler.ranked().subquery("ranked")).where(wanted)
    return Query(query.sql("duckdb", pretty=True), compiler.parameters)


def _flagged(compiler: _Compiler, segments: Mapping[str, Segment]) -> exp.Select:
    """A `select` without columns from the last of a chain of tables, each adding one level of flags."""
    tables: list[tuple[str, exp.Select]] = []
    for position, level in enumerate(_levels(segments)):
        query = exp.select("*").from_("ranked" if position == 0 else f"level_{position - 1}")
        flags = [exp.alias_(compiler.rule(item.rule), flag(item.key), quoted=True) for item in level]
        tables.append((f"level_{position}", query.select(*flags)))
    result = exp.select().from_(tables[-1][0] if tables else "ranked").with_("ranked", as_=compiler.ranked())
    for name, query in tables:
        result = result.with_(name, as_=query)
    return result


def _levels(segments: Mapping[str, Segment]) -> Iterable[list[Segment]]:
    """The segments by how deep they refer to others, so that each is computed once."""
    depth: dict[str, int] = {}
    for key, segment in segments.items():
        depth[key] = 1 + max((depth[other] for other in segment.uses), default=-1)
    deepest = max(depth.values(), default=-1)
    return [[segments[key] for key in segments if depth[key] == level] for level in range(deepest + 1)]
