"""One module per command group. Heavy imports wait until a command runs, so that `--help` is quick."""
