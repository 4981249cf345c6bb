"""The canonical tables of the lake: their columns, kinds and keys."""

from dataclasses import dataclass

TYPES = {
    "identifier": "VARCHAR",
    "phone": "VARCHAR",
    "text": "VARCHAR",
    "moment": "TIMESTAMP",
    "date": "DATE",
    "flag": "BOOLEAN",
    "integer": "BIGINT",
    "money": "DECIMAL(18,2)",
    "price": "DECIMAL(18,4)",
    "quantity": "DECIMAL(18,3)",
}
CODES = ("identifier", "phone")
MOMENTS = ("moment", "date")
NUMBERS = ("money", "price", "quantity", "integer")
FIRST = {"file_id": "VARCHAR", "line": "BIGINT", "system": "VARCHAR"}
LAST = {"extra": "VARCHAR"}
QUARANTINE = {
    "file_id": "VARCHAR",
    "line": "BIGINT",
    "raw_text": "VARCHAR",
    "reason_code": "VARCHAR",
    "reason": "VARCHAR",
}
DAYS = {"file_id": "VARCHAR", "happened_on": "DATE", "records": "BIGINT"}


@dataclass(frozen=True)
class Canonical:
    """One table of the lake: its columns with their kinds, and what identifies a record in it."""

    columns: dict[str, str]
    key: tuple[str, ...]
    required: tuple[str, ...]
    """Columns without which a row is of no use."""
    instead: tuple[str, ...] = ()
    """Columns that stand in, in this order, where the (one) key column is blank."""

    @property
    def schema(self) -> dict[str, str]:
        """Column → SQL type, as the Parquet files have them."""
        return FIRST | {name: TYPES[kind] for name, kind in self.columns.items()} | LAST


def _columns(**kinds: str) -> dict[str, str]:
    return {name: kind for kind, names in kinds.items() for name in names.split()}


def _ordered(names: str, kinds: dict[str, str]) -> dict[str, str]:
    return {name: kinds.get(name, "text") for name in names.split()}


OBJECTS = {
    "customers": Canonical(
        _ordered(
            "record_id name company email phone birth_on gender address city region country postal_code"
            " source_channel owner level email_consent sms_consent phone_consent created_at modified_at note",
            _columns(
                identifier="record_id postal_code",
                phone="phone",
                date="birth_on",
                flag="email_consent sms_consent phone_consent",
                moment="created_at modified_at",
            ),
        ),
        key=("record_id",),
        required=("record_id",),
        instead=("email", "phone", "name"),
    ),
    "orders": Canonical(
        _ordered(
            "order_id customer_ref customer_name email phone ordered_at amount discount refunded currency"
            " status cancelled_at channel owner note tags",
            _columns(
                identifier="order_id customer_ref",
                phone="phone",
                moment="ordered_at cancelled_at",
                money="amount discount refunded",
            ),
        ),
        key=("order_id",),
        required=("order_id", "ordered_at", "amount"),
    ),
    "order_lines": Canonical(
        _ordered(
            "order_id customer_ref customer_name email phone ordered_at sku item quantity unit_price"
            " line_discount order_total order_discount refunded currency status cancelled_at channel country"
            " note tags",
            _columns(
                identifier="order_id customer_ref sku",
                phone="phone",
                moment="ordered_at cancelled_at",
                quantity="quantity",
                price="unit_price",
                money="line_discount order_total order_discount refunded",
            ),
        ),
        key=("order_id",),
        required=("order_id", "ordered_at", "quantity"),
    ),
    "tickets": Canonical(
        _ordered(
            "ticket_id customer_ref customer_name email phone opened_at closed_at channel kind status"
            " satisfaction subject body owner",
            _columns(
                identifier="ticket_id customer_ref",
                phone="phone",
                moment="opened_at closed_at",
                integer="satisfaction",
            ),
        ),
        key=("ticket_id",),
        required=("ticket_id", "opened_at"),
    ),
    "campaign_members": Canonical(
        _ordered(
            "campaign_id campaign_name channel offer customer_ref email phone is_control sent_at opened_at"
            " clicked_at unsubscribed_at cost",
            _columns(
                identifier="campaign_id customer_ref",
                phone="phone",
                flag="is_control",
                moment="sent_at opened_at clicked_at unsubscribed_at",
                price="cost",
            ),
        ),
        key=("campaign_id", "channel", "customer_ref", "email", "phone"),
        required=("campaign_id",),
    ),
}


def lake_schemas() -> dict[str, dict[str, str]]:
    """Each table of the lake, and its columns' SQL types."""
    return {name: table.schema for name, table in OBJECTS.items()} | {"quarantine": QUARANTINE, "days": DAYS}
