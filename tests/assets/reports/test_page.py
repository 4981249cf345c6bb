"""The page is one file, safe, in both languages, and stands whatever is missing."""

import base64
import dataclasses
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import plotly.graph_objects as go
import pytest
import yaml

from assets.reports.charts import broken
from assets.reports.content import Content, checked, queries, read, sources
from assets.reports.page import SECTIONS, render
from assets.reports.sections.coming import second_purchase
from assets.reports.sections.feeds import rule_name
from assets.reports.sections.first_screen import freshness
from assets.reports.words import Both, entries, word
from warehouse import DuckDBWarehouse
from warehouse.snapshots import QUALITY

BUNDLE = re.compile(r"<script>/\*\*.*?</script>", re.DOTALL)
VOID = {"meta", "link", "br", "img", "input", "hr"}
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>"


class Page(HTMLParser):
    """Every element with its attributes, its children's languages, and the text of scripts.

    Plotly's bundle is most of the page and is left out unless asked for.
    """

    def __init__(self, text: str, with_bundle: bool = False) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.children: list[list[str | None]] = [[]]
        self.pairs: list[list[str | None]] = []
        self.scripts: list[tuple[str | None, str]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(text if with_bundle else BUNDLE.sub("<script></script>", text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        self.elements.append((tag, about))
        self.children[-1].append(about.get("lang"))
        if tag not in VOID:
            self.open.append(tag)
            self.children.append([])
        if tag == "script":
            self.scripts.append((about.get("type"), ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.pairs.append(self.children.pop())

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        elif self.open and self.open[-1] != "style":
            self.text.append(data)


def figures(page: Page) -> list[dict[str, Any]]:
    return [json.loads(text) for kind, text in page.scripts if kind == "application/json"]


def said(value: Any, language: str) -> Any:
    if isinstance(value, list):
        return [said(one, language) for one in value]
    if isinstance(value, dict):
        is_pair = set(value) == {"en", "zh"}
        return value[language] if is_pair else {key: said(one, language) for key, one in value.items()}
    return value


def test_nothing_is_fetched(page: str):
    parsed = Page(page)
    for tag, about in parsed.elements:
        for name in ("src", "href", "action", "srcset", "data", "poster"):
            assert (about.get(name) or "#").startswith(("#", "data:", QUALITY)), (tag, name)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    ours = parsed.scripts[-1][1]
    assert "://" not in ours
    assert "fetch(" not in ours


def test_the_policy_lets_only_these_scripts_run(page: str):
    parsed = Page(page, with_bundle=True)
    policy = next(about["content"] for _, about in parsed.elements if about.get("http-equiv"))
    assert policy
    running = [text for kind, text in parsed.scripts if kind is None]
    assert len(running) == 2
    for text in running:
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy
    assert "default-src 'none'" in policy
    assert not [name for _, about in parsed.elements for name in about if name.startswith("on")]


def test_every_english_text_has_its_chinese_sibling(page: str):
    seen = 0
    for children in Page(page).pairs:
        for place, language in enumerate(children):
            if language == "en":
                assert children[place + 1] == "zh"
                seen += 1
            if language == "zh":
                assert children[place - 1] == "en"
    assert seen > 200


def test_every_word_has_both_languages_and_the_same_places():
    for key, entry in entries().items():
        assert set(entry) == {"en", "zh"}, key
        assert all(entry.values()), key
        places = [sorted(re.findall(r"{(\w+)}", text)) for text in entry.values()]
        assert places[0] == places[1], key
        assert re.search("[\u4e00-\u9fff]", entry["zh"]) or key.startswith(("number.", "constraint.")), key


def test_figures_are_valid_in_both_languages(page: str):
    drawn = figures(Page(page))
    assert len(drawn) >= 9
    for figure in drawn:
        for language in ("en", "zh"):
            spoken = said(figure, language)
            go.Figure({"data": spoken["data"], "layout": spoken["layout"]})
            go.Layout(spoken.get("narrow", {}))


def test_the_same_content_gives_the_same_bytes(content: Content, page: str):
    assert render(content) == page


def test_the_page_is_small_enough_to_send(page: str):
    assert len(page.encode()) < 6_500_000


@pytest.mark.parametrize("table", ["eleven", "target_segments", "goals", "campaign_results", "plan_refusals"])
def test_names_from_the_data_are_text(content: Content, table: str):
    rows = [
        {name: ATTACK if isinstance(value, str) else value for name, value in row.items()}
        for row in content[table]
    ]
    page = render(dataclasses.replace(content, company=ATTACK, tables={**content.tables, table: rows}))
    assert ATTACK not in page
    assert ATTACK in "".join(Page(page).text)
    assert len([1 for tag, _ in Page(page).elements if tag == "img"]) == 0


def test_plotly_reads_no_markup_in_names(content: Content):
    rows = [row | {"name_en": "<a href='https://x.test'>VIP</a>"} for row in content["target_segments"]]
    page = render(dataclasses.replace(content, tables={**content.tables, "target_segments": rows}))
    drawn = json.dumps(figures(Page(page)))
    assert "&lt;a href" in drawn
    assert "<a href" not in drawn


@pytest.mark.parametrize("table", sorted(queries()))
def test_one_empty_table_leaves_the_rest(content: Content, table: str):
    page = render(dataclasses.replace(content, tables={**content.tables, table: []}))
    assert page.endswith("</html>")
    assert len(page) > 4_800_000


def test_a_page_of_nothing_says_what_is_missing(content: Content):
    page = Page(render(dataclasses.replace(content, tables={}, previous={})))
    text = "".join(page.text)
    assert not figures(page)
    for key in ("eleven", "calibration", "results", "plan", "books"):
        assert entries()[f"missing.{key}"]["en"] in text
        assert entries()[f"missing.{key}"]["zh"] in text


def test_missing_tables_are_empty(company: ModuleType, tmp_path: Any):
    warehouse = DuckDBWarehouse()
    warehouse.write("mart.measures", company.tables(50)["mart.measures"])
    content = read(warehouse, company.workspace(tmp_path), company.AS_OF)
    assert content["measures"]
    assert content["eleven"] == []
    assert render(content)


def test_empty_tables_are_empty(company: ModuleType, tmp_path: Any):
    warehouse = DuckDBWarehouse()
    for name, frame in company.tables(50).items():
        warehouse.write(name, frame.head(0))
    content = read(warehouse, company.workspace(tmp_path, language="zh"), company.AS_OF)
    assert '<html lang="zh">' in render(content)


def test_no_person_is_on_the_page(page: str):
    assert not re.search(r"C\d{6}", "".join(Page(page).text))
    selected = [
        line for text in queries().values() for line in text.lower().splitlines() if "customer_id" in line
    ]
    assert all("join" in line or "order by" in line for line in selected)


def test_the_first_screen_says_what_a_manager_needs(page: str):
    text = " ".join("".join(Page(page).text).split())
    for sentence in ("The next decision", "+9.1%", "Goal against actual", "Which models can be trusted"):
        assert sentence in text
    assert "People who bought at least once" in text


def test_each_section_has_its_own_words():
    for section in SECTIONS:
        assert f"{section.__name__}.title" in entries()


def test_the_asset_waits_for_every_table_it_reads():
    from assets.reports.manager import manager

    waited = {".".join(key.path) for key in manager.asset_deps[manager.key]}
    assert waited == set(checked())
    assert all(sources(text) <= waited for text in queries().values())


def test_a_number_on_a_doubtful_model_says_so(content: Content):
    grades = [row | {"grade": "D"} for row in content["grades"]]
    page = render(dataclasses.replace(content, tables={**content.tables, "grades": grades}))
    caution = word("first.caution", grade="D")
    assert page.count(caution.zh) == 2
    assert caution.zh not in render(content)


def test_a_plan_for_nobody_points_to_the_reasons(content: Content):
    nobody = [row | {"chosen": 0} for row in content["plan_summary"]]
    tables = {**content.tables, "plan_summary": nobody, "plan_groups": []}
    text = "".join(Page(render(dataclasses.replace(content, tables=tables))).text)
    assert word("plan.nobody").en in text
    assert word("missing.plan").en not in text


def test_a_campaign_without_control_group_is_not_measurable(content: Content):
    nothing = dict.fromkeys(("control_rate", "uplift", "lower", "upper"))
    rows = [row | nothing for row in content["campaign_results"] if row["stage"] == "all"]
    text = "".join(
        Page(render(dataclasses.replace(content, tables={**content.tables, "campaign_results": rows}))).text
    )
    assert word("results.unmeasured").en in text
    assert word("missing.results").en in text


def test_a_sentence_and_its_grounds():
    head, rest = Both("Do this. It pays. Well.", "做这件事。值得。").split()
    assert (head, rest) == (Both("Do this.", "做这件事。"), Both("It pays. Well.", "值得。"))
    assert Both("Only one.", "只有一句。").split()[0] == Both("Only one.", "只有一句。")


def test_long_names_are_broken_over_lines():
    broken_name = broken(Both("Golden week voucher for regulars", "国庆黄金周常客专享优惠券活动"), 20)
    assert broken_name == Both("Golden week voucher<br>for regulars", "国庆黄金周常客专享优<br>惠券活动")


def test_a_list_that_left_the_house_is_graded_on_the_page(page: str):
    said = (
        "Of the 400 customers exported as “win_back” on 1 April 2026, 71.2% left within 90 days;"
        " 67.8% had been said."
    )
    assert said in " ".join(Page(page).text)


def test_the_season_says_what_it_does_to_the_risk(page: str):
    text = " ".join(Page(page).text)
    assert "Season and latest weeks move the risk of leaving by +2.9 pts" in text


def test_a_manager_reads_for_whom_a_model_is_not_to_be_trusted(page: str):
    text = " ".join(Page(page).text)
    assert "not to be trusted for new customers (up to 90 days)" in text
    assert "too few to say for" in text
    assert "−20.0 pts … −10.0 pts" in text


def test_every_kind_of_record_and_rule_has_words_in_both_languages():
    presets = Path("sources/presets").rglob("*.yaml")
    objects = {yaml.safe_load(file.read_text("utf-8"))["object"] for file in presets}
    assert objects == {one for one in objects if f"object.{one}" in entries()}
    for rule in ("test: says that it is a test", "wholesale: says that it is wholesale"):
        assert not re.search("[a-z]", rule_name({"rule": rule}).zh)


def test_where_nobody_has_come_back_the_page_says_so(content: Content):
    weeks = [row | {"share_returned": 0.0} for row in content["second_purchase"]]
    nobody = dataclasses.replace(content, tables=content.tables | {"second_purchase": weeks})
    assert second_purchase(nobody).takeaway.en.startswith("None of the first-time buyers has come back")
    assert "are back within four weeks" in second_purchase(content).takeaway.en


def test_what_a_single_customer_cannot_tell_breaks_no_page(content: Content):
    blank = dict.fromkeys(("lower", "upper"))
    groups = [row | blank for row in content["calibration"]]
    tests = [row | blank | dict.fromkeys(("value", "baseline_value")) for row in content["backtest"]]
    few = dataclasses.replace(content, tables=content.tables | {"calibration": groups, "backtest": tests})
    text = " ".join(Page(render(few)).text)
    assert "None" not in text
    assert "nan" not in text.split()


def test_a_replayed_day_does_not_boast_of_orders_that_came_later(content):
    replayed = dataclasses.replace(content, as_of=content.one("freshness")["newest_on"])
    assert "are left out" in freshness(replayed).en
    assert "Newest order" in freshness(content).en


def test_the_page_says_why_the_risk_changed_and_what_contracts_may_end(page: str):
    text = " ".join(Page(page).text)
    assert "customers at high risk of leaving changed by +30" in text
    assert "Of 3 running contracts 1 are expected to be given up within three months" in text
