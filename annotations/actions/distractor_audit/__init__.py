"""The false-negative audit: lists of nearest distractors, how far they were looked at, and what was found."""
