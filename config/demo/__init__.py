"""The demo: the sample benchmark from drawn photographs to a verified release, through the real servers."""
