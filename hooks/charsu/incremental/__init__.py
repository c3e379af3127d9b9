"""Incremental: caches that outlive one build.

In: file times and the records made last time. Out: the same records, or new ones where an input changed.
Uses: support.
Public: derived_cache, filestat, readcache.
Never: decides what is computed; a cache changes how long something takes, and nothing else.
"""
