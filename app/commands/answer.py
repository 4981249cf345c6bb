"""`regulars answer`: what the files of the inbox wait to be told."""

from typing import Annotated

import typer

from app.console import next_step, print_json, say
from app.exits import Exit
from app.options import Home, Json
from app.problems import Problem
from app.served import at, open_workspace


def answer(
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="The file, or a pattern: 'orders*.csv'. 文件名或通配符。"),
    ] = None,
    key: Annotated[
        str | None,
        typer.Argument(
            metavar="[KEY]",
            help="encoding, preset, columns, date_order, decimal_mark or complete. 问题名称。",
        ),
    ] = None,
    value: Annotated[str | None, typer.Argument(metavar="[ANSWER]", help="The answer. 答案。")] = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Answer the question about a held file; without arguments, list the questions. 回答暂存文件的问题。"""
    from app.answering import give, open_questions

    workspace = open_workspace(home)
    if file is None:
        questions = open_questions(workspace)
        if json:
            print_json(questions)
            return
        say(*(f"? {each['file']}: {each['message']}" for each in questions))
        why = "after answering 回答之后" if questions else "no question is open 没有待答问题"
        next_step(f"regulars run{at(workspace.home)}", why)
        return
    if key is None or value is None:
        happened = "A question is answered with FILE, KEY and ANSWER. 请给出文件、问题和答案。"
        raise Problem(
            Exit.USAGE, happened, f"See the open questions 查看待答问题: regulars answer{at(workspace.home)}"
        )
    give(workspace, file, key, value)
    say(f"✓ {file}: {key} = {value}  → {workspace.home / 'answers.yaml'}")
    next_step(f"regulars run{at(workspace.home)}", "reads the file with this answer 按此回答读取文件")
