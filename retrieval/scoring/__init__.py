"""Retrieval metrics: one per file, a pure core and a public function with its formula."""
