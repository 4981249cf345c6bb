"""Which preset a header belongs to, or the question to ask."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

from sources.export import HeldError
from sources.mapping import Preset
from sources.words import said

ENOUGH = 0.5
CLOSE = 0.05
VENDOR = 0.15
"""How much less of a header a vendor's preset may recognise than a generic one and still be preferred."""
OWN = 0.1
"""The same for a company's own preset, against a vendor's."""

Scored = tuple[float, Preset]


def choose(header: Sequence[str] | None, file: str, among: Sequence[Preset]) -> Preset:
    """The preset whose columns these are. Raises HeldError with a question where there is not exactly one."""
    if header is None:
        raise HeldError(said("no_header"), "columns")
    named = [each for each in among if any(fnmatchcase(file, pattern) for pattern in each.files)]
    candidates = named or [each for each in among if not each.files]
    fitting = [each for each in candidates if _fits(each, header)]
    if not fitting:
        raise _unknown(header, max(candidates, key=lambda each: _closeness(each, header)))
    rivals = _rivals([(_score(each, header), each) for each in fitting])
    if len(rivals) > 1:
        raise HeldError(said("which_preset", presets=", ".join(each.id for each in rivals)), "preset")
    return rivals[0]


def _fits(preset: Preset, header: Sequence[str]) -> bool:
    return preset.share(header) >= ENOUGH and preset.is_signed(header) and not preset.missing(header)


def _closeness(preset: Preset, header: Sequence[str]) -> tuple[bool, float]:
    """What bears the preset's own marks is closer than what only shares its common words."""
    share = preset.share(header)
    return preset.is_signed(header) and bool(preset.signature) and share >= ENOUGH, share


def _score(preset: Preset, header: Sequence[str]) -> float:
    """Shipped presets bear their vendor's name before a stroke, a company's own do not."""
    own = 0 if "/" in preset.id else OWN
    return preset.share(header) + (0 if preset.id.startswith("generic/") else VENDOR) + own


def _rivals(scored: Sequence[Scored]) -> list[Preset]:
    """The best preset, and those that recognise about as much."""
    best = max(score for score, _ in scored)
    return [each for score, each in scored if best - score < CLOSE]


def _unknown(header: Sequence[str], preset: Preset) -> HeldError:
    share, missing = preset.share(header), preset.missing(header)
    if share < ENOUGH:
        return HeldError(said("unknown_export", share=f"{share:.0%}", preset=preset.id), "preset")
    if not missing or not preset.is_signed(header):
        return HeldError(said("another_object", preset=preset.id), "preset")
    wanted = ", ".join("/".join(list(preset.aliases.get(column, ()))[:2]) or column for column in missing)
    return HeldError(said("column_missing", preset=preset.id, columns=wanted), preset=preset)
