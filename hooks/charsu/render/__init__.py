"""Render: page models become HTML.

In: page models, and the stencils that MkDocs rendered. Out: whole pages.
Uses: support, model, text, i18n, link, view, pictures.
Public: cards, renderer, stencils.
Never: reads an author's file, parses YAML, or looks up what a page shows.
"""
