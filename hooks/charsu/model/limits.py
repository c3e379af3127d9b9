"""Limits: how much readers are shown at most, on every page of the site.

No page may grow with the wiki. What exceeds a limit is folded, counted, moved to further pages, or listed elsewhere.
The limits are the business of pages, but several stages apply them long before a page is made (the history, the
companions of an entry, the map), so they are here, where every stage can import them.

Read a limit where it is used, as `limits.ROWS_PER_PAGE`, so that a test can set another one.
"""

# --- lists ------------------------------------------------------------------------------------

ROWS_ON_SINGLE_PAGE = 200
"""Maximum number of rows in a list that is not split into pages."""

ROWS_PER_PAGE = 100
"""Maximum number of rows on each page of a list that is split."""

PAGE_CHOICES = 20
"""Maximum number of pages, or groups of pages, that a list offers at once."""

CONTESTED_ENTRIES_ON_SINGLE_PAGE = 60
"""Maximum number of entries with disagreements, with all that their sources say, if they are on one page."""

CONTESTED_ENTRIES_PER_PAGE = 20
"""Maximum number of them on each page if they are split."""

WORKS_ON_SINGLE_PAGE = 300
"""Maximum number of works in a list that is not split into pages."""

STATEMENTS_ON_SINGLE_PAGE_OF_WORKS = 2000
"""Maximum number of statements that cite them in such a list; with more statements, it is split."""

WORKS_PER_PAGE = 100
"""Maximum number of works on each page of a list that is split."""

STATEMENTS_PER_PAGE_OF_WORKS = 500
"""Maximum number of statements that cite them on such a page; a single work may have more."""

STATEMENTS_OF_WORK_ON_SINGLE_PAGE = 200
"""Maximum number of statements listed with one work if the list is not split; with more, the work has its own pages."""

STATEMENTS_OF_WORK_IN_SPLIT_LIST = 20
"""The same if the list is split."""

ENTRIES_PER_PAGE_OF_WORK = 100
"""Maximum number of entries on each page of a work that has its own pages."""

STATEMENTS_PER_PAGE_OF_WORK = 300
"""Maximum number of statements on such a page; a single entry may have more."""

# --- an entry's page --------------------------------------------------------------------------

RELATIONS_ON_ENTRY_PAGE = 60
"""Maximum number of relations of one kind on an entry's page; the others are on further pages."""

RELATIONS_BEFORE_FOLD = 8
"""Number of relations of one kind that are visible at once; the others are folded, but never a single one."""

SUMMARIES_ON_ENTRY_PAGE = 200
"""Maximum number of summaries naming an entry that its page links to; the others are on further pages."""

PASSAGES_ON_ENTRY_PAGE = 60
"""Maximum number of passages on an entry's page; the others are on further pages."""

PASSAGES_BEFORE_FOLD = 4
"""Number of passages of one text that are visible at once; the others are folded, but never a single one."""

COMPANIONS_ON_ENTRY_PAGE = 10
"""Maximum number of entries named in the same passages that an entry's page lists."""

NEIGHBOURS_IN_SMALL_GRAPH = 16
"""Maximum number of neighbours in the small graph on an entry's page."""

LINES_IN_SMALL_TIMELINE = 12
"""Maximum number of lines in the small timeline on an entry's page; the entry's own are always drawn."""

# --- other pages ------------------------------------------------------------------------------

TEXTS_ON_HOME_PAGE = 12
"""Maximum number of texts on the home page."""

ENTRIES_EVIDENCED_BY_ROW = 100
"""Maximum number of entries that a row of a text lists as resting on it; each of them names the row anyhow."""

AUTHORS_NAMED = 5
"""Maximum number of authors that a page names; the others are counted, but never a single one."""

CANDIDATES_NAMED = 12
"""Maximum number of entries that an unsure name may mean that are named with it; the others are counted."""

COMMITS_IN_CHANGES = 100
"""Maximum number of commits, the latest ones, that the page of changes and the feed cover."""

CHANGES_ON_PAGE = 500
"""Number of changes after which the page of changes begins no further day."""

CHANGES_OF_DAY = 200
"""Maximum number of changes of one kind and day that the page of changes and the feed list; the others are counted."""

CHANGES_BEFORE_FOLD = 24
"""Number of changes of one kind and day that are visible at once; the others are folded, but never a single one."""

GAPS_LISTED_IN_FULL = 100
"""Maximum number of gaps of one kind that the quality page lists completely; data/quality.json has them all."""

GAPS_OF_MANY = 25
"""Number of gaps of one kind that it lists if there are more."""

GAPS_BEFORE_FOLD = 8
"""Number of gaps of one kind that are visible at once; the others are folded, but never a single one."""

RANDOM_ENTRIES_INLINE = 500
"""Maximum number of entries that the page leading to a random one lists itself; with more, it loads a part of them."""

# --- pictures ---------------------------------------------------------------------------------

TEXTS_IN_FILTER = 60
"""Maximum number of texts that pictures can be filtered by; with more, there is no such filter: the list would be too
long to read."""

LINES_ON_TIMELINE = 120
"""Maximum number of entries on one timeline; with more, there are timelines for parts of the time."""

LINES_ON_FIRST_TIMELINE = 80
"""Number of entries, those that readers meet most often, on the first timeline if there are several."""

PERIODS = 8
"""Maximum number of parts of the time with timelines of their own."""

PLACES_ON_MAP = 120
"""Maximum number of places on one map; with more, there are maps of areas."""

PLACES_ON_FIRST_MAP = 50
"""Number of places, those that readers meet most often, on the first map if there are several."""

AREAS = 8
"""Maximum number of areas with maps of their own."""

HAPPENINGS_ON_MAP = 240
"""Maximum number of happenings at the places of one map."""

HAPPENINGS_AT_PLACE = 24
"""Maximum number of happenings at one place; the others are counted."""

HAPPENINGS_ELSEWHERE = 120
"""Maximum number of happenings without a position that are listed with the map."""

NODES_IN_GRAPH = 200
"""Maximum number of entries in the graph; a larger wiki shows those with the most relations."""

NODES_IN_GRAPH_OF_KIND = 100
"""Maximum number of entries in the graph for one kind of entry."""

RELATIONS_IN_GRAPH = 1000
"""Maximum number of relations that a graph draws and its table lists."""

EDGES_IN_FULL = 200
"""Maximum number of relations drawn in full; the rest, of the most frequent properties, are hairlines."""

ENTRIES_NOT_DRAWN = 200
"""Maximum number of entries outside the graph that are named below it; the others are counted."""
