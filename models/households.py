"""Households: who is connected by what they share, without being one person."""

import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


def households(shared: pd.DataFrame) -> pd.DataFrame:
    """shared[customer_id, shared, value] → [customer_id, household_id, shared], one row per customer.

    A household is named after its oldest customer; `shared` says what connects this one.

    >>> rows = [("C2", "phone", "x"), ("C1", "phone", "x"), ("C2", "address", "y"), ("C3", "address", "y")]
    >>> found = households(pd.DataFrame(rows, columns=["customer_id", "shared", "value"]))
    >>> found.to_dict("list")["household_id"], found.to_dict("list")["shared"]
    (['H1', 'H1', 'H1'], ['phone', 'address, phone', 'address'])
    """
    rows = shared.sort_values(["customer_id", "shared", "value"], ignore_index=True)
    people, names = pd.factorize(rows["customer_id"])
    keys, _ = pd.factorize(rows["shared"] + " " + rows["value"])
    size = len(names) + (int(keys.max()) + 1 if len(keys) else 0)
    graph = coo_array(([1] * len(rows), (people, keys + len(names))), shape=(size, size))
    home = pd.Series(connected_components(graph, directed=False)[1][: len(names)])
    named = pd.Series(names, dtype="str")
    oldest = named.groupby(home).transform("min")
    how = rows.drop_duplicates(["customer_id", "shared"]).groupby("customer_id")["shared"].agg(", ".join)
    made = {"customer_id": named, "household_id": "H" + oldest.str[1:], "shared": named.map(how)}
    return pd.DataFrame(made).astype("str")
