"""A setting that cannot be used is named, with what to write instead; no value is quoted."""

from pathlib import Path

import pytest

from warehouse.errors import ConfigurationError
from warehouse.workspace import Workspace


def workspace(folder: Path, settings: str = "") -> Workspace:
    (folder / "regulars.toml").write_text(settings, "utf-8")
    return Workspace.open(folder)


@pytest.mark.parametrize(
    ("settings", "english", "chinese"),
    [
        ("margin_rate = 40", "margin_rate is a share between 0 and 1", "margin_rate 是比例"),
        ("margin = 0.4", "unknown setting margin; did you mean 'margin_rate'?", "没有 margin 这一设置"),
        ('seed = "1"', "seed is a whole number, not '1'", "seed 应为整数"),
        ("company = \n", "line 1, column", "请更正上述位置"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path, settings, english, chinese):
    with pytest.raises(ConfigurationError) as caught:
        workspace(tmp_path, settings)
    assert str(caught.value).startswith("regulars.toml")
    assert english in caught.value.args[0]
    assert chinese in caught.value.args[1]


def test_a_folder_without_settings_is_no_workspace(tmp_path):
    with pytest.raises(ConfigurationError, match=r"run `regulars init .*还不是工作区"):
        Workspace.open(tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("always:\n  - [crm|li.wei@example.com, 'shop|2]\n", "look at line [23] .*请检查第"),
        ("- crm|li.wei@example.com\n", "must hold `name: value` pairs"),
        ("always: [[crm|li.wei@example.com, 7]]\n", "entry 1 of always .*第 1 项"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_quoted(tmp_path, text, words):
    from warehouse.decisions import decisions

    (tmp_path / "identity.yaml").write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=words) as caught:
        decisions(workspace(tmp_path))
    assert "li.wei" not in str(caught.value)
