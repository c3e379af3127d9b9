"""The engine: entries and texts in, a linked wiki in several languages out.

A build passes through these packages from top to bottom, and each imports only from those above it:

    support      what any program needs: diagnostics, processes, files, HTML as a type; nothing here knows a wiki
    incremental  caches that outlive one build, and the conditions under which they are sound
    model        the records of a wiki: entries, statements, texts, dates
    text         running text without a wiki: names, [[links]], letters, lasting ids of segments
    read         files -> records, each mistake with its place
    i18n         interface words, numbers, dates and the order of names in each language
    link         names -> mentions, and the same seen from the entries: backlinks, disagreements
    review       what is wrong, missing, unsure or out of date
    edit         changes of many files, tried first and written all or none
    view         what each page shows, and how a page sees the site
    pictures     timeline, map and graph as SVG
    render       page models -> HTML, stamped into the stencils that MkDocs rendered
    search       the index that the browser asks
    publish      everything a site consists of, made all at once, in slices, or one file at a time
    commands     the command `wiki`

Nothing here knows MkDocs; `mkdocs_events.py` beside this package does. Each package says in its `__init__` what goes
in, what comes out, which packages it uses, which of its modules others may use, and what it never does.
ARCHITECTURE.md has the map; tests/test_architecture.py holds both to the code.
"""
