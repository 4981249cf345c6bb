"""How much a packed file may hold: beyond that it is refused, before it fills memory or disk."""

from collections.abc import Iterator
from typing import Protocol

from sources.export import UnreadableError
from sources.words import said

UNPACKED = 16 << 30
"""Bytes of exports that an archive may hold in all."""
WORKBOOK = 2 << 30
"""Bytes of XML in one workbook: some ten million cells."""
RATIO = 200
"""How many bytes may come out of one; tables give 5 to 30."""
FREE = 32 << 20
"""Up to here the ratio does not count."""
MEMBERS = 1_000
PIECE = 1 << 20


class Stream(Protocol):
    """What can be read and knows where it is."""

    def read(self, size: int, /) -> bytes:
        """Some bytes."""

    def tell(self) -> int:
        """How many have gone by."""


class Budget:
    """What one file of `packed` bytes may still unpack, `most` in all."""

    def __init__(self, packed: int, most: int = UNPACKED) -> None:
        self.most, self.used = min(most, _allowed(packed)), 0

    def pieces(self, stream: Stream, packed: Stream) -> Iterator[bytes]:
        """What comes out of a stream over the `packed` file, a piece at a time.

        Raises UnreadableError when the budget is spent, or much more comes out than went in.
        """
        start, unpacked = packed.tell(), 0
        while piece := stream.read(PIECE):
            self.used += len(piece)
            unpacked += len(piece)
            if self.used > self.most or unpacked > _allowed(packed.tell() - start):
                raise UnreadableError(said("unpacks_hugely", megabytes=max(self.used >> 20, 1)))
            yield piece


def _allowed(packed: int) -> int:
    return max(FREE, packed * RATIO)
