"""The five systems' exports: a module knows one system's files, headers and habits; `files` writes."""
