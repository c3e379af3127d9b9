"""Read: the files that people write become records.

In: `entries/`, `docs/`, `mkdocs.yml`, the git history. Out: a `Wiki`, or diagnostics with file, line and column.
Start with `load.load`, then `resolve.read_wiki`.
Uses: support, incremental, model, text.
Public: documents, editor_schemas, entries, git_history, ledgers, load, map, readers, redirects, resolve, settings,
statements, texts, vocabulary, yaml_nodes.
Never: guesses what an author meant, or stops at the first mistake.
"""
