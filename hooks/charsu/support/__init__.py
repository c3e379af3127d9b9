"""Support: what any program needs, whatever it is about.

In: files, processes, plain text. Out: diagnostics, written files, `Html`.
Uses: nothing.
Public: cached_method, diagnostics, distribution, html, interrupts, javascript, lazydict, outputs, parallel,
pickling, tables, template_loading, text_width, textfile, timings, transaction.
Never: knows a wiki, a language or a page.
"""
