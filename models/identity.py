"""Which records are one person: exact agreement on e-mail or phone, guarded by names.

The tier every other one builds on. A key that fills required fields, or that many names share, is no
evidence; a key that a household shares is evidence only together with a compatible name.
"""

from collections.abc import Mapping

import pandas as pd

from models.exact_keys import components, guarded, linked
from models.matching.matcher import match
from models.people_forms import marked
from models.record_forms import TOLD, record_forms

NO_LINKS = pd.DataFrame({"one": [], "other": []}, dtype="str")


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
    forms = record_forms(frame.reindex(columns=["record_id", *TOLD]))
    links = NO_LINKS if links is None else links
    codes = [linked(*map(marked, (frame["reference"], links["one"], links["other"])))]
    letters = marked(forms["letters"])
    codes += [guarded(marked(frame[kind]), letters, forms.iloc.__getitem__) for kind in ("email", "phone")]
    return pd.DataFrame({"record_id": frame["record_id"], "cluster_id": components(codes, len(frame))})


def _matched(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    clusters = match(frame.drop(columns="record_id").astype("str"), columns).clusters
    return pd.DataFrame({"record_id": frame["record_id"], "cluster_id": clusters})
