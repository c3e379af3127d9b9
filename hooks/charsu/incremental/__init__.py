"""Incremental: caches that outlive one build.

In: file times and the records made last time. Out: the same records, or new ones where an input changed.
Uses: support.
Public: derived_cache, filestat, readcache.
Never: decides what is computed; a cache changes how long something takes, and nothing else.

Such caches, here and in `link` (what need not be linked again, and backlinks), are sound only while three things hold:

1. Values are immutable. A build that needs another value makes another one.
2. A value depends on its key and inputs alone: on no clock, environment or neighbour. So what computes a value is
   given its inputs and nothing else.
3. Problems found while a value was computed are stored with it, and reported again whenever it is used.

Each cache adds what is its own: key, validity, lifetime and cost. `tests/test_live.py` holds all of them to it: after
random edits the files equal those of a build from scratch, and an edit computes no more than it has to.
"""
