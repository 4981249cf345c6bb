"""The face: the command line. Reads published snapshots; only `regulars run` starts the pipeline."""
