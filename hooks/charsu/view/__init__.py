"""View: what each page shows, and how a page sees the site.

In: a linked wiki. Out: page models and the context of a page: addresses, words, mentions as HTML.
Uses: support, incremental, model, text, i18n, link, review.
Public: markdown_pages, markup, ordering, overflow, page_context, page_models, pagination, repo_host.
Never: reads files, parses YAML, or writes a whole page.
"""
