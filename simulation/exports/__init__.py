"""The five systems' exports: each module knows one system's files, headers and habits; `files` does the writing."""
