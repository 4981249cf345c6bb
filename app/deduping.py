"""What `regulars dedupe` does around the matching: rows in, clusters out, figures."""

import re
import resource
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.exits import Exit
from app.problems import Problem

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from sources import Export

MARKED = re.compile(r"(.+?)-?(?:org|dup-?\d+)")
"""How FEBRL's generator numbers records: `rec-122-org`, `rec-122-dup-0`."""

FILE = "file 文件"
KINDS = (".parquet", ".csv")


def rows_of(files: Sequence[Path]) -> "tuple[pd.DataFrame, list[int]]":
    """All rows of all files as text, by the names of their columns, and how many rows each file has."""
    import pandas as pd

    frames = [_rows(file) for file in files]
    rows = pd.concat(frames, ignore_index=True)
    if rows.empty:
        raise Problem(
            Exit.DATA,
            "The files hold no rows. 文件中没有数据行。",
            "Give a table with a header. 请提供带表头的表格。",
        )
    return rows, [*map(len, frames)]


def comparable(rows: "pd.DataFrame", parts: Sequence[int]) -> "pd.DataFrame":
    """The rows with one column for what several files call differently, and one for the file a row is of.

    parts: how many rows each file has, in the order of the rows.
    """
    import pandas as pd

    from models.matching.roles import counterparts

    if len(parts) < 2:
        return rows
    ends = pd.Series(parts).cumsum().tolist()
    tables = [
        rows.iloc[end - size : end].dropna(axis=1, how="all") for end, size in zip(ends, parts, strict=True)
    ]
    for place, table in enumerate(tables[1:], start=1):
        tables[place] = table.rename(columns=counterparts(tables[0], table))
    numbered = [table.assign(**{FILE: f"file {place}"}) for place, table in enumerate(tables)]
    return pd.concat(numbered, ignore_index=True).astype("str")


def _rows(file: Path) -> "pd.DataFrame":
    import pandas as pd
    import pyarrow as pa

    from sources import HeldError, UnreadableError, read

    if not file.is_file():
        raise Problem(Exit.DATA, f"{file} is not there. 文件不存在。", "Check the path. 请检查路径。")
    try:
        export = read(file)
        header = _header(export)
        batches = [batch.table for batch in export.batches(range(len(header)))]
    except (UnreadableError, HeldError) as error:
        raise Problem(
            Exit.DATA, f"{file.name}: {error}", "Export it as CSV or XLSX. 请导出为 CSV 或 XLSX。"
        ) from error
    table = (
        pa.concat_tables(batches)
        if batches
        else pa.table({name: pa.array([], pa.string()) for name in header})
    )
    frame: pd.DataFrame = table.rename_columns(header).to_pandas()
    return frame.astype("str")


def _header(export: "Export") -> list[str]:
    """The names of the columns; nameless and repeated ones get a number."""
    if export.header is None:
        width = len(next(iter(export.rows()), ()))
        return [f"column {place}" for place in range(1, width + 1)]
    names: list[str] = []
    for place, name in enumerate((name.strip() for name in export.header), start=1):
        names.append(name if name and name not in names else f"{name or 'column'} {place}")
    return names


def roles_in(given: Sequence[str], frame: "pd.DataFrame") -> dict[str, str]:
    """`COLUMN=ROLE` texts as a mapping; refuses what is not one, or names no column."""
    from models.matching.roles import ROLES

    roles = dict(one.rsplit("=", 1) for one in given if "=" in one)
    known = len(roles) == len(given) and set(roles) <= set(frame) and set(roles.values()) <= {*ROLES}
    if not known:
        columns = ", ".join(map(str, frame))
        raise Problem(
            Exit.USAGE,
            f"--map takes COLUMN=ROLE, with a column of the file: {columns}. --map 须写作“列=含义”。",
            f"Roles 可用含义: {', '.join(ROLES)}.",
        )
    return roles


def labelled(frame: "pd.DataFrame", truth: str | None) -> "pd.Series | None":
    """Who each row really is; a row without a label is somebody of its own."""
    if truth is None:
        return None
    if truth not in frame:
        raise Problem(
            Exit.USAGE,
            f"There is no column {truth}. 没有该列。",
            f"Columns 现有列: {', '.join(map(str, frame))}.",
        )
    labels = frame[truth]
    marks = labels.str.extract(f"^{MARKED.pattern}$", expand=False)
    entities = marks if marks.notna().all() else labels
    return entities.fillna(frame.index.to_series().map("row {}".format))


def measured(clusters: "np.ndarray", entities: "pd.Series | None") -> dict[str, Any]:
    """The figures of one run, with quality where the truth is known."""
    import pandas as pd

    sizes = pd.Series(clusters).value_counts()
    figures: dict[str, Any] = {"records": len(clusters), "clusters": len(sizes), "largest": int(sizes.max())}
    if entities is not None:
        from models.matching.quality import bcubed, pairwise

        found = pd.Series(clusters)
        figures["pairwise"] = _rounded(pairwise(found, entities)._asdict())
        figures["bcubed"] = _rounded(bcubed(found, entities)._asdict())
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return figures | {"cpu_seconds": round(time.process_time(), 2), "peak_mb": usage.ru_maxrss // 1024}


def _rounded(quality: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 5) for name, value in quality.items()}


def refuse_other_kinds(out: Path | None) -> None:
    """Refuse a name that promises another format than is written."""
    if out is not None and out.suffix.lower() not in KINDS:
        happened = f"{out.name} must end in {' or '.join(KINDS)}. 输出文件须为 Parquet 或 CSV。"
        raise Problem(Exit.USAGE, happened, f"--out {out.with_suffix('.csv').name}")


def write(frame: "pd.DataFrame", out: Path) -> None:
    """The rows with their clusters, as Parquet, or as CSV by the file's name."""
    from app.formats import guarded
    from app.writing import replacing

    with replacing(out) as aside:
        if out.suffix.lower() == ".csv":
            text = frame.map(lambda value: guarded(value) if isinstance(value, str) else value)
            text.to_csv(aside, index=False, encoding="utf-8-sig")
        else:
            frame.to_parquet(aside, index=False)
