"""Search: the index that the browser asks.

In: page models as plain text. Out: search documents, posting lists, and index files of bounded size.
Uses: support, model, text, link, view.
Public: browser_constants, documents, index, name_index, postings.
Never: reads files, knows a template, or decides what matches; the browser does, letter by letter.
"""
