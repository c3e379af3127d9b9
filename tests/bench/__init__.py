"""The benchmark: how long builds take, and how that grows.

    measuring   one process: its time, and the memory of it and of all that it starts
    markdown    the wiki written out as plain Markdown
    contenders  whom the benchmark builds: Charsu, and others with the same pages
    stages      where Charsu's own time goes
    matching    what finding names costs beside bare matching
    serving     from saving a file until the new page is served
    searches    what a search costs a reader, beside Pagefind over the same rows
    results     what was measured, as a file
    picture     the picture of it
    report      tables and sentences in three languages, and where they stand
    search_report  the same for what searches cost

`benchmark.py` beside this package is the command.
"""
