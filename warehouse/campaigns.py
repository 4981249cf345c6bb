"""Campaign files: what the next campaign may cost, whom it may reach and what it offers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from warehouse.errors import ConfigurationError, nearest

CHANNELS = ("email", "sms", "phone")
KEYS = {"name", "starts_on", "budget", "holdout_rate", "channels", "offers", "segments"}


@dataclass(frozen=True)
class Offer:
    """One thing to offer, on one channel; `cost` is per contact."""

    key: str
    channel: str
    cost: float
    name_en: str
    name_zh: str


@dataclass(frozen=True)
class Campaign:
    """One file of `campaigns/`. No budget or capacity means no limit, no holdout rate the company's own."""

    key: str
    name_en: str
    name_zh: str
    starts_on: dt.date | None
    budget: float | None
    holdout_rate: float | None
    capacity: Mapping[str, float | None]
    offers: tuple[Offer, ...]
    segments: tuple[str, ...]


def load_campaigns(definitions: Mapping[str, Mapping[str, Any]]) -> list[Campaign]:
    """The campaigns of a workspace, sorted by file. Raises ConfigurationError."""
    return [_campaign(key, _File(key, content)) for key, content in sorted(definitions.items())]


def next_campaign(campaigns: list[Campaign], as_of: dt.date) -> Campaign | None:
    """The campaign that starts first from `as_of` on; one without a start starts at once."""
    coming = [one for one in campaigns if (one.starts_on or as_of) >= as_of]
    return min(coming, key=lambda one: (one.starts_on or as_of, one.key), default=None)


@dataclass(frozen=True)
class _File:
    """A campaign file that says where it is wrong."""

    key: str
    content: Mapping[str, Any]

    def wrong(self, en: str, zh: str, hint: tuple[str, str] = (".", "。")) -> ConfigurationError:
        return ConfigurationError(f"campaigns/{self.key}.yaml: {en}{hint[0]}", f"{zh}{hint[1]}")

    def pairs(self, name: str) -> Mapping[str, Any]:
        found = self.content.get(name) or {}
        if not isinstance(found, Mapping) or not all(
            isinstance(one or {}, Mapping) for one in found.values()
        ):
            raise self.wrong(
                f"{name} must hold a block of settings for each name", f"{name} 下每个名称须各有一组设置"
            )
        return {str(key): one or {} for key, one in found.items()}

    def number(self, where: str, value: Any, most: float = float("inf")) -> float | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            is_open = most == float("inf")
            limit = "0 or more" if is_open else f"between 0 and {most:g}"
            raise self.wrong(
                f"{where} must be a number, {limit}",
                f"{where} 须为数值，" + ("不小于 0" if is_open else f"在 0 与 {most:g} 之间"),
            )
        return float(value)


def _campaign(key: str, file: _File) -> Campaign:
    if unknown := sorted(file.content.keys() - KEYS):
        hint = nearest(unknown[0], KEYS)
        raise file.wrong(f"unknown setting {unknown[0]}", f"没有 {unknown[0]} 这一设置", hint)
    offers = tuple(_offer(file, name, about) for name, about in file.pairs("offers").items())
    if not offers:
        raise file.wrong(
            "offers must name at least one offer with its channel and cost",
            "offers 须至少写一项优惠，并注明渠道与成本",
        )
    return Campaign(
        key,
        *_names(file.content.get("name"), key),
        _start(file),
        file.number("budget", file.content.get("budget")),
        file.number("holdout_rate", file.content.get("holdout_rate"), most=1),
        {
            _channel(file, name): file.number(f"channels: {name}: capacity", about.get("capacity"))
            for name, about in file.pairs("channels").items()
        },
        offers,
        tuple(str(one) for one in file.content.get("segments") or ()),
    )


def _offer(file: _File, name: str, about: Mapping[str, Any]) -> Offer:
    cost = file.number(f"offers: {name}: cost", about.get("cost"))
    if cost is None:
        raise file.wrong(
            f"offers: {name} needs a cost per contact, 0 where it is free",
            f"优惠 {name} 须填写单次触达成本，免费则写 0",
        )
    return Offer(name, _channel(file, about.get("channel")), cost, *_names(about.get("name"), name))


def _channel(file: _File, name: Any) -> str:
    if name not in CHANNELS:
        raise file.wrong(f"unknown channel {name}", f"没有渠道 {name}", nearest(str(name), CHANNELS))
    return str(name)


def _names(given: Any, key: str) -> tuple[str, str]:
    """Both names; one given as plain text serves for both languages."""
    if isinstance(given, Mapping):
        return str(given.get("en", key)), str(given.get("zh", given.get("en", key)))
    return str(given or key), str(given or key)


def _start(file: _File) -> dt.date | None:
    start = file.content.get("starts_on")
    if start is not None and type(start) is not dt.date:
        raise file.wrong(
            "starts_on must be a day such as 2026-09-01, or null",
            "starts_on 须为日期，例如 2026-09-01，或写 null",
        )
    return start
