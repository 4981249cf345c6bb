"""The parts of the manager's page, each from the content to its blocks; no reading, no markup."""
