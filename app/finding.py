"""What a check of `regulars doctor` found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.exits import Exit

if TYPE_CHECKING:
    from warehouse.workspace import Workspace


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `code` is OK where it is sound, `fix` what to do where it is not, or not quite."""

    name: str
    detail: str
    code: Exit = Exit.OK
    fix: str = ""

    @property
    def mark(self) -> str:
        """✓ sound, ! worth a look, ✗ to be mended."""
        return "✗" if self.code != Exit.OK else "!" if self.fix else "✓"


Check = Callable[["Workspace"], Finding]
"""Its docstring is the name of what it looks at."""
