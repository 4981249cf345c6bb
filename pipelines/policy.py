"""What holds for every asset alike: who answers for it, and its group."""

from collections.abc import Iterable

import dagster as dg

OWNERS = {
    "raw": "team:operations",
    "core": "team:data-quality",
    "mart": "team:analytics",
    "reports": "team:management",
}


def with_policy(assets: Iterable[dg.AssetsDefinition]) -> list[dg.AssetsDefinition]:
    """The assets, each with the owner and group of its schema."""
    return [one.map_asset_specs(_owned) for one in assets]


def _owned(spec: dg.AssetSpec) -> dg.AssetSpec:
    schema = spec.key.path[0]
    return spec.replace_attributes(group_name=schema, owners=[OWNERS[schema]])
