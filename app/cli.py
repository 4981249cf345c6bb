"""`regulars`: the commands and their one way of failing."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from app import problems
from app.commands import (
    answer,
    convert,
    customer,
    dedupe,
    demo,
    doctor,
    export,
    identifier,
    init,
    inspect,
    models,
    quality,
    quarantine,
    report,
    review,
    run,
    segments,
    simulate,
    snapshots,
    sql,
    status,
)
from app.console import complain
from app.exits import epilog
from app.served import serving_sentence

app = typer.Typer(
    name="regulars",
    help="Know your regulars: from customer exports to the next campaign. 从客户数据导出到下一次营销活动。",
    epilog=epilog(),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(init.init)
app.command()(simulate.simulate)
app.command()(demo.demo)
app.command()(run.run)
app.command()(status.status)
app.command()(quality.quality)
app.command()(inspect.inspect)
app.command()(answer.answer)
app.add_typer(quarantine.group, name="quarantine")
app.command()(convert.convert)
app.add_typer(segments.group, name="segments")
app.command()(export.export)
app.command()(customer.customer)
app.command("id")(identifier.identifier)
app.add_typer(review.group, name="review")
app.command()(report.report)
app.add_typer(models.group, name="models")
app.command()(dedupe.dedupe)
app.command()(sql.sql)
app.add_typer(snapshots.group, name="snapshots")
app.command()(doctor.doctor)


@app.callback()
def options(
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the whole trace of an error. 显示完整错误。")
    ] = False,
) -> None:
    """Know your regulars: from customer exports to the next campaign. 从客户数据导出到下一次营销活动。"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit with its code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        app(given)
    except Exception as error:
        if given[:1] == ["--debug"]:
            raise
        problem = problems.problem_of(error)
        complain(*problems.lines(problem, serving_sentence()))
        sys.exit(int(problem.code))
