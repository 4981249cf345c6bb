"""The seam: tables by name, whatever the engine; a company's workspace; publishing of snapshots.

No business rules and no scheduling here.
"""

from warehouse.embedded import DuckDBWarehouse
from warehouse.protocol import Warehouse

__all__ = ["DuckDBWarehouse", "Warehouse"]
