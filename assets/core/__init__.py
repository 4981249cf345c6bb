"""One row per real thing: customers, orders, tickets, consents."""
