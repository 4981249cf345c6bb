"""Households: who is connected by what they share, without being one person."""

import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from models.written_names import parsed_names

KINDS = ("address", "phone", "email")
LARGEST = 8
"""What more people of one surname share is no home."""


def shared_by_surname(people: pd.DataFrame) -> pd.DataFrame:
    """people[customer_id, name, address, phone, email] → [customer_id, shared, value]: what two people of one
    surname and more share.

    >>> people = [("C1", "Smith, Ann", "55501"), ("C2", "Bob Smith Jr.", "55501"), ("C3", "Li Wei", "55501")]
    >>> table = pd.DataFrame(people, columns=["customer_id", "name", "phone"], dtype="str")
    >>> rows = shared_by_surname(table.assign(address=None, email=None))
    >>> rows["customer_id"].tolist(), rows["value"].tolist()
    (['C1', 'C2'], ['55501|smith', '55501|smith'])
    """
    names = people["name"].dropna().drop_duplicates()
    surnames = people["name"].map(dict(zip(names, parsed_names(names)["surname"], strict=True))).astype("str")
    known = people.assign(surname=surnames)[surnames.fillna("") != ""]
    rows = known.melt(["customer_id", "surname"], KINDS, "shared").dropna(subset="value")
    rows["value"] = rows["value"] + "|" + rows["surname"]
    holders = rows.groupby(["shared", "value"])["customer_id"].transform("size")
    return rows.loc[holders.between(2, LARGEST), ["customer_id", "shared", "value"]]


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
