"""Render: page models become HTML.

In: page models, and the stencils that MkDocs rendered. Out: whole pages.
    Components are functions of a page's context: `components`, `statements`, `passages`, `text_rows`, `corrections`.
    Entries' pages are put together by functions (`entry_page`), all others by fragments (`templates`).
Uses: support, model, text, i18n, link, view, pictures.
Public: cards, renderer, stencils.
Never: reads an author's file, parses YAML, or looks up what a page shows.
"""
