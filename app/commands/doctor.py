"""`regulars doctor`: what is wrong, and what to do about it."""

from dataclasses import asdict

import typer

from app.console import next_step, print_json, say
from app.exits import Exit
from app.options import Home, Json


def doctor(json: Json = False, home: Home = None) -> None:
    """Check settings, files, feeds, rates, disk, snapshot, receipts, lists, models. 逐项诊断并给出建议。"""
    from app.health import findings

    found = list(findings(home))
    failing = [one for one in found if one.code != Exit.OK]
    if json:
        print_json({"ok": not failing, "findings": [asdict(one) for one in found]})
    else:
        for one in found:
            say(
                f"{one.mark} {one.name}: {one.detail}",
                *([f"  → {one.fix}"] if one.fix else []),
            )
        where = f" --home {home}" if home else ""
        next_step(
            f"regulars run{where}" if not failing else f"regulars doctor{where}",
            "after the remedies 处理后再试" if failing else "all is well 一切正常",
        )
    raise typer.Exit(int(failing[0].code) if failing else 0)
