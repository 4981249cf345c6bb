"""Python files that tests share, read by their place: pytest imports each test file on its own."""

import importlib.util
from pathlib import Path
from types import ModuleType


def module_at(file: Path) -> ModuleType:
    """The module in a file; a new one at each call."""
    spec = importlib.util.spec_from_file_location(f"loaded_{file.parent.name}_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
