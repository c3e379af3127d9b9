"""Pictures: timeline, map and graph as SVG.

In: page models. Out: shapes and rows, laid out once for all languages; only names differ from one to the next.
Uses: support, incremental, model, link, view.
Public: date_shapes, geometry, map_ground, map_page, relations_page, site_pictures, timeline_page.
Never: reads files, parses YAML, or knows a template.
"""
