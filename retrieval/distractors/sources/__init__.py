"""Where distractors come from: one module per kind of place."""
