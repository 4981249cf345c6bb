"""`regulars models`: the versions that predict, and the way to better ones."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.console import next_step, print_json, say, table
from app.exits import Exit
from app.options import Home, Json
from app.problems import Problem
from app.served import at, open_workspace

if TYPE_CHECKING:
    from models.gate import Verdict
    from warehouse.registry import Registry

group = typer.Typer(
    help="Versions of the models that predict, and the gate to better ones. 预测模型的版本与检验。",
    invoke_without_command=True,
)
Version = Annotated[str, typer.Argument(metavar="VERSION", help="Such as v0002. 版本号，如 v0002。")]
Model = Annotated[
    str, typer.Argument(metavar="MODEL", help="churn, value, or identity. 流失、价值或身份匹配。")
]
Of = Annotated[str, typer.Option("--model", help="Whose version: churn or value. 版本所属模型。")]
MODELS = ("churn", "value")
METRICS = ("auc", "log_loss", "brier", "ece", "rmse", "mae", "sum_ratio")


@group.callback()
def models(context: typer.Context, json: Json = False, home: Home = None) -> None:
    """Versions of the models that predict. 预测模型的版本管理。"""
    if context.invoked_subcommand is None:
        listed(json, home)


@group.command("list")
def listed(json: Json = False, home: Home = None) -> None:
    """Every version with its scores on days after its training; the champion predicts. 列出所有版本。"""
    from warehouse.registry import Registry

    workspace = open_workspace(home)
    registries = [Registry(workspace, model) for model in MODELS]
    found = [row for registry in registries for row in _rows(registry)]
    if json:
        print_json(found)
        return
    headings = (
        "model 模型",
        "version 版本",
        "trained on 训练日",
        "rows 样本",
        "AUC",
        "log loss",
        "Brier",
        "ECE",
        "RMSE",
        "MAE",
        "Σ ratio 总额比",
        "champion 现任",
    )
    table(headings, [list(row.values()) for row in found])
    next_step(f"regulars models retrain churn{at(workspace.home)}", "train a challenger 训练挑战者")


def _rows(registry: "Registry") -> list[dict[str, Any]]:
    champion = registry.champion()
    return [
        {"model": card.model, "version": card.version, "trained_on": card.trained_on, "rows": card.rows}
        | {name: card.metrics.get(name) for name in METRICS}
        | {"is_champion": champion is not None and card.version == champion.version}
        for card in registry.versions()
    ]


@group.command()
def show(version: Version, model: Of = "churn", json: Json = False, home: Home = None) -> None:  # noqa: ARG001
    """The card of one version: data, code, libraries, seed, parameters, scores. 查看版本卡片。"""
    from dataclasses import asdict

    from warehouse.registry import Registry

    _known(model)
    workspace = open_workspace(home)
    card = Registry(workspace, model).card(version)
    if card is None:
        raise _unknown(version, at(workspace.home))
    print_json(asdict(card))


@group.command()
def retrain(
    model: Model = "churn",
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", help="A parameter of the recipe, as name=value. 训练参数，如 max_iter=80。"),
    ] = None,
    yes: Annotated[
        bool,
        typer.Option("--yes", help="Of identity: go by it from the next run on. 确认启用（仅 identity）。"),
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Train a challenger on the published snapshot; it predicts only once promoted. 训练挑战者。

    `identity` is what matching goes by: what would change is told, and kept only with --yes.
    """
    from pipelines import retraining
    from warehouse.registry import Registry

    if model == "identity":
        _relearn(yes, json, home)
        return
    _known(model)
    workspace = open_workspace(home)
    known = {one.version for one in Registry(workspace, model).versions()}
    card = retraining.retrain(workspace, dict(_pair(one) for one in changes or ()), model)
    is_new = card.version not in known
    if json:
        told = {"version": card.version, "is_new": is_new}
        print_json(told | {"parameters": card.parameters, "metrics": card.metrics})
        return
    say(f"{card.version}: " + ", ".join(f"{name} {value:.4f}" for name, value in card.metrics.items()))
    if not is_new:
        say(f"Nothing new: {card.version} is this recipe on these rows. 无变化：该版本即此配方与数据。")
        next_step(f"regulars models list{at(workspace.home)}", "all versions 查看所有版本")
        return
    next_step(
        f"regulars models compare {card.version}{_of(model)}{at(workspace.home)}",
        "against the champion 与现任比较",
    )


def _relearn(is_kept: bool, json: bool, home: Home) -> None:
    """Learn again what matching goes by, and say what it changes."""
    from dataclasses import asdict

    from pipelines.relearning import relearn

    workspace = open_workspace(home)
    found = relearn(workspace, is_kept)
    if json:
        print_json(asdict(found))
        return
    say(
        f"Learned from {found.records:,} records: {found.joined:,} customers would come together with others,"
        f" {found.parted:,} would come apart."
    )
    say(
        f"依据 {found.records:,} 条记录学习：{found.joined:,} 位客户将与他人合并，{found.parted:,} 位将拆分。"
    )
    where = at(workspace.home)
    if found.version:
        next_step(f"regulars run{where}", f"match by {found.version} 以新版本匹配")
    else:
        next_step(f"regulars models retrain identity --yes{where}", "go by it from the next run on 确认启用")


@group.command()
def compare(version: Version, model: Of = "churn", json: Json = False, home: Home = None) -> None:
    """A version against the champion, on a day neither has learned from. 与现任模型比较。"""
    from pipelines import retraining

    _known(model)
    workspace = open_workspace(home)
    verdict = retraining.compare(workspace, version, model)
    if json:
        print_json(_told(verdict))
        return
    _show(verdict)
    _advise(verdict, version, _of(model), at(workspace.home))


def _advise(verdict: "Verdict | None", version: str, model: str, home: str) -> None:
    """What to do after a comparison: promotion only where the gate would allow it."""
    if verdict is not None and not verdict.allows(is_refresh=True):
        next_step(f"regulars models list{home}", "the champion goes on predicting 现任模型继续使用")
        return
    refresh = "" if verdict is None or verdict.allows(is_refresh=False) else " --refresh"
    next_step(f"regulars models promote {version}{refresh}{model}{home}", "let it predict 启用")


@group.command()
def promote(
    version: Version,
    refresh: Annotated[
        bool,
        typer.Option("--refresh", help="Newer data is reason enough where it is no worse. 仅为更新数据。"),
    ] = False,
    model: Of = "churn",
    json: Json = False,
    home: Home = None,
) -> None:
    """Let a version predict from the next run on, where the gate allows it. 启用版本（须通过检验）。"""
    from pipelines import retraining

    _known(model)
    workspace = open_workspace(home)
    allowed, verdict = retraining.promote(workspace, version, refresh, model)
    if json:
        print_json({"promoted": allowed} | _told(verdict))
    else:
        _show(verdict)
    if not allowed:
        advice = f"The champion goes on predicting 仍由现任模型预测: regulars models list{at(workspace.home)}"
        raise Problem(Exit.DATA, f"{version} did not pass the gate. 未通过检验。", advice)
    if not json:
        say(f"{version} predicts from the next run on. 下次运行起启用 {version}。")
        next_step(f"regulars run{at(workspace.home)}", "predict with it 用新模型预测")


@group.command()
def rollback(model: Of = "churn", json: Json = False, home: Home = None) -> None:
    """Let the champion before the present one predict again. 回退到上一任模型。"""
    from pipelines import retraining

    _known(model)
    workspace = open_workspace(home)
    card = retraining.rollback(workspace, model)
    if json:
        print_json({"model": model, "version": card.version})
        return
    say(f"{card.version} predicts from the next run on. 下次运行起启用 {card.version}。")
    next_step(f"regulars models list{at(workspace.home)}", "all versions 查看所有版本")


@group.command()
def reproduce(version: Version, model: Of = "churn", json: Json = False, home: Home = None) -> None:
    """Make a version again from its card, and see whether it is the same. 按卡片重新训练并核对。"""
    from dataclasses import asdict

    from pipelines import retraining

    _known(model)
    workspace = open_workspace(home)
    found = retraining.reproduce(workspace, version, model)
    if json:
        print_json(asdict(found))
        return
    say(
        f"{version} made again from snapshot {found.snapshot}: scores "
        f"{'the same 一致' if found.same_metrics else 'differ 不一致'}, "
        f"predictions {'the same 一致' if found.same_predictions else 'differ 不一致'}."
    )
    if not found.same_code:
        say("The code or the libraries of the models have changed since. 模型代码或依赖库已变更。")
    next_step(f"regulars models show {version}{_of(model)}{at(workspace.home)}", "its card 查看卡片")


def _told(verdict: "Verdict | None") -> dict[str, Any]:
    if verdict is None:
        return {"verdict": None}
    words = {"sentence_en": verdict.sentence[0], "sentence_zh": verdict.sentence[1]}
    return {"challenger": verdict.challenger, "champion": verdict.champion, "lower": verdict.lower} | {
        "upper": verdict.upper, "faults": list(verdict.faults)
    } | words  # fmt: skip


def _show(verdict: "Verdict | None") -> None:
    if verdict is None:
        say("There is no champion yet, or no past day to compare on. 暂无可比较的现任模型或历史时点。")
        return
    rows = [[name, value, verdict.champion[name]] for name, value in verdict.challenger.items()]
    table(("score 指标", "challenger 挑战者", "champion 现任"), rows)
    say(*verdict.sentence)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise Problem(
            Exit.USAGE, f"--set {text} has no value. 缺少取值。", "Write --set max_iter=80. 请按此格式填写。"
        )
    return name, value


def _known(model: str) -> None:
    if model not in MODELS:
        raise Problem(
            Exit.USAGE,
            f"{model} has no versions. 该模型没有版本管理。",
            f"Write one of 可选: {', '.join(MODELS)}",
        )


def _of(model: str) -> str:
    """How a command names the model, where it is not the usual one."""
    return "" if model == "churn" else f" --model {model}"


def _unknown(version: str, place: str) -> Problem:
    return Problem(
        Exit.USAGE,
        f"There is no version {version}. 没有该版本。",
        f"See those there are 查看现有版本: regulars models list{place}",
    )
