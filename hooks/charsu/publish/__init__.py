"""Publish: everything a site consists of.

In: the folder of a wiki. Out: its site: all files at once, in slices, or one when a browser asks for it.
Start with `pipeline`, the build on one screen; `routes` lists what is made; `inputs` says which files it is made from.
Uses: support, incremental, model, read, i18n, link, review, view, pictures, render, search.
Public: assets, build_record, build_slices, file_events, inputs, live, site_build, theme_context.
Never: says how a page looks.
"""
