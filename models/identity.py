"""Which records are one person: exact agreement on e-mail or phone, guarded by names.

The tier every other one builds on. A key that fills required fields, or that many names share, is no
evidence; a key that a household shares is evidence only together with a compatible name.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from models.matching.matcher import match
from models.names import are_compatible, letters

SHARED_BY = 6
"""A contact point under more names than this is a switchboard or a placeholder, and links nobody."""


def resolve(
    frame: pd.DataFrame, columns: Mapping[str, str] | None = None, links: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Cluster records into people.

    With `columns` (a role for some columns, of `models.matching.roles.ROLES`; the others are guessed), and
    where there is no `reference`, by probabilistic matching of any frame that has a `record_id`. Else by
    exact keys alone:

    frame[record_id, reference, name, email, phone]: one row per record, contact points normalised and
    placeholders already missing; `reference` is a system's own number for the person, and links[one, other]
    are references that stand for one person. Returns frame[record_id, cluster_id] in the same order; cluster
    ids are 0, 1, … by first appearance. Raises ValueError without a `record_id`, or where nothing can be
    compared.
    """
    if "record_id" not in frame:
        raise ValueError("The frame has no column record_id. 缺少 record_id 列。")
    if columns is not None or "reference" not in frame:
        return _matched(frame, columns or {})
    codes = [system_numbers(frame["reference"], links)]
    codes += [_guarded(frame[["name", kind]].rename(columns={kind: "key"})) for kind in ("email", "phone")]
    clusters = _components(codes, len(frame))
    return pd.DataFrame({"record_id": frame["record_id"], "cluster_id": clusters})


def system_numbers(references: pd.Series, links: pd.DataFrame | None = None) -> pd.Series:
    """A code for each reference, -1 where there is none; linked ones share it: a merged record and the one
    that it went into, a lead and the contact that it became."""
    if links is None or links.empty:
        return pd.Series(pd.factorize(references)[0], index=references.index)
    every = pd.factorize(pd.concat([references, links["one"], links["other"]], ignore_index=True))[0]
    own, rest = every[: len(references)], every[len(references) :].reshape(2, -1)
    size = int(every.max()) + 1
    graph = coo_array((np.ones(rest.shape[1], dtype=np.int8), (rest[0], rest[1])), shape=(size, size))
    shared = np.append(connected_components(graph, directed=False)[1], -1)
    return pd.Series(shared[own].astype("int64"), index=references.index)


def _matched(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    clusters = match(frame.drop(columns="record_id").astype("str"), columns).clusters
    return pd.DataFrame({"record_id": frame["record_id"], "cluster_id": clusters})


def _guarded(frame: pd.DataFrame) -> pd.Series:
    """A code for each row's key, split where incompatible names share it; −1 where it links nobody."""
    rows = pd.DataFrame({"key": pd.factorize(frame["key"])[0], "name": pd.factorize(frame["name"])[0]})
    names = frame["name"].drop_duplicates().dropna().reset_index(drop=True)
    rows["letters"] = _lettered(names).reindex(rows["name"], fill_value=-1).to_numpy()
    disputed = _disputed(rows)
    parts = _parts(disputed, names)
    split = rows.merge(parts, on=["key", "name"], how="left")["part"]
    is_disputed = rows["key"].isin(disputed["key"]).to_numpy()
    code = np.where(is_disputed, split.fillna(-1) + rows["key"].max() + 1, rows["key"])
    return pd.Series(np.where(is_disputed & split.isna(), -1, code).astype("int64"), index=frame.index)


def _lettered(names: pd.Series) -> pd.Series:
    """Names that are the same letters get the same number."""
    return pd.Series(pd.factorize(names.map(letters))[0], index=names.index, dtype="int64")


def _disputed(rows: pd.DataFrame) -> pd.DataFrame:
    """The distinct names (without a name: −1) of every key that more than one name holds."""
    named = rows[(rows["key"] >= 0) & (rows["letters"] >= 0)].drop_duplicates(["key", "letters"])
    shared = named["key"].value_counts()
    held = rows[rows["key"].isin(shared.index[shared > 1])]
    return held[["key", "name"]].drop_duplicates().sort_values(["key", "name"])


def _parts(disputed: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """disputed[key, name] with the `part` of the key that each name may keep; others are left out."""
    found: list[tuple[int, int, int]] = []
    for part_of, (key, group) in enumerate(disputed.groupby("key", sort=True)["name"]):
        for part, members in enumerate(_classes(group.to_numpy(), names)):
            found += [(int(str(key)), int(name), part_of * (SHARED_BY + 1) + part) for name in members]
    return pd.DataFrame(found, columns=["key", "name", "part"], dtype="int64")


def _classes(codes: np.ndarray, names: pd.Series) -> list[list[int]]:
    """Groups of compatible names; a row without a name joins only where there is one group."""
    classes: list[list[int]] = []
    for code in sorted((code for code in codes if code >= 0), key=lambda code: str(names[code])):
        home = next((one for one in classes if are_compatible(names[code], names[one[0]])), None)
        if home is None:
            classes.append([code])
        else:
            home.append(code)
    if len(classes) == 1:
        return [list(codes)]
    return classes if len(classes) <= SHARED_BY else []


def _components(codes: list[pd.Series], records: int) -> np.ndarray:
    """Connected components of the graph between records and the keys they hold."""
    offset, rows, columns = records, [], []
    for code in codes:
        held = code.to_numpy() >= 0
        rows.append(np.flatnonzero(held))
        columns.append(code.to_numpy()[held] + offset)
        offset += int(code.max()) + 1 if len(code) else 0
    row, column = np.concatenate(rows), np.concatenate(columns)
    graph = coo_array((np.ones(len(row), dtype=np.int8), (row, column)), shape=(offset, offset))
    labels = connected_components(graph, directed=False)[1][:records]
    return pd.factorize(labels)[0]
