"""Everything that changes a set of distractors that lies in shards: one file and one function per change."""
