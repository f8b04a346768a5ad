"""Everything that changes a choice of distractors: one file and one function per change."""
