"""Columns read at once say what the same texts say one by one."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.addresses import address_forms, normalised_address
from models.contact_forms import email_forms, phone_forms
from models.names import parsed
from models.written_names import parsed_names

_WORDS = """
Mr. Dr van der Wang Xiaoming Li Ouyang Smith O'Neill Smith-Jones a/b J. Jr , ,, x,y (Foo) [x] 12 12a 12ab a12
St. No the #5 José 張偉 王小明先生
"""
WORDS = st.sampled_from(_WORDS.split())
TEXTS = st.lists(
    st.builds(" ".join, st.lists(WORDS, min_size=1, max_size=6)) | st.text(min_size=1, max_size=9)
)


@settings(max_examples=60)
@given(TEXTS)
def test_names_of_a_column_are_those_of_each(texts: list[str]):
    found = parsed_names(pd.Series(texts, dtype="str"))
    assert [tuple(row) for row in found.to_numpy().tolist()] == [tuple(parsed(text)) for text in texts]


@settings(max_examples=60)
@given(TEXTS)
def test_addresses_of_a_column_are_those_of_each(texts: list[str]):
    found = address_forms(pd.Series(texts, dtype="str"))
    assert [None if pd.isna(form) else form for form in found] == [normalised_address(text) for text in texts]


@pytest.mark.parametrize(
    "text", ["+86 138 0013 8001", "１３８００１３８００１", "١٣٨٠٠١٣٨٠٠١", "13800138001 转 8"]
)
def test_a_mobile_is_one_number_in_every_script(text: str):
    assert list(phone_forms(pd.Series([text], dtype="str"))) == ["13800138001"]


def test_what_is_no_mailbox_is_none():
    texts = pd.Series(["a@b@c.de", "@b.de", "a@", "nobody", " A+x@B.de\u3000"], dtype="str")
    assert email_forms(texts).fillna("").tolist() == ["", "", "", "", "a@b.de"]


def test_a_column_without_values_has_no_forms():
    none = pd.Series([None, None], dtype="str")
    for forms in (email_forms, phone_forms):
        assert forms(none).isna().all()
